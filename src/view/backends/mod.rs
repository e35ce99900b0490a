//! What programs are made of and audit looks at: tables, functions, queues. Each is listed, and has
//! a page with what it is, what it did or holds, its tags, and the policy of its own.

pub mod act;
mod function;
mod queue;
mod table;

use std::collections::BTreeMap;

use crate::services::Request;
use crate::sim::time::Time;
use crate::sim::{Scope, World};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// DynamoDB tables.
    Table,
    /// Lambda functions.
    Function,
    /// SQS queues.
    Queue,
}

impl Kind {
    /// All of them, in the order of menus.
    pub const ALL: [Kind; 3] = [Kind::Table, Kind::Function, Kind::Queue];

    /// The service and the word of the list in addresses.
    pub fn address(self) -> (&'static str, &'static str) {
        match self {
            Kind::Table => ("dynamodb", "tables"),
            Kind::Function => ("lambda", "functions"),
            Kind::Queue => ("sqs", "queues"),
        }
    }

    /// The kind at an address.
    pub fn at(service: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.address().0 == service)
    }

    /// The key of the list's title.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Table => "app.page.tables",
            Kind::Function => "app.page.functions",
            Kind::Queue => "app.page.queues",
        }
    }

    /// The key of the service's name.
    pub fn service(self) -> &'static str {
        match self {
            Kind::Table => "app.service.dynamodb",
            Kind::Function => "app.service.lambda",
            Kind::Queue => "app.service.sqs",
        }
    }

    /// Its word in the keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Table => "table",
            Kind::Function => "function",
            Kind::Queue => "queue",
        }
    }

    /// The key of a text of its own.
    pub fn key(self, name: &str) -> String {
        format!("backends.{}.{name}", self.word())
    }

    /// The operations that list all, tell of one, and give its policy and its tags.
    pub fn operations(self) -> [&'static str; 4] {
        match self {
            Kind::Table => {
                ["ListTables", "DescribeTable", "GetResourcePolicy", "ListTagsOfResource"]
            }
            Kind::Function => ["ListFunctions", "GetFunction", "GetPolicy", "GetFunction"],
            Kind::Queue => {
                ["ListQueues", "GetQueueAttributes", "GetQueueAttributes", "ListQueueTags"]
            }
        }
    }

    /// The operation that gives what stands in [`Detail::sheet`], if one does.
    pub fn contents(self) -> Option<&'static str> {
        (self == Kind::Table).then_some("Scan")
    }

    /// The keys of the columns of the list.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Kind::Table => {
                &["backends.name", "backends.state", "backends.keys", "backends.billing"]
            }
            Kind::Function => {
                &["backends.name", "backends.state", "backends.runtime", "backends.modified"]
            }
            Kind::Queue => {
                &["backends.name", "backends.visible", "backends.held", "backends.created"]
            }
        }
    }
}

/// A value on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text of AWS's or somebody's own.
    Text(String),
    /// A text under this key.
    Key(&'static str),
    /// A number.
    Number(u64),
    /// An instant.
    At(Time),
    /// A role, by its name.
    Role(String),
    /// A status, and whether it is the one things should have.
    Status(String, bool),
}

/// One in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The cells behind the name.
    pub cells: Vec<Value>,
}

/// What one holds, or did.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The words of the columns: keys, or names of somebody's own.
    pub columns: Vec<Value>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// How many there are, those not shown included.
    pub count: usize,
}

/// The page of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Which kind it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What requests call it: its ARN or its URL.
    pub handle: String,
    /// Its ARN.
    pub arn: String,
    /// Its status.
    pub status: Option<Value>,
    /// What it is: keys of names, and values.
    pub facts: Vec<(&'static str, Value)>,
    /// Its policy, laid out.
    pub policy: Option<String>,
    /// The ids of the policy's statements, where they are taken out one by one.
    pub statements: Vec<String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What it holds, or did.
    pub sheet: Option<Sheet>,
    /// The namespace of its metrics, and the dimension that names it.
    pub metrics: (&'static str, &'static str),
}

/// Those of a kind in a place.
pub fn list(world: &World, scope: Scope, kind: Kind) -> Vec<Row> {
    match kind {
        Kind::Table => table::list(world, scope),
        Kind::Function => function::list(world, scope),
        Kind::Queue => queue::list(world, scope),
    }
}

/// The page of one; nothing when there is none by this name.
pub fn detail(world: &World, scope: Scope, kind: Kind, name: &str) -> Option<Detail> {
    match kind {
        Kind::Table => table::detail(world, scope, name),
        Kind::Function => function::detail(world, scope, name),
        Kind::Queue => queue::detail(world, scope, name),
    }
}

/// What the list asks AWS for.
pub fn list_reads(kind: Kind) -> Vec<Request> {
    let [list, ..] = kind.operations();
    act::call(kind, list, serde_json::json!({})).into_iter().collect()
}

/// What the page of one asks AWS for.
pub fn detail_reads(scope: Scope, kind: Kind, name: &str) -> Vec<Request> {
    match kind {
        Kind::Table => table::reads(scope, name),
        Kind::Function => function::reads(name),
        Kind::Queue => queue::reads(scope, name),
    }
}
