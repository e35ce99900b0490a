//! What Lambda holds.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::name::Named;
use super::versions::Versions;
use crate::access::{Attached, Moved, Policy};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;
use crate::sim::timing;

/// Functions by their ARNs, and when they ran.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) functions: BTreeMap<Arn, Function>,
    /// When each ran, those that are deleted among them.
    pub(super) runs: BTreeMap<Arn, Rc<Vec<Run>>>,
    /// How many revisions of functions and policies there ever were.
    pub(super) revisions: u64,
    /// How often functions ran.
    pub(super) ran: u64,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Function {
    /// Where it is.
    pub scope: Scope,
    /// Its name.
    pub name: String,
    /// Its ARN, without a version.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// When its settings were changed last.
    pub modified: Time,
    /// Its settings.
    pub settings: Settings,
    /// Its code, of which only the size and the sum are kept.
    pub code: Code,
    /// Its processors.
    pub architecture: String,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The number of its revision.
    pub revision: u64,
    /// Who else may use it.
    pub policy: Option<Permissions>,
    /// What was published of it, and its aliases.
    pub versions: Versions,
    /// What it does when it is invoked, in whichever version.
    pub conduct: Conduct,
}

/// What of a function can be changed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Settings {
    /// `python3.13`.
    pub runtime: String,
    /// The role it runs in.
    pub role: Arn,
    /// What of the code is called.
    pub handler: String,
    /// What somebody said it is for.
    pub description: String,
    /// How long it may take, in seconds.
    pub timeout_secs: i32,
    /// How much memory it has, in MB.
    pub memory_mb: i32,
}

/// The code of a function, as far as it is kept.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Code {
    /// Bytes of the archive.
    pub size: u64,
    /// Their SHA-256 sum, in base64.
    pub sha256: String,
}

/// The policy of a function.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Permissions {
    /// Ids and texts of its statements, in the order they were added.
    pub statements: Vec<(String, String)>,
    /// What they mean.
    pub policy: Policy,
    /// The number of its revision.
    pub revision: u64,
}

/// What a function does when it is invoked, since no code runs here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conduct {
    /// It gives this back, a JSON text.
    Returns(String),
    /// It fails with this message.
    Fails(String),
}

impl Default for Conduct {
    /// What a handler that returns nothing gives back.
    fn default() -> Conduct {
        Conduct::Returns("null".to_owned())
    }
}

/// One time a function ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// When.
    pub time: Time,
    /// How long, in milliseconds.
    pub millis: u32,
    /// Whether it failed.
    pub failed: bool,
}

impl Permissions {
    /// The text of the policy.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.statements.iter().map(|(_, text)| text.as_str()).collect();
        let texts = texts.join(",");
        format!("{{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[{texts}]}}")
    }
}

impl Function {
    /// Whether it is still being made.
    pub fn is_pending(&self, now: Time) -> bool {
        now < self.created + timing::FUNCTION
    }

    /// Whether a change of it is still being carried out.
    pub fn is_updating(&self, now: Time) -> bool {
        self.modified > self.created && now < self.modified + timing::FUNCTION
    }
}

impl State {
    /// Functions by ARN.
    pub fn functions(&self) -> &BTreeMap<Arn, Function> {
        &self.functions
    }

    /// The policy of the function with this ARN, or of the version or the alias it names.
    pub fn policy_of(&self, arn: &str) -> Option<Attached<'_>> {
        let arn = Arn::parse(arn).filter(|arn| arn.service() == "lambda")?;
        let scope = Scope { account: arn.account()?, region: arn.region()? };
        let named = Named::read(&scope, arn.as_str());
        let function = self.functions.get(&named.function)?;
        let policy = &function.policy_at(named.qualifier.as_deref())?.policy;
        Some(Attached { name: &function.name, arn: None, policy, group: None })
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self
            .functions
            .values_mut()
            .flat_map(|one| one.policy.iter_mut().chain(one.versions.policies.values_mut()));
        for permissions in policies.filter(|one| moved.concerns(&one.policy)) {
            for (_, statement) in &mut permissions.statements {
                *statement = moved.text(statement);
            }
            if let Ok(policy) = Policy::parse(&permissions.text()) {
                permissions.policy = policy;
            }
        }
    }

    /// When a function ran.
    pub fn runs(&self, function: &Arn) -> &[Run] {
        self.runs.get(function).map_or(&[], |runs| runs.as_slice())
    }

    /// Another revision's number.
    pub(super) fn revise(&mut self) -> u64 {
        self.revisions += 1;
        self.revisions
    }
}
