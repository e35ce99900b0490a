//! The answers there are, and what in a world shows that one is right.

use super::fault::Scene;
use super::sign::Sign::{self, Call, Line, NotScaled};

/// An answer: its word in keys, and what holds just where it is right.
#[derive(Debug)]
pub struct Row {
    /// Its word.
    pub id: &'static str,
    /// What all holds.
    pub signs: &'static [Sign],
}

const fn row(id: &'static str, signs: &'static [Sign]) -> Row {
    Row { id, signs }
}

/// What can have broken.
pub static BROKE: [Row; 29] = [
    row("threshold", &[Line("expect alarm web-cpu-high threshold >= 95")]),
    row("points", &[Line("expect alarm web-cpu-high n >= 12")]),
    row("elsewhere", &[Line("expect alarm web-cpu-high dimension InstanceId={test}")]),
    row("gone", &[Line(GONE)]),
    row("disabled", &[Line("expect alarm web-cpu-high actions-enabled no")]),
    row("muted", &[Line("expect alarm web-cpu-high muted-by *")]),
    row(
        "unsubscribed",
        &[Line("expect topic ops-alerts"), Line("expect no subscription topic ops-alerts")],
    ),
    row(
        "pending",
        &[
            Line("expect subscription topic ops-alerts state pending"),
            Line("expect no subscription topic ops-alerts state confirmed"),
        ],
    ),
    row("policy", &[Call("SetTopicAttributes", "sns:Publish")]),
    row("topic-gone", &[Line("expect no topic ops-alerts")]),
    row("stopped", &[Call("StopInstances", "{web}"), Line("expect instance {web} state stopped")]),
    row("terminated", &[Call("TerminateInstances", "{web}")]),
    row("system", &[Line("expect instance {web} system-check impaired")]),
    row("load", &[Call("CreateTags", "release"), Line("expect mail subject 'ALARM: *'")]),
    row("credits", &[Line("expect metric CPUCreditBalance dimension InstanceId={web} = 0")]),
    row("agent", &[Call("DetachRolePolicy", "CloudWatchAgentServerPolicy")]),
    row("opened", &[Call("AuthorizeSecurityGroupIngress", "0.0.0.0/0")]),
    row("widened", &[Call("AttachUserPolicy", "AdministratorAccess")]),
    row("trail-stopped", &[Call("StopLogging", "main")]),
    row("bucket-closed", &[Call("DeleteBucketPolicy", "audit-logs")]),
    row("actionless", ACTIONLESS),
    row("cooldown", &[NotScaled("cooldown")]),
    row("undigested", &[Line("expect trail main validation no")]),
    row("one-region", &[Line("expect trail main multi-region no")]),
    row("statistic", &[Line("expect alarm web-cpu-high statistic SampleCount")]),
    row("suspended", &[NotScaled("suspended")]),
    row("region", &[Line("expect alarm web-cpu-high region us-west-2"), Line(GONE)]),
    row("suppressed", &[Line("expect alarm shop-page suppressor deploy-running")]),
    row("too-often", TOO_OFTEN),
];

/// It may still be elsewhere.
const GONE: &str = "expect no alarm web-cpu-high region us-east-1";

/// The alarm's period is shorter than that of its metric.
const TOO_OFTEN: &[Sign] = &[
    Line("expect alarm web-cpu-high period 60"),
    Line("expect instance {web} monitoring disabled"),
    Line("expect no transition web-cpu-high to ALARM by evaluation"),
];

/// The alarm is there, and names nothing that it does.
const ACTIONLESS: &[Sign] =
    &[Line("expect alarm web-cpu-high"), Line("expect no alarm web-cpu-high action *")];

/// Which of them may be asked about when this is noticed; the others would not be believed.
pub(super) fn believable(scene: Scene) -> &'static [&'static str] {
    match scene {
        Scene::Slow => &[
            "threshold",
            "points",
            "elsewhere",
            "gone",
            "disabled",
            "muted",
            "unsubscribed",
            "pending",
            "policy",
            "topic-gone",
            "load",
            "credits",
            "agent",
            "actionless",
            "cooldown",
            "statistic",
            "suspended",
            "region",
            "suppressed",
            "too-often",
        ],
        Scene::Down => &["stopped", "terminated", "system", "credits", "load", "disabled", "gone"],
        Scene::Audit => &[
            "opened",
            "widened",
            "trail-stopped",
            "bucket-closed",
            "undigested",
            "one-region",
            "stopped",
            "disabled",
            "topic-gone",
            "policy",
        ],
    }
}

/// Why somebody was, or was not, told.
pub static TOLD: [Row; 19] = [
    row("mail", &[Line("expect mail subject 'ALARM: *'")]),
    row(
        "value",
        &[
            Line("expect alarm web-cpu-high threshold >= 95"),
            Line("expect no transition web-cpu-high to ALARM by evaluation"),
        ],
    ),
    row(
        "points",
        &[
            Line("expect alarm web-cpu-high n >= 12"),
            Line("expect no transition web-cpu-high to ALARM by evaluation"),
        ],
    ),
    row("elsewhere", &[Line("expect alarm web-cpu-high dimension InstanceId={test}")]),
    row("no-alarm", &[Line(GONE)]),
    row("disabled", &[Line("expect alarm web-cpu-high actions-enabled no"), FIRED]),
    row("muted", &[Line("expect action alarm web-cpu-high result muted")]),
    row("refused", &[Line("expect action result failed"), Line("expect topic ops-alerts"), FIRED]),
    row("no-topic", &[Line("expect no topic ops-alerts"), FIRED]),
    row(
        "pending",
        &[
            Line("expect subscription topic ops-alerts state pending"),
            Line("expect no subscription topic ops-alerts state confirmed"),
            FIRED,
        ],
    ),
    row(
        "no-subscriber",
        &[
            Line("expect topic ops-alerts"),
            Line("expect no subscription topic ops-alerts"),
            Line("expect action alarm web-cpu-high result succeeded"),
        ],
    ),
    row(
        "insufficient",
        &[
            Line("expect transition {alarm} to INSUFFICIENT_DATA by evaluation"),
            Line("expect no transition {alarm} to ALARM by evaluation"),
        ],
    ),
    row(
        "gap-is-good",
        &[
            Line("expect alarm web-cpu-high missing notBreaching = OK"),
            Line("expect no instance {web} state running"),
        ],
    ),
    row("unwatched", &[Line("expect no alarm {watch}")]),
    row(
        "statistic",
        &[
            Line("expect alarm web-cpu-high statistic SampleCount"),
            Line("expect no transition web-cpu-high to ALARM by evaluation"),
        ],
    ),
    row("region", &[Line("expect alarm web-cpu-high region us-west-2"), Line(GONE)]),
    row("suppressed", &[Line("expect action alarm shop-page result suppressed")]),
    row("too-often", TOO_OFTEN),
    row(
        "no-action",
        &[Line("expect alarm web-cpu-high"), Line("expect no alarm web-cpu-high action *"), FIRED],
    ),
];

const FIRED: Sign = Line("expect transition web-cpu-high to ALARM by evaluation");
