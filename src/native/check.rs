//! `watchtrail check`: holds labs against the lab laws, topics of the exam against the bank's,
//! incident drills (`watchtrail check drills`) and concepts (`watchtrail check concepts`) against
//! theirs.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::Args;
use super::{Io, assets};
use crate::learn::check::{Broken, check_file, summary};
use crate::learn::drill;
use crate::learn::exam::{self, Item};
use crate::shell::Fault;
use crate::text::{Lang, Texts};
use crate::view::concepts::{self, laws};
use crate::view::home::{LABS, is_lab};
use crate::view::route::Route;

/// Exit status when a law is broken.
const BROKEN: u8 = 1;
/// How lab files end.
const LAB: &str = "lab";
/// How topics of the exam end, and the folder they lie in.
const TOPIC: &str = "json";
const EXAM: &str = "exam";
/// The word that stands for drills, which have no file, and how many seeds of them are played.
const DRILLS: &str = "drills";
const SEEDS: u64 = 10;
/// The word that stands for concepts, which have no file either.
const CONCEPTS: &str = "concepts";
/// What has no file is checked by its word.
const WORDS: [(&str, Told); 2] = [(DRILLS, told_drills), (CONCEPTS, told_concepts)];

/// What is said of what a word stands for; an error when it breaks a law.
type Told = fn(&[Texts], &Texts) -> Result<Vec<String>, Vec<String>>;

/// A file that is checked.
struct Checked {
    /// Its name without the ending.
    id: String,
    /// Whether it is a topic of the exam; else it is a lab.
    topic: bool,
    text: String,
}

/// Checks every lab and topic that is named, or lies in a folder that is named; the exit status.
pub fn run(args: &Args, io: &mut Io<'_>, texts: &Texts) -> u8 {
    let languages: Result<Vec<Texts>, String> =
        Lang::ALL.into_iter().map(|lang| assets::texts(&args.assets, lang)).collect();
    let languages = match languages {
        Ok(languages) => languages,
        Err(problem) => return io.wrong(&unreadable(&args.assets, &problem), texts),
    };
    let is_word = |path: &OsString| WORDS.iter().any(|(word, _)| path == word);
    let (words, files): (Vec<OsString>, Vec<OsString>) =
        args.files.iter().cloned().partition(is_word);
    let all = match all(&files) {
        Ok(all) => all,
        Err(_) if files.is_empty() && !words.is_empty() => Vec::new(),
        Err(fault) => return io.wrong(&fault, texts),
    };
    let mut status = 0;
    for (word, told) in WORDS.iter().filter(|(word, _)| words.iter().any(|given| given == word)) {
        let lines = told(&languages, texts).unwrap_or_else(|broken| {
            status = BROKEN;
            broken
        });
        if !lines.into_iter().all(|line| io.print(&format!("{word}: {line}\n"))) {
            return status;
        }
    }
    for Checked { id, topic, text } in all {
        let told = if topic { told_topic } else { told_lab };
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
fn told_lab(
    id: &str,
    text: &str,
    languages: &[Texts],
    texts: &Texts,
) -> Result<Vec<String>, Vec<String>> {
    let (lab, broken) = check_file(id, text, languages)
        .map_err(|error| vec![texts.fill("check.read", &[("error", &error)])])?;
    said(&broken, || summary(&lab, languages, texts), texts)
}

/// What is said of a topic; an error when an item breaks a law.
fn told_topic(
    id: &str,
    text: &str,
    languages: &[Texts],
    texts: &Texts,
) -> Result<Vec<String>, Vec<String>> {
    let items = Item::parse(id, text)
        .map_err(|error| vec![texts.fill("learn.exam.read", &[("error", &error)])])?;
    let page = |hash: &str| !matches!(Route::parse(hash), Route::NotFound(_) | Route::Share(_));
    let broken =
        exam::check::check(id, &items, languages, exam::check::Known { page, lab: is_lab });
    said(&broken, || exam::check::summary(&items, languages, texts), texts)
}

/// What is said of drills; an error when one of them breaks a law.
fn told_drills(languages: &[Texts], texts: &Texts) -> Result<Vec<String>, Vec<String>> {
    let Some(language) = languages.first() else { return Ok(Vec::new()) };
    let levels = |seed| (1..=drill::LEVELS).filter_map(move |level| drill::Code::new(level, seed));
    let codes: Vec<drill::Code> = (0..SEEDS).flat_map(levels).collect();
    let played = codes.iter().flat_map(|code| {
        let broken = drill::check::check(*code, language).into_iter();
        broken.map(move |broken| format!("{code}: {}", broken.say(texts)))
    });
    let broken: Vec<String> = played.collect();
    if !broken.is_empty() {
        return Err(broken);
    }
    let mut kinds: Vec<_> = codes.iter().map(|code| drill::plan::Plan::draw(*code).kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let args: [(&str, &dyn std::fmt::Display); 2] =
        [("drills", &codes.len()), ("kinds", &kinds.len())];
    Ok(vec![texts.fill("check.drill.ok", &args)])
}

/// What is said of concepts; an error when they and the labs do not lead to each other.
fn told_concepts(_: &[Texts], texts: &Texts) -> Result<Vec<String>, Vec<String>> {
    let say = |broken: &laws::Broken| {
        texts.fill(broken.key, &[("concept", &broken.concept), ("lab", &broken.lab)])
    };
    let broken: Vec<String> = laws::broken().iter().map(say).collect();
    if !broken.is_empty() {
        return Err(broken);
    }
    let args: [(&str, &dyn std::fmt::Display); 2] =
        [("concepts", &concepts::CONCEPTS.len()), ("labs", &LABS.len())];
    Ok(vec![texts.fill("check.concept.ok", &args)])
}

fn said(
    broken: &[Broken],
    summary: impl FnOnce() -> String,
    texts: &Texts,
) -> Result<Vec<String>, Vec<String>> {
    if broken.is_empty() {
        return Ok(vec![summary()]);
    }
    Err(broken.iter().map(|broken| broken.say(texts)).collect())
}

/// The files with their texts, in the order of paths.
fn all(paths: &[OsString]) -> Result<Vec<Checked>, Fault> {
    if paths.is_empty() {
        return Err(Fault::new("check.no-path"));
    }
    let mut all = Vec::new();
    for path in paths.iter().map(Path::new) {
        let files = files(path).map_err(|error| unreadable(path, &error))?;
        if files.is_empty() {
            let folder = path.display().to_string();
            return Err(Fault::new("check.no-labs").with("folder", folder));
        }
        for file in files {
            let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            all.push(Checked { id, topic: ends(&file, TOPIC), text });
        }
    }
    Ok(all)
}

/// A file itself, or what is to be checked in a folder.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(path)?.collect();
    let mut files: Vec<PathBuf> = entries?.iter().map(fs::DirEntry::path).collect();
    let exam = path.canonicalize()?.ends_with(EXAM);
    files.retain(|file| ends(file, LAB) || (exam && ends(file, TOPIC)));
    files.sort();
    Ok(files)
}

fn ends(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

fn unreadable(path: &Path, problem: &dyn std::fmt::Display) -> Fault {
    let fault = Fault::new("check.unreadable").with("path", path.display().to_string());
    fault.with("problem", problem.to_string())
}
