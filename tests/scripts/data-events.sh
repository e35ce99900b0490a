# Who invoked which function: data events, which only a trail that asks for them takes.
aws iam create-role --role-name fn --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}' --query Role.Arn
echo 'def handler(event, context): pass' > app.py
zip app.zip app.py
aws lambda create-function --function-name pay --runtime python3.13 --handler app.handler --role arn:aws:iam::123456789012:role/fn --zip-file fileb://app.zip
aws lambda create-function --function-name ping --runtime python3.13 --handler app.handler --role arn:aws:iam::123456789012:role/fn --zip-file fileb://app.zip --query State
aws s3api create-bucket --bucket evidence
aws s3api put-bucket-policy --bucket evidence --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::evidence"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::evidence/AWSLogs/123456789012/*"}]}'
aws cloudtrail create-trail --name main --s3-bucket-name evidence --query TrailARN
aws cloudtrail put-event-selectors --trail-name main --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":false,"DataResources":[{"Type":"AWS::Lambda::Function","Values":["arn:aws:lambda:us-east-1:123456789012:function:pay"]}]}]' --query 'EventSelectors[].DataResources'
aws cloudtrail start-logging --name main
sleep 1m
echo '{"order": 7}' > order.json
aws lambda invoke --function-name pay --payload fileb://order.json out.json
cat out.json
aws lambda invoke --function-name ping out.json
# She may not, and the refusal is recorded, too.
aws lambda invoke --function-name pay out.json --profile jiwoo
# An alarm invokes it once its policy lets CloudWatch in.
aws cloudwatch put-metric-alarm --alarm-name load-high --namespace app --metric-name load --statistic Average --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold --alarm-actions arn:aws:lambda:us-east-1:123456789012:function:pay
aws cloudwatch set-alarm-state --alarm-name load-high --state-value ALARM --state-reason test
aws cloudwatch describe-alarm-history --alarm-name load-high --history-item-type Action --query 'AlarmHistoryItems[].HistorySummary'
aws lambda add-permission --function-name pay --statement-id alarms --action lambda:InvokeFunction --principal lambda.alarms.cloudwatch.amazonaws.com --source-arn arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high
aws cloudwatch set-alarm-state --alarm-name load-high --state-value OK --state-reason test
aws cloudwatch set-alarm-state --alarm-name load-high --state-value ALARM --state-reason again
aws cloudwatch describe-alarm-history --alarm-name load-high --history-item-type Action --query 'AlarmHistoryItems[0].HistorySummary'
sleep 10m
expect record event Invoke by admin category Data resource *function:pay in-history no
expect record event Invoke by jiwoo error AccessDenied
expect file trail main holds 'Invoke by admin'
# The file names no person for it: a service did it.
expect file trail main holds 'Invoke by lambda.alarms.cloudwatch.amazonaws.com'
expect no file holds 'CreateFunction20150331 by *'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=lambda.amazonaws.com --query 'Events[].[EventName,Username]'
aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name Invocations --dimensions Name=FunctionName,Value=pay --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:10:00Z --period 600 --statistics Sum --query 'Datapoints[].Sum'
