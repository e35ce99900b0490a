//! Sessions that services open in a role of an account, to act for one of its resources.

use super::caller::{Caller, RoleSession};
use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::world::World;
use crate::api::ApiError;
use crate::services::sts::api::{AssumeRoleInput, Request as Sts};
use crate::services::{Request, iam};

/// Who acts in which role.
pub(super) struct Acting<'a> {
    /// The service: `firehose.amazonaws.com`.
    pub principal: &'static str,
    /// The resource it acts for.
    pub source: &'a Arn,
    /// Whose that is, and where.
    pub scope: Scope,
    /// The role.
    pub role: &'a Arn,
    /// The name of the session.
    pub session: &'a str,
    /// What the role may ask for before it trusts: `sts:ExternalId`.
    pub external_id: Option<String>,
}

impl Acting<'_> {
    fn request(&self) -> Request {
        Sts::AssumeRole(AssumeRoleInput {
            role_arn: self.role.to_string(),
            role_session_name: self.session.to_owned(),
            external_id: self.external_id.clone(),
            ..AssumeRoleInput::default()
        })
        .into()
    }

    fn service(&self) -> Caller {
        Caller::service(self.scope, self.principal, self.source.clone())
    }
}

/// Whether the role trusts the service. Nothing is called and nothing recorded.
pub(super) fn trusts(world: &World, acting: &Acting<'_>) -> Result<(), ApiError> {
    let (service, request) = (acting.service(), acting.request());
    iam::authorize(world, &service, acting.scope, &request).map_err(|(_, error)| error)?;
    Ok(())
}

/// The session in which a service acts: the one it has under `old`, while it lasts, or a new one;
/// and its key. A session outlives the trust it was opened by; that a service asks again each time
/// is ours.
pub(super) fn open(
    world: &mut World,
    cause: Cause,
    acting: &Acting<'_>,
    old: Option<&str>,
) -> Result<(Caller, String), ApiError> {
    trusts(world, acting)?;
    let lasts = old.and_then(|key| Some((lasting(world, key, acting.role)?, key.to_owned())));
    let (session, key) = match lasts {
        Some(found) => found,
        None => {
            let region = acting.scope.region;
            let (reply, _) = world.call_as(acting.service(), region, &acting.request(), cause);
            let reply = reply?;
            let key = reply.pointer("/Credentials/AccessKeyId").and_then(|key| key.as_str());
            let key = key.unwrap_or_default().to_owned();
            let none = || ApiError::new("AccessDenied", "the session has ended");
            (lasting(world, &key, acting.role).ok_or_else(none)?, key)
        }
    };
    Ok((Caller::linked(acting.scope.account, session, acting.principal), key))
}

fn lasting(world: &World, key: &str, role: &Arn) -> Option<RoleSession> {
    let session = world.sts.session(key).filter(|session| session.expires > world.now)?;
    let role = world.accounts().role(role)?;
    let same = session.role.role == role.arn && session.role.role_id == role.role_id;
    same.then(|| session.role.clone())
}
