//! The commands that read and write the files of the terminal: a few of those everybody knows,
//! with the options that reading evidence takes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::aws::{Door, Finished};
use super::fault::Fault;
use super::files::{self, File, NO_FILE};
use super::run::quiet;
use super::zip;
use crate::gzip;
use crate::services::s3::Body;
use crate::text::Texts;

/// The most bytes a packed file may hold. Ours.
const MAX_UNPACKED: usize = 16 << 20;

/// Their names, in the order `help` lists them.
pub const NAMES: [&str; 10] =
    ["ls", "cat", "rm", "gzip", "gunzip", "zcat", "zip", "base64", "grep", "jq"];

/// Runs one of them; `None` if there is none of this name.
pub(super) fn run(
    name: &str,
    args: &[String],
    door: &mut dyn Door,
    texts: &Texts,
) -> Option<Finished> {
    if !NAMES.contains(&name) {
        return None;
    }
    let (options, names): (Vec<&str>, Vec<&str>) =
        args.iter().map(String::as_str).partition(|arg| arg.starts_with('-') && *arg != "-");
    let done = match (name, options.as_slice()) {
        ("ls", [] | ["-l" | "-R" | "-lR"]) => list(&names, !options.is_empty(), door),
        ("cat", []) => each(name, &names, door, |body| Ok(body.bytes().to_vec())),
        ("rm", [] | ["-f" | "-r" | "-rf"]) => remove(&names, &options, door),
        ("gzip", [] | ["-c"]) => repack(name, &names, !options.is_empty(), door),
        ("gunzip", [] | ["-c"]) => repack(name, &names, !options.is_empty(), door),
        ("zcat", []) => each(name, &names, door, unpack),
        ("zip", []) => zip::run(&names, door),
        ("base64", ["-d" | "--decode"]) => each(name, &names, door, decode),
        ("base64", [] | ["-w0"]) => each(name, &names, door, |body| {
            Ok(format!("{}\n", STANDARD.encode(body.bytes())).into())
        }),
        ("grep", [] | ["-i" | "-c" | "-v" | "-o" | "-F"]) => grep(&names, options.first(), door),
        ("jq", [] | ["-r" | "-c"]) => match names.as_slice() {
            [filter, names @ ..] if is_path(filter) => {
                let raw = options.first() == Some(&"-r");
                let folded = options.first() == Some(&"-c");
                each(name, names, door, |body| query(filter, body, raw, folded))
            }
            [filter, ..] => refused(name, filter, texts),
            [] => refused(name, "", texts),
        },
        (_, options) => refused(name, options.first().copied().unwrap_or_default(), texts),
    };
    Some(done)
}

/// What the command of a real system could do and this one cannot.
fn refused(name: &str, what: &str, texts: &Texts) -> Finished {
    let fault = Fault::new("shell.tool.refused").with("name", name).with("what", what);
    Finished { stderr: format!("{}\n", fault.say(texts)), ..quiet(2) }
}

/// What a name stands for: a file, or what the command before gives.
fn open(name: &str, door: &mut dyn Door) -> Option<Body> {
    match name {
        "-" | "/dev/stdin" => door.take_input(),
        "/dev/null" => Some(Body::new([])),
        name => files::read(door.world(), name).map(|file| file.body),
    }
}

/// Prints what becomes of each file, or of what the command before gives.
fn each(
    command: &str,
    names: &[&str],
    door: &mut dyn Door,
    make: impl Fn(&Body) -> Result<Vec<u8>, String>,
) -> Finished {
    let names = if names.is_empty() { &["-"] } else { names };
    let (mut printed, mut out) = (Vec::new(), quiet(0));
    for name in names {
        let made = match open(name, door) {
            Some(body) => make(&body),
            None => Err(if files::is_directory(door.world(), name) {
                "Is a directory".to_owned()
            } else {
                NO_FILE.to_owned()
            }),
        };
        match made {
            Ok(bytes) => printed.extend(bytes),
            Err(why) => {
                out.stderr.push_str(&format!("{command}: {name}: {why}\n"));
                out.exit = 1;
            }
        }
    }
    out.stdout = files::shown(door, &Body::new(printed));
    out
}

fn unpack(body: &Body) -> Result<Vec<u8>, String> {
    let unpacked = gzip::unpack(body.bytes(), MAX_UNPACKED);
    unpacked.map(|unpacked| unpacked.bytes).map_err(|fault| {
        let text = match fault {
            gzip::Fault::NotGzip => "not in gzip format",
            gzip::Fault::Damaged => "invalid compressed data--crc error",
            gzip::Fault::TooLong => files::NO_SPACE,
        };
        text.to_owned()
    })
}

fn decode(body: &Body) -> Result<Vec<u8>, String> {
    let text: String = body.text().split_whitespace().collect();
    STANDARD.decode(text).map_err(|_| "invalid input".to_owned())
}

/// `gzip FILE` and `gunzip FILE`: the file is replaced; with `-c`, or between commands, printed.
fn repack(command: &str, names: &[&str], print: bool, door: &mut dyn Door) -> Finished {
    let packs = command == "gzip";
    let make = |body: &Body| if packs { Ok(gzip::pack(body.bytes())) } else { unpack(body) };
    if print || names.is_empty() {
        return each(command, names, door, make);
    }
    let mut out = quiet(0);
    for name in names {
        let renamed = if packs {
            Ok(format!("{name}.gz"))
        } else {
            name.strip_suffix(".gz")
                .map(str::to_owned)
                .ok_or("unknown suffix -- ignored".to_owned())
        };
        let made = renamed.and_then(|renamed| {
            let File { at, body } =
                files::read(door.world(), name).ok_or_else(|| NO_FILE.to_owned())?;
            Ok((at, make(&body)?, renamed))
        });
        let written = made.and_then(|(at, bytes, renamed)| {
            files::write(door, &renamed, &Body::new(bytes), at).map_err(str::to_owned)
        });
        match written {
            Ok(()) => {
                files::remove(door, name);
            }
            Err(why) => {
                out.stderr.push_str(&format!("{command}: {name}: {why}\n"));
                out.exit = 1;
            }
        }
    }
    out
}

fn remove(names: &[&str], options: &[&str], door: &mut dyn Door) -> Finished {
    let with = |letter: char| options.iter().any(|option| option.contains(letter));
    let mut out = quiet(0);
    for name in names {
        let within: Vec<String> = match with('r') {
            true => files::below(door.world(), name).map(|(path, _)| path.to_owned()).collect(),
            false => Vec::new(),
        };
        for path in &within {
            files::remove(door, path);
        }
        if !files::remove(door, name) && within.is_empty() && !with('f') {
            let why =
                if files::is_directory(door.world(), name) { "Is a directory" } else { NO_FILE };
            out.stderr.push_str(&format!("rm: cannot remove '{name}': {why}\n"));
            out.exit = 1;
        }
    }
    out
}

/// The names below each directory, with `-l` how long each file is and when it was written.
fn list(names: &[&str], long: bool, door: &mut dyn Door) -> Finished {
    let names = if names.is_empty() { &["."] } else { names };
    let mut out = quiet(0);
    for name in names {
        if files::read(door.world(), name).is_none() && !files::is_directory(door.world(), name) {
            out.stderr.push_str(&format!("ls: cannot access '{name}': {NO_FILE}\n"));
            out.exit = 2;
            continue;
        }
        let world = door.world();
        let whole = files::read(world, name).map(|file| ((*name).to_owned(), file));
        let start = match files::plain(name) {
            plain if plain.is_empty() || plain == "/" => plain.len(),
            plain => plain.len() + 1,
        };
        let within = files::below(world, name)
            .map(|(path, file)| (path.get(start..).unwrap_or_default().to_owned(), file));
        for (path, File { at, body }) in whole.into_iter().chain(within) {
            if long {
                let at = at.rfc3339();
                out.stdout.push_str(&format!("{:>10} {at} {path}\n", body.len()));
            } else {
                out.stdout.push_str(&format!("{path}\n"));
            }
        }
    }
    out
}

/// Lines with a text in them; patterns are plain texts.
fn grep(names: &[&str], option: Option<&&str>, door: &mut dyn Door) -> Finished {
    let Some((pattern, names)) = names.split_first() else { return quiet(2) };
    let option = option.copied().unwrap_or_default();
    let folded = |text: &str| if option == "-i" { text.to_lowercase() } else { text.to_owned() };
    let wanted = folded(pattern);
    let mut done = each("grep", names, door, |body| {
        let text = body.text();
        let with = |line: &&str| folded(line).contains(&wanted) != (option == "-v");
        let lines: Vec<&str> = text.lines().filter(with).collect();
        Ok(match option {
            "-c" => format!("{}\n", lines.len()).into_bytes(),
            "-o" => {
                let times = lines.iter().map(|line| line.matches(wanted.as_str()).count()).sum();
                format!("{pattern}\n").repeat(times).into_bytes()
            }
            _ => lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect(),
        })
    });
    if done.stdout.is_empty() && done.exit == 0 {
        done.exit = 1;
    }
    done
}

/// Whether a filter of `jq` is a path alone: `.`, `.Records[]`, `.Records[0].eventName`.
fn is_path(filter: &str) -> bool {
    steps(filter).is_some()
}

/// A step of a path.
enum Step {
    Member(String),
    Item(usize),
    Every,
}

fn steps(filter: &str) -> Option<Vec<Step>> {
    let mut rest = filter.strip_prefix('.')?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('[') {
            let (inside, behind) = behind.split_once(']')?;
            steps.push(match inside {
                "" => Step::Every,
                number => Step::Item(number.parse().ok()?),
            });
            rest = behind;
            continue;
        }
        let name = rest.strip_prefix('.').unwrap_or(rest);
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (name, behind) = name.split_at_checked(end)?;
        let good = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(good) {
            return None;
        }
        steps.push(Step::Member(name.to_owned()));
        rest = behind;
    }
    Some(steps)
}

fn query(filter: &str, body: &Body, raw: bool, folded: bool) -> Result<Vec<u8>, String> {
    let text = body.text();
    let value: Value = serde_json::from_str(&text).map_err(|why| format!("parse error: {why}"))?;
    let mut found = vec![value];
    for step in steps(filter).unwrap_or_default() {
        found = found.into_iter().flat_map(|value| follow(&step, value)).collect();
    }
    let line = |value: &Value| match value {
        Value::String(text) if raw => text.clone(),
        value if folded => value.to_string(),
        value => format!("{value:#}"),
    };
    Ok(found.iter().flat_map(|value| format!("{}\n", line(value)).into_bytes()).collect())
}

fn follow(step: &Step, value: Value) -> Vec<Value> {
    match (step, value) {
        (Step::Member(name), Value::Object(mut members)) => {
            vec![members.shift_remove(name).unwrap_or_default()]
        }
        (Step::Item(index), Value::Array(items)) => {
            vec![items.into_iter().nth(*index).unwrap_or_default()]
        }
        (Step::Every, Value::Array(items)) => items,
        (Step::Every, Value::Object(members)) => members.into_iter().map(|(_, it)| it).collect(),
        (_, _) => vec![Value::Null],
    }
}
