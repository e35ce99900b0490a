# The forms of https://docs.aws.amazon.com/cli/latest/reference/sns/ with values of our own.
aws sns create-topic --name shop-news
TOPIC=arn:aws:sns:us-east-1:123456789012:shop-news
aws sns list-topics
aws sns get-topic-attributes --topic-arn "$TOPIC"
aws sns set-topic-attributes --topic-arn $TOPIC --attribute-name DisplayName --attribute-value ShopNews
aws sns subscribe --topic-arn $TOPIC --protocol email --notification-endpoint owner@example.com
# fails: InvalidParameter
aws sns confirm-subscription --topic-arn $TOPIC --token 0a1b2c3d4e5f60718293a4b5c6d7e8f900112233445566778899aabbccddeeff0a1b2c3d4e5f60718293a4b5c6d7e8f9
world confirm owner@example.com
SUB=$(aws sns list-subscriptions --query 'Subscriptions[0].SubscriptionArn' --output text)
aws sns list-subscriptions
aws sns list-subscriptions-by-topic --topic-arn "$TOPIC"
aws sns get-subscription-attributes --subscription-arn "$SUB"
aws sns publish --topic-arn "$TOPIC" --message "We open at nine."
aws sns publish --topic-arn "$TOPIC" --message "We open at ten." --message-attributes '{"branch":{"DataType":"String","StringValue":"north"},"guests":{"DataType":"Number","StringValue":"12"},"days":{"DataType":"String.Array","StringValue":"[\"mon\",\"tue\"]"}}'
aws sns publish --topic-arn "$TOPIC" --message "We open at ten." --message-attributes 'branch={DataType=String,StringValue=north}'
aws sns publish-batch --topic-arn $TOPIC --publish-batch-request-entries Id=first,Message=nine Id=second,Message=ten
aws sns publish-batch --topic-arn $TOPIC --publish-batch-request-entries '[{"Id":"third","Message":"{\"default\":\"ten\"}","Subject":"Hours","MessageStructure":"json","MessageAttributes":{"branch":{"DataType":"String","StringValue":"north"}}}]'
aws sns add-permission --topic-arn $TOPIC --label branch-may-publish --aws-account-id 987654321098 --action-name Publish
aws sns remove-permission --topic-arn $TOPIC --label branch-may-publish
# not simulated: PhoneNumber
aws sns publish --message "We open at nine." --phone-number +1-555-555-0199
aws sns tag-resource --resource-arn $TOPIC --tags Key=Team,Value=Shop
aws sns list-tags-for-resource --resource-arn $TOPIC
aws sns untag-resource --resource-arn $TOPIC --tag-keys Team
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name RawMessageDelivery --attribute-value false
# fails: Invalid parameter: RawMessageDelivery: Delivery protocol [email] does not support raw message delivery.
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name RawMessageDelivery --attribute-value true
# fails: Invalid parameter: RawMessageDelivery: Invalid value [yes]. Must be true or false.
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name RawMessageDelivery --attribute-value yes
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name FilterPolicy --attribute-value '{"branch":["north","south"]}'
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name FilterPolicyScope --attribute-value MessageBody
aws sns get-subscription-attributes --subscription-arn $SUB
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name FilterPolicy --attribute-value '{}'
# not simulated: attribute RedrivePolicy
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name RedrivePolicy --attribute-value '{}'
# fails: Invalid parameter: AttributeName
aws sns set-subscription-attributes --subscription-arn $SUB --attribute-name Colour --attribute-value blue
aws sns unsubscribe --subscription-arn $SUB
aws sns delete-topic --topic-arn "$TOPIC"
