//! Blocks of IP addresses.

use std::net::IpAddr;

/// A block of addresses in CIDR notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    base: IpAddr,
    bits: u32,
}

impl Block {
    /// Reads one.
    ///
    /// # Errors
    /// The rule engine's words.
    pub fn parse(text: &str) -> Result<Block, String> {
        let parts: Vec<&str> = text.split('/').collect();
        let [address, bits] = parts.as_slice() else {
            return Err("Malformed CIDR, one '/' required".to_owned());
        };
        let bits: i32 =
            bits.parse().map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
        let bits = u32::try_from(bits)
            .map_err(|_| "Malformed CIDR, mask bits must not be negative".to_owned())?;
        let base: IpAddr =
            address.parse().map_err(|_| format!("Nonstandard IP address: {address}"))?;
        match base {
            IpAddr::V4(_) if bits > 31 => Err("IPv4 mask bits must be < 32".to_owned()),
            IpAddr::V6(_) if bits > 127 => Err("IPv6 mask bits must be < 128".to_owned()),
            _ => Ok(Block { base, bits }),
        }
    }

    /// Whether a text is an address of it.
    pub fn has(self, text: &str) -> bool {
        let same = |one: u128, other: u128, width: u32| {
            let free = width - self.bits;
            one.checked_shr(free).unwrap_or(0) == other.checked_shr(free).unwrap_or(0)
        };
        match (self.base, text.parse::<IpAddr>()) {
            (IpAddr::V4(base), Ok(IpAddr::V4(other))) => {
                same(u128::from(base.to_bits()), u128::from(other.to_bits()), 32)
            }
            (IpAddr::V6(base), Ok(IpAddr::V6(other))) => same(base.to_bits(), other.to_bits(), 128),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_each_bound() {
        for (block, text, has) in [
            ("10.0.0.0/24", "10.0.0.0", true),
            ("10.0.0.0/24", "10.0.0.255", true),
            ("10.0.0.0/24", "10.0.1.0", false),
            ("10.0.0.7/24", "10.0.0.1", true),
            ("0.0.0.0/0", "255.1.2.3", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::", false),
            ("::/0", "2001:db9::", true),
            ("10.0.0.0/24", "somewhere", false),
        ] {
            assert_eq!(Block::parse(block).unwrap().has(text), has, "{block} {text}");
        }
        for (text, fault) in [
            ("10.0.0.0/32", "IPv4 mask bits must be < 32"),
            ("::/128", "IPv6 mask bits must be < 128"),
            ("10.0.0.0/-1", "Malformed CIDR, mask bits must not be negative"),
        ] {
            assert_eq!(Block::parse(text), Err(fault.to_owned()));
        }
    }
}
