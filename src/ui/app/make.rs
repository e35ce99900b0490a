//! Labs that are made here, and labs from elsewhere: checked a play at a time, so that the page
//! stays alive, and kept in this browser.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use watchtrail::learn::check::{self, Plays};
use watchtrail::learn::lab::{Lab, write};
use watchtrail::learn::make::{Draft, Mark, Played};
use watchtrail::learn::own;
use watchtrail::learn::score::Measure;
use watchtrail::share::ShareError;
use watchtrail::sim::Who;
use watchtrail::text::Texts;
use watchtrail::view::lab::own::{Act, Checked, Examined, FORM, Held, Then, told};
use watchtrail::view::route::Route;

use super::{App, shelf};
use crate::ui::ctl::{Flash, Msg, Start};
use crate::ui::platform::{self, Fault};

/// What lab files are.
const MIME: &str = "text/plain";

/// The labs as the app keeps them.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) held: Rc<Held>,
}

/// A lab from elsewhere; what it says joins the texts.
pub(super) fn kept_lab(id: &str, texts: &mut Texts) -> platform::Result<Lab> {
    let file = shelf::own_lab(id).ok_or(Fault::Missing)?;
    let lab = own::read(id, &file).map_err(|broken| Fault::Other(broken.say(texts)))?;
    lab.said.tell(id, texts);
    Ok(lab)
}

impl App {
    fn held(&mut self) -> &mut Held {
        Rc::make_mut(&mut self.make.held)
    }

    /// Another session is open, or the lab begins elsewhere: what was found out is of the lab that
    /// was made before.
    pub(super) fn forget_made(&mut self) {
        let held = self.held();
        (held.suggestions, held.checked, held.link) = (None, None, None);
        held.busy = false;
    }

    /// Opens a link to a lab.
    pub(super) fn arrive_lab(&mut self) {
        // What is said of it must be there first.
        if !self.studies() {
            return;
        }
        let Route::LabLink(payload) = self.route.clone() else { return };
        // The address is not a page to come back to.
        let _ = platform::replace_hash(&Route::Labs.hash());
        self.route = Route::Labs;
        match own::open(&payload) {
            Ok((name, file)) => self.bring_lab(name, file),
            Err(error) => {
                let Some(words) = self.words.clone() else { return };
                let why = no_link(&error, words.texts());
                self.held().refused = Some((words.t("make.own.link").to_owned(), vec![why]));
            }
        }
    }

    pub(super) fn make(&mut self, act: Act) {
        match act {
            Act::Mark(user) => self.mark(user),
            Act::Suggest => {
                let suggestions = self.played().map(|(played, _)| played.suggestions());
                self.held().suggestions = suggestions;
            }
            Act::Check(then) => self.check_lab(then),
            Act::Checked(checked, then) => self.checked(*checked, then),
            Act::Bring(name, file) => self.bring_lab(name, file),
            Act::Examined(examined) => self.examined(*examined),
            Act::Remove(id) => {
                shelf::remove_own(&id);
                self.held().turn += 1;
            }
            Act::Take(id) => {
                let file = shelf::own_lab(&id).unwrap_or_default();
                self.download(&format!("{}.lab", own::name(&id)), MIME, &file);
            }
        }
    }

    /// The lab begins here.
    fn mark(&mut self, user: String) {
        // What is shown may be a moment of the past: the lab begins at what is shown.
        self.session.cut();
        self.sign_in(Who::User(user.clone()));
        let mut draft = Draft::of(self.drafts.get(FORM));
        draft.mark = Some(Mark::here(self.session.sim(), &user));
        self.draft(FORM.to_owned(), draft.kept());
        self.forget_made();
    }

    /// What was played, with what was written.
    fn played(&self) -> Option<(Played, Draft)> {
        let draft = Draft::of(self.drafts.get(FORM));
        let played = Played::of(self.session.sim(), draft.mark.as_ref()?)?;
        Some((played, draft))
    }

    /// Holds the lab that is made against the laws.
    fn check_lab(&mut self, then: Then) {
        let (Some(words), Some((played, draft))) = (self.words.clone(), self.played()) else {
            return;
        };
        if std::mem::replace(&mut self.held().busy, true) {
            return;
        }
        self.held().link = None;
        let (ctl, texts) = (self.ctl.clone(), words.texts().clone());
        spawn_local(async move {
            // First the page says that something is going on.
            platform::pause().await;
            let lab = played.lab(&draft, &texts);
            let (took, mut broken) = laws(&lab, &texts).await;
            broken.extend(draft.unread().into_iter().map(|field| {
                (None, texts.fill("make.check.number", &[("field", &texts.t(field))]))
            }));
            let file = write::file(&lab).map_err(|error| error.to_string());
            if let (true, Err(error)) = (broken.is_empty(), &file) {
                broken.push((None, texts.fill("check.read", &[("error", error)])));
            }
            let checked = Checked { name: lab.id.clone(), file, took, broken };
            ctl.send(Msg::Make(Box::new(Act::Checked(Box::new(checked), then))));
        });
    }

    fn checked(&mut self, checked: Checked, then: Then) {
        // Another session may have been opened meanwhile.
        if !self.make.held.busy {
            return;
        }
        let whole = checked.is_whole();
        let (name, file) = (checked.name.clone(), checked.file.clone().unwrap_or_default());
        let held = self.held();
        held.busy = false;
        held.checked = Some(checked);
        if !whole {
            return;
        }
        match then {
            Then::Nothing => {}
            Then::File => self.download(&format!("{name}.lab"), MIME, &file),
            Then::Link => {
                let Some(words) = self.words.clone() else { return };
                let link = own::link(&name, &file);
                let link = link.map_err(|error| no_link(&error, words.texts()));
                self.held().link = Some(link);
            }
            Then::Try => {
                let id = own::id(&name, &file);
                if self.keep_lab(&id, &file) {
                    self.go(Route::Lab(id.clone()));
                    self.start(Start::Lab(id));
                }
            }
        }
    }

    /// Holds a lab that comes in against the laws, before it is kept.
    fn bring_lab(&mut self, name: String, file: String) {
        let Some(words) = self.words.clone() else { return };
        if self.make.held.coming.is_some() {
            return;
        }
        let held = self.held();
        held.refused = None;
        held.coming = Some(name.clone());
        let (ctl, texts) = (self.ctl.clone(), words.texts().clone());
        spawn_local(async move {
            platform::pause().await;
            let id = own::id(&name, &file);
            let broken = match own::read(&id, &file) {
                Ok(lab) => laws(&lab, &texts).await.1.into_iter().map(|(_, law)| law).collect(),
                Err(broken) => vec![broken.say(&texts)],
            };
            let examined = Examined { name, file, broken };
            ctl.send(Msg::Make(Box::new(Act::Examined(Box::new(examined)))));
        });
    }

    fn examined(&mut self, examined: Examined) {
        let Examined { name, file, broken } = examined;
        self.held().coming = None;
        if !broken.is_empty() {
            self.held().refused = Some((name, broken));
            return;
        }
        let id = own::id(&name, &file);
        if !self.keep_lab(&id, &file) {
            return;
        }
        if let Some(words) = self.words.clone() {
            let text = words.f("make.own.brought", &[("name", &own::name(&id))]);
            self.flash(Flash::success(text));
        }
        self.go(Route::Lab(id));
    }

    /// Keeps a lab in this browser; whether that went well.
    fn keep_lab(&mut self, id: &str, file: &str) -> bool {
        if let Err(fault) = shelf::keep_own(id, file) {
            self.not_kept(fault.key());
            return false;
        }
        self.held().turn += 1;
        true
    }
}

/// Why there is no link, or no lab in one.
fn no_link(error: &ShareError, texts: &Texts) -> String {
    let key = match error {
        ShareError::TooLong { .. } => "make.out.too-long",
        error => error.key(),
    };
    let detail = error.detail();
    let detail: Vec<(&str, &dyn std::fmt::Display)> =
        detail.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
    texts.fill(key, &detail)
}

/// A law that is broken, and the goal it is about.
type Law = (Option<String>, String);

/// Holds a lab against the laws, a play at a time: how much its solution takes, and what is broken.
async fn laws(lab: &Lab, texts: &Texts) -> ((u64, u64), Vec<Law>) {
    let languages = check::with_own(lab, std::slice::from_ref(texts));
    let mut broken = check::still(lab, &languages);
    let mut took = (0, 0);
    if !broken.iter().any(check::Broken::forbids_play) {
        let mut plays = Plays::new(lab, texts);
        while plays.step() {
            platform::pause().await;
        }
        let rows = plays.score().map(|score| score.rows.clone()).unwrap_or_default();
        let value = |measure| rows.iter().find(|row| row.measure == measure).map(|row| row.value);
        let whole = |measure| value(measure).unwrap_or_default();
        took = (whole(Measure::Calls), whole(Measure::Minutes));
        broken.extend(plays.broken());
    }
    let broken = broken.iter().map(|broken| told(lab, broken, texts));
    (took, broken.collect())
}
