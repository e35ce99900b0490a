# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ for the policy simulator.
aws iam simulate-custom-policy --policy-input-list '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2024-03-01T09:00:00Z"}}}}' --action-names sqs:SendMessage --context-entries "ContextKeyName='aws:CurrentTime',ContextKeyValues='2025-01-06T11:00:00Z',ContextKeyType=date"
aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/jiwoo --action-names ec2:StartInstances
aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/jiwoo --action-names sqs:SendMessage --context-entries "ContextKeyName='aws:CurrentTime',ContextKeyValues='2025-01-06T11:00:00Z',ContextKeyType=date"
aws iam get-context-keys-for-custom-policy --policy-input-list '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:123456789012:${aws:username}","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2024-03-01T09:00:00Z"}}}}'
aws iam get-context-keys-for-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/jiwoo
