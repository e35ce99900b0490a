# Lifecycle hooks, as https://docs.aws.amazon.com/cli/latest/reference/autoscaling/ shows them, with
# values of our own.
aws iam create-role --role-name tells --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"autoscaling.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam attach-role-policy --role-name tells --policy-arn arn:aws:iam::aws:policy/service-role/AutoScalingNotificationAccessRole
aws sqs create-queue --queue-name looks
aws sns create-topic --name steps
aws ec2 create-launch-template --launch-template-name shop-fleet --launch-template-data '{"ImageId":"ami-0c02fb55956c7d316","InstanceType":"t3.micro"}'
NET=$(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
world resource alb shop
sleep 20m
TG=$(aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name HealthyHostCount --query 'Metrics[0].Dimensions[?Name==`TargetGroup`].Value | [0]' --output text)
aws autoscaling create-auto-scaling-group --cli-input-json "{\"AutoScalingGroupName\":\"fleet\",\"LaunchTemplate\":{\"LaunchTemplateName\":\"shop-fleet\"},\"LifecycleHookSpecificationList\":[{\"LifecycleHookName\":\"first-look\",\"LifecycleTransition\":\"autoscaling:EC2_INSTANCE_LAUNCHING\",\"NotificationTargetARN\":\"arn:aws:sqs:us-east-1:123456789012:looks\",\"RoleARN\":\"arn:aws:iam::123456789012:role/tells\",\"NotificationMetadata\":\"new\",\"HeartbeatTimeout\":4800,\"DefaultResult\":\"ABANDON\"}],\"MinSize\":1,\"MaxSize\":5,\"VPCZoneIdentifier\":\"$NET\",\"Tags\":[{\"ResourceType\":\"auto-scaling-group\",\"ResourceId\":\"fleet\",\"PropagateAtLaunch\":true,\"Key\":\"Role\",\"Value\":\"WebServer\"}]}"
aws autoscaling create-auto-scaling-group --cli-input-json "{\"AutoScalingGroupName\":\"fleet-2\",\"LaunchTemplate\":{\"LaunchTemplateName\":\"shop-fleet\"},\"LifecycleHookSpecificationList\":[{\"LifecycleHookName\":\"last-look\",\"LifecycleTransition\":\"autoscaling:EC2_INSTANCE_TERMINATING\",\"HeartbeatTimeout\":120,\"DefaultResult\":\"CONTINUE\"}],\"MinSize\":1,\"MaxSize\":5,\"TargetGroupARNs\":[\"arn:aws:elasticloadbalancing:us-east-1:123456789012:$TG\"],\"VPCZoneIdentifier\":\"$NET\"}"
# fails: Unable to publish test message to notification target arn:aws:sqs:us-east-1:123456789012:none using IAM role
aws autoscaling put-lifecycle-hook --auto-scaling-group-name fleet-2 --lifecycle-hook-name told --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING --notification-target-arn arn:aws:sqs:us-east-1:123456789012:none --role-arn arn:aws:iam::123456789012:role/tells
sleep 3m
aws autoscaling put-lifecycle-hook --auto-scaling-group-name fleet-2 --lifecycle-hook-name long-look --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING --heartbeat-timeout 4800
aws autoscaling put-lifecycle-hook --auto-scaling-group-name fleet-2 --lifecycle-hook-name long-look --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING --notification-target-arn arn:aws:sns:us-east-1:123456789012:steps --role-arn arn:aws:iam::123456789012:role/tells
aws autoscaling put-lifecycle-hook --auto-scaling-group-name fleet-2 --lifecycle-hook-name long-look --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING --notification-target-arn arn:aws:sqs:us-east-1:123456789012:looks --role-arn arn:aws:iam::123456789012:role/tells --notification-metadata "for the queue" --default-result CONTINUE
aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name fleet
aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name fleet-2 --lifecycle-hook-names last-look long-look
aws autoscaling describe-lifecycle-hook-types
ID=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names fleet --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)
aws autoscaling record-lifecycle-action-heartbeat --lifecycle-hook-name first-look --auto-scaling-group-name fleet --instance-id $ID
# fails: No active Lifecycle Action found with token bcd2f1b8-9a78-44d3-8a7a-4dd07d7cf635
aws autoscaling record-lifecycle-action-heartbeat --lifecycle-hook-name first-look --auto-scaling-group-name fleet --lifecycle-action-token bcd2f1b8-9a78-44d3-8a7a-4dd07d7cf635
# fails: No active Lifecycle Action found with token bcd2f1b8-9a78-44d3-8a7a-4dd07d7cf635
aws autoscaling complete-lifecycle-action --lifecycle-hook-name first-look --auto-scaling-group-name fleet --lifecycle-action-result CONTINUE --lifecycle-action-token bcd2f1b8-9a78-44d3-8a7a-4dd07d7cf635
aws autoscaling complete-lifecycle-action --lifecycle-hook-name first-look --auto-scaling-group-name fleet --lifecycle-action-result CONTINUE --instance-id $ID
aws autoscaling delete-lifecycle-hook --lifecycle-hook-name long-look --auto-scaling-group-name fleet-2
# fails: No Lifecycle Hook found
aws autoscaling delete-lifecycle-hook --lifecycle-hook-name long-look --auto-scaling-group-name fleet-2
