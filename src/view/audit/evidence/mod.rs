//! Evidence: records from somebody's files, kept in memory while the page is open.

mod import;
mod read;
mod scan;
mod unpack;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use super::Records;
use crate::services::cloudtrail::event::{Named, Opens, Principal};
use crate::services::cloudtrail::{Event, Query};
use crate::sim::Time;
pub use import::Import;
use read::{Read, Texts};

/// So many records are taken.
pub const MOST: usize = 200_000;
/// The records' own texts are packed in blocks of this size.
const BLOCK: usize = 256 * 1024;

/// Records from files.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    kept: Vec<Kept>,
    /// Places, newest first.
    order: Vec<u32>,
    files: Vec<Note>,
    words: BTreeSet<Rc<str>>,
    ids: BTreeSet<Rc<str>>,
    blocks: Vec<Vec<u8>>,
    /// What is not packed yet.
    open: String,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its name.
    pub name: String,
    /// How many records were taken.
    pub taken: usize,
    /// How many were there already: CloudTrail may deliver an event twice.
    pub twice: usize,
    /// How many objects were no records.
    pub strangers: usize,
    /// Why it could not be read, or not to its end.
    pub trouble: Option<Trouble>,
}

/// Why a file could not be read, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It does not begin with an object or a list.
    NotJson,
    /// It breaks off, or is JSON no longer.
    Broken,
    /// A record is no JSON: what is wrong.
    Json(String),
    /// It is no text.
    NotText,
    /// Something in it is longer than a record can be.
    TooLong,
    /// It is packed with gzip and damaged.
    Gzip,
    /// It is a zip.
    Zip,
    /// It is a digest file.
    Digest,
    /// Its objects are no records.
    Strangers,
    /// There is nothing in it.
    Empty,
    /// There are as many records as can be taken.
    Full,
    /// The browser could not read it.
    Unreadable,
    /// Somebody stopped it.
    Stopped,
}

impl Trouble {
    /// The key of its sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Trouble::NotJson => "audit.trouble.not-json",
            Trouble::Broken => "audit.trouble.broken",
            Trouble::Json(_) => "audit.trouble.json",
            Trouble::NotText => "audit.trouble.not-text",
            Trouble::TooLong => "audit.trouble.too-long",
            Trouble::Gzip => "audit.trouble.gzip",
            Trouble::Zip => "audit.trouble.zip",
            Trouble::Digest => "audit.trouble.digest",
            Trouble::Strangers => "audit.trouble.strangers",
            Trouble::Empty => "audit.trouble.empty",
            Trouble::Full => "audit.trouble.full",
            Trouble::Unreadable => "audit.trouble.unreadable",
            Trouble::Stopped => "audit.trouble.stopped",
        }
    }

    /// What is known besides.
    pub fn detail(&self) -> &str {
        match self {
            Trouble::Json(text) => text,
            _ => "",
        }
    }
}

/// One record: texts that recur are kept once.
#[derive(Clone, Debug)]
struct Kept {
    time: Time,
    id: Rc<str>,
    request_id: Rc<str>,
    name: Rc<str>,
    source: Rc<str>,
    region: Rc<str>,
    account: Rc<str>,
    ip: Rc<str>,
    agent: Rc<str>,
    error: Rc<str>,
    message: Rc<str>,
    read_only: Rc<str>,
    category: Rc<str>,
    kind: Rc<str>,
    user: Rc<str>,
    key: Rc<str>,
    principal: Rc<str>,
    arn: Rc<str>,
    role: Rc<str>,
    invoked_by: Rc<str>,
    /// Role, session and key of a session it opened.
    opens: Option<(Rc<str>, Rc<str>, Rc<str>)>,
    resources: Box<[(String, String)]>,
    named: Box<[Rc<str>]>,
    /// The block its text stands in, where it begins there, and how long it is.
    text: (u32, u32, u32),
}

impl Evidence {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What became of the files.
    pub fn files(&self) -> &[Note] {
        &self.files
    }

    /// When the oldest and the newest event were.
    pub fn span(&self) -> Option<(Time, Time)> {
        let time = |place: Option<&u32>| Some(self.kept.get(*place? as usize)?.time);
        Some((time(self.order.last())?, time(self.order.first())?))
    }

    /// The places of the events that answer a question, newest first.
    pub fn search(&self, query: &Query) -> Vec<u32> {
        let answers =
            |place: &u32| self.at(*place as usize).is_some_and(|event| query.matches(&event));
        self.order.iter().copied().filter(answers).collect()
    }

    /// A record as it was written.
    pub fn text(&self, place: usize) -> Option<String> {
        self.texts(std::iter::once(place)).next()
    }

    /// Records as they were written.
    pub fn texts<'a>(
        &'a self,
        places: impl Iterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = String> + 'a {
        // Those that follow each other mostly stand in one block.
        let mut open = (u32::MAX, String::new());
        places.filter_map(move |place| {
            let (block, from, length) = self.kept.get(place)?.text;
            let range = from as usize..from as usize + length as usize;
            let Some(packed) = self.blocks.get(block as usize) else {
                return self.open.get(range).map(str::to_owned);
            };
            if open.0 != block {
                open = (block, String::from_utf8(decompress_to_vec(packed).ok()?).ok()?);
            }
            open.1.get(range).map(str::to_owned)
        })
    }

    fn note(&mut self, note: Note) {
        self.files.push(note);
    }

    /// Keeps a record; whether it was not there already.
    fn keep(&mut self, read: Read, text: &str) -> bool {
        let Read { time: Some(time), texts, resources, named } = read else { return false };
        let id: Rc<str> = Rc::from(texts.id.as_str());
        if !id.is_empty() && !self.ids.insert(id.clone()) {
            return false;
        }
        if self.open.len() > BLOCK {
            // How hard it is packed is a matter of time: there is much of it.
            self.blocks.push(compress_to_vec(self.open.as_bytes(), 1));
            self.open.clear();
        }
        let place = (self.blocks.len() as u32, self.open.len() as u32, text.len() as u32);
        self.open.push_str(text);
        let named = named.iter().map(|name| self.word(name)).collect();
        let resources = resources.into_boxed_slice();
        let kept = self.kept(time, id, texts);
        let kept = Kept { resources, named, text: place, ..kept };
        self.kept.push(kept);
        true
    }

    /// A record without what it is about, and where its text stands.
    fn kept(&mut self, time: Time, id: Rc<str>, texts: Texts) -> Kept {
        let mut word = |text: &str| self.word(text);
        let opens = !(texts.asked_role.is_empty() && texts.opened.is_empty());
        let opens =
            opens.then(|| (word(&texts.asked_role), word(&texts.session), word(&texts.opened)));
        Kept {
            time,
            id,
            request_id: Rc::from(texts.request_id.as_str()),
            name: word(&texts.name),
            source: word(&texts.source),
            region: word(&texts.region),
            account: word(&texts.account),
            ip: word(&texts.ip),
            agent: word(&texts.agent),
            error: word(&texts.error),
            message: word(&texts.message),
            read_only: word(&texts.read_only),
            category: word(&texts.category),
            kind: word(&texts.kind),
            user: word(&texts.user),
            key: word(&texts.key),
            principal: word(&texts.principal),
            arn: word(&texts.arn),
            role: word(&texts.role),
            invoked_by: word(&texts.invoked_by),
            opens,
            resources: Box::default(),
            named: Box::default(),
            text: (0, 0, 0),
        }
    }

    fn word(&mut self, text: &str) -> Rc<str> {
        match self.words.get(text) {
            Some(word) => word.clone(),
            None => {
                let word: Rc<str> = Rc::from(text);
                self.words.insert(word.clone());
                word
            }
        }
    }

    fn sort(&mut self) {
        let mut order: Vec<u32> = (0..self.kept.len() as u32).collect();
        let time = |place: &u32| self.kept.get(*place as usize).map(|kept| kept.time);
        order.sort_by_key(|place| Reverse((time(place), *place)));
        self.order = order;
    }
}

impl Records for Evidence {
    fn events(&self) -> Box<dyn Iterator<Item = Event<'_>> + '_> {
        Box::new(self.order.iter().filter_map(|place| self.at(*place as usize)))
    }

    fn at(&self, place: usize) -> Option<Event<'_>> {
        let kept = self.kept.get(place)?;
        let opens = kept.opens.as_ref().map(|(role, name, key)| Opens { role, name, key });
        Some(Event {
            place,
            id: &kept.id,
            time: kept.time,
            name: &kept.name,
            source: &kept.source,
            region: &kept.region,
            account: Cow::Borrowed(&*kept.account),
            ip: &kept.ip,
            agent: &kept.agent,
            error: &kept.error,
            message: &kept.message,
            read_only: &kept.read_only,
            category: &kept.category,
            kind: &kept.kind,
            request_id: &kept.request_id,
            user: Cow::Borrowed(&*kept.user),
            key: &kept.key,
            principal: Principal {
                kind: &kept.principal,
                arn: Cow::Borrowed(&*kept.arn),
                role: &kept.role,
                invoked_by: &kept.invoked_by,
            },
            resources: &kept.resources,
            named: Named::Texts(&kept.named),
            opens,
        })
    }

    fn now(&self) -> Time {
        self.span().map(|(_, newest)| newest).unwrap_or(Time::from_secs(0))
    }
}
