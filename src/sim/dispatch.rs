//! The two places where the kernel calls services: [`execute`] for requests, [`wake`] for time.

use serde_json::Value;

use super::caller::Caller;
use super::ctx::Ctx;
use super::fact::Cause;
use super::roles;
use super::scope::{AccountId, Region, Scope};
use super::world::World;
use super::{
    agents, commands, data_source, firehose as deliveries, forward, hooks, keys, service_event,
    streams, trails,
};
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::{
    Actor, Emitters, Request, ServiceCall, Token, Wake, accessanalyzer, agent, autoscaling,
    budgets, cloudtrail, cloudwatch, dynamodb, ec2, firehose, iam, kms, lambda, logs, oam,
    organizations, record::RecordShape, s3, sns, sqs, ssm, sts, usage,
};

/// Borrows one service's state and a context beside it.
macro_rules! with_ctx {
    ($world:ident, $field:ident, $scope:expr, $cause:expr) => {{
        let World { $field, facts, queue, now, ids, .. } = $world;
        let ctx = Ctx { now: *now, scope: $scope, ids: *ids, cause: $cause, facts, queue };
        ($field, ctx)
    }};
}

/// Lends CloudWatch's state, all that emits metrics, and the rest a service sees.
macro_rules! with_emitters {
    ($world:ident, $scope:expr, $cause:expr) => {{
        let World { cloudwatch, ec2, generators, autoscaling, agents, logs, lambda, sqs, .. } =
            $world;
        let World { dynamodb, cloudtrail, usage, .. } = $world;
        let World { facts, queue, now, ids, .. } = $world;
        let ctx = Ctx { now: *now, scope: $scope, ids: *ids, cause: $cause, facts, queue };
        let agents = agent::Source { agents, ec2 };
        let dynamodb = dynamodb::source::Source { tables: dynamodb, records: cloudtrail };
        let usage = usage::Source { usage, ec2 };
        let emitters =
            Emitters { ec2, generators, autoscaling, agents, logs, lambda, sqs, dynamodb, usage };
        (cloudwatch, ctx, emitters)
    }};
}

fn cloudtrail(
    world: &mut World,
    caller: &Caller,
    scope: Scope,
    cause: Cause,
    request: &cloudtrail::api::Request,
) -> Result<Value, ApiError> {
    let request = &trails::with_key(world, scope, request);
    let sight = trails::sight(world, scope, request);
    let (state, mut ctx) = with_ctx!(world, cloudtrail, scope, cause);
    let reply = cloudtrail::ops::execute(state, &mut ctx, &sight, request);
    let reply = match reply {
        Ok(reply) => trails::delegate(world, (caller, cause), scope, request).map(|()| reply),
        refused => refused,
    };
    trails::cover(world, Some(scope.account));
    reply
}

fn organizations(
    world: &mut World,
    scope: Scope,
    cause: Cause,
    request: &organizations::api::Request,
) -> Result<Value, ApiError> {
    let (state, mut ctx) = with_ctx!(world, organizations, scope, cause);
    let reply = organizations::ops::execute(state, &mut ctx, request);
    trails::cover(world, None);
    reply
}

fn access_analyzer(
    world: &mut World,
    scope: Scope,
    cause: Cause,
    request: &accessanalyzer::api::Request,
) -> Result<Value, ApiError> {
    let World { accessanalyzer: state, iam, facts, queue, now, ids, .. } = world;
    let World { s3, sns, lambda, sqs, dynamodb, kms, .. } = world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    let resources =
        accessanalyzer::exposure::Resources { s3, sns, lambda, sqs, dynamodb, kms, now: *now };
    let sight = accessanalyzer::ops::Sight { iam: iam.of(scope.account), resources };
    accessanalyzer::ops::execute(state, &mut ctx, &sight, request)
}

fn budgets(
    world: &mut World,
    scope: Scope,
    cause: Cause,
    request: &budgets::api::Request,
) -> Result<Value, ApiError> {
    let World { budgets, generators, facts, queue, now, ids, .. } = world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    budgets::ops::execute(budgets.of_mut(scope.account), &mut ctx, generators, request)
}

fn firehose(
    world: &mut World,
    scope: Scope,
    cause: Cause,
    request: &firehose::api::Request,
) -> Result<Value, ApiError> {
    let trusted = deliveries::trusted(world, scope, request);
    let (state, mut ctx) = with_ctx!(world, firehose, scope, cause);
    firehose::ops::execute(state, &mut ctx, trusted, request)
}

/// Carries out an authorised request. It changes the state of its own service only.
pub(super) fn execute(
    world: &mut World,
    caller: &Caller,
    scope: Scope,
    cause: Cause,
    request: &Request,
) -> Result<Value, ApiError> {
    if request.may_move_metrics() {
        world.still.disturb(world.now);
    }
    match request {
        Request::Ec2(request) => {
            let World { ec2, iam, kms, facts, queue, now, ids, .. } = world;
            let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            let sight = ec2::ops::Sight { iam: iam.of(scope.account), keys: kms };
            let reply = ec2::ops::execute(ec2, &mut ctx, sight, caller, request);
            keys::of_volumes(kms, ec2, (scope, *ids, *now));
            reply
        }
        Request::AutoScaling(request) => {
            let told = hooks::told(world, scope, request);
            let World { autoscaling, ec2, cloudwatch, generators, facts, queue, now, ids, .. } =
                world;
            let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            let sight = autoscaling::Sight { ec2, cloudwatch, generators, told: &told };
            autoscaling::ops::execute(autoscaling, &mut ctx, sight, caller, request)
        }
        Request::CloudWatch(request) => cloudwatch(world, scope, cause, request),
        Request::Sns(request) => {
            let World { sns, iam, facts, queue, now, ids, .. } = world;
            let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            sns::ops::execute(sns, &mut ctx, iam, caller, request)
        }
        Request::Ssm(request) => self::ssm(world, (caller, scope), cause, request),
        Request::Iam(request) => {
            let World { iam, cloudtrail, organizations, facts, queue, now, .. } = world;
            let state = iam.of_mut(scope.account);
            let mut ctx = Ctx { now: *now, scope, ids: state.ids(), cause, facts, queue };
            let sight = iam::ops::Sight { trail: cloudtrail, organizations };
            iam::ops::execute(state, &mut ctx, (caller, sight), request)
        }
        Request::Sts(request) => {
            let World { sts, iam, facts, queue, now, ids, .. } = world;
            let ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            sts::ops::execute(sts, &ctx, iam, caller, request)
        }
        Request::AccessAnalyzer(request) => access_analyzer(world, scope, cause, request),
        Request::Kms(request) => keys::execute(world, caller, scope, cause, request),
        Request::Logs(request) => {
            logs::seal::check((&world.logs, &world.kms), (scope, world.now), request)?;
            forward::reach(world, scope, cause, request)?;
            let (state, mut ctx) = with_ctx!(world, logs, scope, cause);
            logs::ops::execute(state, &mut ctx, request)
        }
        Request::Organizations(request) => self::organizations(world, scope, cause, request),
        Request::Oam(request) => {
            let World { oam, organizations, facts, queue, now, ids, .. } = world;
            let ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            oam::ops::execute(oam, &ctx, organizations, request)
        }
        Request::S3(request) => self::s3(world, (caller, scope), cause, request),
        Request::Budgets(request) => self::budgets(world, scope, cause, request),
        Request::CloudTrail(request) => cloudtrail(world, caller, scope, cause, request),
        Request::Lambda(request) => self::lambda(world, (caller, scope), cause, request),
        Request::Sqs(request) => self::sqs(world, (caller, scope), cause, request),
        Request::Firehose(request) => self::firehose(world, scope, cause, request),
        Request::DynamoDb(request) => {
            let (state, mut ctx) = with_ctx!(world, dynamodb, scope, cause);
            dynamodb::ops::execute(state, &mut ctx, request)
        }
    }
}

/// Carries out a request of S3, with the key's ARN in what is to be encrypted.
fn s3(
    world: &mut World,
    (caller, scope): (&Caller, Scope),
    cause: Cause,
    request: &s3::api::Request,
) -> Result<Value, ApiError> {
    if let s3::api::Request::DeleteObjects(input) = request {
        return world.delete_objects((caller, scope), cause, input);
    }
    let keys = (&world.s3, &world.kms);
    let unlocked = s3::seal::unlock(keys, (scope, world.now), request)?;
    let request = unlocked.as_ref().unwrap_or(request);
    let World { s3, iam, facts, queue, now, ids, .. } = world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    s3::ops::execute(s3, &mut ctx, iam.of(scope.account), caller, request)
}

/// Carries out a request of Systems Manager, which reaches instances whose agent reports.
fn ssm(
    world: &mut World,
    (caller, scope): (&Caller, Scope),
    cause: Cause,
    request: &ssm::api::Request,
) -> Result<Value, ApiError> {
    let reporting = agents::reporting(world, scope, request);
    let named = commands::named(world, scope, request);
    let World { ssm, ec2, facts, queue, now, ids, .. } = world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    let sight = ssm::Sight { ec2, reporting, named };
    ssm::ops::execute(ssm, &mut ctx, &sight, caller, request)
}

/// Carries out a request of Lambda, which asks IAM whom roles trust.
fn lambda(
    world: &mut World,
    (caller, scope): (&Caller, Scope),
    cause: Cause,
    request: &lambda::api::Request,
) -> Result<Value, ApiError> {
    let World { lambda, iam, facts, queue, now, ids, .. } = world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    lambda::ops::execute(lambda, &mut ctx, iam, caller, request)
}

/// Carries out a request of SQS, which asks IAM whom policies name.
fn sqs(
    world: &mut World,
    (caller, scope): (&Caller, Scope),
    cause: Cause,
    request: &sqs::api::Request,
) -> Result<Value, ApiError> {
    let World { sqs, iam, facts, queue, now, ids, .. } = world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    sqs::ops::execute(sqs, &mut ctx, iam, caller, request)
}

/// Carries out a request of CloudWatch, which reads what every service emits.
fn cloudwatch(
    world: &mut World,
    scope: Scope,
    cause: Cause,
    request: &cloudwatch::api::Request,
) -> Result<Value, ApiError> {
    data_source::before_call(world, scope, cause, request);
    let linked: Vec<AccountId> = match request.reaches_linked_accounts() {
        true => world.oam.accounts(scope),
        false => Vec::new(),
    };
    let moved = world.still.count();
    let (cloudwatch, mut ctx, emitters) = with_emitters!(world, scope, cause);
    cloudwatch::ops::execute(cloudwatch, &mut ctx, (emitters, &linked, moved), request)
}

/// What a command does inside an instance: to an agent, or on with its script.
fn script(world: &mut World, cause: Cause, wake: ssm::Wake) {
    let scope = wake.scope();
    match &wake {
        ssm::Wake::Agent { command, invocation, .. } => {
            return agents::act(world, cause, scope, (*command, *invocation));
        }
        ssm::Wake::Turns { command, .. } => return commands::turned(world, cause, scope, *command),
        ssm::Wake::Expires { name, .. } => return world.ssm.expire(scope, name, world.now),
        ssm::Wake::Weighs { instance, begun, .. } => {
            // A script is gone with the system that ran it.
            if !world.ec2.history(instance).is_some_and(|past| past.runs_since(*begun)) {
                return;
            }
        }
    }
    let (_, mut ctx) = with_ctx!(world, ssm, scope, cause);
    ssm::wake::wake(&mut ctx, wake);
}

/// Wakes an alarm, which reads what every service emits.
fn alarm(world: &mut World, cause: Cause, wake: cloudwatch::Wake) {
    let scope = wake.scope();
    data_source::before_evaluation(world, cause, &wake);
    let (linked, still) = (world.oam.accounts(scope), world.still);
    let (cloudwatch, mut ctx, emitters) = with_emitters!(world, scope, cause);
    cloudwatch::wake::wake(cloudwatch, &mut ctx, (emitters, &linked), still, wake);
}

/// Runs one wake-up.
pub(super) fn wake(world: &mut World, cause: Cause, wake: Wake) {
    if wake.may_move_metrics() {
        world.still.disturb(world.now);
    }
    match wake {
        Wake::Ec2(ec2::Wake { instance, step: ec2::wake::Step::Credentials, .. }) => {
            roles::renew(world, cause, &instance);
        }
        Wake::Ec2(wake) => {
            let scope = wake.scope();
            let (state, mut ctx) = with_ctx!(world, ec2, scope, cause);
            ec2::wake::wake(state, &mut ctx, wake);
        }
        Wake::AutoScaling(wake) if wake.tells() => hooks::tell(world, cause, &wake),
        Wake::AutoScaling(wake) => {
            let scope = wake.scope();
            let World { autoscaling, ec2, cloudwatch, generators, facts, queue, now, ids, .. } =
                world;
            let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            let sight = autoscaling::Sight { ec2, cloudwatch, generators, told: &[] };
            autoscaling::wake::wake(autoscaling, &mut ctx, sight, wake);
        }
        Wake::CloudWatch(cloudwatch::Wake::Stream { scope, name, since }) => {
            streams::send(world, cause, (scope, &name, since));
        }
        Wake::CloudWatch(wake) => alarm(world, cause, wake),
        Wake::Firehose(wake) => deliveries::wake(world, cause, &wake),
        Wake::Logs(logs::Wake::Forward(batch)) => forward::forward(world, cause, &batch),
        Wake::Sns(wake) => {
            let scope = wake.scope();
            let (state, mut ctx) = with_ctx!(world, sns, scope, cause);
            sns::wake::wake(state, &mut ctx, wake);
        }
        Wake::Organizations(wake) => {
            let (state, mut ctx) = with_ctx!(world, organizations, wake.scope(), cause);
            organizations::wake::wake(state, &mut ctx, &wake);
            service_event::account_made(world, cause, &wake);
        }
        Wake::S3(s3::Wake) => {
            // Rules of every account's buckets.
            let scope = Scope { account: world.account, region: Region::US_EAST_1 };
            let (state, mut ctx) = with_ctx!(world, s3, scope, cause);
            s3::lifecycle::midnight::midnight(state, &mut ctx);
        }
        Wake::Kms(wake) => service_event::key_due(world, cause, &wake),
        Wake::Budgets(wake) => {
            let scope = wake.scope();
            let World { budgets, generators, facts, queue, now, ids, .. } = world;
            let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            budgets::wake::wake(budgets.of_mut(scope.account), &mut ctx, generators, wake);
        }
        Wake::Ssm(wake) => script(world, cause, wake),
        Wake::CloudTrail(cloudtrail::Wake::Deliver { trail }) => {
            trails::deliver(world, cause, trail);
        }
        Wake::CloudTrail(cloudtrail::Wake::Digest { trail }) => {
            trails::digest(world, cause, trail);
        }
        Wake::CloudTrail(cloudtrail::Wake::Look { trail }) => trails::look(world, trail),
        Wake::CloudTrail(cloudtrail::Wake::Tell { trail }) => trails::tell(world, cause, trail),
        Wake::Lambda(wake) => {
            let (state, mut ctx) = with_ctx!(world, lambda, wake.scope(), cause);
            lambda::wake::wake(state, &mut ctx, wake);
        }
        Wake::Call(call) => {
            let reply = match actor(world, &call) {
                Ok(caller) => world.call_as(caller, call.scope.region, &call.request, cause).0,
                Err(error) => Err(error),
            };
            answered(world, cause, &call, &reply);
        }
    }
}

/// As whom a service calls.
fn actor(world: &World, call: &ServiceCall) -> Result<Caller, ApiError> {
    match &call.actor {
        Actor::Service { principal, source } => {
            Ok(Caller::service(call.scope, principal, source.clone()))
        }
        Actor::Role(role) => {
            let account = call.scope.account;
            let session = world.iam.of(account).linked_session(account, role, world.now);
            Ok(Caller::linked(account, session, role.service))
        }
        Actor::Instance { instance, program } => {
            // The words of the SDK that agents are made with.
            let none = |_| ApiError::new("NoCredentialProviders", "no valid providers in chain");
            let session = iam::instance::session(world, instance, program).map_err(none)?;
            let account = session.role.account().unwrap_or(call.scope.account);
            Ok(Caller::instance(account, session))
        }
    }
}

/// Tells a service what became of a call it made.
fn answered(world: &mut World, cause: Cause, call: &ServiceCall, reply: &Result<Value, ApiError>) {
    match &call.token {
        Token::Budgets => {}
        Token::Sns(token) => {
            let (_, mut ctx) = with_ctx!(world, sns, call.scope, cause);
            sns::wake::called(&mut ctx, token, reply);
        }
        Token::CloudWatch(token) => {
            let (state, mut ctx) = with_ctx!(world, cloudwatch, call.scope, cause);
            cloudwatch::wake::called(state, &mut ctx, token, reply);
        }
        Token::AutoScaling(token) => {
            let World { autoscaling, ec2, cloudwatch, generators, facts, queue, now, ids, .. } =
                world;
            let scope = call.scope;
            let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
            let sight = autoscaling::Sight { ec2, cloudwatch, generators, told: &[] };
            autoscaling::wake::called(autoscaling, &mut ctx, sight, token, reply);
        }
    }
}

/// Auto Scaling's state and a context, for changes of the simulated world and what EC2 tells.
pub(super) fn autoscaling_ctx(
    world: &mut World,
    region: Region,
    cause: Cause,
) -> (&mut autoscaling::State, Ctx<'_>) {
    let scope = Scope { account: world.account, region };
    with_ctx!(world, autoscaling, scope, cause)
}

/// Systems Manager's state and a context, for what follows from commands.
pub(super) fn ssm_ctx(world: &mut World, scope: Scope, cause: Cause) -> (&mut ssm::State, Ctx<'_>) {
    with_ctx!(world, ssm, scope, cause)
}

/// EC2's state and a context, for changes of the simulated world.
pub(super) fn ec2_ctx(
    world: &mut World,
    region: Region,
    cause: Cause,
) -> (&mut ec2::State, Ctx<'_>) {
    let scope = Scope { account: world.account, region };
    with_ctx!(world, ec2, scope, cause)
}

/// The agents' state, EC2's to look at, and a context, for changes inside machines.
pub(super) fn agents_ctx(
    world: &mut World,
    region: Region,
    cause: Cause,
) -> (&mut agent::State, &ec2::State, Ctx<'_>) {
    let scope = Scope { account: world.account, region };
    let World { agents, ec2, facts, queue, now, ids, .. } = world;
    (agents, ec2, Ctx { now: *now, scope, ids: *ids, cause, facts, queue })
}

/// What the audit record keeps of a request and its reply.
pub(super) fn record_shape(
    world: &World,
    scope: Scope,
    request: &Request,
    reply: &Result<Value, ApiError>,
    denied: bool,
) -> RecordShape {
    let refused = matches!(reply, Err(ApiError { stage: Stage::Throttling, .. }));
    let keep_request = !refused && (!denied || request.keeps_parameters_when_denied());
    let mut shape = request.record(reply.as_ref().ok(), world.ids, world.calls);
    if let Request::S3(request) = request {
        s3::record::complete(&world.s3, scope, request, &mut shape);
    }
    if let Request::Sqs(request) = request {
        sqs::record::complete(scope, request, &mut shape);
    }
    if let Request::Kms(request) = request {
        let call = (request, reply.as_ref().ok());
        kms::record::complete(&world.kms, scope, call, &mut shape);
    }
    if let Request::DynamoDb(request) = request {
        dynamodb::record::complete(&world.dynamodb, (scope, world.now), request, &mut shape);
    }
    if let Request::Lambda(request) = request {
        lambda::record::complete(&world.lambda, scope, (request, reply.is_ok()), &mut shape);
    }
    if let Request::Ssm(request) = request {
        ssm::record::complete(scope, (request, reply.is_ok()), &mut shape);
    }
    if !keep_request {
        shape.request = Value::Null;
        // The resources of an event are read off its parameters.
        shape.resources.clear();
        shape.listed.clear();
    }
    shape
}
