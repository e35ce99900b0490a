//! The exam: its items once they were fetched, the sitting, and the answers, kept beside sessions.

use std::rc::Rc;

use watchtrail::learn::exam::progress::{Progress, ReadError};
use watchtrail::learn::exam::{Bank, Mode, Record, Sitting, Slots};
use watchtrail::learn::session::Session;
use watchtrail::view::exam::question::{STAGE, stage};
use watchtrail::view::exam::{Act, Held, problem};
use watchtrail::view::keys::ExamKey;
use watchtrail::view::route::{ExamPage, LearnPage, Route};

use super::{App, shelf};
use crate::ui::ctl::{Flash, Msg, Start};
use crate::ui::platform::{self, Interval};

/// The key of the sitting that is kept.
const SITTING: &str = "exam.sitting";
/// The key of one that could not be read, kept aside.
const LOST: &str = "exam.sitting.lost";
/// What the keys of answers begin with.
const ANSWERS: &str = "exam.answers.";
/// The key of the session one came from to see something happen.
const BACK: &str = "exam.back";
/// After so many seconds the clock of a sitting is kept.
const KEEP_SECS: u32 = 5;

/// The exam as the app keeps it.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) held: Rc<Held>,
    clock: Option<Interval>,
    /// When the clock was looked at last, and how many seconds since the sitting was kept.
    looked: (f64, u32),
}

impl App {
    /// Whether the exam's items and texts are wanted with what is fetched.
    pub(super) fn wants_exam(&self) -> bool {
        let page = matches!(
            self.route,
            Route::Exam(_) | Route::Points(_) | Route::Learn(LearnPage::Progress)
        );
        page || self.exam.held.bank.is_some()
    }

    /// Fetches the exam when a page of it is opened; its clock runs only there.
    pub(super) fn arrive_exam(&mut self) {
        if self.wants_exam() && self.exam.held.bank.is_none() && self.words.is_some() {
            self.load_texts();
        }
        match self.route {
            Route::Exam(ExamPage::Sit) => self.run_exam(),
            _ => self.exam.clock = None,
        }
    }

    /// The items are there: so is what was kept.
    pub(super) fn exam_loaded(&mut self, bank: Bank) {
        let first = self.exam.held.bank.is_none();
        let answers = self.done_drills().answers();
        let held = Rc::make_mut(&mut self.exam.held);
        if first {
            held.today = platform::today();
            held.kept = slots().read();
            held.drills = answers;
            match platform::read(SITTING).ok().flatten().map(|text| Sitting::parse(&text)) {
                Some(Ok(mut sitting)) => {
                    sitting.fit(&bank);
                    held.sitting = Some(sitting).filter(|sitting| !sitting.entries.is_empty());
                }
                Some(Err(error)) => held.lost_sitting = Some(error),
                None => {}
            }
        }
        held.bank = Some(bank);
        if first && self.route == Route::Exam(ExamPage::Sit) {
            self.run_exam();
        }
    }

    pub(super) fn exam(&mut self, act: Act) {
        match act {
            Act::Begin(mode) => self.begin_exam(mode),
            Act::Finish => self.finish_exam(),
            Act::Tick => self.tick_exam(),
            Act::Pause(pause) => {
                if let Some(sitting) = &mut Rc::make_mut(&mut self.exam.held).sitting {
                    sitting.paused = pause;
                }
                self.run_exam();
                self.keep_sitting();
            }
            Act::Show => {
                let held = Rc::make_mut(&mut self.exam.held);
                held.today = platform::today();
                let shown = held.sitting.as_mut().zip(held.bank.as_ref());
                let record = shown.and_then(|(sitting, bank)| sitting.show(bank, held.today));
                self.keep_answers(&Vec::from_iter(record));
                self.keep_sitting();
            }
            Act::See(option) => self.see(&option),
            Act::Back => self.back(),
            Act::Export => {
                let text = self.exam.held.kept.progress.to_string();
                self.download("watchtrail-exam.jsonl", "application/jsonl", &text);
            }
            Act::Raw => {
                let slots = slots();
                let lost = self.exam.held.kept.lost.iter().map(|(slot, _)| *slot);
                let mut text: String =
                    lost.filter_map(|slot| slots.texts.get(&slot).cloned()).collect();
                for key in [LOST, SITTING] {
                    text.extend(platform::read(key).ok().flatten());
                }
                self.download("watchtrail-exam-kept.txt", "text/plain", &text);
            }
            Act::Import(text) => self.import_answers(&text),
            act => {
                self.answer(act);
                self.keep_sitting();
            }
        }
    }

    /// What is done to the question shown.
    /// A key was pressed at the question shown.
    pub(super) fn exam_key(&mut self, key: ExamKey) {
        let held = &self.exam.held;
        let Some((sitting, bank)) = held.sitting.as_ref().zip(held.bank.as_ref()) else { return };
        let Some(entry) = sitting.entry().filter(|_| !sitting.paused) else { return };
        let chooses = bank.item(&entry.item).is_some_and(|item| item.form.chooses());
        let act = match key {
            ExamKey::Option(place) => {
                entry.order.get(place).filter(|_| chooses).cloned().map(Act::Choose)
            }
            ExamKey::Next => Some(Act::Go(sitting.at + 1)),
            ExamKey::Previous => Some(Act::Go(sitting.at.saturating_sub(1))),
            ExamKey::Flag => Some(Act::Flag),
        };
        if let Some(act) = act {
            self.exam(act);
        }
    }

    fn answer(&mut self, act: Act) {
        let held = Rc::make_mut(&mut self.exam.held);
        let Some((sitting, bank)) = held.sitting.as_mut().zip(held.bank.as_ref()) else { return };
        if let Act::Go(to) = act {
            return sitting.go(to);
        }
        let Some(entry) = sitting.open() else { return };
        let Some(item) = bank.item(&entry.item) else { return };
        match act {
            Act::Choose(option) => entry.answer.choose(item, &option),
            Act::Shift(option, up) => entry.answer.shift(&entry.order, &option, up),
            Act::Pair(option, with) => entry.answer.pair(&option, with),
            Act::Flag => entry.flagged = !entry.flagged,
            _ => {}
        }
    }

    fn begin_exam(&mut self, mode: Mode) {
        let today = platform::today();
        let held = Rc::make_mut(&mut self.exam.held);
        held.today = today;
        let Some(bank) = &held.bank else { return };
        let id = platform::now_ms() as u64;
        let Some(sitting) = Sitting::begin(bank, &held.progress(), mode, id, today) else {
            if let Some(words) = self.words.clone() {
                self.flash(Flash::info(words.s("exam-page.nothing")));
            }
            return;
        };
        if held.lost_sitting.take().is_some() {
            // It is kept aside, for whoever can read it.
            let text = platform::read(SITTING).ok().flatten();
            let _ = text.map(|text| platform::write(LOST, &text));
        }
        held.sitting = Some(sitting);
        self.keep_sitting();
        self.go(Route::Exam(ExamPage::Sit));
    }

    fn finish_exam(&mut self) {
        let held = Rc::make_mut(&mut self.exam.held);
        held.today = platform::today();
        let open = held.sitting.as_mut().zip(held.bank.as_ref());
        let records = open.map(|(sitting, bank)| sitting.finish(bank, held.today));
        self.exam.clock = None;
        self.keep_answers(&records.unwrap_or_default());
        self.keep_sitting();
        self.go(Route::Exam(ExamPage::Results));
    }

    /// Lets the clock of the sitting run, or stand.
    fn run_exam(&mut self) {
        let held = &self.exam.held;
        let runs = held.sitting.as_ref().is_some_and(|sitting| !sitting.done && !sitting.paused);
        let ctl = self.ctl.clone();
        self.exam.looked = (platform::clock_ms(), 0);
        let tick = move || ctl.send(Msg::Exam(Box::new(Act::Tick)));
        self.exam.clock = runs.then(|| platform::every(1000, tick));
    }

    fn tick_exam(&mut self) {
        let now = platform::clock_ms();
        let (before, secs) = self.exam.looked;
        let passed = (now - before).max(0.0) as u64;
        self.exam.looked = (now, (secs + 1) % KEEP_SECS);
        let held = Rc::make_mut(&mut self.exam.held);
        let up = held.sitting.as_mut().is_some_and(|sitting| sitting.pass(passed));
        if up {
            self.finish_exam();
            if let Some(words) = self.words.clone() {
                self.flash(Flash::info(words.s("exam-page.time-up")));
            }
        } else if secs + 1 == KEEP_SECS {
            self.keep_sitting();
        }
    }

    fn keep_sitting(&mut self) {
        let Some(text) = self.exam.held.sitting.as_ref().map(Sitting::text) else { return };
        if let Err(fault) = platform::write(SITTING, &text) {
            self.not_kept(fault.key());
        }
    }

    /// Keeps new answers beside those that storage holds, whoever wrote them.
    pub(super) fn keep_answers(&mut self, new: &[Record]) {
        if new.is_empty() {
            return;
        }
        let mut slots = slots();
        for (slot, text) in slots.add(new) {
            if let Err(fault) = platform::write(&format!("{ANSWERS}{slot}"), &text) {
                self.not_kept(fault.key());
                break;
            }
            slots.texts.insert(slot, text);
        }
        let held = Rc::make_mut(&mut self.exam.held);
        let mut kept = slots.read();
        // What could not be kept is known at least until the page is closed.
        kept.progress.merge(held.kept.progress.records());
        kept.progress.merge(new);
        held.kept = kept;
    }

    fn import_answers(&mut self, text: &str) {
        let Some(words) = self.words.clone() else { return };
        let read = Progress::parse(text);
        let records: &[Record] = match &read {
            Ok(progress) | Err(ReadError::Broken { rest: progress, .. }) => progress.records(),
            Err(_) => &[],
        };
        let mut all = self.exam.held.kept.progress.clone();
        let before = all.records().to_vec();
        let added = all.merge(records);
        let new: Vec<Record> =
            all.records().iter().filter(|one| !before.contains(one)).cloned().collect();
        self.keep_answers(&new);
        if let Err(error) = &read {
            self.flash(Flash::error(problem(error, &words)));
        }
        if read.is_ok() || added > 0 {
            self.flash(Flash::success(words.f("exam-page.imported", &[("n", &added)])));
        }
    }

    /// Opens the simulator in the question's own world, and shows there what an option comes to.
    fn see(&mut self, option: &str) {
        let Some(words) = self.words.clone() else { return };
        let held = Rc::clone(&self.exam.held);
        let entry = held.sitting.as_ref().and_then(Sitting::entry);
        let item = entry.and_then(|entry| held.bank.as_ref()?.item(&entry.item));
        let Some((item, see)) = item.and_then(|item| Some((item, item.see.as_ref()?))) else {
            return;
        };
        let Some(lines) = see.lines(option) else { return };
        match Session::staged(&see.script(), words.texts()) {
            Ok(session) => {
                if !self.keeping.id.starts_with(STAGE) {
                    // Without it the way back leads to a new session.
                    let _ = platform::write_here(BACK, &self.keeping.id);
                }
                let name = stage(item, option);
                let title = words.f("exam-page.see.name", &[("item", &item.name())]);
                self.stage(session, &name, &title);
                self.go(Route::parse(&see.open));
                self.terminal = true;
                self.type_line(&lines);
            }
            Err(error) => self.flash(Flash::error(error)),
        }
    }

    /// Goes back to the session one came from, and to the question.
    fn back(&mut self) {
        let back = platform::read_here(BACK).ok().flatten();
        match back.filter(|id| shelf::names().contains(id)) {
            Some(id) => self.open_save(&id),
            None => self.start(Start::Sandbox),
        }
        self.terminal = false;
        self.go(Route::Exam(ExamPage::Sit));
    }
}

/// The answers in storage.
fn slots() -> Slots {
    let keys = platform::keys().unwrap_or_default();
    let numbers = keys.iter().filter_map(|key| key.strip_prefix(ANSWERS)?.parse().ok());
    let read = |slot: usize| Some((slot, platform::read(&format!("{ANSWERS}{slot}")).ok()??));
    Slots { texts: numbers.filter_map(read).collect() }
}
