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
# not simulated: filterPattern
aws logs filter-log-events --log-group-name shop-logs --filter-pattern ERROR
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
# not simulated: kmsKeyId
aws logs create-log-group --log-group-name sealed --kms-key-id arn:aws:kms:us-east-1:123456789012:key/a
aws logs delete-log-stream --log-group-name shop-logs --log-stream-name 20250107
aws logs delete-log-group --log-group-name shop-logs
# fails: The specified log group does not exist.
aws logs delete-log-group --log-group-name shop-logs
