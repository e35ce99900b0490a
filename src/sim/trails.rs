//! Trails at work: CloudTrail's files on their way to their buckets.

use serde_json::json;

use super::caller::Caller;
use super::fact::Cause;
use super::scope::{AccountId, Arn, Scope};
use super::service_put::ServicePut;
use super::trail_logs;
use super::world::World;
use crate::api::ApiError;
use crate::services::cloudtrail::deliver::{Parcel, folder, packed};
use crate::services::cloudtrail::ops::{Plan, Reach, Sight, Standing, planned};
use crate::services::cloudtrail::state::Covered;
use crate::services::cloudtrail::trail::PRINCIPAL;
use crate::services::iam::linked::CLOUD_TRAIL;
use crate::services::s3::Put;
use crate::services::{Request, cloudtrail, iam, kms, organizations, sns};

/// What CloudTrail finds when it tries the bucket and the topic that a request names.
///
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html>
pub(super) fn sight(world: &World, scope: Scope, request: &cloudtrail::api::Request) -> Sight {
    let standing = standing(world, scope.account);
    match planned(&world.cloudtrail, scope, &standing, request) {
        None => Sight { standing, ..Sight::default() },
        Some(plan) => {
            let (logs, role) = trail_logs::reach(world, &plan);
            let (bucket, topic) = (bucket(world, &plan), topic(world, &plan));
            Sight { bucket, topic, key: key(world, &plan), logs, role, standing }
        }
    }
}

/// What an account is in its organization.
fn standing(world: &World, account: AccountId) -> Standing {
    let Some(of) = world.organizations.of(account) else { return Standing::Outside };
    let delegated = of.delegated.contains_key(&(account, PRINCIPAL.to_owned()));
    if of.management != account && !delegated {
        return Standing::Member;
    }
    if !of.all_features {
        return Standing::Bills;
    }
    if !of.services.contains_key(PRINCIPAL) {
        return Standing::Untrusted;
    }
    Standing::Open { id: of.id.clone(), management: of.management }
}

/// Who administers CloudTrail in an organization is kept by Organizations, which CloudTrail asks in
/// the caller's name.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html>
pub(super) fn delegate(
    world: &mut World,
    (caller, cause): (&Caller, Cause),
    scope: Scope,
    request: &cloudtrail::api::Request,
) -> Result<(), ApiError> {
    use cloudtrail::api::Request as Asked;
    let input = |account: &String| organizations::shapes::DelegationInput {
        account_id: account.clone(),
        service_principal: PRINCIPAL.to_owned(),
    };
    let request = match request {
        Asked::RegisterOrganizationDelegatedAdmin(it) => {
            organizations::api::Request::RegisterDelegatedAdministrator(input(&it.account))
        }
        Asked::DeregisterOrganizationDelegatedAdmin(it) => {
            organizations::api::Request::DeregisterDelegatedAdministrator(input(&it.account))
        }
        _ => return Ok(()),
    };
    let by = caller.forwarded(PRINCIPAL);
    let (reply, _) = world.call_as(by, scope.region, &request.into(), cause);
    reply.map(|_| ()).map_err(|error| {
        let code = match error.code.as_str() {
            "AccountAlreadyRegisteredException" => "AccountRegisteredException",
            "AccountNotFoundException" => "AccountNotFoundException",
            "AccountNotRegisteredException" => "AccountNotRegisteredException",
            "AccessDeniedException" => "InsufficientDependencyServiceAccessPermissionException",
            _ => "ConflictException",
        };
        ApiError::new(code, error.message)
    })
}

/// Tells trails of the organization who is in it now, and lets each account of it have the role
/// that CloudTrail needs there; a `caller` makes it in the own account by a call.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles-create-slr-for-org-trails.html>
pub(super) fn cover(world: &mut World, caller: Option<AccountId>) {
    let of = world.organizations.organization();
    let trusted = of.filter(|of| of.services.contains_key(PRINCIPAL)).map(|of| Covered {
        id: of.id.clone(),
        accounts: of.members.keys().copied().collect(),
        administrators: of
            .delegated
            .keys()
            .filter(|(_, service)| service == PRINCIPAL)
            .map(|(account, _)| *account)
            .collect(),
    });
    world.cloudtrail.cover(trusted.as_ref());
    for account in world.cloudtrail.covered() {
        if caller == Some(account) {
            continue;
        }
        if world.iam.get(account).is_some_and(|iam| iam.linked(&CLOUD_TRAIL).is_none()) {
            world.iam.of_mut(account).link(&CLOUD_TRAIL, account, world.now);
        }
    }
    expect_digests(world);
}

fn bucket(world: &World, plan: &Plan) -> Reach {
    if !plan.bucket {
        return Reach::Unasked;
    }
    if world.s3.bucket(&plan.settings.bucket).is_err() {
        return Reach::Missing;
    }
    world.may_put_for_service(&probe(plan, None)).map_or(Reach::Refused, |()| Reach::Open)
}

/// An empty file in the place of the first.
fn probe(plan: &Plan, sealed: Option<Arn>) -> ServicePut {
    let place = (plan.settings.bucket.clone(), folder(&plan.settings, plan.scope, "CloudTrail"));
    let empty = packed(&[], Default::default());
    of_trail((plan.arn.clone(), plan.scope), (place, sealed), empty)
}

/// Whether CloudTrail may describe the key and have files encrypted with it.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html>
fn key(world: &World, plan: &Plan) -> Reach {
    let Some(key) = plan.settings.key.as_ref().filter(|_| plan.key) else {
        return Reach::Unasked;
    };
    if world.kms.key(key, world.now).is_none() {
        return Reach::Missing;
    }
    let caller = Caller::service(plan.scope, PRINCIPAL, plan.arn.clone());
    let input = kms::shapes::DescribeKeyInput { key: key.to_string() };
    let describe = Request::Kms(kms::api::Request::DescribeKey(input));
    let put = probe(plan, Some(key.clone()));
    let allowed = iam::authorize(world, &caller, plan.scope, &describe).is_ok()
        && world.may_put_for_service(&put).is_ok()
        && world.unlocks(&put).is_ok();
    if allowed { Reach::Open } else { Reach::Refused }
}

/// The request with the ARN of the key it names by an id or an alias.
pub(super) fn with_key(
    world: &World,
    scope: Scope,
    request: &cloudtrail::api::Request,
) -> cloudtrail::api::Request {
    use cloudtrail::api::Request as CloudTrail;
    let mut request = request.clone();
    if let CloudTrail::CreateTrail(cloudtrail::shapes::CreateTrailInput { key, .. })
    | CloudTrail::UpdateTrail(cloudtrail::shapes::UpdateTrailInput { key, .. }) = &mut request
        && let Some(given) = key.as_mut().filter(|given| !given.is_empty())
    {
        *given = world.kms.meant(scope, given).to_string();
    }
    request
}

fn topic(world: &World, plan: &Plan) -> Reach {
    let Some((_, topic)) = plan.settings.topic.as_ref().filter(|_| plan.topic) else {
        return Reach::Unasked;
    };
    if !world.sns.topics().contains_key(topic) {
        return Reach::Missing;
    }
    let caller = Caller::service(plan.scope, PRINCIPAL, plan.arn.clone());
    let scope = Scope { region: topic.region().unwrap_or(plan.scope.region), ..plan.scope };
    let request = publish(topic.as_str(), String::new());
    let allowed = iam::authorize(world, &caller, scope, &request);
    allowed.map_or(Reach::Refused, |_| Reach::Open)
}

/// What a trail puts: whose it is, where and encrypted with what key, and what it is.
fn of_trail(
    (source, scope): (Arn, Scope),
    ((bucket, key), sealed): ((String, String), Option<Arn>),
    put: Put,
) -> ServicePut {
    ServicePut { principal: PRINCIPAL, source, scope, bucket, key, sealed, put }
}

fn publish(topic: &str, message: String) -> Request {
    Request::Sns(sns::api::Request::Publish(sns::api::PublishInput {
        topic_arn: Some(topic.to_owned()),
        message,
        ..sns::api::PublishInput::default()
    }))
}

/// A trail delivers what it has gathered, Region by Region of each account. Where one file cannot
/// be delivered, those behind it wait.
pub(super) fn deliver(world: &mut World, cause: Cause, trail: u64) {
    let files = world.cloudtrail.close_files(trail, world.now, world.ids);
    trail_logs::deliver(world, cause, trail);
    carry(world, cause, trail, files);
}

/// A minute is over: a trail looks whether something unusual began in it, or is over.
pub(super) fn look(world: &mut World, trail: u64) {
    for (at, cause, wake) in world.cloudtrail.look(trail, world.now, world.ids) {
        world.queue.push(at, cause, wake.into());
    }
}

/// A trail delivers what it has found unusual.
pub(super) fn tell(world: &mut World, cause: Cause, trail: u64) {
    let files = world.cloudtrail.close_insights(trail, world.now, world.ids);
    trail_logs::tell(world, cause, trail);
    carry(world, cause, trail, files);
}

/// Delivers the files of places.
fn carry(world: &mut World, cause: Cause, trail: u64, places: Vec<Scope>) {
    let now = world.now;
    for of in places {
        while let Some(parcel) = world.cloudtrail.parcel(trail, of, now) {
            if !put(world, cause, (trail, of), parcel) {
                break;
            }
        }
    }
    if let Some((at, cause, wake)) = world.cloudtrail.try_again(trail, now) {
        world.queue.push(at, cause, wake.into());
    }
}

/// Lets trails that are to make digests do so.
fn expect_digests(world: &mut World) {
    for (at, cause, wake) in world.cloudtrail.expect_digests(world.now) {
        world.queue.push(at, cause, wake.into());
    }
}

/// An hour is over: a trail delivers its digests, Region by Region. Where one cannot be delivered,
/// the next hour tries again.
pub(super) fn digest(world: &mut World, cause: Cause, trail: u64) {
    let now = world.now;
    for of in world.cloudtrail.digest_scopes(trail) {
        while let Some(parcel) = world.cloudtrail.digest_parcel(trail, of, now) {
            let place = (parcel.next.bucket.clone(), parcel.next.key.clone());
            let sealed = world.cloudtrail.key_of(trail);
            let put = of_trail((parcel.trail, parcel.scope), (place, sealed), parcel.put);
            let (reply, _) = world.put_for_service(&put, cause);
            let outcome = reply.map(|()| (parcel.end, parcel.next)).map_err(|error| error.code);
            if !world.cloudtrail.digested((trail, of), now, outcome) {
                break;
            }
        }
    }
    if let Some((at, cause, wake)) = world.cloudtrail.next_digests(trail, now) {
        world.queue.push(at, cause, wake.into());
    }
}

/// Puts one file and tells the topic; whether the next can be tried.
fn put(world: &mut World, cause: Cause, (number, of): (u64, Scope), parcel: Parcel) -> bool {
    let region = of.region;
    let Parcel { trail, scope, topic, file, put } = parcel;
    let (bucket, key) = (file.bucket.clone(), file.key.clone());
    let scope = Scope { region, ..scope };
    let (place, sealed) = ((bucket.clone(), key.clone()), world.cloudtrail.key_of(number));
    let put = of_trail((trail.clone(), scope), (place, sealed), put);
    let (reply, record) = world.put_for_service(&put, cause);
    let now = world.now;
    if let Err(error) = reply {
        let why = (error.code.as_str(), record as u64);
        let (news, lost) = world.cloudtrail.not_delivered(number, of, now, why);
        if news {
            let (trail, record, error) = (trail.clone(), record as u64, error.code);
            let what = cloudtrail::Fact::NotDelivered { trail, region, bucket, error, record };
            world.happened(cause, what);
        }
        if lost > 0 {
            let what = cloudtrail::Fact::GivenUp { trail, region, events: lost };
            world.happened(cause, what);
        }
        return lost > 0;
    }
    let events = file.events;
    world.cloudtrail.delivered(number, of, file);
    let what = cloudtrail::Fact::Delivered {
        trail: trail.clone(),
        region,
        bucket: bucket.clone(),
        key: key.clone(),
        events,
    };
    let cause = Cause::Fact(world.happened(cause, what));
    if let Some(topic) = topic {
        let message = json!({ "s3Bucket": bucket, "s3ObjectKey": [key] }).to_string();
        let caller = Caller::service(put.scope, PRINCIPAL, trail.clone());
        let at = topic.region().unwrap_or(region);
        let (reply, _) = world.call_as(caller, at, &publish(topic.as_str(), message), cause);
        let error = reply.err().map(|error: ApiError| error.code);
        if world.cloudtrail.notified(number, of, now, error.as_deref()) {
            let error = error.unwrap_or_default();
            world.happened(cause, cloudtrail::Fact::NotNotified { trail, topic, error });
        }
    }
    true
}
