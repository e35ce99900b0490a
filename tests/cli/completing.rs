//! What the Tab key offers.

use watchtrail::shell::complete::complete;

use super::Cli;

#[test]
fn words_are_completed() {
    let mut cli = Cli::new();
    cli.ok("aws sns create-topic --name ops");
    cli.ok("aws cloudwatch put-metric-alarm --alarm-name web-cpu --namespace A --metric-name B \
         --statistic Average --period 300 --evaluation-periods 1 --threshold 1 \
         --comparison-operator GreaterThanThreshold");
    let topic = "arn:aws:sns:us-east-1:123456789012:ops";
    let cases: [(&str, &[&str]); 17] = [
        ("a", &["aws", "at"]),
        ("aws cloud", &["cloudtrail", "cloudwatch"]),
        ("aws cloudwatch put-metric-a", &["put-metric-alarm"]),
        ("aws cloudwatch put-metric-alarm --tr", &["--treat-missing-data"]),
        ("aws cloudwatch put-metric-alarm --statistic S", &["SampleCount", "Sum"]),
        ("aws cloudwatch delete-alarms --alarm-names w", &["web-cpu"]),
        ("aws cloudwatch put-metric-alarm --alarm-actions a", &[topic]),
        ("aws cloudwatch put-metric-alarm --dimensions N", &["Name="]),
        ("aws cloudwatch put-metric-alarm --dimensions Name=a,V", &["Name=a,Value="]),
        ("aws iam get-user --user-name j", &["jiwoo"]),
        ("aws sts get-caller-identity --profile r", &["root"]),
        ("aws --output t", &["text", "table"]),
        ("aws --output table sts get-c", &["get-caller-identity"]),
        ("aws s3 l", &["ls"]),
        ("aws s3 ls s", &[]),
        ("X=$(aws st", &["sts"]),
        ("world lo", &["load"]),
    ];
    for (line, expected) in cases {
        let found = complete(line, line.len(), &cli.world);
        let texts: Vec<&str> = found.candidates.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, expected, "{line}");
        let start = line.rfind([' ', '(']).map_or(0, |at| at + 1);
        assert_eq!(found.start, start, "{line}");
    }
}
