//! The clock bar: the instant shown, the marks of what happened, what is due next.

use super::chart::scale::{short, with_unit};
use super::format;
use crate::services::autoscaling::wake::Due;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::ec2::{self, InstanceState, Monitoring};
use crate::services::generators::{self, facts::What};
use crate::services::{
    ServiceFact, Wake, autoscaling, budgets, cloudwatch, ec2::wake::Step, logs, sns,
};
use crate::sim::caller::{Identity, Origin};
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::fact::Cause;
use crate::sim::history::Secrets;
use crate::sim::time::{Span, Time};
use crate::sim::{AuditRecord, Fact, World, timing};
use crate::text::Texts;

/// What the clock bar shows of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The instant shown.
    pub now: Time,
    /// The latest instant the session has reached.
    pub live: Time,
    /// The instant it goes back to at most.
    pub ground: Time,
    /// What is due next.
    pub next: Option<Next>,
}

/// Something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// When.
    pub at: Time,
    /// What, as a text key. A plan names nobody: whose it is may be what is to be found out.
    pub what: &'static str,
}

/// Something that happened, marked on the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Time,
    /// What.
    pub what: Happening,
}

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Somebody changed something.
    Act {
        /// Who.
        who: String,
        /// The operation.
        what: &'static str,
    },
    /// Somebody was denied something.
    Denied {
        /// Who.
        who: String,
        /// The operation.
        what: &'static str,
    },
    /// An alarm changed state.
    Alarm {
        /// Its name.
        alarm: String,
        /// From which state.
        from: StateValue,
        /// To which.
        to: StateValue,
    },
    /// An Auto Scaling group is to have another number of instances.
    Capacity {
        /// Its name.
        group: String,
        /// So many before.
        from: u32,
        /// So many from now on.
        to: u32,
    },
    /// A mail arrived.
    Mail {
        /// Its subject.
        subject: String,
    },
    /// Something befell a part of the simulated world.
    World {
        /// The text that says what.
        key: &'static str,
        /// The resource.
        name: String,
        /// What of it, or how.
        what: &'static str,
        /// How much, if anything was set.
        amount: String,
    },
}

impl Clock {
    /// The clock of a world that is shown, in a session that began at `ground` and has reached
    /// `live`.
    pub fn of(world: &World, ground: Time, live: Time) -> Clock {
        Clock { now: world.now(), live, ground, next: next(world) }
    }

    /// Whether a moment of the past is shown.
    pub fn is_past(&self) -> bool {
        self.now < self.live
    }
}

/// What is due next: a wake-up, a metric point that becomes readable, somebody's planned act.
pub fn next(world: &World) -> Option<Next> {
    let due = |at, what| Next { at, what };
    let wake = world.waiting().next().map(|(at, wake)| due(at, wake_key(wake)));
    let points = points(world).map(|at| due(at, "app.wake.metrics"));
    let planned = world.scheduled().next().map(|act| due(act.at, "app.wake.scheduled"));
    // Of what happens at one instant, points come before the alarms that look at them.
    [points, planned, wake].into_iter().flatten().min_by_key(|next| next.at)
}

fn wake_key(wake: &Wake) -> &'static str {
    match wake {
        Wake::Ec2(wake) => match wake.step {
            Step::State | Step::Recover => "app.wake.instance",
            Step::Monitoring => "app.wake.monitoring",
            Step::Checks | Step::AutoRecover => "app.wake.checks",
            Step::Credentials => "app.wake.credentials",
        },
        Wake::AutoScaling(wake) => match wake.due {
            Due::Capacity | Due::Moved(_) => "app.wake.scaling",
            Due::Health(_) => "app.wake.health",
            Due::Schedule(_) => "app.wake.scheduled-action",
            Due::Share => "app.wake.requests",
            Due::Expires { .. } | Due::Proceed(_) => "app.wake.hook",
            Due::Tell { .. } | Due::Test { .. } => "app.wake.delivery",
        },
        Wake::Organizations(_) => "app.wake.account",
        Wake::Kms(_) => "app.wake.key",
        Wake::S3(_) => "app.wake.rules",
        Wake::Budgets(_) => "app.wake.budgets",
        Wake::CloudWatch(cloudwatch::Wake::Evaluate { .. }) => "app.wake.alarms",
        Wake::CloudWatch(cloudwatch::Wake::Train { .. }) => "app.wake.train",
        Wake::CloudWatch(cloudwatch::Wake::Child { .. } | cloudwatch::Wake::Composite { .. }) => {
            "app.wake.composite"
        }
        Wake::CloudWatch(cloudwatch::Wake::Release { .. }) => "app.wake.release",
        Wake::CloudWatch(cloudwatch::Wake::Unmute { .. }) => "app.wake.unmute",
        Wake::CloudWatch(cloudwatch::Wake::Stream { .. }) => "app.wake.stream",
        Wake::Firehose(_) => "app.wake.firehose",
        Wake::Logs(logs::Wake::Forward(_)) => "app.wake.forward",
        Wake::Sns(sns::Wake::Deliver { .. }) => "app.wake.delivery",
        Wake::Sns(sns::Wake::Expire { .. }) => "app.wake.expiry",
        Wake::Ssm(_) => "app.wake.script",
        Wake::CloudTrail(_) => "app.wake.trail",
        Wake::Lambda(_) => "app.wake.retry",
        Wake::Call(_) => "app.wake.call",
    }
}

/// When the next point of a running instance becomes readable.
fn points(world: &World) -> Option<Time> {
    let account = world.account();
    let scopes = crate::sim::Region::all().map(|region| crate::sim::Scope { account, region });
    let next = |instance: &ec2::state::Instance| {
        let (period, delay) = match instance.monitoring {
            Monitoring::Enabled => (Span::mins(1), timing::DETAILED_POINT),
            _ => (Span::mins(5), timing::BASIC_POINT),
        };
        let begun = (world.now() - delay).floor(period);
        begun + period + delay
    };
    let running = |instance: &&ec2::state::Instance| instance.state == InstanceState::Running;
    scopes
        .filter_map(|scope| {
            world.ec2().instances(scope).into_iter().filter(running).map(next).min()
        })
        .min()
}

/// What happened since the learner came, oldest first. What plans of others called is not told: it
/// stands in event history, for those who look.
pub fn marks(world: &World, secrets: &Secrets) -> Vec<Mark> {
    let told = |record: &&AuditRecord| match record.cause {
        Cause::Command(number) => !secrets.commands.contains(&number),
        _ => true,
    };
    let records = world.cloudtrail().records().since(secrets.records);
    let records = records.filter(told).filter_map(of_record);
    let facts = world.facts().since(secrets.facts).filter_map(of_fact);
    let mut marks: Vec<Mark> = records.chain(facts).collect();
    marks.sort_by_key(|mark| mark.at);
    marks
}

fn of_record(record: &AuditRecord) -> Option<Mark> {
    // Signing in changes who acts, and what they do then says who they are.
    if record.event_type == "AwsConsoleSignIn" {
        return None;
    }
    let person = match &record.caller.identity {
        Identity::Root { .. } | Identity::User { .. } | Identity::Federated(_) => true,
        Identity::Role(session) => {
            matches!(session.origin, Origin::Assumed | Origin::Federated(_))
        }
        _ => false,
    };
    // What a service does in their name follows from what they did.
    // The record of the other account is of the same call.
    if !person || record.caller.invoked_by.is_some() || record.is_from_elsewhere() {
        return None;
    }
    let (who, what) = (record.user_name().unwrap_or_default(), record.event_name);
    let denied = record.decision.as_ref().is_some_and(|decision| !decision.is_allowed());
    let what = match (denied, record.read_only || record.error.is_some()) {
        (true, _) => Happening::Denied { who, what },
        (false, false) => Happening::Act { who, what },
        (false, true) => return None,
    };
    Some(Mark { at: record.time, what })
}

/// The mark of a fact, for those facts that have one.
pub fn of_fact(fact: &Fact) -> Option<Mark> {
    let what = match &fact.what {
        ServiceFact::CloudWatch(cloudwatch::Fact::AlarmStateChanged {
            alarm, from, to, ..
        }) => {
            let alarm = alarm.rest().trim_start_matches("alarm:").to_owned();
            Happening::Alarm { alarm, from: *from, to: *to }
        }
        ServiceFact::AutoScaling(fact) => match &fact.what {
            autoscaling::facts::What::RequestsChanged { amount, .. } => Happening::World {
                key: if amount.is_some() { "app.mark.requests" } else { "app.mark.no-requests" },
                name: fact.group.clone(),
                what: "",
                amount: amount.map(|amount| short(amount.get())).unwrap_or_default(),
            },
            autoscaling::facts::What::DesiredChanged { from, to, .. } => {
                Happening::Capacity { group: fact.group.clone(), from: *from, to: *to }
            }
            _ => return None,
        },
        ServiceFact::Sns(sns::Fact::EmailSent(mail))
        | ServiceFact::Budgets(budgets::Fact::EmailSent(mail)) => {
            Happening::Mail { subject: mail.subject.clone() }
        }
        ServiceFact::Generators(fact) => of_world(fact),
        // What somebody puts on an instance: its part of a group's requests follows from those, a
        // script's load from the command sent, which have marks of their own.
        ServiceFact::Ec2(what) if matches!(fact.cause, Cause::Command(_)) => of_instance(what)?,
        _ => return None,
    };
    Some(Mark { at: fact.time, what })
}

/// What is loaded, by a word of AWS's, and in which unit.
fn loaded(resource: Resource) -> (&'static str, &'static str) {
    match resource {
        Resource::Cpu => ("CPU", "Percent"),
        Resource::NetIn => ("NetworkIn", "Bytes/Second"),
        Resource::NetOut => ("NetworkOut", "Bytes/Second"),
        Resource::Iops => ("IOPS", ""),
        Resource::DiskOps => ("DiskOps", "Count/Second"),
        Resource::Imdsv1 => ("IMDSv1", "Count/Minute"),
    }
}

/// The load and the faults that were put on an instance or a volume.
fn of_instance(fact: &ec2::Fact) -> Option<Happening> {
    let (key, name, what, amount) = match fact {
        ec2::Fact::LoadChanged { instance, resource, amount, .. } => {
            let key = if amount.is_some() { "app.mark.loaded" } else { "app.mark.unloaded" };
            let (what, unit) = loaded(*resource);
            (key, instance, what, amount.map(|amount| with_unit(amount.get(), unit)))
        }
        ec2::Fact::FaultChanged { instance, check, failing, .. } => {
            let key = if *failing { "app.mark.check-fails" } else { "app.mark.check-mended" };
            let what = match check {
                StatusCheck::System => "StatusCheckFailed_System",
                StatusCheck::Instance => "StatusCheckFailed_Instance",
                StatusCheck::Ebs => "StatusCheckFailed_AttachedEBS",
            };
            (key, instance, what, None)
        }
        _ => return None,
    };
    Some(Happening::World { key, name: name.clone(), what, amount: amount.unwrap_or_default() })
}

/// What befell a resource that is there for its metrics alone.
fn of_world(fact: &generators::Fact) -> Happening {
    let (key, what, amount) = match &fact.what {
        What::Brought => ("app.mark.brought", fact.kind.word(), None),
        What::Removed => ("app.mark.removed", fact.kind.word(), None),
        What::Set { lever, amount: None, .. } => ("app.mark.unset", lever.word(), None),
        What::Set { lever, amount, .. } => ("app.mark.set", lever.word(), *amount),
        What::Failing { trouble, .. } => ("app.mark.failing", trouble.word(), None),
        What::Mended { trouble } => ("app.mark.mended", trouble.word(), None),
    };
    let amount = amount.map(|amount| amount.get().to_string()).unwrap_or_default();
    Happening::World { key, name: fact.name.clone(), what, amount }
}

impl Mark {
    /// What it says, without its time.
    pub fn text(&self, texts: &Texts) -> String {
        match &self.what {
            Happening::Act { who, what } => {
                texts.fill("app.mark.act", &[("who", who), ("what", what)])
            }
            Happening::Denied { who, what } => {
                texts.fill("app.mark.denied", &[("who", who), ("what", what)])
            }
            Happening::Alarm { alarm, from, to } => texts.fill(
                "app.mark.alarm",
                &[("alarm", alarm), ("from", &from.name()), ("to", &to.name())],
            ),
            Happening::Capacity { group, from, to } => {
                texts.fill("app.mark.capacity", &[("group", group), ("from", from), ("to", to)])
            }
            Happening::Mail { subject } => texts.fill("app.mark.mail", &[("subject", subject)]),
            Happening::World { key, name, what, amount } => {
                texts.fill(key, &[("name", name), ("what", what), ("amount", amount)])
            }
        }
    }
}

/// What is said when something happens that one would want to notice: at most the latest thing.
pub fn said(world: &World, facts_from: usize, texts: &Texts) -> Option<String> {
    let facts = world.facts().since(facts_from);
    let text = |fact: &Fact| {
        let said = match &fact.what {
            ServiceFact::Ec2(ec2::Fact::StateChanged { instance, to, .. }) => {
                texts.fill("app.said.state", &[("instance", instance), ("state", &to.name())])
            }
            _ => of_fact(fact)?.text(texts),
        };
        Some(format!("{} {said}", format::clock(fact.time)))
    };
    facts.filter_map(text).last()
}
