# Metrics people publish: which there are, and what each statistic makes of the values.

# row: Put custom metric, ≤30 dimensions, exact-dimension identity
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 10 --dimensions Store=one,Till=a
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 20 --dimensions Store=one
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 40
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 5 --dimensions Till=a,Store=one
sleep 15m
aws cloudwatch list-metrics --namespace Shop
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Sales --dimensions Name=Store,Value=one Name=Till,Value=a --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 300 --statistics Sum
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Sales --dimensions Name=Store,Value=one --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 300 --statistics Sum
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Sales --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 300 --statistics Sum
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Sales --dimensions Name=Till,Value=a --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 300 --statistics Sum
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 1 --dimensions a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,o=1,p=1,q=1,r=1,s=1,t=1,u=1,v=1,w=1,x=1,y=1,z=1,A=1,B=1,C=1,D=1
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 1 --dimensions a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,o=1,p=1,q=1,r=1,s=1,t=1,u=1,v=1,w=1,x=1,y=1,z=1,A=1,B=1,C=1,D=1,E=1

# row: Statistics avg/sum/min/max/count
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Weight","Values":[1,2,6],"Counts":[2,1,1],"Unit":"Kilobytes"},{"MetricName":"Weight","StatisticValues":{"SampleCount":4,"Sum":20,"Minimum":0.5,"Maximum":11},"Unit":"Kilobytes"}]'
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Weight --start-time 2025-01-06T00:15:00Z --end-time 2025-01-06T00:20:00Z --period 300 --statistics Average Sum Minimum Maximum SampleCount
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Weight --unit Bytes --start-time 2025-01-06T00:15:00Z --end-time 2025-01-06T00:20:00Z --period 300 --statistics Average

# row: Percentiles, trimmed means, low-sample treatment
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Wait","Values":[100,200,300,400,500,600,700,800,900,5000],"Unit":"Milliseconds"}]'
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Wait --start-time 2025-01-06T00:15:00Z --end-time 2025-01-06T00:20:00Z --period 300 --extended-statistics p50 p90 p99 tm90 'TM(10%:90%)' 'TC(:500)' 'TS(:500)' wm90 'PR(:500)' IQM
aws cloudwatch put-metric-alarm --alarm-name few --namespace Shop --metric-name Wait --extended-statistic p99 --period 300 --evaluation-periods 1 --threshold 1000 --comparison-operator GreaterThanThreshold --evaluate-low-sample-count-percentile ignore
aws cloudwatch put-metric-alarm --alarm-name any --namespace Shop --metric-name Wait --extended-statistic p99 --period 300 --evaluation-periods 1 --threshold 1000 --comparison-operator GreaterThanThreshold --evaluate-low-sample-count-percentile evaluate
sleep 5m
expect alarm few = INSUFFICIENT_DATA
expect alarm any = ALARM
aws cloudwatch describe-alarms --alarm-names few any --query 'MetricAlarms[].[AlarmName,EvaluateLowSampleCountPercentile,StateValue,StateReason]'

# row: High resolution (1 s storage; 10/20/30 s alarm periods)
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Pulse","Timestamp":"2025-01-06T00:19:01Z","Value":1,"StorageResolution":1},{"MetricName":"Pulse","Timestamp":"2025-01-06T00:19:04Z","Value":3,"StorageResolution":1},{"MetricName":"Pulse","Timestamp":"2025-01-06T00:19:12Z","Value":8,"StorageResolution":1}]'
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"one","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Pulse"},"Period":1,"Stat":"Maximum"}},{"Id":"ten","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Pulse"},"Period":10,"Stat":"Sum"}}]' --start-time 2025-01-06T00:19:00Z --end-time 2025-01-06T00:20:00Z --scan-by TimestampAscending
aws cloudwatch put-metric-alarm --alarm-name quick --namespace Shop --metric-name Pulse --statistic Maximum --period 10 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching
aws cloudwatch put-metric-alarm --alarm-name wrong --namespace Shop --metric-name Pulse --statistic Maximum --period 15 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold
sleep 5m
expect alarm quick = OK
aws cloudwatch put-metric-data --namespace Shop --metric-name Pulse --value 9 --storage-resolution 1
sleep 10
expect alarm quick = ALARM
sleep 6m
expect alarm quick = OK
