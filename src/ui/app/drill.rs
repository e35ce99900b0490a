//! Incident drills: the answer sheet of the one that is open, and what was done, kept beside
//! sessions. The drill itself is made anew from its code whenever it is needed.

use std::rc::Rc;

use watchtrail::learn::drill::sheet::{Done, Record, Sheet};
use watchtrail::learn::drill::truth::Ask;
use watchtrail::learn::drill::{Code, Drill, SEEDS, remedy};
use watchtrail::view::drill::{Act, Held};
use watchtrail::view::route::{DrillPage, Route};

use super::{App, shelf};
use crate::ui::ctl::{Flash, Msg};
use crate::ui::platform::{self, Interval};

/// The key of the sheet that is kept.
const SHEET: &str = "drills.sheet";
/// The key of the drills that were done, and of those done since, if that cannot be read.
const DONE: [&str; 2] = ["drills.done", "drills.beside"];
/// What the names of drills' sessions begin with.
const SAVE: &str = "drill-";
/// How often the time used is counted, and how much of it counts at most: a computer that slept
/// was not at work.
const TICK_MS: u32 = 5_000;
const COUNTS_MS: f64 = 15_000.0;

/// The drills as the app keeps them.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) held: Rc<Held>,
    /// Whether storage was looked at.
    read: bool,
    clock: Option<Interval>,
    /// When the clock was looked at last.
    looked: f64,
}

impl App {
    /// Whether a drill is open whose sheet is to be shown.
    pub(super) fn has_drill(&self) -> bool {
        let kept = || platform::read(SHEET).ok().flatten();
        let open = || kept().and_then(|text| Sheet::parse(&text)).is_some_and(|sheet| !sheet.done);
        self.drill.held.sheet.is_some() || open()
    }

    /// When the session is a drill's: its code, how many questions are answered, and of how many.
    pub(super) fn drill_answered(&self) -> Option<(&str, (u32, u32))> {
        let sheet = self.drill.held.sheet.as_ref()?;
        let ours = sheet.save == self.keeping.id && self.drill.held.drill.is_some();
        let answered = (sheet.answers.len() as u32, Ask::ALL.len() as u32);
        ours.then_some((sheet.code.as_str(), answered))
    }

    /// Takes up the sheet where a drill's session, or a page of drills, is opened.
    pub(super) fn arrive_drill(&mut self) {
        let page = matches!(self.route, Route::Drills(_));
        let own = self.keeping.id.starts_with(SAVE) && self.has_drill();
        if (!page && !own) || self.words.is_none() {
            self.drill.clock = None;
            return;
        }
        if !self.studies() {
            return self.load_texts();
        }
        self.read_drills();
        let held = &self.drill.held;
        let sheet = held.sheet.as_ref();
        let shown = sheet.is_some_and(|sheet| {
            sheet.save == self.keeping.id || self.route == Route::Drills(DrillPage::Results)
        });
        if shown && held.drill.is_none() {
            self.make_drill();
        }
        self.run_drill();
    }

    /// Takes up what storage holds, once.
    fn read_drills(&mut self) {
        if !std::mem::replace(&mut self.drill.read, true) {
            let held = Rc::make_mut(&mut self.drill.held);
            let kept = platform::read(SHEET).ok().flatten();
            held.sheet = kept.as_deref().and_then(Sheet::parse);
            (held.done, held.lost) = done();
        }
    }

    /// The drills that were done.
    pub(super) fn done_drills(&mut self) -> &Done {
        self.read_drills();
        &self.drill.held.done
    }

    pub(super) fn drill(&mut self, act: Act) {
        match act {
            Act::Start(level, seed) => {
                let seed = seed.unwrap_or(platform::now_ms() as u64 % SEEDS);
                if let Some(code) = Code::new(level, seed) {
                    self.start_drill(code);
                }
            }
            Act::Choose(ask, choice) => {
                if let Some(sheet) = &mut Rc::make_mut(&mut self.drill.held).sheet {
                    sheet.choose(ask, &choice);
                }
                self.keep_sheet();
            }
            Act::Mark => self.mark_drill(),
            Act::Back => {
                let save = self.drill.held.sheet.as_ref().map(|sheet| sheet.save.clone());
                if let Some(save) = save.filter(|save| shelf::names().contains(save)) {
                    self.open_save(&save);
                }
            }
            Act::Tick => self.tick_drill(),
            Act::Export => {
                let text = self.drill.held.done.to_string();
                self.download("watchtrail-drills.jsonl", "application/jsonl", &text);
            }
            Act::Import(text) => self.import_drills(&text),
        }
    }

    pub(super) fn start_drill(&mut self, code: Code) {
        self.read_drills();
        let Some(words) = self.words.clone() else { return };
        match Drill::new(code, words.texts()) {
            Ok((drill, session)) => {
                let save = shelf::free_name(&format!("{SAVE}{code}"));
                let id = platform::now_ms() as u64;
                let sheet = Sheet::new(code, id, &save, platform::today());
                let held = Rc::make_mut(&mut self.drill.held);
                (held.sheet, held.drill) = (Some(sheet), Some(Rc::new(drill)));
                held.played = Vec::new();
                self.keep_sheet();
                let name = words.f("drill.name", &[("code", &code)]);
                self.stage(session, &save, &name);
                // A link may say which page comes first.
                if matches!(self.route, Route::Home | Route::Drills(_)) {
                    self.go(Route::Alarms);
                }
            }
            Err(error) => self.flash(Flash::error(error)),
        }
    }

    /// Makes the drill of the sheet once more: after the page was opened anew.
    fn make_drill(&mut self) {
        let Some(words) = self.words.clone() else { return };
        let code = self.drill.held.sheet.as_ref().and_then(Sheet::code);
        let made = code.map(|code| Drill::new(code, words.texts()));
        let Some(Ok((drill, _))) = made else { return };
        let held = Rc::make_mut(&mut self.drill.held);
        if held.sheet.as_ref().is_some_and(|sheet| sheet.is_same(&drill)) {
            held.drill = Some(Rc::new(drill));
            self.play_remedies();
            return;
        }
        // Another program drew it: its questions are not those of the world that is kept.
        held.sheet = None;
        self.flash(Flash::info(words.s("drill.sheet.other")));
    }

    fn mark_drill(&mut self) {
        let held = Rc::make_mut(&mut self.drill.held);
        let Some((sheet, drill)) = held.sheet.as_mut().zip(held.drill.as_ref()) else { return };
        if !sheet.is_full() {
            return;
        }
        let record = sheet.finish(drill);
        self.drill.clock = None;
        self.keep_sheet();
        self.keep_done(&Vec::from_iter(record));
        self.play_remedies();
        self.go(Route::Drills(DrillPage::Results));
    }

    /// Plays what would have caught it, and what the learner thought would have.
    fn play_remedies(&mut self) {
        let Some(words) = self.words.clone() else { return };
        let held = Rc::make_mut(&mut self.drill.held);
        let Some((sheet, drill)) = held.sheet.as_ref().zip(held.drill.as_ref()) else { return };
        if !sheet.done || !held.played.is_empty() {
            return;
        }
        let right = drill.truth.question(Ask::Caught).and_then(|question| question.right());
        let mut ids: Vec<String> = right.iter().map(|choice| choice.id()).collect();
        ids.extend(sheet.answer(Ask::Caught).map(str::to_owned));
        ids.dedup();
        let played = ids.into_iter().filter_map(|id| {
            let told = drill.with(remedy::find(&id)?, words.texts()).ok()?;
            Some((id, told))
        });
        held.played = played.collect();
    }

    /// Lets the time used be counted while the drill is open.
    fn run_drill(&mut self) {
        let sheet = self.drill.held.sheet.as_ref();
        let runs = sheet.is_some_and(|sheet| !sheet.done && sheet.save == self.keeping.id);
        if runs == self.drill.clock.is_some() {
            return;
        }
        let ctl = self.ctl.clone();
        self.drill.looked = platform::clock_ms();
        let tick = move || ctl.send(Msg::Drill(Act::Tick));
        self.drill.clock = runs.then(|| platform::every(TICK_MS, tick));
    }

    fn tick_drill(&mut self) {
        let now = platform::clock_ms();
        let passed = (now - self.drill.looked).clamp(0.0, COUNTS_MS) as u64;
        self.drill.looked = now;
        if self.drill.held.sheet.as_ref().is_none_or(|sheet| sheet.save != self.keeping.id) {
            self.drill.clock = None;
            return;
        }
        if let Some(sheet) = &mut Rc::make_mut(&mut self.drill.held).sheet {
            sheet.pass(passed);
        }
        self.keep_sheet();
    }

    fn keep_sheet(&mut self) {
        let Some(text) = self.drill.held.sheet.as_ref().map(Sheet::text) else { return };
        if let Err(fault) = platform::write(SHEET, &text) {
            self.not_kept(fault.key());
        }
    }

    /// Keeps drills that were done beside those that storage holds. A text that cannot be read is
    /// never written.
    pub(super) fn keep_done(&mut self, new: &[Record]) -> usize {
        self.read_drills();
        let parsed = DONE
            .map(|key| platform::read(key).ok().flatten().map(|text| (key, Done::parse(&text))));
        let place = DONE.iter().zip(&parsed).find(|(_, kept)| !matches!(kept, Some((_, Err(_)))));
        let mut own = match place {
            Some((_, Some((_, Ok(kept))))) => kept.clone(),
            _ => Done::default(),
        };
        own.merge(new);
        if let Some((key, _)) = place
            && let Err(fault) = platform::write(key, &own.to_string())
        {
            self.not_kept(fault.key());
        }
        let held = Rc::make_mut(&mut self.drill.held);
        held.lost = parsed.iter().flatten().any(|(_, kept)| kept.is_err());
        for (_, kept) in parsed.into_iter().flatten() {
            held.done
                .merge(kept.map(|kept| kept.records().to_vec()).unwrap_or_default().as_slice());
        }
        let added = held.done.merge(new);
        // The map of points counts them.
        Rc::make_mut(&mut self.exam.held).drills = self.drill.held.done.answers();
        added
    }

    fn import_drills(&mut self, text: &str) {
        let Some(words) = self.words.clone() else { return };
        match Done::parse(text) {
            Ok(read) => {
                let added = self.keep_done(read.records());
                self.flash(Flash::success(words.f("drill.imported", &[("n", &added)])));
            }
            Err(error) => self.flash(Flash::error(words.s(error.key()))),
        }
    }
}

/// The drills that were done, and whether any of it cannot be read.
fn done() -> (Done, bool) {
    let (mut all, mut lost) = (Done::default(), false);
    for key in DONE {
        match platform::read(key).ok().flatten().map(|text| Done::parse(&text)) {
            Some(Ok(kept)) => drop(all.merge(kept.records())),
            Some(Err(_)) => lost = true,
            None => {}
        }
    }
    (all, lost)
}
