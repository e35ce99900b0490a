# What becomes of points as they age, and how often an instance sends them.

# row: Period roll-up by age (3 h / 15 d / 63 d / 455 d)
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Pulse","Timestamp":"2025-01-06T00:00:10Z","Value":1,"StorageResolution":1},{"MetricName":"Pulse","Timestamp":"2025-01-06T00:00:20Z","Value":5,"StorageResolution":1},{"MetricName":"Pulse","Timestamp":"2025-01-06T00:01:20Z","Value":6,"StorageResolution":1}]'
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 10 --statistics Sum --query 'length(Datapoints)'
sleep 4h
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 10 --statistics Sum
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 60 --statistics Sum --query 'sort_by(Datapoints, &Timestamp)'
sleep 16d
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 60 --statistics Sum
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 300 --statistics Sum SampleCount
sleep 48d
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z --period 300 --statistics Sum
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z --period 3600 --statistics Sum
sleep 400d
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Pulse --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z --period 3600 --statistics Sum

# row: Basic (5 min) vs detailed (1 min) monitoring
ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
world load $ID cpu 40
sleep 20m
aws cloudwatch get-metric-statistics --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID --start-time 2026-04-15T04:00:00Z --end-time 2026-04-15T05:00:00Z --period 60 --statistics Average SampleCount --query 'length(Datapoints)'
aws ec2 monitor-instances --instance-ids $ID
sleep 20m
aws cloudwatch get-metric-statistics --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID --start-time 2026-04-15T04:00:00Z --end-time 2026-04-15T05:00:00Z --period 60 --statistics Average SampleCount --query 'length(Datapoints)'
aws cloudwatch list-metrics --namespace AWS/EC2 --metric-name CPUUtilization --query 'Metrics[].Dimensions[].Name'
