# Kinds of metric alarms and their actions, row by row of the list of features.
aws sns create-topic --name ops
topic=arn:aws:sns:us-east-1:123456789012:ops
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)

# row: Alarm on expression / Metrics Insights (multi-series contributors)
aws cloudwatch put-metric-alarm --alarm-name rate --evaluation-periods 1 --datapoints-to-alarm 1 --threshold 5 --comparison-operator GreaterThanThreshold --metrics '[{"Id":"e1","Expression":"100*m1/m2","Label":"Error rate"},{"Id":"m1","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Errors"},"Period":60,"Stat":"Sum"}},{"Id":"m2","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Requests"},"Period":60,"Stat":"Sum"}}]'
aws cloudwatch put-metric-alarm --alarm-name busiest --evaluation-periods 1 --threshold 100 --comparison-operator GreaterThanThreshold --metrics '[{"Id":"q1","Expression":"SELECT SUM(Requests) FROM Shop","Period":60}]'
aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Errors,Value=15 MetricName=Requests,Value=200
sleep 1m
expect alarm rate = ALARM
expect alarm busiest = ALARM
aws cloudwatch describe-alarms-for-metric --namespace Shop --metric-name Errors
aws cloudwatch put-metric-alarm --alarm-name each --evaluation-periods 1 --datapoints-to-alarm 1 --threshold 100 --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching --alarm-actions $topic --metrics '[{"Id":"q1","Expression":"SELECT SUM(Requests) FROM Towns GROUP BY Town ORDER BY SUM() DESC","Period":60}]'
aws cloudwatch put-metric-data --namespace Towns --metric-data MetricName=Requests,Value=200,Dimensions=[{Name=Town,Value=Seoul}] MetricName=Requests,Value=20,Dimensions=[{Name=Town,Value=Busan}]
sleep 1m
expect alarm each = ALARM
aws cloudwatch describe-alarm-contributors --alarm-name each --query 'AlarmContributors[].ContributorAttributes'
aws cloudwatch describe-alarm-history --alarm-name each --history-item-type AlarmContributorAction --query 'AlarmHistoryItems[].HistorySummary' --output text
aws cloudwatch describe-alarm-history --alarm-name each --history-item-type AlarmContributorStateUpdate --query 'AlarmHistoryItems[].AlarmContributorAttributes'
aws cloudwatch describe-alarm-contributors --alarm-name rate

# row: Evaluation state (partial data, error, failure)
aws cloudwatch put-metric-alarm --alarm-name wrong --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --metrics '[{"Id":"e1","Expression":"IF(AVG(m1) > 1000, m1, 3)"},{"Id":"m1","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Errors"},"Period":60,"Stat":"Sum"}}]'
sleep 1m
aws cloudwatch describe-alarms --alarm-names wrong --query 'MetricAlarms[0].EvaluationState' --output text

# row: Four static operators / three band operators
aws cloudwatch put-anomaly-detector --namespace Shop --metric-name Requests --stat Sum
aws cloudwatch describe-anomaly-detectors --namespace Shop --query 'AnomalyDetectors[0].StateValue' --output text
sleep 20m
aws cloudwatch describe-anomaly-detectors --namespace Shop --query 'AnomalyDetectors[0].StateValue' --output text
aws cloudwatch put-metric-alarm --alarm-name odd --evaluation-periods 1 --comparison-operator LessThanLowerOrGreaterThanUpperThreshold --threshold-metric-id ad1 --metrics '[{"Id":"m1","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Requests"},"Period":60,"Stat":"Sum"}},{"Id":"ad1","Expression":"ANOMALY_DETECTION_BAND(m1, 2)"}]'
sleep 2m
expect alarm odd = INSUFFICIENT_DATA
aws cloudwatch delete-anomaly-detector --namespace Shop --metric-name Requests --stat Sum

# row: SNS on ALARM / OK / INSUFFICIENT_DATA | Fires on transition only (not again each period) | ActionsEnabled off
aws cloudwatch put-metric-alarm --alarm-name told --namespace Shop --metric-name cpu --statistic Average --period 60 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --treat-missing-data ignore --alarm-actions $topic --ok-actions $topic --insufficient-data-actions $topic
aws cloudwatch set-alarm-state --alarm-name told --state-value ALARM --state-reason test
aws cloudwatch set-alarm-state --alarm-name told --state-value ALARM --state-reason again
sleep 3m
expect action told result succeeded count 1
aws cloudwatch disable-alarm-actions --alarm-names told
aws cloudwatch set-alarm-state --alarm-name told --state-value OK --state-reason test
expect alarm told = OK
expect action told result succeeded count 1

# row: Lambda action | SSM OpsItem / incident
aws cloudwatch put-metric-alarm --alarm-name handed --namespace Shop --metric-name cpu --statistic Average --period 60 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --treat-missing-data ignore --alarm-actions arn:aws:lambda:us-east-1:123456789012:function:f arn:aws:ssm:us-east-1:123456789012:opsitem:3#CATEGORY=Performance arn:aws:ssm-incidents::123456789012:responseplan/plan
aws cloudwatch set-alarm-state --alarm-name handed --state-value ALARM --state-reason test
# There is no such function.
expect action handed result succeeded count 2
expect action handed result failed count 1

# row: Auto Scaling policy, repeated while in ALARM | Action fails silently (topic deleted, wrong Region, KMS key policy) visible in history
aws cloudwatch put-metric-alarm --alarm-name scaled --namespace Shop --metric-name cpu --statistic Average --period 60 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --treat-missing-data ignore --alarm-actions arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:autoScalingGroupName/gone:policyName/gone
aws cloudwatch set-alarm-state --alarm-name scaled --state-value ALARM --state-reason test
sleep 2m
expect action scaled result failed count 3

# row: EC2 stop / terminate / reboot / recover
sleep 3m
aws ec2 modify-instance-attribute --instance-id $ID --disable-api-termination
aws cloudwatch put-metric-alarm --alarm-name ended --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID --statistic Average --period 300 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --alarm-actions arn:aws:automate:us-east-1:ec2:terminate
aws cloudwatch set-alarm-state --alarm-name ended --state-value ALARM --state-reason test
expect action ended result failed
aws cloudwatch put-metric-alarm --alarm-name idle --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID --statistic Average --period 300 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --alarm-actions arn:aws:automate:us-east-1:ec2:stop
aws cloudwatch set-alarm-state --alarm-name idle --state-value ALARM --state-reason test
expect action idle result succeeded
sleep 1m
expect instance $ID = stopped
