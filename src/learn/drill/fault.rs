//! What can go wrong in a drill, and what follows from each.

/// What somebody notices at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// The shop was slow, and nobody on call knew.
    Slow,
    /// The shop is down.
    Down,
    /// An auditor asks what has changed.
    Audit,
}

impl Scene {
    /// Its word in keys.
    pub fn word(self) -> &'static str {
        match self {
            Scene::Slow => "slow",
            Scene::Down => "down",
            Scene::Audit => "audit",
        }
    }
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The alarm's threshold was raised out of reach.
    Threshold,
    /// The alarm asks for more periods than the load lasts.
    Points,
    /// The alarm watches another instance.
    Elsewhere,
    /// The alarm was deleted.
    Gone,
    /// The alarm's actions were switched off.
    Disabled,
    /// A rule mutes the alarm.
    Muted,
    /// The subscription was deleted.
    Unsubscribed,
    /// The subscription was replaced by one that nobody confirmed.
    Pending,
    /// The topic's policy keeps CloudWatch out.
    Policy,
    /// The topic was deleted.
    TopicGone,
    /// The instance was stopped; the alarm has no data.
    Stopped,
    /// The instance was stopped; the alarm takes missing data as good.
    StoppedQuiet,
    /// The instance was terminated through a role.
    Terminated,
    /// The instance's host is faulty.
    System,
    /// A release put load on the instance, and the page arrived.
    Load,
    /// The instance has used up its CPU credits.
    Credits,
    /// The agent's role may no longer publish.
    Agent,
    /// A security group was opened to the world.
    Opened,
    /// A user became an administrator.
    Widened,
    /// The trail was stopped.
    TrailStopped,
    /// The trail's bucket takes no more files.
    BucketClosed,
    /// The alarm was saved again without its actions.
    Actionless,
    /// The policy that adds instances waits for its cooldown.
    Cooldown,
    /// The trail writes no more digest files.
    Undigested,
    /// The trail sees one Region alone.
    OneRegion,
    /// The alarm counts reports and looks at no load.
    Statistic,
    /// The group listens to no alarm.
    Suspended,
    /// The alarm was made in another Region, and the one here deleted.
    Region,
    /// An alarm that is always in ALARM suppresses the composite alarm's actions.
    Suppressed,
    /// The alarm asks each minute about a metric that speaks every five, and takes gaps as good.
    TooOften,
}

/// All that follows from a kind.
#[derive(Debug)]
pub struct Fault {
    /// The kind.
    pub kind: Kind,
    /// Its word in keys.
    pub word: &'static str,
    /// What is noticed at first.
    pub scene: Scene,
    /// From which difficulty on it comes.
    pub level: u8,
    /// The call by which it came about, and what its request names; none if it was no call.
    pub call: Option<(&'static str, &'static str)>,
    /// What broke, why somebody was or was not told, what would have caught it.
    pub right: [&'static str; 3],
    /// What would not have caught it.
    pub vain: &'static [&'static str],
}

/// What does not help where the way of the page is broken behind the metric.
const VAIN: &[&str] =
    &["second-subscriber", "status-alarm", "silence-alarm", "detailed", "credit-alarm"];
/// The same where the topic's only subscriber is the matter.
const VAIN_TO_SUBSCRIBE: &[&str] = &["status-alarm", "silence-alarm", "detailed", "credit-alarm"];
/// The same where no metric moves.
const VAIN_TO_MEASURE: &[&str] = &[
    "second-alarm",
    "second-subscriber",
    "status-alarm",
    "silence-alarm",
    "detailed",
    "credit-alarm",
];
const VAIN_WHEN_STOPPED: &[&str] =
    &["second-alarm", "second-subscriber", "status-alarm", "detailed", "credit-alarm"];
const VAIN_WHEN_FAULTY: &[&str] =
    &["second-alarm", "second-subscriber", "silence-alarm", "detailed", "credit-alarm"];
const VAIN_WHEN_THROTTLED: &[&str] =
    &["second-alarm", "second-subscriber", "status-alarm", "silence-alarm", "detailed"];
/// The same where it is measured too seldom.
const VAIN_TO_WAIT: &[&str] =
    &["second-subscriber", "status-alarm", "silence-alarm", "credit-alarm"];
const VAIN_WHEN_TOLD: &[&str] = &["status-alarm", "silence-alarm", "credit-alarm"];

/// Every fault, the easy ones first.
pub static FAULTS: [Fault; 30] = [
    Fault {
        kind: Kind::Disabled,
        word: "disabled",
        scene: Scene::Slow,
        level: 1,
        call: Some(("DisableAlarmActions", "web-cpu-high")),
        right: ["disabled", "disabled", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Threshold,
        word: "threshold",
        scene: Scene::Slow,
        level: 1,
        call: Some(("PutMetricAlarm", "web-cpu-high")),
        right: ["threshold", "value", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Gone,
        word: "gone",
        scene: Scene::Slow,
        level: 1,
        call: Some(("DeleteAlarms", "web-cpu-high")),
        right: ["gone", "no-alarm", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Unsubscribed,
        word: "unsubscribed",
        scene: Scene::Slow,
        level: 1,
        call: Some(("Unsubscribe", "ops-alerts")),
        right: ["unsubscribed", "no-subscriber", "second-subscriber"],
        vain: VAIN_TO_SUBSCRIBE,
    },
    Fault {
        kind: Kind::TopicGone,
        word: "topic-gone",
        scene: Scene::Slow,
        level: 1,
        call: Some(("DeleteTopic", "ops-alerts")),
        right: ["topic-gone", "no-topic", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Stopped,
        word: "stopped",
        scene: Scene::Down,
        level: 1,
        call: Some(("StopInstances", "{web}")),
        right: ["stopped", "insufficient", "silence-alarm"],
        vain: VAIN_WHEN_STOPPED,
    },
    Fault {
        kind: Kind::System,
        word: "system",
        scene: Scene::Down,
        level: 1,
        call: None,
        right: ["system", "unwatched", "status-alarm"],
        vain: VAIN_WHEN_FAULTY,
    },
    Fault {
        kind: Kind::Load,
        word: "load",
        scene: Scene::Slow,
        level: 1,
        call: Some(("CreateTags", "release")),
        right: ["load", "mail", "existing"],
        vain: VAIN_WHEN_TOLD,
    },
    Fault {
        kind: Kind::Opened,
        word: "opened",
        scene: Scene::Audit,
        level: 1,
        call: Some(("AuthorizeSecurityGroupIngress", "0.0.0.0/0")),
        right: ["opened", "unwatched", "calls-watched"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::TrailStopped,
        word: "trail-stopped",
        scene: Scene::Audit,
        level: 1,
        call: Some(("StopLogging", "main")),
        right: ["trail-stopped", "unwatched", "calls-watched"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::Widened,
        word: "widened",
        scene: Scene::Audit,
        level: 1,
        call: Some(("AttachUserPolicy", "AdministratorAccess")),
        right: ["widened", "unwatched", "calls-watched"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::Points,
        word: "points",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutMetricAlarm", "web-cpu-high")),
        right: ["points", "points", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Elsewhere,
        word: "elsewhere",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutMetricAlarm", "web-cpu-high")),
        right: ["elsewhere", "elsewhere", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Muted,
        word: "muted",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutAlarmMuteRule", "web-cpu-high")),
        right: ["muted", "muted", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Pending,
        word: "pending",
        scene: Scene::Slow,
        level: 2,
        call: Some(("Unsubscribe", "ops-alerts")),
        right: ["pending", "pending", "second-subscriber"],
        vain: VAIN_TO_SUBSCRIBE,
    },
    Fault {
        kind: Kind::Policy,
        word: "policy",
        scene: Scene::Slow,
        level: 2,
        call: Some(("SetTopicAttributes", "sns:Publish")),
        right: ["policy", "refused", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Terminated,
        word: "terminated",
        scene: Scene::Down,
        level: 2,
        call: Some(("TerminateInstances", "{web}")),
        right: ["terminated", "insufficient", "silence-alarm"],
        vain: VAIN_WHEN_STOPPED,
    },
    Fault {
        kind: Kind::StoppedQuiet,
        word: "stopped-quiet",
        scene: Scene::Down,
        level: 2,
        call: Some(("StopInstances", "{web}")),
        right: ["stopped", "gap-is-good", "silence-alarm"],
        vain: VAIN_WHEN_STOPPED,
    },
    Fault {
        kind: Kind::BucketClosed,
        word: "bucket-closed",
        scene: Scene::Audit,
        level: 2,
        call: Some(("DeleteBucketPolicy", "audit-logs")),
        right: ["bucket-closed", "unwatched", "calls-watched"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::Credits,
        word: "credits",
        scene: Scene::Slow,
        level: 2,
        call: None,
        right: ["credits", "unwatched", "credit-alarm"],
        vain: VAIN_WHEN_THROTTLED,
    },
    Fault {
        kind: Kind::Agent,
        word: "agent",
        scene: Scene::Slow,
        level: 2,
        call: Some(("DetachRolePolicy", "CloudWatchAgentServerPolicy")),
        right: ["agent", "insufficient", "memory-silence-alarm"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::Actionless,
        word: "actionless",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutMetricAlarm", "web-cpu-high")),
        right: ["actionless", "no-action", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Cooldown,
        word: "cooldown",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutScalingPolicy", "28800")),
        right: ["cooldown", "mail", "existing"],
        vain: VAIN_WHEN_TOLD,
    },
    Fault {
        kind: Kind::Undigested,
        word: "undigested",
        scene: Scene::Audit,
        level: 1,
        call: Some(("UpdateTrail", "main")),
        right: ["undigested", "unwatched", "calls-watched"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::OneRegion,
        word: "one-region",
        scene: Scene::Audit,
        level: 2,
        call: Some(("UpdateTrail", "main")),
        right: ["one-region", "unwatched", "calls-watched"],
        vain: VAIN_TO_MEASURE,
    },
    Fault {
        kind: Kind::Statistic,
        word: "statistic",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutMetricAlarm", "web-cpu-high")),
        right: ["statistic", "statistic", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Suspended,
        word: "suspended",
        scene: Scene::Slow,
        level: 2,
        call: Some(("SuspendProcesses", "AlarmNotification")),
        right: ["suspended", "mail", "existing"],
        vain: VAIN_WHEN_TOLD,
    },
    Fault {
        kind: Kind::Region,
        word: "region",
        scene: Scene::Slow,
        level: 2,
        call: Some(("DeleteAlarms", "web-cpu-high")),
        right: ["region", "region", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::Suppressed,
        word: "suppressed",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutCompositeAlarm", "deploy-running")),
        right: ["suppressed", "suppressed", "second-alarm"],
        vain: VAIN,
    },
    Fault {
        kind: Kind::TooOften,
        word: "too-often",
        scene: Scene::Slow,
        level: 2,
        call: Some(("PutMetricAlarm", "web-cpu-high")),
        right: ["too-often", "too-often", "detailed"],
        vain: VAIN_TO_WAIT,
    },
];

impl Kind {
    /// The kind with this word.
    pub fn find(word: &str) -> Option<Kind> {
        FAULTS.iter().find(|fault| fault.word == word).map(|fault| fault.kind)
    }

    /// All that follows from it.
    pub fn fault(self) -> &'static Fault {
        let found = FAULTS.iter().find(|fault| fault.kind == self);
        // Every kind has its row, which a test holds.
        found.unwrap_or(&FAULTS[0])
    }

    /// Whether there is a group with a policy that the alarm executes.
    pub fn scales(self) -> bool {
        matches!(self, Kind::Cooldown | Kind::Suspended)
    }

    /// The alarm that is to tell.
    pub fn alarm(self) -> &'static str {
        match self {
            Kind::Agent => "web-mem-high",
            Kind::Suppressed => "shop-page",
            _ => "web-cpu-high",
        }
    }

    /// The alarm that would look at what broke, as `expect` asks for it.
    pub fn watch(self) -> &'static str {
        match self {
            Kind::System => "metric StatusCheckFailed*",
            Kind::Credits => "metric CPUCreditBalance",
            Kind::Agent => "metric mem_used_percent",
            _ if self.fault().scene == Scene::Audit => "namespace CloudTrail*",
            _ => "metric CPUUtilization dimension InstanceId={web}",
        }
    }
}
