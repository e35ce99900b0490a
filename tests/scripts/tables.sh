# Who read and wrote which items: data events, which only a trail that asks for them takes.
aws s3api create-bucket --bucket evidence
aws s3api put-bucket-policy --bucket evidence --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::evidence"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::evidence/AWSLogs/123456789012/*"}]}'
aws cloudtrail create-trail --name main --s3-bucket-name evidence --query TrailARN
aws cloudtrail put-event-selectors --trail-name main --event-selectors '[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":false,"DataResources":[{"Type":"AWS::DynamoDB::Table","Values":["arn:aws:dynamodb:us-east-1:123456789012:table/orders"]}]}]' --query 'EventSelectors[].DataResources'
aws cloudtrail start-logging --name main
aws dynamodb create-table --table-name orders --attribute-definitions AttributeName=Customer,AttributeType=S AttributeName=Number,AttributeType=N --key-schema AttributeName=Customer,KeyType=HASH AttributeName=Number,KeyType=RANGE --provisioned-throughput ReadCapacityUnits=5,WriteCapacityUnits=5
aws dynamodb create-table --table-name visits --attribute-definitions AttributeName=Page,AttributeType=S --key-schema AttributeName=Page,KeyType=HASH --billing-mode PAY_PER_REQUEST --query TableDescription.BillingModeSummary
sleep 1m
aws dynamodb put-item --table-name orders --item '{"Customer":{"S":"Minsu"},"Number":{"N":"1"},"Card":{"S":"4111"}}'
aws dynamodb update-item --table-name visits --key '{"Page":{"S":"home"}}' --update-expression 'ADD Count1 :one' --expression-attribute-values '{":one":{"N":"1"}}' --return-values UPDATED_NEW
aws dynamodb query --table-name orders --key-condition-expression 'Customer = :c' --expression-attribute-values '{":c":{"S":"Minsu"}}'
# Somebody who may not is recorded, too.
aws dynamodb delete-item --table-name orders --key '{"Customer":{"S":"Minsu"},"Number":{"N":"1"}}' --profile jiwoo
aws dynamodb delete-item --table-name orders --key '{"Customer":{"S":"Minsu"},"Number":{"N":"1"}}' --return-values ALL_OLD
sleep 10m
expect record event PutItem by admin category Data resource *table/orders in-history no
expect record event DeleteItem by jiwoo error AccessDenied
expect record event CreateTable by admin in-history yes
expect file trail main holds 'PutItem by admin'
expect file trail main holds 'DeleteItem by admin'
expect no file holds 'UpdateItem by *'
expect no file holds 'Query by *'
aws cloudwatch get-metric-statistics --namespace AWS/DynamoDB --metric-name ConsumedWriteCapacityUnits --dimensions Name=TableName,Value=orders --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:10:00Z --period 600 --statistics Sum --query 'Datapoints[].Sum'
# A program that reads far more than is usual: reads alarm on missing data keeps what it was.
aws cloudwatch put-metric-alarm --alarm-name reads-high --namespace AWS/DynamoDB --metric-name ConsumedReadCapacityUnits --dimensions Name=TableName,Value=visits --statistic Sum --period 60 --evaluation-periods 1 --threshold 2 --comparison-operator GreaterThanOrEqualToThreshold
aws dynamodb get-item --table-name visits --key '{"Page":{"S":"home"}}' --consistent-read --return-consumed-capacity TOTAL
aws dynamodb get-item --table-name visits --key '{"Page":{"S":"home"}}' --consistent-read --query Item
sleep 5m
expect alarm reads-high = ALARM
sleep 1h
expect alarm reads-high = ALARM
