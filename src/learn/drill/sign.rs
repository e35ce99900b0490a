//! What tells in a world whether an answer is right: lines of `expect`, and records of calls.

use super::plan::{Plan, TEST, WEB};
use crate::services::ServiceFact;
use crate::services::autoscaling::facts::What;
use crate::services::cloudwatch::alarm::history::Item;
use crate::shell::expect;
use crate::sim::scope::Region;
use crate::sim::time::{Span, Time};
use crate::sim::{AuditRecord, Scope, World};
use crate::telemetry::series::{self, Query};
use crate::telemetry::{MetricId, Stat};

/// What holds just where an answer is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// An `expect` line, of what happened since the incident.
    Line(&'static str),
    /// Somebody made a call, and its request names this.
    Call(&'static str, &'static str),
    /// A scaling policy was asked since the incident and changed nothing, for this reason.
    NotScaled(&'static str),
}

/// A plan and the world it came to.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// What was drawn.
    pub plan: &'a Plan,
    /// What came out.
    pub world: &'a World,
}

/// What happened before this minute made the world and is no act of anybody in it.
const MADE: Span = Span::mins(15);

impl<'a> Sight<'a> {
    /// Where everything is.
    pub fn scope(self) -> Scope {
        Scope { account: self.world.home(), region: Region::US_EAST_1 }
    }

    /// An instance of the plan, by its name.
    pub fn instance(self, name: &str) -> Option<&'a str> {
        let (world, scope) = (self.world, self.scope());
        let named = |id: &str| {
            let tags = world.ec2().tags(scope, id);
            tags.is_some_and(|tags| tags.get("Name").is_some_and(|value| value == name))
        };
        let all = world.ec2().instances(scope);
        all.into_iter().find(|instance| named(&instance.id)).map(|one| one.id.as_str())
    }

    /// A text with the ids of this world.
    pub fn filled(self, text: &str) -> String {
        let kind = self.plan.kind;
        let text = text.replace("{watch}", kind.watch()).replace("{alarm}", kind.alarm());
        let web = self.instance(WEB).unwrap_or_default();
        text.replace("{web}", web).replace("{test}", self.instance(TEST).unwrap_or_default())
    }

    /// Whether all these hold.
    pub fn all(self, signs: &[Sign]) -> bool {
        signs.iter().all(|sign| self.holds(*sign))
    }

    fn holds(self, sign: Sign) -> bool {
        match sign {
            Sign::Call(event, about) => self.call(event, about).is_some(),
            Sign::NotScaled(why) => self.not_scaled(why).is_some(),
            Sign::Line(line) => {
                let since = self.plan.incident(self.world);
                let expect = expect::parse(&self.filled(line));
                expect.is_ok_and(|one| one.holds_since(self.world, Some(since)).is_ok())
            }
        }
    }

    /// The last call of this name that succeeded and whose request names this.
    pub fn call(self, event: &str, about: &str) -> Option<&'a AuditRecord> {
        let about = self.filled(about);
        let records = self.world.cloudtrail().records();
        let made = self.world.setup().start + MADE;
        records.iter().rev().find(|record| {
            record.event_name == event
                && record.error.is_none()
                && record.time >= made
                && record.request.to_string().contains(&about)
        })
    }

    /// When a scaling policy was first asked since the incident and changed nothing for a reason,
    /// with the name of its group.
    pub fn not_scaled(self, why: &str) -> Option<(Time, &'a str)> {
        let since = self.plan.incident(self.world);
        let mut facts = self.world.facts().iter().filter(|fact| fact.time >= since);
        facts.find_map(|fact| match &fact.what {
            ServiceFact::AutoScaling(scaling) => match &scaling.what {
                What::NotScaled { why: found, .. } => {
                    (found.key() == why).then_some((fact.time, scaling.group.as_str()))
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// The call by which it came about, if one did.
    pub fn cause(self) -> Option<&'a AuditRecord> {
        let (event, about) = self.plan.kind.fault().call?;
        self.call(event, about)
    }

    /// The call by which the session of a role was opened that made another call.
    pub fn session_of(self, record: &AuditRecord) -> Option<&'a AuditRecord> {
        let key = record.access_key()?;
        let records = self.world.cloudtrail().records();
        let mut opened = records.iter().filter(|one| one.event_name == "AssumeRole");
        opened.find(|one| {
            let given = one.response.get("credentials");
            given.and_then(|keys| keys.get("accessKeyId")?.as_str()) == Some(key)
        })
    }

    /// The person behind the call by which it came about.
    pub fn culprit(self) -> Option<String> {
        let record = self.cause()?;
        self.session_of(record).unwrap_or(record).user_name()
    }

    /// The past of an alarm since an instant, oldest first.
    pub fn history(self, alarm: &str, since: Time) -> Vec<&'a Item> {
        let region = self.world.cloudwatch().region(self.scope());
        let items = region.into_iter().flat_map(|region| region.history().iter());
        items.filter(|item| item.alarm == alarm && item.time >= since).collect()
    }

    /// A metric of the instance.
    pub fn metric(self, namespace: &str, name: &str) -> MetricId {
        let web = self.instance(WEB).unwrap_or_default().to_owned();
        MetricId::new(namespace, name, vec![("InstanceId".to_owned(), web)])
    }

    /// The first period since an instant in which a metric's average is as wanted.
    pub fn first(
        self,
        metric: &MetricId,
        period: Span,
        since: Time,
        wanted: fn(f64) -> bool,
    ) -> Option<(Time, f64)> {
        let stat = Stat::parse("Average")?;
        let query = Query {
            scope: self.scope(),
            id: metric,
            from: since.floor(period),
            to: self.world.now(),
            period_secs: period.as_secs(),
            unit: None,
            stat,
        };
        let periods = series::read(&self.world.metrics(), &query, self.world.now());
        let values = periods.into_iter();
        let mut values = values.filter_map(|mut one| Some((one.time, one.bin.value(stat)?)));
        values.find(|(_, value)| wanted(*value))
    }

    /// Since when it has been so.
    pub fn began(self) -> Option<Time> {
        use super::fault::Kind;
        let start = self.world.setup().start + MADE;
        match self.plan.kind {
            Kind::System => {
                let check = self.metric("AWS/EC2", "StatusCheckFailed_System");
                self.first(&check, Span::mins(1), start, |value| value > 0.0).map(|at| at.0)
            }
            Kind::Credits => {
                let credits = self.metric("AWS/EC2", "CPUCreditBalance");
                self.first(&credits, Span::mins(5), start, |value| value <= 0.0).map(|at| at.0)
            }
            _ => self.cause().map(|record| record.time.floor(Span::mins(1))),
        }
    }
}
