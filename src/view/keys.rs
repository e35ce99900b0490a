//! The keys that do something everywhere: one table for the listener and the help page.

use super::route::{Place, Route};

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Goes to a page.
    Go(Route),
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
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The keys, pressed one after the other: `g`, `a`. `Ctrl+` stands before a key held with it.
    pub press: &'static [&'static str],
    /// The key of the text that says what it does.
    pub text: &'static str,
    /// What it does.
    pub action: Action,
}

/// Every key, in the order of the help page.
pub fn table() -> Vec<Key> {
    let key = |press, text, action| Key { press, text, action };
    let go = |press, text, place: Place| Key { press, text, action: Action::Go(place.route()) };
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
        key(&["Ctrl+`"], "app.key.terminal", Action::Terminal),
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

/// Looks keys up.
pub fn look_up(pressed: &[String]) -> Pressed {
    let mut begins = false;
    for key in table() {
        if key.press.iter().eq(pressed.iter()) {
            return Pressed::Action(key.action);
        }
        let head = key.press.iter().take(pressed.len());
        begins |= !pressed.is_empty() && head.eq(pressed.iter());
    }
    if begins { Pressed::More } else { Pressed::Nothing }
}
