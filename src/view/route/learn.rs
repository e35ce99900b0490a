//! The pages on which one looks things up, and sees how far one has come.

use super::percent::{decode, encode};

/// A page to learn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LearnPage {
    /// The concepts there are.
    Concepts,
    /// A concept, by its name.
    Concept(String),
    /// The glossary, and what is looked for in it.
    Glossary(Option<String>),
    /// What was learnt so far.
    Progress,
    /// Links for teachers.
    Teachers,
}

impl LearnPage {
    /// The address behind `#/learn/`.
    pub(super) fn hash(&self) -> String {
        match self {
            LearnPage::Concepts => "#/learn/concepts".to_owned(),
            LearnPage::Concept(id) => format!("#/learn/concepts/{}", encode(id)),
            LearnPage::Glossary(None) => "#/learn/glossary".to_owned(),
            LearnPage::Glossary(Some(text)) => format!("#/learn/glossary?q={}", encode(text)),
            LearnPage::Progress => "#/learn/progress".to_owned(),
            LearnPage::Teachers => "#/learn/teachers".to_owned(),
        }
    }

    /// Reads the rest of an address, with what is looked for.
    pub(super) fn read(path: &[&str], wanted: Option<&str>) -> Option<LearnPage> {
        Some(match path {
            [] | ["concepts"] => LearnPage::Concepts,
            ["concepts", id] => LearnPage::Concept(decode(id)?),
            ["glossary"] => LearnPage::Glossary(wanted.map(str::to_owned)),
            ["progress"] => LearnPage::Progress,
            ["teachers"] => LearnPage::Teachers,
            _ => return None,
        })
    }

    /// The key of the page's title.
    pub(super) fn title(&self) -> &'static str {
        match self {
            LearnPage::Concepts | LearnPage::Concept(_) => "app.page.concepts",
            LearnPage::Glossary(_) => "app.page.glossary",
            LearnPage::Progress => "app.page.progress",
            LearnPage::Teachers => "app.page.teachers",
        }
    }
}
