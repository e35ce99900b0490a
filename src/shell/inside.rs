//! `world mem`, `world disk`, `world agent`: what concerns the inside of an instance's machine.

use super::aws::Finished;
use super::fault::Fault;
use super::run::quiet;
use super::world::usage;
use crate::number;
use crate::sim::command::{Fill, Fullness, Inside, Mishap};
use crate::sim::time::Time;
use crate::sim::{Change, World, agents};
use crate::text::Texts;

/// What befalls agents, as it is typed.
const MISHAPS: [(&str, Mishap); 4] = [
    ("crash", Mishap::Crash),
    ("network", Mishap::Network),
    ("clock", Mishap::Clock),
    ("mend", Mishap::Mend),
];

/// Whether a word names a file system: `/data`, `C:`.
pub(super) fn is_path(word: &str) -> bool {
    word.starts_with('/') || word.ends_with(':')
}

/// `mem ID PERCENT|grow RATE|off`, `disk ID [PATH] …`.
///
/// # Errors
/// Words that make no sense, no number.
pub(super) fn fill(
    id: &str,
    path: Option<&str>,
    words: &[&str],
    until: Option<Time>,
) -> Result<Change, Fault> {
    let verb = if path.is_some() { "disk" } else { "mem" };
    let read = |text: &str| {
        let wrong = || Fault::new("shell.world.not-number").with("found", text);
        number::parse(text).filter(|number| number.is_finite()).ok_or_else(wrong)
    };
    let level = match words {
        ["off"] if until.is_none() => Fullness::Off,
        ["grow", rate] => Fullness::Grows(read(rate)?),
        [percent] if *percent != "off" => Fullness::At(read(percent)?),
        _ => return Err(usage(verb)),
    };
    let (instance, path) = (id.to_owned(), path.map(str::to_owned));
    Ok(Change::Inside(Inside::Fill(Fill { instance, path, level, until })))
}

/// `agent ID crash|network|clock|mend`.
///
/// # Errors
/// None of those.
pub(super) fn befall(id: &str, word: &str) -> Result<Change, Fault> {
    let found = MISHAPS.iter().find(|(name, _)| *name == word);
    let (_, what) = found.ok_or_else(|| usage("agent"))?;
    Ok(Change::Inside(Inside::Mishap { instance: id.to_owned(), what: *what }))
}

/// `agent ID`: what the agent needs, and what of it is there.
pub(super) fn needs(world: &World, id: &str, texts: &Texts) -> Finished {
    let Some(found) = agents::needs(world, id) else {
        let text = texts.fill("shell.world.no-instance", &[("found", &id)]);
        return Finished { stderr: format!("{text}\n"), ..quiet(1) };
    };
    let mut out = quiet(0);
    for need in &found.needs {
        let mark = if need.met { "+" } else { "-" };
        let line = format!("{mark} {}: {}\n", need.what(texts), need.said(texts));
        out.stdout.push_str(&line);
        if let Some(remedy) = need.remedy(texts) {
            out.stdout.push_str(&format!("    {remedy}\n"));
        }
    }
    out.stdout.push_str(&format!("= {}\n", found.verdict(texts)));
    out
}

/// The line that makes such a change, but for how long it lasts.
pub(super) fn line(change: &Inside) -> String {
    match change {
        Inside::Fill(Fill { instance, path, level, .. }) => {
            let verb = match path.as_deref() {
                None => format!("mem {instance}"),
                Some("") => format!("disk {instance}"),
                Some(path) => format!("disk {instance} {path}"),
            };
            match level {
                Fullness::At(percent) => format!("world {verb} {percent}"),
                Fullness::Grows(rate) => format!("world {verb} grow {rate}"),
                Fullness::Off => format!("world {verb} off"),
            }
        }
        Inside::Mishap { instance, what } => {
            let word = MISHAPS.iter().find(|(_, known)| known == what).map_or("", |(word, _)| word);
            format!("world agent {instance} {word}")
        }
    }
}
