# Waiting as the CLI does: it asks again and again, and simulated time passes between the questions.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
aws ec2 wait instance-running --instance-ids $ID && echo it runs
aws ec2 wait instance-status-ok --instance-ids $ID
expect record DescribeInstanceStatus
at 00:10 jiwoo: aws ec2 stop-instances --instance-ids $ID
aws ec2 wait instance-stopped --instance-ids $ID
expect instance $ID state stopped
X=$(aws ec2 wait instance-running --instance-ids $ID) || echo no time passes in there
aws s3api create-bucket --bucket waited-for --query Location --output text
aws s3api wait bucket-exists --bucket waited-for
aws s3api wait object-exists --bucket waited-for --key never || echo given up after 100 seconds
aws ec2 wait nat-gateway-available --nat-gateway-ids nat-0123456789abcdef0
aws ec2 wait help
