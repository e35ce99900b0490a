//! One thing a key of a pattern may want of a value.

use super::address::Block;
use super::ground::Scalar;
use super::wildcard::Wildcard;
use crate::number;

/// One thing a key of a pattern may want of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// The value itself.
    Is(Scalar),
    /// The text in capitals or not.
    Fold(String),
    /// How the text begins; in capitals or not if `fold`.
    Prefix {
        /// The beginning.
        text: String,
        /// Whether capitals do not matter.
        fold: bool,
    },
    /// How the text ends; in capitals or not if `fold`.
    Suffix {
        /// The end.
        text: String,
        /// Whether capitals do not matter.
        fold: bool,
    },
    /// A text with `*` for any characters.
    Wildcard(Wildcard),
    /// A number between two others.
    Range {
        /// The least, and whether it is within.
        bottom: Option<(f64, bool)>,
        /// The greatest, and whether it is within.
        top: Option<(f64, bool)>,
    },
    /// An address of a block.
    Address(Block),
    /// Whether there is a value.
    Exists(bool),
    /// A value of which none of these holds.
    AnythingBut(Vec<Leaf>),
}

/// Without a difference between capitals and small letters.
fn folded(text: &str) -> String {
    text.to_lowercase()
}

impl Leaf {
    /// Whether it holds of a value that is there.
    pub fn holds(&self, value: &Scalar) -> bool {
        let text = match value {
            Scalar::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let of_text = |test: &dyn Fn(&str) -> bool| text.is_some_and(test);
        match self {
            Leaf::Is(wanted) => wanted.same(value),
            Leaf::Fold(wanted) => of_text(&|text| folded(text) == folded(wanted)),
            Leaf::Prefix { text: begin, fold: false } => of_text(&|text| text.starts_with(begin)),
            Leaf::Prefix { text: begin, fold: true } => {
                of_text(&|text| folded(text).starts_with(&folded(begin)))
            }
            Leaf::Suffix { text: end, fold: false } => of_text(&|text| text.ends_with(end)),
            Leaf::Suffix { text: end, fold: true } => {
                of_text(&|text| folded(text).ends_with(&folded(end)))
            }
            Leaf::Wildcard(wildcard) => of_text(&|text| wildcard.matches(text)),
            Leaf::Range { bottom, top } => match value {
                Scalar::Number(text) => {
                    number::parse(text).is_some_and(|number| within(number, *bottom, *top))
                }
                _ => false,
            },
            Leaf::Address(block) => of_text(&|text| block.has(text)),
            Leaf::Exists(there) => *there,
            Leaf::AnythingBut(leaves) => !leaves.iter().any(|leaf| leaf.holds(value)),
        }
    }
}

fn within(number: f64, bottom: Option<(f64, bool)>, top: Option<(f64, bool)>) -> bool {
    let above = bottom.is_none_or(|(least, within)| number > least || within && number == least);
    let below = top.is_none_or(|(most, within)| number < most || within && number == most);
    above && below
}
