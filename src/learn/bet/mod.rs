//! The bet of the start page: at which minute will this alarm fire?
//!
//! A small world that its seed makes alone: an instance whose CPU moves, an alarm on it, and a
//! plan of what the CPU is going to do. Whoever knows how alarms count can work the minute out.

mod story;

use std::fmt::Display;

use crate::services::cloudwatch::alarm::explain::{Evaluation, Role, SlotView};
use crate::sim::{Span, Time, World, noise};
use crate::text::Texts;
use story::{Ground, Story};

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
    /// The world to watch it in.
    story: Story,
    /// The instant of the question.
    pub from: Time,
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
            let mut end = ground.story(plan);
            end.advance(end.plan.last()?.to);
            let fired = end.fired(ground.from)?;
            Some((end, fired))
        });
        let (end, fired) = fires.find(|(end, fired)| !is_easy(&end.plan, *fired))?;
        let evaluation = end.evaluation(fired)?;
        let options = options(&end.plan, fired, ground.from);
        let story = ground.story(end.plan);
        Some(Bet { seed, story, from: ground.from, options, fired, evaluation })
    }

    /// The world to watch: at first it stands at [`Bet::from`].
    pub fn world(&self) -> &World {
        self.story.world()
    }

    /// What the instance is going to do.
    pub fn plan(&self) -> &[Planned] {
        &self.story.plan
    }

    /// Lets time pass in the world.
    pub fn advance(&mut self, until: Time) {
        self.story.advance(until);
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
        self.plan().iter().map(line).collect()
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
