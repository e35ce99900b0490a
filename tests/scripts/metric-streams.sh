# Metric streams, by way of Firehose, to a bucket: what goes where, and why not.
aws s3api create-bucket --bucket lake
aws iam create-role --role-name writer --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
# Firehose looks whether the role trusts it before it makes a stream.
aws firehose create-delivery-stream --delivery-stream-name out --extended-s3-destination-configuration RoleARN=arn:aws:iam::123456789012:role/writer,BucketARN=arn:aws:s3:::lake,Prefix=metrics/
aws iam update-assume-role-policy --role-name writer --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"firehose.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"123456789012"}}}]}'
aws firehose create-delivery-stream --delivery-stream-name out --extended-s3-destination-configuration RoleARN=arn:aws:iam::123456789012:role/writer,BucketARN=arn:aws:s3:::lake,Prefix=metrics/
aws firehose list-delivery-streams
aws iam create-role --role-name streamer --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"streams.metrics.cloudwatch.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws cloudwatch put-metric-stream --name shop --firehose-arn arn:aws:firehose:us-east-1:123456789012:deliverystream/out --role-arn arn:aws:iam::123456789012:role/streamer --output-format json --include-filters Namespace=Shop
sleep 1m
aws firehose describe-delivery-stream --delivery-stream-name out --query DeliveryStreamDescription.DeliveryStreamStatus
aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --value 3
sleep 2m
# The role trusts CloudWatch, and may not put anything: what was to be sent is lost.
aws cloudwatch get-metric-statistics --namespace AWS/CloudWatch/MetricStreams --metric-name PublishErrorRate --dimensions Name=MetricStreamName,Value=shop --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z --period 60 --statistics Average --query 'Datapoints[].Average'
aws iam put-role-policy --role-name streamer --policy-name put --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["firehose:PutRecord","firehose:PutRecordBatch"],"Resource":"arn:aws:firehose:us-east-1:123456789012:deliverystream/out"}]}'
aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --value 5
sleep 7m
# The records wait: the role of the Firehose stream may not write into the bucket.
aws s3api list-objects-v2 --bucket lake --query 'Contents[].Key'
aws iam put-role-policy --role-name writer --policy-name put --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::lake/*"}]}'
sleep 5m
aws s3api list-objects-v2 --bucket lake --query 'Contents[].Key'
aws cloudwatch stop-metric-streams --names shop
aws cloudwatch get-metric-stream --name shop --query State
aws cloudwatch delete-metric-stream --name shop
aws firehose put-record --delivery-stream-name out --record Data=aGVsbG8K
aws firehose put-record-batch --delivery-stream-name out --records Data=b25lCg== Data=dHdvCg== --query FailedPutCount
sleep 5m
aws s3api list-objects-v2 --bucket lake --query 'Contents[].Size'
aws firehose delete-delivery-stream --delivery-stream-name out
sleep 1m
aws firehose describe-delivery-stream --delivery-stream-name out
