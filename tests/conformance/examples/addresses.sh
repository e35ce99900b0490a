# The forms of https://docs.aws.amazon.com/cli/latest/reference/ec2/ about Elastic IP addresses.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
A=$(aws ec2 allocate-address --domain vpc --tag-specifications 'ResourceType=elastic-ip,Tags=[{Key=Name,Value=shop}]' --query AllocationId --output text)
aws ec2 allocate-address
aws ec2 allocate-address --network-border-group us-east-1 --region us-east-1
# not simulated: network border group us-west-2-lax-1
aws ec2 allocate-address --network-border-group us-west-2-lax-1
# not simulated: PublicIpv4Pool
aws ec2 allocate-address --public-ipv4-pool ipv4pool-ec2-1234567890abcdef0
# not simulated: Address
aws ec2 allocate-address --region us-east-1 --ipam-pool-id ipam-pool-1234567890abcdef0 --address 192.0.2.0
# fails: The pending instance
aws ec2 associate-address --instance-id $ID --allocation-id $A
sleep 1m
aws ec2 associate-address --instance-id $ID --allocation-id $A
ENI=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].NetworkInterfaces[0].NetworkInterfaceId' --output text)
IP=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].PrivateIpAddress' --output text)
aws ec2 associate-address --allocation-id $A --network-interface-id $ENI
aws ec2 associate-address --allocation-id $A --network-interface-id $ENI --private-ip-address $IP --allow-reassociation
# fails: You must specify an allocation id when mapping an address to a VPC instance
aws ec2 associate-address --instance-id $ID --public-ip 198.18.0.1
aws ec2 describe-addresses
aws ec2 describe-addresses --filters "Name=domain,Values=vpc"
aws ec2 describe-addresses --allocation-ids $A
aws ec2 describe-addresses --filters "Name=private-ip-address,Values=$IP"
aws ec2 describe-addresses --public-ips $(aws ec2 describe-addresses --allocation-ids $A --query 'Addresses[0].PublicIp' --output text)
# fails: Address '203.0.110.25' not found.
aws ec2 describe-addresses --public-ips 203.0.110.25
# fails: is in use.
aws ec2 release-address --allocation-id $A
# fails: You must specify an association id when unmapping an address from a VPC instance
aws ec2 disassociate-address --public-ip 198.51.100.0
aws ec2 disassociate-address --association-id $(aws ec2 describe-addresses --allocation-ids $A --query 'Addresses[0].AssociationId' --output text)
# fails: The association ID 'eipassoc-2bebb745' does not exist
aws ec2 disassociate-address --association-id eipassoc-2bebb745
# fails: You must specify an allocation id when releasing a VPC elastic IP address
aws ec2 release-address --public-ip 198.51.100.0
aws ec2 release-address --allocation-id $A --network-border-group us-east-1
# fails: The allocation ID 'eipalloc-64d5890a' does not exist
aws ec2 release-address --allocation-id eipalloc-64d5890a
