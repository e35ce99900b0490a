# The forms of https://docs.aws.amazon.com/cli/latest/reference/sts/ with values of our own.
aws sts get-caller-identity
aws iam create-role --role-name guest --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}'
aws sts assume-role --role-arn arn:aws:iam::123456789012:role/guest --role-session-name desk
# fails: Message is not valid
aws sts decode-authorization-message --encoded-message EXAMPLEWodyRNrtlQARDip-eTA6i6DrlUhHhPQrLWB_lAbl5pAKxl9mPDLexYcGBreyIKQC1BGBIpBKr3dFDkwqeO7e2NMk5j_hmzAiChJN-8oy3Ewau1bEFjxvpk4vVvQxLH4c6QBl7HMI1s
