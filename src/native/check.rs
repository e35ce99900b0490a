//! `watchtrail check`: holds labs against the lab laws.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::Args;
use super::{Io, assets};
use crate::learn::check::{check_file, summary};
use crate::shell::Fault;
use crate::text::{Lang, Texts};

/// Exit status when a law is broken.
const BROKEN: u8 = 1;
/// How lab files end.
const ENDING: &str = "lab";

/// Checks every lab that is named, or lies in a folder that is named; the exit status.
pub fn run(args: &Args, io: &mut Io<'_>, texts: &Texts) -> u8 {
    let languages: Result<Vec<Texts>, String> =
        Lang::ALL.into_iter().map(|lang| assets::texts(&args.assets, lang)).collect();
    let languages = match languages {
        Ok(languages) => languages,
        Err(problem) => return io.wrong(&unreadable(&args.assets, &problem), texts),
    };
    let labs = match labs(&args.files) {
        Ok(labs) => labs,
        Err(fault) => return io.wrong(&fault, texts),
    };
    let mut status = 0;
    for (id, text) in labs {
        let lines = told(&id, &text, &languages, texts).unwrap_or_else(|broken| {
            status = BROKEN;
            broken
        });
        if !lines.into_iter().all(|line| io.print(&format!("{id}: {line}\n"))) {
            return status;
        }
    }
    status
}

/// What is said of a lab; an error when it breaks a law.
fn told(
    id: &str,
    text: &str,
    languages: &[Texts],
    texts: &Texts,
) -> Result<Vec<String>, Vec<String>> {
    let (lab, broken) = check_file(id, text, languages)
        .map_err(|error| vec![texts.fill("check.read", &[("error", &error)])])?;
    if broken.is_empty() {
        return Ok(vec![summary(&lab, languages, texts)]);
    }
    Err(broken.iter().map(|broken| broken.say(texts)).collect())
}

/// The labs with their texts, in the order of paths.
fn labs(paths: &[OsString]) -> Result<Vec<(String, String)>, Fault> {
    if paths.is_empty() {
        return Err(Fault::new("check.no-path"));
    }
    let mut labs = Vec::new();
    for path in paths.iter().map(Path::new) {
        let files = files(path).map_err(|error| unreadable(path, &error))?;
        if files.is_empty() {
            let folder = path.display().to_string();
            return Err(Fault::new("check.no-labs").with("folder", folder));
        }
        for file in files {
            let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            labs.push((id, text));
        }
    }
    Ok(labs)
}

/// A file itself, or the labs in a folder.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(path)?.collect();
    let mut files: Vec<PathBuf> = entries?.iter().map(fs::DirEntry::path).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == ENDING));
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, problem: &dyn std::fmt::Display) -> Fault {
    let fault = Fault::new("check.unreadable").with("path", path.display().to_string());
    fault.with("problem", problem.to_string())
}
