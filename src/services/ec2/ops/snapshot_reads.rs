//! Describing snapshots: one's own, those of images, and those that others share.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html>

use serde_json::{Value, json};

use super::snapshots::well_formed;
use crate::api::ApiError;
use crate::services::ec2::catalogue::images::{self, Image};
use crate::services::ec2::errors::dry_run;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::snapshots::{DescribeSnapshotsInput, DescribeSnapshotsOutput};
use crate::services::ec2::snapshots::{NO_VOLUME, Snapshot, image_of, unknown};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{self, instant, without_nulls};
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Arn, Scope};
use crate::sim::time::Time;

const FILTERS: Table = &[
    ("description", "Description"),
    ("encrypted", "Encrypted"),
    ("owner-alias", "OwnerAlias"),
    ("owner-id", "OwnerId"),
    ("progress", "Progress"),
    ("snapshot-id", "SnapshotId"),
    ("start-time", "@StartTime"),
    ("status", "State"),
    ("storage-tier", "StorageTier"),
    ("tag-key", "Tags.Key"),
    ("transfer-type", "TransferType"),
    ("volume-id", "VolumeId"),
    ("volume-size", "VolumeSize"),
];

/// Describes snapshots.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeSnapshotsInput,
) -> Result<DescribeSnapshotsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.snapshot_ids.as_deref().unwrap_or_default();
    let made: Vec<&Snapshot> = state
        .snapshots(ctx.scope.region)
        .into_iter()
        .filter(|one| one.is_for(ctx.scope.account))
        .collect();
    for id in ids {
        well_formed(id)?;
        let known = made.iter().any(|one| one.id == *id);
        if !known && image_of(ctx.scope.region, id).is_none() {
            return Err(unknown(id));
        }
    }
    dry_run(input.dry_run)?;
    let own = made.into_iter().map(Found::Made).collect::<Vec<_>>();
    let public = images::all(ctx.scope.region).map(Found::Public);
    let found = own
        .into_iter()
        .chain(public)
        .filter(|one| ids.is_empty() || ids.iter().any(|id| id == one.id()))
        .filter(|one| owned(ctx.scope, one, input.owner_ids.as_deref()))
        .filter(|one| restorable(ctx.scope, one, input.restorable_by_user_ids.as_deref()))
        .map(|one| one.shown(state, ctx))
        .filter(|item| filters.pass(item))
        .collect();
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("snapshotSet", !ids.is_empty()),
        limit: 1000,
    };
    let (snapshots, next_token) = page(found, &asked)?;
    Ok(DescribeSnapshotsOutput { next_token, snapshots })
}

/// A snapshot that was made here, or that of an image.
enum Found<'a> {
    Made(&'a Snapshot),
    Public(Image),
}

impl Found<'_> {
    fn id(&self) -> &str {
        match self {
            Found::Made(one) => &one.id,
            Found::Public(image) => &image.snapshot,
        }
    }

    fn owner(&self) -> String {
        match self {
            Found::Made(one) => one.scope.account.to_string(),
            Found::Public(image) => image.model.publisher.owner().to_owned(),
        }
    }

    fn shown(&self, state: &State, ctx: &Ctx<'_>) -> Value {
        match self {
            Found::Made(one) => shown(state, ctx.now, one),
            Found::Public(image) => of_image(image),
        }
    }
}

/// Owners are account ids, `self` or `amazon`.
fn owned(scope: Scope, one: &Found<'_>, owners: Option<&[String]>) -> bool {
    let is = |owner: &String| match owner.as_str() {
        "self" => one.owner() == scope.account.to_string(),
        "amazon" => matches!(one, Found::Public(_)),
        id => one.owner() == id,
    };
    owners.is_none_or(|owners| owners.is_empty() || owners.iter().any(is))
}

/// Those of which `all` may make volumes are public; an account may of its own and of what is
/// shared with it.
fn restorable(scope: Scope, one: &Found<'_>, users: Option<&[String]>) -> bool {
    let may = |user: &String| match (user.as_str(), one) {
        ("all", Found::Public(_)) => true,
        ("all", Found::Made(made)) => made.public,
        (_, Found::Public(_)) => false,
        (user, Found::Made(made)) => {
            let id = if user == "self" { Some(scope.account) } else { AccountId::parse(user) };
            id.is_some_and(|id| made.scope.account == id || made.shared.contains(&id))
        }
    };
    users.is_none_or(|users| users.is_empty() || users.iter().any(may))
}

/// A snapshot.
pub fn shown(state: &State, now: Time, one: &Snapshot) -> Value {
    let done = now >= one.completed();
    let tags = state.tags(one.scope, &one.id).filter(|tags| !tags.is_empty());
    without_nulls(json!({
        "Tags": tags.map(view::tags),
        "StorageTier": "standard",
        "TransferType": one.copied.then_some("standard"),
        "CompletionTime": done.then(|| instant(one.completed())),
        "SnapshotId": one.id,
        "VolumeId": one.volume,
        "State": one.state(now),
        "StartTime": instant(one.started),
        "Progress": format!("{}%", one.percent(now)),
        "OwnerId": one.scope.account.to_string(),
        "Description": one.description,
        "VolumeSize": one.gib,
        "Encrypted": one.key.is_some(),
        "KmsKeyId": one.key.as_ref().map(Arn::as_str),
    }))
}

/// The snapshot an image starts its root volume from.
fn of_image(image: &Image) -> Value {
    let created = image.model.created_at();
    json!({
        "OwnerAlias": "amazon",
        "StorageTier": "standard",
        "CompletionTime": instant(created),
        "SnapshotId": image.snapshot,
        "VolumeId": NO_VOLUME,
        "State": "completed",
        "StartTime": instant(created),
        "Progress": "100%",
        "OwnerId": image.model.publisher.owner(),
        "Description": "",
        "VolumeSize": image.model.gib,
        "Encrypted": false,
    })
}
