# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ for passwords.
aws iam create-user --user-name mina
aws iam create-login-profile --user-name mina --password Harbour-light-7
aws iam get-login-profile --user-name mina
aws iam update-login-profile --user-name mina --password Harbour-light-8
aws iam delete-login-profile --user-name mina
aws iam get-account-summary
