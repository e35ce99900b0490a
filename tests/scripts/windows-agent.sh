# The Windows agent's counters (row A "The Windows agent's counters too").
aws iam create-role --role-name win --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' --query Role.RoleName
aws iam attach-role-policy --role-name win --policy-arn arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy
aws iam attach-role-policy --role-name win --policy-arn arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore
aws iam create-instance-profile --instance-profile-name win --query InstanceProfile.InstanceProfileName
aws iam add-role-to-instance-profile --instance-profile-name win --role-name win
I=$(aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base --instance-type t3.large --iam-instance-profile Name=win --query 'Instances[0].InstanceId' --output text)
L=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)
aws ec2 describe-instances --instance-ids $I --query 'Reservations[0].Instances[0].[Platform,PlatformDetails]'
# Without Default Host Management only who has the role is managed.
aws ssm reset-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role --query ServiceSetting.SettingValue
sleep 5m
aws ssm describe-instance-information --query 'InstanceInformationList[].[InstanceId,PlatformType]'
aws ssm send-command --instance-ids $L --document-name AWS-RunShellScript --parameters commands=hostname
aws ssm put-parameter --name AmazonCloudWatch-windows --type String --query Version --value '{"metrics":{"append_dimensions":{"InstanceId":"${aws:InstanceId}"},"metrics_collected":{"Processor":{"measurement":["% Processor Time"],"resources":["_Total"]},"Memory":{"measurement":["% Committed Bytes In Use","Available MBytes"]},"LogicalDisk":{"measurement":["% Free Space"],"resources":["*"]},"PhysicalDisk":{"measurement":["Disk Writes/sec"],"resources":["*"]},"Paging File":{"measurement":["% Usage"],"resources":["*"]},"Network Interface":{"measurement":["Bytes Sent/sec"],"resources":["*"]},"TCPv4":{"measurement":["Connections Established"]}}}}'
C=$(aws ssm send-command --instance-ids $I --document-name AWS-ConfigureAWSPackage --parameters action=Install,name=AmazonCloudWatchAgent --query Command.CommandId --output text)
sleep 1m
C=$(aws ssm send-command --instance-ids $I --document-name AmazonCloudWatch-ManageAgent --parameters action=configure,optionalConfigurationLocation=AmazonCloudWatch-windows --query Command.CommandId --output text)
sleep 1m
aws ssm get-command-invocation --command-id $C --instance-id $I --query '[Status,PluginName,StandardOutputContent]'
world mem $I 70
world disk $I C: 96
world load $I cpu 64
sleep 20m
aws cloudwatch list-metrics --namespace CWAgent --query 'sort_by(Metrics,&MetricName)[].[MetricName,Dimensions[?Name!=`InstanceId`].Value]' --output text
aws cloudwatch get-metric-data --start-time 2025-01-06T00:20:00Z --end-time 2025-01-06T00:21:00Z --query 'MetricDataResults[].[Id,Values[0]]' --metric-data-queries '[{"Id":"mem","MetricStat":{"Metric":{"Namespace":"CWAgent","MetricName":"Memory % Committed Bytes In Use","Dimensions":[{"Name":"InstanceId","Value":"'$I'"},{"Name":"objectname","Value":"Memory"}]},"Period":60,"Stat":"Average"}},{"Id":"free","MetricStat":{"Metric":{"Namespace":"CWAgent","MetricName":"LogicalDisk % Free Space","Dimensions":[{"Name":"InstanceId","Value":"'$I'"},{"Name":"objectname","Value":"LogicalDisk"},{"Name":"instance","Value":"C:"}]},"Period":60,"Stat":"Average"}},{"Id":"cpu","MetricStat":{"Metric":{"Namespace":"CWAgent","MetricName":"Processor % Processor Time","Dimensions":[{"Name":"InstanceId","Value":"'$I'"},{"Name":"objectname","Value":"Processor"},{"Name":"instance","Value":"_Total"}]},"Period":60,"Stat":"Average"}}]'
world agent $I
