//! Where one can be in the page: every page has a route, and every route an address.
//!
//! The address is the part of the URL after `#`, so that any static host serves every page.

mod audit;
mod hash;
mod learn;
mod percent;
mod place;
mod reads;
mod rows;

pub use audit::{AuditQuery, AuditView};
pub use learn::LearnPage;
pub use percent::decoded;
pub use place::{Crumb, CrumbText, Place, who_did_what};
pub use rows::RowLook;

use crate::learn::drill::Code;
use crate::services::cloudwatch::dashboard::range::Range;
use crate::sim::time::{Span, Time};
use crate::view::backends::Kind;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The start page.
    Home,
    /// The bet with this seed, and how many minutes after its question somebody said.
    Bet {
        /// Which bet.
        seed: u64,
        /// What somebody said.
        minutes: i64,
    },
    /// The labs by path.
    Labs,
    /// Where a lab is made by playing it.
    MakeLab,
    /// A lab to bring in: the payload of the link.
    LabLink(String),
    /// A lab's brief.
    Lab(String),
    /// A lab's brief, to be begun with this seed.
    SeededLab {
        /// The lab.
        id: String,
        /// The seed.
        seed: u64,
    },
    /// What exams ask; one point of it.
    Points(Option<String>),
    /// The list of instances.
    Instances,
    /// The launch form.
    Launch,
    /// An instance, by its id.
    Instance(String),
    /// The list of volumes.
    Volumes,
    /// The form for a new volume.
    CreateVolume,
    /// A volume, by its id.
    Volume(String),
    /// The list of security groups.
    SecurityGroups,
    /// The form for a new security group.
    CreateSecurityGroup,
    /// A security group, by its id.
    SecurityGroup(String),
    /// The default VPC with its subnets.
    Subnets,
    /// The form for a new subnet.
    CreateSubnet,
    /// A subnet, by its id.
    Subnet(String),
    /// Placement groups.
    PlacementGroups,
    /// Prefix lists.
    PrefixLists,
    /// Elastic IP addresses.
    Addresses,
    /// The list of launch templates.
    Templates,
    /// The form for a new launch template.
    CreateTemplate,
    /// The list of Auto Scaling groups.
    Groups,
    /// The form for a new Auto Scaling group.
    CreateGroup,
    /// An Auto Scaling group, by its name.
    Group(String),
    /// The metrics browser.
    Metrics(MetricsQuery),
    /// Automatic dashboards: the one of a service, by its word, or the choice of them.
    Services(Option<String>),
    /// The list of alarms.
    Alarms,
    /// An alarm, by its name, now or at a moment of its past.
    Alarm {
        /// Its name.
        name: String,
        /// The moment looked at; `None` is now.
        at: Option<Time>,
    },
    /// The wizard for a new alarm, on a metric if one is chosen already.
    CreateAlarm(Option<MetricId>),
    /// The builder of a new composite alarm.
    CreateComposite,
    /// Mute rules.
    MuteRules,
    /// The wizard for an alarm that exists, or the builder if it is a composite one.
    EditAlarm(String),
    /// Other settings of an alarm over its whole history.
    Backtest(String),
    /// The list of dashboards.
    Dashboards,
    /// A dashboard.
    Dashboard(DashboardQuery),
    /// Anomaly detectors.
    Detectors,
    /// Rules of Contributor Insights, or one of them by name.
    Contributors(Option<String>),
    /// Metric streams.
    Streams,
    /// The form for a new metric stream.
    CreateStream,
    /// A metric stream, by name.
    Stream(String),
    /// What the watching costs.
    Cost,
    /// Cross-account observability: the sink and the links.
    Observability,
    /// Logs Insights, with a group to begin with.
    LogsInsights(Option<String>),
    /// Budgets.
    Budgets,
    /// A budget, by name.
    Budget(String),
    /// The list of log groups.
    LogGroups,
    /// A log group, by its name, or one of its streams.
    LogGroup {
        /// The group.
        group: String,
        /// The stream, by its name.
        stream: Option<String>,
    },
    /// The list of topics.
    Topics,
    /// The form for a new topic.
    CreateTopic,
    /// A topic, by its name.
    Topic(String),
    /// The list of subscriptions.
    Subscriptions,
    /// The form for a new subscription, to a topic (its ARN) if one is chosen already.
    CreateSubscription(Option<String>),
    /// The commands that were sent with Run Command.
    Commands,
    /// The form that sends a command.
    SendCommand,
    /// A command, by its id.
    Command(String),
    /// Parameter Store.
    Parameters,
    /// Tables, functions, or queues.
    Backends(Kind),
    /// A table, a function or a queue, by its name.
    Backend {
        /// Which it is.
        kind: Kind,
        /// Its name.
        name: String,
    },
    /// The list of buckets.
    Buckets,
    /// The form for a new bucket.
    CreateBucket,
    /// A bucket.
    Bucket(BucketQuery),
    /// An object, by its key.
    Object {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// The version, by its id; `None` is the current one.
        version: Option<String>,
    },
    /// The mailbox.
    Inbox,
    /// A mail, by its place in the mailbox counted from 0.
    Mail(usize),
    /// The list of IAM users.
    Users,
    /// An IAM user, by name.
    User(String),
    /// The list of user groups.
    UserGroups,
    /// A user group, by name.
    UserGroup(String),
    /// The credential report.
    CredentialReport,
    /// The list of roles.
    Roles,
    /// A role, by name.
    Role(String),
    /// The list of policies.
    Policies,
    /// A policy, by its ARN.
    Policy(String),
    /// Who outside the account could use what it has: Access Analyzer.
    Outsiders,
    /// The organization.
    Organizations,
    /// The form that switches to a role: of an account, if both are chosen already.
    SwitchRole(Option<(String, String)>),
    /// CloudTrail's event history.
    Events(EventsQuery),
    /// An event, by its id.
    Event(String),
    /// What one asks of records and AWS has no page for.
    Audit(AuditQuery),
    /// Records from files, looked up as in event history.
    Evidence(EventsQuery),
    /// The trails of the Region.
    Trails,
    /// The form for a new trail.
    CreateTrail,
    /// A trail, by its ARN.
    Trail(String),
    /// CloudTrail Insights, or a pair of its events by the id the two have in common.
    Insights(Option<String>),
    /// The exam.
    Exam(ExamPage),
    /// Concepts, the glossary, what was learnt.
    Learn(LearnPage),
    /// Incident drills.
    Drills(DrillPage),
    /// The terminal, as a page of its own.
    Terminal,
    /// What is simulated, how exactly, and what is not.
    Fidelity,
    /// Language, look, time zone, saves.
    Settings,
    /// The keys that do something.
    Keys,
    /// A shared session to open: the payload of the link.
    Share(String),
    /// No page has this address.
    NotFound(String),
}

/// A page of the exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExamPage {
    /// What to be asked.
    Choose,
    /// The question shown.
    Sit,
    /// What it came to.
    Results,
}

/// A page of incident drills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrillPage {
    /// Which to begin.
    Choose,
    /// A drill that somebody shares.
    Given(Code),
    /// What it came to.
    Results,
}

/// What the metrics browser shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetricsQuery {
    /// The namespace looked at; `None` shows all.
    pub namespace: Option<String>,
    /// The metrics drawn.
    pub metrics: Vec<MetricId>,
    /// Expressions over them: the metrics are `m1`, `m2` and so on, the expressions `e1`, `e2`.
    pub math: Vec<String>,
    /// The statistic, as AWS writes it.
    pub stat: Option<String>,
    /// The period in seconds.
    pub period_secs: Option<u32>,
    /// How single rows look.
    pub rows: Vec<RowLook>,
    /// The stretch of time the graph shows.
    pub range: Option<Range>,
    /// How it is shown, by AWS's name: `singleValue`. `None` is a graph over time.
    pub view: Option<String>,
    /// Whether lines stand on each other.
    pub stacked: bool,
    /// The ends of the left axis, where they are given: `0/100`.
    pub left: Option<String>,
    /// The ends of the right axis.
    pub right: Option<String>,
    /// What metrics are looked for.
    pub search: Option<String>,
}

/// A metric: namespace, name and dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct MetricId {
    /// `AWS/EC2`.
    pub namespace: String,
    /// `CPUUtilization`.
    pub name: String,
    /// `InstanceId` → `i-…`, in order.
    pub dimensions: Vec<(String, String)>,
}

/// What event history is asked for: at most one attribute, and a range of time, as in AWS.
/// [`crate::view::trail::Filter`] reads and writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventsQuery {
    /// AWS's name of the attribute: `EventName`. `None` asks what the console asks at first;
    /// `none` asks for everything.
    pub attribute: Option<String>,
    /// Its value.
    pub value: Option<String>,
    /// The first instant.
    pub from: Option<Time>,
    /// The last instant.
    pub to: Option<Time>,
    /// Only so far back from now.
    pub last: Option<Span>,
    /// The page of the answer, counted from 0.
    pub page: usize,
    /// The event that is open in the list, by its id.
    pub event: Option<String>,
    /// The events that are compared, by their ids.
    pub beside: Vec<String>,
}

/// A dashboard, and what its page shows in place of what its body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DashboardQuery {
    /// Its name.
    pub name: String,
    /// The stretch of time it shows.
    pub range: Option<Range>,
    /// Whether its graphs keep their own periods, by AWS's name: `auto`, `inherit`.
    pub period: Option<String>,
}

impl DashboardQuery {
    /// A dashboard as its body says.
    pub fn of(name: &str) -> DashboardQuery {
        DashboardQuery { name: name.to_owned(), ..DashboardQuery::default() }
    }
}

/// What of a bucket is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketQuery {
    /// Its name.
    pub name: String,
    /// Which side of it.
    pub tab: BucketTab,
    /// The folder: what the keys in it begin with.
    pub prefix: String,
    /// Whether all versions are shown.
    pub versions: bool,
}

impl BucketQuery {
    /// A bucket's first folder.
    pub fn of(name: &str) -> BucketQuery {
        BucketQuery { name: name.to_owned(), ..BucketQuery::default() }
    }
}

/// A side of a bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BucketTab {
    /// What is in it.
    #[default]
    Objects,
    /// How it is set up.
    Properties,
    /// Who may get at it.
    Permissions,
}

impl BucketTab {
    /// All sides, in the order of the tabs.
    pub const ALL: [BucketTab; 3] =
        [BucketTab::Objects, BucketTab::Properties, BucketTab::Permissions];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            BucketTab::Objects => "objects",
            BucketTab::Properties => "properties",
            BucketTab::Permissions => "permissions",
        }
    }

    /// The side of this word.
    pub fn named(word: &str) -> Option<BucketTab> {
        BucketTab::ALL.into_iter().find(|tab| tab.word() == word)
    }
}

impl EventsQuery {
    /// The events with this value of an attribute, at any time.
    pub fn attribute(name: &str, value: &str) -> EventsQuery {
        EventsQuery {
            attribute: Some(name.to_owned()),
            value: Some(value.to_owned()),
            ..EventsQuery::default()
        }
    }
}

impl Route {
    /// An alarm as it is now.
    pub fn alarm(name: &str) -> Route {
        Route::Alarm { name: name.to_owned(), at: None }
    }

    /// Event history without a filter.
    pub fn events() -> Route {
        Route::Events(EventsQuery::default())
    }

    /// The metrics browser, nothing chosen.
    pub fn metrics() -> Route {
        Route::Metrics(MetricsQuery::default())
    }

    /// Whether two routes ask AWS the same: opening an event that is in the list
    /// reads nothing again.
    pub fn asks_the_same(&self, other: &Route) -> bool {
        match (self, other) {
            (Route::Events(one), Route::Events(other)) => {
                let asked = |query: &EventsQuery| EventsQuery {
                    event: None,
                    beside: Vec::new(),
                    ..query.clone()
                };
                asked(one) == asked(other)
            }
            (Route::Alarm { name, .. }, Route::Alarm { name: other, .. }) => name == other,
            (Route::Dashboard(one), Route::Dashboard(other)) => one.name == other.name,
            (Route::Metrics(one), Route::Metrics(other)) => {
                let asked = |query: &MetricsQuery| MetricsQuery {
                    left: None,
                    right: None,
                    ..query.clone()
                };
                asked(one) == asked(other)
            }
            _ => self == other,
        }
    }

    /// Whether two routes are one page that shows something else: what is open in it may stay.
    pub fn same_page(&self, other: &Route) -> bool {
        match (self, other) {
            (Route::Alarm { name, .. }, Route::Alarm { name: other, .. }) => name == other,
            (Route::Bucket(one), Route::Bucket(other)) => one.name == other.name,
            (Route::Dashboard(one), Route::Dashboard(other)) => one.name == other.name,
            (Route::Services(_), Route::Services(_)) => true,
            (Route::Metrics(_), Route::Metrics(_)) | (Route::Events(_), Route::Events(_)) => true,
            (Route::Evidence(_), Route::Evidence(_)) => true,
            (Route::Learn(LearnPage::Glossary(_)), Route::Learn(LearnPage::Glossary(_))) => true,
            (Route::Audit(one), Route::Audit(other)) => one.view == other.view,
            _ => self == other,
        }
    }
}
