//! What a page can ask of the app: one handle, one list of messages.

use watchtrail::api::ApiError;
pub use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::shell::complete::Completion;
use watchtrail::sim::Arn;
use watchtrail::sim::Who;
use watchtrail::sim::command::Change;
use watchtrail::sim::scope::Region;
use watchtrail::sim::time::Time;
use watchtrail::text::Lang;
use watchtrail::view::route::{EventsQuery, Route};
use watchtrail::view::trail::Format;
use watchtrail::view::trails::check::{Ask, Check};
use yew::prelude::*;

use super::look::{Theme, ZoneChoice};

/// How fast the clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It stands.
    Paused,
    /// So many simulated seconds a second.
    Times(u32),
    /// It runs to the next event worth noticing, and stops there.
    NextEvent,
}

/// What a session is begun with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// An empty account without goals.
    Sandbox,
    /// A lab, by its id.
    Lab(String),
    /// An incident drill.
    Drill(watchtrail::learn::drill::Code),
}

/// What can be done with all that was learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Learnt {
    /// Hand it to the learner as a file.
    Export,
    /// Add what a file's text holds.
    Import(String),
    /// Hand it to the learner as xAPI statements.
    Statements,
    /// Print the page.
    Print,
}

/// A short message over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// What kind of news it is.
    pub kind: super::parts::AlertKind,
    /// What it says.
    pub text: AttrValue,
    /// A page that shows more, and the text of the link.
    pub link: Option<(Route, AttrValue)>,
    /// Whether it stays until it is dismissed, whatever page is opened.
    pub lasting: bool,
}

impl Flash {
    /// It worked.
    pub fn success(text: impl Into<AttrValue>) -> Flash {
        Flash::new(super::parts::AlertKind::Success, text)
    }

    /// It did not.
    pub fn error(text: impl Into<AttrValue>) -> Flash {
        Flash::new(super::parts::AlertKind::Error, text)
    }

    /// Good to know.
    pub fn info(text: impl Into<AttrValue>) -> Flash {
        Flash::new(super::parts::AlertKind::Info, text)
    }

    fn new(kind: super::parts::AlertKind, text: impl Into<AttrValue>) -> Flash {
        Flash { kind, text: text.into(), link: None, lasting: false }
    }

    /// The same, staying until it is dismissed.
    pub fn lasting(mut self) -> Flash {
        self.lasting = true;
        self
    }

    /// The same with a link to a page.
    pub fn link(mut self, to: Route, text: impl Into<AttrValue>) -> Flash {
        self.link = Some((to, text.into()));
        self
    }
}

/// What the app is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Call AWS as who is signed in.
    Call(Box<Request>, Callback<Reply>),
    /// Follow a link in a mail.
    FollowLink(Box<Request>, Callback<Reply>),
    /// Change the simulated world.
    Change(Change, Callback<Result<(), ApiError>>),
    /// Sign in as somebody.
    SignIn(Who),
    /// Sign in as somebody and begin where they can, as the console does: who may read a page of
    /// users is seldom whom it shows.
    Enter(Who),
    /// Somebody tries to sign in, rightly or wrongly.
    Login(watchtrail::sim::command::Login),
    /// Switch the console to a role, by its ARN.
    Switch(String, Callback<Result<(), ApiError>>),
    /// Switch back from it.
    SwitchBack,
    /// Look at another Region.
    Region(Region),
    /// Go to a page.
    Go(Route),
    /// The address changed.
    Arrived(Route),
    /// Send the page's reads again.
    Refresh,
    /// Show a short message.
    Flash(Flash),
    /// Put a short message away.
    Dismiss(u64),
    /// Keep what was typed into a form under its name, or forget it.
    Draft(String, Option<serde_json::Value>),
    /// Copy a text.
    Clipboard(String),
    /// Hand the learner event history as a file.
    EventsFile(EventsQuery, Format),
    /// Hand the learner everything that lies in buckets, as one file.
    BucketsFile,
    /// Bring files with records in.
    Bring(Vec<web_sys::File>),
    /// Files are further in, or all in.
    Brought(super::app::Held),
    /// Stop bringing files in.
    StopBringing,
    /// Forget the records of files.
    ForgetEvidence,
    /// Hand the learner what was found in files, as a file.
    EvidenceFile(EventsQuery, Format),
    /// Let the clock run otherwise.
    Pace(Pace),
    /// Let time pass until this alarm changes, whatever the others do.
    RunFor(Arn, Pace),
    /// Pause a running clock, or let it run as it did.
    PlayPause,
    /// Look at a moment of the past; `None` returns to now.
    View(Option<Time>),
    /// Go on from the moment looked at; what came after is set aside.
    Cut,
    /// Take the last act back.
    Undo,
    /// Do it again.
    Redo,
    /// Begin a session anew.
    Start(Start),
    /// Show another hint for a goal.
    Hint(String),
    /// Answer a question of the lab, or pass it over.
    Answer(String, Option<String>),
    /// Play the next step of the solution.
    SolutionStep,
    /// Open or close the terminal drawer; `None` turns it over.
    Terminal(Option<bool>),
    /// Type a line in the terminal.
    Type(String),
    /// Clear the terminal's screen.
    ClearTerminal,
    /// Go on with what was typed.
    RunTyped,
    /// Stop what was typed.
    Interrupt,
    /// What could stand at the cursor (a byte) of a line.
    Complete(String, usize, Callback<Completion>),
    /// Check the files of a trail.
    CheckFiles(Ask, Callback<Option<Check>>),
    /// Copy what was done as a script for a real account.
    CopyScript,
    /// Do something with all that was learnt.
    Learnt(Learnt),
    /// Do something in the exam.
    Exam(Box<watchtrail::view::exam::Act>),
    /// Do something with drills.
    Drill(watchtrail::view::drill::Act),
    /// Do something with labs that are made or brought in.
    Make(Box<watchtrail::view::lab::own::Act>),
    /// Speak another language.
    Lang(Lang),
    /// Look otherwise.
    Theme(Theme),
    /// Show another zone's time beside UTC.
    Zone(ZoneChoice),
    /// Let the clock run at another speed at first.
    Speed(u32),
    /// Stop the clock, or do not, where an alarm changes its state.
    Stops(bool),
    /// Open or close the share dialog.
    Share(bool),
    /// The learner has seen what a link or a file held.
    OpenedSeen,
    /// Export the session as a file.
    Export,
    /// Open the session in a file's text.
    Import(String),
    /// Open a saved session.
    OpenSave(String),
    /// Delete a saved session.
    DeleteSave(String),
    /// Call a saved session, by its name in storage, something.
    RenameSave(String, String),
    /// Hand the learner what is kept under a name, as it stands there.
    RawSave(String),
    /// Let a frame's worth of time pass.
    Tick,
    /// What was fetched is there, or why not.
    Loaded(Box<super::app::Loaded>),
    /// The clipboard has the text, or the browser did not allow it.
    Copied(bool),
    /// The clipboard has the script, or the browser did not allow it.
    ScriptCopied(bool),
    /// The tab came into sight, or went.
    Visible(bool),
    /// This tab may write the saved session with this name, or another one does.
    Leased(String, bool),
    /// A key was pressed that does something everywhere.
    Key(watchtrail::view::keys::Action),
}

/// The handle through which pages ask.
#[derive(Clone, PartialEq)]
pub struct Ctl {
    send: Callback<Msg>,
}

impl Ctl {
    /// A handle that sends here.
    pub fn new(send: Callback<Msg>) -> Ctl {
        Ctl { send }
    }

    /// Asks anything.
    pub fn send(&self, msg: Msg) {
        self.send.emit(msg);
    }

    /// Calls AWS as who is signed in; the callback runs after the session changed.
    pub fn call(&self, request: impl Into<Request>, done: Callback<Reply>) {
        self.send(Msg::Call(Box::new(request.into()), done));
    }

    /// Follows a link in a mail: nobody signs such a request.
    pub fn follow_link(&self, request: impl Into<Request>, done: Callback<Reply>) {
        self.send(Msg::FollowLink(Box::new(request.into()), done));
    }

    /// Changes the simulated world.
    pub fn change(&self, change: Change, done: Callback<Result<(), ApiError>>) {
        self.send(Msg::Change(change, done));
    }

    /// Goes to a page.
    pub fn go(&self, route: Route) {
        self.send(Msg::Go(route));
    }

    /// Shows a short message.
    pub fn flash(&self, flash: Flash) {
        self.send(Msg::Flash(flash));
    }

    /// Copies a text.
    pub fn clipboard(&self, text: impl Into<String>) {
        self.send(Msg::Clipboard(text.into()));
    }

    /// Looks at a moment of the past; `None` returns to now.
    pub fn view(&self, at: Option<Time>) {
        self.send(Msg::View(at));
    }

    /// A callback that asks the same thing whenever it is called: `onclick={ctl.on(Msg::Undo)}`.
    pub fn on<E: 'static>(&self, msg: Msg) -> Callback<E> {
        let ctl = self.clone();
        Callback::from(move |_: E| ctl.send(msg.clone()))
    }
}

/// The app's handle.
#[hook]
pub fn use_ctl() -> Ctl {
    use_context::<Ctl>().unwrap_or_else(|| Ctl::new(Callback::noop()))
}
