# The forms of https://docs.aws.amazon.com/cli/latest/reference/ec2/ about the default VPC, in a
# Region of its own.
AWS_REGION=us-east-2
VPC=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
IGW=$(aws ec2 describe-internet-gateways --query 'InternetGateways[0].InternetGatewayId' --output text)
aws ec2 create-tags --resources $IGW --tags Key=Name,Value=shop-igw
aws ec2 describe-internet-gateways
aws ec2 describe-internet-gateways --internet-gateway-ids $IGW
aws ec2 describe-internet-gateways --filters Name=attachment.vpc-id,Values=$VPC
# fails: The internetGateway ID 'igw-0123456789abcdef0' does not exist
aws ec2 describe-internet-gateways --internet-gateway-ids igw-0123456789abcdef0
# fails: has dependencies and cannot be deleted.
aws ec2 delete-vpc --vpc-id $VPC
# fails: has dependencies and cannot be deleted.
aws ec2 delete-internet-gateway --internet-gateway-id $IGW
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
# fails: is not attached to network
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 describe-internet-gateways
aws ec2 attach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
# fails: is already attached to network
aws ec2 attach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 delete-internet-gateway --internet-gateway-id $IGW
A=$(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text)
B=$(aws ec2 describe-subnets --query 'Subnets[1].SubnetId' --output text)
C=$(aws ec2 describe-subnets --query 'Subnets[2].SubnetId' --output text)
# fails: already has a default subnet
aws ec2 create-default-subnet --availability-zone us-east-2a
aws ec2 delete-subnet --subnet-id $A
aws ec2 create-default-subnet --availability-zone us-east-2a
aws ec2 delete-subnet --subnet-id $(aws ec2 describe-subnets --filters Name=availability-zone,Values=us-east-2a --query 'Subnets[0].SubnetId' --output text)
# fails: No default subnet for availability zone: 'us-east-2a'.
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro --placement AvailabilityZone=us-east-2a
aws ec2 delete-subnet --subnet-id $B
aws ec2 delete-subnet --subnet-id $C
# fails: No subnets found for the default VPC
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro
aws ec2 delete-vpc --vpc-id $VPC
aws ec2 describe-vpcs
aws ec2 describe-security-groups
# fails: No default VPC for this user
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro
# fails: No default VPC for this user
aws ec2 create-security-group --group-name shop --description shop
# fails: There is no default VPC
aws ec2 create-default-subnet --availability-zone us-east-2a
aws ec2 create-default-vpc
aws ec2 describe-vpcs
aws ec2 describe-subnets
aws ec2 describe-internet-gateways
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro
