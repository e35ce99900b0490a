//! The same session comes to the same world here and in the shipped program.

use browser::{Look, Page, Result, Setup};
use watchtrail::learn::session::Session;
use watchtrail::sim::Setup as World;
use watchtrail::text::{Lang, Texts};

/// Lines that make every service compute: ids, noise, statistics, alarms, mails, records.
const LINES: [&str; 12] = [
    "ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro \
     --query 'Instances[0].InstanceId' --output text)",
    "aws ec2 monitor-instances --instance-ids $ID",
    "TOPIC=$(aws sns create-topic --name ops --query TopicArn --output text)",
    "aws sns subscribe --topic-arn $TOPIC --protocol email --notification-endpoint a@example.com",
    "world confirm a@example.com",
    "aws cloudwatch put-metric-alarm --alarm-name high --namespace AWS/EC2 \
     --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID --statistic Average \
     --period 60 --evaluation-periods 4 --datapoints-to-alarm 3 --threshold 70 \
     --comparison-operator GreaterThanThreshold --alarm-actions $TOPIC --ok-actions $TOPIC",
    "aws cloudwatch put-metric-data --namespace App --metric-name Latency --value 0.1",
    "sleep 20m",
    "world load $ID cpu 95 for 10m",
    "sleep 1h",
    "aws sns create-topic --name more --profile jiwoo",
    "sleep 23h",
];

#[test]
fn a_session_ends_in_the_same_world_here_and_in_the_browser() -> Result<()> {
    let texts = Texts::new(Lang::En);
    let mut session = Session::sandbox(World::default());
    for line in LINES {
        session.submit(line).map_err(|error| format!("{line}: {error:?}"))?;
        while session.busy() {
            session.poll(&texts, 10_000);
        }
    }
    let text = session.saved("digest").to_string();
    let page = Page::open(&Setup::from_env()?, Look::default(), "")?;
    let digest = page.session.run_async(
        "const [text, done] = arguments; \
         const url = document.querySelector('link[rel=modulepreload]').href; \
         import(url).then((program) => done(program.replay(text)), (error) => done('' + error))",
        &[text.into()],
    )?;
    assert_eq!(digest, session.live().digest());
    page.quiet()
}
