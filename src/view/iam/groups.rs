//! The list of user groups, and the page of one: who is in it, and what that allows.

use super::act::Holder;
use super::policies;
use super::user::{Attached, Inline, attached, inline};
use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::groups::Group as Kept;
use crate::services::iam::shapes::groups::{ListAttachedGroupPoliciesInput, ListOfGroupInput};
use crate::services::iam::shapes::roles::ListByPathInput;
use crate::sim::{Time, World};

/// One group in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// How many users are in it.
    pub members: usize,
    /// How many policies it has: attached and inline.
    pub policies: usize,
    /// When it was made.
    pub created: Time,
}

/// The list of groups, by name.
pub fn rows(world: &World) -> Vec<Row> {
    let row = |(name, group): (&String, &Kept)| Row {
        name: name.clone(),
        path: group.path.clone(),
        members: group.members.len(),
        policies: group.attached.len() + group.inline.len(),
        created: group.created,
    };
    world.iam().groups().iter().map(row).collect()
}

/// What the page of a group shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its unique id.
    pub id: String,
    /// When it was made.
    pub created: Time,
    /// The users in it.
    pub members: Vec<String>,
    /// The users who are not.
    pub others: Vec<String>,
    /// The managed policies attached to it.
    pub attached: Vec<Attached>,
    /// Its inline policies.
    pub inline: Vec<Inline>,
    /// The managed policies that can be attached to it yet.
    pub attachable: Vec<policies::Row>,
}

impl Group {
    /// It, as one that has policies.
    pub fn holder(&self) -> Holder {
        Holder::Group(self.name.clone())
    }
}

/// The page of a group; nothing when there is none by this name.
pub fn model(world: &World, name: &str) -> Option<Group> {
    let group = world.iam().groups().get(name)?;
    let free = |row: &policies::Row| !group.attached.iter().any(|arn| arn.as_str() == row.arn);
    let attachable = policies::rows(world).into_iter().filter(|row| row.attachable && free(row));
    let users = world.iam().users().keys();
    Some(Group {
        name: name.to_owned(),
        arn: group.arn.to_string(),
        id: group.group_id.clone(),
        created: group.created,
        members: group.members.iter().cloned().collect(),
        others: users.filter(|user| !group.members.contains(*user)).cloned().collect(),
        attached: attached(world, &group.attached),
        inline: inline(&group.inline),
        attachable: attachable.collect(),
    })
}

/// What the list asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![Iam::ListGroups(ListByPathInput::default()).into()]
}

/// What the page of a group asks AWS when it is opened.
pub fn reads(name: &str) -> Vec<Request> {
    let group_name = || name.to_owned();
    let of_group = || ListOfGroupInput { group_name: group_name(), ..Default::default() };
    let attached =
        ListAttachedGroupPoliciesInput { group_name: group_name(), ..Default::default() };
    vec![
        Iam::GetGroup(of_group()).into(),
        Iam::ListAttachedGroupPolicies(attached).into(),
        Iam::ListGroupPolicies(of_group()).into(),
    ]
}
