//! The credits of an instance at any minute of its past: a fold over the stretches in which its
//! type, mode and load stay the same.

use super::{Account, KEPT, Terms};
use crate::services::ec2::history::{History, Run};
use crate::services::ec2::metrics::series::idle_cpu;
use crate::sim::command::Resource;
use crate::sim::time::{Span, Time};

/// The greatest demand of a machine that has nothing to do, in percent.
const IDLE_MOST: f64 = 8.0;

/// Where an instance stood at the end of a minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The minute, counted from the epoch.
    pub(super) minute: i64,
    /// Its credits.
    pub account: Account,
    /// What was delivered of the demand in that minute, in percent.
    pub delivered: f64,
    /// The run it was in, by its beginning.
    run: Option<Time>,
    /// When it ran last.
    ran: Option<Time>,
    /// Its terms.
    terms: Option<Terms>,
    /// Whether it was in unlimited mode.
    unlimited: bool,
}

/// A stretch of minutes that are alike.
struct Stretch {
    last: i64,
    run: Option<Run>,
    terms: Option<Terms>,
    unlimited: bool,
    load: Option<f64>,
    /// Whether its run came with launch credits.
    credited: bool,
}

fn end_of(minute: i64) -> Time {
    Time::from_secs((minute + 1) * 60)
}

/// The minute that ends at an instant or is the last to have ended then.
fn minute_before(end: Time) -> i64 {
    end.as_millis().div_euclid(60_000) - 1
}

impl History {
    /// Where the instance stood at the end of the last minute that has ended at `end`.
    pub fn standing_before(&self, end: Time) -> Option<Standing> {
        let first = self.runs().first()?;
        let wanted = minute_before(end);
        let begin = Standing {
            minute: minute_before(first.from),
            account: Account::default(),
            delivered: 0.0,
            run: None,
            ran: None,
            terms: None,
            unlimited: false,
        };
        let mut standing = self.memo().before(wanted).unwrap_or(begin);
        while standing.minute < wanted {
            let stretch = self.stretch(standing.minute + 1, wanted);
            self.through(&mut standing, &stretch);
        }
        self.memo().keep(&standing);
        Some(standing)
    }

    /// The terms of its type just before `end`.
    pub fn terms_before(&self, end: Time) -> Option<Terms> {
        Terms::of(self.type_before(end)?)
    }

    /// What its processors do in the minute that ends at `end`: demand, unless it is in standard
    /// mode and has run out of credits. In percent.
    pub fn cpu_before(&self, end: Time) -> f64 {
        let minute = minute_before(end);
        let load = self.load_before(Resource::Cpu, end);
        let demand = load.unwrap_or_else(|| idle_cpu(self.stream, minute));
        match self.terms_before(end) {
            // Up to the baseline everything is delivered, whatever the balance.
            Some(terms) if demand > terms.baseline() && !self.is_unlimited_before(end) => {
                self.standing_before(end).map_or(demand, |standing| standing.delivered)
            }
            _ => demand,
        }
    }

    /// The stretch a minute belongs to, not further than `wanted`.
    fn stretch(&self, minute: i64, wanted: i64) -> Stretch {
        let end = end_of(minute);
        let next = self.next_change(end).map_or(wanted, minute_before);
        let run = self.run_before(end);
        Stretch {
            last: next.clamp(minute, wanted.max(minute)),
            run,
            credited: run.is_none_or(|run| self.was_credited(run.from)),
            terms: self.terms_before(end),
            unlimited: self.is_unlimited_before(end),
            load: self.load_before(Resource::Cpu, end),
        }
    }

    fn through(&self, standing: &mut Standing, stretch: &Stretch) {
        enter(standing, stretch);
        let (Some(terms), Some(_)) = (stretch.terms, stretch.run) else {
            standing.delivered = 0.0;
            standing.minute = stretch.last;
            return;
        };
        while standing.minute < stretch.last {
            if stretch.load.is_none() && rests(&standing.account, &terms) {
                standing.delivered = idle_cpu(self.stream, stretch.last);
                standing.minute = stretch.last;
                break;
            }
            standing.minute += 1;
            let idle = || idle_cpu(self.stream, standing.minute);
            let demand = stretch.load.unwrap_or_else(idle);
            standing.delivered = standing.account.minute(&terms, stretch.unlimited, demand);
            standing.ran = Some(end_of(standing.minute));
            self.memo().checkpoint(standing);
        }
        standing.ran = Some(end_of(stretch.last));
    }
}

/// Whether nothing changes as long as the machine has nothing to do.
fn rests(account: &Account, terms: &Terms) -> bool {
    account.launch == 0.0 && account.earned == terms.most() && IDLE_MOST <= terms.baseline()
}

/// What happens between two stretches: a stop, a start, another mode, another type.
fn enter(standing: &mut Standing, stretch: &Stretch) {
    let run = stretch.run.map(|run| run.from);
    if standing.run != run {
        standing.account.charge();
    }
    if standing.unlimited && !stretch.unlimited {
        standing.account.charge();
    }
    if let (Some(from), Some(terms)) = (run, &stretch.terms) {
        if standing.run != run {
            start(standing, terms, stretch.unlimited, from);
            if !stretch.credited {
                standing.account.launch = 0.0;
            }
        }
        standing.account.earned = standing.account.earned.min(terms.most());
    }
    standing.terms = stretch.terms.or(standing.terms);
    standing.run = run;
    standing.unlimited = stretch.unlimited;
}

/// T2 loses its credits when it stops; the others keep them for a week. An instance that comes
/// from another generation begins anew, which is ours.
fn start(standing: &mut Standing, terms: &Terms, unlimited: bool, from: Time) {
    let stayed = standing.ran.is_some_and(|ran| ran + KEPT + Span::mins(1) >= from);
    let same = standing.terms.is_some_and(|before| before.t2 == terms.t2);
    if terms.t2 || !stayed || !same {
        standing.account.earned = 0.0;
    }
    standing.account.launch = terms.launch(unlimited);
}
