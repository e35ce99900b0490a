//! How the list of events looks: which columns it has, and how many rows on a page. It is kept as
//! what was typed into a form is.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html>

use serde_json::{Value, json};

use super::Row;
use crate::save::Drafts;

/// The numbers of rows one can choose.
pub const SIZES: [usize; 3] = [10, 25, 50];
/// The name it is kept under.
pub const FORM: &str = "events";

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Event name.
    Name,
    /// Event time.
    Time,
    /// User name.
    User,
    /// Event source.
    Source,
    /// Resource type.
    Type,
    /// Resource name.
    Resource,
    /// Error code.
    Error,
    /// AWS access key.
    Key,
    /// Event ID.
    Id,
    /// Read-only.
    ReadOnly,
    /// AWS Region.
    Region,
    /// Request ID.
    Request,
    /// Source IP address.
    Address,
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Column; 13] = [
        Column::Name,
        Column::Time,
        Column::User,
        Column::Source,
        Column::Type,
        Column::Resource,
        Column::Error,
        Column::Key,
        Column::Id,
        Column::ReadOnly,
        Column::Region,
        Column::Request,
        Column::Address,
    ];

    /// Those shown unless others are chosen.
    const USUAL: usize = 7;

    /// The word it is kept under, and that ends its key.
    pub fn word(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Time => "time",
            Column::User => "user",
            Column::Source => "source",
            Column::Type => "type",
            Column::Resource => "resource",
            Column::Error => "error",
            Column::Key => "access-key",
            Column::Id => "event-id",
            Column::ReadOnly => "read-only",
            Column::Region => "region",
            Column::Request => "request-id",
            Column::Address => "ip",
        }
    }

    /// What a row has in it, where that is plain text.
    pub fn text(self, row: &Row) -> &str {
        match self {
            Column::Name => &row.name,
            Column::User => &row.user,
            Column::Source => &row.source,
            Column::Error => row.error.as_deref().unwrap_or_default(),
            Column::Key => &row.key,
            Column::Id => &row.id,
            Column::ReadOnly => &row.read_only,
            Column::Region => &row.region,
            Column::Request => &row.request_id,
            Column::Address => &row.ip,
            Column::Time | Column::Type | Column::Resource => "",
        }
    }
}

/// How the list looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// How many rows a page has.
    pub size: usize,
    /// The columns, in their order. The name is always there: it opens the event.
    pub columns: Vec<Column>,
}

impl Default for Look {
    fn default() -> Look {
        let columns = Column::ALL.into_iter().take(Column::USUAL).collect();
        Look { size: super::PAGE, columns }
    }
}

impl Look {
    /// What was kept. What cannot be read is as usual.
    pub fn of(drafts: &Drafts) -> Look {
        let Some(kept) = drafts.get(FORM) else { return Look::default() };
        let usual = Look::default();
        let size = kept["size"].as_u64().and_then(|size| usize::try_from(size).ok());
        let words = kept["columns"].as_array().map(Vec::as_slice);
        let has = |column: &Column| {
            *column == Column::Name
                || words.is_some_and(|words| words.iter().any(|word| *word == column.word()))
        };
        let columns = Column::ALL.into_iter().filter(has).collect();
        Look {
            size: size.filter(|size| SIZES.contains(size)).unwrap_or(usual.size),
            columns: if words.is_some() { columns } else { usual.columns },
        }
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        let columns: Vec<&str> = self.columns.iter().map(|column| column.word()).collect();
        json!({ "size": self.size, "columns": columns })
    }

    /// The same with a column, or without it.
    pub fn with(&self, column: Column, shown: bool) -> Look {
        let has = |one: &Column| if *one == column { shown } else { self.columns.contains(one) };
        Look { size: self.size, columns: Column::ALL.into_iter().filter(has).collect() }
    }
}
