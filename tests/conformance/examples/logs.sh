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
