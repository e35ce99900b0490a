# What somebody does later.
WHAT=early
at 00:10 jiwoo: aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro \
    --client-token $WHAT   # as it is then
WHAT=late
at 2025-01-06T00:20:00Z admin: aws sns create-topic --name ops
at 2025-01-05T00:20:00Z admin: aws sns create-topic --name past
at noon admin: aws sns create-topic --name noon
at 00:30 nobody: aws sns create-topic --name nobody
sleep 9m
expect no instance
sleep 1m
expect instance * = pending
expect record RunInstances by jiwoo at 00:10
sleep 1h
expect topic ops count 1
expect record CreateTopic by admin at 00:20:00
expect no topic nobody
aws ec2 describe-instances --query 'Reservations[].Instances[].ClientToken' --output text
