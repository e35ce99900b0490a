//! What is fetched: the texts of a language, and a lab's file with its texts.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use watchtrail::learn::exam::Bank;
use watchtrail::learn::lab::Lab;
use watchtrail::learn::own as elsewhere;
use watchtrail::save::{Kind, Saved};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::route::Route;
use yew::AttrValue;

use super::App;
use crate::ui::ctl::{Ctl, Flash, Msg, Start};
use crate::ui::platform::{self, Assets, Fault};
use crate::ui::words::Words;

/// What was fetched, and what it was fetched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    lang: Lang,
    fetched: Result<Fetched, Fault>,
    then: Then,
}

/// Texts, the lab of the session, and the one whose brief is read.
#[derive(Clone, Debug, PartialEq)]
struct Fetched {
    texts: Rc<Texts>,
    lab: Option<Lab>,
    brief: Option<Lab>,
    /// The exam's items, when they were wanted.
    exam: Option<Bank>,
}

/// What comes when everything is there.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Then {
    /// The page speaks another language.
    Speak,
    /// A session begins anew.
    Start(Start),
    /// A session that was kept goes on.
    Resume(Box<Saved>),
    /// A session from a link or a file goes on as a copy, and how its world should end.
    Open(Box<Saved>, Option<String>),
}

/// So many worlds there are, where nobody names one: few enough to tell others the number.
const SEEDS: u64 = 10_000;

/// Puts a text on the clipboard and tells how that went.
pub(super) fn copy(text: String, ctl: Ctl, told: fn(bool) -> Msg) {
    spawn_local(async move {
        let done = platform::copy(&text).await.is_ok();
        ctl.send(told(done));
    });
}

impl App {
    /// Fetches the texts of the language chosen, with those of the lab that is open.
    pub(super) fn load_texts(&self) {
        self.load(self.session.kind().clone(), Then::Speak);
    }

    /// Fetches what the lab's page tells of a lab that is not open.
    pub(super) fn load_brief(&self) {
        if lists(&self.route) && !self.studies() {
            self.load_texts();
        }
        let (Route::Lab(id) | Route::SeededLab { id, .. }) = &self.route else { return };
        let open = *self.session.kind() == Kind::Lab(id.clone());
        let known = self.brief.as_ref().is_some_and(|lab| lab.id == *id);
        if !open && !known {
            self.load_texts();
        }
    }

    /// Fetches what a session of this kind needs, and the page.
    pub(super) fn load(&self, kind: Kind, then: Then) {
        let (lang, ctl) = (self.look.lang, self.ctl.clone());
        let brief = match &self.route {
            Route::Lab(id) | Route::SeededLab { id, .. } if kind != Kind::Lab(id.clone()) => {
                Some(id.clone())
            }
            _ => None,
        };
        let wanted = Wanted {
            seed: self.seed_for(&then),
            study: lists(&self.route) || self.has_drill() || is_drill(&then),
            exam: self.wants_exam(),
            kind,
            brief,
        };
        spawn_local(async move {
            let fetched = fetch(lang, &wanted).await;
            ctl.send(Msg::Loaded(Box::new(Loaded { lang, fetched, then })));
        });
    }

    /// Whether the texts of lists of labs and of points are there.
    pub(super) fn studies(&self) -> bool {
        self.words.as_ref().is_some_and(|words| words.has("study.labs.title"))
    }

    /// The seed from which the lab of a session draws: a kept session's own, the address's, or a
    /// new one.
    fn seed_for(&self, then: &Then) -> u64 {
        match (then, &self.route) {
            (Then::Resume(saved) | Then::Open(saved, _), _) => saved.head.setup.seed,
            (Then::Start(Start::Lab(lab)), Route::SeededLab { id, seed }) if lab == id => *seed,
            (Then::Start(Start::Lab(_)), _) => {
                self.asked.seed.unwrap_or_else(|| platform::now_ms() as u64 % SEEDS)
            }
            _ => self.session.sim().setup().seed,
        }
    }

    pub(super) fn loaded(&mut self, loaded: Loaded) {
        let fetched = match loaded.fetched {
            Ok(fetched) => fetched,
            Err(fault) => return self.not_loaded(&fault, loaded.then),
        };
        // Another language may have been chosen in the meantime.
        if loaded.lang != self.look.lang {
            return match loaded.then {
                Then::Speak => {}
                then => self.load(kind_of(&then), then),
            };
        }
        let spoke = self.words.as_ref().map(|words| words.texts().lang());
        if spoke != Some(loaded.lang) {
            // It was said in the other language.
            self.said = AttrValue::default();
            self.clock.halt = None;
        }
        self.words = Some(Words::new(fetched.texts, self.look.local()));
        self.brief = fetched.brief;
        if let Some(bank) = fetched.exam {
            self.exam_loaded(bank);
        }
        self.arrive_drill();
        // Failing to name the language on the root element breaks nothing that can be mended.
        let _ = platform::root_attribute("lang", Some(loaded.lang.code()));
        match loaded.then {
            Then::Speak => {}
            Then::Start(start) => self.started(start, fetched.lab),
            Then::Resume(saved) => self.resume(*saved, fetched.lab),
            Then::Open(saved, end) => self.open(*saved, end, fetched.lab),
        }
    }

    fn not_loaded(&mut self, fault: &Fault, then: Then) {
        match &self.words {
            Some(words) => {
                let text = words.f("app.load.failed", &[("why", fault)]);
                let spoken = words.texts().lang();
                self.flash(Flash::error(text));
                // A language that did not come can be chosen again.
                if self.look.lang != spoken {
                    self.choose_lang(spoken);
                }
            }
            // Without a lab's file its session cannot go on, but the page can.
            None if *fault == Fault::Missing && kind_of(&then) != Kind::Sandbox => {
                self.load(Kind::Sandbox, Then::Start(Start::Sandbox));
            }
            // On a page without its boot script nobody is there to tell.
            None => drop(platform::not_loaded(&fault.to_string())),
        }
    }
}

/// Whether a page lists labs, points, concepts, terms or drills.
fn lists(route: &Route) -> bool {
    let makes = matches!(route, Route::MakeLab | Route::LabLink(_));
    makes || matches!(route, Route::Labs | Route::Points(_) | Route::Learn(_) | Route::Drills(_))
}

/// Whether a drill begins.
fn is_drill(then: &Then) -> bool {
    matches!(then, Then::Start(Start::Drill(_)))
}

fn kind_of(then: &Then) -> Kind {
    match then {
        Then::Speak | Then::Start(Start::Sandbox | Start::Drill(_)) => Kind::Sandbox,
        Then::Start(Start::Lab(id)) => Kind::Lab(id.clone()),
        Then::Resume(saved) | Then::Open(saved, _) => saved.head.kind.clone(),
    }
}

/// What a session and the page need besides the texts of all.
struct Wanted {
    kind: Kind,
    /// What the session's lab draws from.
    seed: u64,
    /// The lab whose brief is read, when it is not the one that is open.
    brief: Option<String>,
    /// Whether the page lists labs, points or drills, or a drill is open.
    study: bool,
    /// Whether the exam is wanted too.
    exam: bool,
}

async fn fetch(lang: Lang, wanted: &Wanted) -> Result<Fetched, Fault> {
    let Wanted { kind, seed, brief, study, exam } = wanted;
    let assets = platform::assets()?;
    let path = assets.text.get(lang.code()).ok_or(Fault::Missing)?;
    let mut texts = Texts::new(lang);
    texts.add(&platform::fetch_text(path).await?).map_err(Fault::Other)?;
    if *study || *exam || matches!(kind, Kind::Lab(_)) || brief.is_some() {
        let study = assets.study.get(lang.code()).ok_or(Fault::Missing)?;
        texts.add(&platform::fetch_text(study).await?).map_err(Fault::Other)?;
    }
    let mut lab = None;
    if let Kind::Lab(id) = kind {
        lab = Some(fetch_lab(&assets, id, Some(*seed), &mut texts).await?);
    }
    let brief = match brief {
        // The page can say that there is no such lab, or what it knows of it without its file.
        Some(id) => fetch_lab(&assets, id, None, &mut texts).await.ok(),
        None => None,
    };
    let exam = match exam {
        // Its own future: the start page runs without it.
        true => Some(Box::pin(fetch_exam(&assets, &mut texts)).await?),
        false => None,
    };
    Ok(Fetched { texts: Rc::new(texts), lab, brief, exam })
}

/// The exam's items; their texts join those there are.
async fn fetch_exam(assets: &Assets, texts: &mut Texts) -> Result<Bank, Fault> {
    let exam_texts = assets.exam_text.get(texts.lang().code()).ok_or(Fault::Missing)?;
    texts.add(&platform::fetch_text(exam_texts).await?).map_err(Fault::Other)?;
    Bank::parse(&platform::fetch_text(&assets.exam).await?).map_err(Fault::Other)
}

/// A lab's file; its texts join those there are. One from elsewhere is kept in this browser.
async fn fetch_lab(
    assets: &Assets,
    id: &str,
    seed: Option<u64>,
    texts: &mut Texts,
) -> Result<Lab, Fault> {
    if elsewhere::is_own(id) {
        return super::make::kept_lab(id, texts);
    }
    let (file, lab_texts) = assets.lab(texts.lang().code(), id)?;
    texts.add(&platform::fetch_text(lab_texts).await?).map_err(Fault::Other)?;
    let file = platform::fetch_text(file).await?;
    Lab::drawn(id, &file, seed).map_err(|error| Fault::Other(error.to_string()))
}
