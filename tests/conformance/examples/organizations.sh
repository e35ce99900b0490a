# The forms of https://docs.aws.amazon.com/cli/latest/reference/organizations/ with values of our own.
aws organizations create-organization --feature-set CONSOLIDATED_BILLING
aws organizations delete-organization
aws organizations create-organization
aws organizations describe-organization
aws organizations list-roots
root=$(aws organizations list-roots --query 'Roots[0].Id' --output text)
aws organizations create-account --email shop@example.com --account-name "Shop Production"
aws organizations list-create-account-status --states IN_PROGRESS
request=$(aws organizations list-create-account-status --query 'CreateAccountStatuses[0].Id' --output text)
aws organizations create-account --email shop@example.com --account-name "Shop Again"
sleep 2m
aws organizations describe-create-account-status --create-account-request-id $request
aws organizations list-create-account-status --states SUCCEEDED
aws organizations list-create-account-status --states FAILED
aws organizations list-create-account-status --max-results 1
again=$(aws organizations list-create-account-status --states FAILED --query 'CreateAccountStatuses[0].Id' --output text)
aws organizations describe-create-account-status --create-account-request-id $again
member=$(aws organizations describe-create-account-status --create-account-request-id $request --query CreateAccountStatus.AccountId --output text)
aws organizations list-accounts
aws organizations list-accounts --max-items 1
aws organizations describe-account --account-id $member
aws organizations create-organizational-unit --parent-id $root --name Accounting
ou=$(aws organizations list-organizational-units-for-parent --parent-id $root --query 'OrganizationalUnits[0].Id' --output text)
aws organizations update-organizational-unit --organizational-unit-id $ou --name AccountingOU
aws organizations describe-organizational-unit --organizational-unit-id $ou
aws organizations list-organizational-units-for-parent --parent-id $root
aws organizations move-account --account-id $member --source-parent-id $root --destination-parent-id $ou
aws organizations list-accounts-for-parent --parent-id $ou
aws organizations list-children --child-type ORGANIZATIONAL_UNIT --parent-id $root
aws organizations list-parents --child-id $member
aws organizations enable-policy-type --root-id $root --policy-type SERVICE_CONTROL_POLICY
aws organizations create-policy --content '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":["*"]}]}' --name AllowAllS3Actions --type SERVICE_CONTROL_POLICY --description "Allows delegation of all S3 actions"
policy=$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[0].Id' --output text)
aws organizations list-policies --filter SERVICE_CONTROL_POLICY
aws organizations update-policy --policy-id $policy --name Renamed-Policy --description "Another description."
aws organizations update-policy --policy-id $policy --content '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}'
aws organizations describe-policy --policy-id $policy
aws organizations attach-policy --policy-id $policy --target-id $ou
aws organizations attach-policy --policy-id $policy --target-id $member
aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id $member
aws organizations list-targets-for-policy --policy-id p-FullAWSAccess
aws organizations detach-policy --policy-id $policy --target-id $ou
aws organizations detach-policy --policy-id $policy --target-id $member
aws organizations delete-policy --policy-id $policy
aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com
aws organizations list-aws-service-access-for-organization
aws organizations register-delegated-administrator --account-id $member --service-principal cloudtrail.amazonaws.com
aws organizations list-delegated-administrators --service-principal cloudtrail.amazonaws.com
aws organizations deregister-delegated-administrator --account-id $member --service-principal cloudtrail.amazonaws.com
aws cloudtrail register-organization-delegated-admin --member-account-id $member
aws organizations list-delegated-administrators
# fails: already a delegated administrator
aws cloudtrail register-organization-delegated-admin --member-account-id $member
aws cloudtrail deregister-organization-delegated-admin --delegated-admin-account-id $member
# fails: CannotDelegateManagementAccountException
aws cloudtrail register-organization-delegated-admin --member-account-id 123456789012
aws organizations tag-resource --resource-id $ou --tags Key=team,Value=shop Key=stage,Value=test
aws organizations list-tags-for-resource --resource-id $ou
aws organizations untag-resource --resource-id $ou --tag-keys stage
# fails: You specified a target that doesn't exist.
aws organizations list-tags-for-resource --resource-id ou-none-11111111
aws organizations disable-aws-service-access --service-principal cloudtrail.amazonaws.com
aws organizations disable-policy-type --root-id $root --policy-type SERVICE_CONTROL_POLICY
# not simulated: policy type TAG_POLICY
aws organizations enable-policy-type --root-id $root --policy-type TAG_POLICY
# fails: OrganizationalUnitNotEmptyException
aws organizations delete-organizational-unit --organizational-unit-id $ou
aws organizations move-account --account-id $member --source-parent-id $ou --destination-parent-id $root
aws organizations delete-organizational-unit --organizational-unit-id $ou
aws organizations create-organizational-unit --parent-id $root --name Tagged --tags Key=stage,Value=test
tagged=$(aws organizations list-organizational-units-for-parent --parent-id $root --query 'OrganizationalUnits[0].Id' --output text)
aws organizations list-tags-for-resource --resource-id $tagged
# fails: you must wait until at least four days
aws organizations remove-account-from-organization --account-id $member
sleep 96h
aws organizations remove-account-from-organization --account-id $member
aws organizations invite-account-to-organization --target '{"Type": "EMAIL", "Id": "juan@example.com"}' --notes "This is a request for Juan's account to join Bill's organization."
juan=$(aws organizations list-handshakes-for-organization --query 'Handshakes[0].Id' --output text)
aws organizations describe-handshake --handshake-id $juan
aws organizations cancel-handshake --handshake-id $juan
# fails: HandshakeAlreadyInStateException
aws organizations cancel-handshake --handshake-id $juan
aws organizations invite-account-to-organization --target Id=$member,Type=ACCOUNT
# fails: DuplicateHandshakeException
aws organizations invite-account-to-organization --target Id=$member,Type=ACCOUNT
first=$(aws organizations list-handshakes-for-account --profile root@$member --query 'Handshakes[0].Id' --output text)
aws organizations list-handshakes-for-account --profile root@$member --filter ActionType=INVITE
aws organizations decline-handshake --handshake-id $first --profile root@$member
aws organizations invite-account-to-organization --target Id=shop@example.com,Type=EMAIL --tags Key=came,Value=back
second=$(aws organizations list-handshakes-for-organization --query "Handshakes[?State=='OPEN'].Id" --output text)
aws organizations accept-handshake --handshake-id $second --profile root@$member
aws organizations list-tags-for-resource --resource-id $member
aws organizations list-handshakes-for-organization
aws organizations leave-organization --profile root@$member
aws organizations invite-account-to-organization --target Id=$member,Type=ACCOUNT
third=$(aws organizations list-handshakes-for-organization --query "Handshakes[?State=='OPEN'].Id" --output text)
aws organizations accept-handshake --handshake-id $third --profile root@$member
aws organizations close-account --account-id $member
aws organizations describe-account --account-id $member
sleep 5m
# fails: AccountAlreadyClosedException
aws organizations close-account --account-id $member
# fails: InvalidClientTokenId
aws sts get-caller-identity --profile root@$member
