# An instance waits on its way in until it is ready, and on its way out until its logs are saved.
aws autoscaling describe-lifecycle-hook-types --output text
aws ec2 create-launch-template --launch-template-name shop --launch-template-data '{"ImageId":"ami-0c02fb55956c7d316","InstanceType":"t3.micro"}' --query LaunchTemplate.LaunchTemplateName --output text
TRUST='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"autoscaling.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name tells --assume-role-policy-document "$TRUST" --query Role.Arn --output text
QUEUE=$(aws sqs create-queue --queue-name steps --query QueueUrl --output text)
aws autoscaling create-auto-scaling-group --auto-scaling-group-name shop --launch-template LaunchTemplateName=shop --min-size 0 --max-size 3 --desired-capacity 0 --availability-zones us-east-1a
# The role may not send yet, so AWS's test message does not arrive and there is no hook.
aws autoscaling put-lifecycle-hook --auto-scaling-group-name shop --lifecycle-hook-name ready --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING --heartbeat-timeout 300 --notification-target-arn arn:aws:sqs:us-east-1:123456789012:steps --role-arn arn:aws:iam::123456789012:role/tells --notification-metadata "set it up"
aws iam attach-role-policy --role-name tells --policy-arn arn:aws:iam::aws:policy/service-role/AutoScalingNotificationAccessRole
aws autoscaling put-lifecycle-hook --auto-scaling-group-name shop --lifecycle-hook-name ready --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING --heartbeat-timeout 300 --notification-target-arn arn:aws:sqs:us-east-1:123456789012:steps --role-arn arn:aws:iam::123456789012:role/tells --notification-metadata "set it up"
aws autoscaling put-lifecycle-hook --auto-scaling-group-name shop --lifecycle-hook-name save-logs --lifecycle-transition autoscaling:EC2_INSTANCE_TERMINATING --heartbeat-timeout 120 --default-result CONTINUE
aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name shop
aws autoscaling set-desired-capacity --auto-scaling-group-name shop --desired-capacity 1
sleep 1m
aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].LifecycleState' --output text
aws autoscaling describe-scaling-activities --query 'Activities[].[StatusCode,Progress]' --output text
aws sqs receive-message --queue-url $QUEUE --max-number-of-messages 10 --query 'Messages[].Body' --output text
# Nobody says anything for five minutes: the launch is given up, and the next one begins.
sleep 6m
aws autoscaling describe-scaling-activities --query 'Activities[].[StatusCode,Description,StatusMessage,Cause]' --output json
sleep 3m
aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].LifecycleState' --output text
ID=$(aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[?LifecycleState==`Pending:Wait`].InstanceId | [0]' --output text)
aws autoscaling record-lifecycle-action-heartbeat --lifecycle-hook-name ready --auto-scaling-group-name shop --instance-id $ID
sleep 4m
aws autoscaling complete-lifecycle-action --lifecycle-hook-name ready --auto-scaling-group-name shop --lifecycle-action-result CONTINUE --instance-id $ID
aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].LifecycleState' --output text
sleep 1m
aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].LifecycleState' --output text
aws autoscaling complete-lifecycle-action --lifecycle-hook-name ready --auto-scaling-group-name shop --lifecycle-action-result CONTINUE --instance-id $ID
# On its way out it waits two minutes, then it goes all the same.
aws autoscaling set-desired-capacity --auto-scaling-group-name shop --desired-capacity 0
sleep 1m
aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].LifecycleState' --output text
aws autoscaling describe-scaling-activities --max-items 1 --query 'Activities[].[StatusCode,Progress]' --output text
aws ec2 describe-instances --instance-ids $ID --query 'Reservations[].Instances[].State.Name' --output text
sleep 4m
aws ec2 describe-instances --instance-ids $ID --query 'Reservations[].Instances[].State.Name' --output text
aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].LifecycleState'
aws autoscaling delete-lifecycle-hook --lifecycle-hook-name ready --auto-scaling-group-name shop
aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name shop --query 'LifecycleHooks[].LifecycleHookName' --output text
expect record PutLifecycleHook by admin
expect record AssumeRole
