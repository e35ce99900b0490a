//! Launch templates: what is kept of them, and the launch one of their versions describes.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html>

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::shapes::RunInstancesInput;
use super::shapes::templates::{LaunchTemplateData, LaunchTemplateSpecification};
use super::state::State;
use crate::api::{ApiError, Shape as _};
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// A launch template. Its versions never change; newer ones are added.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Template {
    /// `lt-…`.
    pub id: String,
    /// Its name, of which an account has one a Region.
    pub name: String,
    /// Where it is.
    pub scope: Scope,
    /// When it was made.
    pub created: Time,
    /// The ARN of who made it.
    pub created_by: String,
    /// The version a launch takes that names none.
    pub default: i64,
    /// Its versions by number.
    pub versions: BTreeMap<i64, Version>,
}

/// One version of a launch template.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Version {
    /// What it says of itself.
    pub description: Option<String>,
    /// When it was made.
    pub created: Time,
    /// The ARN of who made it.
    pub created_by: String,
    /// `LaunchTemplateData` as JSON.
    pub data: String,
}

impl Version {
    /// What it says of a launch.
    pub fn data(&self) -> LaunchTemplateData {
        let value = serde_json::from_str(&self.data).unwrap_or_default();
        LaunchTemplateData::read(value).unwrap_or_default()
    }
}

impl Template {
    /// The number of its newest version.
    pub fn latest(&self) -> i64 {
        self.versions.keys().next_back().copied().unwrap_or(1)
    }

    /// The version meant: a number, `$Latest`, `$Default`; none is the default version.
    pub fn version(&self, wanted: Option<&str>) -> Result<(i64, &Version), ApiError> {
        let number = match wanted {
            None | Some("" | "$Default") => self.default,
            Some("$Latest") => self.latest(),
            Some(text) => text.parse().map_err(|_| malformed_version(text))?,
        };
        let found = self.versions.get(&number).map(|version| (number, version));
        found.ok_or_else(|| {
            let text = format!(
                "Could not find the specified version {number} for the launch template with ID {}.",
                self.id
            );
            ApiError::new("InvalidLaunchTemplateId.VersionNotFound", text)
        })
    }
}

fn malformed_version(text: &str) -> ApiError {
    // The code is AWS's, the text ours.
    let text = format!("The launch template version '{text}' is not valid.");
    ApiError::new("InvalidLaunchTemplateVersion.Malformed", text)
}

impl State {
    /// The launch templates of an account and Region, oldest first.
    pub fn templates(&self, scope: Scope) -> Vec<&Template> {
        let mut found: Vec<&Template> =
            self.templates.values().filter(|template| template.scope == scope).collect();
        found.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
        found
    }

    /// The template with this id or this name; exactly one of the two must be given.
    pub fn template(
        &self,
        scope: Scope,
        id: Option<&str>,
        name: Option<&str>,
    ) -> Result<&Template, ApiError> {
        match (id, name) {
            (Some(id), None) => {
                let found = self.templates.get(id).filter(|template| template.scope == scope);
                found.ok_or_else(|| no_template_id(id))
            }
            (None, Some(name)) => {
                let mut all = self.templates.values();
                let found = all.find(|template| template.scope == scope && template.name == name);
                found.ok_or_else(|| no_template_named(name))
            }
            (Some(_), Some(_)) => {
                let text = "You must specify either the launch template ID or launch template \
                            name, but not both.";
                Err(ApiError::new("InvalidParameterCombination", text))
            }
            (None, None) => {
                let text = "You must specify either a launch template ID or a launch template name";
                Err(ApiError::new("MissingParameter", text))
            }
        }
    }

    /// The template and the version a specification means.
    pub fn specified(
        &self,
        scope: Scope,
        specification: &LaunchTemplateSpecification,
    ) -> Result<(&Template, i64, &Version), ApiError> {
        let id = specification.launch_template_id.as_deref();
        let name = specification.launch_template_name.as_deref();
        let template = self.template(scope, id, name)?;
        let (number, version) = template.version(specification.version.as_deref())?;
        Ok((template, number, version))
    }

    /// The launch that a version of a template describes, of `count` instances. This is what
    /// services launch with that are given a template.
    pub fn launch_of(
        &self,
        scope: Scope,
        specification: &LaunchTemplateSpecification,
        count: i32,
    ) -> Result<RunInstancesInput, ApiError> {
        let input = RunInstancesInput {
            launch_template: Some(specification.clone()),
            min_count: count,
            max_count: count,
            ..RunInstancesInput::default()
        };
        self.resolved(scope, &input).map(Cow::into_owned)
    }

    /// A launch with all that its template adds to it. What the launch itself says wins.
    pub fn resolved<'a>(
        &self,
        scope: Scope,
        input: &'a RunInstancesInput,
    ) -> Result<Cow<'a, RunInstancesInput>, ApiError> {
        let Some(specification) = &input.launch_template else { return Ok(Cow::Borrowed(input)) };
        let (_, _, version) = self.specified(scope, specification)?;
        let data = serde_json::from_str(&version.data).unwrap_or_default();
        let merged = merged(data, input.write());
        let read = RunInstancesInput::read(merged);
        read.map(Cow::Owned).map_err(|fault| ApiError::new("InternalError", fault))
    }
}

/// Members of both, those of `over` where both have one. Tags are joined key by key.
pub fn merged(under: Value, over: Value) -> Value {
    let (Value::Object(mut members), Value::Object(over)) = (under, over) else {
        return Value::Null;
    };
    for (name, value) in over {
        let joined = match (name.as_str(), members.remove(&name)) {
            ("TagSpecifications", Some(old)) => tags(&old, &value),
            _ => value,
        };
        members.insert(name, joined);
    }
    Value::Object(members)
}

fn tags(under: &Value, over: &Value) -> Value {
    let mut kinds: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for list in [under, over] {
        for specification in list.as_array().into_iter().flatten() {
            let kind = text(specification.as_object(), "ResourceType");
            let of_kind = kinds.entry(kind).or_default();
            let tags = specification.get("Tags").and_then(Value::as_array);
            for tag in tags.into_iter().flatten() {
                of_kind.insert(text(tag.as_object(), "Key"), tag.clone());
            }
        }
    }
    let shown = kinds.into_iter().map(|(kind, tags)| {
        let tags: Vec<Value> = tags.into_values().collect();
        json!({ "ResourceType": kind, "Tags": tags })
    });
    shown.collect()
}

fn text(members: Option<&Map<String, Value>>, name: &str) -> String {
    let found = members.and_then(|members| members.get(name)).and_then(Value::as_str);
    found.unwrap_or_default().to_owned()
}

fn no_template_id(id: &str) -> ApiError {
    if !id.starts_with("lt-") {
        let text = format!("Invalid id: \"{id}\" (expecting \"lt-...\")");
        return ApiError::new("InvalidLaunchTemplateId.Malformed", text);
    }
    let text = format!("The specified launch template, with template ID {id}, does not exist.");
    ApiError::new("InvalidLaunchTemplateId.NotFound", text)
}

/// `InvalidLaunchTemplateName.NotFoundException`.
pub fn no_template_named(name: &str) -> ApiError {
    let text = format!("The specified launch template, with template name {name}, does not exist.");
    ApiError::new("InvalidLaunchTemplateName.NotFoundException", text)
}
