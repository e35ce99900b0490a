//! `user`: IAM users and what they are allowed by.

use super::{named, one, tags};
use crate::services::iam::state::User;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::World;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "user",
    attributes: &["name", "policy", "boundary", "path", "key", "tag"],
    value: "policy",
    happens: false,
    rows,
};

struct UserRow<'a> {
    name: &'a str,
    user: &'a User,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let users = world.accounts().of(world.home()).users().iter();
    users.map(|(name, user)| Box::new(UserRow { name, user }) as Box<dyn Row + 'a>).collect()
}

impl Row for UserRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let user = self.user;
        match attribute {
            "name" => one(self.name),
            "policy" => {
                let attached = user.attached.iter().flat_map(|arn| named(arn.as_str()));
                attached.chain(user.inline.keys().cloned()).collect()
            }
            "boundary" => user.boundary.iter().flat_map(|arn| named(arn.as_str())).collect(),
            "path" => one(&user.path),
            "key" => user.keys.iter().map(|key| key.id.clone()).collect(),
            _ => tags(&user.tags),
        }
    }
}
