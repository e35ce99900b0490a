# The forms of https://docs.aws.amazon.com/cli/latest/reference/accessanalyzer/.
aws accessanalyzer create-analyzer --analyzer-name example --type ACCOUNT --tags Team=ops
TRUST='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "desk"}}}]}'
aws iam create-role --role-name partner --assume-role-policy-document "$TRUST"
aws accessanalyzer get-analyzer --analyzer-name example
aws accessanalyzer list-analyzers
ARN=arn:aws:access-analyzer:us-east-1:123456789012:analyzer/example
aws iam create-role --role-name other --assume-role-policy-document "$TRUST"
aws accessanalyzer list-findings --analyzer-arn $ARN
aws accessanalyzer list-findings --analyzer-arn $ARN --max-items 1
aws accessanalyzer list-findings-v2 --analyzer-arn $ARN
ID=$(aws accessanalyzer list-findings --analyzer-arn $ARN --query 'findings[0].id' --output text)
aws accessanalyzer get-finding --analyzer-arn $ARN --id $ID
aws accessanalyzer delete-analyzer --analyzer-name example
echo '{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "",
            "Effect": "Allow",
            "Principal": {
                "Federated": "cognito-identity.amazonaws.com"
            },
            "Action": [
                "sts:AssumeRole",
                "sts:TagSession"
            ],
            "Condition": {
                "StringEquals": {
                    "cognito-identity.amazonaws.com:aud": "us-west-2_EXAMPLE"
                }
            }
        }
    ]
}' > trust.json
aws accessanalyzer validate-policy --policy-document file://trust.json --policy-type RESOURCE_POLICY
aws accessanalyzer validate-policy --policy-document file://trust.json --policy-type RESOURCE_POLICY --max-items 1
# not simulated: policyType RESOURCE_CONTROL_POLICY
aws accessanalyzer validate-policy --policy-document '{}' --policy-type RESOURCE_CONTROL_POLICY
