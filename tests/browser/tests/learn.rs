//! What helps to learn: goals and hints, undo, the script for real AWS, the bet, the sandbox.

use browser::{Look, Page, Result, Setup, Words};

use crate::support::{LAB, Learner};

#[test]
fn a_goal_says_what_is_missing_gives_three_hints_then_its_solution_step_by_step() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    let text = |name: &str| format!("lab-first-alert.goal.launch.{name}");
    learner.see(&text("need.made"))?;
    assert!(!page.text()?.contains(learner.t("lab.solution")));
    for n in 1..=3 {
        let hint = text(&format!("hint.{n}"));
        assert!(!page.text()?.contains(learner.t(&hint)), "hint {n} before it is asked for");
        let n = n.to_string();
        page.click("button", &learner.words.fill("lab.hint", "n", &n).replace("{of}", "3"))?;
        learner.see(&hint)?;
    }
    learner.button("lab.solution")?;
    page.see("aws ec2 run-instances --image-id ami-0c02fb55956c7d316")?;
    page.accessible()?;
    learner.button("lab.solution.play")?;
    // One step, and the goal says what is missing now.
    learner.see(&text("need.running"))?;
    page.see("sleep 1m")?;
    learner.button("lab.solution.play")?;
    learner.progress("1")?;
    learner.see("lab-first-alert.goal.topic.need.made")?;
    page.quiet()
}

impl Learner {
    /// Waits until so many goals are reached.
    fn progress(&self, done: &str) -> Result<()> {
        self.page.see(&self.words.fill("lab.progress", "done", done).replace("{of}", "5"))
    }
}

#[test]
fn a_step_is_taken_back_and_done_again_with_the_goals_it_reached() -> Result<()> {
    let [launch, minute, ..] = LAB;
    let learner = Learner::with_lines(&[launch, minute])?;
    let page = &learner.page;
    learner.progress("1")?;
    page.go("#/ec2/instances")?;
    learner.main_says("Running")?;
    page.click("checkbox", "web")?;
    learner.button("ec2.move")?;
    learner.button("ec2.move.stop")?;
    page.find("dialog", learner.t("ec2.move.stop.ask"))?;
    learner.button("ec2.move.stop")?;
    learner.main_says("Stopping")?;
    // The goal was reached before this step and stays so; without the launch it is not.
    learner.button("lab.undo")?;
    learner.main_says("Running")?;
    learner.progress("1")?;
    learner.button("lab.undo")?;
    learner.see("ec2.list.empty")?;
    learner.progress("0")?;
    learner.button("app.clock.redo")?;
    learner.main_says("Running")?;
    learner.progress("1")?;
    learner.button("app.clock.redo")?;
    learner.main_says("Stopping")?;
    page.quiet()
}

#[test]
fn what_was_done_is_copied_as_a_script_for_real_aws() -> Result<()> {
    let learner = Learner::with_lines(&LAB)?;
    learner.button("lab.script")?;
    learner.see("lab.script.done")?;
    let script = learner.page.copied("#!/usr/bin/env bash")?;
    for part in [
        "aws ec2 run-instances",
        "AuthorizationError",
        "aws iam attach-user-policy",
        "--profile admin",
        "TOPIC_ARN=$(aws sns create-topic",
        "aws cloudwatch put-metric-alarm",
        "--alarm-actions \"$TOPIC_ARN\"",
        "--notification-endpoint \"$EMAIL\"",
        learner.t("learn.script.confirm"),
    ] {
        assert!(script.contains(part), "no `{part}` in\n{script}");
    }
    learner.page.quiet()
}

#[test]
fn the_sandbox_has_no_goals_and_an_administrator() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    learner.to("home")?;
    learner.button("home.sandbox.open")?;
    learner.see("ec2.list.empty")?;
    learner.see("app.header.session.sandbox")?;
    page.gone(learner.t("lab-first-alert.goal.launch.title"))?;
    assert!(!page.has("button", learner.t("lab.reset"))?);
    page.find("button", &format!("{}: admin @", learner.t("app.header.account")))?;
    // What jiwoo may not do is done here.
    learner.type_lines(&["aws sns create-topic --name ops-alerts"])?;
    learner.to("topics")?;
    page.find("link", "ops-alerts")?;
    // The lab is kept beside it.
    learner.to("home")?;
    page.find("button", learner.t("lab-first-alert.title"))?;
    page.quiet()
}

#[test]
fn a_bet_is_placed_runs_and_is_shared() -> Result<()> {
    let learner = Learner::open("#/")?;
    let page = &learner.page;
    learner.see("home.bet.plan")?;
    // The first of the minutes there are to choose from.
    let choose = "fieldset input[type=radio]";
    page.click(choose, "")?;
    learner.button("home.bet.place")?;
    learner.see("home.bet.running")?;
    learner.see_bet_end()?;
    page.find("button", learner.t("home.bet.again"))?;
    page.accessible()?;
    learner.button("home.bet.share")?;
    let shared = page.copied("#/bet/")?;
    let (boast, link) = shared.rsplit_once('\n').ok_or("no link")?;
    assert!(boast.ends_with("And you?"), "{boast}");
    // Whoever opens it sees the same bet, and what was said.
    let hash = link.split_once('#').map(|(_, hash)| format!("#{hash}")).ok_or("no address")?;
    let friend = Page::open(&Setup::from_env()?, Look::default(), &hash)?;
    let friend = Learner { page: friend, words: Words::read("en")? };
    let said = learner.t("home.bet.friend").split('{').next().unwrap_or_default().to_owned();
    friend.page.see(&said)?;
    let plan = "return document.querySelector('.bet-plan').innerText";
    assert_eq!(friend.page.session.run(plan, &[])?, page.session.run(plan, &[])?);
    friend.page.quiet()?;
    page.quiet()
}

impl Learner {
    /// Waits until the bet has been run to its end and says why.
    fn see_bet_end(&self) -> Result<()> {
        self.page.until("the bet to end", || {
            self.page.yes("return !!document.querySelector('.bet-lines li')")
        })?;
        self.main_says("t fired at ")
    }
}
