//! The forms that make and change a volume: what is typed, and what is wrong with it.

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::volumes::{CreateVolumeInput, ModifyVolumeInput};
use crate::services::ec2::shapes::{Tag, TagSpecification};
use crate::services::ec2::volumes::{KINDS, Kind};

/// What is typed of a volume's size and performance. What stays empty AWS decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The tag `Name`.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Size in GiB.
    pub gib: String,
    /// Operations a second.
    pub iops: String,
    /// Throughput in MiB/s.
    pub throughput: String,
    /// Its zone.
    pub zone: String,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// The key of KMS it is encrypted with; empty: AWS's own.
    pub key: String,
    /// The snapshot it is made of; empty: none.
    pub snapshot: String,
}

/// The types in the order of the console's list.
pub const TYPES: [&str; 7] = ["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"];

/// A number typed: nothing, a whole number, or neither.
fn number(text: &str) -> Result<Option<i32>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}

impl Form {
    /// The form as it opens: a small volume of the type AWS recommends.
    pub fn new(zone: String) -> Form {
        let (kind, gib) = ("gp3".to_owned(), "8".to_owned());
        Form { kind, gib, zone, ..Form::default() }
    }

    /// The bounds of the type.
    pub fn bounds(&self) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == self.kind)
    }

    /// Whether operations a second can be asked for.
    pub fn takes_iops(&self) -> bool {
        self.bounds().is_some_and(|kind| kind.iops.is_some())
    }

    /// Whether throughput can be asked for.
    pub fn takes_throughput(&self) -> bool {
        self.kind == "gp3"
    }

    /// The keys of what is wrong with it, field by field: size, operations, throughput. What the
    /// type allows AWS says itself.
    pub fn problems(&self) -> [Option<&'static str>; 3] {
        let whole = |text: &str| number(text).is_err().then_some("volumes.problem.number");
        let size = match number(&self.gib) {
            Ok(None) => Some("volumes.problem.size"),
            _ => whole(&self.gib),
        };
        let iops = whole(&self.iops).filter(|_| self.takes_iops());
        [size, iops, whole(&self.throughput).filter(|_| self.takes_throughput())]
    }

    fn numbers(&self) -> Option<(Option<i32>, Option<i32>, Option<i32>)> {
        let given = |text: &str, takes: bool| if takes { number(text) } else { Ok(None) };
        Some((
            number(&self.gib).ok()?,
            given(&self.iops, self.takes_iops()).ok()?,
            given(&self.throughput, self.takes_throughput()).ok()?,
        ))
    }

    /// The call that makes it; nothing as long as something is wrong.
    pub fn create(&self) -> Option<Request> {
        let (size, iops, throughput) = self.numbers()?;
        let name = Tag { key: Some("Name".to_owned()), value: Some(self.name.clone()) };
        let tags =
            TagSpecification { resource_type: Some("volume".to_owned()), tags: Some(vec![name]) };
        let input = CreateVolumeInput {
            availability_zone: Some(self.zone.clone()),
            encrypted: self.encrypted.then_some(true),
            kms_key_id: Some(self.key.trim().to_owned())
                .filter(|key| self.encrypted && !key.is_empty()),
            iops,
            size: Some(size?),
            snapshot_id: Some(self.snapshot.clone()).filter(|id| !id.is_empty()),
            volume_type: Some(self.kind.clone()),
            tag_specifications: (!self.name.is_empty()).then(|| vec![tags]),
            throughput,
            ..Default::default()
        };
        Some(Ec2::CreateVolume(input).into())
    }

    /// The call that makes a volume like this of one that was as `old`; nothing as long as
    /// something is wrong, or nothing changes.
    pub fn modify(&self, id: &str, old: &Form) -> Option<Request> {
        let (size, iops, throughput) = self.numbers()?;
        if self == old {
            return None;
        }
        let input = ModifyVolumeInput {
            volume_id: id.to_owned(),
            size: Some(size?).filter(|_| self.gib != old.gib),
            volume_type: Some(self.kind.clone()).filter(|_| self.kind != old.kind),
            iops: iops.filter(|_| self.iops != old.iops || self.kind != old.kind),
            throughput: throughput
                .filter(|_| self.throughput != old.throughput || self.kind != old.kind),
            ..Default::default()
        };
        Some(Ec2::ModifyVolume(input).into())
    }
}
