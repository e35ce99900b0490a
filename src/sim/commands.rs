//! Commands at work: their output on its way to buckets and log groups in the role of the
//! instance, and messages about how they stand in the role a command names.
//!
//! Each is a call like any other, decided and recorded. What becomes of it is kept with the
//! command; AWS's agent writes a refusal into its own log, where nobody reads it.

use std::rc::Rc;

use serde_json::Value;

use super::caller::{Caller, RoleSession};
use super::dispatch;
use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::service_put::FULL_CONTROL;
use super::world::World;
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::iam::instance;
use crate::services::logs::api::Request as Logs;
use crate::services::logs::shapes::{
    CreateLogGroupInput, DescribeLogGroupsInput, InputLogEvent, PutLogEventsInput, StreamInput,
};
use crate::services::s3::shapes::PutObjectInput;
use crate::services::sns::api::{PublishInput, Request as Sns};
use crate::services::ssm::outputs::{self, Delivered, Named};
use crate::services::ssm::state::{Command, Invocation};
use crate::services::sts::api::{AssumeRoleInput, Request as Sts};
use crate::services::{Request, iam, s3, ssm};

/// The service that tells of commands.
const SERVICE: &str = "ssm.amazonaws.com";
/// The name of its sessions in the role of a command. No record of one is known: the name is ours.
const SESSION: &str = "RunCommandNotification";
/// How the Systems Manager agent calls itself.
const AGENT: &str = "aws-sdk-go/1.55.5 (go1.23.10; linux; amd64) amazon-ssm-agent/3.3.1611.0";

/// What a request names of other services: a bucket that is there, a role that lets the service in.
pub(super) fn named(world: &World, scope: Scope, request: &ssm::api::Request) -> Named {
    let ssm::api::Request::SendCommand(input) = request else { return Named::default() };
    let bucket = input.output_s3_bucket_name.as_deref();
    let role = input.service_role_arn.as_deref().and_then(Arn::parse);
    Named {
        bucket: bucket.is_some_and(|name| world.s3.bucket(name).is_ok()),
        role: role.is_some_and(|role| {
            let asks = assume(&role);
            world.accounts().role(&role).is_some()
                && iam::authorize(world, &service(scope), scope, &asks).is_ok()
        }),
    }
}

/// The service, which acts for the commands of an account.
fn service(scope: Scope) -> Caller {
    Caller::service(scope, SERVICE, scope.arn("ssm", "*"))
}

fn assume(role: &Arn) -> Request {
    Sts::AssumeRole(AssumeRoleInput {
        role_arn: role.to_string(),
        role_session_name: SESSION.to_owned(),
        ..AssumeRoleInput::default()
    })
    .into()
}

/// A command may stand otherwise: what is over is delivered, and who wants to hear of it is told.
pub(super) fn turned(world: &mut World, cause: Cause, scope: Scope, number: u64) {
    let Some(command) = world.ssm.command(number).cloned() else { return };
    let now = world.now;
    for (nth, one) in command.invocations.iter().enumerate() {
        if one.is_over(now) && one.delivered.is_none() {
            let delivered = deliver(world, cause, &command, one);
            if let Some(kept) = invocation(world, number, nth) {
                kept.delivered = Some(delivered);
            }
        }
    }
    tell(world, (cause, scope), &command, number);
    if let Some(at) = command.next_turn(now) {
        dispatch::ssm_ctx(world, scope, cause)
            .1
            .wake(at, ssm::Wake::Turns { scope, command: number });
    }
}

fn invocation(world: &mut World, number: u64, nth: usize) -> Option<&mut Invocation> {
    world.ssm.command_mut(number)?.invocations.get_mut(nth)
}

/// Puts what an instance printed where the command says. Nothing is put of what never ran, nor of
/// what printed nothing.
fn deliver(world: &mut World, cause: Cause, command: &Command, one: &Invocation) -> Vec<Delivered> {
    let mut found = Vec::new();
    let files = [("stdout", &one.stdout), ("stderr", &one.stderr)];
    let files = files.into_iter().filter(|(_, text)| !one.terminated && !text.is_empty());
    for (file, text) in files {
        if let Some((bucket, _)) = &command.outputs.bucket {
            let key = outputs::key(command, one, file);
            let place = format!("s3://{bucket}/{key}");
            let put = s3::api::Request::PutObject(PutObjectInput {
                acl: Some(FULL_CONTROL.to_owned()),
                body: Some(s3::Body::new(text.as_bytes().to_vec()).to_wire()),
                bucket: bucket.clone(),
                key,
                ..PutObjectInput::default()
            });
            let reply = as_instance(world, cause, (command.scope, one), &put.into());
            found.push(told(world, place, reply));
        }
        if let Some(group) = command.outputs.log_group(command.document) {
            let stream = outputs::stream(command, one, file);
            let place = format!("{group} {stream}");
            let reply = log(world, cause, (command.scope, one), (group, stream, text.clone()));
            found.push(told(world, place, reply));
        }
    }
    found
}

fn told(world: &World, place: String, reply: Result<Value, ApiError>) -> Delivered {
    let (error, refused) = match reply {
        Ok(_) => (None, None),
        Err(error) => {
            let text = format!("{}: {}", error.code, error.message);
            let refused = match error.stage {
                Stage::Access(decision) => Some(Rc::new(*decision)),
                _ => None,
            };
            (Some(text), refused)
        }
    };
    Delivered { time: world.now, place, error, refused }
}

/// A call of the agent on an instance, in the role of the instance.
fn as_instance(
    world: &mut World,
    cause: Cause,
    (scope, one): (Scope, &Invocation),
    request: &Request,
) -> Result<Value, ApiError> {
    // The words of the SDK that the agent is made with.
    let none = |_| ApiError::new("NoCredentialProviders", "no valid providers in chain");
    let session = instance::session(world, &one.instance, AGENT).map_err(none)?;
    let account = session.role.account().unwrap_or(scope.account);
    world.call_as(Caller::instance(account, session), scope.region, request, cause).0
}

/// Puts an output into a log group, which is made if it is missing. What was printed comes as one
/// event when it is over; AWS's agent sends it every 30 seconds meanwhile.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-rc-setting-up-cwlogs.html>
fn log(
    world: &mut World,
    cause: Cause,
    who: (Scope, &Invocation),
    (group, stream, message): (String, String, String),
) -> Result<Value, ApiError> {
    let prefix = Some(group.clone());
    let asked = Logs::DescribeLogGroups(DescribeLogGroupsInput {
        prefix,
        ..DescribeLogGroupsInput::default()
    });
    as_instance(world, cause, who, &asked.into())?;
    if world.logs.group(who.0, &group).is_none() {
        let made = CreateLogGroupInput { group: group.clone(), ..CreateLogGroupInput::default() };
        as_instance(world, cause, who, &Logs::CreateLogGroup(made).into())?;
    }
    let made = StreamInput { group: group.clone(), stream: stream.clone() };
    as_instance(world, cause, who, &Logs::CreateLogStream(made).into())?;
    let timestamp = world.now.as_millis();
    let events = vec![InputLogEvent { timestamp, message }];
    let put = PutLogEventsInput { group, stream, events, token: None };
    as_instance(world, cause, who, &Logs::PutLogEvents(put).into())
}

/// Tells what stands otherwise than was told last: the command, or each of its instances.
fn tell(world: &mut World, place: (Cause, Scope), command: &Command, number: u64) {
    let Some(notice) = command.outputs.notice.clone() else { return };
    let now = world.now;
    if notice.each {
        for (nth, one) in command.invocations.iter().enumerate() {
            let (status, _) = one.status(now);
            if one.told == status {
                continue;
            }
            if let Some(kept) = invocation(world, number, nth) {
                kept.told = status;
            }
            if notice.tells(status) {
                let message = outputs::of_invocation(command, one, status, now);
                publish(world, place, (command, number), &notice.topic, message);
            }
        }
        return;
    }
    let (status, _) = command.status(now);
    if command.outputs.told == status {
        return;
    }
    if let Some(kept) = world.ssm.command_mut(number) {
        kept.outputs.told = status;
    }
    if notice.tells(status) {
        let message = outputs::of_command(command, status, now);
        publish(world, place, (command, number), &notice.topic, message);
    }
}

/// Publishes a message in the role of the command.
fn publish(
    world: &mut World,
    (cause, scope): (Cause, Scope),
    (command, number): (&Command, u64),
    topic: &str,
    message: String,
) {
    let reply = in_role(world, cause, command).and_then(|session| {
        let subject = format!("EC2 Run Command Notification {}", scope.region);
        let request = Sns::Publish(PublishInput {
            topic_arn: Some(topic.to_owned()),
            message,
            subject: Some(subject),
            ..PublishInput::default()
        });
        let caller = Caller::linked(scope.account, session, SERVICE);
        world.call_as(caller, scope.region, &request.into(), cause).0
    });
    let told = told(world, topic.to_owned(), reply);
    if let Some(kept) = world.ssm.command_mut(number) {
        kept.notices.push(told);
    }
}

/// Opens a session in the role of a command.
fn in_role(world: &mut World, cause: Cause, command: &Command) -> Result<RoleSession, ApiError> {
    let none = || ApiError::new("AccessDenied", "The role of the command cannot be assumed.");
    let role = Arn::parse(&command.outputs.role).ok_or_else(none)?;
    let scope = command.scope;
    let (reply, _) = world.call_as(service(scope), scope.region, &assume(&role), cause);
    let reply = reply?;
    let key = reply.pointer("/Credentials/AccessKeyId").and_then(Value::as_str);
    let session = key.and_then(|key| world.sts.session(key)).ok_or_else(none)?;
    Ok(session.role.clone())
}
