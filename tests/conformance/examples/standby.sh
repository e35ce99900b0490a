# Standby, as https://docs.aws.amazon.com/cli/latest/reference/autoscaling/ shows it.
aws ec2 create-launch-template --launch-template-name shop --launch-template-data '{"ImageId":"ami-0c02fb55956c7d316","InstanceType":"t3.micro"}'
aws autoscaling create-auto-scaling-group --auto-scaling-group-name my-asg --launch-template LaunchTemplateName=shop --min-size 0 --max-size 2 --desired-capacity 1 --availability-zones us-east-1a
sleep 2m
ID=$(aws autoscaling describe-auto-scaling-groups --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)
aws autoscaling enter-standby --instance-ids $ID --auto-scaling-group-name my-asg --should-decrement-desired-capacity
# fails: is not in InService.
aws autoscaling enter-standby --instance-ids $ID --auto-scaling-group-name my-asg --no-should-decrement-desired-capacity
# fails: is not in Standby.
aws autoscaling exit-standby --instance-ids $ID --auto-scaling-group-name my-asg
sleep 1m
aws autoscaling exit-standby --instance-ids $ID --auto-scaling-group-name my-asg
# fails: is not part of Auto Scaling group my-asg.
aws autoscaling exit-standby --instance-ids i-061c63c5eb45f0416 --auto-scaling-group-name my-asg
