//! What a sitting came to, as it is shown.

use super::{Belief, Held, belief, domain_title, mode_title};
use crate::learn::exam::results::{Score, results};
use crate::learn::exam::spacing;
use crate::text::Texts;

/// The page of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What the sitting asked.
    pub title: String,
    /// Whether it was timed.
    pub timed: bool,
    /// All of it.
    pub all: Score,
    /// How many questions were left out.
    pub left_out: usize,
    /// How long it took, in seconds.
    pub used_secs: u64,
    /// By domain.
    pub domains: Vec<(String, Score)>,
    /// The points that were not all right: id and text.
    pub points: Vec<(String, String, Score)>,
    /// The wrong models that were chosen.
    pub beliefs: Vec<Belief>,
    /// Whether each question was answered rightly; of one that has no answer nothing.
    pub right: Vec<Option<bool>>,
}

/// The results of the sitting that is over. None while there is none.
pub fn model(held: &Held, texts: &Texts) -> Option<Model> {
    let bank = held.bank.as_ref()?;
    let sitting = held.sitting.as_ref().filter(|sitting| sitting.done)?;
    let found = results(bank, sitting);
    let missed = found.points.iter().filter(|(_, score)| score.right < score.asked);
    // Whether one is still held is said by all answers, here as on the page of progress.
    let all = spacing::beliefs(held.answers());
    let beliefs = found.fell.iter().map(|fell| {
        let chosen = fell.entries.len();
        let now = || spacing::Belief { model: fell.model, score: (chosen, chosen), held: true };
        let known = all.iter().find(|one| one.model == fell.model).cloned();
        belief(&known.unwrap_or_else(now), fell.lab.as_deref(), texts)
    });
    Some(Model {
        title: mode_title(&sitting.mode, texts),
        timed: sitting.mode.is_timed(),
        all: found.all,
        left_out: sitting.entries.len() - found.answered,
        used_secs: sitting.used_ms / 1000,
        domains: found
            .domains
            .iter()
            .map(|(domain, score)| (domain_title(*domain, texts), *score))
            .collect(),
        points: missed
            .map(|(point, score)| (point.to_string(), texts.t(&point.key()).to_owned(), *score))
            .collect(),
        beliefs: beliefs.collect(),
        right: found.right,
    })
}
