# The forms of https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/ with values of our own.
aws sns create-topic --name shop-news
sleep 10m
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic
aws cloudtrail list-public-keys --start-time 2025-01-01T20:30:00.000Z

# A bucket that lets CloudTrail in, and trails that log to it.
aws s3api create-bucket --bucket shop-trail-logs --region us-east-1
aws s3api put-bucket-policy --bucket shop-trail-logs --policy '{"Version":"2012-10-17","Statement":[{"Sid":"AWSCloudTrailAclCheck20150319","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::shop-trail-logs"},{"Sid":"AWSCloudTrailWrite20150319","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::shop-trail-logs/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}]}'
TOPIC=$(aws sns create-topic --name shop-trail-news --query TopicArn --output text)
aws sns set-topic-attributes --topic-arn $TOPIC --attribute-name Policy --attribute-value '{"Version":"2012-10-17","Statement":[{"Sid":"AWSCloudTrailSNSPolicy20131101","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"SNS:Publish","Resource":"arn:aws:sns:us-east-1:123456789012:shop-trail-news"}]}'
aws cloudtrail create-trail --name Trail1 --s3-bucket-name shop-trail-logs --is-multi-region-trail
aws cloudtrail create-trail --name Trail2 --s3-bucket-name shop-trail-logs --s3-key-prefix of-seoul --sns-topic-name shop-trail-news --no-include-global-service-events --enable-log-file-validation --no-recursive-logging --tags-list Key=team,Value=ops
aws cloudtrail add-tags --resource-id arn:aws:cloudtrail:us-east-1:123456789012:trail/Trail1 --tags-list Key=name,Value=Alice Key=location,Value=us
aws cloudtrail list-tags --resource-id-list arn:aws:cloudtrail:us-east-1:123456789012:trail/Trail1
aws cloudtrail remove-tags --resource-id arn:aws:cloudtrail:us-east-1:123456789012:trail/Trail1 --tags-list Key=name Key=location
aws cloudtrail start-logging --name Trail1
aws cloudtrail start-logging --name Trail2
aws sns list-topics
sleep 10m
aws cloudtrail describe-trails
aws cloudtrail describe-trails --trail-name-list Trail1 Trail2
aws cloudtrail describe-trails --no-include-shadow-trails
aws cloudtrail get-trail --name Trail1
aws cloudtrail get-trail --name Trail2
aws cloudtrail list-trails
aws cloudtrail get-trail-status --name Trail2
aws cloudtrail put-event-selectors --trail-name Trail1 --event-selectors '[{ "ReadWriteType": "WriteOnly", "IncludeManagementEvents": true, "DataResources": [{ "Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::shop-trail-logs/prefix", "arn:aws:s3:::shop-papers/"] }, { "Type": "AWS::Lambda::Function", "Values": ["arn:aws:lambda:us-east-1:123456789012:function:hello"] }] }]'
aws cloudtrail put-event-selectors --trail-name Trail2 --advanced-event-selectors '[{ "Name": "Everything put", "FieldSelectors": [{ "Field": "eventCategory", "Equals": ["Data"] }, { "Field": "resources.type", "Equals": ["AWS::S3::Object"] }, { "Field": "eventName", "StartsWith": ["Put"], "NotEquals": ["PutObjectRetention"] }, { "Field": "resources.ARN", "NotStartsWith": ["arn:aws:s3:::other/"], "NotEndsWith": [".tmp"] }, { "Field": "userIdentity.arn", "EndsWith": ["user/admin"] }] }]'
aws cloudtrail get-event-selectors --trail-name Trail1
aws cloudtrail get-event-selectors --trail-name Trail2
# fails: InsightNotEnabledException
aws cloudtrail get-insight-selectors --trail-name Trail1
aws cloudtrail put-insight-selectors --trail-name Trail1 --insight-selectors '[{"InsightType": "ApiCallRateInsight"},{"InsightType": "ApiErrorRateInsight", "EventCategories": ["Management"]}]'
aws cloudtrail get-insight-selectors --trail-name Trail1
# not simulated: EventCategories Data
aws cloudtrail put-insight-selectors --trail-name Trail1 --insight-selectors '[{"InsightType": "ApiCallRateInsight", "EventCategories": ["Data"]}]'
# not simulated: EventDataStore
aws cloudtrail put-insight-selectors --event-data-store EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE --insight-selectors '[{"InsightType": "ApiCallRateInsight"}]'
# not simulated: EventDataStore
aws cloudtrail get-insight-selectors --event-data-store EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE
aws cloudtrail lookup-events --event-category insight --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic
aws cloudtrail update-trail --name Trail2 --s3-key-prefix '' --recursive-logging
aws cloudtrail stop-logging --name Trail1
aws sns delete-topic --topic-arn $TOPIC
aws s3api delete-bucket-policy --bucket shop-trail-logs
sleep 10m
aws cloudtrail get-trail-status --name Trail2
# fails: InsufficientS3BucketPolicyException
aws cloudtrail update-trail --name Trail1 --s3-bucket-name shop-trail-logs
aws cloudtrail update-trail --name Trail1 --no-is-multi-region-trail --no-include-global-service-events
aws s3api put-bucket-policy --bucket shop-trail-logs --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":["s3:GetBucketAcl","s3:PutObject"],"Resource":["arn:aws:s3:::shop-trail-logs","arn:aws:s3:::shop-trail-logs/*"]}]}'
aws logs create-log-group --log-group-name CloudTrail/logs
aws iam create-role --role-name CloudTrail_CloudWatchLogs_Role --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
# fails: Access denied. Verify in IAM that the role has adequate permissions.
aws cloudtrail update-trail --name Trail1 --cloud-watch-logs-log-group-arn arn:aws:logs:us-east-1:123456789012:log-group:CloudTrail/logs:* --cloud-watch-logs-role-arn arn:aws:iam::123456789012:role/CloudTrail_CloudWatchLogs_Role
aws iam put-role-policy --role-name CloudTrail_CloudWatchLogs_Role --policy-name cloudtrail-policy --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"AWSCloudTrailCreateLogStream2014110","Effect":"Allow","Action":["logs:CreateLogStream"],"Resource":["arn:aws:logs:us-east-1:123456789012:log-group:CloudTrail/logs:log-stream:123456789012_CloudTrail_us-east-1*"]},{"Sid":"AWSCloudTrailPutLogEvents20141101","Effect":"Allow","Action":["logs:PutLogEvents"],"Resource":["arn:aws:logs:us-east-1:123456789012:log-group:CloudTrail/logs:log-stream:123456789012_CloudTrail_us-east-1*"]}]}'
aws cloudtrail update-trail --name Trail1 --cloud-watch-logs-log-group-arn arn:aws:logs:us-east-1:123456789012:log-group:CloudTrail/logs:* --cloud-watch-logs-role-arn arn:aws:iam::123456789012:role/CloudTrail_CloudWatchLogs_Role
aws cloudtrail start-logging --name Trail1
sleep 10m
aws cloudtrail get-trail --name Trail1
aws cloudtrail get-trail-status --name Trail1
aws logs get-log-events --log-group-name CloudTrail/logs --log-stream-name 123456789012_CloudTrail_us-east-1
aws logs delete-log-group --log-group-name CloudTrail/logs
sleep 10m
aws cloudtrail get-trail-status --name Trail1
aws cloudtrail create-trail --name Trail4 --s3-bucket-name shop-trail-logs --cloud-watch-logs-log-group-arn '' --cloud-watch-logs-role-arn ''
aws cloudtrail update-trail --name Trail1 --cloud-watch-logs-log-group-arn '' --cloud-watch-logs-role-arn ''
KEY=$(aws kms create-key --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":["kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*"}]}' --query KeyMetadata.Arn --output text)
aws kms create-alias --alias-name alias/a --target-key-id $KEY
aws cloudtrail create-trail --name Trail3 --s3-bucket-name shop-trail-logs --kms-key-id alias/a
aws cloudtrail delete-trail --name Trail1
