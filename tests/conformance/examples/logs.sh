# The forms of https://docs.aws.amazon.com/cli/latest/reference/logs/ with values of our own.
aws logs create-log-group --log-group-name shop-logs
aws logs create-log-group --log-group-name /shop/web --tags team=web,stage=live
aws logs create-log-stream --log-group-name shop-logs --log-stream-name 20250106
aws logs create-log-stream --log-group-name shop-logs --log-stream-name 20250107
aws logs put-log-events --log-group-name shop-logs --log-stream-name 20250106 --log-events '[{ "timestamp": 1736121600000, "message": "first" }, { "timestamp": 1736121600100, "message": "second" }]'
aws logs put-log-events --log-group-name shop-logs --log-stream-name 20250106 --log-events timestamp=1736121601000,message=third --sequence-token 49542672486831074009579604567656788214806863282469607346
aws logs put-log-events --log-group-name shop-logs --log-stream-name 20250106 --log-events '[{ "timestamp": 1734911999000, "message": "too old" }]'
aws logs describe-log-groups --log-group-name-prefix shop
aws logs describe-log-groups --log-group-name-pattern web
aws logs describe-log-groups --max-items 1
aws logs describe-log-streams --log-group-name shop-logs --log-stream-name-prefix 2025
aws logs describe-log-streams --log-group-identifier shop-logs --order-by LastEventTime --descending
aws logs get-log-events --log-group-name shop-logs --log-stream-name 20250106
aws logs get-log-events --log-group-name shop-logs --log-stream-name 20250106 --start-from-head --limit 1 --start-time 1736121600000 --end-time 1736121602000
aws logs filter-log-events --log-group-name shop-logs
aws logs filter-log-events --log-group-name shop-logs --log-stream-names 20250106 20250107 --max-items 1
aws logs filter-log-events --log-group-name shop-logs --filter-pattern second
# fails: Invalid character(s) in term 'a-b'
aws logs filter-log-events --log-group-name shop-logs --filter-pattern a-b
aws logs put-metric-filter --log-group-name shop-logs --filter-name EventCount --filter-pattern " " --metric-transformations metricName=EventCount,metricNamespace=Shop,metricValue=1,defaultValue=0
aws logs put-metric-filter --log-group-name shop-logs --filter-name Latency --filter-pattern '{ $.latency = * }' --metric-transformations '[{"metricName":"Latency","metricNamespace":"Shop","metricValue":"$.latency","unit":"Milliseconds","dimensions":{"Page":"$.page"}}]'
# fails: mutually exclusive
aws logs put-metric-filter --log-group-name shop-logs --filter-name Both --filter-pattern '{ $.latency = * }' --metric-transformations '[{"metricName":"Latency","metricNamespace":"Shop","metricValue":"1","defaultValue":0,"dimensions":{"Page":"$.page"}}]'
# fails: Invalid filter pattern
aws logs put-metric-filter --log-group-name shop-logs --filter-name Broken --filter-pattern '{ $.a = 1' --metric-transformations metricName=A,metricNamespace=Shop,metricValue=1
# not simulated: applyOnTransformedLogs
aws logs put-metric-filter --log-group-name shop-logs --filter-name Other --filter-pattern "" --metric-transformations metricName=A,metricNamespace=Shop,metricValue=1 --apply-on-transformed-logs
aws logs put-log-events --log-group-name shop-logs --log-stream-name 20250106 --log-events '[{ "timestamp": 1736121602000, "message": "{\"latency\": 250, \"page\": \"cart\"}" }]'
sleep 2m
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Latency --dimensions Name=Page,Value=cart --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 60 --statistics Maximum
aws logs describe-metric-filters --log-group-name shop-logs
aws logs describe-metric-filters --log-group-name shop-logs --filter-name-prefix Event
aws logs describe-metric-filters --metric-name Latency --metric-namespace Shop
aws logs test-metric-filter --filter-pattern '[ip, identity, user, timestamp, request, status_code, size]' --log-event-messages '127.0.0.1 - mina [10/Jan/2025:13:25:15 +0000] "GET /index.html HTTP/1.0" 200 1534' 'another line'
query=$(aws logs start-query --log-group-name shop-logs --start-time 1736121600000 --end-time 1736125200000 --query-string 'fields @timestamp, @message | sort @timestamp desc' --limit 25 --query queryId --output text)
aws logs get-query-results --query-id $query
aws logs describe-queries --log-group-name shop-logs --status Complete --max-results 10
# fails: already ended
aws logs stop-query --query-id $query
# fails: unexpected symbol found ) at line 1 and position 17
aws logs start-query --log-group-names shop-logs --start-time 1736121600 --end-time 1736125200 --query-string 'filter latency >) 1'
aws logs start-query --query-language CWLI --log-group-identifiers shop-logs --start-time 1736121600 --end-time 1736125200 --query-string 'fields @message'
# not simulated: pattern in a Logs Insights query
aws logs start-query --log-group-identifiers shop-logs --start-time 1736121600 --end-time 1736125200 --query-string 'pattern @message'
# not simulated: queryLanguage SQL
aws logs start-query --query-language SQL --log-group-name shop-logs --start-time 1736121600 --end-time 1736125200 --query-string 'SELECT 1'
# fails: before the log groups creation time
aws logs start-query --log-group-name shop-logs --start-time 0 --end-time 110 --query-string 'fields @message'
aws iam create-role --role-name takes-logs --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["lambda.amazonaws.com","logs.amazonaws.com","firehose.amazonaws.com"]},"Action":"sts:AssumeRole"}]}'
aws iam put-role-policy --role-name takes-logs --policy-name all --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["firehose:PutRecord","s3:*"],"Resource":"*"}]}'
ROLE=arn:aws:iam::123456789012:role/takes-logs
echo 'def b(event, context): pass' > a.py
zip a.zip a.py
aws lambda create-function --function-name takes-logs --runtime python3.12 --handler a.b --role $ROLE --zip-file fileb://a.zip
sleep 1m
# fails: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.
aws logs put-subscription-filter --log-group-name shop-logs --filter-name all --filter-pattern "" --destination-arn arn:aws:lambda:us-east-1:123456789012:function:takes-logs
aws lambda add-permission --function-name takes-logs --statement-id logs --action lambda:InvokeFunction --principal logs.amazonaws.com --source-arn 'arn:aws:logs:us-east-1:123456789012:log-group:shop-logs:*' --source-account 123456789012
aws logs put-subscription-filter --log-group-name shop-logs --filter-name all --filter-pattern "" --destination-arn arn:aws:lambda:us-east-1:123456789012:function:takes-logs
aws logs put-subscription-filter --log-group-name shop-logs --filter-name all --filter-pattern second --destination-arn arn:aws:lambda:us-east-1:123456789012:function:takes-logs --distribution Random
# fails: destinationArn for vendor firehose cannot be used without roleArn
aws logs put-subscription-filter --log-group-name shop-logs --filter-name kept --filter-pattern "" --destination-arn arn:aws:firehose:us-east-1:123456789012:deliverystream/kept
# fails: Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.
aws logs put-subscription-filter --log-group-name shop-logs --filter-name kept --filter-pattern "" --destination-arn arn:aws:firehose:us-east-1:123456789012:deliverystream/kept --role-arn $ROLE
aws s3api create-bucket --bucket kept-logs-4711
aws firehose create-delivery-stream --delivery-stream-name kept --s3-destination-configuration RoleARN=$ROLE,BucketARN=arn:aws:s3:::kept-logs-4711
sleep 2m
aws logs put-subscription-filter --log-group-name shop-logs --filter-name kept --filter-pattern "" --destination-arn arn:aws:firehose:us-east-1:123456789012:deliverystream/kept --role-arn $ROLE
# not simulated: destinations of kinesis
aws logs put-subscription-filter --log-group-name shop-logs --filter-name streams --filter-pattern "" --destination-arn arn:aws:kinesis:us-east-1:123456789012:stream/all --role-arn $ROLE
aws logs describe-subscription-filters --log-group-name shop-logs
aws logs describe-subscription-filters --log-group-name shop-logs --filter-name-prefix k --max-items 1
aws logs delete-subscription-filter --log-group-name shop-logs --filter-name all
# fails: The specified subscription filter does not exist.
aws logs delete-subscription-filter --log-group-name shop-logs --filter-name all
aws logs put-resource-policy --policy-name dns --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"Dns","Effect":"Allow","Principal":{"Service":["route53.amazonaws.com"]},"Action":"logs:PutLogEvents","Resource":"*"}]}'
aws logs describe-resource-policies
aws logs describe-resource-policies --max-items 1
aws logs delete-resource-policy --policy-name dns
# fails: Policy with name [dns] does not exist.
aws logs delete-resource-policy --policy-name dns
aws logs tag-log-group --log-group-name shop-logs --tags team=shop
aws logs list-tags-log-group --log-group-name shop-logs
aws logs untag-log-group --log-group-name shop-logs --tags team
aws logs delete-metric-filter --log-group-name shop-logs --filter-name EventCount
# fails: The specified metric filter does not exist.
aws logs delete-metric-filter --log-group-name shop-logs --filter-name EventCount
aws logs put-retention-policy --log-group-name shop-logs --retention-in-days 5
aws logs describe-log-groups
# fails: Member must satisfy enum value set
aws logs put-retention-policy --log-group-name shop-logs --retention-in-days 2
aws logs delete-retention-policy --log-group-name shop-logs
aws logs tag-resource --resource-arn arn:aws:logs:us-east-1:123456789012:log-group:shop-logs --tags team=shop,stage=test
aws logs list-tags-for-resource --resource-arn arn:aws:logs:us-east-1:123456789012:log-group:shop-logs
aws logs untag-resource --resource-arn arn:aws:logs:us-east-1:123456789012:log-group:shop-logs --tag-keys stage
# fails: The specified log group already exists
aws logs create-log-group --log-group-name shop-logs
aws logs delete-log-stream --log-group-name shop-logs --log-stream-name 20250107
aws logs delete-log-group --log-group-name shop-logs
# fails: The specified log group does not exist.
aws logs delete-log-group --log-group-name shop-logs
KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
# fails: The specified KMS key does not exist or is not allowed to be used with Arn
aws logs create-log-group --log-group-name sealed --kms-key-id $KEY
aws kms put-key-policy --key-id $KEY --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},"Action":["kms:Encrypt*","kms:Decrypt*","kms:ReEncrypt*","kms:GenerateDataKey*","kms:Describe*"],"Resource":"*","Condition":{"ArnEquals":{"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:us-east-1:123456789012:log-group:sealed"}}}]}'
aws logs create-log-group --log-group-name sealed --kms-key-id $KEY
aws logs describe-log-groups --log-group-name-prefix sealed
aws logs disassociate-kms-key --log-group-name sealed
aws logs associate-kms-key --log-group-name sealed --kms-key-id $KEY
