//! The bet of the start page: at which minute will this alarm fire?
//!
//! A small world that its seed makes alone: an instance whose CPU moves, an alarm on it, and a
//! plan of what the CPU is going to do. Whoever knows how alarms count can work the minute out.

use std::fmt::Display;

use serde_json::json;

use super::session::Session;
use crate::save::Kind;
use crate::services::Request;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::explain::{self, Evaluation, Role, SlotView};
use crate::services::cloudwatch::alarm::slots::Place;
use crate::services::cloudwatch::state::Alarm;
use crate::shell::run;
use crate::sim::command::Resource;
use crate::sim::{
    Act, Call, Change, Command, Region, Scope, Setup, Sim, Span, Time, Via, Watch, Who, World,
    noise,
};
use crate::text::{Lang, Texts};

/// The alarm.
pub const ALARM: &str = "web-cpu-high";
/// Its threshold in percent.
pub const THRESHOLD: f64 = 70.0;
/// One stretch of the plan: a period of the alarm.
const STEP: Span = Span::mins(5);
/// How many stretches lie before the question, and how many behind it.
const BEFORE: i64 = 12;
const BEHIND: i64 = 12;
/// How many plans are tried until one is not too easy.
const TRIES: u64 = 64;
/// How many minutes are offered.
const OPTIONS: usize = 5;

/// What the instance does for a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Its CPU is so busy, in percent.
    Load(u32),
    /// It is stopped, and so nothing is measured.
    Stopped,
}

/// A stretch of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its first instant.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// What the instance does.
    pub doing: Doing,
}

/// A bet.
#[derive(Debug)]
pub struct Bet {
    /// What made it.
    pub seed: u64,
    /// The world to watch it in. It stands at [`Bet::from`].
    pub session: Session,
    /// The instant of the question.
    pub from: Time,
    /// What the instance is going to do.
    pub plan: Vec<Planned>,
    /// The minutes to choose from, in order.
    pub options: Vec<Time>,
    /// When it fires.
    fired: Time,
    /// Why then.
    evaluation: Evaluation,
}

/// What became of a guess.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The guess.
    pub guess: Time,
    /// When the alarm fired.
    pub fired: Time,
    /// How many minutes after the guess; negative: before.
    pub off: i64,
    /// The evaluation that raised it.
    pub evaluation: Evaluation,
    /// What to say: the result, then each window, oldest first, then the sum.
    pub lines: Vec<Said>,
}

/// A text: its key, and what fills it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The key.
    pub key: &'static str,
    /// What fills it in.
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    fn new(key: &'static str, args: Vec<(&'static str, String)>) -> Said {
        Said { key, args }
    }

    /// The text in a language.
    pub fn say(&self, texts: &Texts) -> String {
        let args: Vec<(&str, &dyn Display)> =
            self.args.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        texts.fill(self.key, &args)
    }
}

/// The seed of a day's bet, so that everybody has the same: days since the Unix epoch.
pub fn seed_of_day(day: u64) -> u64 {
    noise::mix(day) % 100_000
}

impl Bet {
    /// The bet with this seed. `None` only if no plan of its makes the alarm fire.
    pub fn new(seed: u64) -> Option<Bet> {
        let ground = Ground::new(seed);
        let plans = (0..TRIES).map(|attempt| ground.plan(seed, attempt));
        let mut fires = plans.filter_map(|plan| {
            let end = ground.ahead(&plan)?;
            let fired = end.fired(ground.from)?;
            Some((plan, end, fired))
        });
        let (plan, end, fired) = fires.find(|(plan, _, fired)| !is_easy(plan, *fired))?;
        let evaluation = end.evaluation(fired)?;
        let mut sim = ground.sim.clone();
        schedule(&mut sim, &ground.instance, &plan);
        let options = options(&plan, fired, ground.from);
        let session = Session::found(sim, Kind::Bet(seed));
        Some(Bet { seed, session, from: ground.from, plan, options, fired, evaluation })
    }

    /// What became of a guess.
    pub fn judge(&self, guess: Time) -> Judged {
        let off = (self.fired - guess).as_secs() / 60;
        let mut lines = vec![self.result(off)];
        lines.extend(self.evaluation.slots.iter().rev().map(window));
        lines.push(self.sum());
        let evaluation = self.evaluation.clone();
        Judged { guess, fired: self.fired, off, evaluation, lines }
    }

    /// The plan in words.
    pub fn plan_lines(&self) -> Vec<Said> {
        let line = |planned: &Planned| {
            let mut args = vec![("from", minute(planned.from)), ("to", minute(planned.to))];
            match planned.doing {
                Doing::Load(percent) => {
                    args.push(("percent", percent.to_string()));
                    Said::new("learn.bet.plan.load", args)
                }
                Doing::Stopped => Said::new("learn.bet.plan.stopped", args),
            }
        };
        self.plan.iter().map(line).collect()
    }

    /// Where a result can be looked at: the part of the URL behind `#`.
    pub fn fragment(&self, guess: Time) -> String {
        format!("/bet/{}/{}", self.seed, (guess - self.from).as_secs() / 60)
    }

    /// The guess that such a link carries.
    pub fn guess(&self, minutes: i64) -> Option<Time> {
        let guess = self.from + Span::mins(minutes.clamp(0, 24 * 60));
        self.options.contains(&guess).then_some(guess)
    }

    /// What somebody who shares a result says.
    pub fn boast(&self, judged: &Judged) -> Said {
        match judged.off {
            0 => Said::new("learn.bet.share.right", vec![("time", minute(self.fired))]),
            off => {
                let minutes = off.unsigned_abs().to_string();
                Said::new("learn.bet.share.wrong", vec![("minutes", minutes)])
            }
        }
    }

    fn result(&self, off: i64) -> Said {
        let key = match off {
            0 => "learn.bet.right",
            1.. => "learn.bet.early",
            _ => "learn.bet.late",
        };
        let mut args = vec![("time", minute(self.fired))];
        if off != 0 {
            args.push(("minutes", off.unsigned_abs().to_string()));
        }
        Said::new(key, args)
    }

    fn sum(&self) -> Said {
        let Evaluation { breaching, real, filled, m, .. } = self.evaluation;
        let args = vec![
            ("breaching", breaching.to_string()),
            ("n", (real + filled).to_string()),
            ("m", m.to_string()),
            ("threshold", THRESHOLD.to_string()),
        ];
        Said::new("learn.bet.why.sum", args)
    }
}

/// What a window had to do with it.
fn window(slot: &SlotView) -> Said {
    // A window ends at the minute of the evaluation; the point in it has its own five minutes.
    let point = (slot.start - Span::millis(1)).next(STEP);
    let mut args = vec![("from", minute(point)), ("to", minute(point + STEP))];
    let key = match (slot.role, slot.breaching) {
        (Role::NotYet, _) => "learn.bet.why.waiting",
        (_, None) => "learn.bet.why.missing",
        (Role::TooOld, _) => "learn.bet.why.old",
        (_, Some(true)) => "learn.bet.why.breaching",
        (_, Some(false)) => "learn.bet.why.fine",
    };
    if let Some(value) = slot.value.filter(|_| slot.role != Role::NotYet) {
        args.push(("value", format!("{value:.1}").trim_end_matches(".0").to_owned()));
    }
    Said::new(key, args)
}

/// `10:05`, UTC.
fn minute(time: Time) -> String {
    time.format("%H:%M")
}

/// What stands before the question, the same for every plan of a seed.
struct Ground {
    sim: Sim,
    instance: String,
    from: Time,
}

impl Ground {
    fn new(seed: u64) -> Ground {
        let mut sim = Sim::new(Setup { seed, ..Setup::default() });
        let from = sim.setup().start + STEP.times(BEFORE);
        sim.submit(Command::SignIn(admin()), Act::Other, 0, None);
        let launch = json!({
            "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
            "MinCount": 1, "MaxCount": 1,
            "TagSpecifications": [
                { "ResourceType": "instance", "Tags": [{ "Key": "Name", "Value": "web" }] }
            ],
        });
        let reply = call(&mut sim, "ec2", "RunInstances", launch);
        let instance = reply.pointer("/Instances/0/InstanceId").and_then(|id| id.as_str());
        let instance = instance.unwrap_or_default().to_owned();
        let alarm = json!({
            "AlarmName": ALARM, "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
            "Dimensions": [{ "Name": "InstanceId", "Value": instance }],
            "Statistic": "Average", "Period": STEP.as_secs(), "EvaluationPeriods": 4,
            "DatapointsToAlarm": 3, "Threshold": THRESHOLD,
            "ComparisonOperator": "GreaterThanThreshold",
        });
        call(&mut sim, "cloudwatch", "PutMetricAlarm", alarm);
        for step in 0..BEFORE {
            let change = Change::Load {
                instance: instance.clone(),
                resource: Resource::Cpu,
                amount: Some(f64::from(calm(seed, step))),
                until: None,
            };
            sim.submit(Command::World(change), Act::Other, 0, None);
            sim.advance(sim.world().now() + STEP, u32::MAX, Watch::Nothing);
        }
        Ground { sim, instance, from }
    }

    /// The `attempt`-th plan of a seed: hot and calm stretches, and one in which the instance is
    /// stopped.
    fn plan(&self, seed: u64, attempt: u64) -> Vec<Planned> {
        let stream = noise::mix(seed ^ noise::mix(attempt + 1));
        let stopped = 1 + (noise::unit(stream, -1) * 5.0) as i64;
        let stretch = |step: i64| {
            let from = self.from + STEP.times(step);
            let hot = noise::unit(stream, step) < 0.6;
            let doing = match step {
                step if step == stopped => Doing::Stopped,
                step if hot => Doing::Load(74 + (noise::unit(stream, 100 + step) * 23.0) as u32),
                step => Doing::Load(calm(stream, 100 + step)),
            };
            Planned { from, to: from + STEP, doing }
        };
        (0..BEHIND).map(stretch).collect()
    }

    /// The world at the end of a plan.
    fn ahead(&self, plan: &[Planned]) -> Option<End> {
        let mut sim = self.sim.clone();
        schedule(&mut sim, &self.instance, plan);
        let until = plan.last()?.to;
        // What somebody's screen would say is not looked at.
        let texts = Texts::new(Lang::En);
        let heard = &mut Vec::new();
        while run::advance(&mut sim, until, u32::MAX, Watch::Nothing, &texts, heard).now < until {}
        Some(End(sim.world().clone()))
    }
}

/// A world behind a plan.
struct End(World);

impl End {
    fn alarm(&self) -> Option<(&Alarm, Scope)> {
        let scope = Scope { account: self.0.account(), region: Region::US_EAST_1 };
        Some((self.0.cloudwatch().alarm(scope, ALARM)?, scope))
    }

    /// When the alarm fired for the first time.
    fn fired(&self, from: Time) -> Option<Time> {
        let story = explain::ribbon(self.alarm()?.0, from, self.0.now());
        let fired = story.transitions.iter().find(|change| change.to == StateValue::Alarm)?;
        Some(fired.at)
    }

    fn evaluation(&self, at: Time) -> Option<Evaluation> {
        let (alarm, scope) = self.alarm()?;
        let sources = self.0.cloudwatch().sources(self.0.ec2());
        explain::explain(alarm, Place { source: &sources, scope }, at)
    }
}

/// Whether anybody would guess it: nothing but hot stretches led to it, or it all came at once.
fn is_easy(plan: &[Planned], fired: Time) -> bool {
    let mut before = plan.iter().filter(|planned| planned.to <= fired);
    let calm =
        |planned: &Planned| matches!(planned.doing, Doing::Load(n) if f64::from(n) < THRESHOLD);
    let stopped = before.clone().any(|planned| planned.doing == Doing::Stopped);
    !stopped || !before.any(calm)
}

/// The minutes to choose from: the right one among those that common errors lead to.
fn options(plan: &[Planned], fired: Time, from: Time) -> Vec<Time> {
    let hot =
        |planned: &&Planned| matches!(planned.doing, Doing::Load(n) if f64::from(n) > THRESHOLD);
    let third = plan.iter().filter(hot).nth(2).map(|planned| planned.to);
    let near = [-5, 5, -10, 10, 15].map(|minutes| fired + Span::mins(minutes));
    let mut options = vec![fired];
    for option in third.into_iter().chain(near) {
        if option > from && !options.contains(&option) && options.len() < OPTIONS {
            options.push(option);
        }
    }
    options.sort();
    options
}

/// What happens behind the question is planned, so that it happens while the learner watches.
fn schedule(sim: &mut Sim, instance: &str, plan: &[Planned]) {
    let mut stopped = false;
    for planned in plan {
        let mut lines = Vec::new();
        match planned.doing {
            Doing::Load(percent) => {
                if stopped {
                    lines.push(format!("aws ec2 start-instances --instance-ids {instance}"));
                }
                lines.push(format!("world load {instance} cpu {percent}"));
            }
            Doing::Stopped => {
                lines.push(format!("aws ec2 stop-instances --instance-ids {instance}"));
            }
        }
        stopped = planned.doing == Doing::Stopped;
        for text in lines {
            let (at, who) = (planned.from, admin().profile().to_owned());
            sim.submit(Command::Schedule { at, who, text }, Act::Other, 0, None);
        }
    }
}

fn calm(stream: u64, step: i64) -> u32 {
    38 + (noise::unit(stream, 1000 + step) * 24.0) as u32
}

fn admin() -> Who {
    Who::User("admin".to_owned())
}

fn call(sim: &mut Sim, service: &str, op: &str, input: serde_json::Value) -> serde_json::Value {
    let Ok(request) = Request::decode(service, op, input) else { return json!(null) };
    let call = Call { who: admin(), region: Region::US_EAST_1, via: Via::Cli, request };
    sim.submit(Command::Call(call), Act::Other, 0, None).reply.unwrap_or_default()
}
