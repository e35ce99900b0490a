//! An entry of the log in a line: what was typed, else the command that would do the same.

use std::fmt::Display;

use crate::shell::aws::print;
use crate::shell::world;
use crate::sim::{Command, Entry};
use crate::text::Texts;

/// The longest line, in characters: a policy would fill the page.
const MOST: usize = 200;

/// What an entry did.
pub fn line(entry: &Entry, texts: &Texts) -> String {
    let line = match (&entry.typed, &entry.command) {
        (Some(typed), _) => typed.clone(),
        (None, Command::Call(call)) => {
            print::command(&call.request, Some(&call.who), Some(call.region))
        }
        (None, Command::World(change)) => world::line(change),
        (None, Command::SignIn(who)) => {
            texts.fill("learn.step.sign-in", &[("who", &who.profile())])
        }
        (None, Command::Login(attempt)) => world::sign_in(attempt),
        (None, Command::Switch { role }) => texts.fill("learn.step.switch", &[("role", role)]),
        (None, Command::SwitchBack) => texts.t("learn.step.switch-back").to_owned(),
        (None, Command::Advance { until }) => {
            texts.fill("learn.step.time", &[("time", &until.format("%Y-%m-%d %H:%M:%S"))])
        }
        (None, Command::Set { name, value }) => format!("{name}={value}"),
        (None, Command::Schedule { at, who, text }) => {
            let args: [(&str, &dyn Display); 3] = [("time", at), ("who", who), ("text", text)];
            texts.fill("learn.script.later", &args)
        }
        (None, Command::Begin { .. }) => texts.t("learn.step.begin").to_owned(),
    };
    short(&line)
}

/// On one line, and cut where it grows too long.
fn short(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}
