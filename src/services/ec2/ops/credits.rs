//! The credit option of burstable instances.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceCreditSpecification.html>

use serde_json::{Value, json};

use super::named;
use crate::api::ApiError;
use crate::services::ec2::catalogue::InstanceType;
use crate::services::ec2::credits::Terms;
use crate::services::ec2::errors::{
    INSTANCE, dry_run, incorrect_state, invalid_combination, invalid_value, missing,
};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::RunInstancesInput;
use crate::services::ec2::shapes::credits::{
    DescribeInstanceCreditSpecificationsInput, DescribeInstanceCreditSpecificationsOutput,
    InstanceCreditSpecificationRequest, ModifyInstanceCreditSpecificationInput,
    ModifyInstanceCreditSpecificationOutput,
};
use crate::services::ec2::state::{Instance, State};
use crate::sim::time::Span;
use crate::sim::{Ctx, time::Time};

const FILTERS: Table = &[("instance-id", "InstanceId")];

/// Whether a launch asks for unlimited credits; nothing when it does not say.
pub fn of_launch(input: &RunInstancesInput, kind: &InstanceType) -> Result<Option<bool>, ApiError> {
    let Some(given) = &input.credit_specification else { return Ok(None) };
    if Terms::of(kind).is_none() {
        // The code is AWS's, the text ours.
        return Err(invalid_combination(format!(
            "The parameter CreditSpecification is not supported for instance type {}",
            kind.name
        )));
    }
    option(&given.cpu_credits).map(Some)
}

fn option(text: &str) -> Result<bool, ApiError> {
    match text {
        "unlimited" => Ok(true),
        "standard" => Ok(false),
        _ => Err(invalid_value(format!(
            "Value ({text}) for parameter cpuCredits is invalid. Valid values are standard and \
             unlimited."
        ))),
    }
}

/// Whether an instance has unlimited credits; nothing when it is not burstable.
pub fn unlimited(state: &State, instance: &Instance, now: Time) -> Option<bool> {
    Terms::of(instance.instance_type()?)?;
    Some(state.history(&instance.id)?.is_unlimited_before(now + Span::millis(1)))
}

/// Changes the option of each instance; what fails with one does not hinder the others.
pub fn modify(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ModifyInstanceCreditSpecificationInput,
) -> Result<ModifyInstanceCreditSpecificationOutput, ApiError> {
    if input.instance_credit_specifications.is_empty() {
        return Err(missing("InstanceCreditSpecification"));
    }
    for wish in &input.instance_credit_specifications {
        option(wish.cpu_credits.as_deref().unwrap_or_default())?;
    }
    dry_run(input.dry_run)?;
    let mut output = ModifyInstanceCreditSpecificationOutput::default();
    for wish in &input.instance_credit_specifications {
        match change(state, ctx, wish) {
            Ok(()) => output.successful.push(json!({ "InstanceId": wish.instance_id })),
            Err(error) => output.unsuccessful.push(json!({
                "InstanceId": wish.instance_id,
                "Error": { "Code": error.code, "Message": error.message },
            })),
        }
    }
    Ok(output)
}

fn change(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    wish: &InstanceCreditSpecificationRequest,
) -> Result<(), ApiError> {
    let ids = std::slice::from_ref(&wish.instance_id);
    let found = named(state, ctx.scope, ids)?;
    let instance = found.first().ok_or_else(|| INSTANCE.not_found(&[&wish.instance_id]))?;
    let before = unlimited(state, instance, ctx.now).ok_or_else(|| {
        // The code is AWS's, the text ours.
        let text = format!("The instance '{}' is not a burstable instance", instance.id);
        ApiError::new("InstanceCreditSpecification.NotSupported", text)
    })?;
    if instance.state.is_ending() {
        let text = format!("The instance '{}' is {}", instance.id, instance.state.name());
        return Err(incorrect_state(text));
    }
    let after = option(wish.cpu_credits.as_deref().unwrap_or_default())?;
    if before == after {
        return Ok(());
    }
    let id = instance.id.clone();
    if let Some(history) = state.histories.get_mut(&id) {
        history.credit(ctx.now, after);
    }
    ctx.fact(Fact::AttributeChanged { instance: id, attribute: "creditSpecification" });
    Ok(())
}

/// Describes the options: of the instances named, or of all that have unlimited credits.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeInstanceCreditSpecificationsInput,
) -> Result<DescribeInstanceCreditSpecificationsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.instance_ids.as_deref().unwrap_or_default();
    let asked = named(state, ctx.scope, ids)?;
    dry_run(input.dry_run)?;
    let all = ids.is_empty();
    let chosen = if all { state.instances(ctx.scope) } else { asked };
    let shown = |instance: &Instance| -> Option<Value> {
        let unlimited = unlimited(state, instance, ctx.now)?;
        let option = if unlimited { "unlimited" } else { "standard" };
        let gone = instance.state.is_ending();
        (!gone && (unlimited || !all))
            .then(|| json!({ "InstanceId": instance.id, "CpuCredits": option }))
    };
    let found = chosen.into_iter().filter_map(shown).filter(|item| filters.pass(item)).collect();
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("instancesSet", !all),
        limit: 1000,
    };
    let (instance_credit_specifications, next_token) = page(found, &asked)?;
    Ok(DescribeInstanceCreditSpecificationsOutput { instance_credit_specifications, next_token })
}
