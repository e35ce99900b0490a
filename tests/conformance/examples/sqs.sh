# The forms of https://docs.aws.amazon.com/cli/latest/reference/sqs/ with values of our own.
aws sqs list-queues
aws sqs create-queue --queue-name MyQueue --attributes MessageRetentionPeriod=259200,VisibilityTimeout=60 --tags team=audit
aws sqs create-queue --queue-name MyQueue --attributes VisibilityTimeout=60
# fails: A queue already exists with the same name and a different value for attribute DelaySeconds
aws sqs create-queue --queue-name MyQueue --attributes DelaySeconds=5
# fails: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length
aws sqs create-queue --queue-name 'no queue'
# not simulated: attribute FifoQueue
aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true
aws sqs create-queue --queue-name other
URL=$(aws sqs get-queue-url --queue-name MyQueue --query QueueUrl --output text)
aws sqs get-queue-url --queue-name MyQueue --queue-owner-aws-account-id 123456789012
# fails: The specified queue does not exist.
aws sqs get-queue-url --queue-name none
aws sqs list-queues --queue-name-prefix My
aws sqs list-queues --max-items 1
aws sqs get-queue-attributes --queue-url $URL --attribute-names All
aws sqs get-queue-attributes --queue-url $URL
# fails: Unknown Attribute Colour.
aws sqs get-queue-attributes --queue-url $URL --attribute-names Colour
aws sqs set-queue-attributes --queue-url $URL --attributes '{"DelaySeconds":"10","MaximumMessageSize":"131072","ReceiveMessageWaitTimeSeconds":"20","SqsManagedSseEnabled":"true"}'
aws sqs set-queue-attributes --queue-url $URL --attributes '{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}"}'
# fails: Invalid value for the parameter VisibilityTimeout.
aws sqs set-queue-attributes --queue-url $URL --attributes VisibilityTimeout=43201
# not simulated: attribute RedrivePolicy
aws sqs set-queue-attributes --queue-url $URL --attributes '{"RedrivePolicy":"{}"}'
aws sqs send-message --queue-url $URL --message-body 'Information about the largest city in Any Region.' --delay-seconds 10
# not simulated: MessageAttributes
aws sqs send-message --queue-url $URL --message-body one --message-attributes City={DataType=String,StringValue=Any}
# fails: The request must contain the parameter MessageBody.
aws sqs send-message --queue-url $URL --message-body ''
aws sqs receive-message --queue-url $URL
sleep 10
aws sqs receive-message --queue-url $URL --attribute-names All --message-attribute-names All --max-number-of-messages 10
sleep 60
HANDLE=$(aws sqs receive-message --queue-url $URL --message-system-attribute-names SenderId --visibility-timeout 5 --wait-time-seconds 20 --query 'Messages[0].ReceiptHandle' --output text)
# fails: Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.
aws sqs receive-message --queue-url $URL --max-number-of-messages 11
aws sqs change-message-visibility --queue-url $URL --receipt-handle $HANDLE --visibility-timeout 36000
# fails: Value 43201 for parameter VisibilityTimeout is invalid.
aws sqs change-message-visibility --queue-url $URL --receipt-handle $HANDLE --visibility-timeout 43201
# fails: is not a valid receipt handle.
aws sqs change-message-visibility --queue-url $URL --receipt-handle none --visibility-timeout 1
aws sqs change-message-visibility --queue-url $URL --receipt-handle $HANDLE --visibility-timeout 0
# fails: Message does not exist or is not available for visibility timeout change.
aws sqs change-message-visibility --queue-url $URL --receipt-handle $HANDLE --visibility-timeout 1
aws sqs delete-message --queue-url $URL --receipt-handle $HANDLE
# fails: is not a valid receipt handle.
aws sqs delete-message --queue-url $URL --receipt-handle none
aws sqs tag-queue --queue-url $URL --tags Priority=Highest
aws sqs list-queue-tags --queue-url $URL
aws sqs untag-queue --queue-url $URL --tag-keys Priority
aws sqs purge-queue --queue-url $URL
# fails: Only one PurgeQueue operation on MyQueue is allowed every 60 seconds.
aws sqs purge-queue --queue-url $URL
aws sqs delete-queue --queue-url $URL
# fails: The specified queue does not exist.
aws sqs delete-queue --queue-url $URL
# fails: You must wait 60 seconds after deleting a queue before you can create another with the same name.
aws sqs create-queue --queue-name MyQueue
