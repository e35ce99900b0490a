# Evidence in a bucket: versions keep what was overwritten, Object Lock what somebody would delete,
# and every look at it is a call of its own.
set +e
aws s3 mb s3://evidence
aws s3api put-bucket-versioning --bucket evidence --versioning-configuration Status=Enabled
echo '{"Records":[{"eventName":"StopLogging","userIdentity":{"userName":"jiwoo"}}]}' > log.json
gzip log.json
aws s3 cp log.json.gz s3://evidence/AWSLogs/log.json.gz
aws s3 cp s3://evidence/AWSLogs/log.json.gz - | zcat | jq -r '.Records[0].eventName'
# Somebody edits it.
aws s3 cp s3://evidence/AWSLogs/log.json.gz . && gunzip log.json.gz
echo '{"Records":[]}' > log.json
gzip log.json
aws s3 mv log.json.gz s3://evidence/AWSLogs/log.json.gz
aws s3api list-object-versions --bucket evidence --query 'Versions[].[Key,Size,IsLatest]' --output text
FIRST=$(aws s3api list-object-versions --bucket evidence --query 'Versions[?!IsLatest].VersionId' --output text)
aws s3api get-object --bucket evidence --key AWSLogs/log.json.gz --version-id $FIRST first.gz --query ContentLength
zcat first.gz
# Locked, it stays.
aws s3api put-object-lock-configuration --bucket evidence --object-lock-configuration '{"ObjectLockEnabled":"Enabled"}'
aws s3api put-object-retention --bucket evidence --key AWSLogs/log.json.gz --version-id $FIRST --retention Mode=COMPLIANCE,RetainUntilDate=2025-02-01
aws s3api delete-object --bucket evidence --key AWSLogs/log.json.gz --version-id $FIRST --profile root
aws s3 rm s3://evidence --recursive
aws s3 ls s3://evidence --recursive --summarize
aws s3 rb s3://evidence --force
# Nobody else gets at it.
aws s3 ls s3://evidence --profile jiwoo
aws s3 sync s3://evidence . --profile jiwoo
