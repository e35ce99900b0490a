//! A lab of each path, solved by mouse; that of the foundations is the first lab (`lab.rs`).

use browser::{Look, Result};

use crate::support::Learner;

/// What the bucket's policy should say: the right account, and a Deny for one person.
const POLICY: &str = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
    \"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":\"s3:GetBucketAcl\",\
    \"Resource\":\"arn:aws:s3:::evidence\"},{\"Effect\":\"Allow\",\
    \"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":\"s3:PutObject\",\
    \"Resource\":\"arn:aws:s3:::evidence/AWSLogs/123456789012/*\"},{\"Effect\":\"Deny\",\
    \"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:user/minsu\"},\
    \"Action\":[\"s3:PutObject\",\"s3:DeleteObject\"],\
    \"Resource\":\"arn:aws:s3:::evidence/*\"}]}";

impl Learner {
    /// Opens a lab and begins it.
    fn begin(id: &str, goal: &str) -> Result<Learner> {
        let learner = Learner::with(Look::default(), &format!("#/labs/{id}"))?;
        learner.see(&format!("lab-{id}.title"))?;
        learner.button("lab.begin")?;
        learner.see(&format!("lab-{id}.goal.{goal}.title"))?;
        Ok(learner)
    }

    /// Answers a question of the lab with one of its choices.
    fn expects(&self, choice: &str) -> Result<()> {
        self.page.click("radio", self.t(choice))?;
        self.button("study.ask.say")
    }

    /// Passes a question over.
    fn passes(&self, ask: &str) -> Result<()> {
        self.see(ask)?;
        self.button("study.ask.pass")?;
        self.see("study.ask.passed")
    }

    /// Lets the night pass until all goals are reached.
    fn through_the_night(&self) -> Result<()> {
        self.run()?;
        self.see("lab.solved")
    }

    /// The wizard from a metric of EC2 to its conditions.
    fn alarm_on(&self, metric: &str, instance: &str) -> Result<()> {
        self.to("alarms")?;
        self.link("alarms.create")?;
        self.page.click("button", "AWS/EC2")?;
        self.enter("metrics.search", instance)?;
        self.page.click("button", metric)?;
        self.button("alarms.next")
    }

    /// The wizard's last steps.
    fn save_alarm(&self, name: &str) -> Result<()> {
        self.button("alarms.next")?;
        self.enter("alarms.name", name)?;
        self.button("alarms.next")?;
        self.button("alarms.submit.create")?;
        self.page.find("heading", name).map(drop)
    }

    /// Deletes an alarm on its own page.
    fn delete_alarm(&self, name: &str) -> Result<()> {
        self.page.go(&format!("#/cloudwatch/alarms/{name}"))?;
        let menu = format!("{}: {name}", self.t("alarms.menu"));
        self.page.click("button", &menu)?;
        self.button("alarms.menu.delete")?;
        self.page.find("dialog", self.t("alarms.delete.title"))?;
        self.button("alarms.menu.delete")?;
        self.page.see(&self.words.fill("alarms.deleted", "name", name))
    }

    /// Switches detailed monitoring of an instance off.
    fn to_basic(&self, name: &str) -> Result<()> {
        self.to("instances")?;
        self.page.click("link", name)?;
        self.page.click("tab", self.t("ec2.tab.monitoring"))?;
        self.button("ec2.monitoring.to-basic")?;
        self.see("ec2.monitoring.to-detailed")
    }
}

#[test]
fn alarms_two_of_three_by_mouse() -> Result<()> {
    let learner = Learner::begin("two-of-three", "graphs")?;
    // The pay alarm never fires, and that can be said; the other graphs are passed over.
    for graph in ["adjacent", "row", "exactly", "or-equal", "gap", "period"] {
        learner.see(&format!("lab-two-of-three.predict.{graph}.ask"))?;
        match graph {
            "exactly" => {
                learner.page.choose(learner.t("study.ask.minute"), learner.t("study.ask.never"))?;
                learner.button("study.ask.say")?;
            }
            _ => learner.button("study.ask.pass")?,
        }
    }
    learner.page.go("#/terminal")?;
    learner.line("sleep 36m")?;
    learner.see("study.ask.reasons")?;
    learner.page.go("#/cloudwatch/alarms/cart-cpu")?;
    learner.page.find("heading", "cart-cpu")?;
    learner.alarm_on("CPUUtilization", "shop-web")?;
    learner.enter("alarms.than", "70")?;
    learner.enter("alarms.m-of-n.n", "3")?;
    learner.enter("alarms.m-of-n.m", "2")?;
    learner.button("alarms.next")?;
    learner.button("alarms.action.add")?;
    learner.page.choose(learner.t("alarms.action.topic"), "ops-alerts")?;
    learner.save_alarm("shop-cpu-high")?;
    learner.expects("lab-two-of-three.predict.backup.choice.never")?;
    learner.passes("lab-two-of-three.predict.minute.ask")?;
    learner.through_the_night()?;
    learner.page.quiet()
}

#[test]
fn permissions_bucket_says_no_by_mouse() -> Result<()> {
    let learner = Learner::begin("bucket-says-no", "read")?;
    learner.page.go("#/cloudtrail/trails")?;
    learner.page.click("link", "main")?;
    learner.main_says("AccessDenied")?;
    learner.expects("lab-bucket-says-no.predict.held.choice.late")?;
    learner.page.go("#/s3/buckets/evidence")?;
    learner.page.click("tab", learner.t("s3.tab.permissions"))?;
    learner.button("s3.policy.edit")?;
    learner.enter("s3.policy.text", POLICY)?;
    learner.button("s3.save")?;
    learner.see("s3.policy.done")?;
    learner.through_the_night()?;
    learner.page.quiet()
}

#[test]
fn audit_follow_the_role_by_mouse() -> Result<()> {
    let learner = Learner::begin("follow-the-role", "deed")?;
    let page = &learner.page;
    learner.to("events")?;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventName"))?;
    learner.enter("trail.value", "StopInstances")?;
    learner.button("trail.apply")?;
    learner.expects("lab-follow-the-role.predict.inside.choice.other")?;
    learner.enter("trail.value", "AssumeRole")?;
    learner.button("trail.apply")?;
    learner.main_says("hana")?;
    learner.to("instances")?;
    page.click("link", "shop-db")?;
    page.click("tab", learner.t("ec2.tab.tags"))?;
    learner.button("ec2.tags.edit")?;
    for (row, (key, value)) in [("stopped-by", "hana"), ("stopped-at", "10:14")].iter().enumerate()
    {
        // The name of the instance stands in the first row.
        learner.button("app.tags.add")?;
        let field = page.nth("textbox", learner.t("app.tags.key"), row + 1)?;
        page.session.type_into(&field, key)?;
        let field = page.nth("textbox", learner.t("app.tags.value"), row + 1)?;
        page.session.type_into(&field, value)?;
    }
    learner.button("ec2.tags.save")?;
    learner.see("ec2.tags.done")?;
    learner.alarm_on("StatusCheckFailed", "shop-db")?;
    page.click("radio", learner.t("alarms.op.greater-equal"))?;
    learner.enter("alarms.than", "1")?;
    learner.button("alarms.next")?;
    learner.save_alarm("db-status")?;
    learner.see("lab.solved")?;
    page.quiet()
}

#[test]
fn capstones_cost_of_watching_by_mouse() -> Result<()> {
    let learner = Learner::begin("cost-of-watching", "lean")?;
    learner.to_basic("test-1")?;
    learner.to_basic("test-2")?;
    learner.delete_alarm("web-cpu-copy")?;
    learner.delete_alarm("old-cpu")?;
    learner.page.go("#/cloudtrail/trails")?;
    learner.page.click("link", "old")?;
    learner.button("trails.delete")?;
    learner.page.find("dialog", &learner.words.fill("trails.delete.ask", "name", "old"))?;
    learner.button("trails.delete")?;
    learner.page.see(&learner.words.fill("trails.deleted", "name", "old"))?;
    // Monitoring is switched when a moment has passed; only then is the question asked.
    learner.runs_on()?;
    learner.page.click("button", &learner.words.fill("app.clock.times", "n", "60"))?;
    learner.passes("lab-cost-of-watching.predict.bill.ask")?;
    learner.through_the_night()?;
    learner.page.quiet()
}
