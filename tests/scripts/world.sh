# What only the simulated world can do.
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
sleep 5m
expect instance $ID system-check ok instance-check ok load none
world fault $ID system for 10m
expect instance $ID system-check impaired within 5m
expect instance $ID system-check ok within 15m
world fault $ID instance
world mend $ID instance
world load $ID cpu 95 for 30m
world load $ID netin 1000000
expect instance $ID load 95
world load $ID cpu off
expect instance $ID load none
world load $ID cpu 101
world load $ID cpu much
world load $ID cpu off for 5m
world load $ID mem 50
world load i-0123456789abcdef0 cpu 5
world load $ID cpu 95 for ever
world dance
world confirm ops@example.com
world unsubscribe ops@example.com
world throttling on
world history-delay off
world throttling maybe
aws sns create-topic --name ops --query TopicArn --output text
expect record CreateTopic in-history yes
world
