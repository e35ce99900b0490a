//! The world: all state, and the one door through which it changes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::append::Append;
use super::caller::Who;
use super::command::{Change, Command};
use super::fact::{Cause, Fact, FactId};
use super::id::Ids;
use super::queue::Queue;
use super::scope::{AccountId, Region};
use super::still::Still;
use super::throttle::Throttle;
use super::time::{Span, Time};
use super::{digest, dispatch};
use crate::api::ApiError;
use crate::services::cloudwatch::metrics::Sources;
use crate::services::{
    Emitters, ServiceFact, Wake, accessanalyzer, agent, autoscaling, budgets, cloudtrail,
    cloudwatch, dynamodb, ec2, firehose, generators, iam, inbox, kms, lambda, logs, oam,
    organizations, s3, sns, sqs, ssm, sts, usage,
};

/// How a world begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Setup {
    /// The seed of ids and noise.
    pub seed: u64,
    /// The first instant.
    pub start: Time,
}

impl Default for Setup {
    /// Seed 1, 2025-01-06T00:00:00Z.
    fn default() -> Setup {
        Setup { seed: 1, start: Time::from_secs(1_736_121_600) }
    }
}

/// The most commands a session may hold.
pub const MAX_COMMANDS: u64 = 200_000;
/// The most facts a world may hold.
pub const MAX_FACTS: usize = 1_000_000;
/// How long a world may last: AWS keeps metrics for 15 months and history for 90 days, and what is
/// longer keeps whoever opens it waiting.
pub const MAX_AGE: Span = Span::days(3 * 366);

/// Everything there is. Cloning it is cheap enough for checkpoints.
#[derive(Clone, Debug, Hash)]
pub struct World {
    pub(crate) setup: Setup,
    pub(crate) now: Time,
    pub(crate) account: AccountId,
    pub(crate) ids: Ids,
    pub(crate) queue: Queue,
    pub(crate) facts: Append<Fact>,
    pub(crate) routed: usize,
    pub(crate) commands: u64,
    pub(crate) calls: u64,
    pub(crate) throttle: Throttle,
    pub(crate) still: Still,
    pub(crate) console: Option<ConsoleSession>,
    pub(crate) env: BTreeMap<String, String>,
    pub(crate) schedule: BTreeMap<(Time, u64), Scheduled>,
    pub(crate) scheduled: u64,
    pub(crate) iam: iam::Accounts,
    pub(crate) ec2: ec2::State,
    pub(crate) autoscaling: autoscaling::State,
    pub(crate) cloudwatch: cloudwatch::State,
    pub(crate) sns: sns::State,
    pub(crate) ssm: ssm::State,
    pub(crate) agents: agent::State,
    pub(crate) sts: sts::State,
    pub(crate) cloudtrail: cloudtrail::State,
    pub(crate) inbox: inbox::State,
    pub(crate) generators: generators::State,
    pub(crate) accessanalyzer: accessanalyzer::State,
    pub(crate) organizations: organizations::State,
    pub(crate) oam: oam::State,
    pub(crate) budgets: budgets::Accounts,
    pub(crate) s3: s3::State,
    pub(crate) logs: logs::State,
    pub(crate) kms: kms::State,
    pub(crate) lambda: lambda::State,
    pub(crate) sqs: sqs::State,
    pub(crate) firehose: firehose::State,
    pub(crate) dynamodb: dynamodb::State,
    pub(crate) usage: usage::State,
}

/// Who is signed in to the console.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ConsoleSession {
    /// The user, or the session of the role that was switched to.
    pub who: Who,
    /// Since when.
    pub since: Time,
    /// Whether a code of an MFA device was given.
    pub mfa: bool,
    /// The account that pages show.
    pub account: AccountId,
    /// Who switched to the role: what switching back leads to.
    pub from: Option<Box<ConsoleSession>>,
}

/// Something somebody is going to do.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Scheduled {
    /// Its number.
    pub id: u64,
    /// When.
    pub at: Time,
    /// As whom.
    pub who: String,
    /// The command line.
    pub text: String,
}

/// What a command brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The reply of a call; `Null` for calls without output and for everything else.
    pub reply: Result<Value, ApiError>,
    /// The audit record of a call.
    pub record: Option<usize>,
    /// The first fact that followed; all from here on are its consequences.
    pub facts_from: FactId,
}

impl World {
    /// A new world.
    pub fn new(setup: Setup) -> World {
        let ids = Ids::new(setup.seed);
        let account = AccountId::HOME;
        World {
            setup,
            now: setup.start,
            account,
            ids,
            queue: Queue::default(),
            facts: Append::default(),
            routed: 0,
            commands: 0,
            calls: 0,
            throttle: Throttle::default(),
            still: Still::since(setup.start),
            console: None,
            env: BTreeMap::new(),
            schedule: BTreeMap::new(),
            scheduled: 0,
            iam: iam::Accounts::new(account, setup.start, ids),
            ec2: ec2::State::new(setup.seed),
            autoscaling: autoscaling::State::new(ids),
            cloudwatch: cloudwatch::State::default(),
            sns: sns::State::default(),
            ssm: ssm::State::default(),
            agents: agent::State::default(),
            sts: sts::State::default(),
            cloudtrail: cloudtrail::State::default(),
            inbox: inbox::State::default(),
            generators: generators::State::default(),
            accessanalyzer: accessanalyzer::State::default(),
            organizations: organizations::State::default(),
            oam: oam::State::default(),
            budgets: budgets::Accounts::default(),
            s3: s3::State::default(),
            logs: logs::State::default(),
            kms: kms::State::default(),
            lambda: lambda::State::default(),
            sqs: sqs::State::default(),
            firehose: firehose::State::default(),
            dynamodb: dynamodb::State::default(),
            usage: usage::State::default(),
        }
    }

    /// Carries out a command. `Advance` runs to its end or to the first scheduled act.
    ///
    /// A refused call changes nothing but the audit record.
    pub fn apply(&mut self, command: &Command) -> Outcome {
        let cause = Cause::Command(self.commands);
        let facts_from = self.facts.len() as FactId;
        if let (Some(error), false) = (self.full(), matches!(command, Command::Advance { .. })) {
            return self.refused(error);
        }
        // Advances merge and split freely, so they have no number.
        if !matches!(command, Command::Advance { .. }) {
            self.commands += 1;
        }
        let mut record = None;
        let reply = match command {
            Command::Call(call) => {
                let (reply, id) = self.call(call, cause);
                record = id;
                reply
            }
            Command::SignIn(who) => self.sign_in(who).map(|()| Value::Null),
            Command::Login(attempt) => self.login(attempt).map(|()| Value::Null),
            Command::Switch { role } => self.switch(role, cause),
            Command::SwitchBack => self.switch_back(),
            Command::Advance { until } => {
                self.advance(*until, u32::MAX, super::Watch::Nothing);
                Ok(Value::Null)
            }
            Command::World(change) => {
                self.still.disturb(self.now);
                self.change(change, cause).map(|()| Value::Null)
            }
            Command::Set { name, value } => {
                self.env.insert(name.clone(), value.clone());
                Ok(Value::Null)
            }
            Command::Schedule { at, who, text } => self.plan(*at, who, text),
            Command::Begin { id } => {
                self.schedule.retain(|key, _| key.1 != *id);
                Ok(Value::Null)
            }
        };
        self.settle();
        Outcome { reply, record, facts_from }
    }

    /// Why nothing more can be done here, once a bound is reached. Time passes until it is.
    pub fn full(&self) -> Option<ApiError> {
        let what = if self.commands >= MAX_COMMANDS {
            format!("{MAX_COMMANDS} commands")
        } else if self.facts.len() >= MAX_FACTS {
            format!("{MAX_FACTS} events")
        } else if self.now >= self.end() {
            format!("{} days", MAX_AGE.as_secs() / 86_400)
        } else {
            return None;
        };
        let message = format!("this session has reached its greatest length: {what}");
        Some(ApiError::new("LimitExceeded", message))
    }

    /// The instant no world of this beginning goes beyond.
    pub fn end(&self) -> Time {
        self.setup.start + MAX_AGE
    }

    /// The instant the world has reached.
    pub fn now(&self) -> Time {
        self.now
    }

    /// How it began.
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// The account everything begins in.
    pub fn home(&self) -> AccountId {
        self.account
    }

    /// The account that is shown: that of whoever is signed in to the console.
    pub fn account(&self) -> AccountId {
        self.console.as_ref().map_or(self.account, |session| session.account)
    }

    /// Every fact so far, oldest first.
    pub fn facts(&self) -> &Append<Fact> {
        &self.facts
    }

    /// Who is signed in to the console.
    pub fn console(&self) -> Option<&ConsoleSession> {
        self.console.as_ref()
    }

    /// The shell's variables.
    pub fn env(&self) -> &BTreeMap<String, String> {
        &self.env
    }

    /// What people are going to do, soonest first.
    pub fn scheduled(&self) -> impl Iterator<Item = &Scheduled> {
        self.schedule.values()
    }

    /// What is going to happen by itself, soonest first.
    pub fn waiting(&self) -> impl Iterator<Item = (Time, &Wake)> {
        self.queue.iter()
    }

    /// IAM of the account that is shown: users and policies.
    pub fn iam(&self) -> &iam::State {
        self.iam.of(self.account())
    }

    /// IAM of every account.
    pub fn accounts(&self) -> &iam::Accounts {
        &self.iam
    }

    /// All metrics there are: those published by calls beside those that services emit.
    pub fn metrics(&self) -> Sources<'_> {
        let (ec2, autoscaling, generators) = (&self.ec2, &self.autoscaling, &self.generators);
        let agents = agent::Source { agents: &self.agents, ec2 };
        let (logs, lambda, sqs) = (&self.logs, &self.lambda, &self.sqs);
        self.cloudwatch.sources(Emitters {
            ec2,
            generators,
            autoscaling,
            agents,
            logs,
            lambda,
            sqs,
            dynamodb: dynamodb::source::Source {
                tables: &self.dynamodb,
                records: &self.cloudtrail,
            },
            usage: usage::Source { usage: &self.usage, ec2 },
        })
    }

    /// EC2: instances and their metrics.
    pub fn ec2(&self) -> &ec2::State {
        &self.ec2
    }

    /// Auto Scaling: groups, their policies and activities.
    pub fn autoscaling(&self) -> &autoscaling::State {
        &self.autoscaling
    }

    /// CloudWatch: published metrics and alarms.
    pub fn cloudwatch(&self) -> &cloudwatch::State {
        &self.cloudwatch
    }

    /// SNS: topics and subscriptions.
    pub fn sns(&self) -> &sns::State {
        &self.sns
    }

    /// STS.
    pub fn sts(&self) -> &sts::State {
        &self.sts
    }

    /// Systems Manager: commands that were sent.
    pub fn ssm(&self) -> &ssm::State {
        &self.ssm
    }

    /// The agents on instances, and what only they see.
    pub fn agents(&self) -> &agent::State {
        &self.agents
    }

    /// CloudTrail: the audit records.
    pub fn cloudtrail(&self) -> &cloudtrail::State {
        &self.cloudtrail
    }

    /// The learner's mail.
    pub fn inbox(&self) -> &inbox::State {
        &self.inbox
    }

    /// S3: buckets and what is in them.
    pub fn s3(&self) -> &s3::State {
        &self.s3
    }

    /// KMS: keys and their policies.
    pub fn kms(&self) -> &kms::State {
        &self.kms
    }

    /// SQS: queues and what is in them.
    pub fn sqs(&self) -> &sqs::State {
        &self.sqs
    }

    /// Lambda: functions, and who may invoke them.
    pub fn lambda(&self) -> &lambda::State {
        &self.lambda
    }

    /// DynamoDB: tables and what is in them.
    pub fn dynamodb(&self) -> &dynamodb::State {
        &self.dynamodb
    }

    /// Firehose: streams, and what they gathered.
    pub fn firehose(&self) -> &firehose::State {
        &self.firehose
    }

    /// CloudWatch Logs: groups, streams and what is in them.
    pub fn logs(&self) -> &logs::State {
        &self.logs
    }

    /// Access Analyzer: who outside could use what.
    pub fn accessanalyzer(&self) -> &accessanalyzer::State {
        &self.accessanalyzer
    }

    /// Sinks of monitoring accounts, and links to them.
    pub fn oam(&self) -> &oam::State {
        &self.oam
    }

    /// The organization, if there is one.
    pub fn organizations(&self) -> &organizations::State {
        &self.organizations
    }

    /// Budgets.
    pub fn budgets(&self) -> &budgets::Accounts {
        &self.budgets
    }

    /// The services that are there for their metrics alone.
    pub fn generators(&self) -> &generators::State {
        &self.generators
    }

    /// The digest of everything: equal worlds, equal digests, on every target.
    pub fn digest(&self) -> String {
        digest::digest(self)
    }

    fn change(&mut self, change: &Change, cause: Cause) -> Result<(), ApiError> {
        match change {
            Change::Throttling(on) => self.throttle.on = *on,
            Change::InstantHistory(on) => self.cloudtrail.set_instant(*on),
            Change::Demand(demand) if self.is_of_group(demand) => {
                let (state, mut ctx) = dispatch::autoscaling_ctx(self, Region::US_EAST_1, cause);
                autoscaling::load::change(state, &mut ctx, demand)?;
            }
            Change::Function { name, conduct } => {
                lambda::world::change(&mut self.lambda, name, conduct)?;
            }
            Change::Inside(change) => {
                let (agents, ec2, mut ctx) = dispatch::agents_ctx(self, Region::US_EAST_1, cause);
                agent::world::change(agents, &mut ctx, ec2, change)?;
            }
            Change::Load { .. } | Change::Fault { .. } => {
                let (ec2, mut ctx) = dispatch::ec2_ctx(self, Region::US_EAST_1, cause);
                ec2::world::change(ec2, &mut ctx, change)?;
            }
            Change::Bring { .. }
            | Change::Remove { .. }
            | Change::Demand(_)
            | Change::Trouble { .. } => {
                let place = (self.account, self.ids, self.now);
                if let Some(fact) = generators::world::change(&mut self.generators, place, change)?
                {
                    self.happened(cause, fact);
                }
            }
        }
        Ok(())
    }

    /// Records that something happened outside of a service's own work.
    pub(super) fn happened(&mut self, cause: Cause, what: impl Into<ServiceFact>) -> FactId {
        self.facts.happened(self.now, cause, what)
    }

    /// Whether requests are meant for an Auto Scaling group, and not for a resource of that name.
    fn is_of_group(&self, demand: &super::command::Demand) -> bool {
        demand.lever == generators::Lever::Requests
            && self.generators.named(&demand.name).is_none()
            && self.autoscaling.named(&demand.name).is_some()
    }

    fn plan(&mut self, at: Time, who: &str, text: &str) -> Result<Value, ApiError> {
        if at < self.now {
            let message = format!("{at} is in the past: it is {} now", self.now);
            return Err(ApiError::new("InvalidTime", message));
        }
        let id = self.scheduled;
        self.scheduled += 1;
        let act = Scheduled { id, at, who: who.to_owned(), text: text.to_owned() };
        self.schedule.insert((at, id), act);
        Ok(Value::Null)
    }

    fn refused(&self, error: ApiError) -> Outcome {
        Outcome { reply: Err(error), record: None, facts_from: self.facts.len() as FactId }
    }
}
