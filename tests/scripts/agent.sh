# Memory and disk come from the CloudWatch agent: role, parameter, package, configuration; and
# every way in which it can be silent (rows A "unified agent", "several ways it can be silent").
set +e
I=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
world agent $I
sleep 5m
aws ssm put-parameter --name AmazonCloudWatch-web --type String --query Version --value '{"agent":{"metrics_collection_interval":60},"metrics":{"append_dimensions":{"InstanceId":"${aws:InstanceId}"},"aggregation_dimensions":[["InstanceId"]],"metrics_collected":{"mem":{"measurement":["mem_used_percent"]},"disk":{"measurement":["used_percent"],"resources":["/"]},"swap":{"measurement":["swap_used_percent"]}}}}'
# Configured before it is installed.
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=configure,optionalConfigurationLocation=AmazonCloudWatch-web --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I --query '[Status,ResponseCode,StandardErrorContent]'
C=$(aws ssm send-command --instance-ids $I --document-name AWS-ConfigureAWSPackage --parameters action=Install,name=AmazonCloudWatchAgent --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I
# Without a role it cannot read the parameter store.
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=configure,optionalConfigurationLocation=AmazonCloudWatch-web --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I --query '[Status,StandardErrorContent]'
# A role that EC2 may assume, with a policy that reads parameters and no more.
aws iam create-role --role-name web --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' --query Role.RoleName
aws iam create-instance-profile --instance-profile-name web --query InstanceProfile.InstanceProfileName
aws iam add-role-to-instance-profile --instance-profile-name web --role-name web
aws iam put-role-policy --role-name web --policy-name read --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ssm:GetParameter","Resource":"*"}]}'
A=$(aws ec2 associate-iam-instance-profile --instance-id $I --iam-instance-profile Name=web --query IamInstanceProfileAssociation.AssociationId --output text)
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=configure,optionalConfigurationLocation=AmazonCloudWatch-web --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I --query '[Status,PluginName,StandardOutputContent]'
world agent $I
aws cloudwatch list-metrics --namespace CWAgent --query Metrics
# The missing policy.
aws iam attach-role-policy --role-name web --policy-arn arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy
world mem $I 83
world disk $I / 91
sleep 20m
aws cloudwatch list-metrics --namespace CWAgent --query 'sort_by(Metrics,&MetricName)[].[MetricName,Dimensions[].[Name,Value]]'
aws cloudwatch get-metric-statistics --namespace CWAgent --metric-name mem_used_percent --dimensions Name=InstanceId,Value=$I --start-time 2025-01-06T00:25:00Z --end-time 2025-01-06T00:28:00Z --period 60 --statistics Average Maximum
aws cloudwatch get-metric-statistics --namespace CWAgent --metric-name disk_used_percent --dimensions Name=InstanceId,Value=$I --start-time 2025-01-06T00:25:00Z --end-time 2025-01-06T00:27:00Z --period 60 --statistics Average --query 'Datapoints[].Average'
aws cloudwatch get-metric-statistics --namespace AWS/EC2 --metric-name mem_used_percent --dimensions Name=InstanceId,Value=$I --start-time 2025-01-06T00:25:00Z --end-time 2025-01-06T00:28:00Z --period 60 --statistics Average
world agent $I
# A leak grows until it is let go; a program takes memory on top.
world mem $I grow 60
sleep 5m
world mem $I 40
C=$(aws ssm send-command --instance-ids $I --document-name AWS-RunShellScript --parameters '{"commands":["stress-ng --vm 1 --vm-bytes 30% --timeout 5m"]}' --query Command.CommandId --output text)
sleep 4m
aws cloudwatch get-metric-data --metric-data-queries '[{"Id":"m","MetricStat":{"Metric":{"Namespace":"CWAgent","MetricName":"mem_used_percent","Dimensions":[{"Name":"InstanceId","Value":"'$I'"}]},"Period":60,"Stat":"Average"}}]' --start-time 2025-01-06T00:29:00Z --end-time 2025-01-06T00:40:00Z --query 'MetricDataResults[0].Values' --scan-by TimestampAscending
# It crashes, is cut off, has the wrong time; each is told apart.
world agent $I crash
world agent $I
world agent $I mend
world agent $I network
world agent $I
world agent $I mend
world agent $I clock
world agent $I
world agent $I mend
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=stop --query Command.CommandId --output text)
sleep 1m
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=status --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I --query StandardOutputContent --output text
world agent $I
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=start --query Command.CommandId --output text)
sleep 1m
# The profile is taken away, the role no longer trusts EC2, a policy denies.
aws ec2 disassociate-iam-instance-profile --association-id $A --query IamInstanceProfileAssociation.State
world agent $I
aws ec2 associate-iam-instance-profile --instance-id $I --iam-instance-profile Name=web --query IamInstanceProfileAssociation.State
aws iam put-role-policy --role-name web --policy-name no --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"cloudwatch:PutMetricData","Resource":"*"}]}'
world agent $I
aws iam delete-role-policy --role-name web --policy-name no
# The role no longer trusts EC2, the profile is empty, the profile is gone.
aws iam update-assume-role-policy --role-name web --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
world agent $I
aws iam update-assume-role-policy --role-name web --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam remove-role-from-instance-profile --instance-profile-name web --role-name web
world agent $I
aws iam delete-instance-profile --instance-profile-name web
world agent $I
aws iam create-instance-profile --instance-profile-name web --query InstanceProfile.InstanceProfileName
aws iam add-role-to-instance-profile --instance-profile-name web --role-name web
A=$(aws ec2 describe-iam-instance-profile-associations --query 'IamInstanceProfileAssociations[0].AssociationId' --output text)
aws ec2 replace-iam-instance-profile-association --association-id $A --iam-instance-profile Name=web --query IamInstanceProfileAssociation.State
world agent $I
# Another namespace, another Region, no memory in the configuration.
aws ssm put-parameter --name AmazonCloudWatch-web --overwrite --query Version --value '{"agent":{"region":"eu-west-1","omit_hostname":true},"metrics":{"namespace":"Shop","metrics_collected":{"cpu":{"measurement":["usage_active"]}}}}'
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=configure,optionalConfigurationLocation=AmazonCloudWatch-web --query Command.CommandId --output text)
sleep 30m
world agent $I
aws cloudwatch list-metrics --namespace Shop --query Metrics
aws cloudwatch list-metrics --namespace Shop --region eu-west-1 --query Metrics
# What is not simulated is said by name.
aws ssm put-parameter --name AmazonCloudWatch-web --overwrite --query Version --value '{"metrics":{"metrics_collected":{"mem":{"measurement":["used_percent"]},"procstat":[]}},"logs":{}}'
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=configure,optionalConfigurationLocation=AmazonCloudWatch-web --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I --query '[Status,StandardErrorContent]'
aws ec2 stop-instances --instance-ids $I --query 'StoppingInstances[0].CurrentState.Name'
sleep 5m
world agent $I
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=GetParameter --query 'Events[].[Username,EventName]'
world mem $I 120
world mem $I grow
world disk $I /nowhere 5
world agent i-00000000000000000
world agent $I crash
world agent $I dance
