# A snapshot takes a while; somebody makes it public; another account takes what is on it.
aws iam create-user --user-name mallory --query User.UserName
VOL=$(aws ec2 create-volume --availability-zone us-east-1a --size 20 --volume-type gp3 --query VolumeId --output text)
aws ec2 create-snapshot --volume-id $VOL --description "books of the year"
SNAP=$(aws ec2 describe-snapshots --owner-ids self --query 'Snapshots[0].SnapshotId' --output text)
sleep 30s
aws ec2 describe-snapshots --snapshot-ids $SNAP --query 'Snapshots[0].[State,Progress]'
aws ec2 wait snapshot-completed --snapshot-ids $SNAP
aws ec2 describe-snapshots --snapshot-ids $SNAP
aws ec2 delete-volume --volume-id $VOL
aws ec2 create-volume --availability-zone us-east-1b --snapshot-id $SNAP --query '[Size,SnapshotId,State]'
aws iam put-user-policy --user-name mallory --policy-name ec2 --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"},{"Effect":"Deny","Action":"ec2:ModifySnapshotAttribute","Resource":"*","Condition":{"StringEquals":{"ec2:Add/group":"all"}}}]}'
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission --operation-type add --group-names all --profile mallory
expect record ModifySnapshotAttribute by mallory error Client.UnauthorizedOperation
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission --operation-type add --user-ids 999999999999 --profile mallory
aws ec2 modify-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission --operation-type add --group-names all
expect record ModifySnapshotAttribute by admin
aws ec2 describe-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission
aws ec2 reset-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission
aws ec2 describe-snapshot-attribute --snapshot-id $SNAP --attribute createVolumePermission
aws ec2 copy-snapshot --region us-west-2 --source-region us-east-1 --source-snapshot-id $SNAP
aws ec2 create-snapshots --instance-specification InstanceId=i-1234567890abcdef0
aws ec2 delete-snapshot --snapshot-id $SNAP
aws ec2 describe-snapshots --owner-ids self
