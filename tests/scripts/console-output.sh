# What an instance says while it boots is posted some minutes later; the latest is told at once.
aws ec2 create-key-pair --key-name shop --query KeyName
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --key-name shop --query 'Instances[0].InstanceId' --output text)
aws ec2 get-console-output --instance-id $ID
sleep 30s
aws ec2 get-console-output --instance-id $ID
aws ec2 get-console-output --instance-id $ID --latest --output text
sleep 5m
aws ec2 get-console-output --instance-id $ID
aws ec2 reboot-instances --instance-ids $ID
sleep 5m
aws ec2 get-console-output --instance-id $ID --query Timestamp
aws ec2 get-console-output --instance-id $ID --profile jiwoo --query 'length(Output)'
aws ec2 get-console-screenshot --instance-id $ID
WIN=$(aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base --instance-type t3.large --query 'Instances[0].InstanceId' --output text)
sleep 5m
aws ec2 get-console-output --instance-id $WIN --output text
