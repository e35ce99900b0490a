# How a metric alarm comes to its state. The alarms watch what is published here and nothing else.
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 200

# row: Initial state INSUFFICIENT_DATA | Evaluated automatically as time passes
aws cloudwatch put-metric-alarm --alarm-name plain --namespace Shop --metric-name Wait --statistic Average --period 60 --evaluation-periods 1 --threshold 100 --comparison-operator GreaterThanThreshold
expect alarm plain = INSUFFICIENT_DATA
aws cloudwatch describe-alarms --alarm-names plain
sleep 1m
expect alarm plain = ALARM
sleep 10m
expect alarm plain = INSUFFICIENT_DATA

# row: M out of N over the latest N points | Clock-aligned periods
aws cloudwatch put-metric-alarm --alarm-name most --namespace Shop --metric-name Queue --statistic Maximum --period 60 --evaluation-periods 3 --datapoints-to-alarm 2 --threshold 5 --comparison-operator GreaterThanOrEqualToThreshold
aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Queue,Value=9,Timestamp=2025-01-06T00:09:10Z MetricName=Queue,Value=1,Timestamp=2025-01-06T00:10:50Z MetricName=Queue,Value=9,Timestamp=2025-01-06T00:11:05Z
sleep 1m
expect alarm most = ALARM
expect transition most to ALARM at 00:12
aws cloudwatch describe-alarms --alarm-names most --query 'MetricAlarms[0].[StateReason,StateReasonData]'
aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Queue,Value=1,Timestamp=2025-01-06T00:12:00Z
sleep 1m
aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Queue,Value=1,Timestamp=2025-01-06T00:13:00Z
sleep 1m
expect alarm most = OK

# row: Evaluation range wider than N, gaps skipped | Early ALARM rule for sparse data
aws cloudwatch put-metric-alarm --alarm-name sparse --namespace Shop --metric-name Rare --statistic Maximum --period 60 --evaluation-periods 3 --datapoints-to-alarm 3 --threshold 5 --comparison-operator GreaterThanThreshold
aws cloudwatch put-metric-alarm --alarm-name first --namespace Shop --metric-name Once --statistic Maximum --period 60 --evaluation-periods 3 --datapoints-to-alarm 2 --threshold 5 --comparison-operator GreaterThanThreshold
aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Rare,Value=1,Timestamp=2025-01-06T00:11:00Z MetricName=Rare,Value=9,Timestamp=2025-01-06T00:12:00Z MetricName=Once,Value=9,Timestamp=2025-01-06T00:13:00Z
sleep 1m
aws cloudwatch describe-alarms --alarm-names sparse first --query 'MetricAlarms[].[AlarmName,StateValue,StateReason]'
sleep 4m
aws cloudwatch describe-alarms --alarm-names sparse first --query 'MetricAlarms[].[AlarmName,StateValue,StateReason]'

# row: Missing = missing / ignore / breaching / notBreaching
aws cloudwatch put-metric-alarm --alarm-name as-missing --namespace Shop --metric-name Silent --statistic Sum --period 60 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --treat-missing-data missing
aws cloudwatch put-metric-alarm --alarm-name as-ignore --namespace Shop --metric-name Silent --statistic Sum --period 60 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --treat-missing-data ignore
aws cloudwatch put-metric-alarm --alarm-name as-breaching --namespace Shop --metric-name Silent --statistic Sum --period 60 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --treat-missing-data breaching
aws cloudwatch put-metric-alarm --alarm-name as-fine --namespace Shop --metric-name Silent --statistic Sum --period 60 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching
aws cloudwatch set-alarm-state --alarm-name as-ignore --state-value OK --state-reason "begins so"
sleep 2m
aws cloudwatch describe-alarms --alarm-name-prefix as- --query 'MetricAlarms[].[AlarmName,StateValue,StateReason]'

# row: Namespace exceptions (DynamoDB keeps state on missing)
aws cloudwatch put-metric-alarm --alarm-name table --namespace AWS/DynamoDB --metric-name UserErrors --statistic Sum --period 60 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold
aws cloudwatch put-metric-alarm --alarm-name told --namespace AWS/DynamoDB --metric-name UserErrors --statistic Sum --period 60 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --treat-missing-data breaching
aws cloudwatch set-alarm-state --alarm-name table --state-value OK --state-reason "begins so"
sleep 10m
expect alarm table = OK
expect alarm told = ALARM

# row: SetAlarmState is temporary | State history, reason text, reason data
aws cloudwatch put-metric-data --namespace Shop --metric-name Wait --value 20
aws cloudwatch set-alarm-state --alarm-name plain --state-value ALARM --state-reason "a fire drill" --state-reason-data '{"drill":1}'
expect alarm plain = ALARM
sleep 1m
expect alarm plain = OK
aws cloudwatch describe-alarm-history --alarm-name plain --scan-by TimestampAscending

# row: Update keeps state until next evaluation | Update replaces the whole configuration
aws cloudwatch put-metric-alarm --alarm-name plain --alarm-description "as it was" --namespace Shop --metric-name Wait --statistic Average --period 60 --evaluation-periods 1 --threshold 10 --comparison-operator GreaterThanThreshold --treat-missing-data ignore --alarm-actions arn:aws:sns:us-east-1:123456789012:ops
aws cloudwatch put-metric-alarm --alarm-name plain --namespace Shop --metric-name Wait --statistic Average --period 60 --evaluation-periods 1 --threshold 10 --comparison-operator GreaterThanThreshold
expect alarm plain = OK
aws cloudwatch describe-alarms --alarm-names plain
aws cloudwatch describe-alarm-history --alarm-name plain --history-item-type ConfigurationUpdate --query 'AlarmHistoryItems[0].HistoryData'
sleep 1m
expect alarm plain = ALARM
