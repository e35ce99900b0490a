# Volumes, security groups and credits as one types them.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t2.micro --credit-specification CpuCredits=standard --query 'Instances[0].InstanceId' --output text)
sleep 5m
ZONE=$(aws ec2 describe-instances --instance-ids $ID --query 'Reservations[0].Instances[0].Placement.AvailabilityZone' --output text)
VOL=$(aws ec2 create-volume --volume-type gp2 --size 80 --availability-zone $ZONE --tag-specifications 'ResourceType=volume,Tags=[{Key=purpose,Value=production},{Key=cost-center,Value=cc123}]' --query VolumeId --output text)
aws ec2 attach-volume --volume-id $VOL --instance-id $ID --device /dev/sdf --query State --output text
world load $VOL iops 1000 for 30m
sleep 10m
aws cloudwatch get-metric-statistics --namespace AWS/EBS --metric-name VolumeReadOps --dimensions Name=VolumeId,Value=$VOL --start-time 2025-01-06T00:10:00Z --end-time 2025-01-06T00:11:00Z --period 60 --statistics Sum --query 'Datapoints[0].Sum'
aws ec2 modify-volume --size 150 --volume-id $VOL --query VolumeModification.ModificationState --output text
aws ec2 detach-volume --volume-id $VOL --query State --output text
aws ec2 delete-volume --volume-id $VOL
world load $VOL iops 10
GROUP=$(aws ec2 create-security-group --group-name MySecurityGroup --description "My security group" --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 203.0.113.0/24 --query Return
aws ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 80-90 --source-group $GROUP --query 'SecurityGroupRules[0].ToPort'
aws ec2 authorize-security-group-ingress --group-id $GROUP --ip-permissions 'IpProtocol=tcp,FromPort=3389,ToPort=3389,IpRanges=[{CidrIp=172.31.0.0/16}]' 'IpProtocol=icmp,FromPort=-1,ToPort=-1,IpRanges=[{CidrIp=172.31.0.0/16}]' --query 'length(SecurityGroupRules)'
aws ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 203.0.113.0/24
aws ec2 revoke-security-group-ingress --group-name MySecurityGroup --protocol tcp --port 22 --cidr 203.0.113.0/24 --query Return
aws ec2 authorize-security-group-ingress --group-id $GROUP --protocol nonsense --port 22 --cidr 0.0.0.0/0
expect record AuthorizeSecurityGroupIngress error Client.InvalidPermission.Duplicate
world load $ID cpu 100
sleep 2h
expect metric CPUUtilization dimension InstanceId=$ID < 11
expect metric CPUCreditBalance dimension InstanceId=$ID = 0
