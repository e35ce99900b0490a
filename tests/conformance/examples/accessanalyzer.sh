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
aws accessanalyzer get-finding-v2 --analyzer-arn $ARN --id $ID
aws accessanalyzer get-finding-v2 --analyzer-arn $ARN --id $ID --max-items 1
aws accessanalyzer list-findings --analyzer-arn $ARN --filter '{"status": {"eq": ["ACTIVE"]}, "condition.sts:ExternalId": {"exists": true}}'
aws accessanalyzer update-findings --analyzer-arn $ARN --ids $ID --status ARCHIVED
aws accessanalyzer get-finding --analyzer-arn $ARN --id $ID
aws accessanalyzer update-findings --analyzer-arn $ARN --resource-arn arn:aws:iam::123456789012:role/other --status ACTIVE
# fails: was not found
aws accessanalyzer update-findings --analyzer-arn $ARN --ids none --status ACTIVE
aws accessanalyzer create-archive-rule --analyzer-name example --rule-name MyRule --filter '{"resource": {"contains": ["Cognito"]}, "resourceType": {"eq": ["AWS::IAM::Role"]}}'
aws accessanalyzer create-archive-rule --analyzer-name example --rule-name Second --filter '{"resource": {"contains": ["other"]}, "resourceType": {"eq": ["AWS::S3::Bucket"]}}'
aws accessanalyzer list-archive-rules --analyzer-name example
aws accessanalyzer list-archive-rules --analyzer-name example --max-items 1
aws accessanalyzer get-archive-rule --analyzer-name example --rule-name MyRule
aws accessanalyzer update-archive-rule --analyzer-name example --rule-name MyRule --filter '{"resource": {"contains": ["partner"]}, "resourceType": {"eq": ["AWS::IAM::Role"]}}'
aws accessanalyzer apply-archive-rule --analyzer-arn $ARN --rule-name MyRule
aws accessanalyzer list-findings-v2 --analyzer-arn $ARN --filter status={eq=ARCHIVED}
aws accessanalyzer delete-archive-rule --analyzer-name example --rule-name Second
# not simulated: filter key findingType
aws accessanalyzer create-archive-rule --analyzer-name example --rule-name unused --filter '{"findingType": {"eq": ["UnusedIAMUserAccessKey"]}}'
aws accessanalyzer list-analyzed-resources --analyzer-arn $ARN --resource-type AWS::IAM::Role
aws accessanalyzer list-analyzed-resources --analyzer-arn $ARN --max-items 1
aws accessanalyzer get-analyzed-resource --analyzer-arn $ARN --resource-arn arn:aws:iam::123456789012:role/partner
aws accessanalyzer start-resource-scan --analyzer-arn $ARN --resource-arn arn:aws:iam::123456789012:role/partner
aws accessanalyzer tag-resource --resource-arn $ARN --tags Environment=dev,Purpose=testing
aws accessanalyzer list-tags-for-resource --resource-arn $ARN
aws accessanalyzer untag-resource --resource-arn $ARN --tag-keys Environment Purpose
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
