//! The first lab: each of its promises by mouse, all of it in the terminal, in Korean.

use browser::{Look, Result};

use crate::support::{ALARM, ALARM_MAIL, ALLOW, Learner, REFUSED, SUBSCRIBE, TOPIC};

fn launch(learner: &Learner) -> Result<()> {
    learner.to("instances")?;
    learner.button("ec2.list.launch")?;
    learner.enter("ec2.launch.name", "web")?;
    learner.button("ec2.launch.submit")?;
    learner.page.see("pending")?;
    learner.run_until("running")
}

fn make_topic(learner: &Learner) -> Result<()> {
    learner.to("topics")?;
    learner.button("sns.topics.create")?;
    learner.enter("sns.create.name", "ops-alerts")?;
    learner.button("sns.topics.create")
}

fn topic_is_made(learner: &Learner) -> Result<()> {
    learner.page.see(&learner.words.fill("sns.create.done", "name", "ops-alerts"))
}

fn subscribe(learner: &Learner) -> Result<()> {
    learner.to("subscriptions")?;
    learner.button("sns.subscribe.open")?;
    learner.enter("sns.column.endpoint", "jiwoo@example.com")?;
    learner.button("sns.subscribe.open")?;
    learner.see("sns.status.pending")?;
    learner.to("inbox")?;
    learner.page.click("link", "AWS Notification - Subscription Confirmation")?;
    learner.page.click("button", "Confirm subscription")?;
    learner.button("inbox.answer.close")?;
    learner.see("inbox.mail.confirmed")
}

fn make_alarm(learner: &Learner) -> Result<()> {
    learner.to("alarms")?;
    learner.link("alarms.create")?;
    learner.page.click("button", "AWS/EC2")?;
    learner.page.click("button", "CPUUtilization")?;
    learner.button("alarms.next")?;
    learner.enter("alarms.than", "70%")?;
    learner.see("alarms.problem.percent")?;
    learner.enter("alarms.than", "70")?;
    learner.enter("alarms.m-of-n.n", "4")?;
    learner.enter("alarms.m-of-n.m", "3")?;
    learner.button("alarms.next")?;
    learner.button("alarms.action.add")?;
    learner.page.choose(learner.t("alarms.action.topic"), "ops-alerts")?;
    learner.button("alarms.next")?;
    learner.enter("alarms.name", "web-cpu-high")?;
    learner.button("alarms.next")?;
    learner.button("alarms.submit.create")?;
    learner.page.see("web-cpu-high")
}

fn put_load(learner: &Learner) -> Result<()> {
    learner.to("instances")?;
    learner.page.click("link", "web")?;
    learner.button("ec2.load.open")?;
    learner.page.choose(learner.t("ec2.load.span"), learner.t("ec2.load.lasts"))?;
    learner.button("ec2.load.put")?;
    learner.page.see("95% until you take it off")
}

#[test]
fn an_instance_runs_and_its_metric_appears() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    launch(&learner)?;
    learner.page.go("#/cloudwatch/metrics?namespace=AWS%2FEC2")?;
    learner.run_until_main_says("CPUUtilization")?;
    learner.page.quiet()
}

#[test]
fn a_refused_topic_says_why_and_can_be_allowed() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    make_topic(&learner)?;
    learner.page.see("AuthorizationError")?;
    learner.page.see(REFUSED)?;
    learner.page.see("AmazonEC2FullAccess")?;
    learner.page.see("AWSCloudTrail_ReadOnlyAccess")?;
    learner.allow_topics()?;
    make_topic(&learner)?;
    topic_is_made(&learner)?;
    learner.page.quiet()
}

#[test]
fn an_address_hears_nothing_until_its_mail_is_confirmed() -> Result<()> {
    let learner = Learner::open("#/terminal")?;
    let page = &learner.page;
    learner
        .line("TOPIC=$(aws sns create-topic --name ops-alerts --query TopicArn --output text)")?;
    page.go("#/sns/create-subscription")?;
    learner.enter("sns.column.endpoint", "jiwoo@example.com")?;
    learner.button("sns.subscribe.open")?;
    learner.main_says(learner.t("sns.status.pending"))?;
    learner.type_lines(&["aws sns publish --topic-arn $TOPIC --subject early --message hello"])?;
    learner.to("inbox")?;
    learner.main_says(learner.t("inbox.kind.asked"))?;
    learner.main_says(learner.t("inbox.missed.pending"))?;
    page.click("link", "AWS Notification - Subscription Confirmation")?;
    learner.main_says("arn:aws:sns:us-east-1:123456789012:ops-alerts")?;
    page.click("button", "Confirm subscription")?;
    page.see("Subscription confirmed!")?;
    page.accessible()?;
    learner.button("inbox.answer.close")?;
    learner.main_says(learner.t("inbox.mail.confirmed"))?;
    learner.to("subscriptions")?;
    learner.main_says(learner.t("sns.status.confirmed"))?;
    learner.type_lines(&["aws sns publish --topic-arn $TOPIC --subject later --message hello"])?;
    learner.to("inbox")?;
    page.find("link", "later")?;
    assert!(!page.has("link", "early")?, "what was published too early is not sent later");
    page.quiet()
}

#[test]
fn the_whole_lab_by_mouse() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    launch(&learner)?;
    make_topic(&learner)?;
    learner.page.see(REFUSED)?;
    learner.allow_topics()?;
    make_topic(&learner)?;
    topic_is_made(&learner)?;
    subscribe(&learner)?;
    learner.to("metrics")?;
    learner.run_until_main_says("AWS/EC2")?;
    learner.page.click("button", "AWS/EC2")?;
    learner.run_until_main_says("CPUUtilization")?;
    make_alarm(&learner)?;
    put_load(&learner)?;
    learner.to("inbox")?;
    learner.run_until(ALARM_MAIL)?;
    learner.page.click("link", ALARM_MAIL)?;
    learner.page.see("You are receiving this email because")?;
    learner.page.click("link", &learner.words.fill("inbox.mail.alarm", "name", "web-cpu-high"))?;
    for key in
        ["alarms.why.title", "alarms.chain.title", "alarms.ghosts.title", "alarms.cell.breach"]
    {
        learner.see(key)?;
    }
    // The clock may have run on past the change: its moment is among the changes.
    learner.page.click("button", learner.t("alarms.state.alarm"))?;
    learner.page.see("Threshold Crossed: 3 out of the last 4 datapoints")?;
    learner.to("events")?;
    learner.page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventName"))?;
    learner.enter("trail.value", "CreateTopic")?;
    learner.button("trail.apply")?;
    learner.page.see("AccessDenied")?;
    learner.page.choose(learner.t("trail.by"), learner.t("trail.attribute.Username"))?;
    learner.enter("trail.value", "admin")?;
    learner.button("trail.apply")?;
    learner.page.see("AttachUserPolicy")?;
    learner.see("lab.solved")?;
    learner.page.quiet()
}

#[test]
fn the_whole_lab_in_the_terminal_in_korean() -> Result<()> {
    let look = Look { lang: "ko-KR", ..Look::default() };
    let learner = Learner::at_the_lab(look)?;
    learner.page.go("#/terminal")?;
    for line in [
        "aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro \
         --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web}]'",
        "sleep 1m",
        "aws sns create-topic --name ops-alerts",
    ] {
        learner.line(line)?;
    }
    learner.page.see(&format!(
        "An error occurred (AuthorizationError) when calling the CreateTopic operation: {REFUSED}"
    ))?;
    for line in [
        ALLOW,
        TOPIC,
        "ID=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].InstanceId' \
         --output text)",
        ALARM,
        SUBSCRIBE,
        "world confirm jiwoo@example.com",
        "world load $ID cpu 95",
        "sleep 40m",
        "aws cloudtrail lookup-events \
         --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic --max-items 2",
        "aws cloudtrail lookup-events \
         --lookup-attributes AttributeKey=Username,AttributeValue=admin --max-items 1",
    ] {
        learner.line(line)?;
    }
    learner.see("lab.solved")?;
    learner.to("inbox")?;
    learner.page.see(ALARM_MAIL)?;
    learner.page.quiet()
}

#[test]
fn a_link_opens_the_same_world_elsewhere() -> Result<()> {
    let learner = Learner::open("#/sns/create-topic")?;
    learner.enter("sns.create.name", "shared")?;
    learner.button("sns.topics.create")?;
    learner.page.see(&learner.words.fill("sns.create.done", "name", "shared"))?;
    learner.button("app.header.share")?;
    learner.see("settings.share.title")?;
    let link = learner.page.session.run(
        "return document.querySelector('dialog[open] pre, dialog[open] code').innerText",
        &[],
    )?;
    let hash = link.as_str().and_then(|link| link.split_once('#')).map(|(_, hash)| hash);
    let hash = hash.ok_or_else(|| format!("no link: {link}"))?;
    let other = Learner::open(&format!("#{hash}"))?;
    other.to("topics")?;
    other.page.find("link", "shared")?;
    other.page.quiet()?;
    let half = hash.len() / 2;
    let damaged = Learner::open(&format!("#{}", hash.get(..half).unwrap_or_default()))?;
    damaged.see("learn.share.damaged")
}
