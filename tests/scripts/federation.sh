# A build outside AWS acts in a role, with a token and without a key.
aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com --query OpenIDConnectProviderArn --output text
TRUST='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:shop/web:ref:refs/heads/main"}}}]}'
aws iam create-role --role-name Build --assume-role-policy-document "$TRUST" --query Role.Arn --output text
aws iam attach-role-policy --role-name Build --policy-arn arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess
echo '{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:shop/web:ref:refs/heads/main"}' > token.json
aws configure set profile.build.role_arn arn:aws:iam::123456789012:role/Build
aws configure set profile.build.web_identity_token_file token.json
aws configure set profile.build.role_session_name run-7
aws sts get-caller-identity --profile build --query Arn --output text
aws ec2 describe-instances --profile build
expect record AssumeRoleWithWebIdentity by repo:shop/web:ref:refs/heads/main
expect record DescribeInstances by run-7
# Another branch is not trusted.
echo '{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:shop/web:ref:refs/heads/try"}' > token.json
aws ec2 describe-instances --profile build
expect denied AssumeRoleWithWebIdentity
# A user lets somebody look at instances and do nothing else.
aws sts get-federation-token --name Bob --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}]}' > bob.json
aws configure set profile.bob.aws_access_key_id $(jq -r .Credentials.AccessKeyId bob.json)
aws configure set profile.bob.aws_secret_access_key $(jq -r .Credentials.SecretAccessKey bob.json)
aws configure set profile.bob.aws_session_token $(jq -r .Credentials.SessionToken bob.json)
aws sts get-caller-identity --profile bob --query Arn --output text
aws ec2 describe-vpcs --profile bob --query 'length(Vpcs)'
aws sns list-topics --profile bob
expect denied ListTopics by Bob
