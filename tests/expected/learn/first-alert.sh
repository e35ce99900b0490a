#!/usr/bin/env bash
export AWS_PAGER=
# The first alert, as a script for a real AWS account
# It uses these profiles of your AWS CLI: jiwoo, admin. Running instances cost money: clean up afterwards.
EMAIL=jiwoo@example.com # your own address

# Images grow old. If this one is gone: --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
INSTANCE_ID=$(aws ec2 run-instances \
    --count 1 \
    --image-id ami-0c02fb55956c7d316 \
    --instance-type t3.micro \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=mine}]' \
    --profile jiwoo \
    --region us-east-1 \
    --query 'Instances[0].InstanceId' --output text)
# 1m passed here. If the next step needs it: sleep 60
# Refused in the simulator with AuthorizationError:
aws sns create-topic \
    --name ops-alerts \
    --profile jiwoo \
    --region us-east-1
aws iam attach-user-policy \
    --user-name jiwoo \
    --policy-arn arn:aws:iam::aws:policy/AmazonSNSFullAccess \
    --profile admin \
    --region us-east-1
TOPIC_ARN=$(aws sns create-topic \
    --name ops-alerts \
    --profile jiwoo \
    --region us-east-1 \
    --query 'TopicArn' --output text)
aws cloudwatch put-metric-alarm \
    --alarm-name web-cpu-high \
    --ok-actions "$TOPIC_ARN" \
    --alarm-actions "$TOPIC_ARN" \
    --metric-name CPUUtilization \
    --namespace AWS/EC2 \
    --statistic Average \
    --dimensions Name=InstanceId,Value="$INSTANCE_ID" \
    --period 300 \
    --evaluation-periods 4 \
    --datapoints-to-alarm 3 \
    --threshold 70.0 \
    --comparison-operator GreaterThanThreshold \
    --profile jiwoo \
    --region us-east-1
aws sns subscribe \
    --topic-arn "$TOPIC_ARN" \
    --protocol email \
    --notification-endpoint "$EMAIL" \
    --profile jiwoo \
    --region us-east-1
# Follow the confirmation link in the mail from AWS before you go on.
# Put CPU load of about 95 % on $INSTANCE_ID, in a shell on the instance: stress-ng --cpu 0 --cpu-load 95 --timeout 1h
# 35m passed here. If the next step needs it: sleep 2100
aws cloudtrail lookup-events \
    --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic \
    --profile jiwoo \
    --region us-east-1
aws cloudtrail lookup-events \
    --lookup-attributes AttributeKey=Username,AttributeValue=admin \
    --profile jiwoo \
    --region us-east-1
