//! `aws s3 cp`, `mv`, `rm`, `sync`: objects and files from one end to the other.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/s3/cp.html>

use serde_json::{Map, Value, json};

use super::list::{items, text};
use super::path::{End, content_type};
use super::{NEXT, Refused, Run, filter, listing, told};
use crate::services::s3::Body;
use crate::shell::aws::config::not_simulated;
use crate::shell::aws::fault::Fault;
use crate::shell::aws::shorthand;
use crate::shell::files::{self, File};
use crate::sim::time::Time;

/// What lies at one end.
#[derive(Clone, Debug)]
struct Item {
    end: End,
    /// Where it is below the end named: what both ends are compared by.
    rest: String,
    size: u64,
    at: Time,
}

/// One thing to do.
enum Task {
    /// From one end to the other.
    Copy(End, End, Time),
    /// Away with it.
    Delete(End),
}

/// What ends a command before its time.
enum Stop {
    /// Before anything was done: wrong use.
    Fault(Fault),
    /// `fatal error: …`
    Fatal(String),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Stop {
        Stop::Fatal(refused.text)
    }
}

impl Run<'_, '_> {
    /// Runs one of the four.
    pub(super) fn transfer(&mut self, command: &'static str) -> Result<u8, Fault> {
        let ends = self.ends(command)?;
        let tasks = match self.tasks(command, &ends) {
            Ok(tasks) => tasks,
            Err(Stop::Fault(fault)) => return Err(fault),
            Err(Stop::Fatal(text)) => {
                self.complain(&format!("fatal error: {text}"));
                return Ok(1);
            }
        };
        let mut exit = 0;
        for task in tasks {
            exit = exit.max(self.carry_out(command, task)?);
        }
        Ok(exit)
    }

    /// Both ends, if the command goes between such.
    fn ends(&self, command: &str) -> Result<(End, End), Fault> {
        let (from, to) = (End::read(self.args.path(0)), End::read(self.args.path(1)));
        let usage = match command {
            "rm" if from.is_remote() => return Ok((from, End::Stream)),
            "rm" => "<S3Uri>",
            _ if from.is_remote() || to.is_remote() => {
                let streams = from == End::Stream || to == End::Stream;
                if streams && (command != "cp" || self.args.has("recursive")) {
                    return Err(Fault::Param(
                        "Streaming currently is only compatible with non-recursive cp commands"
                            .to_owned(),
                    ));
                }
                return self.not_itself(command, from, to);
            }
            _ => "<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>",
        };
        let usage = format!("usage: aws s3 {command} {usage}");
        Err(Fault::Param(format!("{usage}\nError: Invalid argument type")))
    }

    fn not_itself(&self, command: &str, from: End, to: End) -> Result<(End, End), Fault> {
        if command == "mv" && from.is_remote() && self.goal(&from, &to) == from {
            return Err(Fault::Param(format!(
                "Cannot mv a file onto itself: {} - {}",
                from.shown(),
                to.shown()
            )));
        }
        Ok((from, to))
    }

    /// Where one thing goes: below the other end, if that is a directory or a bucket.
    fn goal(&self, from: &End, to: &End) -> End {
        let within = match to {
            End::Object { key, .. } => key.is_empty() || key.ends_with('/'),
            End::File(path) => {
                path.ends_with('/') || files::is_directory(self.cli.door.world(), path)
            }
            End::Stream => false,
        };
        if within { to.below(from.name()) } else { to.clone() }
    }

    fn tasks(&mut self, command: &'static str, (from, to): &(End, End)) -> Result<Vec<Task>, Stop> {
        if command == "sync" {
            return self.differences(from, to);
        }
        if self.args.has("recursive") {
            let found = self.below(from, command == "rm")?;
            let task = |item: Item| match command {
                "rm" => Task::Delete(item.end),
                _ => Task::Copy(item.end, to.below(&item.rest), item.at),
            };
            return Ok(found.into_iter().map(task).collect());
        }
        let filters = std::mem::take(&mut self.args.filters);
        if !filter::takes(&filters, from.name()) {
            return Ok(Vec::new());
        }
        if matches!(from, End::Object { key, .. } if key.is_empty()) {
            return self.of_bucket(command, from);
        }
        if command == "rm" {
            return Ok(vec![Task::Delete(from.clone())]);
        }
        let at = match from {
            End::Object { bucket, key } if *to != End::Stream => self.head(bucket, key)?,
            End::File(path) => {
                let world = self.cli.door.world();
                if !files::is_directory(world, path) && files::read(world, path).is_none() {
                    return Err(Stop::Fault(missing(path)));
                }
                self.cli.door.world().now()
            }
            End::Object { .. } | End::Stream => self.cli.door.world().now(),
        };
        Ok(vec![Task::Copy(from.clone(), self.goal(from, to), at)])
    }

    /// A bucket without a key is listed, and no key is that of the bucket; `rm` takes folders made
    /// by hand for what was meant (`list_objects` of the CLI's `filegenerator.py`).
    fn of_bucket(&mut self, command: &str, from: &End) -> Result<Vec<Task>, Stop> {
        let mut found = self.below(from, true)?;
        found.retain(|item| command == "rm" && item.rest.ends_with('/') && item.size == 0);
        Ok(found.into_iter().map(|item| Task::Delete(item.end)).collect())
    }

    /// When an object was written.
    fn head(&mut self, bucket: &str, key: &str) -> Result<Time, Stop> {
        let told_of = self.call("HeadObject", json!({ "Bucket": bucket, "Key": key }));
        let told_of = told_of.map_err(|refused| match refused.code.as_str() {
            "404" => {
                Stop::Fatal(told("404", "HeadObject", &format!("Key \"{key}\" does not exist")))
            }
            _ => refused.into(),
        })?;
        Ok(modified(&told_of))
    }

    /// Everything below an end that the patterns take in, in order.
    fn below(&mut self, end: &End, with_marks: bool) -> Result<Vec<Item>, Stop> {
        let mut found = Vec::new();
        match end {
            End::Stream => {}
            End::File(path) => {
                let world = self.cli.door.world();
                if !files::is_directory(world, path) {
                    return Err(Stop::Fault(missing(path)));
                }
                let start = files::plain(path).len();
                found.extend(files::below(world, path).map(|(path, File { at, body })| Item {
                    end: End::File(path.to_owned()),
                    rest: path.get(start..).unwrap_or_default().trim_start_matches('/').to_owned(),
                    size: body.len(),
                    at,
                }));
            }
            End::Object { bucket, key } => {
                let prefix = match key.as_str() {
                    "" => String::new(),
                    key if key.ends_with('/') => key.to_owned(),
                    key => format!("{key}/"),
                };
                let start = prefix.len();
                self.pages("ListObjectsV2", listing(bucket, &prefix), NEXT, |_, reply| {
                    found.extend(items(reply, "Contents").map(|object| Item {
                        end: End::Object {
                            bucket: bucket.clone(),
                            key: text(object, "Key").to_owned(),
                        },
                        rest: text(object, "Key").get(start..).unwrap_or_default().to_owned(),
                        size: object.get("Size").and_then(Value::as_u64).unwrap_or_default(),
                        at: modified(object),
                    }));
                })?;
                // Folders made by hand are objects; they are deleted, and not copied.
                found.retain(|item| with_marks || !(item.rest.ends_with('/') && item.size == 0));
            }
        }
        found.retain(|item| filter::takes(&self.args.filters, &item.rest));
        Ok(found)
    }

    /// What makes the other end like the first.
    fn differences(&mut self, from: &End, to: &End) -> Result<Vec<Task>, Stop> {
        let there = self.below(from, false)?;
        let is_new = matches!(to, End::File(path)
            if !files::is_directory(self.cli.door.world(), path));
        let here = if is_new { Vec::new() } else { self.below(to, false)? };
        let mut tasks = Vec::new();
        for item in &there {
            let other = here.iter().find(|other| other.rest == item.rest);
            if other.is_none_or(|other| self.differs(item, other)) {
                tasks.push((
                    &item.rest,
                    Task::Copy(item.end.clone(), to.below(&item.rest), item.at),
                ));
            }
        }
        if self.args.has("delete") {
            let gone = here.iter().filter(|item| !there.iter().any(|it| it.rest == item.rest));
            tasks.extend(gone.map(|item| (&item.rest, Task::Delete(item.end.clone()))));
        }
        tasks.sort_by_key(|(rest, _)| *rest);
        Ok(tasks.into_iter().map(|(_, task)| task).collect())
    }

    /// By size and by time: going up, what is newer here; coming down, what is older there.
    /// <https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html>
    fn differs(&self, item: &Item, other: &Item) -> bool {
        if item.size != other.size || self.args.has("size-only") {
            return item.size != other.size;
        }
        match (&item.end, &other.end) {
            (End::Object { .. }, End::File(_)) if self.args.has("exact-timestamps") => {
                item.at != other.at
            }
            (End::Object { .. }, End::File(_)) => other.at > item.at,
            _ => item.at > other.at,
        }
    }

    /// Does one thing and tells of it.
    fn carry_out(&mut self, command: &str, task: Task) -> Result<u8, Fault> {
        let (verb, place) = match &task {
            Task::Delete(end) => ("delete", end.shown()),
            Task::Copy(from, to, _) => {
                let verb = match (from, to) {
                    _ if command == "mv" => "move",
                    (End::Object { .. }, End::Object { .. }) => "copy",
                    (End::Object { .. }, _) => "download",
                    _ => "upload",
                };
                (verb, format!("{} to {}", from.shown(), to.shown()))
            }
        };
        let streams = matches!(&task, Task::Copy(from, to, _)
            if *from == End::Stream || *to == End::Stream);
        let silent = self.args.has("quiet") || self.args.has("only-show-errors") || streams;
        if self.args.has("dryrun") {
            self.print(&format!("(dryrun) {verb}: {place}"));
            return Ok(0);
        }
        let done = match &task {
            Task::Delete(end) => self.delete(end),
            Task::Copy(from, to, at) => {
                let copied = self.copy(from, to, *at)?;
                copied.and_then(|()| if command == "mv" { self.delete(from) } else { Ok(()) })
            }
        };
        match done {
            Ok(()) if !silent => self.print(&format!("{verb}: {place}")),
            Ok(()) => {}
            Err(why) => {
                if !self.args.has("quiet") {
                    self.complain(&format!("{verb} failed: {place} {why}"));
                }
                return Ok(1);
            }
        }
        Ok(0)
    }

    fn delete(&mut self, end: &End) -> Result<(), String> {
        match end {
            End::Object { bucket, key } => {
                let input = json!({ "Bucket": bucket, "Key": key });
                self.call("DeleteObject", input).map(|_| ()).map_err(|refused| refused.text)
            }
            End::File(path) => {
                files::remove(self.cli.door, path);
                Ok(())
            }
            End::Stream => Ok(()),
        }
    }

    fn copy(&mut self, from: &End, to: &End, at: Time) -> Result<Result<(), String>, Fault> {
        Ok(match (from, to) {
            (End::Object { bucket, key }, End::Object { bucket: into, key: name }) => {
                let mut input = json!({
                    "Bucket": into, "Key": name, "CopySource": format!("{bucket}/{key}"),
                });
                self.headers(&mut input, true)?;
                self.call("CopyObject", input).map(|_| ()).map_err(|refused| refused.text)
            }
            (End::Object { bucket, key }, to) => self.download(bucket, key, to, at),
            (from, End::Object { bucket, key }) => {
                let mut input = json!({ "Bucket": bucket, "Key": key });
                self.headers(&mut input, false)?;
                self.upload(from, input)
            }
            _ => Ok(()),
        })
    }

    fn download(&mut self, bucket: &str, key: &str, to: &End, at: Time) -> Result<(), String> {
        let input = json!({ "Bucket": bucket, "Key": key });
        if *to == End::Stream {
            self.call("HeadObject", input.clone()).map_err(|refused| refused.text)?;
        }
        let reply = self.call("GetObject", input).map_err(|refused| refused.text)?;
        let body = Body::from_wire(text(&reply, "Body"));
        match to {
            End::File(path) => files::write(self.cli.door, path, &body, at)
                .map_err(|why| format!("[Errno {}] {why}: '{path}'", errno(why))),
            _ => {
                let shown = files::shown(self.cli.door, &body);
                self.out.stdout.push_str(&shown);
                Ok(())
            }
        }
    }

    fn upload(&mut self, from: &End, mut input: Value) -> Result<(), String> {
        let body = match from {
            End::File(path) => {
                let file = files::read(self.cli.door.world(), path);
                file.ok_or_else(|| format!("[Errno 21] Is a directory: '{path}'"))?.body
            }
            _ => self.cli.door.take_input().unwrap_or_else(|| Body::new([])),
        };
        if let Value::Object(members) = &mut input {
            let guesses = !self.args.has("no-guess-mime-type") && *from != End::Stream;
            if let (true, Some(guess)) = (guesses, content_type(from.name())) {
                members.entry("ContentType").or_insert_with(|| json!(guess));
            }
            members.insert("Body".to_owned(), json!(body.to_wire()));
        }
        self.call("PutObject", input).map(|_| ()).map_err(|refused| refused.text)
    }

    /// The members that options give.
    fn headers(&self, input: &mut Value, copies: bool) -> Result<(), Fault> {
        let Value::Object(members) = input else { return Ok(()) };
        let plain = [
            ("content-type", "ContentType", true),
            ("metadata-directive", "MetadataDirective", true),
            ("acl", "ACL", true),
            ("sse", "ServerSideEncryption", true),
            ("cache-control", "CacheControl", false),
            ("content-disposition", "ContentDisposition", false),
            ("content-encoding", "ContentEncoding", false),
            ("content-language", "ContentLanguage", false),
        ];
        for (option, member, of_copies) in plain {
            let Some(value) = self.args.given.get(option) else { continue };
            if copies && !of_copies {
                let what = format!("{member} (s3api CopyObject)");
                return Err(not_simulated(&what, self.cli.texts));
            }
            if copies || option != "metadata-directive" {
                members.insert(member.to_owned(), json!(value));
            }
        }
        if let Some(given) = self.args.given.get("metadata") {
            members.insert("Metadata".to_owned(), Value::Object(metadata(given)?));
        }
        Ok(())
    }
}

fn metadata(text: &str) -> Result<Map<String, Value>, Fault> {
    let wrong = |why: String| Fault::Param(format!("Error parsing parameter '--metadata': {why}"));
    if !text.starts_with('{') {
        return shorthand::parse(text).map_err(wrong);
    }
    let read: Result<Value, _> = serde_json::from_str(text);
    match read {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(wrong(format!("Invalid JSON:\n{text}"))),
    }
}

fn modified(value: &Value) -> Time {
    Time::parse(text(value, "LastModified")).unwrap_or(Time::from_millis(0))
}

fn missing(path: &str) -> Fault {
    Fault::General(format!("The user-provided path {path} does not exist."))
}

/// The number a system gives with the words.
fn errno(why: &str) -> u8 {
    if why == files::NO_SPACE { 28 } else { 21 }
}
