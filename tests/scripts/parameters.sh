# Parameter Store, and the setting by which instances are managed (rows A, issue 3).
aws ssm put-parameter --name AmazonCloudWatch-web --type String --value '{"metrics":{}}' --description 'agent of the web servers'
aws ssm put-parameter --name AmazonCloudWatch-web --type String --value '{}'
aws ssm put-parameter --name AmazonCloudWatch-web --value '{"metrics":{"metrics_collected":{}}}' --overwrite
aws ssm get-parameter --name AmazonCloudWatch-web
aws ssm get-parameter --name AmazonCloudWatch-web:1 --query Parameter.Value
aws ssm get-parameter --name AmazonCloudWatch-web:7
aws ssm put-parameter --name /shop/db/name --type String --value orders
aws ssm put-parameter --name /shop/zones --type StringList --value a,b
# What is secure is sealed for those who do not ask for decryption.
aws ssm put-parameter --name /shop/secret --type SecureString --value x
aws ssm get-parameter --name /shop/secret --with-decryption --query 'Parameter.[Type,Value]'
aws ssm get-parameter --name /shop/secret --query "Parameter.[Type,starts_with(Value,'AQICAH')]"
aws ssm get-parameters-by-path --path /shop --with-decryption --query 'Parameters[?Type==`SecureString`].Value'
aws ssm describe-parameters --parameter-filters Key=Type,Values=SecureString --query 'Parameters[].[Name,KeyId]'
aws ssm put-parameter --name /shop/secret2 --type SecureString --key-id alias/shop --value x
aws ssm delete-parameter --name /shop/secret
aws ssm put-parameter --name aws-mine --type String --value x
aws ssm put-parameter --name shop/db --type String --value x
aws ssm put-parameter --name untyped --value x
aws ssm get-parameters --names /shop/zones nobody --query '[Parameters[].Value, InvalidParameters]'
aws ssm get-parameters-by-path --path /shop --query 'Parameters[].Name'
aws ssm get-parameters-by-path --path /shop --recursive --query 'Parameters[].Name'
aws ssm describe-parameters --parameter-filters Key=Name,Option=BeginsWith,Values=Amazon
aws ssm describe-parameters --filters Key=Type,Values=StringList --query 'Parameters[].Name'
aws ssm delete-parameter --name /shop/zones
aws ssm delete-parameter --name /shop/zones
aws ssm delete-parameters --names /shop/db/name nobody
aws ssm get-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role
aws ssm reset-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role --query ServiceSetting.[SettingValue,Status]
aws ssm update-service-setting --setting-id arn:aws:ssm:us-east-1:123456789012:servicesetting/ssm/managed-instance/default-ec2-instance-management-role --setting-value service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole
aws ssm get-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role --query ServiceSetting.LastModifiedUser
aws ssm get-service-setting --setting-id /ssm/parameter-store/high-throughput-enabled
sleep 6m
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=PutParameter --max-items 1 --query 'Events[0].CloudTrailEvent' --output text
