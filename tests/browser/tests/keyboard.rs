//! The whole first lab by keyboard alone, from the start page to the last goal. Nothing is clicked
//! and no address is typed: Tab, Shift+Tab, arrows, Enter, Space, and words into fields. After each
//! act the focus must be somewhere, or who has no mouse would begin at the top again.

use browser::{Look, Result, key};

use crate::support::{ALARM_MAIL, LAB, Learner, REFUSED};

impl Learner {
    fn press(&self, key: &str) -> Result<()> {
        self.page.press("button", self.t(key))
    }

    fn follow(&self, key: &str) -> Result<()> {
        self.page.press("link", self.t(key))
    }

    fn walk_to(&self, page: &str) -> Result<()> {
        self.follow(&format!("app.page.{page}"))
    }

    fn type_in(&self, key: &str, text: &str) -> Result<()> {
        self.page.type_in(self.t(key), text)
    }

    fn sign_in_by_menu(&self, who: &str) -> Result<()> {
        let menu = format!("{}: ", self.t("app.header.account"));
        self.page.menu(&menu, &self.words.fill("app.header.sign-in", "who", who))?;
        self.page.find("button", &format!("{menu}{who} @")).map(drop)
    }

    fn let_time_run_until(&self, text: &str) -> Result<()> {
        self.page.press("button", &self.words.fill("app.clock.times", "n", "600"))?;
        self.main_says(text)?;
        self.press("app.clock.pause")
    }
}

fn launch(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.press("home.begin")?;
    learner.see("lab-first-alert.goal.launch.title")?;
    let go = learner.words.fill("lab.go", "page", learner.t("app.page.launch"));
    page.press("link", &go)?;
    learner.type_in("ec2.launch.name", "web")?;
    learner.press("ec2.launch.submit")?;
    page.see("pending")?;
    learner.press("app.clock.next-event")?;
    learner.main_says("Running")
}

fn begin_alarm(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.walk_to("alarms")?;
    page.press("link", learner.t("alarms.create"))?;
    learner.let_time_run_until("AWS/EC2")?;
    page.press("button", "AWS/EC2")?;
    learner.let_time_run_until("CPUUtilization")?;
    page.press("button", "CPUUtilization")?;
    learner.see("alarms.preview")?;
    learner.press("alarms.next")?;
    learner.type_in("alarms.than", "70%")?;
    learner.see("alarms.problem.percent")?;
    learner.type_in("alarms.than", "70")?;
    page.gone(learner.t("alarms.problem.percent"))?;
    learner.type_in("alarms.m-of-n.n", "4")?;
    learner.type_in("alarms.m-of-n.m", "3")?;
    learner.press("alarms.next")?;
    learner.press("alarms.action.add")
}

/// Asks for a topic in the wizard's third step.
fn ask_for_topic(learner: &Learner) -> Result<()> {
    learner.press("alarms.action.new")?;
    learner.type_in("alarms.action.new.name", "ops-alerts")?;
    learner.press("alarms.action.new.submit")
}

fn allow_topics(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.sign_in_by_menu("admin")?;
    learner.walk_to("users")?;
    page.press("link", "jiwoo")?;
    learner.press("iam.attach.open")?;
    learner.type_in("iam.attach.search", "AmazonSNSFullAccess")?;
    page.arrow_to_radio("AmazonSNSFullAccess")?;
    learner.press("iam.attach.submit")?;
    page.until("the dialog to close", || Ok(!page.has("dialog", "")?))?;
    page.find("link", "AmazonSNSFullAccess")?;
    learner.sign_in_by_menu("jiwoo")
}

fn end_alarm(learner: &Learner) -> Result<()> {
    learner.press("alarms.next")?;
    learner.type_in("alarms.name", "web-cpu-high")?;
    learner.press("alarms.next")?;
    learner.press("alarms.submit.create")?;
    learner.page.find("heading", "web-cpu-high").map(drop)
}

fn subscribe(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.walk_to("subscriptions")?;
    learner.press("sns.subscribe.open")?;
    learner.type_in("sns.column.endpoint", "jiwoo@example.com")?;
    page.keys(key::ENTER)?;
    learner.see("sns.status.pending")?;
    learner.walk_to("inbox")?;
    page.press("link", "AWS Notification - Subscription Confirmation")?;
    page.press("button", "Confirm subscription")?;
    learner.press("inbox.answer.close")?;
    learner.see("inbox.mail.confirmed")
}

fn put_load(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.walk_to("instances")?;
    page.press("link", "web")?;
    learner.press("ec2.load.open")?;
    page.arrow_to(learner.t("ec2.load.span"), learner.t("ec2.load.lasts"))?;
    learner.press("ec2.load.put")?;
    page.see("95% until you take it off")
}

fn hear_of_it(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.walk_to("inbox")?;
    learner.press("app.clock.stops")?;
    learner.let_time_run_until(ALARM_MAIL)?;
    page.press("link", ALARM_MAIL)?;
    page.press("link", &learner.words.fill("inbox.mail.alarm", "name", "web-cpu-high"))?;
    // The clock may have run on past the change: its moment is among the changes.
    learner.press("alarms.state.alarm")?;
    page.see("Threshold Crossed: 3 out of the last 4 datapoints")?;
    // A moment before it: by the slider, then back.
    page.tab_to("slider", learner.t("alarms.moment.choose"))?;
    page.keys(&key::LEFT.repeat(12))?;
    learner.main_says("Why this state at 0")?;
    let moment = page.hash()?;
    learner.press("alarms.moment.earlier")?;
    page.until("the minute before", || Ok(page.hash()? != moment))?;
    learner.press("alarms.moment.back")?;
    learner.see("alarms.why.title")
}

fn find_the_refusal(learner: &Learner) -> Result<()> {
    let page = &learner.page;
    learner.walk_to("events")?;
    page.arrow_to(learner.t("trail.by"), learner.t("trail.attribute.EventName"))?;
    learner.type_in("trail.value", "CreateTopic")?;
    learner.press("trail.apply")?;
    page.see("AccessDenied")?;
    page.press("link", "Open CreateTopic at")?;
    learner.see("trail.record")?;
    learner.press("trail.close")?;
    // What let her then.
    learner.type_in("trail.value", "AttachUserPolicy")?;
    learner.press("trail.apply")?;
    page.see("AttachUserPolicy")
}

/// row: Keyboard + screen reader
#[test]
fn the_whole_lab_by_keyboard_alone() -> Result<()> {
    let learner = Learner::with(Look::default(), "")?;
    launch(&learner)?;
    begin_alarm(&learner)?;
    ask_for_topic(&learner)?;
    learner.page.see(REFUSED)?;
    allow_topics(&learner)?;
    learner.walk_to("alarms")?;
    learner.follow("alarms.begun.go")?;
    learner.press("alarms.action.new.submit")?;
    learner.page.see(&learner.words.fill("alarms.action.new.made", "name", "ops-alerts"))?;
    end_alarm(&learner)?;
    subscribe(&learner)?;
    put_load(&learner)?;
    hear_of_it(&learner)?;
    find_the_refusal(&learner)?;
    learner.see("lab.solved")?;
    let all = learner.words.fill("lab.progress", "done", "5").replace("{of}", "5");
    learner.page.see(&all)?;
    // What was done is taken back by keyboard too.
    learner.press("app.clock.undo")?;
    learner.press("app.clock.redo")?;
    learner.page.quiet()
}

#[test]
fn what_goes_away_leaves_the_focus_near() -> Result<()> {
    let [launch, minute, ..] = LAB;
    let learner = Learner::with_lines(&[launch, minute])?;
    let page = &learner.page;
    // The last hint's button gives way to the solution.
    for n in ["1", "2", "3"] {
        page.press("button", &learner.words.fill("lab.hint", "n", n).replace("{of}", "3"))?;
    }
    let near = "return !!document.activeElement.closest('.lab-goal-current')";
    assert!(page.yes(near)?, "the focus has left the goal");
    // The drawer closes with its button.
    learner.walk_to("instances")?;
    learner.press("app.header.terminal")?;
    learner.press("terminal.close")?;
    // A notification is removed with its button; the past is left by one that goes with it.
    learner.walk_to("alarms")?;
    page.press("link", learner.t("alarms.create"))?;
    learner.press("alarms.metric.by-hand")?;
    learner.type_in("alarms.metric.by-hand.dimensions", "InstanceId=i-1")?;
    learner.press("alarms.metric.by-hand.use")?;
    learner.press("alarms.next")?;
    learner.type_in("alarms.than", "70")?;
    learner.press("alarms.next")?;
    learner.press("alarms.action.add")?;
    learner.press("alarms.action.remove")?;
    page.tab_to("slider", learner.t("app.clock.timeline"))?;
    page.keys(&key::LEFT.repeat(20))?;
    learner.see("app.clock.viewing")?;
    learner.press("app.clock.return")?;
    // The last step there is to take back, and the last to do again.
    learner.press("app.clock.undo")?;
    page.find("button", learner.t("app.clock.redo"))?;
    learner.press("app.clock.redo")?;
    page.quiet()
}
