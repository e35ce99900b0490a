//! The network every account begins with: one VPC a Region, one subnet a zone, one security group.
//!
//! Nothing of it is stored: all of it follows from the seed, the account and the Region, and from
//! what became of it since.
//! <https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html>

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::standing::{Gateways, Standing};
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Region, Scope};

/// The addresses of a default VPC.
pub const VPC_CIDR: &str = "172.31.0.0/16";
/// Addresses of a /20 that AWS does not keep for itself.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
pub const SUBNET_ADDRESSES: u32 = 4091;

/// The prefix of zone ids, and the number of each zone in the order of its letters.
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>
/// Which zone a letter means differs by account; this order is ours.
const ZONE_IDS: [(&str, &str, &str); 17] = [
    ("us-east-1", "use1", "612453"),
    ("us-east-2", "use2", "123"),
    ("us-west-1", "usw1", "13"),
    ("us-west-2", "usw2", "1234"),
    ("ap-south-1", "aps1", "132"),
    ("ap-northeast-3", "apne3", "312"),
    ("ap-northeast-2", "apne2", "1234"),
    ("ap-southeast-1", "apse1", "123"),
    ("ap-southeast-2", "apse2", "312"),
    ("ap-northeast-1", "apne1", "412"),
    ("ca-central-1", "cac1", "124"),
    ("eu-central-1", "euc1", "231"),
    ("eu-west-1", "euw1", "123"),
    ("eu-west-2", "euw2", "231"),
    ("eu-west-3", "euw3", "123"),
    ("eu-north-1", "eun1", "123"),
    ("sa-east-1", "sae1", "123"),
];

/// A zone with the default subnet in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its place among the Region's zones.
    pub index: u8,
    /// `us-east-1a`.
    pub name: String,
    /// `use1-az6`.
    pub id: String,
    /// The default subnet.
    pub subnet: String,
    /// Whether it is there: it can be deleted, and made anew.
    pub has_subnet: bool,
}

impl Zone {
    /// The addresses of its default subnet.
    pub fn cidr(&self) -> String {
        format!("172.31.{}.0/20", u32::from(self.index) * 16)
    }
}

/// The ids of the network of one account and Region.
#[derive(Clone, Debug)]
pub struct Network {
    ids: Ids,
    scope: Scope,
    standing: Standing,
}

impl Network {
    /// The network of an account in a Region.
    pub fn new(ids: Ids, scope: Scope, standing: Standing) -> Network {
        Network { ids, scope, standing }
    }

    /// Whether there is a default VPC.
    pub fn is_there(&self) -> bool {
        !self.standing.gone
    }

    /// The default VPC, or the last one there was.
    pub fn vpc(&self) -> String {
        self.id("vpc", 0)
    }

    /// The internet gateway the default VPC began with.
    pub fn gateway(&self) -> String {
        self.id("igw", 0)
    }

    /// The internet gateways there are.
    pub fn gateways(&self) -> Gateways {
        let first = || Gateways { attached: Some(self.gateway()), loose: Vec::new() };
        self.standing.gateways.clone().unwrap_or_else(first)
    }

    /// The zones that have a default subnet.
    pub fn subnets(&self) -> impl Iterator<Item = Zone> + use<> {
        self.zones().into_iter().filter(|zone| zone.has_subnet)
    }

    /// The default security group.
    pub fn group(&self) -> String {
        self.id("sg", 0)
    }

    /// The DHCP options of the VPC.
    pub fn dhcp(&self) -> String {
        self.again("dopt", 0, 0)
    }

    /// The association of the VPC with its addresses.
    pub fn cidr_association(&self) -> String {
        self.id("vpc-cidr-assoc", 0)
    }

    /// The zones, each with its default subnet.
    pub fn zones(&self) -> Vec<Zone> {
        let region = self.scope.region;
        let (_, prefix, numbers) =
            ZONE_IDS.iter().find(|row| row.0 == region.code()).copied().unwrap_or(("", "", ""));
        let zone = |(index, (name, number)): (usize, (String, char))| Zone {
            index: index as u8,
            name,
            id: format!("{prefix}-az{number}"),
            subnet: self.subnet(index as u8),
            has_subnet: self.has_subnet(index as u8),
        };
        region.zones().zip(numbers.chars()).enumerate().map(zone).collect()
    }

    /// The zone at a place, which stands in an instance.
    pub fn zone(&self, index: u8) -> Zone {
        let zones = self.zones();
        let found = zones.into_iter().find(|zone| zone.index == index);
        found.unwrap_or_else(|| Zone {
            index,
            name: String::new(),
            id: String::new(),
            subnet: String::new(),
            has_subnet: false,
        })
    }

    fn has_subnet(&self, zone: u8) -> bool {
        let life = self.standing.subnets.get(&zone);
        self.is_there() && life.is_none_or(|life| !life.gone)
    }

    /// The default subnet of a zone, or the last one there was.
    fn subnet(&self, zone: u8) -> String {
        let made = self.standing.subnets.get(&zone).map_or(0, |life| life.made);
        self.again("subnet", u64::from(zone), made)
    }

    /// The zone the `nth` launch without a wish goes to: one of those with a default subnet.
    pub fn pick(&self, nth: u64) -> Option<u8> {
        let zones: Vec<u8> = self.subnets().map(|zone| zone.index).collect();
        let kind = format!("ec2:zone:{}", self.scope.region);
        let drawn = self.ids.number(&kind, nth, (zones.len() as u64).max(1));
        zones.get(drawn as usize).copied()
    }

    /// A free address of a zone's subnet for the `nth` interface.
    pub fn private_address(
        &self,
        zone: u8,
        nth: u64,
        taken: &BTreeSet<Ipv4Addr>,
    ) -> Option<Ipv4Addr> {
        let base = u32::from(Ipv4Addr::new(172, 31, zone.saturating_mul(16), 0));
        let kind = format!("ec2:private-ip:{}", self.scope.region);
        let first = self.ids.number(&kind, nth, u64::from(SUBNET_ADDRESSES)) as u32;
        // The first four addresses and the last are AWS's own.
        (0..SUBNET_ADDRESSES)
            .map(|step| Ipv4Addr::from(base + 4 + (first + step) % SUBNET_ADDRESSES))
            .find(|address| !taken.contains(address))
    }

    fn id(&self, kind: &str, nth: u64) -> String {
        self.again(kind, nth, self.standing.vpcs)
    }

    /// The id of what was made so many times anew.
    fn again(&self, kind: &str, nth: u64, times: u64) -> String {
        let Scope { account, region } = self.scope;
        if times > 0 {
            let of = format!("ec2:{kind}:{region}:{account}:{times}");
            return format!("{kind}-0{}", self.ids.hex(&of, nth, 16));
        }
        // What the first account has is named as it was when there was no other.
        if account == AccountId::HOME {
            return id(self.ids, kind, region, nth);
        }
        let of = format!("ec2:{kind}:{region}:{account}");
        format!("{kind}-0{}", self.ids.hex(&of, nth, 16))
    }
}

/// An id as EC2 writes them: the kind, and 17 hexadecimal digits of which the first is 0.
pub fn id(ids: Ids, kind: &str, region: Region, nth: u64) -> String {
    format!("{kind}-0{}", ids.hex(&format!("ec2:{kind}:{region}"), nth, 16))
}

/// How many public addresses there are.
const PUBLIC_ADDRESSES: u32 = 1 << 17;

/// A public address for the `nth` thing of a kind. AWS's own ranges belong to real machines, so
/// ours come from 198.18.0.0/15, which nobody is given (RFC 2544).
pub fn public_address(
    ids: Ids,
    (kind, region): (&str, Region),
    nth: u64,
    taken: &BTreeSet<Ipv4Addr>,
) -> Option<Ipv4Addr> {
    let kind = format!("ec2:{kind}:{region}");
    let first = ids.number(&kind, nth, u64::from(PUBLIC_ADDRESSES)) as u32;
    (0..PUBLIC_ADDRESSES)
        .map(|step| u32::from(Ipv4Addr::new(198, 18, 0, 0)) + (first + step) % PUBLIC_ADDRESSES)
        .map(Ipv4Addr::from)
        .find(|address| !taken.contains(address))
}

/// `ip-172-31-10-20.ec2.internal`; outside us-east-1 the Region is part of the name.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html>
pub fn private_name(region: Region, address: Ipv4Addr) -> String {
    let host = dashed(address);
    match region {
        Region::US_EAST_1 => format!("ip-{host}.ec2.internal"),
        _ => format!("ip-{host}.{region}.compute.internal"),
    }
}

/// `ec2-198-18-0-1.compute-1.amazonaws.com`.
pub fn public_name(region: Region, address: Ipv4Addr) -> String {
    let host = dashed(address);
    match region {
        Region::US_EAST_1 => format!("ec2-{host}.compute-1.amazonaws.com"),
        _ => format!("ec2-{host}.{region}.compute.amazonaws.com"),
    }
}

fn dashed(address: Ipv4Addr) -> String {
    address.to_string().replace('.', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_zone_id_for_each_zone() {
        for region in Region::all() {
            let scope = Scope { account: AccountId::HOME, region };
            let zones = Network::new(Ids::new(1), scope, Standing::default()).zones();
            assert_eq!(zones.len(), region.zones().count(), "{region}");
            let ids: BTreeSet<_> = zones.iter().map(|zone| &zone.id).collect();
            assert_eq!(ids.len(), zones.len(), "{region}");
        }
    }

    #[test]
    fn addresses_run_out_one_by_one() {
        let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
        let network = Network::new(Ids::new(1), scope, Standing::default());
        let mut taken = BTreeSet::new();
        for nth in 0..u64::from(SUBNET_ADDRESSES) {
            let address = network.private_address(2, nth, &taken).unwrap();
            assert!(taken.insert(address));
        }
        assert_eq!(taken.first(), Some(&Ipv4Addr::new(172, 31, 32, 4)));
        assert_eq!(taken.last(), Some(&Ipv4Addr::new(172, 31, 47, 254)));
        assert_eq!(network.private_address(2, 9, &taken), None);
    }
}
