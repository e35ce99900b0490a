//! Mute rules: making, reading, listing and deleting them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html>. AWS
//! publishes no messages for wrong schedules; they are ours.

use super::describe::size;
use super::tags::{self, Many};
use super::{page, validation};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::mute::Schedule;
use crate::services::cloudwatch::api::{
    self, AlarmMuteRuleSummary, GetAlarmMuteRuleOutput, ListAlarmMuteRulesInput,
    ListAlarmMuteRulesOutput, MuteRuleNameInput, MuteTargets, PutAlarmMuteRuleInput,
};
use crate::services::cloudwatch::mutes::MuteRule;
use crate::services::cloudwatch::state::State;
use crate::services::cloudwatch::wake::Wake;
use crate::sim::Ctx;
use crate::sim::zone::Zone;

/// The most mute rules of a Region.
const MOST: usize = 2000;

/// Makes a mute rule, or replaces the one with this name: its tags stay.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutAlarmMuteRuleInput,
) -> Result<(), ApiError> {
    let schedule = schedule(&input.rule.schedule)?;
    let (start, expire) = (input.start_date.map(|t| t.0), input.expire_date.map(|t| t.0));
    if start.zip(expire).is_some_and(|(start, expire)| expire <= start) {
        return Err(validation("ExpireDate must be after StartDate"));
    }
    let tags = tags::read(input.tags.as_ref(), Many(validation, "A mute rule"))?;
    let region = state.regions.entry(ctx.scope).or_default();
    let rules = &mut region.mutes.rules;
    if rules.len() >= MOST && !rules.contains_key(&input.name) {
        let text = "The maximum number of alarm mute rules has been reached";
        return Err(ApiError::new("LimitExceeded", text));
    }
    let given = &input.rule.schedule;
    let arn = ctx.scope.arn("cloudwatch", &format!("alarm-mute-rule:{}", input.name));
    let rule = MuteRule {
        name: input.name.clone(),
        arn: arn.clone(),
        description: input.description.clone(),
        schedule,
        expression: given.expression.clone(),
        duration: given.duration.clone(),
        timezone: given.timezone.clone(),
        targets: input.mute_targets.as_ref().map(|targets| targets.alarm_names.clone()),
        start,
        expire,
        updated: ctx.now,
        tags: rules.get(&input.name).map_or(tags, |rule| rule.tags.clone()),
    };
    rules.insert(input.name.clone(), rule);
    ctx.fact(Fact::MuteRulePut { rule: arn });
    // What was muted by the rule as it was may not be muted any more.
    let (now, scope) = (ctx.now, ctx.scope);
    ctx.wake(now, Wake::Unmute { scope });
    Ok(())
}

fn schedule(given: &api::Schedule) -> Result<Schedule, ApiError> {
    let zone = given.timezone.as_deref();
    if let Some(zone) = zone {
        if Zone::is_unknown_name(zone) {
            return Err(ApiError::not_simulated(format!("time zone {zone}")));
        }
        if Zone::parse(zone).is_none() {
            return Err(validation(format!("Timezone {zone} is not valid")));
        }
    }
    Schedule::parse(&given.expression, &given.duration, zone).ok_or_else(|| {
        let fits = Schedule::parse(&given.expression, "PT1M", zone).is_some();
        validation(if fits {
            format!("Duration {} must be between PT1M and P15D", given.duration)
        } else {
            format!("Schedule expression {} is not valid", given.expression)
        })
    })
}

/// One rule.
pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &MuteRuleNameInput,
) -> Result<GetAlarmMuteRuleOutput, ApiError> {
    let region = state.region(ctx.scope);
    let rule = region.and_then(|region| region.mutes.rules.get(&input.alarm_mute_rule_name));
    let rule = rule.ok_or_else(|| ApiError::new("ResourceNotFoundException", "").http(404))?;
    Ok(GetAlarmMuteRuleOutput {
        name: rule.name.clone(),
        alarm_mute_rule_arn: rule.arn.to_string(),
        description: rule.description.clone(),
        rule: api::Rule {
            schedule: api::Schedule {
                expression: rule.expression.clone(),
                duration: rule.duration.clone(),
                timezone: rule.timezone.clone(),
            },
        },
        mute_targets: rule.targets.clone().map(|alarm_names| MuteTargets { alarm_names }),
        start_date: rule.start.map(Timestamp),
        expire_date: rule.expire.map(Timestamp),
        status: rule.status(ctx.now).name().to_owned(),
        last_updated_timestamp: Timestamp(rule.updated),
        mute_type: rule.kind().to_owned(),
    })
}

/// Rules, of one alarm or of certain states, in the order of their names.
pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListAlarmMuteRulesInput,
) -> Result<ListAlarmMuteRulesOutput, ApiError> {
    let statuses = input.statuses.as_ref().filter(|statuses| !statuses.is_empty());
    let matches = |rule: &&MuteRule| {
        let status = rule.status(ctx.now).name();
        input.alarm_name.as_ref().is_none_or(|name| rule.has_target(name))
            && statuses.is_none_or(|statuses| statuses.iter().any(|wanted| wanted == status))
    };
    let rules = state.region(ctx.scope).into_iter().flat_map(|region| region.mutes.rules.values());
    let summary = |rule: &MuteRule| AlarmMuteRuleSummary {
        alarm_mute_rule_arn: rule.arn.to_string(),
        expire_date: rule.expire.map(Timestamp),
        status: rule.status(ctx.now).name().to_owned(),
        mute_type: rule.kind().to_owned(),
        last_updated_timestamp: Timestamp(rule.updated),
    };
    let found = rules.filter(matches).map(summary);
    let (alarm_mute_rule_summaries, next_token) =
        page(found, input.next_token.as_ref(), size(input.max_records))?;
    Ok(ListAlarmMuteRulesOutput { alarm_mute_rule_summaries, next_token })
}

/// Deletes a rule: what it muted runs at once if the state persists. One that does not exist is no
/// error.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarmMuteRule.html>
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &MuteRuleNameInput,
) -> Result<(), ApiError> {
    let Some(region) = state.regions.get_mut(&ctx.scope) else { return Ok(()) };
    if let Some(rule) = region.mutes.rules.remove(&input.alarm_mute_rule_name) {
        ctx.fact(Fact::MuteRuleDeleted { rule: rule.arn });
        let (now, scope) = (ctx.now, ctx.scope);
        ctx.wake(now, Wake::Unmute { scope });
    }
    Ok(())
}
