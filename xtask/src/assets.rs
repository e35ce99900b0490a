//! From what the compiler made and what stands in `static/` to a site: files joined, named after
//! their content, and their names told to the page.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::shell::{Done, files, name, read, root, text, write};
use crate::split::{self, Functions};
use crate::{browsing, dist, tools};

/// What the compiler and `wasm-bindgen` call the program.
const PROGRAM: &str = "watchtrail";

/// How the program is put into a site.
pub enum Program<'a> {
    /// As it is.
    Whole,
    /// With a note made of every function that runs.
    Watched,
    /// In several files, these functions in the first.
    Split(&'a Functions),
}

/// Trunk's hook: works on the folder trunk is about to publish.
pub fn hook() -> Done {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or("`cargo xtask assets` is run by trunk; build the site with `cargo xtask dist`")?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let staging = Path::new(&staging);
    if release { publish(staging) } else { assemble(staging, &Program::Whole, false) }
}

/// Makes a site to be published of a folder that holds the program as `wasm-bindgen` left it: the
/// program as small as it gets, and in several files if there is a browser to learn the first of.
pub fn publish(folder: &Path) -> Done {
    let (script, wasm) = program_files(folder);
    let (short, code) = split::shorten(&read(&wasm)?, &text(&script)?)?;
    write(&wasm, &short)?;
    write(&script, without_layout(&code).as_bytes())?;
    let browser = match tools::browser() {
        Ok(browser) => browser,
        Err(missing) => {
            eprintln!("note: the program stays one file, slower to start: {missing}");
            return assemble(folder, &Program::Whole, true);
        }
    };
    let watched = root().join("target/watched");
    clear(&watched)?;
    browser::copy(folder, &watched)?;
    assemble(&watched, &Program::Watched, false)?;
    let first = browsing::start_page(browser, &watched)?;
    assemble(folder, &Program::Split(&first), true)
}

/// Makes a site of a folder that holds the program as `wasm-bindgen` left it; one to be published
/// has a service worker, which would show yesterday's page while developing.
fn assemble(folder: &Path, program: &Program, published: bool) -> Done {
    let mut site = Site { folder: folder.to_owned(), files: Map::new() };
    let icon = site.hashed("icon", "svg", &read(&root().join("static/icon.svg"))?)?;
    let style = site.hashed("style", "css", sheets("static/style")?.as_bytes())?;
    let pages = site.hashed("pages", "css", sheets("static/style/pages")?.as_bytes())?;
    let assets = site.content()?;
    let (script, wasm, rest) = site.program(program, published)?;
    let boot_texts = boot_texts()?;
    let boot = fill(
        &text(&root().join("static/boot.js"))?,
        &[
            ("texts", &boot_texts.to_string()),
            ("script", &script),
            ("wasm", &wasm),
            ("rest", &rest),
            ("pages", &pages),
            ("worker", if published { "sw.js" } else { "" }),
        ],
    );
    let boot = if published { without_layout(&boot) } else { boot };
    let boot = site.hashed("boot", "js", boot.as_bytes())?;
    let manifest = fill(&text(&root().join("static/app.webmanifest"))?, &[("icon", &icon)]);
    site.plain("app.webmanifest", "app.webmanifest", manifest.as_bytes())?;
    let page = fill(
        &page(folder)?,
        &[
            ("assets", &assets.to_string().replace('&', "&amp;").replace('\'', "&#39;")),
            ("icon", &icon),
            ("boot", &boot),
            ("style", &style),
            ("script", &script),
            ("wasm", &wasm),
            ("noscript", &noscript(&boot_texts)),
        ],
    );
    site.plain("./", "index.html", page.as_bytes())?;
    if published { site.worker() } else { Ok(()) }
}

/// A site being made.
struct Site {
    folder: PathBuf,
    /// Path → what the service worker checks it with.
    files: Map<String, Value>,
}

impl Site {
    /// Writes a file under a name that says its content; gives the path.
    fn hashed(&mut self, stem: &str, ending: &str, content: &[u8]) -> Result<String, String> {
        let path = format!("assets/{stem}-{}.{ending}", short(content));
        self.plain(&path, &path, content)?;
        Ok(path)
    }

    fn plain(&mut self, address: &str, path: &str, content: &[u8]) -> Done {
        let hash = BASE64_STANDARD.encode(Sha256::digest(content));
        self.files.insert(address.to_owned(), format!("sha256-{hash}").into());
        write(&self.folder.join(path), content)
    }

    /// Texts, labs and the exam, each fetched when it is needed; gives what stands under which
    /// name.
    fn content(&mut self) -> Result<Value, String> {
        let (mut texts, mut lab_texts) = (Map::new(), Map::new());
        let (mut studies, mut exam_texts) = (Map::new(), Map::new());
        for folder in languages() {
            let lang = name(&folder);
            let mut labs = Map::new();
            // What lists of labs, points and drills say is fetched once somebody learns.
            let (mut all, mut study, mut exam) = (Map::new(), Map::new(), Map::new());
            for file in files(&folder, ".json") {
                let mut words = flat(&file)?;
                if name(&file).starts_with("exam-") {
                    exam.extend(words);
                    continue;
                }
                match name(&file).strip_prefix("lab-").and_then(|rest| rest.strip_suffix(".json")) {
                    Some(lab) => {
                        let summary = format!("lab-{lab}.summary");
                        study.extend(words.remove(&summary).map(|text| (summary, text)));
                        let stem = format!("lab-{lab}-{lang}");
                        let content = Value::Object(words).to_string();
                        let path = self.hashed(&stem, "json", content.as_bytes())?;
                        labs.insert(lab.to_owned(), path.into());
                    }
                    None => match name(&file).as_str() {
                        "check.json" | "concepts.json" | "drill.json" | "glossary.json"
                        | "make.json" | "points.json" | "study.json" => {
                            study.extend(words);
                        }
                        _ => all.extend(words),
                    },
                }
            }
            let content = Value::Object(all).to_string();
            let path = self.hashed(&format!("text-{lang}"), "json", content.as_bytes())?;
            texts.insert(lang.clone(), path.into());
            let content = Value::Object(study).to_string();
            let path = self.hashed(&format!("study-{lang}"), "json", content.as_bytes())?;
            studies.insert(lang.clone(), path.into());
            let content = Value::Object(exam).to_string();
            let path = self.hashed(&format!("exam-{lang}"), "json", content.as_bytes())?;
            exam_texts.insert(lang.clone(), path.into());
            lab_texts.insert(lang, labs.into());
        }
        let mut labs = Map::new();
        for file in files(&root().join("static/labs"), ".lab") {
            let lab = name(&file).trim_end_matches(".lab").to_owned();
            let path = self.hashed(&lab, "lab", &read(&file)?)?;
            labs.insert(lab, path.into());
        }
        let exam = self.exam()?;
        let [text, lab_text, study, exam_text] =
            [texts, lab_texts, studies, exam_texts].map(Value::Object);
        Ok(json!({
            "text": text, "labs": labs, "lab_text": lab_text, "study": study, "exam": exam,
            "exam_text": exam_text,
        }))
    }

    /// The exam: its topics in one file.
    fn exam(&mut self) -> Result<String, String> {
        let mut topics = Map::new();
        for file in files(&root().join("static/exam"), ".json") {
            let items: Value = serde_json::from_str(&text(&file)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            topics.insert(name(&file).trim_end_matches(".json").to_owned(), items);
        }
        self.hashed("exam", "json", Value::Object(topics).to_string().as_bytes())
    }

    /// The program: its script, which starts itself, its wasm, and the files behind that, with
    /// blanks between.
    fn program(
        &mut self,
        program: &Program,
        published: bool,
    ) -> Result<(String, String, String), String> {
        let (script, wasm) = program_files(&self.folder);
        let (code, whole) = (text(&script)?, read(&wasm)?);
        let (code, first, rest) = match program {
            Program::Whole => (code, whole, None),
            Program::Watched => (offer(&code, NOTE)?, split::watched(&whole)?, None),
            Program::Split(functions) => {
                let map = text(&dist::map())?;
                let objects = split::objects(&map);
                let halves = split::split(&whole, functions, &objects, ROOM)?;
                (offer(&code, LOAD)?, halves.first, Some(halves.rest))
            }
        };
        let code = format!("{code}\nwindow.watchtrailStart?.(__wbg_init);\n");
        let mut small = |stem: &str, content: Vec<u8>| {
            write(&wasm, &content)?;
            if published {
                tools::shrink(&wasm)?;
            }
            self.hashed(stem, "wasm", &read(&wasm)?)
        };
        let first = small(PROGRAM, first)?;
        let rest = rest.into_iter().flatten().map(|part| small("rest", part));
        let rest = rest.collect::<Result<Vec<_>, _>>()?.join(" ");
        let script_name = self.hashed(PROGRAM, "js", code.as_bytes())?;
        for file in [script, wasm] {
            std::fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        Ok((script_name, first, rest))
    }

    fn worker(&self) -> Done {
        let list = Value::Object(self.files.clone()).to_string();
        let worker = fill(
            &text(&root().join("static/sw.js"))?,
            &[("version", &short(list.as_bytes())), ("files", &list)],
        );
        write(&self.folder.join("sw.js"), worker.as_bytes())
    }
}

/// The program as `wasm-bindgen` left it: its script and its wasm.
fn program_files(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join(format!("{PROGRAM}.js")), folder.join(format!("{PROGRAM}_bg.wasm")))
}

/// A script without comments (each has lines of its own) and indentation.
fn without_layout(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with(['*', '/']));
    code.collect::<Vec<_>>().join("\n")
}

/// How large a file of what is loaded behind the first may be before it is made smaller: Chrome
/// makes nothing larger than 8 MiB while a page stands still.
const ROOM: usize = 6 * 1024 * 1024;
/// What the page offers a watched program: a list of what ran.
const NOTE: &str = "{ ran(number) { (window.watchtrailRan ??= {})[number] = true; } }";
/// What it offers a program in several files: the boot script's way to the others.
const LOAD: &str = "{ load() { window.watchtrailRest(wasm); } }";

/// Adds what the page offers to the imports in `wasm-bindgen`'s script.
fn offer(script: &str, what: &str) -> Result<String, String> {
    const IMPORTS: &str = "\"./watchtrail_bg.js\": import0,";
    if !script.contains(IMPORTS) {
        return Err(format!("wasm-bindgen writes its script otherwise: no `{}`", IMPORTS));
    }
    let page = split::PAGE;
    Ok(script.replace(IMPORTS, &format!("{IMPORTS} \"{page}\": {what},")))
}

/// Takes a folder away, if there is one.
pub fn clear(folder: &Path) -> Done {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// The page: trunk has written it already, otherwise it is the source without trunk's own line.
fn page(folder: &Path) -> Result<String, String> {
    let written = folder.join("index.html");
    let source = text(&if written.exists() { written } else { root().join("index.html") })?;
    Ok(source.lines().filter(|line| !line.contains("data-trunk")).fold(
        String::new(),
        |mut page, line| {
            page.push_str(line);
            page.push('\n');
            page
        },
    ))
}

/// All style sheets of a folder in one; `tokens.css`, then `base.css`, come before the others.
fn sheets(folder: &str) -> Result<String, String> {
    let mut sheets = files(&root().join(folder), ".css");
    sheets.sort_by_key(|path| match name(path).as_str() {
        "tokens.css" => 0,
        "base.css" => 1,
        _ => 2,
    });
    let sheets: Result<Vec<String>, String> = sheets.iter().map(|path| text(path)).collect();
    Ok(without_comments(&sheets?.join("\n")))
}

/// A style sheet's rules alone: no comments, no indentation. (None of ours has a `/*` in a string.)
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let rules = parts
        .fold(first, |rules, part| rules + part.split_once("*/").map_or("", |(_, behind)| behind));
    let lines = rules.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn languages() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("static/text")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn flat(file: &Path) -> Result<Map<String, Value>, String> {
    let value: Value = serde_json::from_str(&text(file)?)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    match value {
        Value::Object(words) => Ok(words),
        _ => Err(format!("{}: expected an object of texts", file.display())),
    }
}

/// What the boot script may have to say before any text file is there.
fn boot_texts() -> Result<Value, String> {
    let mut texts = Map::new();
    for folder in languages() {
        texts.insert(name(&folder), flat(&folder.join("boot.json"))?.into());
    }
    Ok(texts.into())
}

fn noscript(texts: &Value) -> String {
    let languages = texts.as_object().into_iter().flatten();
    let lines = languages.filter_map(|(_, words)| words.get("boot.noscript")?.as_str());
    lines.collect::<Vec<_>>().join(" · ")
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (key, value)| {
        text.replace(&format!("{{{{{key}}}}}"), value)
    })
}

/// Ten hexadecimal digits of a content's hash: what tells one file from another.
fn short(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}
