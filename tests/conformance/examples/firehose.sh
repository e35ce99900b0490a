# The forms of https://docs.aws.amazon.com/cli/latest/reference/firehose/ with values of our own.
aws s3api create-bucket --bucket shop-lake
aws iam create-role --role-name lake-writer --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"firehose.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam put-role-policy --role-name lake-writer --policy-name put --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::shop-lake/*"}]}'
aws firehose create-delivery-stream --delivery-stream-name shop --delivery-stream-type DirectPut --extended-s3-destination-configuration '{"RoleARN":"arn:aws:iam::123456789012:role/lake-writer","BucketARN":"arn:aws:s3:::shop-lake","Prefix":"in/","ErrorOutputPrefix":"bad/","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60},"CompressionFormat":"GZIP","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false,"LogGroupName":"/aws/kinesisfirehose/shop","LogStreamName":"DestinationDelivery"},"S3BackupMode":"Disabled"}'
aws firehose create-delivery-stream --delivery-stream-name plain --s3-destination-configuration RoleARN=arn:aws:iam::123456789012:role/lake-writer,BucketARN=arn:aws:s3:::shop-lake
# fails: ResourceNotFoundException
aws firehose put-record --delivery-stream-name shop --record '{"Data":"c2hvcA=="}'
sleep 1m
aws firehose put-record --delivery-stream-name shop --record '{"Data":"c2hvcA=="}'
aws firehose put-record-batch --delivery-stream-name shop --records Data=b25l Data=dHdv
aws firehose describe-delivery-stream --delivery-stream-name shop
aws firehose describe-delivery-stream --delivery-stream-name plain
aws firehose list-delivery-streams --limit 10
aws firehose delete-delivery-stream --delivery-stream-name shop --allow-force-delete
