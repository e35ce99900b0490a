//! A floating-point number that can be stored in the world.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// A finite `f64` kept in state: equal and hashed by its bits, so that it can enter a digest.
/// Minus zero is kept as zero.
#[derive(Clone, Copy, Debug, Default, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Real(f64);

impl Real {
    /// Wraps a number.
    pub fn new(value: f64) -> Real {
        Real(if value == 0.0 { 0.0 } else { value })
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Real {
    fn eq(&self, other: &Real) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Real {}

impl Hash for Real {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.to_bits());
    }
}

/// Writes a number as Java's `Double.toString` does, which is what AWS prints in state reasons
/// and mails: always a decimal point (`70.0`), and an exponent from 10^7 up and below 10^-3.
pub fn java_double(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        return format!("{value:?}");
    }
    let text = format!("{value:E}");
    match text.split_once('E') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_print_as_java_prints_them() {
        let cases = [
            (70.0, "70.0"),
            (0.0, "0.0"),
            (99.50160229693434, "99.50160229693434"),
            (0.0666851903306472, "0.0666851903306472"),
            (45628.0, "45628.0"),
            (1e7, "1.0E7"),
            (12345678.5, "1.23456785E7"),
            (0.0005, "5.0E-4"),
            (-3.5, "-3.5"),
        ];
        for (value, text) in cases {
            assert_eq!(java_double(value), text);
        }
    }
}
