# A public address changes with a stop and a start; an Elastic IP address does not. Six are too many.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
sleep 1m
aws ec2 describe-instances --query 'Reservations[0].Instances[0].[PublicIpAddress,NetworkInterfaces[0].Association.IpOwnerId]'
aws ec2 stop-instances --instance-ids $ID --query 'StoppingInstances[0].CurrentState.Name'
sleep 1m
aws ec2 start-instances --instance-ids $ID --query 'StartingInstances[0].CurrentState.Name'
sleep 1m
aws ec2 describe-instances --query 'Reservations[0].Instances[0].PublicIpAddress'
A=$(aws ec2 allocate-address --query AllocationId --output text)
aws ec2 associate-address --instance-id $ID --allocation-id $A
aws ec2 describe-instances --query 'Reservations[0].Instances[0].[PublicIpAddress,PublicDnsName,NetworkInterfaces[0].Association.IpOwnerId]'
aws ec2 stop-instances --instance-ids $ID --query 'StoppingInstances[0].CurrentState.Name'
sleep 1m
aws ec2 describe-instances --query 'Reservations[0].Instances[0].[State.Name,PublicIpAddress]'
aws ec2 start-instances --instance-ids $ID --query 'StartingInstances[0].CurrentState.Name'
sleep 1m
aws ec2 describe-instances --query 'Reservations[0].Instances[0].PublicIpAddress'
aws ec2 release-address --allocation-id $A
expect record ReleaseAddress error Client.InvalidIPAddress.InUse
aws ec2 disassociate-address --association-id $(aws ec2 describe-addresses --query 'Addresses[0].AssociationId' --output text)
aws ec2 describe-instances --query 'Reservations[0].Instances[0].PublicIpAddress'
aws ec2 allocate-address --query PublicIp
aws ec2 allocate-address --query PublicIp
aws ec2 allocate-address --query PublicIp
aws ec2 allocate-address --query PublicIp
aws ec2 allocate-address --query PublicIp
aws ec2 release-address --allocation-id $A
expect record ReleaseAddress by admin
aws ec2 describe-addresses --query 'length(Addresses)'
