//! Profiles that stand for a role: the CLI assumes it with another profile, and keeps the session
//! until shortly before it ends.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html>

use serde_json::{Map, Value, json};

use super::Door;
use super::config::{not_simulated, profiles, setting};
use super::fault::Fault;
use crate::services::Request;
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
        return plain(&profile, default, door.world(), texts);
    };
    for refused in ["mfa_serial", "web_identity_token_file", "credential_source"] {
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

/// Whom the keys in the environment stand for, if there are any.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html>
pub fn environment(world: &World) -> Result<Option<Who>, Fault> {
    let get = |name: &str| world.env().get(name).filter(|value| !value.is_empty());
    let Some(key) = get("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    if get("AWS_SECRET_ACCESS_KEY").is_none() {
        let text = "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY";
        return Err(Fault::General(text.to_owned()));
    }
    let owns = |user: &crate::services::iam::state::User| {
        user.keys.iter().any(|own| own.active && own.id == *key)
    };
    for (account, iam) in world.accounts().iter() {
        if let Some((name, _)) = iam.users().iter().find(|(_, user)| owns(user)) {
            return Ok(Some(match account == world.home() {
                true => Who::User(name.clone()),
                false => Who::Of(format!("{name}@{account}")),
            }));
        }
    }
    let session = world.sts().session(key).map(|session| &session.token);
    let given = session.or(world.sts().token(key).map(|token| &token.token));
    let token = given.filter(|token| get("AWS_SESSION_TOKEN") == Some(*token));
    // A key without its token is nobody's.
    Ok(Some(Who::Session(token.map(|_| key.clone()).unwrap_or_default())))
}
