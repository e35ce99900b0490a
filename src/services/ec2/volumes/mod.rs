//! EBS volumes: what each type allows, what is kept of a volume, what it has been through.
//!
//! <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html>

pub mod bucket;
pub mod instance;
pub mod metrics;
pub mod past;

pub use past::Past;

use crate::api::ApiError;
use crate::services::ec2::errors::{invalid_combination, invalid_value, missing};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// How long a change of a volume is under way, and then how long it is optimised.
pub const MODIFYING: Span = Span::secs(10);
/// How long a changed volume is optimised.
pub const OPTIMIZING: Span = Span::mins(10);
/// How long a changed volume cannot be changed again.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html>
pub const BETWEEN_CHANGES: Span = Span::hours(6);

/// A volume.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Disk {
    /// `vol-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the volumes ever made in its Region.
    pub number: u64,
    /// The place of its zone among the Region's.
    pub zone: u8,
    /// Type, size, performance.
    pub spec: Spec,
    /// The key of KMS it is encrypted with, if it is.
    pub key: Option<Arn>,
    /// The snapshot it was made from; empty if none.
    pub snapshot: String,
    /// When it was made.
    pub created: Time,
    /// The instance it is attached to.
    pub attached: Option<String>,
    /// The last change of it.
    pub change: Option<DiskChange>,
}

/// A change of a volume.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct DiskChange {
    /// When it began.
    pub start: Time,
    /// What it was before.
    pub before: Spec,
    /// What it is to be.
    pub after: Spec,
}

/// Type, size and performance of a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spec {
    /// Its type.
    pub kind: &'static Kind,
    /// Size in GiB.
    pub gib: u32,
    /// Operations a second: given, or what the size gives.
    pub iops: u32,
    /// Throughput in MiB/s, of gp3.
    pub throughput: u32,
}

/// One type of volume.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// `gp3`.
    pub name: &'static str,
    /// Least and greatest size in GiB.
    pub gib: (u32, u32),
    /// Least and greatest operations a second that can be asked for, and how many a GiB.
    pub iops: Option<(u32, u32, u32)>,
    /// Greatest throughput in MiB/s.
    pub throughput: u32,
}

/// The types of volume there are.
pub static KINDS: [Kind; 7] = [
    Kind { name: "standard", gib: (1, 1024), iops: None, throughput: 90 },
    Kind { name: "io1", gib: (4, 16_384), iops: Some((100, 64_000, 50)), throughput: 1000 },
    Kind { name: "io2", gib: (4, 65_536), iops: Some((100, 256_000, 1000)), throughput: 4000 },
    Kind { name: "gp2", gib: (1, 16_384), iops: None, throughput: 250 },
    Kind { name: "sc1", gib: (125, 16_384), iops: None, throughput: 250 },
    Kind { name: "st1", gib: (125, 16_384), iops: None, throughput: 500 },
    Kind { name: "gp3", gib: (1, 65_536), iops: Some((3000, 80_000, 500)), throughput: 2000 },
];

/// What a request says of a volume.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// `gp3`.
    pub kind: Option<&'a str>,
    /// GiB.
    pub size: Option<i32>,
    /// Operations a second.
    pub iops: Option<i32>,
    /// MiB/s.
    pub throughput: Option<i32>,
}

impl Kind {
    /// The type with this name.
    pub fn find(name: &str) -> Result<&'static Kind, ApiError> {
        KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
            let text = format!("Unsupported volume type '{name}' for volume creation.");
            ApiError::new("UnknownVolumeType", text)
        })
    }

    /// Whether its operations are counted in 1 MiB: disks that turn.
    pub fn turns(&self) -> bool {
        matches!(self.name, "st1" | "sc1")
    }

    /// Whether its performance is provisioned and told as a share of that.
    pub fn is_provisioned(&self) -> bool {
        matches!(self.name, "io1" | "io2")
    }
}

impl Spec {
    /// What a wish comes to over what the volume is or comes from. The codes are AWS's, and so are
    /// the words where they are on record.
    pub fn of(wish: &Wish<'_>, base: Option<&Spec>) -> Result<Spec, ApiError> {
        let kind = match (wish.kind, base) {
            (Some(name), _) => Kind::find(name)?,
            (None, Some(base)) => base.kind,
            (None, None) => Kind::find("gp2")?,
        };
        let size = wish.size.or(base.and_then(|base| i32::try_from(base.gib).ok()));
        let gib = size_of(kind, size.ok_or_else(|| missing("size or snapshotId"))?)?;
        let same = base.filter(|base| base.kind == kind);
        let iops = iops_of(kind, gib, wish.iops, same)?;
        let throughput = throughput_of(kind, iops, wish.throughput, same)?;
        Ok(Spec { kind, gib, iops, throughput })
    }
}

fn size_of(kind: &Kind, size: i32) -> Result<u32, ApiError> {
    let (least, most) = kind.gib;
    let gib = u32::try_from(size).unwrap_or(0);
    if gib < least {
        return Err(invalid_value(format!(
            "Volume of {size}GiB is too small for volume type {}; minimum is {least}GiB.",
            kind.name
        )));
    }
    if gib > most {
        return Err(invalid_value(format!(
            "Volume of {size}GiB is too large for volume type {}; maximum is {most}GiB.",
            kind.name
        )));
    }
    Ok(gib)
}

fn iops_of(kind: &Kind, gib: u32, wish: Option<i32>, same: Option<&Spec>) -> Result<u32, ApiError> {
    let Some((least, most, ratio)) = kind.iops else {
        if wish.is_some() {
            let name = kind.name;
            return Err(invalid_combination(format!(
                "The parameter iops is not supported for {name} volumes."
            )));
        }
        // 3 a GiB, between 100 and 16,000, of gp2; the others are measured in bytes.
        return Ok(if kind.name == "gp2" { (gib * 3).clamp(100, 16_000) } else { 0 });
    };
    let given = wish.map(|wish| u32::try_from(wish).unwrap_or(0)).or(same.map(|same| same.iops));
    let iops = match given {
        Some(iops) => iops,
        None if kind.name == "gp3" => least,
        None => {
            let text = format!("The parameter iops must be specified for {} volumes.", kind.name);
            return Err(ApiError::new("MissingParameter", text));
        }
    };
    let bound = |what: &str, word: &str, bound: u32| {
        let name = kind.name;
        let text = format!("Volume iops of {iops} is too {what} for volume type {name}; {word}");
        Err(invalid_value(format!("{text} is {bound}.")))
    };
    match iops {
        _ if iops < least => bound("low", "minimum", least),
        _ if iops > most => bound("high", "maximum", most),
        _ if iops > gib * ratio && iops > least => Err(invalid_value(format!(
            "Iops to volume size ratio of {:.6} is too high; maximum is {ratio}",
            f64::from(iops) / f64::from(gib)
        ))),
        _ => Ok(iops),
    }
}

fn throughput_of(
    kind: &Kind,
    iops: u32,
    wish: Option<i32>,
    same: Option<&Spec>,
) -> Result<u32, ApiError> {
    const LEAST: u32 = 125;
    if kind.name != "gp3" {
        return match wish {
            Some(_) => {
                let name = kind.name;
                Err(invalid_combination(format!(
                    "The parameter throughput is not supported for {name} volumes."
                )))
            }
            None => Ok(0),
        };
    }
    let given = wish.map(|wish| u32::try_from(wish).unwrap_or(0));
    let given = given.or(same.map(|same| same.throughput)).unwrap_or(LEAST);
    if !(LEAST..=kind.throughput).contains(&given) {
        let most = kind.throughput;
        return Err(invalid_value(format!(
            "Throughput (MiBps) of {given} is invalid; expecting {LEAST} to {most}."
        )));
    }
    // 0.25 MiB/s an operation at most.
    if given * 4 > iops {
        return Err(invalid_value(format!(
            "Throughput (MiBps) to iops ratio of {:.6} is too high; maximum is 0.250000 MiBps per \
             iops.",
            f64::from(given) / f64::from(iops)
        )));
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_its_bounds() {
        let wish = |kind, size, iops, throughput| {
            let wish = Wish { kind: Some(kind), size: Some(size), iops, throughput };
            match Spec::of(&wish, None) {
                Ok(spec) => format!("{} {} {}", spec.gib, spec.iops, spec.throughput),
                Err(error) => error.message,
            }
        };
        let cases = [
            (wish("gp2", 8, None, None), "8 100 0"),
            (wish("gp2", 80, None, None), "80 240 0"),
            (wish("gp2", 16_384, None, None), "16384 16000 0"),
            (wish("gp3", 8, None, None), "8 3000 125"),
            (wish("gp3", 100, Some(4000), Some(1000)), "100 4000 1000"),
            (
                wish("gp3", 100, Some(3000), Some(1000)),
                "Throughput (MiBps) to iops ratio of 0.333333 is too high; maximum is 0.250000 \
                 MiBps per iops.",
            ),
            (wish("io1", 20, Some(1000), None), "20 1000 0"),
            (
                wish("io1", 10, Some(1000), None),
                "Iops to volume size ratio of 100.000000 is too high; maximum is 50",
            ),
            (wish("io2", 10, None, None), "The parameter iops must be specified for io2 volumes."),
            (
                wish("st1", 100, None, None),
                "Volume of 100GiB is too small for volume type st1; minimum is 125GiB.",
            ),
            (
                wish("gp2", 8, Some(300), None),
                "The parameter iops is not supported for gp2 volumes.",
            ),
            (wish("gp9", 8, None, None), "Unsupported volume type 'gp9' for volume creation."),
        ];
        for (found, expected) in cases {
            assert_eq!(found, expected);
        }
    }
}
