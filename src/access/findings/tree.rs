//! Values of a policy together with the way to them.

use crate::access::spanned::{Kind, Node};

/// One step of a way into a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a member.
    Member(String),
    /// To an item of a list, counted from 0.
    Item(i32),
}

/// A way into a policy.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps(Vec<Step>);

impl Steps {
    pub fn all(&self) -> Vec<Step> {
        self.0.clone()
    }

    fn with(&self, step: Step) -> Steps {
        let mut steps = self.clone();
        steps.0.push(step);
        steps
    }
}

/// A value and the way to it.
#[derive(Clone, Debug)]
pub(super) struct At<'a> {
    pub steps: Steps,
    pub node: &'a Node,
}

impl<'a> At<'a> {
    /// The members of an object; none of anything else.
    pub fn members(&self) -> Vec<(&'a str, At<'a>)> {
        let Kind::Object(members) = &self.node.kind else { return Vec::new() };
        let one = |(name, node): &'a (String, Node)| {
            let steps = self.steps.with(Step::Member(name.clone()));
            (name.as_str(), At { steps, node })
        };
        members.iter().map(one).collect()
    }

    /// The member with a name.
    pub fn member(&self, name: &str) -> Option<At<'a>> {
        self.members().into_iter().find(|(of, _)| *of == name).map(|(_, at)| at)
    }

    /// The items of a list, or the value itself where there may be one or many.
    pub fn items(&self) -> Vec<At<'a>> {
        let Kind::List(items) = &self.node.kind else { return vec![self.clone()] };
        let one = |(n, node): (usize, &'a Node)| {
            let step = Step::Item(i32::try_from(n).unwrap_or(i32::MAX));
            At { steps: self.steps.with(step), node }
        };
        items.iter().enumerate().map(one).collect()
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&'a str> {
        match &self.node.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of a text or a list, each with its place.
    pub fn texts(&self) -> Vec<(&'a str, At<'a>)> {
        let items = self.items().into_iter();
        items.filter_map(|at| Some((at.text()?, at))).collect()
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.node.kind, Kind::Object(_))
    }
}
