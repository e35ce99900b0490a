# What is used of service quotas, and an alarm before all is used.
aws cloudwatch put-metric-alarm --alarm-name vcpus --comparison-operator GreaterThanThreshold --threshold 80 --evaluation-periods 1 --metrics '[{"Id":"m1","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"AWS/Usage","MetricName":"ResourceCount","Dimensions":[{"Name":"Service","Value":"EC2"},{"Name":"Type","Value":"Resource"},{"Name":"Resource","Value":"vCPU"},{"Name":"Class","Value":"Standard/OnDemand"}]},"Period":60,"Stat":"Maximum"}},{"Id":"e1","Expression":"m1/SERVICE_QUOTA(m1)*100","Label":"vCPUs used"}]'
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --count 2 --query 'length(Instances)'
sleep 10m
expect alarm vcpus = OK
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'length(Instances)'
sleep 5m
expect alarm vcpus = ALARM
aws cloudwatch describe-alarms --alarm-names vcpus --query 'MetricAlarms[0].StateReason'
aws cloudwatch get-metric-data --start-time 2025-01-06T00:09:00Z --end-time 2025-01-06T00:13:00Z --scan-by TimestampAscending --metric-data-queries '[{"Id":"m1","MetricStat":{"Metric":{"Namespace":"AWS/Usage","MetricName":"ResourceCount","Dimensions":[{"Name":"Service","Value":"EC2"},{"Name":"Type","Value":"Resource"},{"Name":"Resource","Value":"vCPU"},{"Name":"Class","Value":"Standard/OnDemand"}]},"Period":60,"Stat":"Maximum"}},{"Id":"q","Expression":"SERVICE_QUOTA(m1)"},{"Id":"share","Expression":"m1/SERVICE_QUOTA(m1)*100"}]'
# Calls a second are held against what the period counts.
aws cloudwatch get-metric-data --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:02:00Z --metric-data-queries '[{"Id":"m1","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"AWS/Usage","MetricName":"CallCount","Dimensions":[{"Name":"Service","Value":"CloudWatch"},{"Name":"Type","Value":"API"},{"Name":"Resource","Value":"PutMetricAlarm"},{"Name":"Class","Value":"None"}]},"Period":60,"Stat":"Sum"}},{"Id":"q","Expression":"SERVICE_QUOTA(m1)"},{"Id":"share","Expression":"m1/SERVICE_QUOTA(m1)*100"}]'
# What has no quota.
aws cloudwatch get-metric-data --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:02:00Z --metric-data-queries '[{"Id":"m1","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"AWS/EC2","MetricName":"CPUUtilization"},"Period":60,"Stat":"Sum"}},{"Id":"q","Expression":"SERVICE_QUOTA(m1)"}]'
aws cloudwatch put-metric-alarm --alarm-name wrong --comparison-operator GreaterThanThreshold --threshold 80 --evaluation-periods 1 --metrics '[{"Id":"m1","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"AWS/EC2","MetricName":"CPUUtilization"},"Period":60,"Stat":"Sum"}},{"Id":"e1","Expression":"m1/SERVICE_QUOTA(m1)*100"}]'
