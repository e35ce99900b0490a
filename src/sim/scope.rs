//! Where things live: accounts, Regions, and ARNs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An AWS account number: 12 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(u64);

impl AccountId {
    /// The account every world begins with.
    pub const HOME: AccountId = AccountId(123_456_789_012);

    /// The account with this number, of which 12 digits count.
    pub fn new(number: u64) -> AccountId {
        AccountId(number % 1_000_000_000_000)
    }

    /// Its number.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Reads 12 digits.
    pub fn parse(text: &str) -> Option<AccountId> {
        let digits = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().map(AccountId).ok())?
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

/// A Region that is enabled by default in every account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(u8);

/// Code, the name alarm mails and the console use, and the letters of its zones.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
const REGIONS: [(&str, &str, &str); 17] = [
    ("us-east-1", "US East (N. Virginia)", "abcdef"),
    ("us-east-2", "US East (Ohio)", "abc"),
    ("us-west-1", "US West (N. California)", "ac"),
    ("us-west-2", "US West (Oregon)", "abcd"),
    ("ap-south-1", "Asia Pacific (Mumbai)", "abc"),
    ("ap-northeast-3", "Asia Pacific (Osaka)", "abc"),
    ("ap-northeast-2", "Asia Pacific (Seoul)", "abcd"),
    ("ap-southeast-1", "Asia Pacific (Singapore)", "abc"),
    ("ap-southeast-2", "Asia Pacific (Sydney)", "abc"),
    ("ap-northeast-1", "Asia Pacific (Tokyo)", "acd"),
    ("ca-central-1", "Canada (Central)", "abd"),
    ("eu-central-1", "Europe (Frankfurt)", "abc"),
    ("eu-west-1", "Europe (Ireland)", "abc"),
    ("eu-west-2", "Europe (London)", "abc"),
    ("eu-west-3", "Europe (Paris)", "abc"),
    ("eu-north-1", "Europe (Stockholm)", "abc"),
    ("sa-east-1", "South America (São Paulo)", "abc"),
];

impl Region {
    /// us-east-1, where a world begins and where global services keep their records.
    pub const US_EAST_1: Region = Region(0);

    /// Every Region there is.
    pub fn all() -> impl Iterator<Item = Region> {
        (0..REGIONS.len() as u8).map(Region)
    }

    /// `us-east-1`.
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// `US East (N. Virginia)`.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// `us-east-1a`, `us-east-1b`, …
    pub fn zones(self) -> impl Iterator<Item = String> {
        self.row().2.chars().map(move |letter| format!("{}{letter}", self.code()))
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        REGIONS.get(usize::from(self.0)).copied().unwrap_or(("", "", ""))
    }
}

impl FromStr for Region {
    type Err = String;

    fn from_str(code: &str) -> Result<Region, String> {
        Region::all()
            .find(|region| region.code() == code)
            .ok_or_else(|| format!("`{code}` is not one of the simulated Regions"))
    }
}

impl TryFrom<String> for Region {
    type Error = String;

    fn try_from(code: String) -> Result<Region, String> {
        code.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.code().to_owned()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One Region of one account: where a call goes and where a Regional resource lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
}

impl Scope {
    /// The ARN of a Regional resource here: `arn:aws:SERVICE:REGION:ACCOUNT:REST`.
    pub fn arn(&self, service: &str, rest: &str) -> Arn {
        Arn(format!("arn:aws:{service}:{}:{}:{rest}", self.region, self.account))
    }

    /// The ARN of a global resource of this account: `arn:aws:SERVICE::ACCOUNT:REST`.
    pub fn global_arn(&self, service: &str, rest: &str) -> Arn {
        Arn(format!("arn:aws:{service}::{}:{rest}", self.account))
    }
}

/// An Amazon Resource Name. It may name something that does not exist, as in AWS.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Arn(String);

impl Arn {
    /// Takes any text with six colon-separated parts that begins with `arn:`.
    pub fn parse(text: &str) -> Option<Arn> {
        (text.starts_with("arn:") && text.splitn(6, ':').count() == 6).then(|| Arn(text.to_owned()))
    }

    /// The whole ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The third part: `sns`.
    pub fn service(&self) -> &str {
        self.part(2)
    }

    /// The Region, if the fourth part names a simulated one.
    pub fn region(&self) -> Option<Region> {
        self.part(3).parse().ok()
    }

    /// The account, if the fifth part is one.
    pub fn account(&self) -> Option<AccountId> {
        AccountId::parse(self.part(4))
    }

    /// What follows the account: `ops-alerts`, `user/jiwoo`, `alarm:web-cpu-high`.
    pub fn rest(&self) -> &str {
        self.part(5)
    }

    fn part(&self, index: usize) -> &str {
        self.0.splitn(6, ':').nth(index).unwrap_or_default()
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
