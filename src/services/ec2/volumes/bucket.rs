//! What a volume can deliver: its limits, and the credits of those that burst.
//!
//! <https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html>,
//! <https://docs.aws.amazon.com/ebs/latest/userguide/hdd-vols.html>

use super::Spec;

/// Bytes an operation of a load carries on solid-state volumes, and on disks that turn.
const SMALL: f64 = 16_384.0;
const LARGE: f64 = 1_048_576.0;
const MIB: f64 = 1_048_576.0;

/// How a volume is limited. Rates are operations a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// What it always delivers, and what refills its credits.
    pub baseline: f64,
    /// What it delivers as long as it has credits.
    pub burst: f64,
    /// The most credits it keeps; none when it does not burst.
    pub most: f64,
    /// What its throughput allows.
    pub throughput: f64,
    /// Bytes an operation of a load carries.
    pub bytes: f64,
}

impl Limits {
    /// The limits of a volume.
    pub fn of(spec: &Spec) -> Limits {
        let gib = f64::from(spec.gib);
        let bytes = if spec.kind.turns() { LARGE } else { SMALL };
        let mibs = if spec.throughput > 0 { spec.throughput } else { spec.kind.throughput };
        let throughput = f64::from(mibs) * MIB / bytes;
        let iops = f64::from(spec.iops);
        let tib = gib / 1024.0;
        let (baseline, burst, most) = match spec.kind.name {
            // Volumes of 1,000 GiB and more have a baseline that is no less than the burst.
            "gp2" if gib < 1000.0 => (iops, 3000.0, 5_400_000.0),
            // MiB/s a TiB, and a TiB of credits a TiB; an operation is a MiB.
            "st1" => (tib * 40.0, (tib * 250.0).min(500.0), tib * 1_048_576.0),
            "sc1" => (tib * 12.0, (tib * 80.0).min(250.0), tib * 1_048_576.0),
            "standard" => (100.0, 100.0, 0.0),
            _ => (iops, iops, 0.0),
        };
        Limits { baseline, burst: burst.max(baseline), most, throughput, bytes }
    }

    /// What is delivered of a demand with so many credits.
    pub fn delivered(&self, demand: f64, credits: f64) -> f64 {
        let rate = if credits > 0.0 { self.burst } else { self.baseline };
        demand.min(rate).min(self.throughput)
    }

    /// Credits after a stretch of seconds with one demand.
    pub fn after(&self, credits: f64, demand: f64, secs: f64) -> f64 {
        let spent = demand.min(self.burst).min(self.throughput);
        (credits + (self.baseline - spent) * secs).clamp(0.0, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Spec, Wish};
    use super::*;

    #[test]
    fn a_gp2_volume_bursts_for_as_long_as_aws_says() {
        // AWS's table: a volume of 100 GiB bursts for 2,000 seconds at 3,000 operations a second.
        let wish = Wish { kind: Some("gp2"), size: Some(100), ..Wish::default() };
        let limits = Limits::of(&Spec::of(&wish, None).unwrap());
        assert_eq!(limits.after(limits.most, 3000.0, 2000.0), 0.0);
        assert_eq!(limits.after(limits.most, 3000.0, 1999.0), 2700.0);
        assert_eq!((limits.delivered(9e9, 1.0), limits.delivered(9e9, 0.0)), (3000.0, 300.0));
        assert_eq!(limits.after(0.0, 0.0, 18_000.0), limits.most, "refilled in 18,000 seconds");
    }
}
