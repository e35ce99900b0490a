//! Sessions are kept in the browser's storage, at once and under names of their own.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use watchtrail::learn::lab::Lab;
use watchtrail::learn::session::Session;
use watchtrail::learn::step;
use watchtrail::save::{self, Head, Keeper, Kind, LoadError, Saved};
use watchtrail::share;
use watchtrail::view::home::Opened;
use watchtrail::view::route::Route;
use yew::AttrValue;

use super::load::Then;
use super::{App, shelf};
use crate::ui::ctl::{Flash, Msg, Pace, Start};
use crate::ui::platform::{self, Lease, Leased};

/// The key of the name of the session that was open last.
const LAST: &str = "last";
/// How often the running clock is kept, in milliseconds.
const CLOCK_MS: f64 = 2_000.0;

/// How the session that is open is kept.
#[derive(Default)]
pub(super) struct Keeping {
    /// Its name in storage.
    pub(super) id: String,
    /// What the learner calls it.
    name: String,
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

/// Where a session is kept.
struct Place {
    id: String,
    name: String,
    keeper: Keeper,
}

impl Place {
    /// A place of which storage holds nothing yet.
    fn new(id: String, name: &str) -> Place {
        Place { id, name: save::name_of(name), keeper: Keeper::default() }
    }
}

impl App {
    /// Takes up what was open last, or begins.
    pub(super) fn begin(&mut self) {
        if let Route::Share(payload) = self.route.clone() {
            return self.open_link(&payload);
        }
        if let Some(start) = self.take_asked() {
            return self.start(start);
        }
        // A tab that is loaded again goes on with its own session, whatever other tabs did since.
        let here = platform::read_here(LAST).ok().flatten();
        let last = here.or_else(|| platform::read(LAST).ok().flatten());
        match last.as_deref().and_then(shelf::read) {
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
        // Nothing needs to be fetched for a sandbox: what is done next belongs to the new session.
        if start == Start::Sandbox && self.words.is_some() {
            return self.started(start, None);
        }
        let kind = match &start {
            Start::Sandbox | Start::Drill(_) => Kind::Sandbox,
            Start::Lab(id) => Kind::Lab(id.clone()),
        };
        self.load(kind, Then::Start(start));
    }

    pub(super) fn started(&mut self, start: Start, lab: Option<Lab>) {
        if let Start::Drill(code) = start {
            return self.start_drill(code);
        }
        let Some(words) = self.words.clone() else { return };
        let (session, name) = match (start, lab) {
            (Start::Lab(id), Some(lab)) => {
                let session = Session::lab(lab, words.texts());
                (session, format!("lab-{id}"))
            }
            _ => (Ok(Session::sandbox(self.asked_setup())), "sandbox".to_owned()),
        };
        match session {
            Ok(session) => self.adopt(session, Place::new(shelf::free_name(&name), "")),
            Err(error) => self.flash(Flash::error(error)),
        }
    }

    pub(super) fn resume(&mut self, saved: Saved, lab: Option<Lab>) {
        let Some(words) = self.words.clone() else { return };
        let mut place = Place::new(saved.head.id.clone(), &saved.head.name);
        place.keeper = Keeper::holding(&saved);
        match Session::resume(saved, lab) {
            Ok(resumed) => {
                let Some(differs) = resumed.differs else {
                    let drafts = shelf::drafts(&place.id);
                    self.adopt(resumed.session, place);
                    self.drafts = drafts;
                    return;
                };
                let entry = resumed.session.sim().log().get(differs);
                let command = entry.map(|entry| step::line(entry, words.texts()));
                let command = command.unwrap_or_default();
                let text = words.f("app.save.differs", &[("command", &command)]);
                self.flash(Flash::info(text));
                // It goes on under another name: what was kept stays as it is.
                let place = Place::new(shelf::free_name(&place.id), &place.name);
                self.adopt(resumed.session, place);
            }
            Err(error) => {
                self.load_error(&error);
                self.start(Start::Sandbox);
            }
        }
    }

    /// Goes on with a session that came from elsewhere, and tells what it holds.
    pub(super) fn open(&mut self, saved: Saved, end: Option<String>, lab: Option<Lab>) {
        // Storage holds nothing of it yet.
        let place = Place::new(saved.head.id.clone(), &saved.head.name);
        let link = end.is_some();
        let last = platform::read(LAST).ok().flatten();
        let back = last.filter(|last| shelf::names().contains(last));
        match Session::resume(saved, lab) {
            Ok(resumed) => {
                let digest = share::short(&resumed.session.live().digest());
                let same_end = end.is_none_or(|end| end == digest);
                self.adopt(resumed.session, place);
                self.opened = Some(Opened { link, differs: resumed.differs, same_end, back });
            }
            Err(error) => {
                self.load_error(&error);
                self.begin();
            }
        }
    }

    /// Opens a session that was made to show something, under a name of its own.
    pub(super) fn stage(&mut self, session: Session, name: &str, title: &str) {
        self.adopt(session, Place::new(shelf::free_name(name), title));
    }

    /// Makes a session the one that is open.
    fn adopt(&mut self, session: Session, place: Place) {
        self.set_pace(Pace::Paused);
        self.opened = None;
        self.silence();
        // What was typed into forms names what is in the world that was open.
        self.drafts.clear();
        if self.make.held.is_begun() {
            self.forget_made();
        }
        self.session = session;
        self.new_desk();
        // A place of its own: a lease granted late to the session before goes with its place.
        self.keeping.lease = Rc::default();
        self.keeping.id = place.id;
        self.keeping.name = place.name;
        self.keeping.keeper = place.keeper;
        self.keeping.ours = false;
        self.clock.seen = self.session.live().facts().len();
        self.read_mails = self.session.live().inbox().mails().len();
        self.changed();
        self.refresh();
        self.take_lease();
        self.arrive_drill();
    }

    /// What was said of the session before, and what was open over it, goes with it.
    fn silence(&mut self) {
        self.said = AttrValue::default();
        self.clock.halt = None;
        self.flashes.turn();
        self.share = false;
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
        self.keeping.id = shelf::free_name(id);
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
        if shelf::slot(&id, 0).is_none() {
            // It is new, or another tab deleted it: it is kept whole, for a part is no session.
            self.keeping.keeper.forget();
        }
        if let Some(progress) = self.session.progress().filter(|progress| progress.done()) {
            let stars = progress.score.as_ref().map_or(0, |score| score.stars());
            shelf::note_solved(&progress.lab, stars);
        }
        let head = Head { name: self.keeping.name.clone(), ..self.session.head(&id) };
        let writes = self.keeping.keeper.writes(head, self.session.sim().log());
        match shelf::put(&id, &writes) {
            Ok(()) => self.keeping.warned = false,
            Err(fault) => {
                self.keeping.keeper.forget();
                self.not_kept(fault.key());
            }
        }
    }

    pub(super) fn not_kept(&mut self, why: &'static str) {
        if std::mem::replace(&mut self.keeping.warned, true) {
            return;
        }
        if let Some(words) = self.words.clone() {
            let key = format!("app.save.{why}");
            let key = if words.has(&key) { key.as_str() } else { "app.save.other" };
            self.flash(Flash::error(words.s(key)).lasting());
        }
    }

    pub(super) fn open_save(&mut self, id: &str) {
        match shelf::read(id) {
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
        shelf::remove(id);
    }

    /// Calls a kept session something; an empty name takes its name away.
    pub(super) fn rename_save(&mut self, id: &str, typed: &str) {
        let name = save::name_of(typed);
        if id == self.keeping.id {
            // It is written with the session.
            self.keeping.name = name;
        } else if let Err(fault) = shelf::rename(id, name) {
            self.keeping.warned = false;
            self.not_kept(fault.key());
        }
    }

    /// Hands the learner what is kept under a name, readable or not.
    pub(super) fn raw_save(&mut self, id: &str) {
        let name = format!("watchtrail-{id}.txt");
        self.download(&name, "text/plain", &shelf::raw(id));
    }

    /// Keeps what was typed into a form, or forgets it.
    pub(super) fn draft(&mut self, form: String, typed: Option<serde_json::Value>) {
        match typed {
            Some(typed) => drop(self.drafts.insert(form, typed)),
            None => drop(self.drafts.remove(&form)),
        }
        if self.keeping.ours {
            shelf::keep_drafts(&self.keeping.id, &self.drafts);
        }
    }

    pub(super) fn export(&mut self) {
        let mut saved = self.session.saved(&self.keeping.id);
        saved.head.name.clone_from(&self.keeping.name);
        let text = saved.to_string();
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
                self.pending_errors.push((error.key(), error.detail()));
                self.begin();
            }
        }
    }

    /// Opens a session that came from elsewhere, under a free name.
    fn open_copy(&mut self, mut saved: Saved, end: Option<String>) {
        let name = match &saved.head.kind {
            Kind::Sandbox => "sandbox".to_owned(),
            Kind::Lab(id) => format!("lab-{id}"),
        };
        saved.head.id = shelf::free_name(&name);
        self.load(saved.head.kind.clone(), Then::Open(Box::new(saved), end));
    }

    fn load_error(&mut self, error: &LoadError) {
        self.say_error(error.key(), error.detail());
    }

    pub(super) fn say_error(&mut self, key: &'static str, detail: Vec<(&'static str, String)>) {
        let Some(words) = self.words.clone() else {
            self.pending_errors.push((key, detail));
            return;
        };
        let detail: Vec<(&str, &dyn std::fmt::Display)> =
            detail.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        self.flash(Flash::error(words.f(key, &detail)));
    }
}
