//! Classes of storage, from the one objects are put into down to the cheapest.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>

use super::objects::Put;
use crate::api::ApiError;

/// The member that names a class; an object that was put into no other has none.
pub const HEADER: &str = "StorageClass";

/// A class, in the order in which lifecycle rules may move objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Where objects are put.
    Standard,
    /// For what is seldom read.
    StandardIa,
    /// Moves what is not read by itself.
    IntelligentTiering,
    /// For what is seldom read, in one zone.
    OnezoneIa,
    /// An archive that is read at once.
    GlacierIr,
    /// An archive that must be restored before it is read.
    Glacier,
    /// The same, for what is hardly ever read.
    DeepArchive,
}

impl Class {
    /// Every class.
    const ALL: [Class; 7] = [
        Class::Standard,
        Class::StandardIa,
        Class::IntelligentTiering,
        Class::OnezoneIa,
        Class::GlacierIr,
        Class::Glacier,
        Class::DeepArchive,
    ];

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Class::Standard => "STANDARD",
            Class::StandardIa => "STANDARD_IA",
            Class::IntelligentTiering => "INTELLIGENT_TIERING",
            Class::OnezoneIa => "ONEZONE_IA",
            Class::GlacierIr => "GLACIER_IR",
            Class::Glacier => "GLACIER",
            Class::DeepArchive => "DEEP_ARCHIVE",
        }
    }

    /// Reads AWS's name.
    pub fn parse(name: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Whether what is in it must be restored before it is read.
    pub fn is_archive(self) -> bool {
        matches!(self, Class::Glacier | Class::DeepArchive)
    }
}

impl Put {
    /// The class it is in.
    pub fn class(&self) -> Class {
        self.headers.get(HEADER).and_then(|name| Class::parse(name)).unwrap_or(Class::Standard)
    }

    /// The class as GET and HEAD tell it: of all but STANDARD.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html>
    pub(super) fn told_class(&self) -> Option<String> {
        self.headers.get(HEADER).cloned()
    }

    /// Whether its content can be read. Nothing is restored here.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
    pub(super) fn readable(&self) -> Result<(), ApiError> {
        if !self.class().is_archive() {
            return Ok(());
        }
        let text = "The operation is not valid for the object's storage class";
        Err(ApiError::new("InvalidObjectState", text).http(403))
    }
}
