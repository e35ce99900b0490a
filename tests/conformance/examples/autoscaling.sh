# The forms of https://docs.aws.amazon.com/cli/latest/reference/autoscaling/ with values of our own.
# What --max-items 1 prints to go on with.
NEXT=eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==
LT=$(aws ec2 create-launch-template --launch-template-name shop-fleet --launch-template-data '{"ImageId":"ami-0c02fb55956c7d316","InstanceType":"t3.micro"}' --query LaunchTemplate.LaunchTemplateId --output text)
aws ec2 create-launch-template-version --launch-template-id $LT --source-version 1 --launch-template-data '{"InstanceType":"t3.small"}' --query LaunchTemplateVersion.VersionNumber
NETS=$(aws ec2 describe-subnets --query 'join(`,`, Subnets[:3].SubnetId)' --output text)
NET=$(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet --launch-template LaunchTemplateId=$LT --min-size 1 --max-size 5 --vpc-zone-identifier "$NETS"
world resource alb shop
sleep 20m
TG=$(aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name HealthyHostCount --query 'Metrics[0].Dimensions[?Name==`TargetGroup`].Value | [0]' --output text)
LB=$(aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name HealthyHostCount --query 'Metrics[0].Dimensions[?Name==`LoadBalancer`].Value | [0]' --output text)
# fails: Provided Target Groups may not be valid
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-2 --launch-template LaunchTemplateId=$LT --target-group-arns arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/0123456789abcdef --health-check-type ELB --health-check-grace-period 600 --min-size 1 --max-size 5 --vpc-zone-identifier "$NETS"
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-1 --launch-template LaunchTemplateId=$LT --target-group-arns arn:aws:elasticloadbalancing:us-east-1:123456789012:$TG --health-check-type ELB --health-check-grace-period 600 --min-size 1 --max-size 5 --vpc-zone-identifier "$NETS"
aws ec2 create-placement-group --group-name close --strategy partition
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-2 --launch-template LaunchTemplateId=$LT,Version='$Latest' --min-size 1 --max-size 5 --desired-capacity 3 --placement-group close --vpc-zone-identifier "$NET"
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-3 --launch-template LaunchTemplateId=$LT,Version='$Latest' --min-size 1 --max-size 5 --desired-capacity 3 --vpc-zone-identifier "$NET"
aws autoscaling create-auto-scaling-group --auto-scaling-group-name single --launch-template LaunchTemplateName=shop-fleet,Version='1' --min-size 1 --max-size 1 --availability-zones us-east-1a
IN=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
aws autoscaling create-launch-configuration --launch-configuration-name shop-lc --image-id ami-0c02fb55956c7d316 --instance-type t3.micro
echo '#!/bin/bash' > myuserdata.txt
aws autoscaling create-launch-configuration --launch-configuration-name shop-lc-2 --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --security-groups default --user-data file://myuserdata.txt --iam-instance-profile shop --instance-monitoring Enabled=true --no-ebs-optimized --associate-public-ip-address --placement-tenancy default
aws autoscaling create-launch-configuration --launch-configuration-name shop-lc-3 --image-id ami-0c02fb55956c7d316 --instance-type m5.large --block-device-mappings '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":20}},{"DeviceName":"/dev/sdh","Ebs":{"VolumeSize":100,"VolumeType":"gp3","Encrypted":true,"DeleteOnTermination":true}}]' --metadata-options HttpTokens=required
aws autoscaling create-launch-configuration --launch-configuration-name shop-lc-4 --instance-id $IN --instance-type m5.large
aws autoscaling create-launch-configuration --launch-configuration-name shop-lc-6 --image-id ami-0c02fb55956c7d316 --instance-type m4.large --placement-tenancy dedicated
aws autoscaling create-launch-configuration --launch-configuration-name shop-lc-5 --image-id ami-0c02fb55956c7d316 --instance-type m5.large --spot-price 0.05
aws autoscaling describe-launch-configurations --launch-configuration-names shop-lc
aws autoscaling describe-launch-configurations --launch-configuration-names shop-lc-2 --query 'LaunchConfigurations[0].UserData' --output text
aws autoscaling describe-launch-configurations
aws autoscaling describe-launch-configurations --max-items 1
aws autoscaling describe-launch-configurations --starting-token $NEXT
aws autoscaling delete-launch-configuration --launch-configuration-name shop-lc-4
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-4 --launch-configuration-name shop-lc --min-size 1 --max-size 5 --termination-policies "OldestInstance" --tags "ResourceId=fleet-4,ResourceType=auto-scaling-group,Key=Role,Value=WebServer,PropagateAtLaunch=true" --vpc-zone-identifier "$NETS"
# fails: ResourceInUse
aws autoscaling delete-launch-configuration --launch-configuration-name shop-lc
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-7 --launch-template LaunchTemplateId=$LT --min-size 1 --max-size 5 --termination-policies "OldestInstance" --tags "ResourceId=fleet-7,ResourceType=auto-scaling-group,Key=Role,Value=WebServer,PropagateAtLaunch=true" --vpc-zone-identifier "$NETS"
aws autoscaling create-auto-scaling-group --cli-input-json '{"AutoScalingGroupName":"fleet-5","LaunchTemplate":{"LaunchTemplateName":"shop-fleet"},"MinSize":0,"MaxSize":2,"DesiredCapacity":0,"AvailabilityZones":["us-east-1b"]}'
aws autoscaling create-auto-scaling-group --cli-input-json '{"AutoScalingGroupName":"fleet-6","MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateName":"shop-fleet","Version":"$Latest"},"Overrides":[{"InstanceType":"t3.small"}]},"InstancesDistribution":{"OnDemandPercentageAboveBaseCapacity":50,"SpotAllocationStrategy":"price-capacity-optimized"}},"MinSize":1,"MaxSize":5,"DesiredCapacity":3,"AvailabilityZones":["us-east-1a"]}'
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-9 --launch-template LaunchTemplateName=shop-fleet --min-size 1 --max-size 5 --termination-policies "arn:aws:lambda:us-east-1:123456789012:function:choose" --vpc-zone-identifier "$NETS"
aws autoscaling create-auto-scaling-group --auto-scaling-group-name fleet-8 --launch-template LaunchTemplateName=shop-fleet --min-size 1 --max-size 5 --termination-policies "arn:aws:lambda:us-east-1:123456789012:function:choose:live" --vpc-zone-identifier "$NETS"
sleep 5m
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --min-size 2 --max-size 10
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --health-check-type ELB --health-check-grace-period 600 --vpc-zone-identifier "$NETS"
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --placement-group close --termination-policies "OldestInstance"
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --termination-policies "OldestInstance"
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --launch-template LaunchTemplateId=$LT,Version='$Latest'
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --launch-template LaunchTemplateName=shop-fleet,Version='2'
aws autoscaling update-auto-scaling-group --cli-input-json '{"AutoScalingGroupName":"fleet","DesiredCapacity":2}'
aws autoscaling update-auto-scaling-group --cli-input-json '{"AutoScalingGroupName":"fleet-6","CapacityRebalance":true,"MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateName":"shop-fleet","Version":"$Latest"},"Overrides":[{"InstanceType":"c5a.large","LaunchTemplateSpecification":{"LaunchTemplateName":"shop-fleet","Version":"1"}},{"InstanceType":"t3.small"},{"InstanceType":"t3.medium"}]},"InstancesDistribution":{"OnDemandPercentageAboveBaseCapacity":50,"SpotAllocationStrategy":"capacity-optimized"}}}'
sleep 5m
aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names fleet
aws autoscaling describe-auto-scaling-groups --max-items 100 --auto-scaling-group-names "fleet" "fleet-3" "fleet-4" "single"
aws autoscaling describe-auto-scaling-groups --max-items 75 --region us-east-1
aws autoscaling describe-auto-scaling-groups --max-items 1
aws autoscaling describe-auto-scaling-groups --starting-token $NEXT
aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[?LaunchConfigurationName!=`null`]'
aws autoscaling set-desired-capacity --auto-scaling-group-name fleet --desired-capacity 2 --honor-cooldown
aws autoscaling put-scaling-policy --auto-scaling-group-name fleet --policy-name hold-40 --policy-type TargetTrackingScaling --target-tracking-configuration '{"TargetValue":40.0,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}'
aws autoscaling put-scaling-policy --auto-scaling-group-name fleet-1 --policy-name hold-1000 --policy-type TargetTrackingScaling --target-tracking-configuration '{"TargetValue":1000.0,"PredefinedMetricSpecification":{"PredefinedMetricType":"ALBRequestCountPerTarget","ResourceLabel":"'$LB/$TG'"}}'
aws autoscaling describe-policies --auto-scaling-group-name fleet-1
aws autoscaling put-scaling-policy --auto-scaling-group-name fleet --policy-name step-out --policy-type StepScaling --adjustment-type ChangeInCapacity --step-adjustments MetricIntervalLowerBound=0,ScalingAdjustment=1
aws autoscaling put-scaling-policy --auto-scaling-group-name fleet --policy-name one-more --scaling-adjustment 1 --adjustment-type ChangeInCapacity
aws autoscaling describe-policies --auto-scaling-group-name fleet
aws autoscaling describe-policies --auto-scaling-group-name fleet --policy-names hold-40
aws autoscaling describe-policies --auto-scaling-group-name fleet --max-items 1
aws autoscaling describe-policies --auto-scaling-group-name fleet --starting-token $NEXT
aws autoscaling execute-policy --auto-scaling-group-name fleet --policy-name step-out --metric-value 95 --breach-threshold 80
aws autoscaling delete-policy --auto-scaling-group-name fleet --policy-name hold-40
sleep 5m
aws autoscaling describe-scaling-activities --auto-scaling-group-name fleet
aws autoscaling describe-scaling-activities --auto-scaling-group-name fleet --include-deleted-groups
aws autoscaling describe-scaling-activities --max-items 1
aws autoscaling describe-scaling-activities --starting-token $NEXT
aws autoscaling enable-metrics-collection --auto-scaling-group-name fleet --granularity "1Minute"
aws autoscaling enable-metrics-collection --auto-scaling-group-name fleet --metrics GroupDesiredCapacity --granularity "1Minute"
aws autoscaling disable-metrics-collection --auto-scaling-group-name fleet --metrics GroupDesiredCapacity
IN=$(aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[?AutoScalingGroupName==`fleet`] | [0].InstanceId' --output text)
aws autoscaling describe-auto-scaling-instances --instance-ids $IN
aws autoscaling describe-auto-scaling-instances --max-items 1
aws autoscaling describe-auto-scaling-instances --starting-token $NEXT
aws autoscaling set-instance-protection --instance-ids $IN --auto-scaling-group-name fleet --protected-from-scale-in
aws autoscaling set-instance-protection --instance-ids $IN --auto-scaling-group-name fleet --no-protected-from-scale-in
aws autoscaling update-auto-scaling-group --auto-scaling-group-name fleet --min-size 1
aws autoscaling detach-instances --instance-ids $IN --auto-scaling-group-name fleet --should-decrement-desired-capacity
sleep 2m
aws autoscaling attach-instances --instance-ids $IN --auto-scaling-group-name fleet
aws autoscaling set-instance-health --instance-id $IN --health-status Unhealthy
sleep 10m
IN=$(aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[?AutoScalingGroupName==`fleet`] | [0].InstanceId' --output text)
aws autoscaling terminate-instance-in-auto-scaling-group --instance-id $IN --no-should-decrement-desired-capacity
aws autoscaling suspend-processes --auto-scaling-group-name fleet --scaling-processes AlarmNotification
aws autoscaling resume-processes --auto-scaling-group-name fleet --scaling-processes AlarmNotification
aws autoscaling put-scheduled-update-group-action --auto-scaling-group-name fleet --scheduled-action-name once --start-time "2025-02-12T08:00:00Z" --min-size 2 --max-size 6 --desired-capacity 4
aws autoscaling put-scheduled-update-group-action --auto-scaling-group-name fleet --scheduled-action-name often --recurrence "30 0 1 1,6,12 *" --min-size 2 --max-size 6 --desired-capacity 4
aws autoscaling describe-scheduled-actions
aws autoscaling describe-scheduled-actions --auto-scaling-group-name fleet
aws autoscaling describe-scheduled-actions --scheduled-action-names often
aws autoscaling describe-scheduled-actions --start-time "2025-02-01T04:00:00Z"
aws autoscaling describe-scheduled-actions --end-time "2025-12-01T04:00:00Z"
aws autoscaling describe-scheduled-actions --auto-scaling-group-name fleet --max-items 1
aws autoscaling describe-scheduled-actions --auto-scaling-group-name fleet --starting-token $NEXT
aws autoscaling delete-scheduled-action --auto-scaling-group-name fleet --scheduled-action-name once
aws autoscaling create-or-update-tags --tags ResourceId=fleet,ResourceType=auto-scaling-group,Key=Role,Value=WebServer,PropagateAtLaunch=true ResourceId=fleet,ResourceType=auto-scaling-group,Key=Dept,Value=Research,PropagateAtLaunch=true
aws autoscaling describe-tags
aws autoscaling describe-tags --filters Name=auto-scaling-group,Values=fleet
aws autoscaling describe-tags --max-items 1
aws autoscaling describe-tags --filters Name=auto-scaling-group,Values=fleet --starting-token $NEXT
aws autoscaling delete-tags --tags ResourceId=fleet,ResourceType=auto-scaling-group,Key=Dept,Value=Research
aws autoscaling describe-account-limits
aws autoscaling delete-auto-scaling-group --auto-scaling-group-name fleet-5
aws autoscaling delete-auto-scaling-group --auto-scaling-group-name fleet --force-delete
