# Expressions over metrics, queries over many, and what a metric is expected to be.
aws cloudwatch put-metric-data --namespace Shop --metric-data '[{"MetricName":"Errors","Timestamp":"2025-01-06T00:00:00Z","Value":3},{"MetricName":"Errors","Timestamp":"2025-01-06T00:02:00Z","Value":9},{"MetricName":"Requests","Timestamp":"2025-01-06T00:00:00Z","Value":60},{"MetricName":"Requests","Timestamp":"2025-01-06T00:01:00Z","Value":40},{"MetricName":"Requests","Timestamp":"2025-01-06T00:02:00Z","Value":90}]'
sleep 15m

# row: Metric math on graphs
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"e","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Errors"},"Period":60,"Stat":"Sum"},"ReturnData":false},{"Id":"r","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Requests"},"Period":60,"Stat":"Sum"},"ReturnData":false},{"Id":"rate","Expression":"100 * e / r","Label":"Error rate"},{"Id":"filled","Expression":"FILL(e, 0)"},{"Id":"chosen","Expression":"IF(r > 50, r, 0)"},{"Id":"speed","Expression":"RATE(r)"},{"Id":"both","Expression":"SUM([e, r])"},{"Id":"most","Expression":"MAX(METRICS())"},{"Id":"band","Expression":"ANOMALY_DETECTION_BAND(r, 2)"}]' --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:03:00Z --scan-by TimestampAscending
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"wrong","Expression":"NOT_A_FUNCTION(1)"}]' --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:03:00Z
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"found","Expression":"SEARCH('"'"'{Shop} Requests'"'"', '"'"'Sum'"'"', 60)"}]' --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T00:03:00Z --scan-by TimestampAscending

# row: Metrics Insights SQL
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 10 --dimensions Store=one
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 30 --dimensions Store=two
aws cloudwatch put-metric-data --namespace Shop --metric-name Sales --value 20 --dimensions Store=three
sleep 5m
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"q","Expression":"SELECT SUM(Sales) FROM SCHEMA(Shop, Store) GROUP BY Store ORDER BY SUM() DESC LIMIT 2","Period":300}]' --start-time 2025-01-06T00:15:00Z --end-time 2025-01-06T00:20:00Z
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"q","Expression":"SELECT MAX(Sales) FROM SCHEMA(Shop, Store) WHERE Store != '"'"'two'"'"'","Period":300}]' --start-time 2025-01-06T00:15:00Z --end-time 2025-01-06T00:20:00Z
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"q","Expression":"SELECT EVERYTHING","Period":300}]' --start-time 2025-01-06T00:15:00Z --end-time 2025-01-06T00:20:00Z

# row: Anomaly-detection band
world resource alb web
sleep 3d
LB=$(aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name RequestCount --query 'Metrics[?length(Dimensions)==`1`] | [0].Dimensions[0].Value' --output text)
aws cloudwatch put-anomaly-detector --namespace AWS/ApplicationELB --metric-name RequestCount --dimensions Name=LoadBalancer,Value=$LB --stat Sum
sleep 30m
aws cloudwatch describe-anomaly-detectors --namespace AWS/ApplicationELB --query 'AnomalyDetectors[].[MetricName,Stat,StateValue]'
aws cloudwatch get-metric-data --metric-data-queries "[{\"Id\":\"m\",\"MetricStat\":{\"Metric\":{\"Namespace\":\"AWS/ApplicationELB\",\"MetricName\":\"RequestCount\",\"Dimensions\":[{\"Name\":\"LoadBalancer\",\"Value\":\"$LB\"}]},\"Period\":300,\"Stat\":\"Sum\"},\"ReturnData\":false},{\"Id\":\"band\",\"Expression\":\"ANOMALY_DETECTION_BAND(m, 2)\"}]" --start-time 2025-01-09T00:30:00Z --end-time 2025-01-09T00:45:00Z
