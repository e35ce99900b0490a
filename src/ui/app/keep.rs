//! Sessions are kept in the browser's storage, at once and under names of their own.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use watchtrail::learn::lab::Lab;
use watchtrail::learn::session::Session;
use watchtrail::learn::step;
use watchtrail::save::{Head, Keeper, Kind, LoadError, Saved, Write};
use watchtrail::share;
use watchtrail::sim::Setup;
use watchtrail::view::home::Opened;
use watchtrail::view::route::Route;

use super::App;
use super::load::Then;
use crate::ui::ctl::{Flash, Msg, Pace, Start};
use crate::ui::platform::{self, Lease, Leased};

/// What the keys of kept sessions begin with.
const SAVE: &str = "save.";
/// The key of the name of the session that was open last.
const LAST: &str = "last";
/// How often the running clock is kept, in milliseconds.
const CLOCK_MS: f64 = 2_000.0;

/// How the session that is open is kept.
#[derive(Default)]
pub(super) struct Keeping {
    /// Its name in storage.
    pub(super) id: String,
    keeper: Keeper,
    /// The right to write it, once this tab has it.
    lease: Rc<RefCell<Option<Lease>>>,
    /// Whether this tab may write.
    ours: bool,
    /// When it was written last, by the wall's clock, and how many entries its log had.
    wrote: (f64, usize),
    /// Whether the learner knows that nothing can be kept.
    warned: bool,
}

impl App {
    /// Takes up what was open last, or begins.
    pub(super) fn begin(&mut self) {
        if let Route::Share(payload) = self.route.clone() {
            return self.open_link(&payload);
        }
        // A tab that is loaded again goes on with its own session, whatever other tabs did since.
        let here = platform::read_here(LAST).ok().flatten();
        let last = here.or_else(|| platform::read(LAST).ok().flatten());
        match last.as_deref().and_then(read) {
            Some(Ok(saved)) => self.load(saved.head.kind.clone(), Then::Resume(Box::new(saved))),
            Some(Err(error)) => {
                if !self.unreadable(error) {
                    self.load(Kind::Sandbox, Then::Start(Start::Sandbox));
                }
            }
            None => self.load(Kind::Sandbox, Then::Start(Start::Sandbox)),
        }
    }

    /// Begins a session anew; what is open stays kept under its name.
    pub(super) fn start(&mut self, start: Start) {
        let kind = match &start {
            Start::Sandbox => Kind::Sandbox,
            Start::Lab(id) => Kind::Lab(id.clone()),
        };
        self.load(kind, Then::Start(start));
    }

    pub(super) fn started(&mut self, start: Start, lab: Option<Lab>) {
        let Some(words) = self.words.clone() else { return };
        let (session, name) = match (start, lab) {
            (Start::Lab(id), Some(lab)) => {
                let session = Session::lab(lab, words.texts());
                (session, format!("lab-{id}"))
            }
            _ => (Ok(Session::sandbox(Setup::default())), "sandbox".to_owned()),
        };
        match session {
            Ok(session) => self.adopt(session, free_name(&name), Keeper::default()),
            Err(error) => self.flash(Flash::error(error)),
        }
    }

    pub(super) fn resume(&mut self, saved: Saved, lab: Option<Lab>) {
        let Some(words) = self.words.clone() else { return };
        let (id, keeper) = (saved.head.id.clone(), Keeper::holding(&saved));
        match Session::resume(saved, lab) {
            Ok(resumed) => {
                let Some(differs) = resumed.differs else {
                    return self.adopt(resumed.session, id, keeper);
                };
                let entry = resumed.session.sim().log().get(differs);
                let command = entry.map(|entry| step::line(entry, words.texts()));
                let command = command.unwrap_or_default();
                let text = words.f("app.save.differs", &[("command", &command)]);
                self.flash(Flash::info(text));
                // It goes on under another name: what was kept stays as it is.
                self.adopt(resumed.session, free_name(&id), Keeper::default());
            }
            Err(error) => {
                self.load_error(&error);
                self.start(Start::Sandbox);
            }
        }
    }

    /// Goes on with a session that came from elsewhere, and tells what it holds.
    pub(super) fn open(&mut self, saved: Saved, end: Option<String>, lab: Option<Lab>) {
        let (id, link) = (saved.head.id.clone(), end.is_some());
        let back = platform::read(LAST).ok().flatten().filter(|last| names().contains(last));
        match Session::resume(saved, lab) {
            Ok(resumed) => {
                let digest = share::short(&resumed.session.live().digest());
                let same_end = end.is_none_or(|end| end == digest);
                // Storage holds nothing of it yet.
                self.adopt(resumed.session, id, Keeper::default());
                self.opened = Some(Opened { link, differs: resumed.differs, same_end, back });
            }
            Err(error) => {
                self.load_error(&error);
                self.begin();
            }
        }
    }

    /// Makes a session the one that is open.
    fn adopt(&mut self, session: Session, id: String, keeper: Keeper) {
        self.set_pace(Pace::Paused);
        self.opened = None;
        // What was typed into forms names what is in the world that was open.
        self.drafts.clear();
        self.session = session;
        self.new_desk();
        // A place of its own: a lease granted late to the session before goes with its place.
        self.keeping.lease = Rc::default();
        self.keeping.id = id;
        self.keeping.keeper = keeper;
        self.keeping.ours = false;
        self.clock.seen = self.session.live().facts().len();
        self.read_mails = self.session.live().inbox().mails().len();
        self.changed();
        self.refresh();
        self.take_lease();
    }

    fn take_lease(&self) {
        let (ctl, id) = (self.ctl.clone(), self.keeping.id.clone());
        let place = Rc::clone(&self.keeping.lease);
        spawn_local(async move {
            let ours = match Lease::take(&id).await {
                Leased::Ours(lease) => {
                    place.replace(Some(lease));
                    true
                }
                Leased::Elsewhere => false,
            };
            ctl.send(Msg::Leased(id, ours));
        });
    }

    pub(super) fn leased(&mut self, id: &str, ours: bool) {
        if id != self.keeping.id {
            return;
        }
        self.keeping.ours = ours;
        if ours {
            // What was open last matters only at the next start; it is written with the session.
            let _ = platform::write(LAST, id);
            let _ = platform::write_here(LAST, id);
            return;
        }
        // Another tab writes that session: this one goes on under a name of its own.
        self.keeping.id = free_name(id);
        self.keeping.keeper.forget();
        if let Some(words) = self.words.clone() {
            self.flash(Flash::info(words.s("app.save.elsewhere")));
        }
        self.take_lease();
    }

    /// Writes what changed. A running clock is written now and then, an act at once.
    pub(super) fn keep(&mut self) {
        if !self.keeping.ours {
            return;
        }
        // A running clock only makes the last entry longer.
        let (wall, entries) = (platform::clock_ms(), self.session.sim().log().len());
        let (wrote_ms, wrote) = self.keeping.wrote;
        let running = self.clock.pace != Pace::Paused;
        if running && entries == wrote && wall - wrote_ms < CLOCK_MS {
            return;
        }
        self.keeping.wrote = (wall, entries);
        let id = self.keeping.id.clone();
        if slot(&id, 0).is_none() {
            // It is new, or another tab deleted it: it is kept whole, for a part is no session.
            self.keeping.keeper.forget();
        }
        let head = self.session.head(&id);
        let writes = self.keeping.keeper.writes(head, self.session.sim().log());
        match put(&id, &writes) {
            Ok(()) => self.keeping.warned = false,
            Err(fault) => {
                self.keeping.keeper.forget();
                self.not_kept(fault.key());
            }
        }
    }

    fn not_kept(&mut self, why: &'static str) {
        if std::mem::replace(&mut self.keeping.warned, true) {
            return;
        }
        if let Some(words) = self.words.clone() {
            let key = format!("app.save.{why}");
            let key = if words.has(&key) { key.as_str() } else { "app.save.other" };
            self.flash(Flash::error(words.s(key)));
        }
    }

    pub(super) fn open_save(&mut self, id: &str) {
        match read(id) {
            Some(Ok(saved)) => {
                self.load(saved.head.kind.clone(), Then::Resume(Box::new(saved)));
            }
            Some(Err(error)) => drop(self.unreadable(error)),
            None => {}
        }
    }

    /// Says why a session cannot be read. What can be read of it goes on under another name, and
    /// what was kept stays as it is. Whether there is such a part.
    fn unreadable(&mut self, error: LoadError) -> bool {
        self.load_error(&error);
        let LoadError::Broken { before, .. } = error else { return false };
        self.open_copy(*before, None);
        true
    }

    pub(super) fn delete_save(&mut self, id: &str) {
        if id == self.keeping.id {
            return;
        }
        let keys = platform::keys().unwrap_or_default();
        for key in keys.iter().filter(|key| is_slot(key, id)) {
            // What cannot be removed is still listed.
            let _ = platform::remove(key);
        }
    }

    pub(super) fn export(&mut self) {
        let text = self.session.saved(&self.keeping.id).to_string();
        let name = format!("watchtrail-{}.jsonl", self.keeping.id);
        self.download(&name, "application/jsonl", &text);
    }

    pub(super) fn import(&mut self, text: &str) {
        match Saved::parse(text) {
            Ok(saved) => {
                self.open_copy(saved, None);
                self.go(Route::Home);
            }
            Err(error) => drop(self.unreadable(error)),
        }
    }

    /// Opens the session in a link, beside those that are kept.
    pub(super) fn open_link(&mut self, payload: &str) {
        // The address is not a page to come back to.
        let _ = platform::replace_hash(&Route::Home.hash());
        self.route = Route::Home;
        match share::open(payload) {
            Ok(shared) => self.open_copy(shared.saved, Some(shared.digest)),
            // What is open stays open.
            Err(error) if !self.keeping.id.is_empty() => {
                self.say_error(error.key(), error.detail());
                self.refresh();
            }
            Err(error) => {
                self.pending_error = Some((error.key(), error.detail()));
                self.begin();
            }
        }
    }

    /// Opens a session that came from elsewhere, under a free name.
    fn open_copy(&mut self, mut saved: Saved, end: Option<String>) {
        let name = match &saved.head.kind {
            Kind::Sandbox => "sandbox".to_owned(),
            Kind::Lab(id) => format!("lab-{id}"),
            Kind::Bet(seed) => format!("bet-{seed}"),
        };
        saved.head.id = free_name(&name);
        self.load(saved.head.kind.clone(), Then::Open(Box::new(saved), end));
    }

    fn load_error(&mut self, error: &LoadError) {
        self.say_error(error.key(), error.detail());
    }

    pub(super) fn say_error(&mut self, key: &'static str, detail: Vec<(&'static str, String)>) {
        let Some(words) = self.words.clone() else {
            self.pending_error = Some((key, detail));
            return;
        };
        let detail: Vec<(&str, &dyn std::fmt::Display)> =
            detail.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        self.flash(Flash::error(words.f(key, &detail)));
    }
}

/// The heads of the sessions that are kept, by name.
pub(super) fn saves() -> Vec<Head> {
    names().iter().filter_map(|id| Head::parse(&slot(id, 0)?).ok()).collect()
}

/// The names of the sessions that are kept.
fn names() -> Vec<String> {
    let keys = platform::keys().unwrap_or_default();
    let names = keys.iter().filter_map(|key| key.strip_prefix(SAVE)?.strip_suffix(".0"));
    names.map(str::to_owned).collect()
}

fn is_slot(key: &str, id: &str) -> bool {
    let slot = key.strip_prefix(SAVE).and_then(|rest| rest.strip_prefix(id));
    let slot = slot.and_then(|rest| rest.strip_prefix('.'));
    slot.is_some_and(|slot| slot.parse::<usize>().is_ok())
}

/// A kept session. `None` if there is none of this name.
fn read(id: &str) -> Option<Result<Saved, LoadError>> {
    let mut text = slot(id, 0)?;
    for part in (1..).map_while(|number| slot(id, number)) {
        text.push_str(&part);
    }
    let mut saved = Saved::parse(&text);
    if let Ok(saved) = &mut saved {
        saved.head.id = id.to_owned();
    }
    Some(saved)
}

fn slot(id: &str, number: usize) -> Option<String> {
    platform::read(&key(id, number)).ok().flatten()
}

fn key(id: &str, number: usize) -> String {
    format!("{SAVE}{id}.{number}")
}

/// Writes all of it or nothing: when storage is full half-way, what stood there stands again.
fn put(id: &str, writes: &[Write]) -> platform::Result<()> {
    let mut before: Vec<(String, Option<String>)> = Vec::new();
    for write in writes {
        let key = key(id, write.slot);
        let stood = platform::read(&key)?;
        if let Err(fault) = set(&key, write.text.as_deref()) {
            // First room is made for what was there before.
            for (key, _) in &before {
                let _ = platform::remove(key);
            }
            for (key, stood) in &before {
                let _ = set(key, stood.as_deref());
            }
            return Err(fault);
        }
        before.push((key, stood));
    }
    Ok(())
}

fn set(key: &str, text: Option<&str>) -> platform::Result<()> {
    match text {
        Some(text) => platform::write(key, text),
        None => platform::remove(key),
    }
}

/// The name, with a number behind it if it is taken.
fn free_name(name: &str) -> String {
    let taken = names();
    let base = name.rsplit_once('~').map_or(name, |(base, _)| base);
    let numbered = (2..).map(|n| format!("{base}~{n}"));
    let mut free = std::iter::once(base.to_owned()).chain(numbered);
    free.find(|name| !taken.contains(name)).unwrap_or_else(|| base.to_owned())
}
