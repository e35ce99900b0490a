//! A log widget of a dashboard's body: a query of Logs Insights that names its groups.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Log-Widget-Object>

use serde_json::{Map, Value, json};

use super::body::{put, text, with};

/// The properties of a log widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Its query: `SOURCE 'group' | fields @message`.
    pub query: String,
    /// The Region of the groups.
    pub region: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// `table`, `timeSeries`, `bar` or `pie`; a table unless it says otherwise.
    pub view: Option<String>,
    /// Everything else.
    pub other: Map<String, Value>,
}

impl Log {
    /// Takes the properties out of their JSON.
    pub fn of(mut members: Map<String, Value>) -> Log {
        Log {
            query: text(&mut members, "query").unwrap_or_default(),
            region: text(&mut members, "region"),
            title: text(&mut members, "title"),
            view: text(&mut members, "view"),
            other: members,
        }
    }

    /// The properties as JSON.
    pub fn value(&self) -> Value {
        let mut members = Map::new();
        members.insert("query".to_owned(), json!(self.query));
        put(&mut members, "region", self.region.as_ref());
        put(&mut members, "title", self.title.as_ref());
        put(&mut members, "view", self.view.as_ref());
        with(members, &self.other)
    }
}
