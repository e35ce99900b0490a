# What published metrics are about, and numbers that are none.

aws cloudwatch put-metric-data --namespace Shop --entity-metric-data 'Entity={KeyAttributes={Type=Service,Name=shop,Environment=prod},Attributes={PlatformType=AWS::EC2}},MetricData=[{MetricName=Orders,Value=3},{MetricName=Carts,Values=[1,2],Unit=Count}]' --strict-entity-validation
aws cloudwatch put-metric-data --namespace Shop --metric-name Visits --value 7 --entity-metric-data '[{"Entity":{"KeyAttributes":{"Type":"RemoteService","Name":"payments"}},"MetricData":[{"MetricName":"Calls","Value":1}]}]' --no-strict-entity-validation
aws cloudwatch get-metric-statistics --namespace Shop --metric-name Carts --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:05:00Z --period 300 --statistics Sum
# The environment is missing: strictly, nothing is taken; else the data is, without the entity.
aws cloudwatch put-metric-data --namespace Shop --entity-metric-data 'Entity={KeyAttributes={Type=Service,Name=shop}},MetricData=[{MetricName=Lost,Value=3}]' --strict-entity-validation
aws cloudwatch put-metric-data --namespace Shop --entity-metric-data 'Entity={KeyAttributes={Type=Service,Name=shop}},MetricData=[{MetricName=Kept,Value=3}]' --no-strict-entity-validation
aws cloudwatch put-metric-data --namespace Shop --entity-metric-data 'Entity={KeyAttributes={Type=Service,Name=shop,Environment=prod}},MetricData=[{MetricName=Orders,Value=3}]'
aws cloudwatch put-metric-data --namespace Shop --entity-metric-data 'Entity={KeyAttributes={Type=Service,Name=}},MetricData=[{MetricName=Orders,Value=3}]' --strict-entity-validation
sleep 15m
aws cloudwatch list-metrics --namespace Shop --query 'Metrics[].MetricName'

aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --value NaN
aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --value inf
aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --value=-Infinity
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Orders","Value":NaN}]'
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Orders","Values":[1,-Infinity]}]'
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Orders","Value":1e999}]'
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Orders","Value":"NaN"}]'
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":NaN,"Value":1}]'
aws cloudwatch put-metric-data --namespace Shop --metric-data MetricName=Orders,Value=nan
aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --statistic-values SampleCount=NaN,Sum=1,Minimum=1,Maximum=1
aws cloudwatch put-metric-alarm --alarm-name a --namespace Shop --metric-name Orders --statistic Sum --period 60 --evaluation-periods 1 --comparison-operator GreaterThanThreshold --threshold NaN
