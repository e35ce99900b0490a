//! Doubles as JSON: numbers, and those that JSON has no word for.
//!
//! NaN and the infinities can be typed and reach a service, which says what it makes of them. In
//! the JSON of a request each is a structure of one member that no request of AWS has.

use serde_json::{Number, Value, json};

const MARK: &str = "$double";

/// A double as JSON.
pub fn value(number: f64) -> Value {
    match Number::from_f64(number) {
        Some(number) => Value::Number(number),
        None => json!({ MARK: word(number) }),
    }
}

/// The double that a value is.
pub fn read(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| no_number(value))
}

/// A double that is no number, if the value is one.
pub fn no_number(value: &Value) -> Option<f64> {
    match value.get(MARK)?.as_str()? {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// What services call a double that is no number.
pub fn word(number: f64) -> &'static str {
    match number {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_reads_back() {
        for (number, json) in [
            (1.5, "1.5"),
            (f64::NAN, r#"{"$double":"NaN"}"#),
            (f64::INFINITY, r#"{"$double":"Infinity"}"#),
            (f64::NEG_INFINITY, r#"{"$double":"-Infinity"}"#),
        ] {
            let written = value(number);
            assert_eq!(written.to_string(), json);
            assert_eq!(read(&written).map(f64::to_bits), Some(number.to_bits()));
        }
        assert_eq!(read(&json!("NaN")), None);
        assert_eq!(no_number(&json!(1.5)), None);
    }
}
