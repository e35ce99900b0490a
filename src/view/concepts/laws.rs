//! What must hold of concepts and labs together: each concept is felt in a lab, each lab leads to
//! a concept and stands in a path.

use super::CONCEPTS;
use crate::view::home::{LABS, is_lab};
use crate::view::lab::paths::PATHS;

/// What breaks a law: the key of its text, and the concept and the lab it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The key.
    pub key: &'static str,
    /// The concept.
    pub concept: &'static str,
    /// The lab.
    pub lab: &'static str,
}

/// Every law that is broken.
pub fn broken() -> Vec<Broken> {
    let mut broken = Vec::new();
    for concept in &CONCEPTS {
        if concept.labs.is_empty() {
            broken.push(Broken { key: "check.concept.no-lab", concept: concept.id, lab: "" });
        }
        let unknown = concept.labs.iter().copied().filter(|lab| !is_lab(lab));
        broken.extend(unknown.map(|lab| Broken {
            key: "check.concept.unknown-lab",
            concept: concept.id,
            lab,
        }));
    }
    for (lab, _) in LABS {
        if !CONCEPTS.iter().any(|concept| concept.labs.contains(&lab)) {
            broken.push(Broken { key: "check.concept.no-concept", concept: "", lab });
        }
        if PATHS.iter().filter(|(_, labs)| labs.contains(&lab)).count() != 1 {
            broken.push(Broken { key: "check.concept.no-path", concept: "", lab });
        }
    }
    broken
}
