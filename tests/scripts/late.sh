# row: Late / back-dated data changes the graph
aws cloudwatch put-metric-alarm --alarm-name slow --namespace Shop --metric-name Wait --statistic Maximum --period 60 --evaluation-periods 3 --datapoints-to-alarm 1 --threshold 100 --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 20 --timestamp 2025-01-06T00:00:30Z
sleep 2m
expect alarm slow = OK
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Wait --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:03:00Z --period 60 --statistics Maximum
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 250 --timestamp 2025-01-06T00:00:40Z
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Wait --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:03:00Z --period 60 --statistics Maximum
sleep 1m
expect alarm slow = ALARM
aws cloudwatch describe-alarms --alarm-names slow --query 'MetricAlarms[0].[StateReason,StateReasonData]'
# Two weeks back and two hours ahead are the limits.
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 1 --timestamp 2024-12-23T00:03:00Z
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 1 --timestamp 2024-12-23T00:02:59Z
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 1 --timestamp 2025-01-06T02:03:00Z
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 1 --timestamp 2025-01-06T02:03:01Z
