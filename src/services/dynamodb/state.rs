//! What DynamoDB holds.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::value::{self, Attribute, Item, Scalar};
use crate::access::{Attached, Moved, Policy};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::sim::timing;

/// A table tells of its size as it was at the last of these.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html>
const TALLIED: Span = Span::hours(6);

/// Tables by their ARNs, and how they were used.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    /// Those that are deleted stay until the name is taken again.
    pub(super) tables: BTreeMap<Arn, Table>,
    /// How each was used, those that are deleted among them.
    pub(super) uses: BTreeMap<Arn, Rc<Vec<Use>>>,
    /// How many tables were ever made.
    pub(super) made: u64,
    /// How often tables were ever used.
    pub(super) used: u64,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Table {
    /// Where it is.
    pub scope: Scope,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its id.
    pub id: String,
    /// When it was asked for.
    pub created: Time,
    /// When its deletion was asked for.
    pub deleted: Option<Time>,
    /// The keys of its items.
    pub schema: Schema,
    /// How it is paid for: since when, what was asked for then, oldest first.
    pub billing: Vec<(Time, Billing)>,
    /// Whether it cannot be deleted.
    pub protected: bool,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Who else may use it.
    pub policy: Option<ResourcePolicy>,
    /// What is in it.
    pub items: Rc<BTreeMap<Key, Item>>,
    /// What it tells of its size.
    pub tally: Tally,
}

/// The keys of a table's items.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Schema {
    /// The partition key.
    pub hash: Part,
    /// The sort key.
    pub range: Option<Part>,
}

/// One attribute of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// `S`, `N` or `B`.
    pub kind: &'static str,
}

/// How a table is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Billing {
    /// By units a second, which are there whether they are used or not.
    Provisioned {
        /// Reads.
        read: i64,
        /// Writes.
        write: i64,
    },
    /// By what is used.
    OnDemand,
}

/// A policy on a table.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ResourcePolicy {
    /// As given.
    pub text: String,
    /// What it means.
    pub policy: Policy,
    /// The id of its revision.
    pub revision: String,
}

/// The key of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The value of the partition key.
    pub hash: Scalar,
    /// The value of the sort key.
    pub range: Option<Scalar>,
}

/// Items and bytes as they were when the six hours of the last write began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// When they began.
    pub since: Option<Time>,
    /// Items.
    pub count: u64,
    /// Bytes.
    pub bytes: u64,
}

/// How a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is being made.
    Creating,
    /// Its capacity is being changed.
    Updating,
    /// It is there.
    Active,
    /// It is being deleted.
    Deleting,
}

impl Status {
    /// As AWS writes it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Creating => "CREATING",
            Status::Updating => "UPDATING",
            Status::Active => "ACTIVE",
            Status::Deleting => "DELETING",
        }
    }
}

/// One time a table was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Use {
    /// When.
    pub time: Time,
    /// The operation.
    pub operation: &'static str,
    /// Half units read.
    pub half_reads: u32,
    /// Units written.
    pub writes: u32,
    /// How long it took, in microseconds.
    pub micros: u32,
    /// How many items were given back.
    pub returned: Option<u32>,
}

impl Table {
    /// How it is at a moment; nothing once it is gone.
    pub fn status(&self, now: Time) -> Option<Status> {
        let under_way = |since: Time| now < since + timing::TABLE_CHANGE;
        match self.deleted {
            Some(deleted) if under_way(deleted) => Some(Status::Deleting),
            Some(_) => None,
            None if under_way(self.created) => Some(Status::Creating),
            None if self.billing.last().is_some_and(|(since, _)| under_way(*since)) => {
                Some(Status::Updating)
            }
            None => Some(Status::Active),
        }
    }

    /// How it is paid for at a moment: a change counts once it is carried out.
    pub fn billing(&self, now: Time) -> Billing {
        let done = |(since, _): &&(Time, Billing)| {
            *since <= self.created || now >= *since + timing::TABLE_CHANGE
        };
        let current = self.billing.iter().rev().find(done).or(self.billing.first());
        current.map_or(Billing::OnDemand, |(_, billing)| *billing)
    }

    /// Items and bytes, as it tells of them at a moment.
    pub fn tally(&self, now: Time) -> (u64, u64) {
        match self.tally.since {
            Some(since) if since == now.floor(TALLIED) => (self.tally.count, self.tally.bytes),
            _ => self.size(),
        }
    }

    /// Items and bytes that are in it.
    pub fn size(&self) -> (u64, u64) {
        let bytes = self.items.values().map(|item| value::size(item) as u64).sum();
        (self.items.len() as u64, bytes)
    }

    /// Puts an item in its place, or takes it away.
    pub(super) fn put(&mut self, now: Time, key: Key, item: Option<Item>) {
        let since = Some(now.floor(TALLIED));
        if self.tally.since != since {
            let (count, bytes) = self.size();
            self.tally = Tally { since, count, bytes };
        }
        let items = Rc::make_mut(&mut self.items);
        match item {
            Some(item) => items.insert(key, item),
            None => items.remove(&key),
        };
    }
}

impl Schema {
    /// The attributes of keys, the partition key first.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.hash).chain(&self.range)
    }

    /// The key of an item; nothing if a part of it is missing or of another type.
    pub fn key(&self, item: &Item) -> Option<Key> {
        let value = |part: &Part| {
            let found = item.get(&part.name).filter(|value| value.kind() == part.kind);
            found.and_then(Attribute::scalar)
        };
        let range = match &self.range {
            Some(part) => Some(value(part)?),
            None => None,
        };
        Some(Key { hash: value(&self.hash)?, range })
    }

    /// The attributes of an item's key.
    pub fn of(&self, item: &Item) -> Item {
        let value = |part: &Part| Some((part.name.clone(), item.get(&part.name)?.clone()));
        self.parts().filter_map(value).collect()
    }
}

/// The ARN of the table that a request names by its name or by its ARN.
pub fn arn_of(scope: &Scope, named: &str) -> Arn {
    match Arn::parse(named) {
        Some(arn) if named.starts_with("arn:") => arn,
        _ => scope.arn("dynamodb", &format!("table/{named}")),
    }
}

impl State {
    /// Every table by ARN, those that are gone among them.
    pub fn tables(&self) -> &BTreeMap<Arn, Table> {
        &self.tables
    }

    /// A table that is there.
    pub fn table(&self, arn: &Arn, now: Time) -> Option<&Table> {
        self.tables.get(arn).filter(|table| table.status(now).is_some())
    }

    /// The policy of the table with this ARN.
    pub fn policy_of(&self, arn: &str, now: Time) -> Option<Attached<'_>> {
        let arn = Arn::parse(arn).filter(|arn| arn.service() == "dynamodb")?;
        let table = self.table(&arn, now)?;
        let policy = &table.policy.as_ref()?.policy;
        Some(Attached { name: &table.name, arn: None, policy, group: None })
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self.tables.values_mut().filter_map(|table| table.policy.as_mut());
        policies.for_each(|one| moved.rewrite(&mut one.text, &mut one.policy));
    }

    /// Keeps that a table was used.
    pub(super) fn keep(&mut self, table: &Arn, used: Use) {
        self.used += 1;
        Rc::make_mut(self.uses.entry(table.clone()).or_default()).push(used);
    }
}
