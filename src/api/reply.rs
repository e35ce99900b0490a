//! What an operation gives back, as JSON.

use serde_json::Value;

use super::Shape;

/// An output with members. A function of its own for each: an arm that is not taken can then be
/// loaded later than its neighbours.
#[inline(never)]
pub fn json<T: Shape>(output: T) -> Value {
    output.write()
}

/// No output.
pub fn none((): ()) -> Value {
    Value::Null
}
