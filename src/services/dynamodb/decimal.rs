//! Numbers as DynamoDB keeps them: up to 38 digits, exact.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number>

use std::cmp::Ordering;
use std::fmt;

/// The most significant digits.
const DIGITS: usize = 38;
/// The greatest and the least power of ten that the first digit may stand for.
const POWERS: (i32, i32) = (-130, 125);

/// A decimal number: `digits` times ten to the power of `exponent`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    /// Without zeros at either end; none for zero.
    digits: Vec<u8>,
    exponent: i32,
}

impl Number {
    /// Zero.
    pub fn zero() -> Number {
        Number { negative: false, digits: Vec::new(), exponent: 0 }
    }

    /// A count.
    pub fn of(count: usize) -> Number {
        let digits = count.to_string().bytes().map(|byte| byte - b'0').collect();
        Number::new(false, digits, 0).unwrap_or_else(|_| Number::zero())
    }

    /// Reads a number.
    ///
    /// # Errors
    /// In the words of AWS: it is none, or too large, too small, too long.
    pub fn parse(text: &str) -> Result<Number, String> {
        if text.is_empty() {
            return Err("The parameter cannot be converted to a numeric value".to_owned());
        }
        let read = read(text);
        let none = || format!("The parameter cannot be converted to a numeric value: {text}");
        let (negative, digits, exponent) = read.ok_or_else(none)?;
        Number::new(negative, digits, exponent)
    }

    fn new(negative: bool, mut digits: Vec<u8>, mut exponent: i32) -> Result<Number, String> {
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        if digits.is_empty() {
            return Ok(Number::zero());
        }
        let number = Number { negative, digits, exponent };
        let (least, most) = POWERS;
        let wrong = if number.power() > most {
            "Number overflow. Attempting to store a number with magnitude larger than supported \
             range"
        } else if number.power() < least {
            "Number underflow. Attempting to store a number with magnitude smaller than supported \
             range"
        } else if number.digits.len() > DIGITS {
            "Attempting to store more than 38 significant digits in a Number"
        } else {
            return Ok(number);
        };
        Err(wrong.to_owned())
    }

    /// The power of ten of the first digit.
    fn power(&self) -> i32 {
        self.exponent.saturating_add(self.digits.len() as i32 - 1)
    }

    /// About how many bytes it takes.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>
    pub fn size(&self) -> usize {
        self.digits.len().div_ceil(2) + 1
    }

    /// The sum.
    ///
    /// # Errors
    /// If it is too large, or has too many digits.
    pub fn plus(&self, other: &Number) -> Result<Number, String> {
        let exponent = self.exponent.min(other.exponent);
        let (one, two) = (self.aligned(exponent), other.aligned(exponent));
        if self.negative == other.negative {
            return Number::new(self.negative, sum(&one, &two), exponent);
        }
        let (greater, less, negative) = match magnitude(&one, &two) {
            Ordering::Less => (two, one, other.negative),
            _ => (one, two, self.negative),
        };
        Number::new(negative, difference(&greater, &less), exponent)
    }

    /// The difference.
    ///
    /// # Errors
    /// If it is too large, or has too many digits.
    pub fn minus(&self, other: &Number) -> Result<Number, String> {
        self.plus(&Number { negative: !other.negative, ..other.clone() })
    }

    /// The digits down to a power of ten.
    fn aligned(&self, exponent: i32) -> Vec<u8> {
        let zeros = self.exponent.saturating_sub(exponent).max(0) as usize;
        let mut digits = self.digits.clone();
        if !digits.is_empty() {
            digits.resize(digits.len() + zeros, 0);
        }
        digits
    }
}

/// Sign, digits and exponent of a text.
fn read(text: &str) -> Option<(bool, Vec<u8>, i32)> {
    let negative = text.starts_with('-');
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, power) = match body.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (body, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = || whole.bytes().chain(fraction.bytes());
    if all().next().is_none() || !all().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = all().map(|byte| byte - b'0').collect();
    Some((negative, digits, power.saturating_sub(fraction.len() as i32)))
}

/// Compares digits that end in the same power of ten.
fn magnitude(one: &[u8], two: &[u8]) -> Ordering {
    one.len().cmp(&two.len()).then_with(|| one.cmp(two))
}

fn sum(one: &[u8], two: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let mut digits = Vec::new();
    let (mut one, mut two) = (one.iter().rev(), two.iter().rev());
    loop {
        let (left, right) = (one.next(), two.next());
        if left.is_none() && right.is_none() && carry == 0 {
            digits.reverse();
            return digits;
        }
        let digit = left.unwrap_or(&0) + right.unwrap_or(&0) + carry;
        digits.push(digit % 10);
        carry = digit / 10;
    }
}

fn difference(greater: &[u8], less: &[u8]) -> Vec<u8> {
    let mut borrowed = 0;
    let mut digits = Vec::new();
    let mut less = less.iter().rev();
    for digit in greater.iter().rev() {
        let taken = less.next().unwrap_or(&0) + borrowed;
        borrowed = u8::from(*digit < taken);
        digits.push(digit + 10 * borrowed - taken);
    }
    digits.reverse();
    digits
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let sign = |number: &Number| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        // Digits without zeros at their end compare like fractions.
        let size = || self.power().cmp(&other.power()).then_with(|| self.digits.cmp(&other.digits));
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => size(),
            _ => size().reverse(),
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits.is_empty() {
            return f.write_str("0");
        }
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let sign = if self.negative { "-" } else { "" };
        let zeros = |count: i32| "0".repeat(count.max(0) as usize);
        let point = self.power() + 1;
        if self.exponent >= 0 {
            write!(f, "{sign}{digits}{}", zeros(self.exponent))
        } else if point <= 0 {
            write!(f, "{sign}0.{}{digits}", zeros(-point))
        } else {
            let (whole, fraction) = digits.split_at(point as usize);
            write!(f, "{sign}{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_written_plainly() {
        let cases = [
            ("0", "0"),
            ("-0.00", "0"),
            ("007", "7"),
            ("1.50", "1.5"),
            ("-0.05", "-0.05"),
            ("1e3", "1000"),
            ("12.5E-3", "0.0125"),
            ("+3.14", "3.14"),
        ];
        for (given, written) in cases {
            assert_eq!(number(given).to_string(), written);
        }
    }

    #[test]
    fn what_is_no_number_or_does_not_fit_is_refused() {
        let cases = [
            ("", "The parameter cannot be converted to a numeric value"),
            ("b", "The parameter cannot be converted to a numeric value: b"),
            ("1e126", "Number overflow."),
            ("1e-131", "Number underflow."),
            (
                "123456789012345678901234567890123456789",
                "Attempting to store more than 38 significant digits",
            ),
        ];
        for (given, why) in cases {
            let error = Number::parse(given).unwrap_err();
            assert!(error.starts_with(why), "{given}: {error}");
        }
        assert_eq!(number("1e125").to_string().len(), 126);
    }

    #[test]
    fn sums_and_differences_are_exact() {
        let cases = [
            ("0.1", "0.2", "0.3", "-0.1"),
            ("99", "1", "100", "98"),
            ("-5", "5", "0", "-10"),
            ("1e20", "1", "100000000000000000001", "99999999999999999999"),
            ("0", "7", "7", "-7"),
        ];
        for (one, two, sum, difference) in cases {
            let (one, two) = (number(one), number(two));
            assert_eq!(one.plus(&two).unwrap().to_string(), sum);
            assert_eq!(one.minus(&two).unwrap().to_string(), difference);
        }
        assert!(number("1e40").plus(&number("1")).is_err());
    }

    #[test]
    fn they_stand_in_their_order() {
        let texts = ["-100", "-20", "-3", "0", "0.5", "3", "20", "100"];
        let mut numbers: Vec<Number> = texts.iter().rev().map(|text| number(text)).collect();
        numbers.sort();
        let written: Vec<String> = numbers.iter().map(Number::to_string).collect();
        assert_eq!(written, texts);
    }
}
