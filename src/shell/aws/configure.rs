//! `aws configure`: settings of profiles.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/configure/>

use super::argparse::{Opt, Word, parse};
use super::config::{self, not_simulated};
use super::fault::Fault;
use super::globals::Globals;
use super::{Door, Finished};
use crate::sim::World;
use crate::text::Texts;

/// The subcommands AWS has.
const COMMANDS: &[&str] = &[
    "list",
    "get",
    "set",
    "add-model",
    "import",
    "list-profiles",
    "sso",
    "sso-session",
    "export-credentials",
    "mfa-login",
];

/// Runs `aws configure …`.
pub fn run(
    args: &[String],
    globals: &Globals,
    door: &mut dyn Door,
    texts: &Texts,
) -> Result<Finished, Fault> {
    let mut choices = COMMANDS.to_vec();
    choices.push("help");
    let word = Word { name: "subcommand", required: false, choices };
    let parsed = parse(&[], &word, args).map_err(Fault::Usage)?;
    let profile = config::profile(globals, door.world());
    match parsed.word.as_deref() {
        Some("get") => get(&parsed.rest, &profile?, door.world()),
        Some("set") => {
            // A profile may be named before it exists.
            let profile = globals.profile.clone().unwrap_or_else(|| "default".to_owned());
            set(&parsed.rest, &profile, door)
        }
        Some("list") => Ok(list(&profile?, globals, door.world())),
        Some("list-profiles") => {
            let mut out = config::profiles(door.world()).join("\n");
            out.push('\n');
            Ok(Finished::ok(out))
        }
        Some("help") | None => Ok(Finished::ok(format!("{}\n", texts.t("aws.help.configure")))),
        Some(other) => Err(not_simulated(&format!("aws configure {other}"), texts)),
    }
}

/// Reads `names.len()` words.
fn words(names: &[&str], args: &[String]) -> Result<Vec<String>, Fault> {
    let opts = [Opt::text("sso-session"), Opt::text("services")];
    let word = Word { name: "varname", required: false, choices: Vec::new() };
    let parsed = parse(&opts, &word, args).map_err(Fault::Usage)?;
    let mut found: Vec<String> = parsed.word.into_iter().chain(parsed.rest).collect();
    if let Some((_, missing)) = names.split_at_checked(found.len()).filter(|(_, m)| !m.is_empty()) {
        let missing = missing.join(", ");
        let message = format!("the following arguments are required: {missing}");
        return Err(Fault::Usage(message));
    }
    let extra = found.split_off(names.len());
    if extra.is_empty() { Ok(found) } else { Err(Fault::Unknown(extra)) }
}

/// `profile.NAME.KEY`, `default.KEY`, `KEY`: the profile and the key.
fn place(name: &str, profile: &str) -> (String, String) {
    match name.split_once('.') {
        Some(("profile", rest)) => match rest.split_once('.') {
            Some((profile, key)) => (profile.to_owned(), key.to_owned()),
            None => (rest.to_owned(), String::new()),
        },
        Some(("default", key)) => ("default".to_owned(), key.to_owned()),
        _ => (profile.to_owned(), name.to_owned()),
    }
}

fn get(args: &[String], profile: &str, world: &World) -> Result<Finished, Fault> {
    let words = words(&["varname"], args)?;
    let name = words.first().map_or("", String::as_str);
    let (profile, key) = place(name, profile);
    Ok(match config::setting(world, &profile, &key) {
        Some(value) => Finished::ok(format!("{value}\n")),
        None => Finished { exit: 1, ..Finished::default() },
    })
}

fn set(args: &[String], profile: &str, door: &mut dyn Door) -> Result<Finished, Fault> {
    let words = words(&["varname", "value"], args)?;
    let [name, value] = words.as_slice() else { return Ok(Finished::default()) };
    let (profile, key) = place(name, profile);
    door.set(&config::variable(&profile, &key), value);
    Ok(Finished::default())
}

fn list(profile: &str, globals: &Globals, world: &World) -> Finished {
    let row = |name: &str, value: &str, kind: &str, place: &str| {
        format!("{name:<10} : {value:<24} : {kind:<16} : {place}\n")
    };
    let mut out = row("NAME", "VALUE", "TYPE", "LOCATION");
    out.push_str(&match &globals.profile {
        Some(name) => row("profile", name, "manual", "--profile"),
        None => row("profile", "<not set>", "None", "None"),
    });
    for key in ["access_key", "secret_key"] {
        out.push_str(&row(key, "<not set>", "None", "None"));
    }
    let env = ["AWS_REGION", "AWS_DEFAULT_REGION"]
        .into_iter()
        .find_map(|name| world.env().get(name).map(|value| (name, value)));
    out.push_str(&match (env, config::setting(world, profile, "region"), &globals.region) {
        (_, _, Some(region)) => row("region", region, "manual", "--region"),
        (Some((name, region)), ..) => row("region", region, "env", &format!("['{name}']")),
        (None, Some(region), _) => row("region", region, "config-file", "~/.aws/config"),
        (None, None, None) => row("region", "us-east-1", "config-file", "~/.aws/config"),
    });
    Finished::ok(out)
}
