//! Trails at work: CloudTrail's events on their way to log groups, in the role a trail names.

use super::caller::{Caller, Origin, RoleSession};
use super::fact::Cause;
use super::service_role::{self, Acting};
use super::world::World;
use crate::services::cloudtrail::Fact;
use crate::services::cloudtrail::logs::{Events, Target, stream};
use crate::services::cloudtrail::ops::{Plan, Reach};
use crate::services::cloudtrail::trail::PRINCIPAL;
use crate::services::failure::Failure;
use crate::services::logs::api::Request as Logs;
use crate::services::logs::shapes::{InputLogEvent, PutLogEventsInput, StreamInput};
use crate::services::logs::state::OVERHEAD;
use crate::services::sts::api::{AssumeRoleInput, Request as Sts};
use crate::services::{Request, iam};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Span;

/// The name of CloudTrail's sessions, as records show it.
const SESSION: &str = "CLOUDWATCH_LOGS_DELIVERY_SESSION";

/// How much one request holds, of the bytes and of the events that it may.
const CHUNK: (u64, usize) = (1_000_000, 10_000);

/// What CloudTrail finds when it tries the log group and the role that a request names.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html>
pub(super) fn reach(world: &World, plan: &Plan) -> (Reach, Reach) {
    let Some(target) = plan.settings.logs.as_ref().filter(|_| plan.logs) else {
        return (Reach::Unasked, Reach::Unasked);
    };
    let service = Caller::service(plan.scope, PRINCIPAL, plan.arn.clone());
    if may(world, &service, plan.scope, &assume(target)).is_err() {
        return (Reach::Unasked, Reach::Refused);
    }
    let Some(role) = world.accounts().role(&target.role) else {
        return (Reach::Unasked, Reach::Missing);
    };
    let found = Arn::parse(target.group()).and_then(|arn| world.logs.groups().get(&arn));
    if found.is_none() {
        return (Reach::Missing, Reach::Open);
    }
    let session = RoleSession {
        role: role.arn.clone(),
        role_id: role.role_id.clone(),
        name: SESSION.to_owned(),
        access_key: String::new(),
        since: world.now,
        mfa: false,
        origin: Origin::Assumed,
        passed: None,
    };
    let caller = Caller::linked(plan.scope.account, session, PRINCIPAL);
    let requests = [make(target, plan.scope), put(target, plan.scope, Vec::new())];
    let allowed = requests.iter().all(|it| may(world, &caller, plan.scope, it).is_ok());
    (if allowed { Reach::Open } else { Reach::Refused }, Reach::Open)
}

fn assume(target: &Target) -> Request {
    Sts::AssumeRole(AssumeRoleInput {
        role_arn: target.role.to_string(),
        role_session_name: SESSION.to_owned(),
        ..AssumeRoleInput::default()
    })
    .into()
}

fn make(target: &Target, scope: Scope) -> Request {
    let (group, stream) = (target.name().to_owned(), stream(scope));
    Logs::CreateLogStream(StreamInput { group, stream }).into()
}

fn put(target: &Target, scope: Scope, events: Vec<InputLogEvent>) -> Request {
    let (group, stream) = (target.name().to_owned(), stream(scope));
    Logs::PutLogEvents(PutLogEventsInput { group, stream, events, token: None }).into()
}

/// Whether a call would be let through. Nothing is called and nothing recorded.
fn may(world: &World, caller: &Caller, scope: Scope, request: &Request) -> Result<(), Failure> {
    iam::authorize(world, caller, scope, request).map(|_| ()).map_err(|(_, error)| error.into())
}

/// A trail puts what it has gathered into its log group.
pub(super) fn deliver(world: &mut World, cause: Cause, trail: u64) {
    if let Some(events) = world.cloudtrail.to_log(trail) {
        carry(world, cause, trail, events);
    }
}

/// A trail puts there what it has found unusual.
pub(super) fn tell(world: &mut World, cause: Cause, trail: u64) {
    if let Some(events) = world.cloudtrail.insights_to_log(trail, world.now) {
        carry(world, cause, trail, events);
    }
}

fn carry(world: &mut World, cause: Cause, trail: u64, events: Events) {
    let count = events.events.len() as u32;
    let Events { trail: arn, scope, target, .. } = events.clone();
    let Some(group) = Arn::parse(target.group()) else { return };
    let failure = send(world, cause, trail, events).err();
    let error = failure.as_ref().map(|failure| failure.code.clone());
    let now = world.now;
    if world.cloudtrail.logged(trail, now, failure) {
        let what = match error {
            Some(error) => Fact::NotLogged { trail: arn, group, error },
            None => Fact::Logged { trail: arn, group, stream: stream(scope), events: count },
        };
        world.happened(cause, what);
    }
}

/// What would be refused is not called: a record of that refusal would be the next event to
/// deliver, and so on for ever.
fn send(world: &mut World, cause: Cause, trail: u64, events: Events) -> Result<(), Failure> {
    let caller = session(world, cause, trail, &events)?;
    let Events { scope, target, events, .. } = events;
    let group = world.logs.group(scope, target.name());
    if group.is_some_and(|group| !group.streams.contains_key(&stream(scope))) {
        let request = make(&target, scope);
        may(world, &caller, scope, &request)?;
        call(world, &caller, scope, &request, cause)?;
    }
    for chunk in chunks(events) {
        call(world, &caller, scope, &put(&target, scope, chunk), cause)?;
    }
    Ok(())
}

fn call(
    world: &mut World,
    caller: &Caller,
    scope: Scope,
    request: &Request,
    cause: Cause,
) -> Result<serde_json::Value, Failure> {
    world.call_as(caller.clone(), scope.region, request, cause).0.map_err(Failure::from)
}

/// Events in pieces that one request can hold.
fn chunks(events: Vec<InputLogEvent>) -> Vec<Vec<InputLogEvent>> {
    let (most_bytes, most_events) = CHUNK;
    let day = Span::days(1).as_millis();
    let mut chunks: Vec<Vec<InputLogEvent>> = Vec::new();
    let mut bytes = 0;
    for event in events {
        let size = event.message.len() as u64 + OVERHEAD;
        let open = chunks.last_mut().filter(|chunk| {
            let old = chunk.first().is_some_and(|first| event.timestamp - first.timestamp >= day);
            bytes + size <= most_bytes && chunk.len() < most_events && !old
        });
        match open {
            Some(chunk) => {
                bytes += size;
                chunk.push(event);
            }
            None => {
                bytes = size;
                chunks.push(vec![event]);
            }
        }
    }
    chunks
}

/// The session in which a trail puts events.
fn session(
    world: &mut World,
    cause: Cause,
    trail: u64,
    events: &Events,
) -> Result<Caller, Failure> {
    let acting = Acting {
        principal: PRINCIPAL,
        source: &events.trail,
        scope: events.scope,
        role: &events.target.role,
        session: SESSION,
        external_id: None,
    };
    let (caller, key) = service_role::open(world, cause, &acting, events.session.as_deref())?;
    world.cloudtrail.keeps_session(trail, &key);
    Ok(caller)
}
