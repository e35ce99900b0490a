# row: Dashboards that show the widgets
aws cloudwatch put-dashboard \
    --dashboard-name Dashboard-A \
    --dashboard-body '{"widgets":[{"height":6,"width":6,"y":0,"x":0,"type":"metric","properties":{"view":"timeSeries","stacked":false,"metrics":[["Namespace","CPUUtilization","Environment","Prod","Type","App"]],"region":"us-east-1"}}]}'
aws cloudwatch list-dashboards
aws cloudwatch put-dashboard --dashboard-name Dashboard-B --dashboard-body '{"widgets":[]}' --tags Key=team,Value=ops --region ap-northeast-2
aws cloudwatch list-dashboards --dashboard-name-prefix Dashboard --query 'DashboardEntries[].[DashboardName,Size]' --output text
aws cloudwatch get-dashboard --dashboard-name Dashboard-A
aws cloudwatch list-tags-for-resource --resource-arn arn:aws:cloudwatch::123456789012:dashboard/Dashboard-B
aws cloudwatch put-dashboard --dashboard-name "a b" --dashboard-body '{"widgets":[]}'
aws cloudwatch put-dashboard --dashboard-name a --dashboard-body 'widgets'
aws cloudwatch put-dashboard --dashboard-name a --dashboard-body '{"widgets":[{"type":"text","x":24,"properties":{"markdown":"hi"}}]}'
aws cloudwatch put-dashboard --dashboard-name a --dashboard-body '{"widgets":[],"note":"kept"}'
aws cloudwatch delete-dashboards --dashboard-names Dashboard-A Dashboard-B
aws cloudwatch get-dashboard --dashboard-name Dashboard-A
aws cloudwatch get-metric-widget-image --metric-widget '{}'
expect record PutDashboard
