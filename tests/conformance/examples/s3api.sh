# The forms of https://docs.aws.amazon.com/cli/latest/reference/s3api/ with values of our own.
aws s3api create-bucket --bucket shop-evidence --region us-east-1
aws s3api create-bucket --bucket shop-evidence-eu --region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1
aws s3api create-bucket --bucket shop-owned --object-ownership BucketOwnerEnforced
aws s3api create-bucket --bucket shop-vault --object-lock-enabled-for-bucket
aws s3api list-buckets --query "Buckets[].Name"
aws s3api list-buckets
aws s3api list-buckets --max-buckets 1
aws s3api list-buckets --prefix shop-ev --bucket-region eu-west-1
aws s3api head-bucket --bucket shop-evidence
# fails: 404
aws s3api head-bucket --bucket shop-nowhere
aws s3api get-bucket-location --bucket shop-evidence-eu
aws s3api get-bucket-location --bucket shop-evidence
aws s3api get-bucket-acl --bucket shop-evidence
POLICY='{"Version":"2012-10-17","Statement":[{"Sid":"Check","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::shop-evidence"}]}'
aws s3api put-bucket-policy --bucket shop-evidence --policy "$POLICY"
aws s3api get-bucket-policy --bucket shop-evidence --query Policy --output text
aws s3api get-bucket-policy --bucket shop-evidence
aws s3api get-bucket-policy-status --bucket shop-evidence
aws s3api delete-bucket-policy --bucket shop-evidence
aws s3api put-public-access-block --bucket shop-evidence --public-access-block-configuration "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
aws s3api get-public-access-block --bucket shop-evidence
aws s3api delete-public-access-block --bucket shop-evidence
aws s3api get-bucket-versioning --bucket shop-evidence
aws s3api put-bucket-versioning --bucket shop-evidence --versioning-configuration Status=Enabled
# not simulated: MFA
aws s3api put-bucket-versioning --bucket shop-evidence --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa "SERIAL 123456"
aws s3api get-bucket-versioning --bucket shop-evidence
aws s3api put-bucket-tagging --bucket shop-evidence --tagging 'TagSet=[{Key=team,Value=audit}]'
aws s3api get-bucket-tagging --bucket shop-evidence
aws s3api delete-bucket-tagging --bucket shop-evidence
aws s3api put-bucket-encryption --bucket shop-evidence --server-side-encryption-configuration '{"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}'
aws s3api get-bucket-encryption --bucket shop-evidence
aws s3api delete-bucket-encryption --bucket shop-evidence
echo "opened at nine" > monday.txt
aws s3api put-object --bucket shop-evidence --key notes/monday.txt --body monday.txt --content-type text/plain --metadata desk=front
aws s3api put-object-tagging --bucket shop-evidence --key notes/monday.txt --tagging 'TagSet=[{Key=class,Value=note}]'
aws s3api get-object-tagging --bucket shop-evidence --key notes/monday.txt
aws s3api delete-object-tagging --bucket shop-evidence --key notes/monday.txt
aws s3api put-object --bucket shop-evidence --key notes/tuesday.txt --body monday.txt --cache-control no-cache --content-disposition inline --content-encoding identity --content-language en --server-side-encryption AES256 --acl bucket-owner-full-control
# not simulated: StorageClass
aws s3api put-object --bucket shop-evidence --key notes/old.txt --storage-class GLACIER
# not simulated: GrantFullControl
aws s3api put-object --bucket shop-evidence --key notes/old.txt --grant-read id=1 --grant-full-control id=2
aws s3api get-object --bucket shop-evidence --key notes/monday.txt /dev/null
aws s3api get-object --bucket shop-evidence --key notes/tuesday.txt /dev/stdout
aws s3api get-object --bucket shop-evidence --key notes/tuesday.txt tuesday.txt
aws s3api get-object --bucket shop-evidence --key notes/tuesday.txt --range bytes=0-5 /dev/stdout
# fails: Blob values must be a path to a file.
aws s3api put-object --bucket shop-evidence --key notes/none.txt --body none.txt
aws s3api head-object --bucket shop-evidence --key notes/tuesday.txt
aws s3api copy-object --copy-source shop-evidence/notes/monday.txt --key copies/monday.txt --bucket shop-evidence
aws s3api copy-object --copy-source shop-evidence/notes/monday.txt --key copies/other.txt --bucket shop-vault --metadata-directive REPLACE --metadata a=b
aws s3api list-objects --bucket shop-evidence --query 'Contents[].{Key: Key, Size: Size}'
aws s3api list-objects --bucket shop-evidence --delimiter / --no-paginate
aws s3api list-objects --bucket shop-evidence --page-size 1
aws s3api list-objects --bucket shop-evidence --max-keys 1
aws s3api list-objects-v2 --bucket shop-evidence
aws s3api list-objects-v2 --bucket shop-evidence --prefix notes/ --delimiter / --fetch-owner --max-items 1
aws s3api list-objects-v2 --bucket shop-evidence --delimiter / --no-paginate
aws s3api list-objects-v2 --bucket shop-evidence --max-keys 1
aws s3api list-objects-v2 --bucket shop-evidence --no-paginate --start-after copies/monday.txt
aws s3api delete-object --bucket shop-evidence --key notes/tuesday.txt
aws s3api list-object-versions --bucket shop-evidence --prefix notes/
aws s3api list-object-versions --bucket shop-evidence --delimiter / --max-keys 1
aws s3api list-object-versions --bucket shop-evidence --page-size 1
aws s3api list-object-versions --bucket shop-evidence --max-items 1
# fails: NoSuchLifecycleConfiguration
aws s3api get-bucket-lifecycle-configuration --bucket shop-evidence
aws s3api put-bucket-lifecycle-configuration --bucket shop-evidence --lifecycle-configuration '{"Rules": [{"ID": "Move rotated logs to Glacier", "Prefix": "rotated/", "Status": "Enabled", "Transitions": [{"Date": "2015-11-10T00:00:00.000Z", "StorageClass": "GLACIER"}]}, {"Status": "Enabled", "Prefix": "", "NoncurrentVersionTransitions": [{"NoncurrentDays": 2, "StorageClass": "GLACIER", "NewerNoncurrentVersions": 5}], "ID": "Move old versions to Glacier"}]}'
aws s3api get-bucket-lifecycle-configuration --bucket shop-evidence
echo '{"Rules": [{"ID": "old notes", "Filter": {"Prefix": "notes/"}, "Status": "Enabled", "Expiration": {"Days": 30}, "NoncurrentVersionExpiration": {"NoncurrentDays": 2, "NewerNoncurrentVersions": 1}}, {"Prefix": "spare/", "Status": "Disabled", "Expiration": {"Date": "2026-01-01T00:00:00Z"}}, {"Filter": {"And": {"Prefix": "copies/", "ObjectSizeGreaterThan": 1, "ObjectSizeLessThan": 9999, "Tags": [{"Key": "class", "Value": "note"}]}}, "Status": "Disabled", "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}]}, {"Filter": {"Tag": {"Key": "class", "Value": "note"}}, "Status": "Enabled", "Transitions": [{"Days": 0, "StorageClass": "GLACIER_IR"}]}, {"Filter": {"ObjectSizeGreaterThan": 1}, "Status": "Enabled", "Transitions": [{"Days": 0, "StorageClass": "GLACIER_IR"}]}, {"Filter": {"ObjectSizeLessThan": 1}, "Status": "Enabled", "Expiration": {"ExpiredObjectDeleteMarker": true}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}]}' > lifecycle.json
aws s3api put-bucket-lifecycle-configuration --bucket shop-evidence --lifecycle-configuration file://lifecycle.json --transition-default-minimum-object-size varies_by_storage_class
aws s3api get-bucket-lifecycle-configuration --bucket shop-evidence
aws s3api put-object --bucket shop-evidence --key notes/rule.txt --body monday.txt
aws s3api copy-object --bucket shop-evidence --key notes/copied.txt --copy-source shop-evidence/notes/rule.txt
sleep 24h
aws s3api head-object --bucket shop-evidence --key notes/rule.txt
aws s3api get-object --bucket shop-evidence --key notes/rule.txt /dev/null
# fails: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'
aws s3api put-bucket-lifecycle-configuration --bucket shop-evidence --lifecycle-configuration '{"Rules": [{"Filter": {"Prefix": ""}, "Status": "Enabled", "Transitions": [{"Days": 7, "StorageClass": "STANDARD_IA"}]}]}'
aws s3api delete-bucket-lifecycle --bucket shop-evidence
aws s3api put-bucket-lifecycle-configuration --bucket shop-vault --lifecycle-configuration '{"Rules": [{"ID": "keep a year", "Filter": {"Prefix": "kept"}, "Status": "Enabled", "Expiration": {"Days": 365}}]}'
echo '{"Objects": [{"Key": "notes/tuesday.txt"}, {"Key": "none.txt"}], "Quiet": false}' > delete.json
aws s3api delete-objects --bucket shop-evidence --delete file://delete.json
aws s3api delete-objects --bucket shop-evidence --delete 'Objects=[{Key=copies/monday.txt}],Quiet=true'
# fails: The bucket does not allow ACLs
aws s3api put-bucket-acl --bucket shop-evidence --grant-full-control emailaddress=user1@example.com,emailaddress=user2@example.com --grant-read uri=http://acs.amazonaws.com/groups/global/AllUsers
# fails: The bucket does not allow ACLs
aws s3api put-bucket-acl --bucket shop-evidence --acl public-read
aws s3api get-object-acl --bucket shop-evidence --key notes/rule.txt
# fails: The bucket does not allow ACLs
aws s3api put-object-acl --bucket shop-evidence --key notes/rule.txt --grant-full-control emailaddress=user1@example.com,emailaddress=user2@example.com --grant-read uri=http://acs.amazonaws.com/groups/global/AllUsers
aws s3api get-bucket-ownership-controls --bucket shop-owned
aws s3api delete-bucket-ownership-controls --bucket shop-owned
# fails: OwnershipControlsNotFoundError
aws s3api get-bucket-ownership-controls --bucket shop-owned
aws s3api put-bucket-acl --bucket shop-owned --acl private
# not simulated: access control list public-read
aws s3api put-bucket-acl --bucket shop-owned --acl public-read
# not simulated: ObjectOwnership ObjectWriter
aws s3api put-bucket-ownership-controls --bucket shop-owned --ownership-controls="Rules=[{ObjectOwnership=ObjectWriter}]"
aws s3api put-bucket-ownership-controls --bucket shop-owned --ownership-controls="Rules=[{ObjectOwnership=BucketOwnerEnforced}]"
aws s3api put-object-lock-configuration --bucket shop-vault --object-lock-configuration '{ "ObjectLockEnabled": "Enabled", "Rule": { "DefaultRetention": { "Mode": "COMPLIANCE", "Days": 50 }}}'
aws s3api put-object-lock-configuration --bucket shop-vault --object-lock-configuration '{ "ObjectLockEnabled": "Enabled", "Rule": { "DefaultRetention": { "Mode": "GOVERNANCE", "Years": 1 }}}'
aws s3api get-object-lock-configuration --bucket shop-vault
aws s3api put-object --bucket shop-vault --key kept.txt --body monday.txt
aws s3api put-object-retention --bucket shop-vault --key kept.txt --retention '{ "Mode": "GOVERNANCE", "RetainUntilDate": "2027-01-01T00:00:00" }'
aws s3api get-object-retention --bucket shop-vault --key kept.txt
aws s3api put-object-legal-hold --bucket shop-vault --key kept.txt --legal-hold Status=ON
aws s3api get-object-legal-hold --bucket shop-vault --key kept.txt
aws s3api put-object --bucket shop-vault --key until.txt --body monday.txt --object-lock-mode GOVERNANCE --object-lock-retain-until-date 2027-01-01T00:00:00Z --object-lock-legal-hold-status OFF
aws s3api head-object --bucket shop-vault --key kept.txt
aws s3api get-object --bucket shop-vault --key kept.txt /dev/null
VERSION=$(aws s3api list-object-versions --bucket shop-vault --prefix kept --query "Versions[0].VersionId" --output text)
# fails: Access Denied because object protected by object lock.
aws s3api delete-object --bucket shop-vault --key kept.txt --version-id $VERSION
aws s3api delete-objects --bucket shop-vault --delete "Objects=[{Key=kept.txt,VersionId=$VERSION}]"
# fails: BucketNotEmpty
aws s3api delete-bucket --bucket shop-vault --region us-east-1
aws s3api delete-bucket --bucket shop-owned --region us-east-1
