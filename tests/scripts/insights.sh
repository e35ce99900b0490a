# row: Insights events
aws s3api create-bucket --bucket evidence
aws s3api put-bucket-policy --bucket evidence --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::evidence"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::evidence/AWSLogs/123456789012/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}]}'
aws cloudtrail create-trail --name main --s3-bucket-name evidence --enable-log-file-validation
aws cloudtrail start-logging --name main
aws cloudtrail get-insight-selectors --trail-name main
aws cloudtrail put-insight-selectors --trail-name main --insight-selectors InsightType=ApiCallRateInsight InsightType=ApiErrorRateInsight
aws cloudtrail get-trail --name main --query Trail.HasInsightSelectors
aws sns create-topic --name usual
sleep 36h
aws sns create-topic --name t0
aws sns create-topic --name t1
aws sns create-topic --name t2
aws sns create-topic --name t3
aws sns create-topic --name t4
aws sns create-topic --name t5
aws sns create-topic --name t6
aws sns create-topic --name t7
aws sns create-topic --name t8
aws sns create-topic --name t9
sleep 10m
aws cloudtrail lookup-events --event-category insight
sleep 50m
aws cloudtrail lookup-events --event-category insight --query 'Events[].[EventName,EventTime,ReadOnly]'
aws cloudtrail lookup-events --event-category insight --lookup-attributes AttributeKey=EventSource,AttributeValue=sns.amazonaws.com --query 'Events[1].CloudTrailEvent' --output text
aws cloudtrail lookup-events --event-category insight --lookup-attributes AttributeKey=Username,AttributeValue=admin
aws s3api list-objects-v2 --bucket evidence --prefix AWSLogs/123456789012/CloudTrail-Insight/ --query 'Contents[].Key'
aws cloudtrail validate-logs --trail-arn arn:aws:cloudtrail:us-east-1:123456789012:trail/main --start-time 2025-01-07T12:00:00Z --verbose
aws cloudtrail put-insight-selectors --trail-name main --insight-selectors '[]'
aws cloudtrail get-trail --name main --query Trail.HasInsightSelectors
