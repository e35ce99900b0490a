//! A plan as a script: everything happens by lines of the terminal, as anybody could type them.

use std::fmt::Write as _;

use super::fault::{Kind, Scene};
use super::plan::{LOAD_MINUTES, Plan, TEST, WEB};
use super::remedy::Remedy;

/// Who may take the role, or use a service.
fn trust(principal: &str) -> String {
    format!(
        "'{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\
         \"Principal\":{principal},\"Action\":\"sts:AssumeRole\"}}]}}'"
    )
}

/// What CloudTrail needs of its bucket.
const BUCKET_POLICY: &str = "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
    \"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":[\"s3:GetBucketAcl\",\
    \"s3:PutObject\"],\"Resource\":[\"arn:aws:s3:::audit-logs-123456789012\",\
    \"arn:aws:s3:::audit-logs-123456789012/*\"]}]}'";
/// What the agent is to measure.
const AGENT: &str = "'{\"agent\":{\"metrics_collection_interval\":60},\"metrics\":\
    {\"append_dimensions\":{\"InstanceId\":\"${aws:InstanceId}\"},\"aggregation_dimensions\":\
    [[\"InstanceId\"]],\"metrics_collected\":{\"mem\":{\"measurement\":[\"mem_used_percent\"]}}}}'";

/// The script of a plan; with it something that is in place from the beginning.
pub(super) fn script(plan: &Plan, remedy: Option<&Remedy>) -> String {
    let mut lines = Lines { plan, lines: Vec::new() };
    lines.people();
    lines.machines();
    lines.watching();
    lines.extras();
    for line in remedy.into_iter().flat_map(|remedy| remedy.lines) {
        lines.add(10, (*line).to_owned());
    }
    lines.fault();
    lines.load();
    for act in &plan.acts {
        lines.add(act.minute, act.line.clone());
    }
    lines.text()
}

struct Lines<'a> {
    plan: &'a Plan,
    lines: Vec<(u32, String)>,
}

impl Lines<'_> {
    fn add(&mut self, minute: u32, line: impl Into<String>) {
        self.lines.push((minute, line.into()));
    }

    /// By the one who did it, in a role if so.
    fn by(&self) -> String {
        let prefix = if self.plan.through_role { "ops-" } else { "" };
        format!("--profile {prefix}{}", self.plan.culprit())
    }

    fn text(mut self) -> String {
        self.lines.sort_by_key(|(minute, _)| *minute);
        let (mut text, mut now) = (String::new(), 0);
        for (minute, line) in self.lines.into_iter().chain([(self.plan.end, String::new())]) {
            if minute > now {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "sleep {}m", minute - now);
                now = minute;
            }
            if !line.is_empty() {
                let _ = writeln!(text, "{line}");
            }
        }
        text
    }

    fn people(&mut self) {
        for name in self.plan.everybody() {
            self.add(0, format!("aws iam create-user --user-name {name}"));
            let policies: &[&str] = match name == self.plan.intern {
                true => &["ReadOnlyAccess"],
                false => &["PowerUserAccess", "IAMFullAccess"],
            };
            for policy in policies {
                let arn = format!("arn:aws:iam::aws:policy/{policy}");
                let to = format!("--user-name {name} --policy-arn {arn}");
                self.add(0, format!("aws iam attach-user-policy {to}"));
            }
        }
        if self.plan.through_role {
            self.role();
        }
    }

    /// A role that all of them share, whose sessions all have one name.
    fn role(&mut self) {
        let trust = trust("{\"AWS\":\"arn:aws:iam::123456789012:root\"}");
        self.add(
            0,
            format!(
                "aws iam create-role --role-name operations --assume-role-policy-document {trust}"
            ),
        );
        self.add(
            0,
            "aws iam attach-role-policy --role-name operations \
             --policy-arn arn:aws:iam::aws:policy/PowerUserAccess",
        );
        for name in self.plan.people.clone() {
            let set = format!("aws configure set profile.ops-{name}");
            self.add(0, format!("{set}.role_arn arn:aws:iam::123456789012:role/operations"));
            self.add(0, format!("{set}.source_profile {name}"));
            self.add(0, format!("{set}.role_session_name operations"));
        }
    }

    fn machines(&mut self) {
        if self.plan.kind == Kind::Agent {
            self.agent_role();
        }
        let (kind, more) = match self.plan.kind {
            Kind::Credits => ("t2.micro", " --credit-specification CpuCredits=standard"),
            Kind::Agent => ("m5.large", " --iam-instance-profile Name=web-agent"),
            _ => ("m5.large", ""),
        };
        for (variable, name, kind, more) in
            [("WEB", WEB, kind, more), ("TEST", TEST, "m5.large", "")]
        {
            self.add(
                0,
                format!(
                    "{variable}=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 \
                     --instance-type {kind}{more} --tag-specifications \
                     'ResourceType=instance,Tags=[{{Key=Name,Value={name}}}]' \
                     --query 'Instances[0].InstanceId' --output text)"
                ),
            );
        }
        self.add(
            0,
            "SG=$(aws ec2 create-security-group --group-name shop --description shop \
             --query GroupId --output text)",
        );
        if self.plan.kind == Kind::System {
            // Else AWS would recover it by itself.
            let modify = "aws ec2 modify-instance-maintenance-options --instance-id $WEB";
            self.add(1, format!("{modify} --auto-recovery disabled"));
        }
        self.add(2, "world load $TEST cpu 22");
        if self.plan.kind != Kind::Credits {
            self.add(2, "world load $WEB cpu 35");
        }
    }

    /// A group with the instance in it, and a policy that adds one more. It was tried out this
    /// morning, and its cooldown counts from there.
    fn group(&mut self) {
        self.add(
            0,
            "aws ec2 create-launch-template --launch-template-name shop \
             --launch-template-data ImageId=ami-0c02fb55956c7d316,InstanceType=m5.large",
        );
        self.add(
            0,
            "aws autoscaling create-auto-scaling-group --auto-scaling-group-name shop \
             --launch-template LaunchTemplateName=shop --min-size 0 --max-size 4 \
             --availability-zones us-east-1a us-east-1b us-east-1c us-east-1d us-east-1e \
             us-east-1f",
        );
        self.add(
            1,
            "aws autoscaling attach-instances --auto-scaling-group-name shop --instance-ids $WEB",
        );
        let line = policy("300");
        self.add(1, format!("MORE=$({line} --query PolicyARN --output text)"));
        self.add(
            10,
            "aws autoscaling execute-policy --auto-scaling-group-name shop --policy-name more",
        );
    }

    fn watching(&mut self) {
        if self.plan.kind.scales() {
            self.group();
        }
        for (variable, name) in [("OPS", "ops-alerts"), ("TEAM", "team-news")] {
            let make = format!("aws sns create-topic --name {name}");
            self.add(0, format!("{variable}=$({make} --query TopicArn --output text)"));
        }
        self.add(
            0,
            "aws sns subscribe --topic-arn $OPS --protocol email \
             --notification-endpoint ops@example.com",
        );
        self.add(1, "world confirm ops@example.com");
        self.add(
            1,
            "SUB=$(aws sns list-subscriptions-by-topic --topic-arn $OPS \
             --query 'Subscriptions[0].SubscriptionArn' --output text)",
        );
        let missing = match self.plan.kind {
            Kind::StoppedQuiet => " --treat-missing-data notBreaching",
            _ => "",
        };
        let actions = match self.plan.kind {
            Kind::Suppressed => "",
            kind if kind.scales() => "$OPS $MORE",
            _ => "$OPS",
        };
        let line = alarm("web-cpu-high", "$WEB", "80", 2, actions);
        self.add(1, format!("{line}{missing}"));
        if self.plan.kind == Kind::Suppressed {
            self.composite();
        }
        let line = alarm("test-cpu-high", "$TEST", "90", 3, "$TEAM");
        self.add(1, line);
    }

    /// An alarm that tells in place of its child; and one that says that a deployment runs, since
    /// nobody told it what silence means.
    fn composite(&mut self) {
        self.add(1, page(""));
        self.add(
            1,
            "aws cloudwatch put-metric-alarm --alarm-name deploy-running --namespace Shop \
             --metric-name DeploymentsRunning --statistic Maximum --period 300 \
             --evaluation-periods 1 --threshold 1 \
             --comparison-operator GreaterThanOrEqualToThreshold --treat-missing-data breaching",
        );
    }

    /// What only some worlds have.
    fn extras(&mut self) {
        if self.plan.kind.fault().scene == Scene::Audit {
            self.add(0, "aws s3api create-bucket --bucket audit-logs-123456789012");
            let put = "aws s3api put-bucket-policy --bucket audit-logs-123456789012";
            self.add(0, format!("{put} --policy {BUCKET_POLICY}"));
            self.add(
                0,
                "aws cloudtrail create-trail --name main \
                 --s3-bucket-name audit-logs-123456789012 --is-multi-region-trail \
                 --enable-log-file-validation",
            );
            self.add(0, "aws cloudtrail start-logging --name main");
        }
        if self.plan.kind == Kind::Agent {
            self.agent();
        }
    }

    fn agent_role(&mut self) {
        let trust = trust("{\"Service\":\"ec2.amazonaws.com\"}");
        self.add(
            0,
            format!(
                "aws iam create-role --role-name web-agent --assume-role-policy-document {trust}"
            ),
        );
        self.add(
            0,
            "aws iam attach-role-policy --role-name web-agent \
             --policy-arn arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        );
        self.add(0, "aws iam create-instance-profile --instance-profile-name web-agent");
        self.add(
            0,
            "aws iam add-role-to-instance-profile --instance-profile-name web-agent \
             --role-name web-agent",
        );
    }

    fn agent(&mut self) {
        let put = "aws ssm put-parameter --name AmazonCloudWatch-web --type String";
        self.add(4, format!("{put} --value {AGENT}"));
        let send = "aws ssm send-command --instance-ids $WEB --document-name";
        let package = "action=Install,name=AmazonCloudWatchAgent";
        self.add(4, format!("{send} AWS-ConfigureAWSPackage --parameters {package}"));
        let settings = "action=configure,optionalConfigurationLocation=AmazonCloudWatch-web";
        self.add(6, format!("{send} AmazonCloudWatch-ManageAgent --parameters {settings}"));
        self.add(7, "world mem $WEB 41");
        self.add(
            8,
            "aws cloudwatch put-metric-alarm --alarm-name web-mem-high --namespace CWAgent \
             --metric-name mem_used_percent --dimensions Name=InstanceId,Value=$WEB \
             --statistic Average --period 300 --evaluation-periods 2 --threshold 90 \
             --comparison-operator GreaterThanThreshold --alarm-actions $OPS",
        );
    }

    /// What goes wrong, and nothing else.
    fn fault(&mut self) {
        let at = self.plan.breaks;
        let line = match self.plan.kind {
            Kind::Threshold => alarm("web-cpu-high", "$WEB", "98", 2, "$OPS"),
            Kind::Points => alarm("web-cpu-high", "$WEB", "80", 12, "$OPS"),
            Kind::Elsewhere => alarm("web-cpu-high", "$TEST", "80", 2, "$OPS"),
            Kind::Gone => "aws cloudwatch delete-alarms --alarm-names web-cpu-high".to_owned(),
            Kind::Disabled => {
                "aws cloudwatch disable-alarm-actions --alarm-names web-cpu-high".to_owned()
            }
            Kind::Muted => mute(at + 2),
            Kind::Unsubscribed | Kind::Pending => {
                "aws sns unsubscribe --subscription-arn $SUB".to_owned()
            }
            Kind::Policy => only(self.plan.culprit()),
            Kind::TopicGone => "aws sns delete-topic --topic-arn $OPS".to_owned(),
            Kind::Stopped | Kind::StoppedQuiet => {
                "aws ec2 stop-instances --instance-ids $WEB".to_owned()
            }
            Kind::Terminated => "aws ec2 terminate-instances --instance-ids $WEB".to_owned(),
            Kind::Load => {
                "aws ec2 create-tags --resources $WEB --tags Key=release,Value=42".to_owned()
            }
            Kind::Agent => "aws iam detach-role-policy --role-name web-agent --policy-arn \
                            arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"
                .to_owned(),
            Kind::Opened => "aws ec2 authorize-security-group-ingress --group-id $SG \
                             --protocol tcp --port 22 --cidr 0.0.0.0/0"
                .to_owned(),
            Kind::Widened => format!(
                "aws iam attach-user-policy --user-name {} \
                 --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
                self.plan.intern
            ),
            Kind::TrailStopped => "aws cloudtrail stop-logging --name main".to_owned(),
            Kind::BucketClosed => {
                "aws s3api delete-bucket-policy --bucket audit-logs-123456789012".to_owned()
            }
            Kind::Actionless => alarm("web-cpu-high", "$WEB", "80", 2, ""),
            Kind::Region => {
                self.moved();
                "aws cloudwatch delete-alarms --alarm-names web-cpu-high".to_owned()
            }
            Kind::Suppressed => page(
                " --actions-suppressor deploy-running --actions-suppressor-wait-period 60 \
                 --actions-suppressor-extension-period 60",
            ),
            Kind::TooOften => {
                let line = alarm("web-cpu-high", "$WEB", "80", 2, "$OPS");
                let line = line.replace("--period 300", "--period 60");
                format!("{line} --treat-missing-data notBreaching")
            }
            Kind::Cooldown => policy("28800"),
            Kind::Statistic => alarm("web-cpu-high", "$WEB", "80", 2, "$OPS")
                .replace("--statistic Average", "--statistic SampleCount"),
            Kind::Suspended => "aws autoscaling suspend-processes --auto-scaling-group-name shop \
                                --scaling-processes AlarmNotification"
                .to_owned(),
            Kind::Undigested => {
                "aws cloudtrail update-trail --name main --no-enable-log-file-validation".to_owned()
            }
            Kind::OneRegion => {
                "aws cloudtrail update-trail --name main --no-is-multi-region-trail".to_owned()
            }
            Kind::System => return self.add(at, "world fault $WEB system"),
            Kind::Credits => return self.add(at, "world load $WEB cpu 40"),
        };
        let by = self.by();
        self.add(at, format!("{line} {by}"));
        if self.plan.kind == Kind::Pending {
            self.add(
                at,
                format!(
                    "aws sns subscribe --topic-arn $OPS --protocol email \
                     --notification-endpoint oncall@example.com {by}"
                ),
            );
        }
    }

    /// The alarm anew where its metric is not. It can only act on a topic of its own Region.
    fn moved(&mut self) {
        let (at, by) = (self.plan.breaks, self.by());
        let there = format!("--region us-west-2 {by}");
        let topic = "aws sns create-topic --name ops-alerts --query TopicArn --output text";
        self.add(at, format!("THERE=$({topic} {there})"));
        let line = alarm("web-cpu-high", "$WEB", "80", 2, "$THERE");
        self.add(at, format!("{line} {there}"));
    }

    /// The load that somebody notices.
    fn load(&mut self) {
        let (kind, at) = (self.plan.kind, self.plan.load);
        if kind == Kind::Agent {
            self.add(at, "world mem $WEB 97");
        } else if kind != Kind::Credits && kind.fault().scene == Scene::Slow {
            self.add(at, "world load $WEB cpu 93");
            self.add(at + LOAD_MINUTES, "world load $WEB cpu 35");
        }
    }
}

/// The composite alarm, with more of its options.
fn page(more: &str) -> String {
    format!(
        "aws cloudwatch put-composite-alarm --alarm-name shop-page \
         --alarm-rule 'ALARM(\"web-cpu-high\")' --alarm-actions $OPS{more}"
    )
}

fn alarm(name: &str, instance: &str, threshold: &str, points: u32, topic: &str) -> String {
    let actions =
        if topic.is_empty() { String::new() } else { format!(" --alarm-actions {topic}") };
    format!(
        "aws cloudwatch put-metric-alarm --alarm-name {name} --namespace AWS/EC2 \
         --metric-name CPUUtilization --dimensions Name=InstanceId,Value={instance} \
         --statistic Average --period 300 --evaluation-periods {points} --threshold {threshold} \
         --comparison-operator GreaterThanThreshold{actions}"
    )
}

/// The policy that adds an instance.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html>
fn policy(cooldown: &str) -> String {
    format!(
        "aws autoscaling put-scaling-policy --auto-scaling-group-name shop --policy-name more \
         --adjustment-type ChangeInCapacity --scaling-adjustment 1 --cooldown {cooldown}"
    )
}

fn mute(minute: u32) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    format!(
        "aws cloudwatch put-alarm-mute-rule --name quiet --mute-targets AlarmNames=web-cpu-high \
         --rule '{{\"Schedule\":{{\"Expression\":\"at(2025-01-06T{hour:02}:{minute:02})\",\
         \"Duration\":\"PT24H\"}}}}'"
    )
}

/// A topic's policy that lets one person publish.
fn only(name: &str) -> String {
    format!(
        "aws sns set-topic-attributes --topic-arn $OPS --attribute-name Policy --attribute-value \
         '{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Sid\":\"Only\",\"Effect\":\"Allow\",\
         \"Principal\":{{\"AWS\":\"arn:aws:iam::123456789012:user/{name}\"}},\
         \"Action\":\"sns:Publish\",\
         \"Resource\":\"arn:aws:sns:us-east-1:123456789012:ops-alerts\"}}]}}'"
    )
}
