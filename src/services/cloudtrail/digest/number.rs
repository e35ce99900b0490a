//! Arithmetic for signatures: small primes, and numbers of many words.
//!
//! Nothing here is secret (see [`super::key`]), so nothing here takes care to run in constant time.

/// `a * b mod m`.
pub fn times(a: u32, b: u32, m: u32) -> u32 {
    (u64::from(a) * u64::from(b) % u64::from(m)) as u32
}

/// `base ^ exponent mod m`.
pub fn power(mut base: u32, mut exponent: u32, m: u32) -> u32 {
    let mut result = 1 % m;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base, m);
        }
        base = times(base, base, m);
        exponent >>= 1;
    }
    result
}

/// The number which, times `a`, is 1 mod `m`. `a` and `m` have no factor in common.
pub fn inverse(a: u32, m: u32) -> u32 {
    let (mut old, mut new) = (i64::from(m), i64::from(a % m));
    let (mut before, mut now) = (0_i64, 1_i64);
    while new > 0 {
        let quotient = old / new;
        (old, new) = (new, old - quotient * new);
        (before, now) = (now, before - quotient * now);
    }
    before.rem_euclid(i64::from(m)) as u32
}

/// Whether an odd number above 61 is prime. To these three bases no number below 2³² pretends to be
/// one: <https://oeis.org/A014233>.
pub fn is_prime(n: u32) -> bool {
    let twos = (n - 1).trailing_zeros();
    let odd = (n - 1) >> twos;
    [2, 7, 61].into_iter().all(|base| {
        let mut x = power(base, odd, n);
        let mut at_end = x == 1 || x == n - 1;
        for _ in 1..twos {
            x = times(x, x, n);
            at_end |= x == n - 1;
        }
        at_end
    })
}

/// A number of many words, the smallest first.
pub type Words = Vec<u32>;

/// A number of `len` words from bytes, the greatest first; nothing if it is too long.
pub fn from_bytes(bytes: &[u8], len: usize) -> Option<Words> {
    let mut words: Words = bytes
        .rchunks(4)
        .map(|word| word.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)))
        .collect();
    while words.len() > len && words.last() == Some(&0) {
        words.pop();
    }
    (words.len() <= len).then(|| {
        words.resize(len, 0);
        words
    })
}

/// The bytes of a number, the greatest first.
pub fn to_bytes(words: &[u32]) -> Vec<u8> {
    words.iter().rev().flat_map(|word| word.to_be_bytes()).collect()
}

/// Makes `number` `number * factor + addend`; what does not fit in is the carry.
pub fn multiply_add(number: &mut [u32], factor: u32, addend: u32) -> u32 {
    let mut carry = u64::from(addend);
    for word in number {
        carry += u64::from(*word) * u64::from(factor);
        *word = carry as u32;
        carry >>= 32;
    }
    carry as u32
}

/// A number modulo a small one.
pub fn remainder(number: &[u32], m: u32) -> u32 {
    let step = |rest: u64, word: &u32| (rest << 32 | u64::from(*word)) % u64::from(m);
    number.iter().rev().fold(0, step) as u32
}

/// An odd modulus, and what Montgomery's multiplication wants of it.
#[derive(Clone, Debug)]
pub struct Modulus {
    words: Words,
    /// The number which, times the lowest word, is -1 mod 2³².
    minus_inverse: u32,
    /// The square of 2³² to the number of words.
    square: Words,
}

impl Modulus {
    /// Of an odd number above 1.
    pub fn new(words: Words) -> Option<Modulus> {
        let lowest = *words.first()?;
        if lowest & 1 == 0 || words.iter().skip(1).all(|word| *word == 0) {
            return None;
        }
        // Each step doubles how many bits are right, of which there are three to begin with.
        let inverse = (0..4).fold(lowest, |inverse, _| {
            inverse.wrapping_mul(2_u32.wrapping_sub(lowest.wrapping_mul(inverse)))
        });
        let mut modulus =
            Modulus { minus_inverse: inverse.wrapping_neg(), square: Vec::new(), words };
        modulus.square = modulus.one_doubled(64 * modulus.words.len());
        Some(modulus)
    }

    /// 2 to some power.
    fn one_doubled(&self, times: usize) -> Words {
        let mut number = vec![0; self.words.len()];
        if let Some(lowest) = number.first_mut() {
            *lowest = 1;
        }
        for _ in 0..times {
            let carry = multiply_add(&mut number, 2, 0);
            self.reduce(&mut number, carry);
        }
        number
    }

    /// Takes the modulus off once, if it is in there.
    fn reduce(&self, number: &mut Words, carry: u32) {
        if carry == 0 && !self.is_at_most(number) {
            return;
        }
        let mut borrow = 0_i64;
        for (word, less) in number.iter_mut().zip(&self.words) {
            let difference = i64::from(*word) - i64::from(*less) + borrow;
            *word = difference as u32;
            borrow = difference >> 32;
        }
    }

    /// Whether a number of as many words is not below the modulus.
    pub fn is_at_most(&self, number: &[u32]) -> bool {
        number.iter().rev().ge(self.words.iter().rev())
    }

    /// `a * b / 2^(32 words)`, as Montgomery multiplies.
    fn multiply(&self, a: &[u32], b: &[u32]) -> Words {
        let mut sum: Words = vec![0; self.words.len()];
        let mut top = 0_u64;
        for word in b {
            let carry = add_product(&mut sum, a, *word);
            top += u64::from(carry);
            let lowest = sum.first().copied().unwrap_or(0);
            let carry = add_product(&mut sum, &self.words, lowest.wrapping_mul(self.minus_inverse));
            top += u64::from(carry);
            // The lowest word is 0 now: a division by 2³² drops it.
            sum.rotate_left(1);
            if let Some(last) = sum.last_mut() {
                *last = top as u32;
            }
            top >>= 32;
        }
        self.reduce(&mut sum, top as u32);
        sum
    }

    /// `base ^ exponent`.
    pub fn power(&self, base: &[u32], exponent: u32) -> Words {
        let base = self.multiply(base, &self.square);
        let mut one = vec![0; self.words.len()];
        if let Some(lowest) = one.first_mut() {
            *lowest = 1;
        }
        let mut result = self.multiply(&one, &self.square);
        for bit in (0..32 - exponent.leading_zeros()).rev() {
            result = self.multiply(&result, &result);
            if exponent >> bit & 1 == 1 {
                result = self.multiply(&result, &base);
            }
        }
        self.multiply(&result, &one)
    }
}

/// Adds `a * factor` to a number of as many words; the carry.
fn add_product(sum: &mut [u32], a: &[u32], factor: u32) -> u32 {
    let mut carry = 0_u64;
    for (word, a) in sum.iter_mut().zip(a) {
        carry += u64::from(*word) + u64::from(*a) * u64::from(factor);
        *word = carry as u32;
        carry >>= 32;
    }
    carry as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primes_are_told_from_what_pretends_to_be() {
        for prime in [4_294_967_291, 4_294_967_279, 65_537, 67] {
            assert!(is_prime(prime), "{prime}");
        }
        // Strong pseudoprimes to 2, to 2 and 7, and a square.
        for composite in [3_215_031_751, 2_047, 314_821, 4_294_836_225, 4_294_967_295] {
            assert!(!is_prime(composite), "{composite}");
        }
    }

    #[test]
    fn inverses_undo() {
        for (a, m) in [(65_537, 4_294_967_290), (3, 10), (1, 7), (4_294_967_279, 4_294_967_291)] {
            assert_eq!(times(a % m, inverse(a, m), m), 1, "{a} mod {m}");
        }
    }

    #[test]
    fn many_words_agree_with_few() {
        let m = 0xffff_fffb_ffff_fff1_u64;
        let modulus = Modulus::new(vec![m as u32, (m >> 32) as u32]).unwrap();
        let base = 0x1234_5678_9abc_def0_u64;
        let mut expected = 1_u128;
        for exponent in 1..40 {
            expected = expected * u128::from(base) % u128::from(m);
            let words = modulus.power(&[base as u32, (base >> 32) as u32], exponent);
            let found = u64::from(words[1]) << 32 | u64::from(words[0]);
            assert_eq!(u128::from(found), expected, "{exponent}");
        }
    }

    #[test]
    fn bytes_and_words_agree() {
        let words = from_bytes(&[0, 0, 1, 2, 3, 4, 5], 2).unwrap();
        assert_eq!(words, [0x0203_0405, 1]);
        assert_eq!(to_bytes(&words), [0, 0, 0, 1, 2, 3, 4, 5]);
        assert_eq!(from_bytes(&[1, 0, 0, 0, 0], 1), None);
        assert_eq!(remainder(&words, 1_000_003), (0x1_0203_0405_u64 % 1_000_003) as u32);
    }
}
