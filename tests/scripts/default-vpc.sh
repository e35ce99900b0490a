# Somebody deletes the default VPC, with all that is in it; then it is made anew.
VPC=$(aws ec2 describe-vpcs --filters Name=is-default,Values=true --query 'Vpcs[0].VpcId' --output text)
IGW=$(aws ec2 describe-internet-gateways --filters Name=attachment.vpc-id,Values=$VPC --query 'InternetGateways[0].InternetGatewayId' --output text)
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
sleep 1m
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 delete-vpc --vpc-id $VPC
expect record DeleteVpc error Client.DependencyViolation
aws ec2 terminate-instances --instance-ids $ID --query 'TerminatingInstances[0].CurrentState.Name'
sleep 2m
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 attach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 delete-internet-gateway --internet-gateway-id $IGW
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 create-default-subnet --availability-zone us-east-1a --query 'Subnet.[CidrBlock,DefaultForAz]'
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
aws ec2 delete-vpc --vpc-id $VPC
expect record DeleteVpc by admin
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro
aws ec2 create-default-vpc --query 'Vpc.[CidrBlock,State]'
expect record CreateDefaultVpc by admin
aws ec2 describe-subnets --query 'length(Subnets)'
aws ec2 describe-security-groups --query 'SecurityGroups[].GroupName'
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].State.Name'
