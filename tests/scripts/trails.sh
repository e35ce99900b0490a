# row: Trail CRUD; multi-Region; management read/write; data selectors
aws s3api create-bucket --bucket evidence
# CloudTrail looks at the bucket before it makes a trail.
aws cloudtrail create-trail --name main --s3-bucket-name evidence --is-multi-region-trail
aws s3api put-bucket-policy --bucket evidence --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::evidence"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::evidence/AWSLogs/123456789012/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceArn":"arn:aws:cloudtrail:us-east-1:123456789012:trail/main"}}}]}'
aws cloudtrail create-trail --name main --s3-bucket-name evidence --is-multi-region-trail
aws cloudtrail put-event-selectors --trail-name main --event-selectors '[{"ReadWriteType":"WriteOnly"}]'
aws cloudtrail start-logging --name main
# row: Log files delivered to S3 (gz, path layout)
aws sns create-topic --name news --region ap-northeast-2
aws sns list-topics
sleep 5m
aws s3api list-objects-v2 --bucket evidence --query 'Contents[].Key'
KEY=$(aws s3api list-objects-v2 --bucket evidence --query 'Contents[0].Key' --output text)
aws s3api head-object --bucket evidence --key $KEY --query '[ContentType,ContentEncoding]'
expect trail main logging yes multi-region yes management yes data no error none
expect file trail main region ap-northeast-2 holds 'CreateTopic by admin' state whole
expect no file holds 'ListTopics by *'
expect bucket evidence objects > 0 policy *cloudtrail.amazonaws.com* lock no
# row: StopLogging itself is recorded; history still on
sleep 1m
aws cloudtrail stop-logging --name main
aws iam create-user --user-name shadow
sleep 10m
aws cloudtrail get-trail-status --name main
aws s3api list-objects-v2 --bucket evidence --query 'length(Contents)'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateUser --query 'Events[].EventName'
# row: Bucket policy / KMS error stops delivery
aws cloudtrail start-logging --name main
aws s3api delete-bucket-policy --bucket evidence
sleep 5m
aws cloudtrail get-trail-status --name main --query '[LatestDeliveryError,LatestDeliveryAttemptTime,LatestDeliveryAttemptSucceeded]'
expect trail main error * logging yes
aws cloudtrail create-trail --name sealed --s3-bucket-name evidence --kms-key-id alias/logs
aws cloudtrail describe-trails --region ap-northeast-2 --query 'trailList[].[Name,HomeRegion]'
aws cloudtrail delete-trail --name main --region ap-northeast-2
aws cloudtrail delete-trail --name main
aws cloudtrail list-trails
