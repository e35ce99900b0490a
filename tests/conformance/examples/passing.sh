# The forms of https://docs.aws.amazon.com/cli/latest/reference/sts/ for what is passed to sessions,
# and of https://docs.aws.amazon.com/cli/latest/reference/iam/ for other names and the root user.
TRUST='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}'
aws iam create-role --role-name desk --assume-role-policy-document "$TRUST"
aws sts assume-role --role-arn arn:aws:iam::123456789012:role/desk --role-session-name monday --tags Key=Project,Value=Automation Key=CostCenter,Value=12345 --transitive-tag-keys Project --source-identity hana
aws sts get-federation-token --name my-fed-user --tags Key=Project,Value=Automation Key=Department,Value=Engineering
aws sts get-federation-token --profile root --name my-fed-user
aws iam create-user --user-name Bob
aws iam update-user --user-name Bob --new-user-name Robert --new-path /division_abc/
aws iam create-group --group-name Test
aws iam update-group --group-name Test --new-group-name Test-1 --new-path /division_abc/
KEY=$(aws iam create-access-key --profile root --query AccessKey.AccessKeyId --output text)
aws iam list-access-keys --profile root
aws iam update-access-key --profile root --access-key-id $KEY --status Inactive
aws iam get-access-key-last-used --access-key-id $KEY
aws iam delete-access-key --profile root --access-key-id $KEY
aws iam create-virtual-mfa-device --profile root --virtual-mfa-device-name root-account-mfa-device --outfile /dev/null --bootstrap-method QRCodePNG
aws iam enable-mfa-device --profile root --user-name 'AWS ROOT USER' --serial-number arn:aws:iam::123456789012:mfa/root-account-mfa-device --authentication-code1 123456 --authentication-code2 789012
aws iam list-mfa-devices --profile root
aws iam list-virtual-mfa-devices
