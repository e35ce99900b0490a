//! Decimal numbers as people and AWS write them.

/// Reads `70`, `-0.5`, `+7.`, `.5`, `1e3`: what [`str::parse`] reads, but for `inf` and `nan`.
/// What is too large is infinite.
///
/// The exact reader is `serde_json`'s, which saved sessions need anyway: the standard library has
/// tables of its own for it, ten kilobytes that no compression makes smaller.
pub fn parse(text: &str) -> Option<f64> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(whole) && digits(fraction)) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let power = exponent.map(|text| text.strip_prefix(['-', '+']).unwrap_or(text));
    if power.is_some_and(|power| power.is_empty() || !digits(power)) {
        return None;
    }
    // JSON wants a digit on both sides of the point, and none for show before the number.
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let json = format!("{sign}{whole}.{fraction}0e{}", exponent.unwrap_or("0"));
    let infinite = if sign.is_empty() { f64::INFINITY } else { f64::NEG_INFINITY };
    Some(serde_json::from_str(&json).unwrap_or(infinite))
}
