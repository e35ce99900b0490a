# The forms of https://docs.aws.amazon.com/cli/latest/reference/sts/ with values of our own.
aws sts get-caller-identity
