# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ for MFA devices, rules for
# passwords and reports.
aws iam create-user --user-name mina
aws iam create-login-profile --user-name mina --password Harbour-light-7
aws iam attach-user-policy --user-name mina --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
aws iam create-virtual-mfa-device --virtual-mfa-device-name mina-phone --outfile /dev/null --bootstrap-method QRCodePNG
aws iam create-virtual-mfa-device --virtual-mfa-device-name spare --outfile /dev/stdout --bootstrap-method Base32StringSeed --tags Key=Drawer,Value=2
aws iam enable-mfa-device --user-name mina --serial-number arn:aws:iam::123456789012:mfa/mina-phone --authentication-code1 123456 --authentication-code2 789012
aws iam resync-mfa-device --user-name mina --serial-number arn:aws:iam::123456789012:mfa/mina-phone --authentication-code1 123456 --authentication-code2 987654
# fails: Authentication code for device is not valid.
aws iam resync-mfa-device --user-name mina --serial-number arn:aws:iam::123456789012:mfa/mina-phone --authentication-code1 123456 --authentication-code2 123456
aws iam list-mfa-devices --user-name mina
world sign-in mina
sleep 1m
aws iam list-virtual-mfa-devices
aws iam get-user --user-name mina
aws iam list-users
aws iam create-group --group-name readers
aws iam add-user-to-group --group-name readers --user-name mina
aws iam get-group --group-name readers
aws iam remove-user-from-group --group-name readers --user-name mina
aws sts get-session-token --profile mina --duration-seconds 900 --serial-number arn:aws:iam::123456789012:mfa/mina-phone --token-code 123456
# fails: MultiFactorAuthentication failed with invalid MFA one time pass code.
aws sts get-session-token --profile mina --serial-number arn:aws:iam::123456789012:mfa/mina-phone --token-code 000000
aws iam update-account-password-policy --minimum-password-length 8 --require-numbers --require-symbols
aws iam get-account-password-policy
aws iam update-account-password-policy --minimum-password-length 14 --max-password-age 90 --password-reuse-prevention 5 --allow-users-to-change-password --no-hard-expiry
aws iam get-account-password-policy
aws iam change-password --profile mina --cli-input-json '{"OldPassword": "Harbour-light-7", "NewPassword": "Harbour-lights-at-8"}'
aws iam delete-account-password-policy
KEY=$(aws iam create-access-key --user-name mina --query AccessKey.AccessKeyId --output text)
aws ec2 describe-instances --profile mina
aws iam get-access-key-last-used --access-key-id $KEY
aws iam generate-credential-report
aws iam get-credential-report
aws iam generate-credential-report
JOB=$(aws iam generate-service-last-accessed-details --arn arn:aws:iam::123456789012:user/mina --granularity ACTION_LEVEL --query JobId --output text)
aws iam get-service-last-accessed-details --job-id $JOB
aws iam generate-service-last-accessed-details --arn arn:aws:iam::aws:policy/ReadOnlyAccess
aws iam get-service-last-accessed-details --job-id $JOB --max-items 1
aws iam list-policies-granting-service-access --arn arn:aws:iam::123456789012:user/jiwoo --service-namespaces ec2 codecommit
WHO=$(aws iam generate-service-last-accessed-details --arn arn:aws:iam::aws:policy/AdministratorAccess --query JobId --output text)
aws iam get-service-last-accessed-details-with-entities --job-id $WHO --service-namespace iam
aws iam deactivate-mfa-device --user-name mina --serial-number arn:aws:iam::123456789012:mfa/mina-phone
aws iam delete-virtual-mfa-device --serial-number arn:aws:iam::123456789012:mfa/mina-phone
