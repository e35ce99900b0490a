# A role for the CloudWatch agent, carried by an instance, and a role that a person assumes.
TRUST='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name CloudWatchAgentRole --assume-role-policy-document "$TRUST" --description "For the agent" --query Role.Arn --output text
aws iam attach-role-policy --role-name CloudWatchAgentRole --policy-arn arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy
aws iam attach-role-policy --role-name CloudWatchAgentRole --policy-arn arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore
aws iam list-attached-role-policies --role-name CloudWatchAgentRole --query 'AttachedPolicies[].PolicyName' --output text
aws iam create-instance-profile --instance-profile-name CloudWatchAgentRole --query InstanceProfile.Arn --output text
aws iam add-role-to-instance-profile --role-name CloudWatchAgentRole --instance-profile-name CloudWatchAgentRole
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --iam-instance-profile Name=CloudWatchAgentRole --query 'Instances[0].InstanceId' --output text)
BARE=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
sleep 5m
aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values=$ID --query 'IamInstanceProfileAssociations[0].State' --output text
ASSOC=$(aws ec2 associate-iam-instance-profile --instance-id $BARE --iam-instance-profile Name=CloudWatchAgentRole --query IamInstanceProfileAssociation.AssociationId --output text)
aws ec2 associate-iam-instance-profile --instance-id $BARE --iam-instance-profile Name=CloudWatchAgentRole
aws ec2 replace-iam-instance-profile-association --association-id $ASSOC --iam-instance-profile Name=none
aws ec2 disassociate-iam-instance-profile --association-id $ASSOC --query IamInstanceProfileAssociation.State --output text
aws ec2 associate-iam-instance-profile --instance-id $BARE --iam-instance-profile Name=CloudWatchAgentRole --profile jiwoo
expect denied AssociateIamInstanceProfile by jiwoo
# jiwoo may not look at users; the role lets her.
PERSON='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/jiwoo"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name Audit --assume-role-policy-document "$PERSON" --query Role.RoleName --output text
aws iam attach-role-policy --role-name Audit --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess
aws iam list-users --profile jiwoo
aws configure set profile.audit.role_arn arn:aws:iam::123456789012:role/Audit
aws configure set profile.audit.source_profile jiwoo
aws sts get-caller-identity --profile audit --query Arn --output text
aws iam list-users --profile audit --query 'Users[].UserName' --output text
expect record AssumeRole by jiwoo
aws iam delete-role --role-name CloudWatchAgentRole
