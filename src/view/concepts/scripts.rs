//! What makes the small world of each concept: lines of the script language, with the values of its
//! knobs in their places, and at the end the questions whose answers are shown.

use std::fmt::Write as _;

use super::mini::Values;

/// A value of a knob, or nothing.
fn get<'a>(values: &'a Values, knob: &str) -> &'a str {
    values.get(knob).map(String::as_str).unwrap_or_default()
}

fn count(values: &Values, knob: &str) -> u32 {
    get(values, knob).parse().unwrap_or_default()
}

/// Whether a toggle is on.
fn on(values: &Values, knob: &str) -> bool {
    get(values, knob) == "yes"
}

/// The script of a concept's world.
pub(super) fn script(id: &str, values: &Values) -> String {
    match id {
        "services" => services(get(values, "act")),
        "metrics" => metrics(values),
        "alarms" => alarms(values),
        "notifications" => notifications(values),
        "records" => records(values),
        "trails" => trails(values),
        "permissions" => permissions(values),
        "costs" => costs(values),
        "moved-on" => moved_on(get(values, "region")),
        _ => String::new(),
    }
}

const LAUNCH: &str = "ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 \
                      --instance-type t3.micro --query 'Instances[0].InstanceId' --output text)\n";

/// An instance, and something that somebody does to it.
fn services(act: &str) -> String {
    let act = match act {
        "load" => "world load $ID cpu 90",
        "stop" => "aws ec2 stop-instances --instance-ids $ID --profile minsu",
        _ => "aws ec2 create-tags --resources $ID --tags Key=Name,Value=renamed --profile minsu",
    };
    format!(
        "{LAUNCH}world load $ID cpu 30\n\
         aws iam create-user --user-name minsu\n\
         aws iam attach-user-policy --user-name minsu \
         --policy-arn arn:aws:iam::aws:policy/AmazonEC2FullAccess\n\
         sleep 30m\n\
         {act}\n\
         sleep 30m\n\
         aws cloudwatch get-metric-statistics --namespace AWS/EC2 --metric-name CPUUtilization \
         --dimensions Name=InstanceId,Value=$ID --start-time 2025-01-06T00:10:00Z \
         --end-time 2025-01-06T01:00:00Z --period 300 --statistics Average\n\
         aws cloudtrail lookup-events \
         --lookup-attributes AttributeKey=Username,AttributeValue=minsu\n\
         aws ec2 describe-instances --instance-ids $ID\n"
    )
}

/// What is published in a quarter of an hour: minute, values.
const SAMPLES: [(u32, &[u32]); 12] = [
    (0, &[20, 24]),
    (1, &[22]),
    (2, &[21]),
    (3, &[98]),
    (4, &[25]),
    (5, &[30, 32]),
    (6, &[31]),
    (8, &[33]),
    (9, &[29]),
    (10, &[6]),
    (12, &[4, 5]),
    (14, &[7]),
];

fn metrics(values: &Values) -> String {
    let mut data = String::new();
    for (minute, samples) in SAMPLES {
        for sample in samples {
            // Writing to a string cannot fail.
            let _ = write!(
                data,
                " MetricName=Wait,Value={sample},Timestamp=2025-01-06T00:{minute:02}:30Z"
            );
        }
    }
    let stat = get(values, "stat");
    let option = if stat.starts_with('p') { "--extended-statistics" } else { "--statistics" };
    let sleep = match get(values, "age") {
        "0d" | "" => String::new(),
        age => format!("sleep {age}\n"),
    };
    format!(
        "sleep 15m\n\
         aws cloudwatch put-metric-data --namespace Shop --metric-data{data}\n\
         {sleep}\
         aws cloudwatch get-metric-statistics --namespace Shop --metric-name Wait \
         --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z \
         --period {} {option} {stat}\n",
        get(values, "period")
    )
}

/// Ten minutes of a metric; nothing where nothing was published.
fn minutes(points: &str) -> [Option<u32>; 10] {
    let all = |values: [u32; 10]| values.map(|value| (value > 0).then_some(value));
    match points {
        "steady" => all([40, 45, 90, 92, 95, 91, 94, 90, 93, 92]),
        "gaps" => all([90, 0, 92, 0, 40, 0, 91, 0, 95, 0]),
        "silence" => all([40, 92, 91, 0, 0, 0, 0, 0, 0, 0]),
        _ => all([40, 92, 41, 90, 42, 91, 43, 95, 41, 90]),
    }
}

fn alarms(values: &Values) -> String {
    let mut script = format!(
        "aws cloudwatch put-metric-alarm --alarm-name load-high --namespace Shop \
         --metric-name Load --statistic Average --period 60 --evaluation-periods {} \
         --datapoints-to-alarm {} --threshold {} --comparison-operator GreaterThanThreshold \
         --treat-missing-data {}\n",
        get(values, "n"),
        get(values, "m"),
        get(values, "threshold"),
        get(values, "missing"),
    );
    for value in minutes(get(values, "points")) {
        let put = value.map(|value| {
            format!(
                "aws cloudwatch put-metric-data --namespace Shop --metric-name Load \
                 --value {value}\n"
            )
        });
        // Writing to a string cannot fail.
        let _ = write!(script, "sleep 30s\n{}sleep 30s\n", put.unwrap_or_default());
    }
    script += "aws cloudwatch describe-alarm-history --alarm-name load-high \
               --history-item-type StateUpdate --scan-by TimestampAscending\n";
    script
}

fn notifications(values: &Values) -> String {
    let confirm = if on(values, "confirmed") { "world confirm ops@example.com\n" } else { "" };
    // What the owner alone may do says nothing of CloudWatch.
    let policy = "aws sns set-topic-attributes --topic-arn $TOPIC --attribute-name Policy \
                  --attribute-value '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\
                  \"Deny\",\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"},\"Action\":\
                  \"sns:Publish\",\"Resource\":\"arn:aws:sns:us-east-1:123456789012:ops\"}]}'\n";
    let policy = if on(values, "policy") { "" } else { policy };
    let enabled = if on(values, "enabled") { "" } else { " --no-actions-enabled" };
    format!(
        "TOPIC=$(aws sns create-topic --name ops --query TopicArn --output text)\n\
         aws sns subscribe --topic-arn $TOPIC --protocol email \
         --notification-endpoint ops@example.com\n\
         {confirm}{policy}\
         aws cloudwatch put-metric-alarm --alarm-name load-high --namespace Shop \
         --metric-name Load --statistic Average --period 60 --evaluation-periods 1 \
         --threshold 80 --comparison-operator GreaterThanThreshold \
         --alarm-actions $TOPIC{enabled}\n\
         sleep 30s\n\
         aws cloudwatch put-metric-data --namespace Shop --metric-name Load --value 95\n\
         sleep 3m\n\
         aws cloudwatch describe-alarm-history --alarm-name load-high \
         --scan-by TimestampAscending\n\
         aws sns list-subscriptions-by-topic --topic-arn $TOPIC\n"
    )
}

fn records(values: &Values) -> String {
    let may = on(values, "may");
    let set_up = match (get(values, "who"), may) {
        ("role", _) => {
            let right = "aws iam attach-role-policy --role-name Audit \
                         --policy-arn arn:aws:iam::aws:policy/AmazonSNSFullAccess\n";
            format!(
                "aws iam create-role --role-name Audit --assume-role-policy-document \
                 '{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\
                 \"Principal\":{{\"AWS\":\"arn:aws:iam::123456789012:user/admin\"}},\
                 \"Action\":\"sts:AssumeRole\"}}]}}'\n\
                 {}\
                 aws configure set profile.caller.role_arn arn:aws:iam::123456789012:role/Audit\n\
                 aws configure set profile.caller.source_profile admin\n",
                if may { right } else { "" }
            )
        }
        ("user", true) => "aws iam attach-user-policy --user-name jiwoo \
                           --policy-arn arn:aws:iam::aws:policy/AmazonSNSFullAccess\n"
            .to_owned(),
        _ => String::new(),
    };
    let profile = match get(values, "who") {
        "role" => "caller",
        "root" => "root",
        _ => "jiwoo",
    };
    format!(
        "{set_up}sleep 1h\n\
         aws sns create-topic --name ops --profile {profile}\n\
         sleep 15m\n\
         aws cloudtrail lookup-events \
         --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic\n"
    )
}

const BUCKET_POLICY: &str = "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
                             \"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":\
                             \"s3:GetBucketAcl\",\"Resource\":\"arn:aws:s3:::evidence\"},\
                             {\"Effect\":\"Allow\",\"Principal\":{\"Service\":\
                             \"cloudtrail.amazonaws.com\"},\"Action\":\"s3:PutObject\",\
                             \"Resource\":\"arn:aws:s3:::evidence/AWSLogs/123456789012/*\",\
                             \"Condition\":{\"StringEquals\":{\"s3:x-amz-acl\":\
                             \"bucket-owner-full-control\"}}}]}'";

/// The act at 02:00:00, and so many minutes after it.
fn trails(values: &Values) -> String {
    let validation = match on(values, "validation") {
        true => " --enable-log-file-validation",
        false => "",
    };
    let sleep = match count(values, "minutes") {
        0 => String::new(),
        minutes => format!("sleep {minutes}m\n"),
    };
    format!(
        "aws s3api create-bucket --bucket evidence\n\
         aws s3api put-bucket-policy --bucket evidence --policy {BUCKET_POLICY}\n\
         aws cloudtrail create-trail --name main --s3-bucket-name evidence{validation}\n\
         aws cloudtrail start-logging --name main\n\
         sleep 2h\n\
         aws ec2 create-key-pair --key-name spare\n\
         {sleep}\
         aws cloudtrail lookup-events \
         --lookup-attributes AttributeKey=EventName,AttributeValue=CreateKeyPair\n\
         aws s3api list-objects-v2 --bucket evidence\n"
    )
}

fn permissions(values: &Values) -> String {
    let policy = |effect: &str, action: &str| {
        format!(
            "'{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"{effect}\",\"Action\":\
             \"{action}\",\"Resource\":\"*\"}}]}}'"
        )
    };
    let mut script = format!("{LAUNCH}sleep 5m\naws iam create-user --user-name hana\n");
    let mut give = |wanted: bool, line: String| {
        if wanted {
            script += &line;
        }
    };
    give(
        on(values, "allow"),
        format!(
            "aws iam put-user-policy --user-name hana --policy-name may-stop \
             --policy-document {}\n",
            policy("Allow", "ec2:*")
        ),
    );
    give(
        on(values, "boundary"),
        "aws iam put-user-permissions-boundary --user-name hana \
         --permissions-boundary arn:aws:iam::aws:policy/ReadOnlyAccess\n"
            .to_owned(),
    );
    give(
        on(values, "deny"),
        format!(
            "aws iam put-user-policy --user-name hana --policy-name never-stop \
             --policy-document {}\n",
            policy("Deny", "ec2:StopInstances")
        ),
    );
    script += "aws ec2 stop-instances --instance-ids $ID --profile hana\n\
               sleep 15m\n\
               aws cloudtrail lookup-events \
               --lookup-attributes AttributeKey=EventName,AttributeValue=StopInstances\n";
    script
}

fn costs(values: &Values) -> String {
    let mut script = String::new();
    let alarm = |name: &str, n: u32, period: u32| {
        format!(
            "aws cloudwatch put-metric-alarm --alarm-name {name}-{n} --namespace AWS/EC2 \
             --metric-name CPUUtilization --statistic Average --period {period} \
             --evaluation-periods 1 --threshold 80 \
             --comparison-operator GreaterThanThreshold\n"
        )
    };
    for n in 0..count(values, "alarms") {
        script += &alarm("plain", n, 300);
    }
    for n in 0..count(values, "fast") {
        script += &alarm("fast", n, 10);
    }
    match count(values, "detailed") {
        0 => {}
        n => {
            // Writing to a string cannot fail.
            let _ = writeln!(
                script,
                "aws ec2 run-instances --image-id ami-0c02fb55956c7d316 \
                 --instance-type t3.micro --count {n} --monitoring Enabled=true"
            );
        }
    }
    script += "sleep 10m\n";
    for n in 0..count(values, "metrics") {
        // Writing to a string cannot fail.
        let _ = writeln!(
            script,
            "aws cloudwatch put-metric-data --namespace Shop --metric-name Number{n} --value 1"
        );
    }
    script += "sleep 1m\n";
    script
}

fn moved_on(region: &str) -> String {
    let mut script = format!(
        "aws iam create-user --user-name guest --region {region}\n\
         aws ec2 create-key-pair --key-name spare --region {region}\n\
         sleep 15m\n"
    );
    for (name, event) in [("iam", "CreateUser"), ("ec2", "CreateKeyPair")] {
        for place in ["us-east-1", region] {
            // Writing to a string cannot fail.
            let _ = writeln!(
                script,
                "aws cloudtrail lookup-events --region {place} --lookup-attributes \
                 AttributeKey=EventName,AttributeValue={event} && echo {name}"
            );
        }
    }
    script
}
