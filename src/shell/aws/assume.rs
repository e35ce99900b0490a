//! Profiles that stand for a role: the CLI assumes it with another profile, and keeps the session
//! until shortly before it ends.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html>

use serde_json::{Map, Value, json};

use super::Door;
use super::config::{not_simulated, profiles, setting};
use super::fault::Fault;
use crate::services::{Request, sts};
use crate::shell::files::{self, NO_FILE};
use crate::sim::caller::Origin;
use crate::sim::command::Call;
use crate::sim::time::Span;
use crate::sim::{Region, Via, Who, World};
use crate::text::Texts;

/// How long before its end a session is followed by another.
const REFRESH: Span = Span::mins(15);

/// Whoever a profile stands for; `default` where it is the default one and has no role.
pub fn who(
    profile: &str,
    default: &Who,
    region: Region,
    door: &mut dyn Door,
    texts: &Texts,
) -> Result<Who, Fault> {
    resolve(&mut vec![profile.to_owned()], default, region, door, texts)
}

/// The same of the last of the profiles that led here.
fn resolve(
    path: &mut Vec<String>,
    default: &Who,
    region: Region,
    door: &mut dyn Door,
    texts: &Texts,
) -> Result<Who, Fault> {
    let profile = path.last().cloned().unwrap_or_default();
    let set = |name: &str| setting(door.world(), &profile, name).map(str::to_owned);
    let Some(role) = set("role_arn") else {
        return without_role(&profile, default, door.world(), texts);
    };
    if let Some(path) = set("web_identity_token_file") {
        let name = set("role_session_name");
        return with_token(&role, (&path, name), region, door);
    }
    for refused in ["mfa_serial", "credential_source"] {
        if set(refused).is_some() {
            return Err(not_simulated(refused, texts));
        }
    }
    let Some(source) = set("source_profile") else {
        let text = "Partial credentials found in assume-role, missing: source_profile or \
                    credential_source";
        return Err(Fault::General(text.to_owned()));
    };
    if !profiles(door.world()).contains(&source) {
        return Err(Fault::General(format!(
            "The source_profile \"{source}\" referenced in the profile \"{profile}\" does not \
             exist."
        )));
    }
    let (name, external) = (set("role_session_name"), set("external_id"));
    let duration = set("duration_seconds").and_then(|text| text.parse::<i64>().ok());
    let by = if path.contains(&source) {
        // A profile may be its own source if it has credentials, and users here need no keys.
        if source != profile {
            let visited = path.join("', '");
            return Err(Fault::General(format!(
                "Infinite loop in credential configuration detected. Attempting to load from \
                 profile {source} which has already been visited. Visited profiles: ['{visited}']"
            )));
        }
        plain(&profile, default, door.world(), texts)?
    } else {
        path.push(source);
        resolve(path, default, region, door, texts)?
    };
    if let Some(key) = kept(door.world(), &role, name.as_deref(), &by) {
        return Ok(Who::Session(key));
    }
    let made_up = || format!("botocore-session-{}", door.world().now().as_secs());
    let mut members = Map::new();
    members.insert("RoleArn".to_owned(), json!(role));
    members.insert("RoleSessionName".to_owned(), json!(name.unwrap_or_else(made_up)));
    if let Some(duration) = duration {
        members.insert("DurationSeconds".to_owned(), json!(duration));
    }
    if let Some(external) = external {
        members.insert("ExternalId".to_owned(), json!(external));
    }
    let request = Request::decode("sts", "AssumeRole", Value::Object(members));
    let request = request.map_err(Fault::General)?;
    let reply = door.call(Call { who: by, region, via: Via::Cli, request }).reply;
    let reply = reply.map_err(|error| Fault::Service { error, op: "AssumeRole", json: false })?;
    let key = reply.pointer("/Credentials/AccessKeyId").and_then(Value::as_str);
    Ok(Who::Session(key.unwrap_or_default().to_owned()))
}

/// Whom a profile stands for that has keys of its own, or nothing but a name.
fn without_role(profile: &str, default: &Who, world: &World, texts: &Texts) -> Result<Who, Fault> {
    let set = |name: &str| setting(world, profile, name).map(str::to_owned);
    match set("aws_access_key_id") {
        Some(key) => {
            let (secret, token) = (set("aws_secret_access_key"), set("aws_session_token"));
            with_keys(world, (&key, secret, token))
        }
        None => plain(profile, default, world, texts),
    }
}

/// Whom a profile without a role stands for.
fn plain(profile: &str, default: &Who, world: &World, texts: &Texts) -> Result<Who, Fault> {
    let home = world.accounts().of(world.home());
    let unknown = |name: &str| not_simulated(&format!("profile {name}"), texts);
    match profile {
        "default" => Ok(default.clone()),
        "root" => Ok(Who::Root),
        name if home.users().contains_key(name) => Ok(Who::User(name.to_owned())),
        name if is_of_member(world, name) => Who::of_profile(name).ok_or_else(|| unknown(name)),
        name => Err(unknown(name)),
    }
}

/// Whether a profile is somebody's of another account.
fn is_of_member(world: &World, name: &str) -> bool {
    let who = Who::of_profile(name);
    who.as_ref().and_then(Who::elsewhere).is_some_and(|(account, user)| {
        let iam = world.accounts().get(account).filter(|_| account != world.home());
        iam.is_some_and(|iam| user.is_none_or(|user| iam.users().contains_key(user)))
    })
}

/// The key of a session that was opened so before and still lasts.
fn kept(world: &World, role: &str, name: Option<&str>, by: &Who) -> Option<String> {
    let opener = match by {
        Who::Root => format!("arn:aws:iam::{}:root", world.home()),
        Who::User(name) => world.accounts().of(world.home()).users().get(name)?.arn.to_string(),
        Who::Of(_) => match by.elsewhere()? {
            (account, None) => format!("arn:aws:iam::{account}:root"),
            (account, Some(name)) => {
                world.accounts().get(account)?.users().get(name)?.arn.to_string()
            }
        },
        Who::Session(key) if world.sts().federated(key).is_some() => return None,
        Who::Session(key) => match world.sts().token(key) {
            Some(token) => token.user.to_string(),
            None => {
                let role = &world.sts().session(key)?.role;
                role.arn(role.role.account()?)
            }
        },
        Who::Anonymous => return None,
    };
    let fits = |called: &str| match name {
        Some(name) => called == name,
        None => called.starts_with("botocore-session-"),
    };
    let mut found = world.sts().sessions().filter(|(_, session)| {
        session.role.role.as_str() == role
            && session.opened_by == opener
            && fits(&session.role.name)
            && session.expires > world.now() + REFRESH
            // One that policies limit was asked for by hand.
            && session.policies.is_empty()
    });
    found.next().map(|(key, _)| key.clone())
}

/// Whom a profile stands for that has a token of an identity provider in a file. No profile is
/// asked to sign.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html#cli-configure-role-oidc>
fn with_token(
    role: &str,
    (path, name): (&str, Option<String>),
    region: Region,
    door: &mut dyn Door,
) -> Result<Who, Fault> {
    let missing = || Fault::General(format!("[Errno 2] {NO_FILE}: '{path}'"));
    let file = files::read(door.world(), path).ok_or_else(missing)?;
    let token = file.body.text().trim().to_owned();
    const OP: &str = "AssumeRoleWithWebIdentity";
    let made_up = || format!("botocore-session-{}", door.world().now().as_secs());
    let input = json!({
        "RoleArn": role,
        "RoleSessionName": name.clone().unwrap_or_else(made_up),
        "WebIdentityToken": token,
    });
    let request = Request::decode("sts", OP, input).map_err(Fault::General)?;
    if let Some(key) = kept_with_token(door.world(), (role, name), &request) {
        return Ok(Who::Session(key));
    }
    let reply = door.call(Call { who: Who::Anonymous, region, via: Via::Cli, request }).reply;
    let reply = reply.map_err(|error| Fault::Service { error, op: OP, json: false })?;
    let key = reply.pointer("/Credentials/AccessKeyId").and_then(Value::as_str);
    Ok(Who::Session(key.unwrap_or_default().to_owned()))
}

/// The key of a session that the same token opened before and that still lasts.
fn kept_with_token(
    world: &World,
    (role, name): (&str, Option<String>),
    request: &Request,
) -> Option<String> {
    let Request::Sts(request) = request else { return None };
    let federation = sts::federation::read(world.accounts(), request, world.now())?.ok()?;
    let fits = |called: &str| match &name {
        Some(name) => called == name,
        None => called.starts_with("botocore-session-"),
    };
    let mut found = world.sts().sessions().filter(|(_, session)| {
        let by = matches!(&session.role.origin, Origin::Federated(by) if **by == federation);
        by && session.role.role.as_str() == role
            && fits(&session.role.name)
            && session.expires > world.now() + REFRESH
            && session.policies.is_empty()
    });
    found.next().map(|(key, _)| key.clone())
}

/// Whom the keys in the environment stand for, if there are any.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html>
pub fn environment(world: &World) -> Result<Option<Who>, Fault> {
    let get = |name: &str| world.env().get(name).filter(|value| !value.is_empty()).cloned();
    let Some(key) = get("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let secret = get("AWS_SECRET_ACCESS_KEY");
    if secret.is_none() {
        let text = "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY";
        return Err(Fault::General(text.to_owned()));
    }
    with_keys(world, (&key, secret, get("AWS_SESSION_TOKEN"))).map(Some)
}

/// Whom an access key stands for, with its secret and the token of temporary ones.
fn with_keys(
    world: &World,
    (key, secret, token): (&str, Option<String>, Option<String>),
) -> Result<Who, Fault> {
    if secret.is_none() {
        let text = "Partial credentials found in shared-credentials-file, missing: \
                    aws_secret_access_key";
        return Err(Fault::General(text.to_owned()));
    }
    let owns = |user: &crate::services::iam::state::User| {
        user.keys.iter().any(|own| own.active && own.id == key)
    };
    for (account, iam) in world.accounts().iter() {
        if let Some((name, _)) = iam.users().iter().find(|(_, user)| owns(user)) {
            return Ok(match account == world.home() {
                true => Who::User(name.clone()),
                false => Who::Of(format!("{name}@{account}")),
            });
        }
    }
    // A temporary key without its token is nobody's.
    let given = world.sts().session_token(key).filter(|given| token.as_deref() == Some(given));
    Ok(Who::Session(given.map(|_| key.to_owned()).unwrap_or_default()))
}
