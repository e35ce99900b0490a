//! Functions of values.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html>

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::value::Value;
use crate::access::operator::in_range;
use crate::sim::time::{Span, Time};

/// Declares the functions: how each is written, and how few and how many arguments it takes.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident = $word:literal ($least:literal, $most:literal);)*) => {
        /// A function.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Function { $($(#[$doc])* $name,)* }

        impl Function {
            /// The function of a name, whatever its case, and how many arguments it takes.
            pub fn named(word: &str) -> Option<(Function, std::ops::RangeInclusive<usize>)> {
                match word.to_ascii_lowercase().as_str() {
                    $($word => Some((Function::$name, $least..=$most)),)*
                    _ => None,
                }
            }
        }
    };
}

functions! {
    /// Without its sign.
    Abs = "abs" (1, 1);
    /// The next whole number.
    Ceil = "ceil" (1, 1);
    /// The whole number before.
    Floor = "floor" (1, 1);
    /// The largest.
    Greatest = "greatest" (1, 50);
    /// The smallest.
    Least = "least" (1, 50);
    /// The natural logarithm.
    Log = "log" (1, 1);
    /// The square root.
    Sqrt = "sqrt" (1, 1);
    /// An instant, down to a multiple of a stretch.
    DateFloor = "datefloor" (2, 2);
    /// An instant, up to a multiple of a stretch.
    DateCeil = "dateceil" (2, 2);
    /// Milliseconds since 1970 as an instant.
    FromMillis = "frommillis" (1, 1);
    /// An instant as milliseconds since 1970.
    ToMillis = "tomillis" (1, 1);
    /// When the query runs, in seconds since 1970.
    Now = "now" (0, 0);
    /// Whether the field is there.
    IsPresent = "ispresent" (1, 1);
    /// The first that is there.
    Coalesce = "coalesce" (1, 50);
    /// Whether it is missing or empty.
    IsEmpty = "isempty" (1, 1);
    /// Whether it is missing, empty or white space.
    IsBlank = "isblank" (1, 1);
    /// Texts one behind the other.
    Concat = "concat" (1, 50);
    /// Without white space, or given characters, at the left.
    LTrim = "ltrim" (1, 2);
    /// The same at the right.
    RTrim = "rtrim" (1, 2);
    /// The same at both ends.
    Trim = "trim" (1, 2);
    /// How many characters it has.
    StrLen = "strlen" (1, 1);
    /// In capitals.
    ToUpper = "toupper" (1, 1);
    /// In small letters.
    ToLower = "tolower" (1, 1);
    /// From a character on, so many.
    Substr = "substr" (2, 3);
    /// Each of one text turned into another.
    Replace = "replace" (3, 3);
    /// Whether it has another text in it.
    StrContains = "strcontains" (2, 2);
    /// Whether it is an address of either kind.
    IsValidIp = "isvalidip" (1, 1);
    /// Whether it is an address of version 4.
    IsValidIpV4 = "isvalidipv4" (1, 1);
    /// Whether it is an address of version 6.
    IsValidIpV6 = "isvalidipv6" (1, 1);
    /// Whether an address is in a network.
    IsIpInSubnet = "isipinsubnet" (2, 2);
    /// The same for version 4.
    IsIpv4InSubnet = "isipv4insubnet" (2, 2);
    /// The same for version 6.
    IsIpv6InSubnet = "isipv6insubnet" (2, 2);
}

/// The value of a function.
pub fn call(function: Function, given: &[Value], now: Time) -> Value {
    use Function::*;
    let first = given.first().unwrap_or(&Value::Missing);
    let second = given.get(1).unwrap_or(&Value::Missing);
    let number = |compute: fn(f64) -> f64| {
        let value = first.number().map(compute).filter(|value| value.is_finite());
        value.map_or(Value::Missing, Value::Number)
    };
    match function {
        Abs => number(f64::abs),
        Ceil => number(f64::ceil),
        Floor => number(f64::floor),
        Log => number(libm::log),
        Sqrt => number(f64::sqrt),
        Greatest => extreme(given, f64::max),
        Least => extreme(given, f64::min),
        DateFloor | DateCeil => rounded(function, first, second),
        FromMillis => instant(first).map_or(Value::Missing, Value::Instant),
        ToMillis => first.number().map_or(Value::Missing, Value::Number),
        Now => Value::Number((now.as_millis() / 1000) as f64),
        IsPresent => Value::from(*first != Value::Missing),
        Coalesce => {
            given.iter().find(|it| **it != Value::Missing).cloned().unwrap_or(Value::Missing)
        }
        IsEmpty => Value::from(first.shown().is_none_or(|text| text.is_empty())),
        IsBlank => Value::from(first.shown().is_none_or(|text| text.trim().is_empty())),
        Concat => Value::Text(given.iter().filter_map(Value::shown).collect()),
        IsValidIp => Value::from(address::<IpAddr>(first).is_some()),
        IsValidIpV4 => Value::from(address::<Ipv4Addr>(first).is_some()),
        IsValidIpV6 => Value::from(address::<Ipv6Addr>(first).is_some()),
        IsIpInSubnet => Value::from(in_subnet(first, second, |_| true)),
        IsIpv4InSubnet => Value::from(in_subnet(first, second, |ip| ip.is_ipv4())),
        IsIpv6InSubnet => Value::from(in_subnet(first, second, |ip| ip.is_ipv6())),
        _ => text(function, given).unwrap_or(Value::Missing),
    }
}

/// Functions of texts; nothing where a text is missing.
fn text(function: Function, given: &[Value]) -> Option<Value> {
    use Function::*;
    let shown = |at: usize| given.get(at).and_then(Value::shown);
    let text = shown(0)?;
    let whole =
        |at: usize| given.get(at).and_then(Value::number).map(|value| value.max(0.0) as usize);
    // What is cut off an end: white space, or a text as often as it stands there.
    let cut = match given.len() {
        2 => Some(shown(1)?),
        _ => None,
    };
    let left = |text: &str| match &cut {
        Some(cut) => trimmed(text, |text| text.strip_prefix(cut.as_str()), cut),
        None => text.trim_start().to_owned(),
    };
    let right = |text: &str| match &cut {
        Some(cut) => trimmed(text, |text| text.strip_suffix(cut.as_str()), cut),
        None => text.trim_end().to_owned(),
    };
    Some(match function {
        LTrim => Value::Text(left(&text)),
        RTrim => Value::Text(right(&text)),
        Trim => Value::Text(left(&right(&text))),
        StrLen => Value::Number(text.chars().count() as f64),
        ToUpper => Value::Text(text.to_uppercase()),
        ToLower => Value::Text(text.to_lowercase()),
        Substr => {
            let (from, length) = (whole(1)?, whole(2).unwrap_or(usize::MAX));
            Value::Text(text.chars().skip(from).take(length).collect())
        }
        Replace => Value::Text(text.replace(&shown(1)?, &shown(2)?)),
        StrContains => Value::from(text.contains(&shown(1)?)),
        _ => return None,
    })
}

fn trimmed<'a>(text: &'a str, strip: impl Fn(&'a str) -> Option<&'a str>, cut: &str) -> String {
    let mut text = text;
    while let Some(rest) = strip(text).filter(|_| !cut.is_empty()) {
        text = rest;
    }
    text.to_owned()
}

fn extreme(given: &[Value], choose: fn(f64, f64) -> f64) -> Value {
    given.iter().filter_map(Value::number).reduce(choose).map_or(Value::Missing, Value::Number)
}

fn instant(value: &Value) -> Option<Time> {
    match value {
        Value::Instant(at) => Some(*at),
        // A text such as bin gives back is read as the instant it shows.
        Value::Text(text) if text.contains('-') => Time::parse(text),
        other => other.number().map(|millis| Time::from_millis(millis as i64)),
    }
}

/// An instant, down to a multiple of a stretch of time.
pub fn bin(at: &Value, millis: i64) -> Value {
    instant(at).map_or(Value::Missing, |at| Value::Instant(at.floor(Span::millis(millis))))
}

fn rounded(function: Function, at: &Value, period: &Value) -> Value {
    let Some(millis) = period.number().map(|millis| millis as i64).filter(|millis| *millis > 0)
    else {
        return Value::Missing;
    };
    match (bin(at, millis), instant(at)) {
        (Value::Instant(floor), Some(at)) if function == Function::DateCeil && floor != at => {
            Value::Instant(floor + Span::millis(millis))
        }
        (floor, _) => floor,
    }
}

fn address<T: std::str::FromStr>(value: &Value) -> Option<T> {
    value.shown()?.parse().ok()
}

/// Whether an address is in a network, which has a length behind it.
fn in_subnet(ip: &Value, network: &Value, kind: impl Fn(&IpAddr) -> bool) -> bool {
    let found = || {
        let (ip, network) = (ip.shown()?, network.shown()?);
        let fits = ip.parse().is_ok_and(|ip: IpAddr| kind(&ip));
        Some(fits && network.contains('/') && in_range(&network, &ip))
    };
    found().unwrap_or(false)
}
