//! What was added to the network an account begins with: further ranges of its VPC, ranges of IPv6
//! addresses, and what a subnet gives at a launch.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>

use std::collections::BTreeSet;
use std::fmt;
use std::net::Ipv6Addr;

use super::groups::Subnet;
use super::lifecycle::InstanceState;
use super::state::{Instance, State};
use crate::sim::id::Ids;
use crate::sim::scope::{Region, Scope};

/// How long the prefix of a block is that Amazon provides.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html>
const BLOCK_BITS: u8 = 56;
/// Amazon's own addresses belong to real machines, so ours come from 2001:db8::/32, which is there
/// for examples (RFC 3849).
const BASE: u128 = 0x2001_0db8 << 96;
/// The addresses at the beginning of each subnet that AWS keeps for itself, and the last.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
const KEPT: u128 = 4;

/// A range of IPv6 addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ipv6Block {
    first: u128,
    bits: u8,
}

/// A range with the id under which a VPC or a subnet has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Association<R> {
    /// `vpc-cidr-assoc-…` or `subnet-cidr-assoc-…`.
    pub id: String,
    /// The range.
    pub range: R,
}

/// The ranges a VPC was given beside the one it began with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct VpcRanges {
    /// Further ranges of IPv4 addresses, as they were given.
    pub v4: Vec<Association<String>>,
    /// The block that Amazon provided.
    pub v6: Option<Association<Ipv6Block>>,
}

/// What was changed of a subnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SubnetRanges {
    /// Its range of IPv6 addresses.
    pub v6: Option<Association<Ipv6Block>>,
    /// Whether a launch gives an IPv6 address without being asked.
    pub assigns_v6: bool,
    /// Whether a launch gives a public address, where somebody said so.
    pub maps_public: Option<bool>,
}

impl Ipv6Block {
    /// A range whose host bits are clear.
    pub fn parse(text: &str) -> Option<Ipv6Block> {
        let (address, bits) = text.split_once('/')?;
        let first = u128::from(address.parse::<Ipv6Addr>().ok()?);
        let bits = bits.parse().ok().filter(|bits| (1..=128).contains(bits))?;
        let block = Ipv6Block { first, bits };
        (first & block.hosts() == 0).then_some(block)
    }

    /// The `nth` block that Amazon provides in a Region.
    pub fn provided(ids: Ids, region: Region, nth: u64) -> Ipv6Block {
        let drawn = ids.number(&format!("ec2:ipv6-block:{region}"), nth, 1 << 24);
        Ipv6Block { first: BASE | u128::from(drawn) << (128 - BLOCK_BITS), bits: BLOCK_BITS }
    }

    /// How long its prefix is.
    pub fn bits(self) -> u8 {
        self.bits
    }

    fn hosts(self) -> u128 {
        u128::MAX.checked_shr(u32::from(self.bits)).unwrap_or(0)
    }

    /// The first range of 2^64 addresses in it that overlaps none of these.
    pub fn free_subnet(self, taken: &[Ipv6Block]) -> Option<Ipv6Block> {
        let count = 1u128 << (64 - self.bits.min(64));
        let nth = |nth: u128| Ipv6Block { first: self.first | nth << 64, bits: 64 };
        let mut all = (0..count).map(nth);
        all.find(|range| taken.iter().all(|other| !other.overlaps(*range)))
    }

    /// Whether it holds all of another.
    pub fn holds(self, other: Ipv6Block) -> bool {
        self.bits <= other.bits && other.first & !self.hosts() == self.first
    }

    /// Whether they have addresses in common.
    pub fn overlaps(self, other: Ipv6Block) -> bool {
        self.holds(other) || other.holds(self)
    }

    /// Whether an interface may have this address: it is in the range and not AWS's own.
    pub fn offers(self, address: Ipv6Addr) -> bool {
        let host = u128::from(address) & self.hosts();
        let inside = u128::from(address) & !self.hosts() == self.first;
        inside && host >= KEPT && host < self.hosts()
    }

    /// A free address for the `nth` interface.
    pub fn address(self, ids: Ids, nth: u64, taken: &BTreeSet<Ipv6Addr>) -> Ipv6Addr {
        let drawn = u128::from(ids.number(&format!("ec2:ipv6:{self}"), nth, u64::MAX));
        let at = |step: u128| Ipv6Addr::from(self.first | (drawn + step) & self.hosts());
        let free = |address: &Ipv6Addr| self.offers(*address) && !taken.contains(address);
        // No subnet here is smaller than 2^64 addresses, so some of so many is free.
        let tries = taken.len() as u128 + KEPT + 2;
        (0..tries).map(at).find(free).unwrap_or_else(|| at(0))
    }
}

impl fmt::Display for Ipv6Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv6Addr::from(self.first), self.bits)
    }
}

impl State {
    /// The subnets that were made in a place, oldest first.
    pub fn subnets(&self, scope: Scope) -> Vec<&Subnet> {
        let mut made: Vec<&Subnet> =
            self.subnets.values().filter(|subnet| subnet.scope == scope).collect();
        made.sort_by_key(|subnet| subnet.number);
        made
    }

    /// What a VPC was given beside its first range.
    pub fn vpc_ranges(&self, scope: Scope) -> VpcRanges {
        self.vpc_ranges.get(&scope).cloned().unwrap_or_default()
    }

    /// What was changed of a subnet.
    pub fn subnet_ranges(&self, scope: Scope, subnet: &str) -> SubnetRanges {
        self.subnet_ranges.get(&(scope, subnet.to_owned())).cloned().unwrap_or_default()
    }

    /// The subnet that has a range of IPv6 addresses under this id.
    pub(super) fn subnet_with(&self, scope: Scope, association: &str) -> Option<String> {
        let mut here = self.subnet_ranges.iter().filter(|((of, _), _)| *of == scope);
        let has = |own: &SubnetRanges| own.v6.as_ref().is_some_and(|v6| v6.id == association);
        here.find(|(_, own)| has(own)).map(|((_, subnet), _)| subnet.clone())
    }

    /// The IPv6 addresses in use in one subnet.
    pub(super) fn ipv6_addresses(&self, scope: Scope, subnet: &str) -> BTreeSet<Ipv6Addr> {
        let uses = |i: &&Instance| {
            i.scope == scope && i.state != InstanceState::Terminated && self.subnet_of(i) == subnet
        };
        let inside = self.instances.values().filter(uses);
        inside.flat_map(|instance| instance.interface.v6.iter().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Ipv6Block {
        Ipv6Block::parse(text).unwrap()
    }

    #[test]
    fn a_range_is_an_address_with_clear_host_bits() {
        let cases = [
            ("2001:db8:77:60::/64", true),
            ("2001:db8:77:60::1/64", false),
            ("2001:db8:77:60::/56", false),
            ("2001:db8:77:0::/56", true),
            ("2001:db8::/0", false),
            ("2001:db8::/129", false),
            ("10.0.0.0/16", false),
            ("", false),
        ];
        for (text, fits) in cases {
            assert_eq!(Ipv6Block::parse(text).is_some(), fits, "{text}");
        }
        assert_eq!(block("2001:0db8:0077:0000::/56").to_string(), "2001:db8:77::/56");
    }

    #[test]
    fn ranges_lie_in_one_another() {
        let whole = block("2001:db8:77::/56");
        let (inside, last) = (block("2001:db8:77:60::/64"), block("2001:db8:77:ff::/64"));
        assert!(whole.holds(inside) && whole.holds(last) && !inside.holds(whole));
        assert!(!whole.holds(block("2001:db8:77:100::/64")));
        assert!(inside.overlaps(whole) && !inside.overlaps(last));
    }

    #[test]
    fn the_first_four_addresses_and_the_last_are_aws_s() {
        let range = block("2001:db8:77:60::/64");
        let cases = [
            ("2001:db8:77:60::3", false),
            ("2001:db8:77:60::4", true),
            ("2001:db8:77:60:ffff:ffff:ffff:fffe", true),
            ("2001:db8:77:60:ffff:ffff:ffff:ffff", false),
            ("2001:db8:77:61::4", false),
        ];
        for (address, offered) in cases {
            assert_eq!(range.offers(address.parse().unwrap()), offered, "{address}");
        }
        let mut taken = BTreeSet::new();
        for _ in 0..50 {
            let address = range.address(Ids::new(1), 7, &taken);
            assert!(range.offers(address) && taken.insert(address));
        }
    }
}
