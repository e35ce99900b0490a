//! Profiles and settings: who calls and where, and `aws configure`.
//!
//! There are no files: what `aws configure set` sets is a shell variable of a name that no script
//! can type, so that it is in the log like everything else.

use super::fault::Fault;
use super::globals::Globals;
use super::known;
use crate::services::ec2::ops::places::OPT_IN;
use crate::shell::output::Format;
use crate::sim::{Region, Who, World};
use crate::text::Texts;

/// The variable that holds a setting of a profile.
pub fn variable(profile: &str, name: &str) -> String {
    format!("aws:{profile}:{name}")
}

/// A setting of a profile.
pub fn setting<'a>(world: &'a World, profile: &str, name: &str) -> Option<&'a str> {
    world.env().get(&variable(profile, name)).map(String::as_str)
}

/// The settings of a profile.
pub fn settings<'a>(
    world: &'a World,
    profile: &str,
) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
    let prefix = variable(profile, "");
    let of = move |(name, value): (&'a String, &'a String)| {
        name.strip_prefix(&prefix).map(|name| (name, value.as_str()))
    };
    world.env().iter().filter_map(of)
}

/// Every profile there is: `default`, `root`, the users, those that were configured.
pub fn profiles(world: &World) -> Vec<String> {
    let mut all = vec!["default".to_owned(), "root".to_owned()];
    for (account, iam) in world.accounts().iter() {
        if account == world.home() {
            all.extend(iam.users().keys().cloned());
        } else {
            all.push(format!("root@{account}"));
            all.extend(iam.users().keys().map(|name| format!("{name}@{account}")));
        }
    }
    for name in world.env().keys() {
        let mut parts = name.splitn(3, ':');
        if let (Some("aws"), Some(profile), Some(_)) = (parts.next(), parts.next(), parts.next())
            && !all.iter().any(|known| known == profile)
        {
            all.push(profile.to_owned());
        }
    }
    all
}

/// Who calls, where, and how the reply is printed.
#[derive(Clone, Debug)]
pub struct Config {
    /// The profile.
    pub profile: String,
    /// Who it stands for.
    pub who: Who,
    /// The Region.
    pub region: Region,
    /// The output format.
    pub output: Format,
}

/// The profile a line names: by option, by `AWS_PROFILE`, or the default one.
pub fn profile(globals: &Globals, world: &World) -> Result<String, Fault> {
    let named = globals.profile.as_ref().or_else(|| world.env().get("AWS_PROFILE"));
    let name = named.map_or("default", String::as_str);
    if name == "default" || profiles(world).iter().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    Err(Fault::General(format!("The config profile ({name}) could not be found")))
}

/// What options, variables and settings come to. `host` is the service's. Who it is that calls
/// is left to [`super::assume`]: it may take a call to find out.
pub fn resolve(
    globals: &Globals,
    world: &World,
    default: &Who,
    host: &str,
    texts: &Texts,
) -> Result<Config, Fault> {
    let profile = profile(globals, world)?;
    let env = |name: &str| world.env().get(name).cloned();
    let set = |name: &str| setting(world, &profile, name).map(str::to_owned);
    let code = globals
        .region
        .clone()
        .or_else(|| env("AWS_REGION"))
        .or_else(|| env("AWS_DEFAULT_REGION"))
        .or_else(|| set("region"));
    let region = match code {
        None => Region::US_EAST_1,
        Some(code) => region(&code, host, texts)?,
    };
    let output = globals.output.or_else(|| {
        env("AWS_DEFAULT_OUTPUT").or_else(|| set("output")).and_then(|name| Format::named(&name))
    });
    let (who, output) = (default.clone(), output.unwrap_or(Format::Json));
    Ok(Config { profile, who, region, output })
}

/// Something AWS has and this simulator refuses.
pub fn not_simulated(what: &str, texts: &Texts) -> Fault {
    Fault::NotSimulated(texts.fill("aws.not-simulated", &[("what", &what)]))
}

fn region(code: &str, host: &str, texts: &Texts) -> Result<Region, Fault> {
    if let Ok(region) = code.parse() {
        return Ok(region);
    }
    if OPT_IN.contains(&code) || known::OTHER_PARTITIONS.contains(&code) {
        return Err(not_simulated(&format!("Region {code}"), texts));
    }
    let label = |part: &str| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-');
    let good = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && label(code);
    if !good {
        return Err(Fault::General(format!(
            "Provided region_name '{code}' doesn't match a supported format."
        )));
    }
    let host = host.replace("{region}", code);
    Err(Fault::General(format!("Could not connect to the endpoint URL: \"https://{host}/\"")))
}
