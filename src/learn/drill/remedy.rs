//! What would have caught it: things that could have been in place beforehand. Each is a few lines
//! that are played before everything else, so that it is seen and not believed.

/// Something that could have been in place.
#[derive(Debug)]
pub struct Remedy {
    /// Its word in keys.
    pub id: &'static str,
    /// The lines that put it there; `$WEB` and `$OPS` are known to them.
    pub lines: &'static [&'static str],
}

/// The one that does not tell by an alarm.
pub const CALLS: &str = "calls-watched";
/// The trail it has.
pub const WATCH: &str = "watch";

const fn remedy(id: &'static str, lines: &'static [&'static str]) -> Remedy {
    Remedy { id, lines }
}

/// Each thing.
pub static REMEDIES: [Remedy; 9] = [
    remedy("existing", &[]),
    remedy(
        "second-alarm",
        &[
            "SECOND=$(aws sns create-topic --name second-way --query TopicArn --output text)",
            "aws sns subscribe --topic-arn $SECOND --protocol email \
             --notification-endpoint second@example.com",
            "world confirm second@example.com",
            "aws cloudwatch put-metric-alarm --alarm-name second-cpu-high --namespace AWS/EC2 \
             --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$WEB \
             --statistic Average --period 300 --evaluation-periods 2 --threshold 80 \
             --comparison-operator GreaterThanThreshold --alarm-actions $SECOND",
        ],
    ),
    remedy(
        "second-subscriber",
        &[
            "aws sns subscribe --topic-arn $OPS --protocol email \
             --notification-endpoint second@example.com",
            "world confirm second@example.com",
        ],
    ),
    remedy(
        "status-alarm",
        &["aws cloudwatch put-metric-alarm --alarm-name web-check-failed --namespace AWS/EC2 \
           --metric-name StatusCheckFailed --dimensions Name=InstanceId,Value=$WEB \
           --statistic Maximum --period 60 --evaluation-periods 2 --threshold 1 \
           --comparison-operator GreaterThanOrEqualToThreshold --alarm-actions $OPS"],
    ),
    remedy(
        "silence-alarm",
        &["aws cloudwatch put-metric-alarm --alarm-name web-silent --namespace AWS/EC2 \
           --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$WEB \
           --statistic SampleCount --period 300 --evaluation-periods 2 --threshold 1 \
           --comparison-operator LessThanThreshold --treat-missing-data breaching \
           --alarm-actions $OPS"],
    ),
    remedy(
        "memory-silence-alarm",
        &["aws cloudwatch put-metric-alarm --alarm-name mem-silent --namespace CWAgent \
           --metric-name mem_used_percent --dimensions Name=InstanceId,Value=$WEB \
           --statistic SampleCount --period 300 --evaluation-periods 2 --threshold 1 \
           --comparison-operator LessThanThreshold --treat-missing-data breaching \
           --alarm-actions $OPS"],
    ),
    remedy(
        "credit-alarm",
        &["aws cloudwatch put-metric-alarm --alarm-name web-credits-low --namespace AWS/EC2 \
           --metric-name CPUCreditBalance --dimensions Name=InstanceId,Value=$WEB \
           --statistic Minimum --period 300 --evaluation-periods 1 --threshold 5 \
           --comparison-operator LessThanThreshold --alarm-actions $OPS"],
    ),
    remedy("detailed", &["aws ec2 monitor-instances --instance-ids $WEB"]),
    remedy(
        CALLS,
        &[
            "aws s3api create-bucket --bucket watch-logs-123456789012",
            "aws s3api put-bucket-policy --bucket watch-logs-123456789012 --policy \
             '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\
             {\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":[\"s3:GetBucketAcl\",\
             \"s3:PutObject\"],\"Resource\":[\"arn:aws:s3:::watch-logs-123456789012\",\
             \"arn:aws:s3:::watch-logs-123456789012/*\"]}]}'",
            "aws cloudtrail create-trail --name watch --s3-bucket-name watch-logs-123456789012",
            "aws cloudtrail start-logging --name watch",
        ],
    ),
];

/// The thing with this word.
pub fn find(id: &str) -> Option<&'static Remedy> {
    REMEDIES.iter().find(|remedy| remedy.id == id)
}
