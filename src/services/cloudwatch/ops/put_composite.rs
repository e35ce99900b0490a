//! PutCompositeAlarm.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>.
//! Messages: as measured against the service, where no comment says otherwise.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::put_alarm::other_kind;
use super::tags::{self, Many};
use super::{action, validation};
use crate::api::ApiError;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::any::AnyConfig;
use crate::services::cloudwatch::alarm::event::tell_of;
use crate::services::cloudwatch::alarm::history::{Item, What};
use crate::services::cloudwatch::api::PutCompositeAlarmInput;
use crate::services::cloudwatch::composite::config::{Suppressor, alarm_name};
use crate::services::cloudwatch::composite::reason::Trigger;
use crate::services::cloudwatch::composite::rule::{Child, Rule};
use crate::services::cloudwatch::composite::{Composite, Config, parse};
use crate::services::cloudwatch::state::{Region, State};
use crate::services::cloudwatch::wake::Wake;
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// The most composite alarms that look at one alarm.
const PARENTS: usize = 150;

/// Makes a composite alarm, or replaces the configuration of the one with this name: its state
/// stays until its rule is evaluated, which it is at once; so do its tags.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutCompositeAlarmInput,
) -> Result<(), ApiError> {
    let tags = tags::read(input.tags.as_ref(), Many(validation, "An alarm"))?;
    let config = read(ctx, input)?;
    let none = Region::default();
    check(state.regions.get(&ctx.scope).unwrap_or(&none), &config)?;
    let (arn, name) = (config.arn.clone(), config.name.clone());
    let watched: BTreeSet<String> = config.watched().into_iter().collect();
    let region = state.regions.entry(ctx.scope).or_default();
    let (before, trigger, item) = match region.composites.get_mut(&name) {
        Some(composite) => {
            let (before, old) = (composite.config().watched(), composite.config().into());
            let snapshot = composite.snapshot();
            composite.versions.push((ctx.now, Rc::new(config)));
            let new = AnyConfig::from(composite.config());
            let what = What::Updated { old, new: new.clone(), state: snapshot };
            let fact = ctx.fact(Fact::AlarmUpdated { alarm: arn });
            tell_of(&region.history, ctx, fact, &what);
            (before, Trigger::Updated, Item::new(ctx.now, &new, what))
        }
        None => {
            let composite = Composite::new(config, tags, ctx.now);
            let config = AnyConfig::from(composite.config());
            region.composites.insert(name.clone(), composite);
            let fact = ctx.fact(Fact::AlarmCreated { alarm: arn });
            let what = What::Created(config.clone());
            tell_of(&region.history, ctx, fact, &what);
            let item = Item::new(ctx.now, &config, what);
            (Vec::new(), Trigger::Created, item)
        }
    };
    region.history.push(item);
    region.look_at(&name, &before, &watched);
    let (scope, now) = (ctx.scope, ctx.now);
    ctx.wake(now, Wake::Composite { scope, name, trigger });
    Ok(())
}

fn read(ctx: &Ctx<'_>, input: &PutCompositeAlarmInput) -> Result<Config, ApiError> {
    if input.alarm_name.chars().any(|c| c.is_ascii_control()) {
        return Err(validation("AlarmName must not contain ASCII Control characters"));
    }
    let text = &input.alarm_rule;
    if text.trim() != text {
        let message = "AlarmRule must not contain leading or trailing whitespace or be null";
        return Err(validation(message));
    }
    let rule: Rule =
        parse::parse(text, ctx.scope).map_err(|mistake| validation(mistake.message))?;
    let lists = [&input.ok_actions, &input.alarm_actions, &input.insufficient_data_actions];
    let [ok_actions, alarm_actions, insufficient_actions] =
        action::read(lists, action::Of::Composite, ctx.scope)?;
    Ok(Config {
        name: input.alarm_name.clone(),
        arn: ctx.scope.arn("cloudwatch", &format!("alarm:{}", input.alarm_name)),
        description: input.alarm_description.clone(),
        actions_enabled: input.actions_enabled.unwrap_or(true),
        ok_actions,
        alarm_actions,
        insufficient_actions,
        rule,
        suppressor: suppressor(input, ctx.scope)?,
        updated: ctx.now,
    })
}

/// The message for an extension period alone follows that for a wait period.
fn suppressor(
    input: &PutCompositeAlarmInput,
    scope: Scope,
) -> Result<Option<Suppressor>, ApiError> {
    let (wait, extension) =
        (input.actions_suppressor_wait_period, input.actions_suppressor_extension_period);
    let Some(given) = input.actions_suppressor.clone() else {
        let alone = [
            ("ActionsSuppressorWaitPeriod", wait),
            ("ActionsSuppressorExtensionPeriod", extension),
        ];
        return match alone.into_iter().find(|(_, given)| given.is_some()) {
            Some((name, _)) => Err(validation(format!("{name} requires an ActionSuppressor"))),
            None => Ok(None),
        };
    };
    let null = |name: &str| validation(format!("{name} must not be null"));
    let wait_secs = wait.ok_or_else(|| null("ActionsSuppressorWaitPeriod"))?;
    let extension_secs = extension.ok_or_else(|| null("ActionsSuppressorExtensionPeriod"))?;
    let name = alarm_name(&given, scope).ok_or_else(|| {
        validation("ActionsSuppressor must be a valid CloudWatch Alarm ARN or an Alarm name")
    })?;
    Ok(Some(Suppressor { given, name, wait_secs, extension_secs }))
}

/// What a configuration needs of the other alarms. That an alarm does not suppress itself, that
/// its suppressor exists, and the last two messages are ours.
fn check(region: &Region, config: &Config) -> Result<(), ApiError> {
    let children = config.rule.children();
    if children.contains(&config.name) {
        let text = "A composite alarm cannot have a child relation with itself via its AlarmRule";
        return Err(validation(text));
    }
    let mut missing: Vec<&str> = Vec::new();
    config.rule.term.each_child(&mut |Child { given, name }| {
        if region.value_of(name).is_none() && !missing.contains(&given.as_str()) {
            missing.push(given);
        }
    });
    if !missing.is_empty() {
        return Err(validation(format!(
            "Could not save the composite alarm as alarms [{}] in the alarm rule do not exist",
            missing.join(", ")
        )));
    }
    if let Some(suppressor) = &config.suppressor
        && (region.value_of(&suppressor.name).is_none() || suppressor.name == config.name)
    {
        return Err(validation(format!(
            "Could not save the composite alarm as ActionsSuppressor {} is not another alarm",
            suppressor.given
        )));
    }
    if region.alarms.contains_key(&config.name) {
        return Err(other_kind(&config.name));
    }
    let full = |name: &&String| {
        region.parents(name).filter(|parent| **parent != config.name).count() >= PARENTS
    };
    match children.iter().find(full) {
        Some(name) => Err(validation(format!(
            "The alarm {name} is in the rules of {PARENTS} composite alarms already"
        ))),
        None => Ok(()),
    }
}
