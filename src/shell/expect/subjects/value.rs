//! `value`: what a variable holds, or a command printed: `expect value $N > 0`.
//!
//! It asks about the words it is given, not about the world, so that whatever a command can tell
//! can be expected without a subject of its own.

use super::one;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::World;

/// The subject.
pub static SUBJECT: Subject =
    Subject { name: "value", attributes: &["text", "is"], value: "is", happens: false, rows };

/// The text that is asked about: it is both what was said and what is compared.
struct Said(String);

fn rows<'a>(_: &'a World, ask: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let said = ask.conditions.iter().find(|condition| condition.attribute == "text");
    let row = |said: String| Box::new(Said(said)) as Box<dyn Row + 'a>;
    said.map(|condition| row(condition.value.clone())).into_iter().collect()
}

impl Row for Said {
    fn get(&self, _: &str) -> Vec<String> {
        one(&self.0)
    }
}
