//! Operations on launch templates.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html>

use serde_json::{Value, json};

use super::{run, tags};
use crate::api::{ApiError, Shape as _};
use crate::services::ec2::catalogue::images;
use crate::services::ec2::errors::{dry_run, invalid_value, missing, no_image};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::templates::{
    CreateLaunchTemplateInput, CreateLaunchTemplateOutput, CreateLaunchTemplateVersionInput,
    CreateLaunchTemplateVersionOutput, DeleteLaunchTemplateInput,
    DescribeLaunchTemplateVersionsInput, DescribeLaunchTemplateVersionsOutput,
    DescribeLaunchTemplatesInput, DescribeLaunchTemplatesOutput, LaunchTemplateData,
    LaunchTemplateOutput, ModifyLaunchTemplateInput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::templates::{Template, Version, merged, no_template_named};
use crate::services::ec2::view::{self, instant, without_nulls};
use crate::sim::{Caller, Ctx};

const FILTERS: Table = &[
    ("create-time", "@CreateTime"),
    ("launch-template-name", "LaunchTemplateName"),
    ("tag-key", "Tags.Key"),
];

const VERSION_FILTERS: Table = &[
    ("create-time", "@CreateTime"),
    ("ebs-optimized", "LaunchTemplateData.EbsOptimized"),
    ("http-endpoint", "LaunchTemplateData.MetadataOptions.HttpEndpoint"),
    ("http-protocol-ipv4", ""),
    ("host-resource-group-arn", ""),
    ("http-tokens", "LaunchTemplateData.MetadataOptions.HttpTokens"),
    ("iam-instance-profile", "LaunchTemplateData.IamInstanceProfile.Arn"),
    ("image-id", "LaunchTemplateData.ImageId"),
    ("instance-type", "LaunchTemplateData.InstanceType"),
    ("is-default-version", "DefaultVersion"),
    ("kernel-id", ""),
    ("license-configuration-arn", ""),
    ("network-card-index", ""),
    ("ram-disk-id", ""),
];

/// Makes a launch template with its first version.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &CreateLaunchTemplateInput,
) -> Result<CreateLaunchTemplateOutput, ApiError> {
    let name = &input.launch_template_name;
    sound_name(name)?;
    if state.templates(ctx.scope).iter().any(|known| known.name == *name) {
        let text = "Launch template name already in use.";
        return Err(ApiError::new("InvalidLaunchTemplateName.AlreadyExistsException", text));
    }
    let data = data(&input.launch_template_data)?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "launch-template")?;
    dry_run(input.dry_run)?;
    let id = state.new_id(ctx.scope.region, "lt");
    let version = Version {
        description: input.version_description.clone(),
        created: ctx.now,
        created_by: caller.arn(),
        data: data.to_string(),
    };
    let template = Template {
        id: id.clone(),
        name: name.clone(),
        scope: ctx.scope,
        created: ctx.now,
        created_by: caller.arn(),
        default: 1,
        versions: [(1, version)].into(),
    };
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, id.clone()), tags);
    }
    let launch_template = shown(state, &template);
    state.templates.insert(id, template);
    Ok(CreateLaunchTemplateOutput { launch_template, warning: warning(ctx, &data) })
}

/// Adds a version: what is said now over what the source version says.
pub fn create_version(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &CreateLaunchTemplateVersionInput,
) -> Result<CreateLaunchTemplateVersionOutput, ApiError> {
    let (id, name) = (input.launch_template_id.as_deref(), input.launch_template_name.as_deref());
    let template = state.template(ctx.scope, id, name)?;
    let source = match input.source_version.as_deref() {
        Some(source) => template.version(Some(source))?.1.data.clone(),
        None => "{}".to_owned(),
    };
    let over = said(&input.launch_template_data)?;
    let data = merged(serde_json::from_str(&source).unwrap_or_default(), over);
    if data.as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(missing("LaunchTemplateData"));
    }
    dry_run(input.dry_run)?;
    let id = template.id.clone();
    let number = template.latest() + 1;
    let version = Version {
        description: input.version_description.clone(),
        created: ctx.now,
        created_by: caller.arn(),
        data: data.to_string(),
    };
    let Some(template) = state.templates.get_mut(&id) else { return Err(no_template_named(&id)) };
    template.versions.insert(number, version.clone());
    let launch_template_version = shown_version(template, number, &version);
    Ok(CreateLaunchTemplateVersionOutput { launch_template_version, warning: warning(ctx, &data) })
}

/// Sets the default version.
pub fn modify(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ModifyLaunchTemplateInput,
) -> Result<LaunchTemplateOutput, ApiError> {
    let (id, name) = (input.launch_template_id.as_deref(), input.launch_template_name.as_deref());
    let template = state.template(ctx.scope, id, name)?;
    let wanted = input.default_version.as_deref().ok_or_else(|| missing("SetDefaultVersion"))?;
    let (default, _) = template.version(Some(wanted))?;
    dry_run(input.dry_run)?;
    let id = template.id.clone();
    if let Some(template) = state.templates.get_mut(&id) {
        template.default = default;
    }
    let template = state.template(ctx.scope, Some(&id), None)?;
    Ok(LaunchTemplateOutput { launch_template: shown(state, template) })
}

/// Deletes a template with all its versions.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteLaunchTemplateInput,
) -> Result<LaunchTemplateOutput, ApiError> {
    let (id, name) = (input.launch_template_id.as_deref(), input.launch_template_name.as_deref());
    let template = state.template(ctx.scope, id, name)?;
    dry_run(input.dry_run)?;
    let (id, launch_template) = (template.id.clone(), shown(state, template));
    state.templates.remove(&id);
    state.tags.remove(&(ctx.scope, id));
    Ok(LaunchTemplateOutput { launch_template })
}

/// Describes launch templates.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeLaunchTemplatesInput,
) -> Result<DescribeLaunchTemplatesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.launch_template_ids.as_deref().unwrap_or_default();
    let names = input.launch_template_names.as_deref().unwrap_or_default();
    for id in ids {
        state.template(ctx.scope, Some(id), None)?;
    }
    for name in names {
        state.template(ctx.scope, None, Some(name))?;
    }
    dry_run(input.dry_run)?;
    let all = ids.is_empty() && names.is_empty();
    let asked = |t: &&Template| all || ids.contains(&t.id) || names.contains(&t.name);
    let found = state.templates(ctx.scope).into_iter().filter(asked);
    let found = found.map(|template| shown(state, template)).filter(|item| filters.pass(item));
    let (launch_templates, next_token) =
        page(found.collect(), &listing(input.max_results, input.next_token.as_ref()))?;
    Ok(DescribeLaunchTemplatesOutput { launch_templates, next_token })
}

/// Describes versions: of one template, or the latest or default ones of all.
pub fn describe_versions(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeLaunchTemplateVersionsInput,
) -> Result<DescribeLaunchTemplateVersionsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), VERSION_FILTERS)?;
    let wanted = input.versions.as_deref().unwrap_or_default();
    let (id, name) = (input.launch_template_id.as_deref(), input.launch_template_name.as_deref());
    let one = id.is_some() || name.is_some();
    if !one && (wanted.is_empty() || wanted.iter().any(|version| !version.starts_with('$'))) {
        let text = "You must specify either a launch template ID or a launch template name";
        return Err(ApiError::new("MissingParameter", text));
    }
    let templates =
        if one { vec![state.template(ctx.scope, id, name)?] } else { state.templates(ctx.scope) };
    let least = input.min_version.as_deref().map(number).transpose()?;
    let most = input.max_version.as_deref().map(number).transpose()?;
    dry_run(input.dry_run)?;
    let mut found = Vec::new();
    for template in templates {
        let mut chosen = Vec::new();
        for version in wanted {
            chosen.push(template.version(Some(version))?.0);
        }
        for (number, version) in template.versions.iter().rev() {
            let fits = (wanted.is_empty() || chosen.contains(number))
                && least.is_none_or(|least| *number >= least)
                && most.is_none_or(|most| *number <= most);
            let item = shown_version(template, *number, version);
            if fits && filters.pass(&item) {
                found.push(item);
            }
        }
    }
    let (launch_template_versions, next_token) =
        page(found, &listing(input.max_results, input.next_token.as_ref()))?;
    Ok(DescribeLaunchTemplateVersionsOutput { launch_template_versions, next_token })
}

fn listing(most: Option<i32>, token: Option<&String>) -> Asked<'_> {
    Asked { most, token, ids: ("", false), limit: 200 }
}

fn number(text: &str) -> Result<i64, ApiError> {
    let wrong = || invalid_value(format!("Invalid launch template version: '{text}'"));
    text.parse().map_err(|_| wrong())
}

/// A name has 3 to 128 letters, digits, parentheses, periods, slashes, hyphens and underscores.
fn sound_name(name: &str) -> Result<(), ApiError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "()./-_".contains(c);
    if (3..=128).contains(&name.len()) && name.chars().all(fits) {
        return Ok(());
    }
    let text = "A launch template name must be between 3 and 128 characters, and may contain \
                letters, numbers, and the following characters: - ( ) . / _";
    Err(ApiError::new("InvalidLaunchTemplateName.MalformedException", text))
}

/// A template says something.
fn data(given: &LaunchTemplateData) -> Result<Value, ApiError> {
    let data = said(given)?;
    if data.as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(missing("LaunchTemplateData"));
    }
    Ok(data)
}

/// What a template says. Of all of it user data alone is checked before a launch.
fn said(given: &LaunchTemplateData) -> Result<Value, ApiError> {
    given.user_data.as_deref().map(run::template_user_data).transpose()?;
    Ok(given.write())
}

/// What is wrong with a template is told, and the template is made all the same.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ValidationWarning.html>
fn warning(ctx: &Ctx<'_>, data: &Value) -> Option<Value> {
    let image = data.get("ImageId")?.as_str()?;
    if images::resolve(ctx.scope.region, image).is_some() {
        return None;
    }
    let error = no_image(image);
    Some(json!({ "Errors": [{ "Code": error.code, "Message": error.message }] }))
}

fn shown(state: &State, template: &Template) -> Value {
    let tags = state.tags(template.scope, &template.id).filter(|tags| !tags.is_empty());
    without_nulls(json!({
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "CreateTime": instant(template.created),
        "CreatedBy": template.created_by,
        "DefaultVersionNumber": template.default,
        "LatestVersionNumber": template.latest(),
        "Tags": tags.map(view::tags),
        "Operator": { "Managed": false },
    }))
}

fn shown_version(template: &Template, number: i64, version: &Version) -> Value {
    without_nulls(json!({
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "VersionNumber": number,
        "VersionDescription": version.description,
        "CreateTime": instant(version.created),
        "CreatedBy": version.created_by,
        "DefaultVersion": number == template.default,
        "LaunchTemplateData": serde_json::from_str::<Value>(&version.data).unwrap_or_default(),
        "Operator": { "Managed": false },
    }))
}
