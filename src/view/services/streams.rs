//! Metric streams, with what each would have delivered lately.

use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::Span;

/// How far back records are shown.
const LATELY: Span = Span::mins(5);
/// The most records shown of a stream.
const SHOWN: usize = 20;

/// A stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// `running` or `stopped`.
    pub state: &'static str,
    /// Where it delivers to.
    pub firehose: String,
    /// How many records arrived lately.
    pub count: usize,
    /// The first of them, a line of JSON each.
    pub records: Vec<String>,
}

/// The streams of a Region.
pub fn rows(world: &World, scope: Scope) -> Vec<Row> {
    let Some(region) = world.cloudwatch().region(scope) else { return Vec::new() };
    let sources = world.metrics();
    let now = world.now();
    let range = (now - LATELY, now);
    let row = |(name, stream): (&String, &crate::services::cloudwatch::stream::Stream)| {
        let records = stream.records((name, scope), &sources, range);
        Row {
            name: name.clone(),
            state: stream.state(),
            firehose: stream.firehose.clone(),
            count: records.len(),
            records: records.iter().take(SHOWN).map(ToString::to_string).collect(),
        }
    };
    region.streams().iter().map(row).collect()
}
