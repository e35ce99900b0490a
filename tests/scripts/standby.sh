# An instance is put on standby, stopped, changed and started, and put back into service.
aws ec2 create-launch-template --launch-template-name shop --launch-template-data '{"ImageId":"ami-0c02fb55956c7d316","InstanceType":"t3.micro"}' --query LaunchTemplate.LaunchTemplateName
aws autoscaling create-auto-scaling-group --auto-scaling-group-name web --launch-template LaunchTemplateName=shop --min-size 1 --max-size 3 --desired-capacity 2 --availability-zones us-east-1a
sleep 2m
ID=$(aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)
aws autoscaling enable-metrics-collection --auto-scaling-group-name web --granularity 1Minute
aws autoscaling enter-standby --instance-ids $ID --auto-scaling-group-name web --should-decrement-desired-capacity
aws autoscaling describe-auto-scaling-instances --instance-ids $ID --query 'AutoScalingInstances[0].LifecycleState'
sleep 1m
aws autoscaling describe-auto-scaling-instances --instance-ids $ID --query 'AutoScalingInstances[0].LifecycleState'
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].DesiredCapacity'
aws ec2 stop-instances --instance-ids $ID --query 'StoppingInstances[0].CurrentState.Name'
sleep 10m
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].Instances[].[LifecycleState,HealthStatus]'
aws ec2 modify-instance-attribute --instance-id $ID --instance-type t3.small
aws ec2 start-instances --instance-ids $ID --query 'StartingInstances[0].CurrentState.Name'
sleep 2m
aws cloudwatch get-metric-statistics --namespace AWS/AutoScaling --metric-name GroupStandbyInstances --dimensions Name=AutoScalingGroupName,Value=web --statistics Maximum --period 300 --start-time 2025-01-06T00:05:00Z --end-time 2025-01-06T00:10:00Z --query 'Datapoints[0].Maximum'
aws autoscaling exit-standby --instance-ids $ID --auto-scaling-group-name web
sleep 3m
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].[DesiredCapacity,Instances[].[InstanceType,LifecycleState]]'
aws autoscaling describe-scaling-activities --auto-scaling-group-name web --query 'Activities[:2].[Description,Cause,StatusCode]'
expect record EnterStandby by admin
expect record ExitStandby by admin
aws autoscaling update-auto-scaling-group --auto-scaling-group-name web --min-size 2
aws autoscaling enter-standby --instance-ids $ID --auto-scaling-group-name web --should-decrement-desired-capacity
aws autoscaling enter-standby --instance-ids $ID --auto-scaling-group-name web --no-should-decrement-desired-capacity --query 'Activities[0].Cause'
sleep 2m
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].[DesiredCapacity,length(Instances)]'
aws autoscaling detach-instances --instance-ids $ID --auto-scaling-group-name web --should-decrement-desired-capacity --query 'Activities[0].Cause'
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].[DesiredCapacity,length(Instances)]'
