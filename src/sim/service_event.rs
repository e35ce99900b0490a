//! What AWS does of its own accord and CloudTrail records all the same: `AwsServiceEvent`.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html>

use serde_json::{Value, json};

use super::caller::{Caller, INTERNAL, Identity};
use super::command::Via;
use super::fact::Cause;
use super::record::AuditRecord;
use super::scope::{AccountId, Arn, Region, Scope};
use super::timing;
use super::world::World;
use crate::api::{Event, ServiceSpec};
use crate::services::record::date;
use crate::services::{kms, organizations};

/// One thing AWS did.
struct Done {
    scope: Scope,
    service: &'static ServiceSpec,
    name: &'static str,
    version: &'static str,
    response: Value,
    details: Option<Value>,
    listed: Vec<(&'static str, Arn)>,
}

/// What is due for a key.
pub(super) fn key_due(world: &mut World, cause: Cause, wake: &kms::Wake) {
    match wake.due {
        kms::Due::Deletion => key_deleted(world, cause, wake),
        kms::Due::Rotation => {
            let Some(next) = world.kms.rotate(wake, world.now) else { return };
            world.queue.push(next, cause, wake.clone().into());
            key_rotated(world, cause, (wake, "AUTOMATIC"));
        }
        kms::Due::OnDemand => key_rotated(world, cause, (wake, "ON_DEMAND")),
    }
}

/// A key gets new material. The members of the details are those of CloudTrail's own page; KMS's
/// shows the ids of the material as well, which nothing here has.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html>
fn key_rotated(world: &mut World, cause: Cause, (wake, kind): (&kms::Wake, &str)) {
    let Some(key) = world.kms.keys().get(&wake.key) else { return };
    let done = Done {
        scope: key.scope,
        service: &kms::api::SERVICE,
        name: "RotateKey",
        version: "1.11",
        response: Value::Null,
        details: Some(json!({ "rotationType": kind, "keyId": key.id })),
        listed: vec![("AWS::KMS::Key", key.arn.clone())],
    };
    tell(world, cause, done);
}

/// A key is deleted when its waiting period ends, unless it is kept after all.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html>
fn key_deleted(world: &mut World, cause: Cause, wake: &kms::Wake) {
    let due = world.kms.keys().get(&wake.key).filter(|key| key.deletion == Some(world.now));
    let Some(key) = due else { return };
    let done = Done {
        scope: key.scope,
        service: &kms::api::SERVICE,
        name: "DeleteKey",
        version: kms::api::SERVICE.event_version,
        response: json!({ "keyId": key.arn.as_str() }),
        details: None,
        listed: vec![("AWS::KMS::Key", key.arn.clone())],
    };
    tell(world, cause, done);
}

/// An account that was asked for is there, or cannot be made.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html>
pub(super) fn account_made(world: &mut World, cause: Cause, wake: &organizations::Wake) {
    let scope = Scope { account: wake.account, region: Region::US_EAST_1 };
    let organizations::wake::Due::Made { request } = &wake.due else { return };
    let Some(status) = world.organizations().result_of(scope.account, request) else {
        return;
    };
    let status = json!({ "createAccountStatus": status });
    tell(world, cause, of_organization(scope.account, "CreateAccountResult", status));
}

/// An account joined the organization, left it or is closed: that stands in the management
/// account's event history alone. AWS names the members of the first two; how they stand is ours.
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html>,
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html>,
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html>
pub(super) fn of_members(world: &mut World, cause: Cause, fact: &organizations::Fact) {
    use organizations::Fact;
    use organizations::facts::{Departed, Joined};
    let now = date(world.now);
    let (by, name, details) = match fact {
        Fact::AccountOpened { .. } => return,
        Fact::AccountJoined { account, by, how } => {
            let how = match how {
                Joined::Created => "CREATED",
                Joined::Invited => "INVITED",
            };
            let account = account.to_string();
            let details = json!({ "accountId": account, "joinedMethod": how, "joinedTime": now });
            (by, "AccountJoinedOrganization", details)
        }
        Fact::AccountDeparted { account, by, how } => {
            let how = match how {
                Departed::Left => "LEFT",
                Departed::Removed => "REMOVED",
                Departed::Cleaned => "CLEANED",
            };
            let account = account.to_string();
            let details =
                json!({ "accountId": account, "departureMethod": how, "departureTime": now });
            (by, "AccountDepartedOrganization", details)
        }
        Fact::AccountClosed { account, by, asked } => {
            let status = json!({
                "accountId": account.to_string(),
                "state": "SUCCEEDED",
                "requestedTimestamp": date(*asked),
                "completedTimestamp": now,
            });
            (by, "CloseAccountResult", json!({ "closeAccountStatus": status }))
        }
    };
    tell(world, cause, of_organization(*by, name, details));
}

fn of_organization(account: AccountId, name: &'static str, details: Value) -> Done {
    Done {
        scope: Scope { account, region: Region::US_EAST_1 },
        service: &organizations::api::SERVICE,
        name,
        version: organizations::api::SERVICE.event_version,
        response: Value::Null,
        details: Some(details),
        listed: Vec::new(),
    }
}

fn tell(world: &mut World, cause: Cause, done: Done) {
    let caller = Caller {
        account: done.scope.account,
        identity: Identity::Internal,
        via: Via::Service,
        invoked_by: None,
    };
    let record = AuditRecord {
        call: world.calls,
        cause,
        time: world.now,
        visible: world.now + timing::EVENT_HISTORY,
        region: done.scope.region,
        source_ip: INTERNAL.to_owned(),
        user_agent: INTERNAL.to_owned(),
        event_source: done.service.event_source,
        event_name: done.name,
        event_version: done.version,
        event_type: "AwsServiceEvent",
        event: Event::Management,
        read_only: false,
        error: None,
        request: Value::Null,
        response: done.response,
        additional: None,
        details: done.details,
        request_id: None,
        event_id: world.ids.uuid("event", world.calls),
        api_version: None,
        host: String::new(),
        resources: done
            .listed
            .iter()
            .map(|(kind, arn)| ((*kind).to_owned(), arn.to_string()))
            .collect(),
        listed: done.listed,
        in_bucket: None,
        recipient: caller.account,
        shared: None,
        caller,
        decision: None,
    };
    world.calls += 1;
    world.store(record);
}
