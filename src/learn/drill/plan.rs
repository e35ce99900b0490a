//! What a drill's code draws: who is there, what goes wrong and when, and what else happens.

use super::Code;
use super::fault::{FAULTS, Kind, Scene};
use super::noise::{self, Act};
use crate::learn::exam::draw::Dice;
use crate::sim::World;
use crate::sim::noise::mix;
use crate::sim::time::{Span, Time};

/// The instance everything is about, and one beside it.
pub const WEB: &str = "shop-web";
/// The other one.
pub const TEST: &str = "shop-test";
/// Who there can be.
const PEOPLE: [&str; 9] =
    ["minsu", "hana", "sora", "taeyang", "yuna", "doyun", "eunji", "seojun", "haneul"];
/// The load of the incident lasts so many minutes.
pub const LOAD_MINUTES: u32 = 45;
/// Before this minute the world is made.
pub const READY: u32 = 15;

/// What happens. Minutes are counted from the beginning of the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What drew it.
    pub code: Code,
    /// What goes wrong.
    pub kind: Kind,
    /// Who may do most things. The first is who did it, if anybody did.
    pub people: Vec<&'static str>,
    /// Who may only read.
    pub intern: &'static str,
    /// Whether it was done in a role.
    pub through_role: bool,
    /// When it goes wrong.
    pub breaks: u32,
    /// When the load begins that somebody notices.
    pub load: u32,
    /// The minute in which the learner comes.
    pub end: u32,
    /// What else happens.
    pub acts: Vec<Act>,
}

/// How much of everything there is at a difficulty.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Who may do most things.
    pub people: usize,
    /// Acts of no importance.
    pub noise: usize,
    /// Signs that mislead.
    pub signs: usize,
    /// Answers to choose from.
    pub options: usize,
}

impl Amount {
    /// That of a difficulty.
    pub fn of(level: u8) -> Amount {
        match level {
            1 => Amount { people: 3, noise: 5, signs: 0, options: 4 },
            2 => Amount { people: 4, noise: 10, signs: 2, options: 5 },
            _ => Amount { people: 5, noise: 16, signs: 4, options: 6 },
        }
    }
}

impl Plan {
    /// What a code draws. The same code always draws the same.
    pub fn draw(code: Code) -> Plan {
        let mut dice = Dice::new(mix(code.seed) ^ u64::from(code.level));
        let amount = Amount::of(code.level);
        let pool: Vec<Kind> =
            FAULTS.iter().filter(|row| row.level <= code.level).map(|row| row.kind).collect();
        let kind = pool.get(dice.below(pool.len())).copied().unwrap_or(Kind::Disabled);
        let mut all = PEOPLE.to_vec();
        dice.shuffle(&mut all);
        let people: Vec<&'static str> = all.iter().take(amount.people).copied().collect();
        let intern = all.last().copied().unwrap_or("haneul");
        let by_role = kind.fault().call.is_some() && !matches!(kind, Kind::Agent | Kind::Widened);
        let chance = code.level > 1 && dice.below(3) == 0;
        let through_role = kind == Kind::Terminated || (by_role && chance);
        let breaks = breaks(kind, &mut dice);
        let load = load(kind, breaks, &mut dice);
        let end = match kind {
            Kind::Credits => breaks + 240,
            Kind::Load => load + LOAD_MINUTES + 30,
            _ if kind.fault().scene == Scene::Slow => load + LOAD_MINUTES + 30,
            _ => breaks + 60 + dice.below(40) as u32,
        };
        let acts = Vec::new();
        let (breaks, end) = (breaks, end.next_multiple_of(5));
        let mut plan = Plan { code, kind, people, intern, through_role, breaks, load, end, acts };
        plan.acts = noise::acts(&plan, amount, &mut dice);
        plan
    }

    /// Who did it, if anybody did.
    pub fn culprit(&self) -> &'static str {
        self.people.first().copied().unwrap_or(self.intern)
    }

    /// Everybody.
    pub fn everybody(&self) -> impl Iterator<Item = &'static str> {
        self.people.iter().copied().chain([self.intern])
    }

    /// From when on somebody should have been told.
    pub fn incident(&self, world: &World) -> Time {
        let slow = self.kind.fault().scene == Scene::Slow;
        let minute = match self.kind {
            Kind::Agent | Kind::Credits => self.breaks,
            _ if slow => self.load,
            _ => self.breaks,
        };
        self.at(minute, world)
    }

    /// A minute of the plan in a world.
    pub fn at(&self, minute: u32, world: &World) -> Time {
        world.setup().start + Span::mins(i64::from(minute))
    }
}

fn breaks(kind: Kind, dice: &mut Dice) -> u32 {
    let minute = match kind {
        // The load that uses the credits up.
        Kind::Credits => 30 + 5 * dice.below(6),
        Kind::Load => 5 * (12 + dice.below(24)),
        _ => 60 + dice.below(120),
    };
    minute as u32
}

/// Metrics have periods of five minutes: the load begins with one.
fn load(kind: Kind, breaks: u32, dice: &mut Dice) -> u32 {
    if matches!(kind, Kind::Load | Kind::Credits) {
        return breaks;
    }
    (breaks + 25 + dice.below(60) as u32).next_multiple_of(5)
}
