# What a failed expectation says.
expect alarm web = ALARM
expect topic ops
aws sns create-topic --name ops --query TopicArn --output text
expect topic ops subscriptions 1
expect topic * count >= 2
expect no topic ops
expect user jiwoo policy AmazonSNSFullAccess
expect user nobody
expect record CreateTopic by jiwoo
expect record CreateTopic error AccessDenied
expect mail within 10m
expect no topic within 10m
expect topic ops at 23:00
expect alarmm web
expect alarm web colour red
expect alarm web threshold
expect alarm web threshold > many
expect mail after alarm web
expect mail at noon
expect mail within soon
expect
