//! What a timed mock is like: how many items, how long, and of what.
//!
//! Number and time follow the exam guides (aws.amazon.com/certification, the guide of each exam: 65
//! items in 90, 130 or 170 minutes). Only monitoring and audit are asked; how the domains of that
//! field are weighed is our reading of each guide, and the page says so.

use super::code::{Domain, Exam};

/// How many items each of these exams has.
pub const REAL_ITEMS: usize = 65;

/// A mock's measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flavour {
    /// The exam it is like.
    pub exam: Exam,
    /// How many items it has, if the bank has as many.
    pub items: usize,
    /// How many minutes the real exam gives for [`REAL_ITEMS`].
    pub real_minutes: u32,
    /// How much each domain weighs, in percent.
    pub weights: &'static [(Domain, usize)],
}

impl Flavour {
    /// The mock of an exam.
    pub fn of(exam: Exam) -> Flavour {
        let (items, real_minutes) = match exam {
            Exam::C => (15, 90),
            Exam::S | Exam::O | Exam::D => (REAL_ITEMS, 130),
            Exam::X => (REAL_ITEMS, 170),
        };
        Flavour { exam, items, real_minutes, weights: weights(exam) }
    }

    /// How long so many items take at the real exam's pace: whole minutes, rounded down.
    pub fn minutes(self, items: usize) -> u32 {
        let minutes = items * self.real_minutes as usize / REAL_ITEMS;
        u32::try_from(minutes).unwrap_or(u32::MAX)
    }
}

fn weights(exam: Exam) -> &'static [(Domain, usize)] {
    use Domain::{Access, Alarms, Choose, Config, Events, Logs, Metrics, Sns, Trail};
    match exam {
        Exam::C => &[
            (Choose, 40),
            (Metrics, 10),
            (Alarms, 10),
            (Sns, 10),
            (Trail, 15),
            (Config, 5),
            (Access, 10),
        ],
        Exam::S => &[
            (Choose, 15),
            (Metrics, 15),
            (Alarms, 15),
            (Sns, 10),
            (Logs, 10),
            (Events, 10),
            (Trail, 15),
            (Config, 5),
            (Access, 5),
        ],
        Exam::O => &[
            (Choose, 5),
            (Metrics, 20),
            (Alarms, 25),
            (Sns, 5),
            (Logs, 10),
            (Events, 10),
            (Trail, 15),
            (Config, 5),
            (Access, 5),
        ],
        Exam::D => &[
            (Metrics, 25),
            (Alarms, 15),
            (Sns, 15),
            (Logs, 20),
            (Events, 15),
            (Trail, 5),
            (Access, 5),
        ],
        Exam::X => &[
            (Choose, 5),
            (Alarms, 5),
            (Logs, 10),
            (Events, 10),
            (Trail, 40),
            (Config, 10),
            (Access, 20),
        ],
    }
}

/// Shares a number out among domains by weight, giving none more than it has: one after the other
/// goes where the weight is greatest for what was given already (Sainte-Laguë).
pub fn share(total: usize, parts: &[(usize, usize)]) -> Vec<usize> {
    let mut given = vec![0; parts.len()];
    for _ in 0..total {
        let open = parts.iter().zip(&given).enumerate().filter(|(_, ((_, has), got))| *got < has);
        let claim = |weight: usize, got: usize| weight * 1_000_000 / (2 * got + 1);
        // Of two that claim as much, the first.
        let next =
            open.map(|(i, ((weight, _), got))| (claim(*weight, *got), std::cmp::Reverse(i))).max();
        let Some(count) = next.and_then(|(_, i)| given.get_mut(i.0)) else { break };
        *count += 1;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many in all; of each part its weight and what there is; what each is given.
    type Case = (usize, &'static [(usize, usize)], &'static [usize]);

    #[test]
    fn weights_are_whole_and_shared_out() {
        for exam in Exam::ALL {
            let sum: usize = Flavour::of(exam).weights.iter().map(|(_, weight)| weight).sum();
            assert_eq!(sum, 100, "{exam:?}");
        }
        let cases: [Case; 5] = [
            (10, &[(50, 9), (30, 9), (20, 9)], &[5, 3, 2]),
            // Who has too little leaves the rest to the others.
            (10, &[(50, 2), (30, 9), (20, 9)], &[2, 5, 3]),
            (10, &[(50, 2), (50, 2)], &[2, 2]),
            (3, &[(34, 9), (33, 9), (33, 9)], &[1, 1, 1]),
            (0, &[(100, 5)], &[0]),
        ];
        for (total, parts, given) in cases {
            assert_eq!(share(total, parts), given, "{total} {parts:?}");
        }
    }
}
