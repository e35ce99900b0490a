# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ for roles and profiles, and of
# https://docs.aws.amazon.com/cli/latest/reference/ec2/ for instances that carry them.
TRUST='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
POLICY='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}]}'
aws iam create-role --role-name desk --assume-role-policy-document "$TRUST"
aws iam create-role --role-name cellar --assume-role-policy-document "$TRUST" --max-session-duration 7200
aws iam create-role --role-name attic --assume-role-policy-document "$TRUST" --tags '{"Key": "Floor", "Value": "Third"}' '{"Key": "City", "Value": "Busan"}'
aws iam get-role --role-name attic
aws iam list-roles
aws iam attach-role-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess --role-name desk
aws iam list-attached-role-policies --role-name desk
aws iam detach-role-policy --role-name desk --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
aws iam put-role-policy --role-name desk --policy-name reading --policy-document "$POLICY"
aws iam get-role-policy --role-name desk --policy-name reading
aws iam list-role-policies --role-name desk
aws iam delete-role-policy --role-name desk --policy-name reading
aws iam update-assume-role-policy --role-name desk --policy-document "$TRUST"
aws iam update-role --role-name desk --description 'At the desk' --max-session-duration 43200
aws iam update-role-description --role-name desk --description 'Main production role'
aws iam put-role-permissions-boundary --permissions-boundary arn:aws:iam::aws:policy/PowerUserAccess --role-name desk
aws iam delete-role-permissions-boundary --role-name desk
aws iam tag-role --role-name desk --tags '{"Key": "Floor", "Value": "First"}'
aws iam list-role-tags --role-name desk
aws iam untag-role --role-name desk --tag-keys Floor
aws iam create-instance-profile --instance-profile-name desk
aws iam create-instance-profile --instance-profile-name attic
aws iam add-role-to-instance-profile --role-name desk --instance-profile-name desk
aws iam add-role-to-instance-profile --role-name attic --instance-profile-name attic
aws iam get-instance-profile --instance-profile-name attic
aws iam list-instance-profiles
aws iam list-instance-profiles-for-role --role-name desk
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
sleep 1m
aws ec2 associate-iam-instance-profile --instance-id $ID --iam-instance-profile Name=desk
ON=$(aws ec2 describe-iam-instance-profile-associations --query 'IamInstanceProfileAssociations[0].AssociationId' --output text)
aws ec2 describe-iam-instance-profile-associations
aws ec2 replace-iam-instance-profile-association --iam-instance-profile Name=attic --association-id $ON
aws ec2 describe-instances --instance-ids $ID
ON=$(aws ec2 describe-iam-instance-profile-associations --query 'IamInstanceProfileAssociations[0].AssociationId' --output text)
aws ec2 disassociate-iam-instance-profile --association-id $ON
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --iam-instance-profile Name=desk
aws iam remove-role-from-instance-profile --instance-profile-name desk --role-name desk
aws iam delete-instance-profile --instance-profile-name desk
aws iam delete-role --role-name desk
aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com
TASK=$(aws iam delete-service-linked-role --role-name AWSServiceRoleForAutoScaling --query DeletionTaskId --output text)
aws iam get-service-linked-role-deletion-status --deletion-task-id $TASK
aws iam get-account-authorization-details
aws iam get-account-authorization-details --filter User LocalManagedPolicy --max-items 1
