# What AWS's examples have no line for: replies with the members that appear then only.
AMI=ami-0c02fb55956c7d316
aws ec2 describe-images --owners amazon
aws ec2 describe-instance-types
SG=$(aws ec2 describe-security-groups --query 'SecurityGroups[0].GroupId' --output text)
ID=$(aws ec2 run-instances --image-id $AMI --instance-type t3.micro --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web}]' --query 'Instances[0].InstanceId' --output text)
aws ec2 run-instances --image-id $AMI --instance-type t3.micro --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=two}]'
WIN=$(aws ec2 describe-images --owners amazon --filters Name=platform,Values=windows --query 'Images[0].ImageId' --output text)
aws ec2 run-instances --image-id $WIN --instance-type t3.medium
sleep 5m
world fault $ID system
world fault $ID instance
world fault $ID ebs
sleep 5m
aws ec2 describe-instance-status --instance-ids $ID
aws ec2 stop-instances --instance-ids $ID
sleep 5m
aws ec2 describe-instances
aws ec2 create-security-group --group-name shop --description "The shop's" --tag-specifications 'ResourceType=security-group,Tags=[{Key=Name,Value=shop}]'
WEB=$(aws ec2 describe-security-groups --filters Name=group-name,Values=shop --query 'SecurityGroups[0].GroupId' --output text)
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions "IpProtocol=tcp,FromPort=80,ToPort=81,IpRanges=[{CidrIp=10.0.0.0/16,Description=in}],Ipv6Ranges=[{CidrIpv6=2001:db8::/64,Description=in6}],UserIdGroupPairs=[{GroupId=$SG,Description=them}]" --tag-specifications 'ResourceType=security-group-rule,Tags=[{Key=Name,Value=in}]'
aws ec2 authorize-security-group-egress --group-id $WEB --ip-permissions "IpProtocol=tcp,FromPort=80,ToPort=81,IpRanges=[{CidrIp=10.0.0.0/16,Description=out}],Ipv6Ranges=[{CidrIpv6=2001:db8::/64,Description=out6}],UserIdGroupPairs=[{GroupId=$SG,Description=them}]" --tag-specifications 'ResourceType=security-group-rule,Tags=[{Key=Name,Value=out}]'
aws ec2 describe-security-groups
aws ec2 describe-security-group-rules
aws ec2 revoke-security-group-ingress --group-id $WEB --ip-permissions "IpProtocol=tcp,FromPort=80,ToPort=81,IpRanges=[{CidrIp=10.0.0.0/16}],Ipv6Ranges=[{CidrIpv6=2001:db8::/64}],UserIdGroupPairs=[{GroupId=$SG}]"
aws ec2 revoke-security-group-egress --group-id $WEB --ip-permissions "IpProtocol=tcp,FromPort=80,ToPort=81,IpRanges=[{CidrIp=10.0.0.0/16}],Ipv6Ranges=[{CidrIpv6=2001:db8::/64}],UserIdGroupPairs=[{GroupId=$SG}]"
VPC=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
aws ec2 create-tags --resources $VPC $(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text) --tags Key=Name,Value=shop
aws ec2 describe-vpcs
aws ec2 describe-subnets
VOL=$(aws ec2 create-volume --volume-type gp3 --size 80 --throughput 200 --availability-zone us-east-1a --tag-specifications 'ResourceType=volume,Tags=[{Key=Name,Value=shelf}]' --query VolumeId --output text)
sleep 1m
aws ec2 modify-volume --volume-id $VOL --size 90 --throughput 300
aws ec2 describe-volumes
sleep 7h
aws ec2 describe-volumes-modifications
aws ec2 create-launch-template --launch-template-name shop --tag-specifications 'ResourceType=launch-template,Tags=[{Key=Name,Value=shop}]' --launch-template-data "{\"ImageId\":\"$AMI\",\"InstanceType\":\"t3.micro\",\"SecurityGroupIds\":[\"$SG\"],\"BlockDeviceMappings\":[{\"DeviceName\":\"/dev/xvda\",\"Ebs\":{\"VolumeSize\":20,\"VolumeType\":\"gp3\",\"Encrypted\":true,\"DeleteOnTermination\":true}}],\"CreditSpecification\":{\"CpuCredits\":\"standard\"},\"DisableApiTermination\":true,\"Monitoring\":{\"Enabled\":true}}"
aws ec2 create-launch-template-version --launch-template-name shop --source-version 1 --launch-template-data "{\"InstanceType\":\"t3.small\"}"
aws ec2 create-launch-template-version --launch-template-name shop --launch-template-data "{\"ImageId\":\"$AMI\",\"InstanceType\":\"t3.micro\",\"NetworkInterfaces\":[{\"DeviceIndex\":0,\"AssociatePublicIpAddress\":true,\"DeleteOnTermination\":true,\"Groups\":[\"$SG\"]}]}"
aws ec2 modify-launch-template --launch-template-name shop --default-version 2
aws ec2 describe-launch-templates
aws ec2 describe-launch-template-versions --launch-template-name shop
aws ec2 delete-launch-template --launch-template-name shop
