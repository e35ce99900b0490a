//! What commands print, whole.

use expect_test::expect_file;
use watchtrail::sim::Span;

use super::Cli;

#[test]
fn usage() {
    Cli::new().transcript(
        r#"
        aws
        aws --version
        aws foo
        aws clouwatch
        aws cloudwatch
        aws cloudwatch put-metric-alrm
        aws cloudwatch put-metric-alarm
        aws cloudwatch put-metric-alarm --alarm-name
        aws cloudwatch put-metric-alarm --alarm-name a --threshold 70%
        aws cloudwatch put-metric-alarm --alarm-name a --period x
        aws cloudwatch set-alarm-state --alarm-name a
        aws ec2 describe-instances --bogus x y
        aws ec2 describe-instances x --bogus
        aws ec2 describe-instances --dry-run=true
        aws ec2 describe-instances --output foo
        aws ec2 describe-instances --output
        aws ec2 run-instances --secur x
        aws ec2 describe-instances --max-items 3 --no-paginate
        aws ec2 describe-instances --no-paginate --page-size 5 --starting-token x --max-items 1
        aws ec2 describe-instances --max-items x
        aws sts get-caller-identity --no-foo
        aws sts get-caller-identity --generate-cli-skeleton foo
        aws iam create-user --user-name
        aws --output json
        aws sns subscribe --topic-arn a
        aws ec2 describe-tags --filters
        "#,
        &expect_file!["expected/usage.txt"],
    );
}

#[test]
fn parameters() {
    Cli::new().transcript(
        r#"
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions Name=a,Vlue
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions 'Name=a Value=b'
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions Nme=a,Value=b
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions Name=a,Name=b
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions Name
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions Name=a,,Value=b
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions 'Name="a'
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions '[{"Name":"a"'
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions '[{"Name":"a",}]'
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions '[{"Name":a}]'
        aws cloudwatch put-metric-alarm --alarm-name a --dimensions '[1]'
        aws cloudwatch put-metric-alarm --alarm-name '' --evaluation-periods 0
        aws cloudwatch put-metric-alarm --alarm-name a --evaluation-periods 1.5
        aws cloudwatch put-metric-alarm --cli-input-json '{"AlarmName":1}'
        aws cloudwatch put-metric-alarm --cli-input-json '{"AlarmName":'
        aws cloudwatch put-metric-alarm --cli-input-json '[]'
        aws cloudwatch put-metric-alarm --cli-input-json '{"AlarmName":"a","OKActions":"x"}'
        aws cloudwatch get-metric-statistics --namespace a --metric-name b --period 60 \
            --start-time yesterday --end-time 2025-01-06
        aws cloudwatch put-metric-data --namespace a --metric-name x --value a
        aws cloudwatch put-metric-data --namespace a --metric-name x --metric-data '[]'
        aws cloudwatch put-metric-data --namespace a --metric-name x --dimensions a
        aws cloudwatch put-metric-data --namespace a --metric-data MetricName=x,Value=y
        aws cloudwatch put-metric-data --namespace a --metric-data MetricName=x,Values=1
        aws ec2 run-instances --image-id x --count a:b
        aws ec2 run-instances --image-id x --monitoring Enabled=maybe
        aws ec2 run-instances --image-id x \
            --block-device-mappings 'DeviceName=/dev/sda1,Ebs={VolumeSize=x}'
        aws ec2 modify-instance-attribute --instance-id i-1 --disable-api-stop --no-disable-api-stop
        aws sns create-topic --name a --attributes DisplayName
        aws ec2 describe-instances --filters '{'
        aws ec2 describe-instances --query 'a['
        aws ec2 describe-instances --query 'a.'
        aws ec2 describe-instances --query ''
        aws ec2 describe-instances --region us_east
        aws ec2 describe-instances --region us-nowhere-1
        aws ec2 describe-instances --profile nobody
        aws ec2 describe-instances --cli-error-format json --max-items 3 --no-paginate
        aws ec2 describe-instances --cli-error-format text --max-items 3 --no-paginate
        aws ec2 describe-instances --cli-error-format yaml --max-items 3 --no-paginate
        aws ec2 describe-instances --cli-error-format legacy --max-items 3 --no-paginate
        aws ec2 describe-instances --cli-error-format table --max-items 3 --no-paginate
        "#,
        &expect_file!["expected/parameters.txt"],
    );
}

#[test]
fn refusals() {
    Cli::new().transcript(
        r#"
        aws s3 presign s3://a/b
        aws ec2 create-image
        aws ec2 wait export-task-completed
        aws cloudwatch put-metric-alarm --alarm-name a --evaluation-interval 60
        aws cloudwatch put-metric-alarm --alarm-name a --cli-input-json '{"EvaluationInterval":60}'
        aws logs get-log-events --log-group-name g --log-stream-name s --unmask
        aws ec2 run-instances --image-id x --placement HostId=h
        aws ec2 run-instances --image-id x --user-data file://a.sh
        aws iam put-user-policy --user-name a --policy-name b --policy-document file://p.json
        aws ec2 describe-instances --debug
        aws ec2 describe-instances --endpoint-url http://x
        aws ec2 describe-instances --region af-south-1
        aws sns create-topic --cli-input-yaml 'Name: a'
        aws configure sso
        aws configure set profile.ops.role_arn arn:aws:iam::123456789012:role/ops
        aws configure get profile.ops.role_arn
        aws configure list-profiles
        aws sts get-caller-identity --profile ops
        "#,
        &expect_file!["expected/refusals.txt"],
    );
}

#[test]
fn calls() {
    let mut cli = Cli::new();
    cli.transcript(
        r#"
        aws sts get-caller-identity
        aws sts get-caller-identity --profile root --output text
        aws sts get-caller-identity --profile jiwoo --query Arn
        aws sts get-caller-identity --query '{Who:Arn,Account:Account}' --output yaml
        aws sns create-topic --name ops-alerts
        aws sns create-topic --name ops-alerts --profile jiwoo
        aws sns create-topic --name ops-alerts --profile jiwoo --cli-error-format json
        aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:ops-alerts \
            --protocol email --notification-endpoint me@example.com
        aws cloudwatch put-metric-alarm --alarm-name web-cpu-high --namespace AWS/EC2 \
            --metric-name CPUUtilization --dimensions Name=InstanceId,Value=i-1 \
            --statistic Average --period 300 --evaluation-periods 2 --threshold 70 \
            --comparison-operator GreaterThanThreshold \
            --alarm-actions arn:aws:sns:us-east-1:123456789012:ops-alerts
        aws cloudwatch describe-alarms
        aws cloudwatch describe-alarms --output text
        aws cloudwatch describe-alarms --output table
        aws cloudwatch describe-alarms --output yaml
        aws cloudwatch describe-alarms --output yaml-stream --query 'MetricAlarms[].AlarmName'
        aws cloudwatch describe-alarms \
            --query 'MetricAlarms[].[AlarmName,StateValue,Threshold]' --output table
        aws cloudwatch describe-alarms --query 'MetricAlarms[0].Foo' --output text
        aws cloudwatch describe-alarms --query 'foo(@)'
        aws cloudwatch describe-alarms --output off
        aws cloudwatch set-alarm-state --alarm-name nothing --state-value OK --state-reason test
        aws cloudwatch delete-alarms --alarm-names web-cpu-high
        aws cloudwatch delete-alarms --alarm-names web-cpu-high --query Foo
        aws iam list-users --output table
        aws iam list-users --max-items 1 --query 'Users[].UserName'
        aws iam list-users --max-items 1 --query NextToken --output text
        aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro --count 1 \
            --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web}]' \
            --query 'Instances[].[InstanceType,State.Name,Tags[0].Value]' --output text
        aws ec2 describe-instances --filters Name=tag:Name,Values=web \
            --query 'Reservations[].Instances[].State' --output table
        aws ec2 describe-instances --instance-id i-0123456789abcdef0
        aws ec2 describe-regions \
            --query 'Regions[?starts_with(RegionName, `ap-`)].RegionName' --output text
        "#,
        &expect_file!["expected/calls.txt"],
    );
}

#[test]
fn skeletons() {
    Cli::new().transcript(
        r#"
        aws sts get-caller-identity --generate-cli-skeleton
        aws cloudwatch put-metric-alarm --generate-cli-skeleton
        aws ec2 create-tags --generate-cli-skeleton input
        aws sns subscribe --generate-cli-skeleton yaml-input
        aws cloudwatch list-metrics --generate-cli-skeleton output
        aws cloudwatch put-metric-alarm --generate-cli-skeleton output
        aws cloudwatch delete-alarms --alarm-names a --generate-cli-skeleton output
        "#,
        &expect_file!["expected/skeletons.txt"],
    );
}

#[test]
fn help() {
    Cli::new().transcript(
        r#"
        aws help
        aws cloudtrail help
        aws cloudtrail lookup-events help
        aws cloudwatch delete-alarms help
        "#,
        &expect_file!["expected/help.txt"],
    );
}

#[test]
fn configuring() {
    Cli::new().transcript(
        r#"
        aws configure list
        aws configure get region
        aws configure set region ap-northeast-2
        aws configure get region
        aws configure list
        aws ec2 describe-availability-zones --query 'AvailabilityZones[].ZoneName' --output text
        aws configure set output text --profile jiwoo
        aws sts get-caller-identity --profile jiwoo
        aws configure get
        aws configure set a
        aws configure foo
        aws configure list-profiles
        "#,
        &expect_file!["expected/configuring.txt"],
    );
}

#[test]
fn listings_are_fetched_to_their_end() {
    let mut cli = Cli::new();
    for i in 0..250 {
        cli.ok(&format!("aws sns create-topic --name t{i:03}"));
    }
    cli.calls = 0;
    let all = cli.ok("aws sns list-topics --query 'length(Topics)'");
    assert_eq!((all.as_str(), cli.calls), ("250\n", 3), "one call a page");
    cli.calls = 0;
    let one = cli.ok("aws sns list-topics --no-paginate --query 'length(Topics)'");
    assert_eq!((one.as_str(), cli.calls), ("100\n", 1));
    // What one command leaves, the next takes up, wherever the cut is.
    let mut names = String::new();
    let mut token = String::new();
    loop {
        let line = format!("aws sns list-topics --max-items 70{token}");
        names.push_str(&cli.ok(&format!("{line} --query 'Topics[].TopicArn' --output json")));
        let next = cli.ok(&format!("{line} --query NextToken"));
        let Ok(serde_json::Value::String(next)) = serde_json::from_str(&next) else { break };
        token = format!(" --starting-token {next}");
    }
    for i in 0..250 {
        assert_eq!(names.matches(&format!(":t{i:03}\"")).count(), 1, "t{i:03}");
    }
    let text = cli.ok("aws sns list-topics --output text");
    assert_eq!(text.lines().count(), 250);
    cli.sleep(Span::mins(10));
    let events = cli.ok("aws cloudtrail lookup-events --lookup-attributes \
         AttributeKey=EventName,AttributeValue=ListTopics --query 'length(Events)'");
    assert!(events.trim().parse::<usize>().unwrap() > 10, "{events}");
}
