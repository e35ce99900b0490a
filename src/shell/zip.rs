//! `zip`: files of the terminal in an archive, each as it is.
//!
//! The format: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>

use chrono::{Datelike, Timelike};
use rawzip::crc32;

use super::aws::{Door, Finished};
use super::files::{self, File, NO_FILE};
use super::run::quiet;
use crate::services::s3::Body;
use crate::sim::time::Time;

/// `zip ARCHIVE FILE…`
pub(super) fn run(names: &[&str], door: &mut dyn Door) -> Finished {
    let [archive, names @ ..] = names else {
        return Finished { stderr: "zip error: Nothing to do!\n".to_owned(), ..quiet(12) };
    };
    let archive = match archive.contains('.') {
        true => (*archive).to_owned(),
        false => format!("{archive}.zip"),
    };
    let (mut found, mut out) = (Vec::new(), quiet(0));
    for name in names {
        match files::read(door.world(), name) {
            Some(file) => {
                out.stdout.push_str(&format!("  adding: {name} (stored 0%)\n"));
                found.push(((*name).to_owned(), file));
            }
            None => out.stdout.push_str(&format!("\tzip warning: name not matched: {name}\n")),
        }
    }
    if found.is_empty() {
        let stderr = format!("zip error: Nothing to do! ({archive})\n");
        return Finished { stderr, ..quiet(12) };
    }
    let now = door.world().now();
    if let Err(why) = files::write(door, &archive, &Body::new(pack(&found)), now) {
        let why = if why == NO_FILE { "Could not create output file" } else { why };
        return Finished { stderr: format!("zip I/O error: {why}\n"), ..quiet(15) };
    }
    out
}

/// An archive of these files.
fn pack(found: &[(String, File)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, file) in found {
        let (at, bytes) = (archive.len() as u32, file.body.bytes());
        let mut common = Vec::new();
        // Version 1.0 reads it; no flags; stored.
        [10_u16, 0, 0].iter().for_each(|word| common.extend(word.to_le_bytes()));
        common.extend(stamp(file.at));
        common.extend(crc32(bytes).to_le_bytes());
        let size = (bytes.len() as u32).to_le_bytes();
        common.extend([size, size].concat());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        archive.extend(*b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(bytes);
        directory.extend(*b"PK\x01\x02\x1e\x03");
        directory.extend(&common);
        // No comment; the first disk; text or not; rw-r--r--.
        [0_u16, 0, 0].iter().for_each(|word| directory.extend(word.to_le_bytes()));
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (archive.len() as u32, (found.len() as u16).to_le_bytes());
    archive.extend(&directory);
    archive.extend(*b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend(0_u16.to_le_bytes());
    archive
}

/// Time and date as archives have them, to two seconds.
fn stamp(at: Time) -> [u8; 4] {
    let at = at.calendar();
    let time = (at.hour() << 11) | (at.minute() << 5) | (at.second() / 2);
    let date = ((at.year().max(1980) as u32 - 1980) << 9) | (at.month() << 5) | at.day();
    ((date << 16) | time).to_le_bytes()
}
