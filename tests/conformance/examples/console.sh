# The forms of https://docs.aws.amazon.com/cli/latest/reference/ec2/get-console-output.html
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
aws ec2 get-console-output --instance-id $ID
sleep 1m
aws ec2 get-console-output --instance-id $ID --latest --output text
OLD=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t2.micro --query 'Instances[0].InstanceId' --output text)
sleep 5m
aws ec2 get-console-output --instance-id $ID
# fails: is supported on instances built on the Nitro System
aws ec2 get-console-output --instance-id $OLD --latest
# fails: The instance ID 'i-1234567890abcdef0' does not exist
aws ec2 get-console-output --instance-id i-1234567890abcdef0
