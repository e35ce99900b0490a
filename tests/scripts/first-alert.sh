# A processor alarm that reaches the inbox, and the record of who did it.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro \
  --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web}]' \
  --profile jiwoo --query 'Instances[0].InstanceId' --output text)
expect instance $ID = pending
expect instance $ID tag Name=web = running within 1m
aws sns create-topic --name ops-alerts --profile jiwoo
expect denied CreateTopic by jiwoo source sns resource *:ops-alerts count 1
aws iam attach-user-policy --user-name jiwoo --policy-arn arn:aws:iam::aws:policy/AmazonSNSFullAccess
expect user jiwoo policy AmazonSNSFullAccess boundary none
TOPIC=$(aws sns create-topic --name ops-alerts --profile jiwoo --query TopicArn --output text)
aws sns subscribe --topic-arn $TOPIC --protocol email --notification-endpoint ops@example.com --profile jiwoo
expect subscription ops@example.com topic ops-alerts = pending
expect mail ops@example.com subject '*Confirmation' link confirm
world confirm ops@example.com
expect subscription ops@example.com = confirmed
aws cloudwatch put-metric-alarm --alarm-name web-cpu-high --namespace AWS/EC2 \
  --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID --statistic Average \
  --period 300 --evaluation-periods 4 --datapoints-to-alarm 3 --threshold 70 \
  --comparison-operator GreaterThanThreshold --alarm-actions $TOPIC --ok-actions $TOPIC \
  --profile jiwoo
expect alarm web-cpu-high dimension InstanceId=$ID threshold >= 70 m 3 n 4 missing missing = INSUFFICIENT_DATA
expect alarm web-cpu-high = OK within 15m
world load $ID cpu 95
expect metric CPUUtilization dimension InstanceId=$ID > 90 within 20m
expect no transition web-cpu-high to ALARM
expect transition web-cpu-high from OK to ALARM by evaluation within 20m
expect action web-cpu-high target ops-alerts = succeeded
expect delivery ops@example.com topic ops-alerts subject ALARM* = delivered within 1m
expect mail ops@example.com subject 'ALARM: "web-cpu-high"*' count 1 after action web-cpu-high
expect no mail subject ALARM* within 1h
expect alarm web-cpu-high = OK at 00:12
expect alarm web-cpu-high was OK reason *datapoints* = ALARM
expect denied CreateTopic before record AttachUserPolicy error none
expect no looked-up CreateTopic
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic \
  --profile jiwoo --query 'Events[].[EventName,Username]' --output text
expect looked-up CreateTopic by jiwoo error AccessDenied looker jiwoo attribute EventName
expect record CreateTopic by jiwoo error none in-history yes via cli
