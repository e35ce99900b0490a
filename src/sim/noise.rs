//! Seeded noise: numbers that look random and are the same on every machine.

/// Mixes the bits of `x` (the finaliser of splitmix64).
pub fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A number in `[0, 1)` for one (stream, position), evenly spread and exact in `f64`.
pub fn unit(stream: u64, position: i64) -> f64 {
    (mix(stream ^ mix(position as u64)) >> 11) as f64 / (1u64 << 53) as f64
}

/// A number in `[-1, 1)` that gathers about zero: the mean of two even ones.
pub fn bump(stream: u64, position: i64) -> f64 {
    unit(stream, position) + unit(mix(stream), position) - 1.0
}
