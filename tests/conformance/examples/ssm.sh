# The forms of https://docs.aws.amazon.com/cli/latest/reference/ssm/ with values of our own.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --tag-specifications 'ResourceType=instance,Tags=[{Key=ENV,Value=Dev},{Key=Role,Value=WebServers}]' --query 'Instances[0].InstanceId' --output text)
aws iam create-role --role-name tell --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ssm.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam put-role-policy --role-name tell --policy-name publish --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]}'
aws sns create-topic --name shop-news
aws s3api create-bucket --bucket shop-out
sleep 5m
aws ssm send-command --document-name "AWS-RunShellScript" --parameters 'commands=["echo GoodMorning"]' --targets "Key=instanceids,Values=$ID" --comment "echo GoodMorning"
aws ssm send-command --instance-ids "$ID" --document-name "AWS-RunShellScript" --comment "Addresses" --parameters "commands=ifconfig"
aws ssm send-command --targets "Key=tag:ENV,Values=Dev" --document-name "AWS-RunShellScript" --parameters "commands=ifconfig"
aws ssm send-command --instance-ids "$ID" --document-name "AWS-RunShellScript" --comment "Addresses" --parameters "commands=ifconfig" --service-role-arn "arn:aws:iam::123456789012:role/tell" --notification-config "NotificationArn=arn:aws:sns:us-east-1:123456789012:shop-news,NotificationEvents=All,NotificationType=Command"
aws ssm send-command --instance-ids "$ID" --document-name "AWS-RunShellScript" --comment "Addresses" --parameters "commands=ifconfig" --output-s3-bucket-name "shop-out" --output-s3-key-prefix "runs" --cloud-watch-output-config "CloudWatchOutputEnabled=true,CloudWatchLogGroupName=runs"
aws ssm send-command --document-name "AWS-RunPowerShellScript" --parameters commands=["echo GoodMorning"] --targets Key=tag:ENV,Values=Dev Key=tag:Role,Values=WebServers
aws ssm send-command --document-name "AWS-RunShellScript" --parameters commands=["echo GoodMorning"] --targets Key=tag:ENV,Values=Dev Key=tag:Role,Values=WebServers
aws ssm send-command --document-name "AWS-RunShellScript" --parameters commands=["echo GoodMorning"] --targets Key=tag:ENV,Values=Dev,Test
RUN=$(aws ssm list-commands --query 'Commands[0].CommandId' --output text)
aws ssm list-commands --command-id "$RUN"
aws ssm list-commands --filter "key=InvokedAfter,value=2025-01-05T00:00:00Z"
aws ssm list-commands
aws ssm list-command-invocations --command-id "$RUN" --details
aws ssm get-command-invocation --command-id "$RUN" --instance-id "$ID"
aws ssm describe-instance-information
aws ssm describe-instance-information --filters "Key=InstanceIds,Values=$ID"
aws ssm describe-instance-information --filters "Key=tag-key,Values=ENV"
LATEST=/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
aws ssm get-parameter --name "$LATEST"
aws ssm get-parameter --name "$LATEST" --with-decryption
aws ssm get-parameter --name "$LATEST:1"
aws ssm get-parameters --names "$LATEST" "/shop/one" "/shop/two"
aws ssm get-parameters --names $LATEST /shop/one --query "Parameters[*].{Name:Name,Value:Value}"
aws ssm put-parameter --name "ShopGreeting" --type "String" --value "Welcome"
aws ssm put-parameter --name "ShopGreeting" --type "String" --value "Come in" --overwrite
aws ssm put-parameter --name "ShopTerms" --description "The long version" --value "All of it" --type "String" --tier Advanced
aws ssm put-parameter --name "ShopTerms" --value "All of it" --type "String" --tier Advanced --overwrite --policies '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2025-05-13T00:00:00.000Z"}}]'
aws ssm put-parameter --name "/shop/pay/key" --value "open" --type "SecureString" --tier Advanced --policies "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2025-06-30T00:00:00.000Z\"}},{\"Type\":\"ExpirationNotification\",\"Version\":\"1.0\",\"Attributes\":{\"Before\":\"5\",\"Unit\":\"Days\"}},{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"60\",\"Unit\":\"Days\"}}]"
aws ssm put-parameter --name "/shop/seoul/opens" --type "String" --value "9"
aws ssm get-parameter --name "ShopGreeting:1"
aws ssm label-parameter-version --name "ShopGreeting" --labels "Tried"
aws ssm label-parameter-version --name "ShopGreeting" --parameter-version "1" --labels "Live" "Old"
aws ssm get-parameter --name "ShopGreeting:Live"
aws ssm get-parameter-history --name "ShopGreeting"
aws ssm get-parameter-history --name "/shop/pay/key"
aws ssm get-parameter-history --name "ShopTerms" --max-items 1
aws ssm unlabel-parameter-version --name "ShopGreeting" --parameter-version "1" --labels "Live" "Old" "None"
aws ssm get-parameters-by-path --path "/shop/seoul/"
aws ssm describe-parameters
aws ssm describe-parameters --filters "Key=Name,Values=ShopGreeting"
aws ssm describe-parameters --filters "Key=Type,Values=StringList"
aws ssm delete-parameter --name "ShopGreeting"
aws ssm delete-parameters --names "ShopTerms" "nobody"
HOSTS=/ssm/managed-instance/default-ec2-instance-management-role
aws ssm get-service-setting --setting-id $HOSTS
aws ssm update-service-setting --setting-id arn:aws:ssm:us-east-1:123456789012:servicesetting$HOSTS --setting-value service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole
aws ssm get-service-setting --setting-id $HOSTS
aws ssm reset-service-setting --setting-id $HOSTS
aws ssm get-service-setting --setting-id arn:aws:ssm:us-east-1:123456789012:servicesetting/ssm/parameter-store/high-throughput-enabled
aws ssm update-service-setting --setting-id /ssm/parameter-store/high-throughput-enabled --setting-value true
aws ssm reset-service-setting --setting-id arn:aws:ssm:us-east-1:123456789012:servicesetting/ssm/parameter-store/high-throughput-enabled
# not simulated: document arn:aws:ssm:us-east-1:123456789012:document/ShopSteps
aws ssm send-command --document-name "arn:aws:ssm:us-east-1:123456789012:document/ShopSteps" --targets "Key=instanceids,Values=$ID"
