//! The keys that do something wherever one is: one table for the listener and the help page.

use super::route::{ExamPage, Place, Route};

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Goes to a page.
    Go(Place),
    /// Pauses the clock, or lets it run.
    PlayPause,
    /// Runs the clock at a multiple.
    Pace(u32),
    /// Runs to the next event.
    NextEvent,
    /// Takes the last act back.
    Undo,
    /// Does it again.
    Redo,
    /// Returns from the past to now.
    Now,
    /// Opens or closes the terminal.
    Terminal,
    /// Sends the page's reads again.
    Refresh,
    /// Something about the question of an exam.
    Exam(ExamKey),
}

/// What a key does to the question of an exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExamKey {
    /// Chooses the option in this place, counted from 0, or takes the choice back.
    Option(usize),
    /// Goes to the next question.
    Next,
    /// Goes to the one before.
    Previous,
    /// Flags the question, or takes the flag away.
    Flag,
}

/// Where a key does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Everywhere.
    Everywhere,
    /// On pages from which one sees the world: not while an exam's question is asked.
    World,
    /// At an exam's question.
    Exam,
}

impl Where {
    /// Whether a key of this row means something on a page.
    fn holds(self, on: &Route) -> bool {
        let exam = *on == Route::Exam(ExamPage::Sit);
        match self {
            Where::Everywhere => true,
            Where::World => !exam,
            Where::Exam => exam,
        }
    }

    /// The key of its name.
    pub fn text(self) -> &'static str {
        match self {
            Where::Everywhere => "app.keys.where.everywhere",
            Where::World => "app.keys.where.world",
            Where::Exam => "app.keys.where.exam",
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The keys, pressed one after the other: `g`, `a`. `Ctrl+` stands before a key held with it.
    pub press: &'static [&'static str],
    /// The key of the text that says what it does.
    pub text: &'static str,
    /// Where it does it.
    pub at: Where,
    /// What it does.
    pub action: Action,
}

/// Every key, in the order of the help page.
pub fn table() -> Vec<Key> {
    let row = |at| move |press, text, action| Key { press, text, at, action };
    let (key, any, exam) = (row(Where::World), row(Where::Everywhere), row(Where::Exam));
    let go = |press, text, place: Place| any(press, text, Action::Go(place));
    let option =
        |press, place| exam(press, "app.key.exam.option", Action::Exam(ExamKey::Option(place)));
    vec![
        key(&["Space"], "app.key.play", Action::PlayPause),
        key(&["1"], "app.key.pace-1", Action::Pace(1)),
        key(&["2"], "app.key.pace-60", Action::Pace(60)),
        key(&["3"], "app.key.pace-600", Action::Pace(600)),
        key(&["n"], "app.key.next", Action::NextEvent),
        key(&["Ctrl+z"], "app.key.undo", Action::Undo),
        key(&["Ctrl+Shift+z"], "app.key.redo", Action::Redo),
        key(&["b"], "app.key.now", Action::Now),
        key(&["r"], "app.key.refresh", Action::Refresh),
        any(&["Ctrl+`"], "app.key.terminal", Action::Terminal),
        option(&["1"], 0),
        option(&["2"], 1),
        option(&["3"], 2),
        option(&["4"], 3),
        option(&["5"], 4),
        option(&["6"], 5),
        exam(&["n"], "app.key.exam.next", Action::Exam(ExamKey::Next)),
        exam(&["p"], "app.key.exam.previous", Action::Exam(ExamKey::Previous)),
        exam(&["f"], "app.key.exam.flag", Action::Exam(ExamKey::Flag)),
        go(&["g", "h"], "app.page.home", Place::Home),
        go(&["g", "a"], "app.page.alarms", Place::Alarms),
        go(&["g", "m"], "app.page.metrics", Place::Metrics),
        go(&["g", "d"], "app.page.dashboards", Place::Dashboards),
        go(&["g", "e"], "app.page.events", Place::Events),
        go(&["g", "c"], "app.page.instances", Place::Instances),
        go(&["g", "t"], "app.page.topics", Place::Topics),
        go(&["g", "s"], "app.page.subscriptions", Place::Subscriptions),
        go(&["g", "b"], "app.page.buckets", Place::Buckets),
        go(&["g", "i"], "app.page.inbox", Place::Inbox),
        go(&["g", "u"], "app.page.users", Place::Users),
        go(&["g", "p"], "app.page.policies", Place::Policies),
        go(&["g", "f"], "app.page.fidelity", Place::Fidelity),
        go(&["?"], "app.page.keys", Place::Keys),
    ]
}

/// What the keys pressed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// A whole row.
    Action(Action),
    /// The beginning of one: wait for the next key.
    More,
    /// Nothing.
    Nothing,
}

/// Looks keys up that were pressed on a page.
pub fn look_up(pressed: &[String], on: &Route) -> Pressed {
    let mut begins = false;
    for key in table().into_iter().filter(|key| key.at.holds(on)) {
        if key.press.iter().eq(pressed.iter()) {
            return Pressed::Action(key.action);
        }
        let head = key.press.iter().take(pressed.len());
        begins |= !pressed.is_empty() && head.eq(pressed.iter());
    }
    if begins { Pressed::More } else { Pressed::Nothing }
}
