//! What the views over records are asked for, in their addresses.

use crate::sim::time::Time;

/// A question to the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    /// Which question.
    pub view: AuditView,
    /// Of what: a resource, a principal's ARN, or an event's id.
    pub name: Option<String>,
    /// Of which day.
    pub day: Option<Time>,
    /// Whether of the files brought along; else of event history.
    pub evidence: bool,
}

/// The questions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditView {
    /// Who did what to a resource?
    Resource,
    /// What did somebody do on a day?
    Person,
    /// What is seldom called?
    Rare,
    /// Who stands behind a call?
    Chain,
}

impl AuditView {
    /// Every question.
    pub const ALL: [AuditView; 4] =
        [AuditView::Resource, AuditView::Person, AuditView::Rare, AuditView::Chain];

    /// Its word in addresses and keys.
    pub fn word(self) -> &'static str {
        match self {
            AuditView::Resource => "resource",
            AuditView::Person => "principal",
            AuditView::Rare => "rare",
            AuditView::Chain => "chain",
        }
    }

    pub(super) fn parse(word: &str) -> Option<AuditView> {
        AuditView::ALL.into_iter().find(|view| view.word() == word)
    }
}

impl AuditQuery {
    /// A question that names nothing yet.
    pub fn new(view: AuditView) -> AuditQuery {
        AuditQuery { view, name: None, day: None, evidence: false }
    }

    /// A question about something.
    pub fn of(view: AuditView, name: &str) -> AuditQuery {
        AuditQuery { name: Some(name.to_owned()), ..AuditQuery::new(view) }
    }

    /// The same of the files brought along, or of event history.
    pub fn over(self, evidence: bool) -> AuditQuery {
        AuditQuery { evidence, ..self }
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.name.clone().map(|name| ("name", name)));
        pairs.extend(self.day.map(|day| ("day", day.format("%Y-%m-%d"))));
        pairs.extend(self.evidence.then(|| ("evidence", "1".to_owned())));
        pairs
    }

    pub(super) fn read(word: &str, query: &[(String, String)]) -> Option<AuditQuery> {
        let mut read = AuditQuery::new(AuditView::parse(word)?);
        for (name, value) in query {
            match name.as_str() {
                "name" => read.name = Some(value.clone()),
                "day" => read.day = Some(Time::parse(value)?),
                "evidence" => read.evidence = true,
                _ => {}
            }
        }
        Some(read)
    }
}
