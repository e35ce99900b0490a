//! Where a route stands: its title, the path of crumbs to it, the sidebar item it belongs to.

use super::{
    AuditQuery, AuditView, BucketQuery, DrillPage, EventsQuery, ExamPage, LearnPage, Route,
};
use crate::view::backends::Kind;

/// An item of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The start page.
    Home,
    /// The labs.
    Labs,
    /// What exams ask.
    Points,
    /// CloudWatch alarms.
    Alarms,
    /// Mute rules of CloudWatch alarms.
    MuteRules,
    /// CloudWatch metrics.
    Metrics,
    /// CloudWatch dashboards.
    Dashboards,
    /// Anomaly detectors.
    Detectors,
    /// Contributor Insights.
    Contributors,
    /// Metric streams.
    Streams,
    /// What the watching costs.
    Cost,
    /// Budgets.
    Budgets,
    /// What accounts share with each other.
    Observability,
    /// CloudWatch's automatic dashboards.
    Services,
    /// CloudWatch's log groups.
    LogGroups,
    /// Queries over log groups.
    LogsInsights,
    /// CloudTrail's event history.
    Events,
    /// What one asks of records.
    Audit,
    /// Records from files.
    Evidence,
    /// CloudTrail's trails.
    Trails,
    /// CloudTrail Insights.
    Insights,
    /// EC2 instances.
    Instances,
    /// EBS volumes.
    Volumes,
    /// Security groups.
    SecurityGroups,
    /// The default VPC and its subnets.
    Subnets,
    /// Placement groups.
    PlacementGroups,
    /// Prefix lists.
    PrefixLists,
    /// Elastic IP addresses.
    Addresses,
    /// Launch templates.
    Templates,
    /// Auto Scaling groups.
    Groups,
    /// SNS topics.
    Topics,
    /// SNS subscriptions.
    Subscriptions,
    /// Systems Manager's Run Command.
    Commands,
    /// Systems Manager's Parameter Store.
    Parameters,
    /// DynamoDB tables, Lambda functions, SQS queues.
    Backends(Kind),
    /// S3 buckets.
    Buckets,
    /// The exam.
    Exam,
    /// The concepts.
    Concepts,
    /// The glossary.
    Glossary,
    /// What was learnt.
    Progress,
    /// Incident drills.
    Drills,
    /// The mailbox.
    Inbox,
    /// IAM users.
    Users,
    /// IAM user groups.
    UserGroups,
    /// IAM roles.
    Roles,
    /// IAM policies.
    Policies,
    /// Access Analyzer.
    Outsiders,
    /// The credential report.
    CredentialReport,
    /// The organization.
    Organizations,
    /// What is simulated.
    Fidelity,
    /// Settings.
    Settings,
    /// The keys.
    Keys,
}

impl Place {
    /// The page an item leads to.
    pub fn route(self) -> Route {
        match self {
            Place::Home => Route::Home,
            Place::Labs => Route::Labs,
            Place::Points => Route::Points(None),
            Place::Alarms => Route::Alarms,
            Place::MuteRules => Route::MuteRules,
            Place::Metrics => Route::metrics(),
            Place::Dashboards => Route::Dashboards,
            Place::Detectors => Route::Detectors,
            Place::Contributors => Route::Contributors(None),
            Place::Streams => Route::Streams,
            Place::Cost => Route::Cost,
            Place::Budgets => Route::Budgets,
            Place::Observability => Route::Observability,
            Place::Services => Route::Services(None),
            Place::LogGroups => Route::LogGroups,
            Place::LogsInsights => Route::LogsInsights(None),
            Place::Events => Route::events(),
            Place::Audit => Route::Audit(AuditQuery::new(AuditView::Resource)),
            Place::Evidence => Route::Evidence(EventsQuery::default()),
            Place::Instances => Route::Instances,
            Place::Volumes => Route::Volumes,
            Place::SecurityGroups => Route::SecurityGroups,
            Place::Subnets => Route::Subnets,
            Place::PlacementGroups => Route::PlacementGroups,
            Place::PrefixLists => Route::PrefixLists,
            Place::Addresses => Route::Addresses,
            Place::Templates => Route::Templates,
            Place::Groups => Route::Groups,
            Place::Topics => Route::Topics,
            Place::Subscriptions => Route::Subscriptions,
            Place::Commands => Route::Commands,
            Place::Parameters => Route::Parameters,
            Place::Backends(kind) => Route::Backends(kind),
            Place::Buckets => Route::Buckets,
            Place::Exam => Route::Exam(ExamPage::Choose),
            Place::Concepts => Route::Learn(LearnPage::Concepts),
            Place::Glossary => Route::Learn(LearnPage::Glossary(None)),
            Place::Progress => Route::Learn(LearnPage::Progress),
            Place::Drills => Route::Drills(DrillPage::Choose),
            Place::Inbox => Route::Inbox,
            Place::Users => Route::Users,
            Place::UserGroups => Route::UserGroups,
            Place::Roles => Route::Roles,
            Place::Policies => Route::Policies,
            Place::Outsiders => Route::Outsiders,
            Place::CredentialReport => Route::CredentialReport,
            Place::Organizations => Route::Organizations,
            Place::Trails => Route::Trails,
            Place::Insights => Route::Insights(None),
            Place::Fidelity => Route::Fidelity,
            Place::Settings => Route::Settings,
            Place::Keys => Route::Keys,
        }
    }
}

/// A step of the path to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it says.
    pub text: CrumbText,
    /// Where it leads; `None` for the page itself.
    pub to: Option<Route>,
}

/// What a crumb says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrumbText {
    /// The text of this key.
    Key(&'static str),
    /// The name of a thing.
    Name(String),
}

impl Route {
    /// The key of the page's title.
    pub fn title(&self) -> &'static str {
        match self {
            Route::Home | Route::Bet { .. } => "app.page.home",
            Route::Labs | Route::LabLink(_) => "app.page.labs",
            Route::MakeLab => "app.page.make-lab",
            Route::Lab(_) | Route::SeededLab { .. } => "app.page.lab",
            Route::Points(_) => "app.page.points",
            Route::Instances | Route::Instance(_) => "app.page.instances",
            Route::Launch => "app.page.launch",
            Route::Volumes | Route::Volume(_) => "app.page.volumes",
            Route::CreateVolume => "app.page.create-volume",
            Route::SecurityGroups | Route::SecurityGroup(_) => "app.page.security-groups",
            Route::CreateSecurityGroup => "app.page.create-security-group",
            Route::Subnets | Route::Subnet(_) => "app.page.subnets",
            Route::CreateSubnet => "app.page.create-subnet",
            Route::PlacementGroups => "app.page.placement-groups",
            Route::PrefixLists => "app.page.prefix-lists",
            Route::Addresses => "app.page.addresses",
            Route::Templates => "app.page.templates",
            Route::CreateTemplate => "app.page.create-template",
            Route::Groups | Route::Group(_) => "app.page.groups",
            Route::CreateGroup => "app.page.create-group",
            Route::Metrics(_) => "app.page.metrics",
            Route::Services(_) => "app.page.services",
            Route::Alarms | Route::Alarm { .. } => "app.page.alarms",
            Route::CreateAlarm(_) => "app.page.create-alarm",
            Route::CreateComposite => "app.page.create-composite",
            Route::MuteRules => "app.page.mute-rules",
            Route::EditAlarm(_) => "app.page.edit-alarm",
            Route::Backtest(_) => "app.page.backtest",
            Route::Dashboards | Route::Dashboard(_) => "app.page.dashboards",
            Route::Detectors => "app.page.detectors",
            Route::Contributors(_) => "app.page.contributors",
            Route::Streams | Route::Stream(_) => "app.page.streams",
            Route::CreateStream => "app.page.create-stream",
            Route::Cost => "app.page.cost",
            Route::Budgets | Route::Budget(_) => "app.page.budgets",
            Route::Observability => "app.page.observability",
            Route::LogGroups | Route::LogGroup { .. } => "app.page.log-groups",
            Route::LogsInsights(_) => "app.page.logs-insights",
            Route::Topics | Route::Topic(_) => "app.page.topics",
            Route::CreateTopic => "app.page.create-topic",
            Route::Subscriptions => "app.page.subscriptions",
            Route::CreateSubscription(_) => "app.page.create-subscription",
            Route::Commands | Route::Command(_) => "app.page.commands",
            Route::SendCommand => "app.page.send-command",
            Route::Parameters => "app.page.parameters",
            Route::Backends(kind) | Route::Backend { kind, .. } => kind.title(),
            Route::Buckets | Route::Bucket(_) | Route::Object { .. } => "app.page.buckets",
            Route::CreateBucket => "app.page.create-bucket",
            Route::Inbox | Route::Mail(_) => "app.page.inbox",
            Route::Users | Route::User(_) => "app.page.users",
            Route::UserGroups | Route::UserGroup(_) => "app.page.user-groups",
            Route::CredentialReport => "app.page.credential-report",
            Route::Roles | Route::Role(_) => "app.page.roles",
            Route::Organizations => "app.page.organizations",
            Route::SwitchRole(_) => "app.page.switch-role",
            Route::Policies | Route::Policy(_) => "app.page.policies",
            Route::Outsiders => "app.page.outsiders",
            Route::Events(_) | Route::Event(_) => "app.page.events",
            Route::Audit(_) => "app.page.audit",
            Route::Evidence(_) => "app.page.evidence",
            Route::Trails | Route::Trail(_) => "app.page.trails",
            Route::CreateTrail => "app.page.create-trail",
            Route::Insights(_) => "app.page.insights",
            Route::Exam(_) => "app.page.exam",
            Route::Learn(page) => page.title(),
            Route::Drills(_) => "app.page.drills",
            Route::Terminal => "app.page.terminal",
            Route::Fidelity => "app.page.fidelity",
            Route::Settings => "app.page.settings",
            Route::Keys => "app.page.keys",
            Route::Share(_) => "app.page.share",
            Route::NotFound(_) => "app.page.not-found",
        }
    }

    /// The name of the one thing the page is about.
    pub fn subject(&self) -> Option<String> {
        match self {
            Route::Instance(name)
            | Route::Alarm { name, .. }
            | Route::EditAlarm(name)
            | Route::Backtest(name)
            | Route::Topic(name)
            | Route::Command(name)
            | Route::Group(name)
            | Route::Volume(name)
            | Route::SecurityGroup(name)
            | Route::Subnet(name)
            | Route::User(name)
            | Route::UserGroup(name)
            | Route::Role(name)
            | Route::Stream(name)
            | Route::Backend { name, .. }
            | Route::Budget(name)
            | Route::Event(name) => Some(name.clone()),
            Route::Bucket(query) => Some(query.name.clone()),
            Route::Dashboard(query) => Some(query.name.clone()),
            Route::Object { key, .. } => Some(key.clone()),
            Route::LogGroup { group, stream } => Some(stream.as_ref().unwrap_or(group).clone()),
            Route::Services(word) | Route::Insights(word) | Route::Contributors(word) => {
                word.clone()
            }
            Route::Policy(arn) | Route::Trail(arn) => {
                Some(arn.rsplit('/').next().unwrap_or(arn).to_owned())
            }
            Route::Mail(number) => Some((number + 1).to_string()),
            _ => None,
        }
    }

    /// The sidebar item the page belongs to.
    pub fn place(&self) -> Option<Place> {
        match self {
            Route::Home | Route::Bet { .. } => Some(Place::Home),
            Route::Labs | Route::MakeLab | Route::LabLink(_) => Some(Place::Labs),
            Route::Lab(_) | Route::SeededLab { .. } => Some(Place::Labs),
            Route::Points(_) => Some(Place::Points),
            Route::Instances | Route::Launch | Route::Instance(_) => Some(Place::Instances),
            Route::Volumes | Route::CreateVolume | Route::Volume(_) => Some(Place::Volumes),
            Route::SecurityGroups | Route::CreateSecurityGroup | Route::SecurityGroup(_) => {
                Some(Place::SecurityGroups)
            }
            Route::Subnets | Route::CreateSubnet | Route::Subnet(_) => Some(Place::Subnets),
            Route::PlacementGroups => Some(Place::PlacementGroups),
            Route::PrefixLists => Some(Place::PrefixLists),
            Route::Addresses => Some(Place::Addresses),
            Route::Templates | Route::CreateTemplate => Some(Place::Templates),
            Route::Groups | Route::CreateGroup | Route::Group(_) => Some(Place::Groups),
            Route::Metrics(_) => Some(Place::Metrics),
            Route::Services(_) => Some(Place::Services),
            Route::MuteRules => Some(Place::MuteRules),
            Route::Alarms
            | Route::Alarm { .. }
            | Route::CreateAlarm(_)
            | Route::CreateComposite
            | Route::EditAlarm(_)
            | Route::Backtest(_) => Some(Place::Alarms),
            Route::Dashboards | Route::Dashboard(_) => Some(Place::Dashboards),
            Route::Detectors => Some(Place::Detectors),
            Route::Contributors(_) => Some(Place::Contributors),
            Route::Streams | Route::CreateStream | Route::Stream(_) => Some(Place::Streams),
            Route::Cost => Some(Place::Cost),
            Route::Budgets | Route::Budget(_) => Some(Place::Budgets),
            Route::Observability => Some(Place::Observability),
            Route::LogGroups | Route::LogGroup { .. } => Some(Place::LogGroups),
            Route::LogsInsights(_) => Some(Place::LogsInsights),
            Route::Topics | Route::CreateTopic | Route::Topic(_) => Some(Place::Topics),
            Route::Subscriptions | Route::CreateSubscription(_) => Some(Place::Subscriptions),
            Route::Commands | Route::SendCommand | Route::Command(_) => Some(Place::Commands),
            Route::Parameters => Some(Place::Parameters),
            Route::Backends(kind) | Route::Backend { kind, .. } => Some(Place::Backends(*kind)),
            Route::Buckets | Route::CreateBucket | Route::Bucket(_) | Route::Object { .. } => {
                Some(Place::Buckets)
            }
            Route::Exam(_) => Some(Place::Exam),
            Route::Learn(LearnPage::Concepts | LearnPage::Concept(_)) => Some(Place::Concepts),
            Route::Learn(LearnPage::Glossary(_)) => Some(Place::Glossary),
            Route::Learn(LearnPage::Progress) => Some(Place::Progress),
            Route::Learn(LearnPage::Teachers) => Some(Place::Settings),
            Route::Drills(_) => Some(Place::Drills),
            Route::Inbox | Route::Mail(_) => Some(Place::Inbox),
            Route::Users | Route::User(_) => Some(Place::Users),
            Route::UserGroups | Route::UserGroup(_) => Some(Place::UserGroups),
            Route::CredentialReport => Some(Place::CredentialReport),
            Route::Roles | Route::Role(_) => Some(Place::Roles),
            Route::Organizations | Route::SwitchRole(_) => Some(Place::Organizations),
            Route::Policies | Route::Policy(_) => Some(Place::Policies),
            Route::Outsiders => Some(Place::Outsiders),
            Route::Events(_) | Route::Event(_) => Some(Place::Events),
            Route::Audit(_) => Some(Place::Audit),
            Route::Evidence(_) => Some(Place::Evidence),
            Route::Trails | Route::CreateTrail | Route::Trail(_) => Some(Place::Trails),
            Route::Insights(_) => Some(Place::Insights),
            Route::Fidelity => Some(Place::Fidelity),
            Route::Settings => Some(Place::Settings),
            Route::Keys => Some(Place::Keys),
            Route::Terminal | Route::Share(_) | Route::NotFound(_) => None,
        }
    }

    /// The path to the page: service, list, the page itself. Pages outside a service have none.
    pub fn crumbs(&self) -> Vec<Crumb> {
        let Some((service, place)) = self.place().and_then(|place| Some((place.service()?, place)))
        else {
            return Vec::new();
        };
        let first = Crumb { text: CrumbText::Key(service.0), to: Some(service.1) };
        let list = place.route();
        let here = match self.subject() {
            Some(name) => CrumbText::Name(name),
            None => CrumbText::Key(self.title()),
        };
        let mut crumbs = vec![first];
        if list.title() != self.title() || self.subject().is_some() {
            crumbs.push(Crumb { text: CrumbText::Key(list.title()), to: Some(list) });
        }
        if let Route::Object { bucket, .. } = self {
            let to = Route::Bucket(BucketQuery::of(bucket));
            crumbs.push(Crumb { text: CrumbText::Name(bucket.clone()), to: Some(to) });
        }
        if let Route::LogGroup { group, stream: Some(_) } = self {
            let to = Route::LogGroup { group: group.clone(), stream: None };
            crumbs.push(Crumb { text: CrumbText::Name(group.clone()), to: Some(to) });
        }
        crumbs.push(Crumb { text: here, to: None });
        crumbs
    }
}

/// The question who did what to the resource a page is about, told by the path to the page.
pub fn who_did_what(crumbs: &[Crumb]) -> Option<Route> {
    let [.., list, here] = crumbs else { return None };
    let CrumbText::Name(name) = &here.text else { return None };
    let of_resources = matches!(
        list.to,
        Some(
            Route::Instances
                | Route::Volumes
                | Route::SecurityGroups
                | Route::Subnets
                | Route::Groups
                | Route::Alarms
                | Route::Dashboards
                | Route::Topics
                | Route::Users
                | Route::UserGroups
                | Route::Roles
                | Route::Policies
                | Route::Buckets
                | Route::Backends(_)
        )
    );
    // Objects are known by their ARNs; other names are told from each other well enough.
    if let Some(Route::Bucket(bucket)) = &list.to {
        let arn = format!("arn:aws:s3:::{}/{name}", bucket.name);
        return Some(Route::Audit(AuditQuery::of(AuditView::Resource, &arn)));
    }
    of_resources.then(|| Route::Audit(AuditQuery::of(AuditView::Resource, name)))
}

impl Place {
    /// The service a page belongs to, and that service's first page.
    fn service(self) -> Option<(&'static str, Route)> {
        match self {
            Place::Alarms
            | Place::MuteRules
            | Place::Metrics
            | Place::Dashboards
            | Place::Services
            | Place::LogGroups
            | Place::LogsInsights
            | Place::Detectors
            | Place::Contributors
            | Place::Streams
            | Place::Observability
            | Place::Cost
            | Place::Budgets => Some(("app.service.cloudwatch", Route::Alarms)),
            Place::Events | Place::Trails | Place::Insights | Place::Audit | Place::Evidence => {
                Some(("app.service.cloudtrail", Route::events()))
            }
            Place::Instances
            | Place::Volumes
            | Place::SecurityGroups
            | Place::Subnets
            | Place::PlacementGroups
            | Place::PrefixLists
            | Place::Addresses
            | Place::Templates
            | Place::Groups => Some(("app.service.ec2", Route::Instances)),
            Place::Topics | Place::Subscriptions => Some(("app.service.sns", Route::Topics)),
            Place::Commands | Place::Parameters => Some(("app.service.ssm", Route::Commands)),
            Place::Backends(kind) => Some((kind.service(), Route::Backends(kind))),
            Place::Buckets => Some(("app.service.s3", Route::Buckets)),
            Place::Users
            | Place::UserGroups
            | Place::Roles
            | Place::Policies
            | Place::Outsiders
            | Place::CredentialReport => Some(("app.service.iam", Route::Users)),
            Place::Organizations => Some(("app.service.organizations", Route::Organizations)),
            Place::Home | Place::Labs | Place::Points | Place::Drills | Place::Exam => None,
            Place::Concepts | Place::Glossary | Place::Progress | Place::Inbox => None,
            Place::Fidelity | Place::Settings | Place::Keys => None,
        }
    }
}
