//! Units that reading and writing take.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>

use super::super::shapes::{Capacity, ConsumedCapacity};
use super::super::state::{State, Use};
use super::super::value::{self, Item};
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// Bytes that a unit reads and writes.
const READ: usize = 4_096;
const WRITE: usize = 1_024;

/// Half units of reading so many bytes; what need not be consistent takes half.
pub fn half_reads(bytes: usize, consistent: Option<bool>) -> u32 {
    let units = bytes.div_ceil(READ).max(1) as u32;
    if consistent == Some(true) { 2 * units } else { units }
}

/// Units of writing: of the greater of what was there and what is.
pub fn writes(old: Option<&Item>, new: Option<&Item>) -> u32 {
    let bytes = [old, new].into_iter().flatten().map(value::size).max().unwrap_or_default();
    bytes.div_ceil(WRITE).max(1) as u32
}

/// What is told of the units, if it is asked for.
pub fn consumed(asked: Option<&str>, table: &str, units: f64) -> Option<ConsumedCapacity> {
    let of_table = match asked {
        Some("TOTAL") => None,
        Some("INDEXES") => Some(Capacity { units }),
        _ => return None,
    };
    Some(ConsumedCapacity { name: table.to_owned(), units, table: of_table })
}

/// How a table was used by an operation.
pub struct Spent {
    /// The operation.
    pub operation: &'static str,
    /// Half units read.
    pub half_reads: u32,
    /// Units written.
    pub writes: u32,
    /// How many items were given back.
    pub returned: Option<u32>,
}

impl Spent {
    /// The units.
    pub fn units(&self) -> f64 {
        f64::from(self.half_reads) / 2.0 + f64::from(self.writes)
    }

    /// Keeps it, for the metrics. How long it took is ours: two to six milliseconds.
    pub fn keep(self, state: &mut State, ctx: &Ctx<'_>, table: &Arn) {
        let micros = 2_000 + ctx.ids.number("dynamodb:latency", state.used, 4_000) as u32;
        let Spent { operation, half_reads, writes, returned } = self;
        let used = Use { time: ctx.now, operation, half_reads, writes, micros, returned };
        state.keep(table, used);
    }
}
