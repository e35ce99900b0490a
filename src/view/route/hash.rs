//! Routes as addresses and back.

use super::percent::{decode, encode};
use super::{
    AuditQuery, BucketQuery, BucketTab, DashboardQuery, DrillPage, EventsQuery, ExamPage,
    LearnPage, MetricId, MetricsQuery, Route, RowLook,
};
use crate::learn::drill::Code;
use crate::services::cloudwatch::dashboard::range::Range;
use crate::sim::time::{Span, Time};
use crate::view::backends::Kind;

/// The decoded pairs after `?`, in order.
type Query = Vec<(String, String)>;

impl Route {
    /// The address, `#` included.
    pub fn hash(&self) -> String {
        match self {
            Route::Home => "#/".to_owned(),
            Route::Bet { seed, minutes } => format!("#/bet/{seed}/{minutes}"),
            Route::Labs => "#/labs".to_owned(),
            Route::MakeLab => "#/labs/make".to_owned(),
            Route::LabLink(payload) => format!("#/labs/link/{payload}"),
            Route::Lab(id) => format!("#/labs/{}", encode(id)),
            Route::SeededLab { id, seed } => format!("#/labs/{}?seed={seed}", encode(id)),
            Route::Points(None) => "#/points".to_owned(),
            Route::Points(Some(id)) => format!("#/points/{}", encode(id)),
            Route::Instances => "#/ec2/instances".to_owned(),
            Route::Launch => "#/ec2/launch".to_owned(),
            Route::Instance(id) => format!("#/ec2/instances/{}", encode(id)),
            Route::Volumes => "#/ec2/volumes".to_owned(),
            Route::CreateVolume => "#/ec2/create-volume".to_owned(),
            Route::Volume(id) => format!("#/ec2/volumes/{}", encode(id)),
            Route::SecurityGroups => "#/ec2/security-groups".to_owned(),
            Route::CreateSecurityGroup => "#/ec2/create-security-group".to_owned(),
            Route::SecurityGroup(id) => format!("#/ec2/security-groups/{}", encode(id)),
            Route::Subnets => "#/ec2/subnets".to_owned(),
            Route::CreateSubnet => "#/ec2/create-subnet".to_owned(),
            Route::Subnet(id) => format!("#/ec2/subnets/{}", encode(id)),
            Route::PlacementGroups => "#/ec2/placement-groups".to_owned(),
            Route::PrefixLists => "#/ec2/prefix-lists".to_owned(),
            Route::Addresses => "#/ec2/addresses".to_owned(),
            Route::Templates => "#/ec2/launch-templates".to_owned(),
            Route::CreateTemplate => "#/ec2/create-launch-template".to_owned(),
            Route::Groups => "#/ec2/groups".to_owned(),
            Route::CreateGroup => "#/ec2/create-group".to_owned(),
            Route::Group(name) => format!("#/ec2/groups/{}", encode(name)),
            Route::Metrics(query) => format!("#/cloudwatch/metrics{}", write(&query.pairs())),
            Route::Services(None) => "#/cloudwatch/services".to_owned(),
            Route::Services(Some(word)) => format!("#/cloudwatch/services/{}", encode(word)),
            Route::Alarms => "#/cloudwatch/alarms".to_owned(),
            Route::Alarm { name, at } => {
                let at = at.map(|at| ("at", at.iso_millis()));
                format!("#/cloudwatch/alarms/{}{}", encode(name), write(&Vec::from_iter(at)))
            }
            Route::CreateAlarm(metric) => {
                let metric = metric.iter().map(|metric| ("metric", metric.to_text()));
                format!("#/cloudwatch/create-alarm{}", write(&Vec::from_iter(metric)))
            }
            Route::CreateComposite => "#/cloudwatch/create-composite-alarm".to_owned(),
            Route::MuteRules => "#/cloudwatch/mute-rules".to_owned(),
            Route::EditAlarm(name) => format!("#/cloudwatch/edit-alarm/{}", encode(name)),
            Route::Backtest(name) => format!("#/cloudwatch/backtest/{}", encode(name)),
            Route::Dashboards => "#/cloudwatch/dashboards".to_owned(),
            Route::Dashboard(query) => {
                format!("#/cloudwatch/dashboards/{}{}", encode(&query.name), write(&query.pairs()))
            }
            Route::Detectors => "#/cloudwatch/anomaly-detectors".to_owned(),
            Route::Contributors(None) => "#/cloudwatch/contributor-insights".to_owned(),
            Route::Contributors(Some(name)) => {
                format!("#/cloudwatch/contributor-insights/{}", encode(name))
            }
            Route::Backends(kind) => {
                let (service, list) = kind.address();
                format!("#/{service}/{list}")
            }
            Route::Backend { kind, name } => {
                let (service, list) = kind.address();
                format!("#/{service}/{list}/{}", encode(name))
            }
            Route::Streams => "#/cloudwatch/metric-streams".to_owned(),
            Route::CreateStream => "#/cloudwatch/create-metric-stream".to_owned(),
            Route::Stream(name) => format!("#/cloudwatch/metric-streams/{}", encode(name)),
            Route::Cost => "#/cloudwatch/cost".to_owned(),
            Route::Observability => "#/cloudwatch/observability".to_owned(),
            Route::LogsInsights(group) => {
                let group = group.clone().map(|group| ("group", group));
                format!("#/cloudwatch/logs-insights{}", write(&Vec::from_iter(group)))
            }
            Route::Budgets => "#/budgets".to_owned(),
            Route::Budget(name) => format!("#/budgets/{}", encode(name)),
            Route::LogGroups => "#/cloudwatch/log-groups".to_owned(),
            Route::LogGroup { group, stream } => {
                let stream = stream.clone().map(|stream| ("stream", stream));
                format!(
                    "#/cloudwatch/log-groups/{}{}",
                    encode(group),
                    write(&Vec::from_iter(stream))
                )
            }
            Route::Topics => "#/sns/topics".to_owned(),
            Route::CreateTopic => "#/sns/create-topic".to_owned(),
            Route::Topic(name) => format!("#/sns/topics/{}", encode(name)),
            Route::Subscriptions => "#/sns/subscriptions".to_owned(),
            Route::CreateSubscription(topic) => {
                let topic = topic.iter().map(|topic| ("topic", topic.clone()));
                format!("#/sns/create-subscription{}", write(&Vec::from_iter(topic)))
            }
            Route::Commands => "#/ssm/commands".to_owned(),
            Route::SendCommand => "#/ssm/send-command".to_owned(),
            Route::Command(id) => format!("#/ssm/commands/{}", encode(id)),
            Route::Parameters => "#/ssm/parameters".to_owned(),
            Route::Buckets => "#/s3/buckets".to_owned(),
            Route::CreateBucket => "#/s3/create-bucket".to_owned(),
            Route::Bucket(query) => {
                format!("#/s3/buckets/{}{}", encode(&query.name), write(&query.pairs()))
            }
            Route::Object { bucket, key, version } => {
                let mut pairs = vec![("key", key.clone())];
                pairs.extend(version.clone().map(|id| ("version", id)));
                format!("#/s3/objects/{}{}", encode(bucket), write(&pairs))
            }
            Route::Inbox => "#/inbox".to_owned(),
            Route::Mail(number) => format!("#/inbox/{number}"),
            Route::Users => "#/iam/users".to_owned(),
            Route::User(name) => format!("#/iam/users/{}", encode(name)),
            Route::UserGroups => "#/iam/groups".to_owned(),
            Route::UserGroup(name) => format!("#/iam/groups/{}", encode(name)),
            Route::CredentialReport => "#/iam/credential-report".to_owned(),
            Route::Roles => "#/iam/roles".to_owned(),
            Route::Role(name) => format!("#/iam/roles/{}", encode(name)),
            Route::Trails => "#/cloudtrail/trails".to_owned(),
            Route::CreateTrail => "#/cloudtrail/create-trail".to_owned(),
            Route::Trail(arn) => format!("#/cloudtrail/trails/{}", encode(arn)),
            Route::Policies => "#/iam/policies".to_owned(),
            Route::Outsiders => "#/iam/access-analyzer".to_owned(),
            Route::Policy(arn) => format!("#/iam/policies/{}", encode(arn)),
            Route::Events(query) => format!("#/cloudtrail/events{}", write(&query.pairs())),
            Route::Event(id) => format!("#/cloudtrail/events/{}", encode(id)),
            Route::Audit(query) => {
                format!("#/cloudtrail/audit/{}{}", query.view.word(), write(&query.pairs()))
            }
            Route::Evidence(query) => format!("#/cloudtrail/evidence{}", write(&query.pairs())),
            Route::Organizations => "#/organizations".to_owned(),
            Route::SwitchRole(chosen) => {
                let pairs = chosen.iter().flat_map(|(account, role)| {
                    [("account", account.clone()), ("role", role.clone())]
                });
                format!("#/switch-role{}", write(&Vec::from_iter(pairs)))
            }
            Route::Insights(None) => "#/cloudtrail/insights".to_owned(),
            Route::Insights(Some(id)) => format!("#/cloudtrail/insights/{}", encode(id)),
            Route::Exam(ExamPage::Choose) => "#/exam".to_owned(),
            Route::Exam(ExamPage::Sit) => "#/exam/sit".to_owned(),
            Route::Exam(ExamPage::Results) => "#/exam/results".to_owned(),
            Route::Learn(page) => page.hash(),
            Route::Drills(DrillPage::Choose) => "#/drills".to_owned(),
            Route::Drills(DrillPage::Results) => "#/drills/results".to_owned(),
            Route::Drills(DrillPage::Given(code)) => format!("#/drills/{code}"),
            Route::Terminal => "#/terminal".to_owned(),
            Route::Fidelity => "#/fidelity".to_owned(),
            Route::Settings => "#/settings".to_owned(),
            Route::Keys => "#/keys".to_owned(),
            Route::Share(payload) => format!("#/share/{payload}"),
            Route::NotFound(hash) => hash.clone(),
        }
    }

    /// Reads an address, with or without its `#`. What no page has is [`Route::NotFound`].
    pub fn parse(hash: &str) -> Route {
        let text = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(payload) = text.strip_prefix("s=") {
            return Route::Share(payload.to_owned());
        }
        read(text).unwrap_or_else(|| Route::NotFound(format!("#{text}")))
    }
}

fn read(text: &str) -> Option<Route> {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let path: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let query = read_query(query)?;
    let first =
        |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let route = match path.as_slice() {
        [] => Route::Home,
        ["bet", seed, minutes] => {
            Route::Bet { seed: seed.parse().ok()?, minutes: minutes.parse().ok()? }
        }
        ["labs"] => Route::Labs,
        ["labs", "make"] => Route::MakeLab,
        ["labs", "link"] => Route::LabLink(String::new()),
        ["labs", "link", payload] => Route::LabLink((*payload).to_owned()),
        ["labs", id] => match first("seed").map(str::parse) {
            Some(seed) => Route::SeededLab { id: decode(id)?, seed: seed.ok()? },
            None => Route::Lab(decode(id)?),
        },
        ["points"] => Route::Points(None),
        ["points", id] => Route::Points(Some(decode(id)?)),
        ["ec2"] | ["ec2", "instances"] => Route::Instances,
        ["ec2", "launch"] => Route::Launch,
        ["ec2", "instances", id] => Route::Instance(decode(id)?),
        ["ec2", "volumes"] => Route::Volumes,
        ["ec2", "create-volume"] => Route::CreateVolume,
        ["ec2", "volumes", id] => Route::Volume(decode(id)?),
        ["ec2", "security-groups"] => Route::SecurityGroups,
        ["ec2", "create-security-group"] => Route::CreateSecurityGroup,
        ["ec2", "security-groups", id] => Route::SecurityGroup(decode(id)?),
        ["ec2", "subnets"] => Route::Subnets,
        ["ec2", "create-subnet"] => Route::CreateSubnet,
        ["ec2", "subnets", id] => Route::Subnet(decode(id)?),
        ["ec2", "placement-groups"] => Route::PlacementGroups,
        ["ec2", "prefix-lists"] => Route::PrefixLists,
        ["ec2", "addresses"] => Route::Addresses,
        ["ec2", "launch-templates"] => Route::Templates,
        ["ec2", "create-launch-template"] => Route::CreateTemplate,
        ["ec2", "groups"] => Route::Groups,
        ["ec2", "create-group"] => Route::CreateGroup,
        ["ec2", "groups", name] => Route::Group(decode(name)?),
        ["cloudwatch", "metrics"] => Route::Metrics(MetricsQuery::read(&query)?),
        ["cloudwatch", "services"] => Route::Services(None),
        ["cloudwatch", "services", word] => Route::Services(Some(decode(word)?)),
        ["cloudwatch"] | ["cloudwatch", "alarms"] => Route::Alarms,
        ["cloudwatch", "alarms", name] => {
            Route::Alarm { name: decode(name)?, at: time(first("at"))? }
        }
        ["cloudwatch", "create-alarm"] => Route::CreateAlarm(match first("metric") {
            Some(metric) => Some(MetricId::from_text(metric)?),
            None => None,
        }),
        ["cloudwatch", "create-composite-alarm"] => Route::CreateComposite,
        ["cloudwatch", "mute-rules"] => Route::MuteRules,
        ["cloudwatch", "edit-alarm", name] => Route::EditAlarm(decode(name)?),
        ["cloudwatch", "backtest", name] => Route::Backtest(decode(name)?),
        ["cloudwatch", "dashboards"] => Route::Dashboards,
        ["cloudwatch", "dashboards", name] => {
            Route::Dashboard(DashboardQuery::read(decode(name)?, &query)?)
        }
        ["cloudwatch", "anomaly-detectors"] => Route::Detectors,
        ["cloudwatch", "contributor-insights"] => Route::Contributors(None),
        ["cloudwatch", "contributor-insights", name] => Route::Contributors(Some(decode(name)?)),
        ["cloudwatch", "metric-streams"] => Route::Streams,
        ["cloudwatch", "create-metric-stream"] => Route::CreateStream,
        ["cloudwatch", "metric-streams", name] => Route::Stream(decode(name)?),
        ["cloudwatch", "cost"] => Route::Cost,
        ["cloudwatch", "observability"] => Route::Observability,
        ["cloudwatch", "logs-insights"] => Route::LogsInsights(first("group").map(str::to_owned)),
        ["budgets"] => Route::Budgets,
        ["budgets", name] => Route::Budget(decode(name)?),
        ["cloudwatch", "log-groups"] => Route::LogGroups,
        ["cloudwatch", "log-groups", group] => {
            Route::LogGroup { group: decode(group)?, stream: first("stream").map(str::to_owned) }
        }
        ["sns"] | ["sns", "topics"] => Route::Topics,
        ["sns", "create-topic"] => Route::CreateTopic,
        ["sns", "topics", name] => Route::Topic(decode(name)?),
        ["sns", "subscriptions"] => Route::Subscriptions,
        ["sns", "create-subscription"] => {
            Route::CreateSubscription(first("topic").map(str::to_owned))
        }
        ["ssm"] | ["ssm", "commands"] => Route::Commands,
        ["ssm", "send-command"] => Route::SendCommand,
        ["ssm", "commands", id] => Route::Command(decode(id)?),
        ["ssm", "parameters"] => Route::Parameters,
        [service @ ("dynamodb" | "lambda" | "sqs"), rest @ ..] => backends(service, rest)?,
        ["s3"] | ["s3", "buckets"] => Route::Buckets,
        ["s3", "create-bucket"] => Route::CreateBucket,
        ["s3", "buckets", name] => Route::Bucket(BucketQuery::read(decode(name)?, &query)?),
        ["s3", "objects", bucket] => Route::Object {
            bucket: decode(bucket)?,
            key: first("key")?.to_owned(),
            version: first("version").map(str::to_owned),
        },
        ["exam"] => Route::Exam(ExamPage::Choose),
        ["exam", "sit"] => Route::Exam(ExamPage::Sit),
        ["exam", "results"] => Route::Exam(ExamPage::Results),
        ["drills"] => Route::Drills(match first("drill") {
            Some(code) => DrillPage::Given(Code::parse(code)?),
            None => DrillPage::Choose,
        }),
        ["drills", "results"] => Route::Drills(DrillPage::Results),
        ["drills", code] => Route::Drills(DrillPage::Given(Code::parse(code)?)),
        ["inbox"] => Route::Inbox,
        ["inbox", number] => Route::Mail(number.parse().ok()?),
        ["iam"] | ["iam", "users"] => Route::Users,
        ["iam", "users", name] => Route::User(decode(name)?),
        ["iam", "groups"] => Route::UserGroups,
        ["iam", "groups", name] => Route::UserGroup(decode(name)?),
        ["iam", "credential-report"] => Route::CredentialReport,
        ["iam", "roles"] => Route::Roles,
        ["iam", "roles", name] => Route::Role(decode(name)?),
        ["cloudtrail", "trails"] => Route::Trails,
        ["cloudtrail", "create-trail"] => Route::CreateTrail,
        ["cloudtrail", "trails", arn] => Route::Trail(decode(arn)?),
        ["cloudtrail", "insights"] => Route::Insights(None),
        ["cloudtrail", "insights", id] => Route::Insights(Some(decode(id)?)),
        ["iam", "policies"] => Route::Policies,
        ["iam", "access-analyzer"] => Route::Outsiders,
        ["iam", "policies", arn] => Route::Policy(decode(arn)?),
        ["cloudtrail"] | ["cloudtrail", "events"] => Route::Events(EventsQuery::read(&query)?),
        ["cloudtrail", "events", id] => Route::Event(decode(id)?),
        ["cloudtrail", "audit"] => Route::Audit(AuditQuery::read("resource", &query)?),
        ["cloudtrail", "audit", view] => Route::Audit(AuditQuery::read(view, &query)?),
        ["cloudtrail", "evidence"] => Route::Evidence(EventsQuery::read(&query)?),
        ["organizations"] => Route::Organizations,
        ["switch-role"] => Route::SwitchRole(match (first("account"), first("role")) {
            (Some(account), Some(role)) => Some((account.to_owned(), role.to_owned())),
            _ => None,
        }),
        ["learn", rest @ ..] => Route::Learn(LearnPage::read(rest, first("q"))?),
        ["terminal"] => Route::Terminal,
        ["fidelity"] => Route::Fidelity,
        ["settings"] => Route::Settings,
        ["keys"] => Route::Keys,
        ["share", payload] => Route::Share((*payload).to_owned()),
        _ => return None,
    };
    Some(route)
}

/// The pages of tables, functions and queues.
fn backends(service: &str, rest: &[&str]) -> Option<Route> {
    let kind = Kind::at(service)?;
    let (_, list) = kind.address();
    match rest {
        [] => Some(Route::Backends(kind)),
        [word] if *word == list => Some(Route::Backends(kind)),
        [word, name] if *word == list => Some(Route::Backend { kind, name: decode(name)? }),
        _ => None,
    }
}

impl MetricsQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.namespace.clone().map(|name| ("namespace", name)));
        pairs.extend(self.metrics.iter().map(|metric| ("metric", metric.to_text())));
        pairs.extend(self.math.iter().map(|text| ("math", text.clone())));
        pairs.extend(self.stat.clone().map(|stat| ("stat", stat)));
        pairs.extend(self.period_secs.map(|secs| ("period", secs.to_string())));
        pairs.extend(self.rows.iter().map(|look| ("row", look.to_text())));
        pairs.extend(self.range.map(|range| ("range", range.to_string())));
        pairs.extend(self.view.clone().map(|view| ("view", view)));
        pairs.extend(self.stacked.then(|| ("stacked", "1".to_owned())));
        pairs.extend(self.left.clone().map(|ends| ("left", ends)));
        pairs.extend(self.right.clone().map(|ends| ("right", ends)));
        pairs.extend(self.search.clone().map(|text| ("search", text)));
        pairs
    }

    fn read(query: &Query) -> Option<MetricsQuery> {
        let mut read = MetricsQuery::default();
        for (name, value) in query {
            match name.as_str() {
                "namespace" => read.namespace = Some(value.clone()),
                "metric" => read.metrics.push(MetricId::from_text(value)?),
                "math" => read.math.push(value.clone()),
                "stat" => read.stat = Some(value.clone()),
                "period" => read.period_secs = Some(value.parse().ok()?),
                "row" => read.rows.push(RowLook::from_text(value)?),
                "range" => read.range = Some(Range::parse(value)?),
                "view" => read.view = Some(value.clone()),
                "stacked" => read.stacked = true,
                "left" => read.left = Some(value.clone()),
                "right" => read.right = Some(value.clone()),
                "search" => read.search = Some(value.clone()),
                _ => {}
            }
        }
        Some(read)
    }
}

impl DashboardQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.range.map(|range| ("range", range.to_string())));
        pairs.extend(self.period.clone().map(|period| ("period", period)));
        pairs
    }

    fn read(name: String, query: &Query) -> Option<DashboardQuery> {
        let mut read = DashboardQuery { name, ..DashboardQuery::default() };
        for (name, value) in query {
            match name.as_str() {
                "range" => read.range = Some(Range::parse(value)?),
                "period" => read.period = Some(value.clone()),
                _ => {}
            }
        }
        Some(read)
    }
}

impl BucketQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let tab = (self.tab != BucketTab::default()).then(|| self.tab.word().to_owned());
        pairs.extend(tab.map(|tab| ("tab", tab)));
        pairs.extend((!self.prefix.is_empty()).then(|| ("prefix", self.prefix.clone())));
        pairs.extend(self.versions.then(|| ("versions", "1".to_owned())));
        pairs
    }

    fn read(name: String, query: &Query) -> Option<BucketQuery> {
        let mut read = BucketQuery { name, ..BucketQuery::default() };
        for (name, value) in query {
            match name.as_str() {
                "tab" => read.tab = BucketTab::named(value)?,
                "prefix" => read.prefix = value.clone(),
                "versions" => read.versions = true,
                _ => {}
            }
        }
        Some(read)
    }
}

impl EventsQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.attribute.clone().map(|name| ("attribute", name)));
        pairs.extend(self.value.clone().map(|value| ("value", value)));
        pairs.extend(self.from.map(|from| ("from", from.iso_millis())));
        pairs.extend(self.to.map(|to| ("to", to.iso_millis())));
        pairs.extend(self.last.map(|span| ("last", span.to_string())));
        pairs.extend((self.page > 0).then(|| ("page", (self.page + 1).to_string())));
        pairs.extend(self.event.clone().map(|id| ("event", id)));
        pairs.extend(self.beside.iter().map(|id| ("beside", id.clone())));
        pairs
    }

    fn read(query: &Query) -> Option<EventsQuery> {
        let mut read = EventsQuery::default();
        for (name, value) in query {
            match name.as_str() {
                "attribute" => read.attribute = Some(value.clone()),
                "value" => read.value = Some(value.clone()),
                "from" => read.from = Some(Time::parse(value)?),
                "to" => read.to = Some(Time::parse(value)?),
                "last" => read.last = Some(Span::parse(value)?),
                "page" => {
                    read.page = usize::from(value.parse::<u16>().ok()?.checked_sub(1)?);
                }
                "event" => read.event = Some(value.clone()),
                "beside" => read.beside.push(value.clone()),
                _ => {}
            }
        }
        Some(read)
    }
}

impl MetricId {
    /// One text for addresses and keys: `AWS%2FEC2/CPUUtilization/InstanceId/i-…`.
    pub fn to_text(&self) -> String {
        let dimensions = self.dimensions.iter().flat_map(|(name, value)| [name, value]);
        let parts = [&self.namespace, &self.name].into_iter().chain(dimensions);
        parts.map(|part| encode(part)).collect::<Vec<_>>().join("/")
    }

    /// Reads that text back.
    pub fn from_text(text: &str) -> Option<MetricId> {
        let parts: Option<Vec<String>> = text.split('/').map(decode).collect();
        let mut parts = parts?.into_iter();
        let (namespace, name) = (parts.next()?, parts.next()?);
        let mut dimensions = Vec::new();
        while let Some(name) = parts.next() {
            dimensions.push((name, parts.next()?));
        }
        Some(MetricId { namespace, name, dimensions })
    }
}

/// A time that may be absent, but not wrong.
fn time(text: Option<&str>) -> Option<Option<Time>> {
    match text {
        Some(text) => Time::parse(text).map(Some),
        None => Some(None),
    }
}

fn write(pairs: &[(&'static str, String)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value)));
    let pairs = pairs.collect::<Vec<_>>().join("&");
    if pairs.is_empty() { pairs } else { format!("?{pairs}") }
}

fn read_query(text: &str) -> Option<Query> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let read = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decode(name)?, decode(value)?))
    };
    pairs.map(read).collect()
}
