//! Delivery to CloudWatch Logs: where a trail's events go beside its bucket, and in which role.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html>

use std::rc::Rc;

use serde_json::Value;

use super::ops::{Reach, Sight};
use super::state::State;
use crate::access::Decision;
use crate::api::ApiError;
use crate::services::failure::Failure;
use crate::services::logs::shapes::InputLogEvent;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// Larger events are not sent to CloudWatch Logs.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-limitations.html>
const LARGEST: usize = 256 * 1024;

/// A log group, and the role in which CloudTrail puts events into it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Target {
    /// The group as it was given, with `:*` behind it.
    pub given: String,
    /// The role.
    pub role: Arn,
}

impl Target {
    /// The group's ARN.
    pub fn group(&self) -> &str {
        self.given.strip_suffix(":*").unwrap_or(&self.given)
    }

    /// The group's name.
    pub fn name(&self) -> &str {
        crate::services::logs::state::name_in(&self.given)
    }
}

/// What a trail has for its log group.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct ToLogs {
    /// The numbers of records that wait.
    pub(super) open: Vec<u64>,
    /// When events were last put.
    pub delivered: Option<Time>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// What refused it, if a policy did.
    pub refused: Option<Rc<Decision>>,
    /// The key of the session in which it puts events.
    pub(super) session: Option<String>,
}

/// The stream a trail's events go to: one, of its home Region.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html>
pub fn stream(home: Scope) -> String {
    format!("{}_CloudTrail_{}", home.account, home.region)
}

fn no_group(text: &str) -> ApiError {
    ApiError::new("InvalidCloudWatchLogsLogGroupArnException", text)
}

fn no_role(text: &str) -> ApiError {
    ApiError::new("InvalidCloudWatchLogsRoleArnException", text)
}

/// What AWS says to a group it does not find.
const UNKNOWN: &str = "Check the log group ARN: CloudTrail can't validate it.";

/// The target after a request; empty texts take it away. The texts are AWS's but for the second.
pub fn target(
    scope: Scope,
    now: Option<Target>,
    (group, role): (&Option<String>, &Option<String>),
) -> Result<Option<Target>, ApiError> {
    if group.is_none() && role.is_none() {
        return Ok(now);
    }
    let old = |of: fn(&Target) -> String| now.as_ref().map(of).unwrap_or_default();
    let group = group.clone().unwrap_or_else(|| old(|now| now.given.clone()));
    let role = role.clone().unwrap_or_else(|| old(|now| now.role.to_string()));
    match (group.is_empty(), role.is_empty()) {
        (true, true) => return Ok(None),
        (false, true) => {
            return Err(no_role("You must specify a role ARN as well as a log group."));
        }
        (true, false) => {
            return Err(no_group("You must specify a log group as well as a role ARN."));
        }
        (false, false) => {}
    }
    let arn = Arn::parse(&group).filter(|arn| {
        let rest = arn.rest();
        arn.service() == "logs"
            && arn.region() == Some(scope.region)
            && arn.account() == Some(scope.account)
            && rest.starts_with("log-group:")
            && rest.ends_with(":*")
    });
    arn.ok_or_else(|| no_group(UNKNOWN))?;
    let fits = |arn: &Arn| {
        arn.service() == "iam"
            && arn.account() == Some(scope.account)
            && arn.rest().starts_with("role/")
    };
    let role = Arn::parse(&role).filter(fits);
    // The code is AWS's, the text is ours.
    let role = role.ok_or_else(|| no_role("The role ARN is not valid."))?;
    Ok(Some(Target { given: group, role }))
}

/// Whether CloudTrail may put events into the group.
pub fn usable(sight: &Sight) -> Result<(), ApiError> {
    if matches!(sight.role, Reach::Missing | Reach::Refused) {
        return Err(no_role("Access denied. Check the trust relationships for your role."));
    }
    match sight.logs {
        Reach::Missing => Err(no_group(UNKNOWN)),
        Reach::Refused => {
            let text = "Access denied. Verify in IAM that the role has adequate permissions.";
            Err(no_group(text))
        }
        Reach::Unasked | Reach::Open => Ok(()),
    }
}

/// Events ready to be put.
#[derive(Clone, Debug)]
pub struct Events {
    /// The trail.
    pub trail: Arn,
    /// Its account and home.
    pub scope: Scope,
    /// Where they go.
    pub target: Target,
    /// The key of the session in which the last ones were put.
    pub session: Option<String>,
    /// The events, the oldest first.
    pub events: Vec<InputLogEvent>,
}

fn event(time: Time, json: &Value) -> InputLogEvent {
    InputLogEvent { timestamp: time.floor(Span::secs(1)).as_millis(), message: json.to_string() }
}

impl State {
    /// Takes what a trail has gathered for its log group. Events that cannot be put now are not
    /// tried again.
    pub fn to_log(&mut self, number: u64) -> Option<Events> {
        let trail = self.numbered(number)?;
        let open = std::mem::take(&mut trail.logs.open);
        let records = open.iter().filter_map(|number| self.records().get(*number as usize));
        let events = records.map(|record| event(record.time, &record.json())).collect();
        self.ready(number, events)
    }

    /// What a trail has found unusual and is to be known from now on goes there, too.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html>
    pub fn insights_to_log(&mut self, number: u64, now: Time) -> Option<Events> {
        let newest = (0..self.insights.len()).rev().filter_map(|place| self.insights.get(place));
        let known = newest.skip_while(|insight| insight.visible > now);
        let own = known
            .take_while(|insight| insight.visible == now)
            .filter(|insight| insight.number == number);
        let events = own.map(|insight| event(insight.time, &insight.json())).collect();
        self.ready(number, events)
    }

    /// Events for a trail's log group, if it has one.
    fn ready(&mut self, number: u64, mut events: Vec<InputLogEvent>) -> Option<Events> {
        let trail = self.numbered(number)?;
        let target = trail.settings.logs.clone()?;
        let (arn, scope, session) = (trail.arn.clone(), trail.home, trail.logs.session.clone());
        events.retain(|event| event.message.len() <= LARGEST);
        events.sort_by_key(|event| event.timestamp);
        (!events.is_empty()).then_some(Events { trail: arn, scope, target, session, events })
    }

    /// Keeps the session in which a trail puts events.
    pub fn keeps_session(&mut self, number: u64, key: &str) {
        if let Some(trail) = self.numbered(number) {
            trail.logs.session = Some(key.to_owned());
        }
    }

    /// Events were put, or not; whether that is news.
    pub fn logged(&mut self, number: u64, now: Time, failure: Option<Failure>) -> bool {
        let Some(trail) = self.numbered(number) else { return false };
        let logs = &mut trail.logs;
        match failure {
            None => {
                logs.delivered = Some(now);
                (logs.error, logs.refused) = (None, None);
                true
            }
            Some(Failure { code: error, refused, .. }) => {
                let news = logs.error.as_ref() != Some(&error);
                (logs.error, logs.refused) = (Some(error), refused);
                news
            }
        }
    }
}
