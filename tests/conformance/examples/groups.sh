# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ for groups.
POLICY='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}]}'
aws iam create-group --group-name desk
aws iam add-user-to-group --user-name jiwoo --group-name desk
aws iam get-group --group-name desk
aws iam list-groups
aws iam list-groups-for-user --user-name jiwoo
aws iam attach-group-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess --group-name desk
aws iam list-attached-group-policies --group-name desk
aws iam detach-group-policy --group-name desk --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
aws iam put-group-policy --group-name desk --policy-document "$POLICY" --policy-name reading
aws iam get-group-policy --group-name desk --policy-name reading
aws iam list-group-policies --group-name desk
aws iam delete-group-policy --group-name desk --policy-name reading
aws iam remove-user-from-group --user-name jiwoo --group-name desk
aws iam delete-group --group-name desk
