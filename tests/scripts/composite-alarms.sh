# Composite alarms and mute rules, row by row of the list of features.
aws sns create-topic --name ops
aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:ops --protocol email --notification-endpoint ops@example.com
topic=arn:aws:sns:us-east-1:123456789012:ops
# Alarms that keep the state they are set to: they never have data.
aws cloudwatch put-metric-alarm --alarm-name CPUUtilizationTooHigh --namespace Shop --metric-name cpu --statistic Average --period 60 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --treat-missing-data ignore
aws cloudwatch put-metric-alarm --alarm-name DiskReadOpsTooHigh --namespace Shop --metric-name disk --statistic Average --period 60 --evaluation-periods 1 --threshold 70 --comparison-operator GreaterThanThreshold --treat-missing-data ignore
aws cloudwatch put-metric-alarm --alarm-name DeploymentInProgress --namespace Shop --metric-name deploys --statistic Sum --period 60 --evaluation-periods 1 --threshold 0 --comparison-operator GreaterThanThreshold --treat-missing-data ignore

# row: AND/OR/NOT, ALARM/OK/INSUFFICIENT_DATA, TRUE/FALSE, parentheses
aws cloudwatch put-composite-alarm --alarm-name busy --alarm-rule "ALARM(CPUUtilizationTooHigh) AND ALARM(DiskReadOpsTooHigh)"
aws cloudwatch put-composite-alarm --alarm-name page --alarm-rule "(ALARM(CPUUtilizationTooHigh) OR ALARM(\"DiskReadOpsTooHigh\")) AND NOT ALARM(DeploymentInProgress)" --alarm-actions $topic --alarm-description "tell ops"
aws cloudwatch put-composite-alarm --alarm-name unknown --alarm-rule "INSUFFICIENT_DATA(CPUUtilizationTooHigh) AND NOT OK(DiskReadOpsTooHigh) AND TRUE OR FALSE"
expect alarm busy = OK
expect alarm unknown = ALARM
aws cloudwatch set-alarm-state --alarm-name CPUUtilizationTooHigh --state-value ALARM --state-reason test
expect alarm busy = OK
expect alarm page = ALARM
expect transition page to ALARM reason "*alarm:CPUUtilizationTooHigh transitioned to ALARM at Monday 06 January, 2025 00:00:00 UTC"
expect action page result succeeded target ops
aws cloudwatch put-composite-alarm --alarm-name wrong --alarm-rule "GARBAGE"
aws cloudwatch put-composite-alarm --alarm-name wrong --alarm-rule "ALARM(nobody)"
expect no alarm wrong

# row: AT_LEAST count/percent (newer)
aws cloudwatch put-composite-alarm --alarm-name most --alarm-rule "AT_LEAST(2, ALARM, (CPUUtilizationTooHigh, DiskReadOpsTooHigh, DeploymentInProgress))"
aws cloudwatch put-composite-alarm --alarm-name some --alarm-rule "AT_LEAST(30%, ALARM, (CPUUtilizationTooHigh, DiskReadOpsTooHigh, DeploymentInProgress))"
expect alarm most = OK
expect alarm some = ALARM

# row: Composite of composite, cycle detection
aws cloudwatch put-composite-alarm --alarm-name both --alarm-rule "ALARM(page) AND ALARM(some)"
expect alarm both = ALARM
aws cloudwatch put-composite-alarm --alarm-name both --alarm-rule "ALARM(both)"
aws cloudwatch put-composite-alarm --alarm-name some --alarm-rule "ALARM(both)"
aws cloudwatch set-alarm-state --alarm-name CPUUtilizationTooHigh --state-value OK --state-reason test
expect alarm page = OK
expect alarm both = ALARM
aws cloudwatch delete-alarms --alarm-names both
aws cloudwatch put-composite-alarm --alarm-name some --alarm-rule FALSE
expect alarm both = OK
aws cloudwatch describe-alarms --children-of-alarm-name both --query "CompositeAlarms[].AlarmName" --output text
aws cloudwatch describe-alarms --parents-of-alarm-name CPUUtilizationTooHigh --query "CompositeAlarms[].AlarmName" --output text

# row: Suppressor alarm + wait/extension
aws cloudwatch put-composite-alarm --alarm-name held --alarm-rule "ALARM(CPUUtilizationTooHigh)" --alarm-actions $topic --actions-suppressor DeploymentInProgress --actions-suppressor-wait-period 120 --actions-suppressor-extension-period 180
sleep 10m
aws cloudwatch set-alarm-state --alarm-name CPUUtilizationTooHigh --state-value ALARM --state-reason test
expect alarm held = ALARM suppressed-by WaitPeriod
expect action held result suppressed error WaitPeriod
sleep 1m
aws cloudwatch set-alarm-state --alarm-name DeploymentInProgress --state-value ALARM --state-reason test
expect alarm held suppressed-by Alarm
sleep 3m
aws cloudwatch set-alarm-state --alarm-name DeploymentInProgress --state-value OK --state-reason test
expect alarm held suppressed-by ExtensionPeriod
sleep 3m
expect alarm held suppressed-by none
expect action held result succeeded count 1
aws cloudwatch describe-alarms --alarm-names held --alarm-types CompositeAlarm

# row: Mute rules (schedule windows)
aws cloudwatch set-alarm-state --alarm-name CPUUtilizationTooHigh --state-value OK --state-reason test
aws cloudwatch put-alarm-mute-rule --name maintenance --rule '{"Schedule":{"Expression":"at(2025-01-06T00:20)","Duration":"PT30M"}}' --mute-targets AlarmNames=page,busy
sleep 5m
aws cloudwatch get-alarm-mute-rule --alarm-mute-rule-name maintenance
expect alarm page = OK muted-by maintenance
aws cloudwatch set-alarm-state --alarm-name CPUUtilizationTooHigh --state-value ALARM --state-reason test
expect alarm page = ALARM
expect action page result muted target ops error maintenance
sleep 27m
expect action page result succeeded count 3
sleep 2m
expect action page result succeeded count 4
expect alarm page = ALARM muted-by none
aws cloudwatch list-alarm-mute-rules --query "AlarmMuteRuleSummaries[].Status" --output text
aws cloudwatch delete-alarm-mute-rule --alarm-mute-rule-name maintenance
aws cloudwatch describe-alarm-history --alarm-name page --alarm-types CompositeAlarm --query "AlarmHistoryItems[].HistorySummary"

# row: No EC2/ASG actions on composite
aws cloudwatch put-composite-alarm --alarm-name stop --alarm-rule "ALARM(busy)" --alarm-actions arn:aws:automate:us-east-1:ec2:stop
