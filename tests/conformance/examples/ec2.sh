# The forms of https://docs.aws.amazon.com/cli/latest/reference/ec2/ with values of our own.
AMI=ami-0c02fb55956c7d316
NET=$(aws ec2 describe-subnets --filters Name=availability-zone,Values=us-east-1a --query 'Subnets[0].SubnetId' --output text)
SG=$(aws ec2 describe-security-groups --query 'SecurityGroups[0].GroupId' --output text)
VPC=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
aws ec2 create-key-pair --key-name desk
aws ec2 create-key-pair --key-name attic --key-type ed25519 --tag-specifications 'ResourceType=key-pair,Tags=[{Key=Floor,Value=third}]'
aws ec2 describe-key-pairs --key-names desk
aws ec2 describe-key-pairs --key-names attic --filters Name=tag-key,Values=Floor
aws ec2 delete-key-pair --key-name attic
aws ec2 create-placement-group --group-name close --strategy cluster
aws ec2 create-placement-group --group-name parts --strategy partition --partition-count 5 --tag-specifications 'ResourceType=placement-group,Tags=[{Key=Floor,Value=third}]'
aws ec2 create-placement-group --group-name apart --strategy spread --spread-level rack
aws ec2 describe-placement-groups
aws ec2 describe-placement-groups --group-names close
aws ec2 delete-placement-group --group-name apart
# fails: Cluster placement groups are not supported by the 't2.micro' instance type
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --placement GroupName=close
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --placement GroupName=parts
# fails: InvalidPlacementGroup.InUse
aws ec2 delete-placement-group --group-name parts
# fails: InvalidKeyPair.NotFound
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --key-name attic
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --key-name desk
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --subnet-id $NET --security-group-ids $SG --associate-public-ip-address --key-name desk
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --subnet-id $NET --security-group-ids $SG --key-name desk --block-device-mappings '[{"DeviceName":"/dev/sdh","Ebs":{"VolumeSize":50}}]'
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --block-device-mappings '[{"DeviceName":"/dev/sdc","VirtualName":"ephemeral1"}]'
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --count 1 --subnet-id $NET --key-name desk --security-group-ids $SG --tag-specifications 'ResourceType=instance,Tags=[{Key=shop,Value=one}]' 'ResourceType=volume,Tags=[{Key=cost,Value=c7}]'
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --count 1 --subnet-id $NET --key-name desk --security-group-ids $SG --user-data '#!/bin/bash'
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --count 1 --subnet-id $NET --key-name desk --security-group-ids $SG --credit-specification CpuCredits=unlimited
aws ec2 run-instances --image-id $AMI --instance-type t2.micro --subnet-id $NET --instance-market-options MarketType=spot
ID=$(aws ec2 run-instances --image-id $AMI --instance-type t2.micro --subnet-id $NET --query 'Instances[0].InstanceId' --output text)
sleep 5m
aws ec2 describe-instances --instance-ids $ID
aws ec2 describe-instances --filters Name=instance-lifecycle,Values=spot
aws ec2 describe-instances --filters Name=key-name,Values=desk
aws ec2 describe-instances --filters Name=instance-type,Values=m5.large
aws ec2 describe-instances --filters Name=instance-type,Values=t2.micro,t3.micro Name=availability-zone,Values=us-east-1c
aws ec2 describe-instances --filters '[{"Name":"instance-type","Values":["t2.micro","t3.micro"]},{"Name":"subnet-id","Values":["subnet-0123456789abcdef0"]}]'
aws ec2 describe-instances --filters "Name=tag-key,Values=Owner"
aws ec2 describe-instances --filters "Name=tag-value,Values=shop-team"
aws ec2 describe-instances --filters "Name=tag:Owner,Values=shop-team"
aws ec2 describe-instances --query 'Reservations[*].Instances[*].{Instance:InstanceId,Subnet:SubnetId}' --output json
aws ec2 describe-instances --filters "Name=instance-type,Values=t2.micro" --query "Reservations[*].Instances[*].[InstanceId]" --output text
aws ec2 describe-instances --filters Name=tag-key,Values=Name --query 'Reservations[*].Instances[*].{Instance:InstanceId,AZ:Placement.AvailabilityZone,Name:Tags[?Key==`Name`]|[0].Value}' --output table
aws ec2 describe-instances --instance-ids $ID --query "Reservations[*].Instances[*].Placement"
aws ec2 describe-instances --filters "Name=placement-group-name,Values=parts" "Name=placement-partition-number,Values=1"
aws ec2 describe-instances --filters "Name=metadata-options.instance-metadata-tags,Values=enabled" --query "Reservations[*].Instances[*].InstanceId" --output text
aws ec2 describe-instance-status --instance-ids $ID
# not simulated: Hibernate
aws ec2 stop-instances --instance-ids $ID --hibernate
aws ec2 stop-instances --instance-ids $ID
sleep 2m
aws ec2 start-instances --instance-ids $ID
sleep 2m
aws ec2 reboot-instances --instance-ids $ID
aws ec2 monitor-instances --instance-ids $ID
aws ec2 unmonitor-instances --instance-ids $ID
VOL=$(aws ec2 create-volume --volume-type gp2 --size 80 --availability-zone us-east-1a --query VolumeId --output text)
aws ec2 create-tags --resources $VOL --tags Key=Stack,Value=live
aws ec2 create-tags --resources $VOL $ID --tags Key=webserver,Value= Key=stack,Value=Live
aws ec2 create-tags --resources $ID --tags 'Key="[Group]",Value=try'
aws ec2 describe-tags --filters "Name=resource-id,Values=$ID"
aws ec2 describe-tags --filters "Name=resource-type,Values=volume"
aws ec2 describe-tags
aws ec2 describe-tags --filters Name=key,Values=Stack
aws ec2 describe-tags --filters Name=key,Values=Stack Name=value,Values=live
aws ec2 describe-tags --filters "Name=tag:Stack,Values=live"
aws ec2 describe-tags --filters "Name=resource-type,Values=instance" "Name=key,Values=Purpose" "Name=value,Values="
aws ec2 delete-tags --resources $VOL --tags Key=Stack,Value=live
aws ec2 delete-tags --resources $ID --tags Key=webserver
aws ec2 delete-tags --resources $ID --tags Key=Name,Value=
aws ec2 delete-tags --resources $ID $VOL --tags Key=Purpose
aws ec2 describe-images --region us-east-1 --image-ids $AMI
aws ec2 describe-images --owners amazon --filters "Name=platform,Values=windows" "Name=root-device-type,Values=ebs"
aws ec2 describe-images --filters "Name=tag:Type,Values=Custom" --query 'Images[*].[ImageId]' --output text
aws ec2 describe-instance-types --instance-types t2.micro
aws ec2 describe-instance-types --instance-types m5d.large
aws ec2 describe-instance-types --filters Name=hibernation-supported,Values=true --query 'InstanceTypes[*].InstanceType'
aws ec2 describe-vpcs
aws ec2 describe-vpcs --vpc-ids $VPC
aws ec2 describe-subnets
aws ec2 describe-subnets --filters "Name=vpc-id,Values=$VPC"
aws ec2 describe-subnets --filters "Name=tag:CostCenter,Values=123" --query "Subnets[*].SubnetId" --output text
aws ec2 describe-security-groups --group-ids $SG
aws ec2 describe-security-groups --filters Name=ip-permission.from-port,Values=22 Name=ip-permission.to-port,Values=22 Name=ip-permission.cidr,Values='0.0.0.0/0' --query "SecurityGroups[*].[GroupName]" --output text
aws ec2 describe-security-groups --filters Name=group-name,Values=*shop* Name=tag:Test,Values=To-delete --query "SecurityGroups[*].{Name:GroupName,ID:GroupId}"
aws ec2 describe-regions
aws ec2 describe-regions --filters "Name=endpoint,Values=*us*"
aws ec2 describe-regions --all-regions
aws ec2 describe-regions --all-regions --query "Regions[].{Name:RegionName}" --output text
aws ec2 describe-availability-zones
aws ec2 describe-instance-attribute --instance-id $ID --attribute instanceType
aws ec2 describe-instance-attribute --instance-id $ID --attribute disableApiTermination
aws ec2 describe-instance-attribute --instance-id $ID --attribute blockDeviceMapping
aws ec2 stop-instances --instance-ids $ID
sleep 2m
aws ec2 modify-instance-attribute --instance-id $ID --instance-type "{\"Value\": \"t3.small\"}"
aws ec2 modify-instance-attribute --instance-id $ID --sriov-net-support simple
aws ec2 modify-instance-attribute --instance-id $ID --source-dest-check "{\"Value\": true}"
aws ec2 modify-instance-attribute --instance-id $ID --block-device-mappings "[{\"DeviceName\": \"/dev/xvda\",\"Ebs\":{\"DeleteOnTermination\":false}}]"
aws ec2 modify-instance-attribute --instance-id=$ID --attribute userData --value IyEvYmluL2Jhc2g=
aws ec2 modify-instance-maintenance-options --instance-id $ID --auto-recovery disabled
aws ec2 modify-instance-maintenance-options --instance-id $ID --auto-recovery default
aws ec2 modify-instance-credit-specification --instance-credit-specification "InstanceId=$ID,CpuCredits=unlimited"
aws ec2 describe-instance-credit-specifications --instance-ids $ID
aws ec2 create-security-group --group-name shop --description "The shop's"
aws ec2 create-security-group --group-name shop-2 --description "The shop's, too" --vpc-id $VPC
WEB=$(aws ec2 describe-security-groups --filters Name=group-name,Values=shop --query 'SecurityGroups[0].GroupId' --output text)
aws ec2 authorize-security-group-ingress --group-id $WEB --protocol tcp --port 22 --cidr 203.0.113.0/24
aws ec2 authorize-security-group-ingress --group-id $WEB --protocol tcp --port 80 --source-group $SG
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=tcp,FromPort=3389,ToPort=3389,IpRanges=[{CidrIp=172.31.0.0/16}]' 'IpProtocol=icmp,FromPort=-1,ToPort=-1,IpRanges=[{CidrIp=172.31.0.0/16}]'
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=icmp,FromPort=3,ToPort=4,IpRanges=[{CidrIp=0.0.0.0/0}]'
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=tcp,FromPort=22,ToPort=22,Ipv6Ranges=[{CidrIpv6=2001:db8:77:1a00::/64}]'
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=icmpv6,Ipv6Ranges=[{CidrIpv6=::/0}]'
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=tcp,FromPort=3389,ToPort=3389,IpRanges=[{CidrIp=203.0.113.0/24,Description='"'The desk in Busan'"'}]'
# fails: InvalidPrefixListID.NotFound
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=all,PrefixListIds=[{PrefixListId=pl-0123456789abcdef0}]'
PL=$(aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.us-east-1.s3 --query 'PrefixLists[0].PrefixListId' --output text)
aws ec2 describe-managed-prefix-lists --filters Name=owner-id,Values=AWS
aws ec2 describe-managed-prefix-lists --prefix-list-ids $PL
aws ec2 authorize-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=all,PrefixListIds=[{PrefixListId='$PL',Description=Buckets}]'
aws ec2 authorize-security-group-egress --group-id $WEB --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId='$PL',Description=Buckets}]'
aws ec2 describe-security-groups --group-ids $WEB
aws ec2 describe-security-group-rules --filters Name=group-id,Values=$WEB
aws ec2 revoke-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=all,PrefixListIds=[{PrefixListId='$PL'}]'
aws ec2 revoke-security-group-egress --group-id $WEB --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId='$PL'}]'
aws ec2 authorize-security-group-egress --group-id $WEB --ip-permissions 'IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=10.0.0.0/16}]'
aws ec2 authorize-security-group-egress --group-id $WEB --ip-permissions "IpProtocol=tcp,FromPort=80,ToPort=80,UserIdGroupPairs=[{GroupId=$SG}]"
aws ec2 describe-security-group-rules --filters Name="group-id",Values="$WEB"
RULE=$(aws ec2 describe-security-group-rules --filters Name="group-id",Values="$WEB" --query 'SecurityGroupRules[0].SecurityGroupRuleId' --output text)
aws ec2 describe-security-group-rules --security-group-rule-ids $RULE
aws ec2 revoke-security-group-ingress --group-name shop --protocol tcp --port 22 --cidr 203.0.113.0/24
aws ec2 revoke-security-group-ingress --group-id $WEB --ip-permissions 'IpProtocol=icmp,FromPort=3,ToPort=4,IpRanges=[{CidrIp=0.0.0.0/0}]'
# fails: Invalid JSON
aws ec2 revoke-security-group-egress --group-id $WEB --ip-permissions '[{IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=10.0.0.0/16}]}]'
aws ec2 revoke-security-group-egress --group-id $WEB --ip-permissions "[{\"IpProtocol\": \"tcp\", \"FromPort\": 80, \"ToPort\": 80,\"UserIdGroupPairs\": [{\"GroupId\": \"$SG\"}]}]"
aws ec2 delete-security-group --group-name shop
aws ec2 delete-security-group --group-id $(aws ec2 describe-security-groups --filters Name=group-name,Values=shop-2 --query 'SecurityGroups[0].GroupId' --output text)
# fails: DefaultVpcAlreadyExists
aws ec2 create-default-vpc
SUB=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 172.31.128.0/24 --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=back-room}]' --query Subnet.SubnetId --output text)
aws ec2 create-subnet --vpc-id $VPC --cidr-block 172.31.129.0/24 --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=cellar}]'
# fails: The IPv6 CIDR '2001:db8:77:60::/64' is invalid.
aws ec2 create-subnet --vpc-id $VPC --cidr-block 172.31.130.0/24 --ipv6-cidr-block 2001:db8:77:60::/64
# fails: InvalidVpc.Range
aws ec2 associate-vpc-cidr-block --vpc-id $VPC --cidr-block 10.2.0.0/16
aws ec2 associate-vpc-cidr-block --vpc-id $VPC --cidr-block 100.64.0.0/16
aws ec2 associate-vpc-cidr-block --amazon-provided-ipv6-cidr-block --ipv6-cidr-block-network-border-group us-east-1 --vpc-id $VPC
aws ec2 describe-vpcs --vpc-ids $VPC
aws ec2 create-subnet --vpc-id $VPC --cidr-block 172.31.130.0/24 --ipv6-cidr-block 2001:db8:f19d:5410::/64 --availability-zone us-east-1a --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=attic}]'
aws ec2 create-subnet --vpc-id $VPC --ipv6-native --ipv6-cidr-block 2001:db8:f19d:5420::/64 --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=loft}]'
aws ec2 associate-subnet-cidr-block --subnet-id $NET --ipv6-cidr-block 2001:db8:f19d:5430::/64
aws ec2 modify-subnet-attribute --subnet-id $SUB --map-public-ip-on-launch
aws ec2 modify-subnet-attribute --subnet-id $NET --assign-ipv6-address-on-creation
# fails: Cannot set assign-ipv6-address-on-creation to true unless the subnet
aws ec2 modify-subnet-attribute --subnet-id $SUB --assign-ipv6-address-on-creation
aws ec2 describe-subnets
SIX=$(aws ec2 run-instances --image-id $AMI --instance-type t3.micro --subnet-id $NET --ipv6-address-count 2 --query 'Instances[0].InstanceId' --output text)
aws ec2 run-instances --image-id $AMI --instance-type t3.micro --subnet-id $NET --ipv6-addresses Ipv6Address=2001:db8:f19d:5430::7
aws ec2 run-instances --image-id $AMI --instance-type t3.micro --network-interfaces '[{"DeviceIndex":0,"SubnetId":"'$NET'","Ipv6AddressCount":1}]'
aws ec2 describe-instances --instance-ids $SIX
ASSOC=$(aws ec2 describe-subnets --filters Name=tag:Name,Values=attic --query 'Subnets[0].Ipv6CidrBlockAssociationSet[0].AssociationId' --output text)
aws ec2 disassociate-subnet-cidr-block --association-id $ASSOC
ASSOC=$(aws ec2 describe-vpcs --query 'Vpcs[0].CidrBlockAssociationSet[1].AssociationId' --output text)
aws ec2 disassociate-vpc-cidr-block --association-id $ASSOC
ASSOC=$(aws ec2 describe-vpcs --query 'Vpcs[0].Ipv6CidrBlockAssociationSet[0].AssociationId' --output text)
# fails: DependencyViolation
aws ec2 disassociate-vpc-cidr-block --association-id $ASSOC
ASSOC=$(aws ec2 associate-vpc-cidr-block --amazon-provided-ipv6-cidr-block --vpc-id $(aws ec2 describe-vpcs --region us-west-2 --query 'Vpcs[0].VpcId' --output text) --region us-west-2 --query Ipv6CidrBlockAssociation.AssociationId --output text)
aws ec2 disassociate-vpc-cidr-block --association-id $ASSOC --region us-west-2
aws ec2 delete-subnet --subnet-id $SUB
aws ec2 create-volume --volume-type gp2 --size 80 --availability-zone us-east-1a
aws ec2 create-volume --size 80 --availability-zone us-east-1a
# fails: InvalidSnapshot.NotFound
aws ec2 create-volume --volume-type io1 --iops 1000 --snapshot-id snap-0123456789abcdef0 --availability-zone us-east-1a
aws ec2 create-volume --volume-type io1 --iops 1000 --size 80 --availability-zone us-east-1a
aws ec2 create-volume --size 80 --encrypted --availability-zone us-east-1a
# fails: InvalidKmsKey.InvalidState
aws ec2 create-volume --volume-type gp2 --size 80 --encrypted --kms-key-id 01234567-89ab-cdef-0123-456789abcdef --availability-zone us-east-1a
KEY=$(aws kms create-key --description "The shop's volumes" --query KeyMetadata.KeyId --output text)
# fails: The parameter KmsKeyId requires the parameter Encrypted to be set.
aws ec2 create-volume --volume-type gp2 --size 80 --kms-key-id $KEY --availability-zone us-east-1a
aws ec2 create-volume --volume-type gp2 --size 80 --encrypted --kms-key-id $KEY --availability-zone us-east-1a
aws kms list-aliases
aws kms describe-key --key-id alias/aws/ebs
# fails: AccessDeniedException
aws kms disable-key --key-id $(aws kms describe-key --key-id alias/aws/ebs --query KeyMetadata.KeyId --output text)
aws ec2 create-volume --availability-zone us-east-1a --volume-type gp2 --size 80 --tag-specifications 'ResourceType=volume,Tags=[{Key=purpose,Value=live},{Key=cost,Value=c7}]'
sleep 1m
aws ec2 attach-volume --volume-id $VOL --instance-id $ID --device /dev/sdf
sleep 1m
aws ec2 describe-volumes --volume-ids $VOL
aws ec2 describe-volumes --region us-east-1 --filters Name=attachment.instance-id,Values=$ID Name=attachment.delete-on-termination,Values=true
aws ec2 describe-volumes --filters Name=status,Values=available Name=availability-zone,Values=us-east-1a
aws ec2 describe-volumes --filters Name=tag:Name,Values=Test* --query "Volumes[*].{ID:VolumeId,Tag:Tags}"
aws ec2 describe-volume-status --volume-ids $VOL
aws ec2 describe-volume-status --filters Name=volume-status.status,Values=impaired
aws ec2 modify-volume --size 150 --volume-id $VOL
aws ec2 describe-volumes-modifications --volume-ids $VOL
aws ec2 detach-volume --volume-id $VOL
sleep 7h
aws ec2 modify-volume --volume-type io1 --iops 10000 --size 350 --volume-id $VOL
aws ec2 delete-volume --volume-id $VOL
aws ec2 create-launch-template --launch-template-name shop-web --version-description one --launch-template-data "{\"NetworkInterfaces\":[{\"AssociatePublicIpAddress\":true,\"DeviceIndex\":0,\"SubnetId\":\"$NET\"}],\"ImageId\":\"$AMI\",\"InstanceType\":\"t2.small\",\"TagSpecifications\":[{\"ResourceType\":\"instance\",\"Tags\":[{\"Key\":\"purpose\",\"Value\":\"web\"}]}]}"
aws ec2 create-launch-template --launch-template-name shop-web-6 --version-description one --launch-template-data "{\"NetworkInterfaces\":[{\"AssociatePublicIpAddress\":true,\"DeviceIndex\":0,\"Ipv6AddressCount\":1,\"SubnetId\":\"$NET\"}],\"ImageId\":\"$AMI\",\"InstanceType\":\"t2.small\"}"
aws ec2 create-launch-template --launch-template-name shop-many --version-description one --launch-template-data "{\"NetworkInterfaces\":[{\"DeviceIndex\":0,\"AssociatePublicIpAddress\":true,\"Groups\":[\"$SG\"],\"DeleteOnTermination\":true}],\"ImageId\":\"$AMI\",\"InstanceType\":\"m5.large\",\"TagSpecifications\":[{\"ResourceType\":\"instance\",\"Tags\":[{\"Key\":\"env\",\"Value\":\"live\"},{\"Key\":\"purpose\",\"Value\":\"web\"}]},{\"ResourceType\":\"volume\",\"Tags\":[{\"Key\":\"env\",\"Value\":\"live\"},{\"Key\":\"cost\",\"Value\":\"c7\"}]}],\"BlockDeviceMappings\":[{\"DeviceName\":\"/dev/xvda\",\"Ebs\":{\"VolumeSize\":100}}]}" --region us-east-1
SNAP=$(aws ec2 describe-images --image-ids $AMI --query 'Images[0].BlockDeviceMappings[0].Ebs.SnapshotId' --output text)
aws ec2 create-launch-template --launch-template-name shop-safe --launch-template-data "{\"BlockDeviceMappings\":[{\"DeviceName\":\"/dev/xvda\",\"Ebs\":{\"VolumeType\":\"gp2\",\"DeleteOnTermination\":true,\"SnapshotId\":\"$SNAP\",\"Encrypted\":true,\"KmsKeyId\":\"$KEY\"}}],\"ImageId\":\"$AMI\",\"InstanceType\":\"t2.small\"}"
aws ec2 describe-launch-template-versions --launch-template-name shop-safe
aws ec2 run-instances --launch-template LaunchTemplateName=shop-safe --count 1
aws ec2 create-launch-template --launch-template-name shop-named --launch-template-data "{\"NetworkInterfaces\":[{\"DeviceIndex\":0,\"Ipv6Addresses\":[{\"Ipv6Address\":\"2001:db8:f19d:5430::9\"}],\"SubnetId\":\"$NET\"}],\"ImageId\":\"$AMI\",\"InstanceType\":\"t2.small\"}"
aws ec2 create-launch-template-version --launch-template-name shop-named --source-version 1 --launch-template-data '{"InstanceType":"t3.small"}'
aws ec2 create-launch-template-version --launch-template-name shop-safe --source-version 1 --launch-template-data '{"InstanceType":"t3.small"}'
aws ec2 create-launch-template --launch-template-name shop-whole --launch-template-data "{\"ImageId\":\"$AMI\",\"InstanceType\":\"m5.large\",\"KeyName\":\"desk\",\"EbsOptimized\":true,\"DisableApiStop\":true,\"InstanceInitiatedShutdownBehavior\":\"terminate\",\"SecurityGroups\":[\"default\"],\"IamInstanceProfile\":{\"Name\":\"shop\"},\"MetadataOptions\":{\"HttpTokens\":\"required\",\"HttpPutResponseHopLimit\":2,\"HttpEndpoint\":\"enabled\",\"HttpProtocolIpv6\":\"disabled\",\"InstanceMetadataTags\":\"enabled\"},\"Placement\":{\"AvailabilityZone\":\"us-east-1a\",\"GroupName\":\"shop\",\"Tenancy\":\"default\"},\"NetworkInterfaces\":[{\"DeviceIndex\":0,\"Description\":\"door\"}]}"
aws ec2 create-launch-template-version --launch-template-name shop-whole --source-version 1 --launch-template-data '{"InstanceType":"m5.xlarge"}'
aws ec2 create-launch-template-version --launch-template-name shop-whole --launch-template-data '{"IamInstanceProfile":{"Arn":"arn:aws:iam::123456789012:instance-profile/shop"},"Placement":{"AvailabilityZoneId":"use1-az6","GroupId":"pg-0123456789abcdef0"}}'
aws ec2 describe-launch-template-versions --launch-template-name shop-whole
echo '#!/bin/bash' > UserData.txt
base64 UserData.txt > UserData.base64.txt
DATA=$(base64 UserData.txt)
aws ec2 create-launch-template-version --launch-template-name shop-named --source-version 1 --launch-template-data "{\"UserData\":\"$DATA\",\"KeyName\":\"desk\"}"
aws ec2 describe-launch-template-versions --launch-template-name shop-named
aws ec2 create-launch-template-version --launch-template-name shop-web-6 --source-version 1 --launch-template-data '{"InstanceType":"t3.small"}'
aws ec2 describe-launch-template-versions --launch-template-name shop-web-6
LT=$(aws ec2 describe-launch-templates --launch-template-names shop-web --query 'LaunchTemplates[0].LaunchTemplateId' --output text)
aws ec2 create-launch-template-version --launch-template-id $LT --version-description two --source-version 1 --launch-template-data "{\"ImageId\":\"$AMI\"}"
aws ec2 modify-launch-template --launch-template-id $LT --default-version 2
aws ec2 describe-launch-templates
aws ec2 describe-launch-template-versions --launch-template-id $LT
aws ec2 delete-launch-template --launch-template-id $LT
aws ec2 terminate-instances --instance-ids $ID
