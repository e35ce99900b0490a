//! Every page there is: to be looked at in pictures, and to be checked one by one.

use std::path::Path;

use serde_json::Value;

use crate::{Look, Page, Result, Setup, Words};

/// A page to visit.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// What its pictures are called.
    pub name: &'static str,
    /// Its route, or the route of the page that links to it.
    pub hash: &'static str,
    /// What the address of the link to it begins with.
    pub link: Option<&'static str>,
}

const fn page(name: &'static str, hash: &'static str) -> Place {
    Place { name, hash, link: None }
}

const fn linked(name: &'static str, hash: &'static str, link: &'static str) -> Place {
    Place { name, hash, link: Some(link) }
}

/// The pages.
pub const PLACES: &[Place] = &[
    page("home", "#/"),
    page("labs", "#/labs"),
    page("lab", "#/labs/first-alert"),
    page("make-lab", "#/labs/make"),
    page("points", "#/points/P044"),
    page("concepts", "#/learn/concepts"),
    page("concept-services", "#/learn/concepts/services"),
    page("concept-alarms", "#/learn/concepts/alarms"),
    page("concept-records", "#/learn/concepts/records"),
    page("glossary", "#/learn/glossary"),
    page("progress", "#/learn/progress"),
    page("teachers", "#/learn/teachers"),
    page("instances", "#/ec2/instances"),
    linked("instance", "#/ec2/instances", "#/ec2/instances/i-"),
    page("launch", "#/ec2/launch"),
    page("volumes", "#/ec2/volumes"),
    linked("volume", "#/ec2/volumes", "#/ec2/volumes/vol-"),
    page("create-volume", "#/ec2/create-volume"),
    page("security-groups", "#/ec2/security-groups"),
    linked("security-group", "#/ec2/security-groups", "#/ec2/security-groups/sg-"),
    page("create-security-group", "#/ec2/create-security-group"),
    page("subnets", "#/ec2/subnets"),
    linked("subnet", "#/ec2/subnets", "#/ec2/subnets/subnet-"),
    page("create-subnet", "#/ec2/create-subnet"),
    page("placement-groups", "#/ec2/placement-groups"),
    page("prefix-lists", "#/ec2/prefix-lists"),
    page("addresses", "#/ec2/addresses"),
    page("launch-templates", "#/ec2/launch-templates"),
    page("create-launch-template", "#/ec2/create-launch-template"),
    page("groups", "#/ec2/groups"),
    page("create-group", "#/ec2/create-group"),
    page("metrics", "#/cloudwatch/metrics"),
    page("metrics-ec2", "#/cloudwatch/metrics?namespace=AWS%2FEC2"),
    page(
        "metrics-graph",
        "#/cloudwatch/metrics?namespace=AWS%2FEC2&metric=AWS%252FEC2%2FCPUUtilization\
         &metric=AWS%252FEC2%2FNetworkIn&math=m1%20*%202",
    ),
    page("log-groups", "#/cloudwatch/log-groups"),
    page("logs-insights", "#/cloudwatch/logs-insights"),
    page("observability", "#/cloudwatch/observability"),
    page("services", "#/cloudwatch/services"),
    page("service-ec2", "#/cloudwatch/services/ec2"),
    page("service-rds", "#/cloudwatch/services/rds"),
    page("alarms", "#/cloudwatch/alarms"),
    linked("alarm", "#/cloudwatch/alarms", "#/cloudwatch/alarms/"),
    page("backtest", "#/cloudwatch/backtest/web-cpu-high"),
    page("create-alarm", "#/cloudwatch/create-alarm"),
    page("edit-alarm", "#/cloudwatch/edit-alarm/web-cpu-high"),
    page("create-composite-alarm", "#/cloudwatch/create-composite-alarm"),
    page("mute-rules", "#/cloudwatch/mute-rules"),
    page("dashboards", "#/cloudwatch/dashboards"),
    page("anomaly-detectors", "#/cloudwatch/anomaly-detectors"),
    page("contributor-insights", "#/cloudwatch/contributor-insights"),
    page("metric-streams", "#/cloudwatch/metric-streams"),
    page("create-metric-stream", "#/cloudwatch/create-metric-stream"),
    page("cost", "#/cloudwatch/cost"),
    page("budgets", "#/budgets"),
    page("topics", "#/sns/topics"),
    linked("topic", "#/sns/topics", "#/sns/topics/"),
    page("create-topic", "#/sns/create-topic"),
    page("subscriptions", "#/sns/subscriptions"),
    page("create-subscription", "#/sns/create-subscription"),
    page("commands", "#/ssm/commands"),
    page("command", "#/ssm/commands/ef7fdfd8-9b57-4151-a15c-db9a12345678"),
    page("send-command", "#/ssm/send-command"),
    page("parameters", "#/ssm/parameters"),
    page("tables", "#/dynamodb/tables"),
    page("functions", "#/lambda/functions"),
    page("queues", "#/sqs/queues"),
    page("buckets", "#/s3/buckets"),
    page("create-bucket", "#/s3/create-bucket"),
    page("bucket", "#/s3/buckets/shop-evidence"),
    page("object", "#/s3/objects/shop-evidence?key=notes%2Fmonday.txt"),
    page("exam", "#/exam"),
    page("drills", "#/drills"),
    page("drill-given", "#/drills/2-4711"),
    page("inbox", "#/inbox"),
    page("mail-confirm", "#/inbox/0"),
    page("mail-alarm", "#/inbox/1"),
    page("users", "#/iam/users"),
    page("user", "#/iam/users/jiwoo"),
    page("user-groups", "#/iam/groups"),
    page("credential-report", "#/iam/credential-report"),
    page("roles", "#/iam/roles"),
    page("organizations", "#/organizations"),
    page("switch-role", "#/switch-role"),
    page("policies", "#/iam/policies"),
    page("access-analyzer", "#/iam/access-analyzer"),
    linked("policy", "#/iam/users/jiwoo", "#/iam/policies/"),
    page("events", "#/cloudtrail/events"),
    page("trails", "#/cloudtrail/trails"),
    page("insights", "#/cloudtrail/insights"),
    page("create-trail", "#/cloudtrail/create-trail"),
    page("trail", "#/cloudtrail/trails/arn:aws:cloudtrail:us-east-1:123456789012:trail%2Fmain"),
    linked("event", "#/cloudtrail/events", "#/cloudtrail/events?"),
    page("who-did-what", "#/cloudtrail/audit/resource"),
    page("principals", "#/cloudtrail/audit/principal"),
    page("rare-calls", "#/cloudtrail/audit/rare"),
    page("role-chains", "#/cloudtrail/audit/chain"),
    page("evidence", "#/cloudtrail/evidence"),
    page("terminal", "#/terminal"),
    page("fidelity", "#/fidelity"),
    page("settings", "#/settings"),
    page("keys", "#/keys"),
    page("not-found", "#/nowhere"),
];

impl Place {
    /// Goes there from wherever the page is.
    ///
    /// # Errors
    /// If nothing links to it.
    pub fn visit(&self, page: &Page) -> Result<()> {
        page.go(self.hash)?;
        if let Some(link) = self.link {
            let script = "const link = document.querySelector(`main a[href^='${arguments[0]}']`); \
                          if (link) location.hash = link.getAttribute('href'); return !!link";
            page.until(&format!("a link to {link}"), || {
                Ok(page.session.run(script, &[link.into()])? == Value::Bool(true))
            })?;
        }
        page.settled()
    }
}

/// Plays the first lab's solution to its end, so that every page has something to show.
///
/// # Errors
/// If the lab does not begin or its solution does not end.
pub fn solve(page: &Page, words: &Words) -> Result<()> {
    page.go("#/labs/first-alert")?;
    page.click("button", words.t("lab.begin"))?;
    page.see(words.t("lab-first-alert.goal.launch.title"))?;
    let hint = words.t("lab.hint").split('{').next().unwrap_or_default().to_owned();
    // Three hints and a handful of lines a goal; more says that it goes round in circles.
    for _ in 0..200 {
        if page.text()?.contains(words.t("lab.solved")) {
            return Ok(());
        }
        let ways = ["lab.solution.play", "lab.solution", "study.notice.offer"];
        for name in ways.map(|key| words.t(key)).into_iter().chain([hint.as_str()]) {
            if page.has("button", name)? {
                page.click("button", name)?;
                break;
            }
        }
        page.settled()?;
        page.until("the step to end", || {
            page.yes("return !document.querySelector('.terminal-running')")
        })?;
    }
    Err(format!("the solution does not end; the page says:\n{}", page.text()?))
}

/// Takes every page whose name contains `filter`, large and small, light and dark, en and ko.
///
/// # Errors
/// If a page does not open or a picture cannot be written.
pub fn take(setup: &Setup, into: &Path, filter: &str) -> Result<()> {
    std::fs::create_dir_all(into).map_err(|error| format!("{}: {error}", into.display()))?;
    for lang in ["en", "ko"] {
        let page = Page::open(setup, Look { lang, ..Look::default() }, "")?;
        let words = Words::read(lang)?;
        solve(&page, &words)?;
        // The solution plays in the terminal's drawer, which would hide half of every page.
        page.click("button", words.t("terminal.close"))?;
        for (size, shape) in [((1440, 900), "large"), ((390, 844), "small")] {
            page.size(size)?;
            for dark in [false, true] {
                page.dark(dark)?;
                let tone = if dark { "dark" } else { "light" };
                for place in PLACES.iter().filter(|place| place.name.contains(filter)) {
                    if let Err(error) = place.visit(&page) {
                        eprintln!("{}: {error}", place.name);
                    }
                    let file = into.join(format!("{}-{shape}-{tone}-{lang}.png", place.name));
                    page.picture(&file)?;
                    println!("{}", file.display());
                }
            }
        }
    }
    Ok(())
}

impl Page {
    /// Waits until what was drawn has been drawn: two frames after the last change.
    ///
    /// # Errors
    /// What the page throws.
    pub fn settled(&self) -> Result<()> {
        let wait = "const done = arguments[0]; \
                    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))";
        self.session.run_async(wait, &[]).map(drop)
    }
}
