//! What is wrong with something typed: a key of the texts and what fills it in.

use std::fmt;

use crate::text::Texts;

/// A fault in something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key of its text.
    pub key: &'static str,
    /// What fills the text in.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault whose text has nothing to fill in.
    pub fn new(key: &'static str) -> Fault {
        Fault { key, args: Vec::new() }
    }

    /// Fills something in.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Fault {
        self.args.push((name, value.into()));
        self
    }

    /// The fault in a language.
    pub fn say(&self, texts: &Texts) -> String {
        let args: Vec<(&str, &dyn fmt::Display)> =
            self.args.iter().map(|(name, value)| (*name, value as &dyn fmt::Display)).collect();
        texts.fill(self.key, &args)
    }
}

impl fmt::Display for Fault {
    /// The key with its arguments, where no texts are at hand.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        self.args.iter().try_for_each(|(name, value)| write!(f, " {name}=`{value}`"))
    }
}

impl From<Fault> for String {
    fn from(fault: Fault) -> String {
        fault.to_string()
    }
}
