//! The options of `aws s3`, in which the order of `--include` and `--exclude` counts.

use std::collections::BTreeMap;

use crate::shell::aws::config::not_simulated;
use crate::shell::aws::fault::Fault;
use crate::text::Texts;

/// What a command is given.
#[derive(Clone, Debug, Default)]
pub(super) struct Args {
    /// Words that are no options.
    pub paths: Vec<String>,
    /// Options with their values; switches with none.
    pub given: BTreeMap<String, String>,
    /// Patterns in the order given, and whether each takes in.
    pub filters: Vec<(bool, String)>,
}

/// Switches and options with a value.
type Options = (&'static [&'static str], &'static [&'static str]);

/// What the commands that move objects take.
const MOVES: Options = (
    &[
        "dryrun",
        "quiet",
        "recursive",
        "only-show-errors",
        "no-progress",
        "no-guess-mime-type",
        "follow-symlinks",
        "no-follow-symlinks",
    ],
    &[
        "include",
        "exclude",
        "page-size",
        "content-type",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "metadata",
        "metadata-directive",
        "acl",
        "sse",
    ],
);

/// Options AWS has for them and this simulator has not.
const REFUSED: &[&str] = &[
    "bucket-name-prefix",
    "bucket-region",
    "request-payer",
    "tags",
    "website-redirect",
    "storage-class",
    "grants",
    "sse-c",
    "sse-c-key",
    "sse-kms-key-id",
    "sse-c-copy-source",
    "sse-c-copy-source-key",
    "expires",
    "source-region",
    "progress-frequency",
    "progress-multiline",
    "expected-size",
    "force-glacier-transfer",
    "ignore-glacier-warnings",
    "checksum-mode",
    "checksum-algorithm",
    "copy-props",
    "no-overwrite",
    "case-conflict",
    "validate-same-s3-paths",
];

fn options(command: &str) -> Options {
    match command {
        "ls" => (&["recursive", "human-readable", "summarize"], &["page-size"]),
        "mb" => (&[], &[]),
        "rb" => (&["force"], &[]),
        _ => MOVES,
    }
}

impl Args {
    /// Reads what stands behind a command.
    pub fn read(command: &str, words: &[String], texts: &Texts) -> Result<Args, Fault> {
        let (switches, valued) = options(command);
        let of_sync = ["delete", "size-only", "exact-timestamps"];
        let (mut args, mut unknown) = (Args::default(), Vec::new());
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--").filter(|name| !name.is_empty()) else {
                args.paths.push(word.clone());
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (option, None),
            };
            let switch = switches.contains(&name) || (command == "sync" && of_sync.contains(&name));
            if switch && value.is_none() {
                args.given.insert(name.to_owned(), String::new());
            } else if valued.contains(&name) {
                let missing = || Fault::Usage(format!("argument --{name}: expected one argument"));
                let value = value.or_else(|| words.next().cloned()).ok_or_else(missing)?;
                if matches!(name, "include" | "exclude") {
                    args.filters.push((name == "include", value));
                } else {
                    args.given.insert(name.to_owned(), value);
                }
            } else if REFUSED.contains(&name) {
                return Err(not_simulated(&format!("--{name} (s3 {command})"), texts));
            } else {
                unknown.push(word.clone());
            }
        }
        let wanted = match command {
            "cp" | "mv" | "sync" => 2,
            "ls" => 0,
            _ => 1,
        };
        if args.paths.len() < wanted {
            let name = if matches!(command, "mb" | "rb") { "path" } else { "paths" };
            return Err(Fault::Usage(format!("the following arguments are required: {name}")));
        }
        unknown.extend(args.paths.split_off(args.paths.len().min(wanted.max(1))));
        if unknown.is_empty() { Ok(args) } else { Err(Fault::Unknown(unknown)) }
    }

    /// Whether a switch is given.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// A word by its place.
    pub fn path(&self, place: usize) -> &str {
        self.paths.get(place).map_or("", String::as_str)
    }
}
