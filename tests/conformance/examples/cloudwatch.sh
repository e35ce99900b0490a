# The forms of https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/ with values of our own.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
TOPIC=$(aws sns create-topic --name pages --query TopicArn --output text)
aws cloudwatch put-metric-data --namespace "Shop Usage" --metric-data '[{"MetricName":"Orders","Timestamp":"2025-01-05T23:58:00.000Z","Value":17,"Unit":"Count"}]'
aws cloudwatch put-metric-data --metric-name QueueBytes --namespace ShopQueues --unit Bytes --value 4096000 --dimensions Host=web-7,Size=m5.large
aws cloudwatch put-metric-data --namespace ShopQueues --strict-entity-validation --entity-metric-data 'Entity={KeyAttributes={Type=Service,Name=shop,Environment=production},Attributes={PlatformType=AWS::EC2}},MetricData=[{MetricName=Waiting,Value=3}]'
sleep 20m
aws cloudwatch list-metrics --namespace "AWS/EC2"
aws cloudwatch list-metrics --metric-name QueueBytes --dimensions Name=Host,Value=web-7
aws cloudwatch get-metric-statistics --metric-name CPUUtilization --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T03:00:00Z --period 3600 --namespace AWS/EC2 --statistics Maximum --dimensions Name=InstanceId,Value=$ID
aws cloudwatch get-metric-statistics --metric-name QueueBytes --namespace ShopQueues --dimensions Name=Host,Value=web-7 Name=Size,Value=m5.large --start-time 2025-01-05T23:00:00Z --end-time 2025-01-06T01:00:00Z --statistics Average --period 60
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"half","Expression":"bytes / 2","Label":"Half"},{"Id":"bytes","MetricStat":{"Metric":{"Namespace":"ShopQueues","MetricName":"QueueBytes","Dimensions":[{"Name":"Host","Value":"web-7"},{"Name":"Size","Value":"m5.large"}]},"Period":300,"Stat":"Average","Unit":"Bytes"},"ReturnData":false}]' --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:15:00Z
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"bill","MetricStat":{"Metric":{"Namespace":"AWS/Billing","MetricName":"EstimatedCharges","Dimensions":[{"Name":"Currency","Value":"USD"}]},"Period":21600,"Stat":"Maximum"}}]' --start-time 2025-01-05T12:00:00Z --end-time 2025-01-06T00:00:00Z --region us-east-1
aws cloudwatch put-metric-alarm --alarm-name web-busy --alarm-description "Above 60 percent" --metric-name CPUUtilization --namespace AWS/EC2 --statistic Average --period 300 --threshold 60 --comparison-operator GreaterThanThreshold --dimensions "Name=InstanceId,Value=$ID" --evaluation-periods 2 --alarm-actions $TOPIC --unit Percent
aws cloudwatch put-metric-alarm --alarm-name "orders low" --alarm-description "A plain one" --namespace "Shop Usage" --metric-name Orders --statistic Average --period 60 --evaluation-periods 3 --threshold 5 --comparison-operator GreaterThanOrEqualToThreshold --dimensions Name=shop,Value=one Name=floor,Value=two
aws cloudwatch put-composite-alarm --alarm-name shop-down --alarm-rule "ALARM(web-busy) AND ALARM(\"orders low\")" --alarm-actions $TOPIC --actions-enabled
aws cloudwatch describe-alarms --alarm-names "web-busy"
aws cloudwatch describe-alarms-for-metric --metric-name CPUUtilization --namespace AWS/EC2 --dimensions Name=InstanceId,Value=$ID
aws cloudwatch describe-alarm-history --alarm-name "web-busy" --history-item-type StateUpdate
aws cloudwatch describe-alarm-contributors --alarm-name web-busy
aws cloudwatch put-anomaly-detector --namespace ShopQueues --metric-name QueueBytes --dimensions Name=Host,Value=web-7 Name=Size,Value=m5.large --stat SampleCount
aws cloudwatch describe-anomaly-detectors --namespace ShopQueues
aws cloudwatch delete-anomaly-detector --namespace ShopQueues --metric-name QueueBytes --dimensions Name=Host,Value=web-7 Name=Size,Value=m5.large --stat SampleCount
aws cloudwatch put-alarm-mute-rule --name nights --rule 'Schedule={Expression="cron(0 22 * * *)",Duration=PT8H}' --mute-targets AlarmNames=web-busy
aws cloudwatch list-alarm-mute-rules --alarm-name web-busy
aws cloudwatch get-alarm-mute-rule --alarm-mute-rule-name nights
aws cloudwatch delete-alarm-mute-rule --alarm-mute-rule-name nights
aws cloudwatch set-alarm-state --alarm-name "web-busy" --state-value ALARM --state-reason "a fire drill"
aws cloudwatch disable-alarm-actions --alarm-names web-busy
aws cloudwatch enable-alarm-actions --alarm-names web-busy
aws cloudwatch tag-resource --resource-arn arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-busy --tags Key=stack,Value=Live Key=team,Value=Shop
aws cloudwatch list-tags-for-resource --resource-arn arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-busy
aws cloudwatch untag-resource --resource-arn arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-busy --tag-keys stack team
aws cloudwatch delete-alarms --alarm-names shop-down
aws cloudwatch put-dashboard --dashboard-name Shop --dashboard-body '{"widgets":[{"height":6,"width":6,"y":0,"x":0,"type":"metric","properties":{"view":"timeSeries","stacked":false,"metrics":[["ShopQueues","QueueBytes","Host","web-7","Size","m5.large"]],"region":"us-east-1"}}]}'
aws cloudwatch put-dashboard --dashboard-name Shelf --dashboard-body '{"widgets":[]}'
aws cloudwatch get-dashboard --dashboard-name Shop
aws cloudwatch list-dashboards
aws cloudwatch delete-dashboards --dashboard-names Shop Shelf
aws cloudwatch put-metric-stream --name everything --firehose-arn arn:aws:firehose:us-east-1:123456789012:deliverystream/metrics-out --role-arn arn:aws:iam::123456789012:role/service-role/metrics-out --output-format json --no-include-linked-accounts-metrics
aws cloudwatch get-metric-stream --name everything
aws cloudwatch list-metric-streams
aws cloudwatch stop-metric-streams --names everything
aws cloudwatch start-metric-streams --names everything
aws cloudwatch delete-metric-stream --name everything
echo '{"Schema":{"Name":"CloudWatchLogRule","Version":1},"AggregateOn":"Count","Contribution":{"Filters":[],"Keys":["tcp-flag"]},"LogFormat":"CLF","LogGroupNames":["/vpc/flowlogs/*"],"Fields":{"23":"tcp-flag"}}' > insight-rule.json
aws cloudwatch put-insight-rule --rule-name FlowsByFlag --rule-definition file://insight-rule.json --rule-state ENABLED
aws cloudwatch describe-insight-rules
aws cloudwatch disable-insight-rules --rule-names FlowsByFlag
aws cloudwatch enable-insight-rules --rule-names FlowsByFlag
aws cloudwatch get-insight-rule-report --rule-name FlowsByFlag --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z --period 300 --max-contributor-count 10 --metrics UniqueContributors Sum
aws cloudwatch delete-insight-rules --rule-names FlowsByFlag
