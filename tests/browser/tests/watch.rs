//! The pages of CloudWatch as a newcomer uses them: the explorer, a composite alarm, a mute rule,
//! the backtest, a prediction, the cost.

use browser::{Result, key};

use crate::support::{LAB, Learner};

/// Two alarms without actions on a metric nobody publishes.
const TWO: [&str; 2] = [
    "aws cloudwatch put-metric-alarm --alarm-name web-a --namespace Shop --metric-name a \
     --statistic Sum --period 60 --evaluation-periods 1 --threshold 1 \
     --comparison-operator GreaterThanThreshold",
    "aws cloudwatch put-metric-alarm --alarm-name web-b --namespace Shop --metric-name b \
     --statistic Sum --period 60 --evaluation-periods 1 --threshold 1 \
     --comparison-operator GreaterThanThreshold",
];

/// The lab with its load, and the alarm in ALARM.
fn in_alarm() -> Result<Learner> {
    let learner = Learner::with_lines(&LAB)?;
    learner.type_lines(&["world load $ID cpu 95", "sleep 30m"])?;
    Ok(learner)
}

/// Row A: the explorer browses, graphs several, puts one on the right axis, computes another, says
/// what is wrong where it is written, and leads to an alarm on what was computed.
#[test]
fn the_explorer_graphs_computes_and_says_what_is_wrong() -> Result<()> {
    let [launch, ..] = LAB;
    let learner = Learner::with_lines(&[launch, "sleep 40m"])?;
    let (page, words) = (&learner.page, &learner.words);
    page.go("#/cloudwatch/metrics")?;
    page.click("button", "AWS/EC2")?;
    for metric in ["CPUUtilization", "NetworkIn"] {
        page.click("checkbox", &words.fill("metrics.graph.add", "name", metric))?;
        page.until("it is graphed", || Ok(page.hash()?.contains(metric)))?;
    }
    learner.main_says("m2 is in Bytes, the first line in Percent")?;
    page.accessible()?;
    page.click("button", &words.fill("metrics.apart.go", "id", "m2"))?;
    page.gone("m2 is in Bytes")?;
    learner.button("metrics.math")?;
    learner.enter("metrics.math.label", "m1 / * 2")?;
    learner.main_says("Error in expression 'e1'")?;
    learner.enter("metrics.math.label", "m1 * 2")?;
    page.gone("Error in expression 'e1'")?;
    learner.button("metrics.math.add")?;
    // The row itself is changed, and tells what is wrong with it.
    let row = words.fill("metrics.rows.expression", "id", "e1");
    page.enter(&row, "m1 +")?;
    page.keys(key::ENTER)?;
    learner.main_says("Error in expression 'e1'")?;
    page.accessible()?;
    page.enter(&row, "m1 * 3")?;
    page.keys(key::ENTER)?;
    page.gone("Error in expression 'e1'")?;
    page.click("button", &format!("{} e1", learner.t("metrics.create-alarm")))?;
    page.until("the wizard", || Ok(page.hash()? == "#/cloudwatch/create-alarm"))?;
    page.find("textbox", &words.fill("alarms.rows.expression", "id", "e1"))?;
    learner.see("alarms.preview")?;
    page.quiet()
}

/// Row C: a composite alarm put together by clicks, with its mistakes marked where they are; it
/// costs what the price list says.
#[test]
fn a_composite_alarm_is_put_together_by_clicks() -> Result<()> {
    let learner = Learner::with_lines(&TWO)?;
    let (page, words) = (&learner.page, &learner.words);
    page.go("#/cloudwatch/create-composite-alarm")?;
    let fields = [learner.t("alarms.rule.text"), learner.t("alarms.detail.name")].join(", ");
    page.see(&words.fill("app.missing", "fields", &fields))?;
    page.click("button", &words.fill("alarms.rule.add", "term", "ALARM(web-a)"))?;
    // The alarm that the rule does not name yet is offered next.
    page.click("button", &words.fill("alarms.rule.add", "term", "ALARM(web-b)"))?;
    let rule = "return document.querySelector('main textarea').value \
        === 'ALARM(web-a) AND ALARM(web-b)'";
    page.until("the rule names both", || page.yes(rule))?;
    learner.enter("alarms.rule.text", "ALARM(web-a) AN ALARM(web-b)")?;
    let marked = "return !!document.querySelector('.rule-mistake mark')";
    page.until("the mistake is marked", || page.yes(marked))?;
    page.accessible()?;
    learner.enter("alarms.rule.text", "ALARM(web-a) OR ALARM(web-b)")?;
    learner.see("alarms.rule.any")?;
    learner.enter("alarms.detail.name", "both")?;
    learner.button("alarms.composite.create")?;
    page.find("heading", "both")?;
    learner.see("alarms.why.title")?;
    learner.main_says("ALARM(web-a) OR ALARM(web-b)")?;
    page.accessible()?;
    // Row D: what the watching costs, line by line.
    learner.to("cost")?;
    learner.main_says("1 × $0.50 = $0.50")?;
    page.quiet()
}

/// Row C: from an alarm's menu to a rule that mutes it.
#[test]
fn an_alarm_is_muted_from_its_menu() -> Result<()> {
    let learner = Learner::with_lines(&TWO)?;
    let (page, words) = (&learner.page, &learner.words);
    page.go("#/cloudwatch/alarms/web-a")?;
    page.click("button", &format!("{}: web-a", learner.t("alarms.menu")))?;
    learner.button("alarms.menu.mute")?;
    page.until("the mute rules", || Ok(page.hash()? == "#/cloudwatch/mute-rules"))?;
    learner.see("alarms.mute.next")?;
    page.accessible()?;
    learner.button("alarms.mute.create")?;
    page.see(&words.fill("alarms.mute.made", "name", "mute-web-a"))?;
    learner.main_says(learner.t("alarms.mute.scheduled"))?;
    learner.type_lines(&["sleep 3m"])?;
    page.go("#/cloudwatch/mute-rules")?;
    learner.main_says(learner.t("alarms.mute.active"))?;
    learner.to("alarms")?;
    learner.main_says(learner.t("alarms.actions.muted"))?;
    page.quiet()
}

/// Row D: another threshold is tried over the history, and what it changes is said.
#[test]
fn a_backtest_changes_with_its_threshold() -> Result<()> {
    let learner = in_alarm()?;
    let page = &learner.page;
    page.go("#/cloudwatch/backtest/web-cpu-high")?;
    learner.see("backtest.own-settings")?;
    learner.enter("alarms.than", "96")?;
    learner.main_says("0 instead of 1")?;
    page.accessible()?;
    learner.enter("alarms.than", "70%")?;
    learner.see("backtest.wrong.number")?;
    learner.button("backtest.reset")?;
    learner.see("backtest.own-settings")?;
    page.quiet()
}

/// Row D: the minute of the change is foretold, the clock runs and stops, both are compared.
#[test]
fn a_prediction_is_compared_with_what_comes() -> Result<()> {
    let learner = Learner::with_lines(&LAB)?;
    let page = &learner.page;
    learner.type_lines(&["world load $ID cpu 95"])?;
    page.go("#/cloudwatch/alarms/web-cpu-high")?;
    learner.see("predict.title")?;
    page.click("radio", learner.t("alarms.state.alarm"))?;
    page.accessible()?;
    learner.button("predict.run")?;
    learner.see("predict.waiting")?;
    learner.run()?;
    // Ten minutes were said; three of four periods of five minutes take longer.
    learner.main_says("later than you said")?;
    page.find("button", learner.t("app.clock.play"))?;
    learner.button("predict.why")?;
    learner.main_says("3 breaching ≥ M = 3 → ALARM")?;
    page.quiet()
}
