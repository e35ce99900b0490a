# The forms of https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/ with values of our own.
aws sns create-topic --name shop-news
sleep 10m
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic
aws cloudtrail list-public-keys --start-time 2025-01-01T20:30:00.000Z
