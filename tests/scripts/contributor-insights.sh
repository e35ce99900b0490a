# Contributor Insights: who is refused most at a shop's door, and an alarm on it.
aws logs create-log-group --log-group-name shop/access
aws logs create-log-stream --log-group-name shop/access --log-stream-name web
aws cloudwatch put-insight-rule --rule-name refused --rule-definition '{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["shop/*"],"LogFormat":"JSON","Contribution":{"Keys":["$.ip"],"Filters":[{"Match":"$.status","GreaterThan":399},{"Match":"$.path","StartsWith":["/login"]}]},"AggregateOn":"Count"}'
aws cloudwatch put-metric-alarm --alarm-name guessing --comparison-operator GreaterThanThreshold --threshold 2 --evaluation-periods 1 --treat-missing-data notBreaching --metrics '[{"Id":"e1","Expression":"INSIGHT_RULE_METRIC(\"refused\", \"MaxContributorValue\")","Label":"refused","Period":60,"ReturnData":true}]'
sleep 3m
expect alarm guessing = OK
NOW=1736121780000
aws logs put-log-events --log-group-name shop/access --log-stream-name web --log-events "[{\"timestamp\":$NOW,\"message\":\"{\\\"ip\\\":\\\"198.51.100.7\\\",\\\"status\\\":401,\\\"path\\\":\\\"/login\\\"}\"},{\"timestamp\":$NOW,\"message\":\"{\\\"ip\\\":\\\"198.51.100.7\\\",\\\"status\\\":401,\\\"path\\\":\\\"/login\\\"}\"},{\"timestamp\":$NOW,\"message\":\"{\\\"ip\\\":\\\"198.51.100.7\\\",\\\"status\\\":403,\\\"path\\\":\\\"/login/reset\\\"}\"},{\"timestamp\":$NOW,\"message\":\"{\\\"ip\\\":\\\"198.51.100.9\\\",\\\"status\\\":401,\\\"path\\\":\\\"/login\\\"}\"},{\"timestamp\":$NOW,\"message\":\"{\\\"ip\\\":\\\"198.51.100.9\\\",\\\"status\\\":200,\\\"path\\\":\\\"/login\\\"}\"}]" --query rejectedLogEventsInfo
expect alarm guessing = ALARM within 5m
expect alarm guessing = OK within 15m
aws cloudwatch describe-insight-rules
aws cloudwatch get-insight-rule-report --rule-name refused --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:10:00Z --period 60 --metrics UniqueContributors MaxContributorValue SampleCount
aws cloudwatch get-insight-rule-report --rule-name refused --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:10:00Z --period 45
aws cloudwatch tag-resource --resource-arn arn:aws:cloudwatch:us-east-1:123456789012:insight-rule/refused --tags Key=team,Value=shop
aws cloudwatch list-tags-for-resource --resource-arn arn:aws:cloudwatch:us-east-1:123456789012:insight-rule/refused
aws cloudwatch disable-insight-rules --rule-names refused
aws cloudwatch describe-insight-rules --query 'InsightRules[].[Name,State]'
aws cloudwatch delete-insight-rules --rule-names refused nobody
aws cloudwatch put-insight-rule --rule-name wrong --rule-definition '{}'
