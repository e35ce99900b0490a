# row: Built-in service metrics that move by themselves (EC2, ALB, Lambda, SQS, RDS…)
world resource alb web
world resource billing bill
world load web requests 600
sleep 30m
aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name RequestCount --query 'length(Metrics)'
ALB=$(aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name RequestCountPerTarget --query 'Metrics[0].Dimensions[0].Value' --output text)
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"q1","Expression":"SELECT SUM(RequestCount) FROM SCHEMA(\"AWS/ApplicationELB\", LoadBalancer)","Period":300}]' --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:10:00Z --query 'MetricDataResults[0].Values'
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"e1","Expression":"SEARCH('"'"'{AWS/Billing,Currency} EstimatedCharges'"'"', '"'"'Maximum'"'"', 21600)"}]' --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:10:00Z --query 'length(MetricDataResults)'
world load web errors 100 for 5m
world load web cpu 5
world load web errors off for 5m
world load web dance 5
world load nobody requests 5
world resource alb web
world resource castle web
world resource cloudfront edge in eu-west-1
world resource sqs jobs in mars
world resource sqs jobs in eu-west-1
world resource remove jobs
world resource remove jobs
world resource
