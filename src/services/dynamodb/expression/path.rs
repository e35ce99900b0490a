//! Where in an item a value is: `Address.Streets[0]`.

use std::fmt;

use super::super::value::{Attribute, Item};

/// One step into an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a map, by name.
    Name(String),
    /// Into a list, by place.
    Place(usize),
}

/// Steps; the first is the name of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The attribute it begins with.
    pub fn head(&self) -> &str {
        match self.0.first() {
            Some(Step::Name(name)) => name,
            _ => "",
        }
    }

    /// Whether it leads into an attribute.
    pub fn is_nested(&self) -> bool {
        self.0.len() > 1
    }

    /// What is there.
    pub fn of<'a>(&self, item: &'a Item) -> Option<&'a Attribute> {
        let (head, rest) = self.0.split_first()?;
        let Step::Name(name) = head else { return None };
        rest.iter().try_fold(item.get(name)?, |value, step| match (value, step) {
            (Attribute::M(members), Step::Name(name)) => members.get(name),
            (Attribute::L(items), Step::Place(place)) => items.get(*place),
            _ => None,
        })
    }
}

impl fmt::Display for Path {
    /// `[Address, Streets, [0]]`, as faults show it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |step: &Step| match step {
            Step::Name(name) => name.clone(),
            Step::Place(place) => format!("[{place}]"),
        };
        let all: Vec<String> = self.0.iter().map(shown).collect();
        write!(f, "[{}]", all.join(", "))
    }
}

/// Whether paths lie in each other, or lead two ways into one value.
///
/// # Errors
/// Two that do.
pub fn apart(paths: &[&Path]) -> Result<(), String> {
    for (i, two) in paths.iter().enumerate() {
        for one in paths.iter().take(i) {
            pair(one, two)?;
        }
    }
    Ok(())
}

fn pair(one: &Path, two: &Path) -> Result<(), String> {
    let fault = |how: &str| {
        Err(format!(
            "Two document paths {how} with each other; must remove or rewrite one of these paths; \
             path one: {one}, path two: {two}"
        ))
    };
    for (left, right) in one.0.iter().zip(&two.0) {
        match (left, right) {
            (Step::Name(_), Step::Place(_)) | (Step::Place(_), Step::Name(_)) => {
                return fault("conflict");
            }
            _ if left != right => return Ok(()),
            _ => {}
        }
    }
    fault("overlap")
}
