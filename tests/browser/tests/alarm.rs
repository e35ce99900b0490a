//! Alarms: the wizard, a topic refused in it, time and mails, any moment of the past, who heard.

use browser::Result;

use crate::support::{ALARM_MAIL, LAB, Learner, REFUSED};

/// The lab with its load, 20 minutes later: the alarm is in ALARM.
fn in_alarm() -> Result<Learner> {
    let learner = Learner::with_lines(&LAB)?;
    learner.type_lines(&["world load $ID cpu 95", "sleep 20m"])?;
    learner.page.go("#/cloudwatch/alarms/web-cpu-high")?;
    learner.see("alarms.why.title")?;
    Ok(learner)
}

/// The lab's instance with metrics, and the wizard with one of them chosen.
fn metric_chosen() -> Result<Learner> {
    let [launch, ..] = LAB;
    let learner = Learner::with_lines(&[launch, "sleep 25m"])?;
    learner.page.go("#/cloudwatch/create-alarm")?;
    learner.page.click("button", "AWS/EC2")?;
    learner.page.click("button", "CPUUtilization")?;
    learner.see("alarms.preview")?;
    learner.button("alarms.next")?;
    Ok(learner)
}

#[test]
fn the_wizard_wants_a_plain_number_and_shows_its_command() -> Result<()> {
    let learner = metric_chosen()?;
    let page = &learner.page;
    learner.enter("alarms.than", "70%")?;
    learner.see("alarms.problem.percent")?;
    learner.see("alarms.tried.threshold")?;
    learner.button("alarms.next")?;
    // A threshold that is none leads no further.
    learner.see("alarms.problem.percent")?;
    page.accessible()?;
    learner.enter("alarms.than", "70")?;
    page.gone(learner.t("alarms.problem.percent"))?;
    page.see("Since ")?;
    page.click("radio", learner.t("alarms.op.greater-equal"))?;
    learner.enter("alarms.m-of-n.m", "3")?;
    learner.see("alarms.problem.m-over-n")?;
    learner.enter("alarms.m-of-n.n", "4")?;
    page.gone(learner.t("alarms.problem.m-over-n"))?;
    page.click("radio", learner.t("alarms.treat.not-breaching"))?;
    learner.button("alarms.next")?;
    learner.see("alarms.action.none")?;
    page.accessible()?;
    learner.button("alarms.next")?;
    learner.enter("alarms.name", "web-cpu-high")?;
    learner.button("alarms.next")?;
    learner.main_says("3 out of 4")?;
    learner.button("app.cli.title")?;
    for part in [
        "aws cloudwatch put-metric-alarm",
        "--comparison-operator GreaterThanOrEqualToThreshold",
        "--threshold 70",
        "--evaluation-periods 4",
        "--datapoints-to-alarm 3",
        "--treat-missing-data notBreaching",
    ] {
        learner.main_says(part)?;
    }
    page.accessible()?;
    learner.button("alarms.submit.create")?;
    page.find("heading", "web-cpu-high")?;
    learner.see("alarms.why.none")?;
    page.quiet()
}

#[test]
fn a_topic_refused_in_the_wizard_is_made_there_once_it_is_allowed() -> Result<()> {
    let learner = metric_chosen()?;
    let page = &learner.page;
    learner.enter("alarms.than", "70")?;
    learner.button("alarms.next")?;
    learner.button("alarms.action.new")?;
    learner.enter("alarms.action.new.name", "ops-alerts")?;
    learner.enter("alarms.action.new.email", "jiwoo@example.com")?;
    learner.button("alarms.action.new.submit")?;
    learner.main_says("AuthorizationError")?;
    learner.main_says(REFUSED)?;
    // Why: the policies that were looked at, and that none of them allows it.
    learner.main_says("AmazonEC2FullAccess")?;
    learner.main_says("AWSCloudTrail_ReadOnlyAccess")?;
    page.accessible()?;
    learner.allow_topics()?;
    learner.to("alarms")?;
    learner.link("alarms.begun.go")?;
    // What was asked for is still there: asking again is enough.
    learner.button("alarms.action.new.submit")?;
    page.see(&learner.words.fill("alarms.action.new.made", "name", "ops-alerts"))?;
    // It is what the alarm tells, and its address waits for a yes.
    let topic = learner.words.fill("alarms.action", "n", "1");
    page.find("group", &topic)?;
    let chosen = "return [...document.querySelectorAll('.wizard-action select')] \
        .some((list) => list.selectedOptions[0].text === 'ops-alerts (0 confirmed, 1 pending)')";
    page.until("the new topic to be the one that is told", || page.yes(chosen))?;
    learner.to("inbox")?;
    page.find("link", "AWS Notification - Subscription Confirmation")?;
    page.quiet()
}

#[test]
fn time_runs_at_every_pace_and_both_mails_arrive() -> Result<()> {
    let learner = Learner::with_lines(&LAB)?;
    let page = &learner.page;
    page.go("#/cloudwatch/alarms/web-cpu-high")?;
    learner.main_says("INSUFFICIENT_DATA")?;
    learner.type_lines(&["world load $ID cpu 95 for 35m"])?;
    // At 1× and 60× the clock moves on its own; the next event is run to and stops it.
    for times in ["1", "60"] {
        let before = learner.time()?;
        page.click("button", &learner.words.fill("app.clock.times", "n", times))?;
        page.until(&format!("time to pass at {times}×"), || Ok(learner.time()? != before))?;
    }
    learner.button("app.clock.next-event")?;
    page.find("button", learner.t("app.clock.play"))?;
    // The clock stops where the alarm changes its state, until it is told to run on.
    page.click("button", &learner.words.fill("app.clock.times", "n", "600"))?;
    page.find("button", learner.t("app.clock.play"))?;
    let stopped = learner.words.fill("app.clock.halt.alarm", "said", "");
    page.see(stopped.trim())?;
    let before = learner.time()?;
    learner.button("app.clock.on")?;
    page.until("the clock to go on", || Ok(learner.time()? != before))?;
    learner.to("inbox")?;
    learner.run_until_main_says(ALARM_MAIL)?;
    learner.run_until_main_says("OK: \"web-cpu-high\" in US East (N. Virginia)")?;
    page.click("link", ALARM_MAIL)?;
    for line in [
        "You are receiving this email because your Amazon CloudWatch Alarm \"web-cpu-high\"",
        "Alarm Details:",
        "- State Change:               OK -> ALARM",
        "Threshold:",
        "State Change Actions:",
    ] {
        learner.main_says(line)?;
    }
    // Dragging the timeline looks back, and the way to now is one button.
    page.drag("slider", learner.t("app.clock.timeline"), 0.9, 0.2)?;
    learner.see("app.clock.viewing")?;
    learner.see("inbox.mail.none")?;
    learner.button("app.clock.return")?;
    page.gone(learner.t("app.clock.viewing"))?;
    learner.main_says("Alarm Details:")?;
    page.quiet()
}

/// row: Explains each slot: value, missing?, treated as, counted?
#[test]
fn an_alarm_explains_any_moment_of_its_past() -> Result<()> {
    let learner = in_alarm()?;
    let page = &learner.page;
    let now = "3 breaching ≥ M = 3 → ALARM";
    for part in [
        "threshold 70 %",
        now,
        "Threshold Crossed: 3 out of the last 4 datapoints",
        learner.t("alarms.cell.breach"),
    ] {
        learner.main_says(part)?;
    }
    let ribbon = "State: INSUFFICIENT_DATA from";
    page.find("[role=img]", ribbon)?;
    // By a change of state.
    page.click(".alarm-changes button", learner.t("alarms.state.ok"))?;
    learner.main_says("Why this state at 00:")?;
    learner.main_says("breaching < M = 3 → OK")?;
    page.accessible()?;
    learner.main_says("not greater than the threshold (70.0)")?;
    // By dragging the slider, then a minute to and fro.
    let change = page.hash()?;
    page.drag("slider", learner.t("alarms.moment.choose"), 0.9, 0.75)?;
    page.until("another moment", || Ok(page.hash()? != change))?;
    page.settled()?;
    let chosen = page.hash()?;
    let said = "return document.querySelector('main .microscope').innerText";
    let then = page.session.run(said, &[])?;
    learner.button("alarms.moment.earlier")?;
    page.until("the minute before", || Ok(page.hash()? != chosen))?;
    learner.button("alarms.moment.later")?;
    page.until("the minute again", || Ok(page.hash()? == chosen))?;
    assert_eq!(page.session.run(said, &[])?, then);
    learner.button("alarms.moment.back")?;
    learner.main_says(now)?;
    assert_eq!(page.hash()?, "#/cloudwatch/alarms/web-cpu-high");
    page.quiet()
}

#[test]
fn an_alarm_says_who_heard_and_why_not() -> Result<()> {
    let learner = Learner::with_lines(&LAB)?;
    let page = &learner.page;
    learner.type_lines(&[
        "aws sns subscribe --topic-arn $TOPIC --protocol email --notification-endpoint b@b.com",
        "world load $ID cpu 95",
        "sleep 40m",
    ])?;
    page.go("#/cloudwatch/alarms/web-cpu-high")?;
    learner.see("alarms.chain.title")?;
    for part in [
        "load of 95",
        "CPUUtilization 95 %",
        "OK → ALARM",
        "ops-alerts",
        "jiwoo@example.com",
        learner.t("alarms.chain.delivered"),
        "b@b.com",
        learner.t("alarms.chain.pending"),
        "Why no second message?",
    ] {
        learner.main_says(part)?;
    }
    page.quiet()
}

#[test]
fn ghosts_show_what_other_treatments_of_missing_data_would_have_done() -> Result<()> {
    let learner = in_alarm()?;
    let page = &learner.page;
    // A stopped instance sends nothing: from then on the treatments differ.
    learner.type_lines(&["aws ec2 stop-instances --instance-ids $ID", "sleep 1h"])?;
    page.go("#/cloudwatch/alarms/web-cpu-high")?;
    learner.see("alarms.ghosts.title")?;
    for (treat, ends) in [
        ("breaching", "ALARM"),
        ("not-breaching", "OK"),
        ("ignore", "ALARM"),
        ("missing", "INSUFFICIENT_DATA"),
    ] {
        let name = learner.t(&format!("alarms.treat.{treat}")).to_owned();
        let ribbon = page.find(".strip [role=img]", &format!("{name} · "))?;
        let said = "return arguments[0].getAttribute('aria-label')";
        let said = page.session.run(said, &[browser::Session::argument(&ribbon)])?;
        let last = said.as_str().and_then(|said| said.rsplit(", ").next()).unwrap_or_default();
        assert!(last.starts_with(&format!("{ends} from")), "{said}");
    }
    assert!(!page.text()?.contains(learner.t("alarms.ghosts.same")));
    page.quiet()
}

/// row: Preview / backtest before saving
#[test]
fn a_backtest_shows_what_other_settings_would_have_done() -> Result<()> {
    let learner = in_alarm()?;
    let page = &learner.page;
    page.go("#/cloudwatch/backtest/web-cpu-high")?;
    learner.see("backtest.scores")?;
    learner.see("backtest.own-settings")?;
    learner.enter("alarms.than", "99")?;
    learner.main_says("ALARMs 0 instead of 1")?;
    page.accessible()?;
    // Nothing was applied: the alarm is as it was.
    page.go("#/cloudwatch/alarms/web-cpu-high")?;
    learner.main_says("threshold 70 %")?;
    page.quiet()
}

/// row: Alarm state change event to EventBridge
#[test]
fn what_the_event_bus_was_told_can_be_read() -> Result<()> {
    let learner = in_alarm()?;
    let page = &learner.page;
    page.click("tab", learner.t("alarms.tab.events"))?;
    learner.see("alarms.events.hint")?;
    learner.main_says("CloudWatch Alarm State Change")?;
    learner.main_says("CloudWatch Alarm Configuration Change")?;
    page.quiet()
}
