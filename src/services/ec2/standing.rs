//! What became of the network an account begins with: default VPCs, default subnets and internet
//! gateways that were deleted, and those that were made in their place.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/work-with-default-vpc.html>

use std::collections::BTreeMap;

/// The network of an account and Region as it stands; at the beginning nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing {
    /// How many default VPCs were made after the first one.
    pub vpcs: u64,
    /// Whether the last of them is deleted.
    pub gone: bool,
    /// The default subnets of zones, by the place of the zone, where one was deleted.
    pub subnets: BTreeMap<u8, Life>,
    /// Internet gateways, once one was detached.
    pub gateways: Option<Gateways>,
}

/// A default subnet that was deleted, and may be there again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Life {
    /// How many were made after the first one.
    pub made: u64,
    /// Whether the last of them is deleted.
    pub gone: bool,
}

/// The internet gateways of an account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Gateways {
    /// The one of the default VPC.
    pub attached: Option<String>,
    /// Those of no VPC.
    pub loose: Vec<String>,
}

impl Standing {
    /// The default VPC is deleted; its subnets were deleted before.
    pub fn end_vpc(&mut self) {
        self.gone = true;
    }

    /// The default subnet of a zone is deleted.
    pub fn end_subnet(&mut self, zone: u8) {
        let life = self.subnets.entry(zone).or_insert(Life { made: 0, gone: true });
        life.gone = true;
    }

    /// A default VPC is made anew, with a default subnet in each zone.
    pub fn begin_vpc(&mut self) {
        self.gone = false;
        self.vpcs += 1;
        let zones: Vec<u8> = self.subnets.keys().copied().collect();
        zones.into_iter().for_each(|zone| self.begin_subnet(zone));
    }

    /// A default subnet is made anew.
    pub fn begin_subnet(&mut self, zone: u8) {
        if let Some(life) = self.subnets.get_mut(&zone) {
            life.gone = false;
            life.made += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deleted_can_be_made_again() {
        let mut standing = Standing::default();
        standing.end_subnet(1);
        standing.end_subnet(0);
        standing.begin_subnet(1);
        assert_eq!(standing.subnets[&1], Life { made: 1, gone: false });
        standing.end_subnet(1);
        standing.end_vpc();
        assert!(standing.gone && standing.subnets.values().all(|life| life.gone));
        standing.begin_vpc();
        assert_eq!((standing.vpcs, standing.gone), (1, false));
        assert_eq!(standing.subnets[&0], Life { made: 1, gone: false });
        assert_eq!(standing.subnets[&1], Life { made: 2, gone: false });
    }
}
