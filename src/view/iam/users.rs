//! The list of users.

use crate::sim::{Time, World};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Users {
    /// The users by name.
    pub rows: Vec<Row>,
}

/// One user in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// How many policies it has: attached and inline.
    pub policies: usize,
    /// How many of its access keys are active.
    pub keys: usize,
    /// When it was made.
    pub created: Time,
}

/// The list of users.
pub fn model(world: &World) -> Users {
    let row = |(name, user): (&String, &crate::services::iam::state::User)| Row {
        name: name.clone(),
        path: user.path.clone(),
        policies: user.attached.len() + user.inline.len(),
        keys: user.keys.iter().filter(|key| key.active).count(),
        created: user.created,
    };
    Users { rows: world.iam().users().iter().map(row).collect() }
}
