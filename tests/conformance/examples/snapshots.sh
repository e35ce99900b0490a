# The forms of https://docs.aws.amazon.com/cli/latest/reference/ec2/ about snapshots.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --block-device-mappings 'DeviceName=/dev/sdf,Ebs={VolumeSize=20}' --tag-specifications 'ResourceType=volume,Tags=[{Key=Name,Value=my-volume}]' --query 'Instances[0].InstanceId' --output text)
sleep 1m
VOL=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].BlockDeviceMappings[0].Ebs.VolumeId' --output text)
DATA=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].BlockDeviceMappings[1].Ebs.VolumeId' --output text)
SNAP=$(aws ec2 create-snapshot --volume-id $VOL --query SnapshotId --output text)
aws ec2 create-snapshot --volume-id $VOL --description "This is my root volume snapshot"
aws ec2 create-snapshot --volume-id $VOL --description 'Prod backup' --tag-specifications 'ResourceType=snapshot,Tags=[{Key=purpose,Value=prod},{Key=costcenter,Value=123}]'
# fails: The volume 'vol-1234567890abcdef0' does not exist.
aws ec2 create-snapshot --volume-id vol-1234567890abcdef0
# not simulated: Location
aws ec2 create-snapshot --volume-id $VOL --location local
aws ec2 create-snapshots --instance-specification InstanceId=$ID --description "This is snapshot of a volume from my-instance"
aws ec2 create-snapshots --instance-specification InstanceId=$ID --copy-tags-from-source volume --description "This is snapshot of a volume from my-instance"
aws ec2 create-snapshots --instance-specification InstanceId=$ID,ExcludeBootVolume=true
aws ec2 create-snapshots --instance-specification "InstanceId=$ID,ExcludeDataVolumeIds=[$DATA]"
aws ec2 create-snapshots --instance-specification InstanceId=$ID --tag-specifications 'ResourceType=snapshot,Tags=[{Key=Name,Value=backup},{Key=costcenter,Value=123}]'
# fails: Snapshot is in invalid state - pending
aws ec2 create-volume --availability-zone us-east-1a --snapshot-id $SNAP
aws ec2 describe-snapshots --owner-ids self --filters Name=status,Values=pending --query "Snapshots[*].{ID:SnapshotId,Time:StartTime}"
aws ec2 wait snapshot-completed --snapshot-ids $SNAP
aws ec2 describe-snapshots --snapshot-ids $SNAP
# fails: The snapshot 'snap-1234567890abcdef0' does not exist.
aws ec2 describe-snapshots --snapshot-ids snap-1234567890abcdef0
aws ec2 describe-snapshots --filters Name=volume-id,Values=$VOL --query "Snapshots[*].[SnapshotId]" --output text
aws ec2 describe-snapshots --filters Name=tag:purpose,Values=prod
aws ec2 describe-snapshots --owner-ids 123456789012 --query "Snapshots[?(StartTime<='2020-03-31')].[SnapshotId]"
aws ec2 describe-snapshots --filters "Name=storage-tier,Values=archive"
aws ec2 describe-snapshots --owner-ids amazon --max-results 5
aws ec2 describe-snapshots --restorable-by-user-ids all --query 'length(Snapshots)'
aws ec2 create-volume --availability-zone us-east-1a --snapshot-id $SNAP
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --block-device-mappings "DeviceName=/dev/sdf,Ebs={SnapshotId=$SNAP}"
# fails: is smaller than snapshot
aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --block-device-mappings "DeviceName=/dev/sdf,Ebs={SnapshotId=$SNAP,VolumeSize=4}"
aws autoscaling create-launch-configuration --launch-configuration-name of-snapshot --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --block-device-mappings "DeviceName=/dev/sdf,Ebs={SnapshotId=$SNAP}"
aws autoscaling describe-launch-configurations --launch-configuration-names of-snapshot
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission --operation-type add --user-ids 111122223333
aws ec2 describe-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission --operation-type remove --user-ids 111122223333
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission --operation-type add --group-names all
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --create-volume-permission 'Remove=[{Group=all}]'
aws ec2 describe-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission
aws ec2 reset-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission
# not simulated: Attribute productCodes
aws ec2 describe-snapshot-attribute --snapshot-id $SNAP --attribute productCodes
aws ec2 copy-snapshot --region us-west-2 --source-region us-east-1 --source-snapshot-id $SNAP --description 'This is my copied snapshot.' --tag-specifications 'ResourceType=snapshot,Tags=[{Key=Name,Value=copy}]'
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/my-kms-key --target-key-id $KEY
COPY=$(aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id $SNAP --encrypted --kms-key-id alias/my-kms-key --query SnapshotId --output text)
aws ec2 copy-snapshot --region us-west-2 --source-region us-east-1 --source-snapshot-id $SNAP --encrypted
sleep 2m
aws ec2 describe-snapshots --snapshot-ids $COPY
# fails: Encrypted snapshots cannot be made public
aws ec2 modify-snapshot-attribute --snapshot-id $COPY --attribute createVolumePermission --operation-type add --group-names all
aws ec2 create-volume --availability-zone us-east-1a --snapshot-id $COPY --query '[Encrypted,KmsKeyId]'
aws ec2 create-tags --resources $SNAP --tags Key=Stack,Value=test
aws ec2 delete-snapshot --snapshot-id $SNAP
# fails: The snapshot 'snap-1234567890abcdef0' does not exist.
aws ec2 delete-snapshot --snapshot-id snap-1234567890abcdef0
