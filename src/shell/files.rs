//! The files of the terminal: what commands write, and other commands read.
//!
//! There is no disk. A file is a shell variable of a name that no script can type, so that it is
//! in the log like everything else; a directory is there as long as something is in it.

use super::aws::Door;
use crate::services::s3::Body;
use crate::sim::World;
use crate::sim::time::Time;

/// The most bytes of a file. Ours.
pub const MAX_FILE: usize = 1 << 20;
/// The most bytes of all files. Ours.
pub const MAX_ALL: usize = 16 << 20;

/// What stands before a file's path in the name of its variable.
const PREFIX: &str = "file:";

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// When it was written, or what it was copied from.
    pub at: Time,
    /// What is in it.
    pub body: Body,
}

/// Why nothing could be written, in the system's words.
pub const NO_SPACE: &str = "No space left on device";
/// Why nothing could be read, in the system's words.
pub const NO_FILE: &str = "No such file or directory";

/// A path without steps in it that lead nowhere: `./a//b/../c` is `a/c`.
pub fn plain(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.trim_start_matches("~/").split('/') {
        match step {
            "" | "." | "~" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", steps.join("/"))
}

/// A file.
pub fn read(world: &World, path: &str) -> Option<File> {
    file(world.env().get(&format!("{PREFIX}{}", plain(path)))?)
}

fn file(value: &str) -> Option<File> {
    let (millis, wire) = value.split_once(' ')?;
    Some(File { at: Time::from_millis(millis.parse().ok()?), body: Body::from_wire(wire) })
}

/// The files below a directory, by path; all of them below the empty path.
pub fn below<'a>(
    world: &'a World,
    directory: &str,
) -> impl Iterator<Item = (&'a str, File)> + use<'a> {
    let directory = plain(directory);
    let within =
        if directory.is_empty() || directory == "/" { directory } else { format!("{directory}/") };
    let found = move |(name, value): (&'a String, &'a String)| {
        let path = name.strip_prefix(PREFIX)?;
        // What is relative is at home, and home is not below the root here.
        let here = path.starts_with(&within) && (within.starts_with('/') || !path.starts_with('/'));
        here.then(|| file(value).map(|file| (path, file))).flatten()
    };
    world.env().iter().filter_map(found)
}

/// Whether a path names a directory: home, or what something is in.
pub fn is_directory(world: &World, path: &str) -> bool {
    let plain = plain(path);
    plain.is_empty() || plain == "/" || below(world, &plain).next().is_some()
}

/// Writes a file as of `at`.
///
/// # Errors
/// What a system says when it cannot.
pub fn write(door: &mut dyn Door, path: &str, body: &Body, at: Time) -> Result<(), &'static str> {
    if path.ends_with('/') || is_directory(door.world(), path) {
        return Err("Is a directory");
    }
    let others: u64 = below(door.world(), "").map(|(_, file)| file.body.len()).sum();
    if body.len() > MAX_FILE as u64 || others + body.len() > MAX_ALL as u64 {
        return Err(NO_SPACE);
    }
    let value = format!("{} {}", at.as_millis(), body.to_wire());
    door.set(&format!("{PREFIX}{}", plain(path)), &value);
    Ok(())
}

/// Removes a file; whether it was there.
pub fn remove(door: &mut dyn Door, path: &str) -> bool {
    let there = read(door.world(), path).is_some();
    if there {
        door.set(&format!("{PREFIX}{}", plain(path)), "");
    }
    there
}

/// Bytes as a command prints them: to the next command or a file as they are, to the screen as
/// text.
pub fn shown(door: &dyn Door, body: &Body) -> String {
    if door.is_piped() { body.to_wire() } else { body.text() }
}
