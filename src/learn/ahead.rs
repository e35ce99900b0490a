//! The world as it will be: what is planned plays out in a copy, and the copy is looked at.

use crate::shell::run;
use crate::sim::{Sim, Time, Watch, World};
use crate::text::{Lang, Texts};

/// The world at a later instant, if nobody does what is not planned yet.
pub(super) fn world(sim: &Sim, until: Time) -> World {
    let mut sim = sim.clone();
    // What the planned acts print, nobody reads.
    let texts = Texts::new(Lang::En);
    run::advance(&mut sim, until, u32::MAX, Watch::Nothing, &texts, &mut Vec::new());
    sim.world().clone()
}
