# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ with values of our own.
aws iam create-user --user-name mina
aws iam create-user --user-name dohyun --path /shop/desk/
aws iam create-user --user-name sora --tags '{"Key": "Floor", "Value": "Second"}' '{"Key": "City", "Value": "Busan"}'
aws iam create-user --user-name harin --permissions-boundary arn:aws:iam::aws:policy/PowerUserAccess
aws iam get-user --user-name mina
aws iam list-users
aws iam attach-user-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess --user-name mina
POLICY='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}]}'
aws iam create-policy --policy-name reading --policy-document "$POLICY"
aws iam create-policy --policy-name described --policy-document "$POLICY" --description "Reads what the shop stores"
aws iam create-policy --policy-name tagged --policy-document "$POLICY" --tags '{"Key": "Floor", "Value": "Second"}' '{"Key": "City", "Value": "Busan"}'
READ=arn:aws:iam::123456789012:policy/reading
aws iam attach-user-policy --policy-arn $READ --user-name mina
aws iam list-attached-user-policies --user-name mina
aws iam list-entities-for-policy --policy-arn $READ
aws iam detach-user-policy --user-name mina --policy-arn $READ
aws iam put-user-policy --user-name mina --policy-name desk --policy-document "$POLICY"
aws iam get-user-policy --user-name mina --policy-name desk
aws iam list-user-policies --user-name mina
aws iam delete-user-policy --user-name mina --policy-name desk
aws iam put-user-permissions-boundary --permissions-boundary $READ --user-name sora
aws iam put-user-permissions-boundary --permissions-boundary arn:aws:iam::aws:policy/PowerUserAccess --user-name sora
aws iam delete-user-permissions-boundary --user-name sora
aws iam create-policy-version --policy-arn $READ --policy-document "$POLICY" --set-as-default
aws iam get-policy --policy-arn $READ
aws iam get-policy-version --policy-arn $READ --version-id v2
aws iam list-policies --max-items 3
aws iam list-policy-versions --policy-arn $READ
aws iam set-default-policy-version --policy-arn $READ --version-id v1
aws iam delete-policy-version --policy-arn $READ --version-id v2
aws iam delete-policy --policy-arn $READ
aws iam tag-user --user-name mina --tags '{"Key": "Floor", "Value": "First"}'
aws iam list-user-tags --user-name mina
aws iam untag-user --user-name mina --tag-keys Floor
KEY=$(aws iam create-access-key --user-name mina --query AccessKey.AccessKeyId --output text)
aws iam create-access-key --user-name mina
aws iam list-access-keys --user-name mina
aws iam update-access-key --access-key-id $KEY --status Inactive --user-name mina
aws iam delete-access-key --access-key-id $KEY --user-name mina
aws iam delete-user --user-name dohyun
aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com --description "For the shop's groups"
