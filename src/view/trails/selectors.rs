//! The editor of a trail's selectors: basic ones by boxes to tick, advanced ones as AWS writes
//! them.

use serde_json::Value;

use crate::api::Shape as _;
use crate::services::Request;
use crate::services::cloudtrail::api::Request as CloudTrail;
use crate::services::cloudtrail::select::Selectors;
use crate::services::cloudtrail::shapes::{
    AdvancedEventSelector, DataResource, EventSelector, PutEventSelectorsInput,
};

/// What the console's boxes leave out.
const KMS: &str = "kms.amazonaws.com";
const RDS: &str = "rdsdata.amazonaws.com";
const OBJECTS: &str = "AWS::S3::Object";

/// What one begins with who goes over to advanced selectors.
const EXAMPLE: &str = r#"[
  {
    "Name": "Management events selector",
    "FieldSelectors": [
      { "Field": "eventCategory", "Equals": ["Management"] }
    ]
  },
  {
    "Name": "Writes to objects",
    "FieldSelectors": [
      { "Field": "eventCategory", "Equals": ["Data"] },
      { "Field": "resources.type", "Equals": ["AWS::S3::Object"] },
      { "Field": "readOnly", "Equals": ["false"] }
    ]
  }
]"#;

/// What is typed into the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whether advanced selectors are meant.
    pub advanced: bool,
    /// Whether management events are taken.
    pub management: bool,
    /// Whether events that only read are taken.
    pub read: bool,
    /// Whether those that change something are.
    pub write: bool,
    /// Whether those of KMS are left out.
    pub no_kms: bool,
    /// Whether those of the RDS Data API are left out.
    pub no_rds: bool,
    /// What objects' data events are taken of: a line each, `arn:aws:s3` for all.
    pub objects: String,
    /// Other data events, which the boxes do not show and keep.
    pub others: usize,
    /// Advanced selectors as JSON.
    pub json: String,
}

impl Draft {
    /// What stands in the editor when it is opened.
    pub fn of(selectors: &Selectors) -> Draft {
        let mut draft = Draft {
            advanced: false,
            management: true,
            read: true,
            write: true,
            no_kms: false,
            no_rds: false,
            objects: String::new(),
            others: 0,
            json: EXAMPLE.to_owned(),
        };
        match selectors {
            Selectors::Advanced(all) => {
                draft.advanced = true;
                draft.json = serde_json::to_string_pretty(&all.write()).unwrap_or_default();
            }
            Selectors::Basic(all) => {
                // The console shows one selector; whoever put more did so by the API.
                let Some(first) = all.first() else { return draft };
                draft.management = first.management != Some(false);
                draft.read = first.read_write.as_deref() != Some("WriteOnly");
                draft.write = first.read_write.as_deref() != Some("ReadOnly");
                let left_out = |source: &str| first.exclude.iter().flatten().any(|it| it == source);
                (draft.no_kms, draft.no_rds) = (left_out(KMS), left_out(RDS));
                let data = || first.data.iter().flatten();
                let objects = data().filter(|it| it.kind.as_deref() == Some(OBJECTS));
                let lines: Vec<&str> =
                    objects.flat_map(|it| it.values.iter().flatten()).map(String::as_str).collect();
                draft.objects = lines.join("\n");
                draft.others = data().filter(|it| it.kind.as_deref() != Some(OBJECTS)).count();
                draft.others += all.len() - 1;
            }
        }
        draft
    }

    /// The call that puts them; nothing while it cannot be made.
    pub fn request(&self, trail: &str) -> Option<Request> {
        let (basic, advanced) = match self.advanced {
            true => (None, Some(self.advanced().ok()?)),
            false => (Some(vec![self.basic()?]), None),
        };
        let trail = trail.to_owned();
        Some(
            CloudTrail::PutEventSelectors(PutEventSelectorsInput { trail, basic, advanced }).into(),
        )
    }

    fn basic(&self) -> Option<EventSelector> {
        let read_write = match (self.read, self.write) {
            (true, true) => "All",
            (true, false) => "ReadOnly",
            (false, true) => "WriteOnly",
            (false, false) => return None,
        };
        let excluded = [(self.no_kms, KMS), (self.no_rds, RDS)];
        let excluded = excluded.into_iter().filter(|(on, _)| *on && self.management);
        let lines = self.objects.lines().map(str::trim).filter(|line| !line.is_empty());
        let values: Vec<String> = lines.map(str::to_owned).collect();
        let resource =
            DataResource { kind: Some(OBJECTS.to_owned()), values: Some(values.clone()) };
        Some(EventSelector {
            read_write: Some(read_write.to_owned()),
            management: Some(self.management),
            data: Some(if values.is_empty() { Vec::new() } else { vec![resource] }),
            exclude: Some(excluded.map(|(_, source)| source.to_owned()).collect()),
        })
    }

    /// The advanced selectors that were typed.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn advanced(&self) -> Result<Vec<AdvancedEventSelector>, String> {
        let value: Value = serde_json::from_str(&self.json).map_err(|error| error.to_string())?;
        Vec::read(value)
    }
}

/// Selectors as AWS writes them.
pub fn json(selectors: &Selectors) -> String {
    let value = match selectors {
        Selectors::Basic(all) => all.write(),
        Selectors::Advanced(all) => all.write(),
    };
    serde_json::to_string_pretty(&value).unwrap_or_default()
}
