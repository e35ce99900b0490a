# The forms of https://docs.aws.amazon.com/cli/latest/reference/oam/ with values of our own.
aws organizations create-organization
aws organizations create-account --email shop@example.com --account-name Shop
sleep 2m
member=$(aws organizations list-accounts --query "Accounts[?Name=='Shop'].Id" --output text)
aws configure set profile.shop.role_arn arn:aws:iam::$member:role/OrganizationAccountAccessRole
aws configure set profile.shop.source_profile admin
aws oam create-sink --name DemoSink --tags stage=test
sink=$(aws oam list-sinks --query 'Items[0].Arn' --output text)
aws oam list-sinks
aws oam get-sink --identifier $sink
aws oam tag-resource --resource-arn $sink --tags team=Devops
aws oam list-tags-for-resource --resource-arn $sink
aws oam get-sink --identifier $sink --include-tags
aws oam untag-resource --resource-arn $sink --tag-keys team
# fails: ResourceNotFoundException
aws oam list-tags-for-resource --resource-arn arn:aws:oam:us-east-1:123456789012:sink/none
aws oam get-sink-policy --sink-identifier $sink
aws oam put-sink-policy --sink-identifier $sink --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["oam:CreateLink","oam:UpdateLink"],"Resource":"*","Condition":{"ForAllValues:StringEquals":{"oam:ResourceTypes":["AWS::CloudWatch::Metric"]}}}]}'
aws oam get-sink-policy --sink-identifier $sink
aws oam create-link --label-template '$AccountName' --resource-types AWS::CloudWatch::Metric --sink-identifier $sink --tags stage=test --profile shop
link=$(aws oam list-links --query 'Items[0].Arn' --output text --profile shop)
aws oam list-links --profile shop
aws oam get-link --identifier $link --profile shop
aws oam get-link --identifier $link --include-tags --profile shop
aws oam update-link --identifier $link --resource-types AWS::CloudWatch::Metric --include-tags --profile shop
# not simulated: resource type AWS::Logs::LogGroup
aws oam update-link --identifier $link --resource-types AWS::CloudWatch::Metric AWS::Logs::LogGroup --profile shop
aws oam list-attached-links --sink-identifier $sink
aws cloudwatch list-metrics --include-linked-accounts
# fails: ConflictException
aws oam delete-sink --identifier $sink
aws oam delete-link --identifier $link --profile shop
aws oam delete-sink --identifier $sink
