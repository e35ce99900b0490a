# The forms of https://docs.aws.amazon.com/cli/latest/reference/dynamodb/ with values of our own.
aws dynamodb list-tables
aws dynamodb describe-limits
aws dynamodb create-table --table-name MusicCollection --attribute-definitions AttributeName=Artist,AttributeType=S AttributeName=SongTitle,AttributeType=S --key-schema AttributeName=Artist,KeyType=HASH AttributeName=SongTitle,KeyType=RANGE --provisioned-throughput ReadCapacityUnits=5,WriteCapacityUnits=5 --tags Key=Owner,Value=blueTeam
# fails: Table already exists: MusicCollection
aws dynamodb create-table --table-name MusicCollection --attribute-definitions AttributeName=Artist,AttributeType=S --key-schema AttributeName=Artist,KeyType=HASH --billing-mode PAY_PER_REQUEST
# fails: Requested resource not found
aws dynamodb get-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}'
# fails: Attempt to change a resource which is still in use: Table is being created: MusicCollection
aws dynamodb delete-table --table-name MusicCollection
sleep 10
aws dynamodb describe-table --table-name MusicCollection
# fails: Requested resource not found: Table: None not found
aws dynamodb describe-table --table-name None
aws dynamodb create-table --table-name Counters --attribute-definitions AttributeName=Id,AttributeType=N --key-schema AttributeName=Id,KeyType=HASH --billing-mode PAY_PER_REQUEST --deletion-protection-enabled --resource-policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem","Resource":"*"}]}'
# fails: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED
aws dynamodb create-table --table-name Other --attribute-definitions AttributeName=Id,AttributeType=N --key-schema AttributeName=Id,KeyType=HASH
# fails: The first KeySchemaElement is not a HASH key type
aws dynamodb create-table --table-name Other --attribute-definitions AttributeName=Id,AttributeType=N --key-schema AttributeName=Id,KeyType=RANGE --billing-mode PAY_PER_REQUEST
# fails: 1 validation error detected: Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [S, N, B]
aws dynamodb create-table --table-name Other --attribute-definitions AttributeName=Id,AttributeType=X --key-schema AttributeName=Id,KeyType=HASH --billing-mode PAY_PER_REQUEST
# not simulated: SSESpecification
aws dynamodb create-table --table-name Other --sse-specification Enabled=true,SSEType=KMS
# not simulated: LocalSecondaryIndexes
aws dynamodb create-table --table-name Other --local-secondary-indexes '[]'
# not simulated: GlobalSecondaryIndexes
aws dynamodb create-table --table-name Other --global-secondary-indexes '[]'
# not simulated: StreamSpecification
aws dynamodb create-table --table-name Other --stream-specification StreamEnabled=TRUE,StreamViewType=NEW_AND_OLD_IMAGES
sleep 10
aws dynamodb list-tables
aws dynamodb list-tables --max-items 1
aws dynamodb list-tables --limit 1
aws dynamodb update-table --table-name MusicCollection --provisioned-throughput ReadCapacityUnits=10,WriteCapacityUnits=10
# fails: Table is being updated: MusicCollection
aws dynamodb update-table --table-name MusicCollection --provisioned-throughput ReadCapacityUnits=9,WriteCapacityUnits=10
sleep 10
# fails: The provisioned throughput for the table will not change.
aws dynamodb update-table --table-name MusicCollection --provisioned-throughput ReadCapacityUnits=10,WriteCapacityUnits=10
aws dynamodb update-table --table-name MusicCollection --billing-mode PAY_PER_REQUEST
sleep 10
aws dynamodb update-table --table-name MusicCollection --deletion-protection-enabled
# fails: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.
aws dynamodb delete-table --table-name MusicCollection
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Call Me Today"}, "AlbumTitle": {"S": "Somewhat Famous"}, "Awards": {"N": "1"}}' --return-consumed-capacity TOTAL --return-item-collection-metrics SIZE
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}, "AlbumTitle": {"S": "Songs About Life"}, "Tags": {"SS": ["live", "new"]}, "Tour": {"M": {"Cities": {"L": [{"S": "Seoul"}, {"S": "Busan"}]}}}, "Cover": {"B": "AAEC"}, "Sold": {"BOOL": false}, "Label": {"NULL": true}}' --return-values ALL_OLD
# fails: The conditional request failed
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}' --condition-expression 'attribute_not_exists(Artist)'
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "PartiQL Rocks"}, "Year": {"N": "2015"}}' --condition-expression 'attribute_not_exists(#Y) OR #Y < :y' --expression-attribute-names '{"#Y": "Year"}' --expression-attribute-values '{":y": {"N": "2016"}}'
# fails: One or more parameter values were invalid: Missing the key SongTitle in the item
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "Acme Band"}}'
# fails: One or more parameter values were invalid: Type mismatch for key SongTitle expected: S actual: N
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "Acme Band"}, "SongTitle": {"N": "1"}}'
# fails: Invalid type for parameter Item.Artist, value: Acme, type: <class 'str'>, valid types: <class 'dict'>
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": "Acme"}'
# fails: Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
aws dynamodb put-item --table-name MusicCollection --item '{"Artist": {"S": "a", "N": "1"}}'
aws dynamodb get-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}'
aws dynamodb get-item --table-name MusicCollection --key Artist={S=Acme},SongTitle={S=None}
aws dynamodb get-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}' --consistent-read --projection-expression 'AlbumTitle, #T.Cities[1]' --expression-attribute-names '{"#T": "Tour"}' --return-consumed-capacity INDEXES
# fails: The provided key element does not match the schema
aws dynamodb get-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}}'
# fails: Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: Year
aws dynamodb get-item --table-name MusicCollection --key '{"Artist": {"S": "a"}, "SongTitle": {"S": "b"}}' --projection-expression Year
aws dynamodb update-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}' --update-expression 'SET #Y = :y, #AT = :t' --expression-attribute-names '{"#Y": "Year", "#AT": "AlbumTitle"}' --expression-attribute-values '{":y": {"N": "2015"}, ":t": {"S": "Louder Than Ever"}}' --return-values ALL_NEW --return-consumed-capacity TOTAL --return-item-collection-metrics SIZE
# fails: An error occurred (ConditionalCheckFailedException) when calling the UpdateItem operation: The conditional request failed
aws dynamodb update-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}' --update-expression 'SET #Y = :y' --expression-attribute-names '{"#Y": "Year"}' --expression-attribute-values '{":y": {"N": "2016"}}' --condition-expression 'attribute_not_exists(#Y)'
# fails: Cannot update attribute Artist. This attribute is part of the key
aws dynamodb update-item --table-name MusicCollection --key '{"Artist": {"S": "a"}, "SongTitle": {"S": "b"}}' --update-expression 'SET Artist = :a' --expression-attribute-values '{":a": {"S": "c"}}'
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1 AND SongTitle = :v2' --expression-attribute-values '{":v1": {"S": "No One You Know"}, ":v2": {"S": "Call Me Today"}}'
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1' --filter-expression 'NOT #Y BETWEEN :from AND :to' --projection-expression 'SongTitle, #Y' --expression-attribute-names '{"#Y": "Year"}' --expression-attribute-values '{":v1": {"S": "Acme Band"}, ":from": {"N": "2014"}, ":to": {"N": "2016"}}' --return-consumed-capacity TOTAL --no-scan-index-forward
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1' --expression-attribute-values '{":v1": {"S": "Acme Band"}}' --limit 1
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1' --expression-attribute-values '{":v1": {"S": "Acme Band"}}' --exclusive-start-key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}'
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1' --expression-attribute-values '{":v1": {"S": "Acme Band"}}' --page-size 1
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1' --expression-attribute-values '{":v1": {"S": "Acme Band"}}' --max-items 1
# fails: Filter Expression can only contain non-primary key attributes: Primary key attribute: SongTitle
aws dynamodb query --table-name MusicCollection --key-condition-expression 'Artist = :v1' --filter-expression 'SongTitle = :v1' --expression-attribute-values '{":v1": {"S": "Acme Band"}}'
# fails: Query condition missed key schema element: Artist
aws dynamodb query --table-name MusicCollection --key-condition-expression 'SongTitle = :v1' --expression-attribute-values '{":v1": {"S": "Acme Band"}}'
# not simulated: IndexName
aws dynamodb query --table-name MusicCollection --index-name none
aws dynamodb scan --table-name MusicCollection --filter-expression 'Artist = :a' --projection-expression '#ST, #AT' --expression-attribute-names '{"#ST": "SongTitle", "#AT": "AlbumTitle"}' --expression-attribute-values '{":a": {"S": "No One You Know"}}'
aws dynamodb scan --table-name MusicCollection --select COUNT --consistent-read --return-consumed-capacity TOTAL
aws dynamodb scan --table-name MusicCollection --limit 1 --exclusive-start-key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}'
# not simulated: ScanFilter
aws dynamodb scan --table-name MusicCollection --scan-filter '{}'
aws dynamodb batch-write-item --request-items '{"MusicCollection": [{"PutRequest": {"Item": {"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Scared of My Shadow"}, "AlbumTitle": {"S": "Blue Sky Blues"}}}}, {"DeleteRequest": {"Key": {"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "PartiQL Rocks"}}}}]}' --return-consumed-capacity INDEXES --return-item-collection-metrics SIZE
# fails: Provided list of item keys contains duplicates
aws dynamodb batch-write-item --request-items '{"Counters": [{"DeleteRequest": {"Key": {"Id": {"N": "1"}}}}, {"DeleteRequest": {"Key": {"Id": {"N": "1.0"}}}}]}'
aws dynamodb batch-get-item --request-items '{"MusicCollection": {"Keys": [{"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Call Me Today"}}, {"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}, {"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Scared of My Shadow"}}], "ProjectionExpression": "AlbumTitle"}}' --return-consumed-capacity TOTAL
aws dynamodb delete-item --table-name MusicCollection --key '{"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Scared of My Shadow"}}'
# fails: The conditional request failed
aws dynamodb delete-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}' --condition-expression '#P > :p' --expression-attribute-names '{"#P": "Price"}' --expression-attribute-values '{":p": {"N": "1"}}'
aws dynamodb delete-item --table-name MusicCollection --key '{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}' --return-values ALL_OLD --return-consumed-capacity TOTAL --return-item-collection-metrics SIZE
ARN=$(aws dynamodb describe-table --table-name MusicCollection --query Table.TableArn --output text)
aws dynamodb tag-resource --resource-arn $ARN --tags Key=Stage,Value=test
aws dynamodb list-tags-of-resource --resource-arn $ARN
aws dynamodb untag-resource --resource-arn $ARN --tag-keys Owner
# fails: not found
aws dynamodb list-tags-of-resource --resource-arn ${ARN}s
# fails: Resource-based policy not found for the provided ResourceArn
aws dynamodb get-resource-policy --resource-arn $ARN
aws dynamodb put-resource-policy --resource-arn $ARN --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/jiwoo"},"Action":"dynamodb:GetItem","Resource":"*"}]}' --expected-revision-id NO_POLICY
aws dynamodb get-resource-policy --resource-arn $ARN
aws dynamodb get-item --table-name $ARN --key '{"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Call Me Today"}}' --profile jiwoo
# fails: Resource-based policy not found
aws dynamodb delete-resource-policy --resource-arn $ARN --expected-revision-id 1
aws dynamodb delete-resource-policy --resource-arn $ARN
aws dynamodb update-table --table-name MusicCollection --no-deletion-protection-enabled
aws dynamodb delete-table --table-name MusicCollection
# fails: Table is being deleted: MusicCollection
aws dynamodb update-table --table-name MusicCollection --billing-mode PAY_PER_REQUEST
sleep 10
aws dynamodb list-tables
aws dynamodb create-table --table-name Blobs --attribute-definitions AttributeName=Id,AttributeType=B --key-schema AttributeName=Id,KeyType=HASH --billing-mode PAY_PER_REQUEST
sleep 10
aws dynamodb put-item --table-name Blobs --item '{"Id": {"B": "one"}, "All": {"L": [{"BS": ["two"]}]}}' --cli-binary-format raw-in-base64-out
aws dynamodb get-item --table-name Blobs --key '{"Id": {"B": "b25l"}}'
