# Parameter Store, and the setting by which instances are managed (rows A, issue 3).
aws ssm put-parameter --name AmazonCloudWatch-web --type String --value '{"metrics":{}}' --description 'agent of the web servers'
aws ssm put-parameter --name AmazonCloudWatch-web --type String --value '{}'
aws ssm put-parameter --name AmazonCloudWatch-web --value '{"metrics":{"metrics_collected":{}}}' --overwrite
aws ssm get-parameter --name AmazonCloudWatch-web
aws ssm get-parameter --name AmazonCloudWatch-web:1 --query Parameter.Value
aws ssm get-parameter --name AmazonCloudWatch-web:7
# Versions, and the labels they are called by.
aws ssm label-parameter-version --name AmazonCloudWatch-web --parameter-version 1 --labels live 2nd aws-x
aws ssm get-parameter --name AmazonCloudWatch-web:live --query 'Parameter.[Value,Version,Selector]'
aws ssm label-parameter-version --name AmazonCloudWatch-web --labels live tried
aws ssm get-parameter-history --name AmazonCloudWatch-web
aws ssm get-parameter --name AmazonCloudWatch-web:nobody
aws ssm label-parameter-version --name AmazonCloudWatch-web --labels a b c d e f g h i
aws ssm label-parameter-version --name AmazonCloudWatch-web --parameter-version 7 --labels a
aws ssm label-parameter-version --name nobody --labels a
aws ssm unlabel-parameter-version --name AmazonCloudWatch-web --parameter-version 2 --labels tried gone
aws ssm describe-parameters --parameter-filters Key=Label,Values=live
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
aws ssm label-parameter-version --name /shop/zones --labels live
aws ssm put-parameter --name /shop/zones --value a --overwrite --query Version
aws ssm get-parameters-by-path --path /shop --parameter-filters Key=Label,Values=live --query 'Parameters[].[Name,Value]'
aws ssm get-parameters-by-path --path /shop --parameter-filters Key=Type,Values=String --query 'Parameters[].Name'
aws ssm get-parameters-by-path --path /shop --parameter-filters Key=Name,Values=x
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
