//! The root of the page: it alone owns the session, and everything that changes goes through it.

mod asked;
mod clock;
mod desk;
mod drill;
mod evidence;
mod exam;
mod flash;
mod focus;
mod keep;
mod keyboard;
mod learnt;
mod load;
mod make;
mod prefs;
mod shelf;
mod view;

use std::collections::BTreeSet;
use std::rc::Rc;

use watchtrail::learn::lab::Lab;
use watchtrail::learn::session::{Reply, Session};
use watchtrail::save::{Drafts, Kind};
use watchtrail::sim::{Scope, Setup, Time};
use watchtrail::view::clock::Mark;
use watchtrail::view::home::Opened;
use watchtrail::view::keys::Action;
use watchtrail::view::route::Route;
use watchtrail::view::teach::Asked;
use watchtrail::view::trail::{self, Filter};
use watchtrail::view::trails::check::check;
use yew::prelude::*;

use super::ctl::{Ctl, Flash, Msg, Pace};
use super::look::Look;
use super::platform::{self, Listener};
use super::words::Words;
use clock::Running;
use desk::Desk;
pub use evidence::{Coming, Held};
use flash::Flashes;
use keep::Keeping;
pub use load::Loaded;
pub use view::focus_title;

/// The app.
pub struct App {
    ctl: Ctl,
    session: Session,
    /// None until the first texts are there.
    words: Option<Words>,
    look: Look,
    route: Route,
    replies: Rc<Vec<Reply>>,
    /// What event history answered, when it is what is looked at.
    answers: BTreeSet<u64>,
    /// How much had come into event history by then.
    delivered: u64,
    /// The lab whose brief is read, when it is not the one that is open.
    brief: Option<Lab>,
    drafts: Drafts,
    clock: Running,
    marks: Marks,
    flashes: Flashes,
    said: AttrValue,
    keeping: Keeping,
    terminal: bool,
    desk: Desk,
    share: bool,
    evidence: evidence::Desk,
    exam: exam::Desk,
    drill: drill::Desk,
    make: make::Desk,
    /// Where the session came from, when it was opened from a link or a file.
    opened: Option<Opened>,
    /// Mails that were there when the mailbox was last looked at.
    read_mails: usize,
    /// What went wrong before there were words to say it with.
    pending_errors: Vec<(&'static str, Vec<(&'static str, String)>)>,
    /// What the address asked for beside the page.
    asked: Asked,
    /// Whether the page's heading gets the focus when it is drawn.
    arrived: bool,
    _listeners: Vec<Listener>,
    /// None where the browser has no way to watch.
    _focus: Option<focus::Watch>,
}

/// The marks of the timeline, made again only when something was added.
#[derive(Default)]
struct Marks {
    made_of: (usize, usize, Option<Time>),
    list: Rc<Vec<Mark>>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> App {
        let ctl = Ctl::new(ctx.link().callback(|msg: Msg| msg));
        let look = prefs::load();
        let mut app = App {
            session: Session::sandbox(Setup::default()),
            words: None,
            route: Route::parse(&platform::hash()),
            replies: Rc::default(),
            answers: BTreeSet::new(),
            delivered: 0,
            brief: None,
            drafts: Drafts::default(),
            clock: Running::new(look.speed),
            marks: Marks::default(),
            flashes: Flashes::default(),
            said: AttrValue::default(),
            keeping: Keeping::default(),
            terminal: false,
            desk: Desk::default(),
            share: false,
            evidence: evidence::Desk::default(),
            exam: exam::Desk::default(),
            drill: drill::Desk::default(),
            make: make::Desk::default(),
            opened: None,
            read_mails: 0,
            pending_errors: Vec::new(),
            asked: Asked::default(),
            arrived: false,
            _listeners: listeners(&ctl),
            _focus: focus::Watch::start().ok(),
            look,
            ctl,
        };
        app.ask();
        app.begin();
        app
    }

    fn update(&mut self, _ctx: &Context<Self>, msg: Msg) -> bool {
        self.handle(msg);
        self.keep();
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        self.draw()
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        if std::mem::take(&mut self.arrived) {
            view::focus_title();
        }
    }
}

fn listeners(ctl: &Ctl) -> Vec<Listener> {
    let (arrived, visible) = (ctl.clone(), ctl.clone());
    let hash = platform::on_hash(move |hash| arrived.send(Msg::Arrived(Route::parse(&hash))));
    let visible = platform::on_visible(move |seen| visible.send(Msg::Visible(seen)));
    let keys = keyboard::listen(ctl.clone());
    [hash, visible, keys].into_iter().flatten().collect()
}

impl App {
    fn handle(&mut self, msg: Msg) {
        match msg {
            Msg::Call(request, done) => {
                let reply = self.session.call(*request);
                self.changed();
                done.emit(reply);
            }
            Msg::FollowLink(request, done) => {
                let reply = self.session.follow_link(*request);
                self.changed();
                done.emit(reply);
            }
            Msg::Change(change, done) => {
                let result = self.session.change(change);
                self.changed();
                self.look_again();
                done.emit(result);
            }
            Msg::SignIn(who) => self.sign_in(who),
            Msg::Enter(who) => {
                self.go(self.entrance());
                self.sign_in(who);
            }
            Msg::Login(attempt) => self.login(attempt),
            Msg::Switch(role, done) => self.switch(&role, &done),
            Msg::SwitchBack => {
                self.session.switch_back();
                self.changed();
                self.refresh();
            }
            Msg::Region(region) => {
                self.session.set_region(region);
                self.refresh();
            }
            Msg::Go(route) => self.go(route),
            // Where the page itself went it has arrived before the browser says so.
            Msg::Arrived(route) if route == self.route => {}
            Msg::Arrived(route) => self.arrive(route),
            Msg::Refresh => self.refresh(),
            Msg::Flash(flash) => self.flashes.show(flash, &self.ctl),
            Msg::Dismiss(id) => self.flashes.dismiss(id),
            Msg::Draft(form, typed) => self.draft(form, typed),
            Msg::Clipboard(text) => load::copy(text, self.ctl.clone(), Msg::Copied),
            Msg::Copied(done) => self.copied(done),
            Msg::ScriptCopied(done) => self.script_copied(done),
            Msg::EventsFile(address, format) => self.events_file(&address, format),
            Msg::Bring(files) => self.bring(files),
            Msg::Brought(held) => self.brought(held),
            Msg::StopBringing => self.stop_bringing(),
            Msg::ForgetEvidence => self.forget_evidence(),
            Msg::EvidenceFile(address, format) => self.evidence_file(&address, format),
            Msg::Pace(pace) => self.set_pace(pace),
            Msg::RunFor(alarm, pace) => self.run_for(alarm, pace),
            Msg::PlayPause => self.play_pause(),
            Msg::View(at) => self.look_at(at),
            Msg::Cut => {
                self.session.cut();
                self.changed();
                self.refresh();
            }
            Msg::Undo => self.undo(),
            Msg::Redo => self.redo(),
            Msg::Terminal(open) => self.terminal = open.unwrap_or(!self.terminal),
            Msg::Lang(lang) => self.set_lang(lang),
            Msg::Theme(theme) => self.set_theme(theme),
            Msg::Zone(zone) => self.set_zone(zone),
            Msg::Speed(speed) => self.set_speed(speed),
            Msg::Stops(stops) => self.set_stops(stops),
            Msg::Share(open) => self.share = open,
            Msg::OpenedSeen => self.opened = None,
            Msg::Tick => self.tick(),
            Msg::Visible(seen) => self.visible(seen),
            Msg::Key(action) => self.key(action),
            Msg::Loaded(loaded) => {
                self.loaded(*loaded);
                for (key, detail) in std::mem::take(&mut self.pending_errors) {
                    self.say_error(key, detail);
                }
                if matches!(self.route, Route::LabLink(_)) {
                    self.arrive_lab();
                }
            }
            Msg::Leased(id, ours) => self.leased(&id, ours),
            Msg::Start(start) => self.start(start),
            Msg::Export => self.export(),
            Msg::BucketsFile => self.buckets_file(),
            Msg::Import(text) => self.import(&text),
            Msg::OpenSave(id) => self.open_save(&id),
            Msg::DeleteSave(id) => self.delete_save(&id),
            Msg::RenameSave(id, name) => self.rename_save(&id, &name),
            Msg::RawSave(id) => self.raw_save(&id),
            Msg::Hint(goal) => self.session.hint(&goal),
            Msg::Answer(question, said) => {
                self.clock.halt = None;
                self.session.answer(&question, said.as_deref());
            }
            Msg::SolutionStep => self.solution_step(),
            Msg::Type(text) => self.type_line(&text),
            Msg::RunTyped => self.run_typed(),
            Msg::Interrupt => self.interrupt(),
            Msg::ClearTerminal => self.desk.screen.clear(),
            Msg::Complete(line, cursor, done) => done.emit(self.complete(&line, cursor)),
            Msg::CheckFiles(ask, done) => {
                let found = self.words.as_ref();
                let found = found.and_then(|words| check(self.session.world(), &ask, words));
                done.emit(found);
            }
            Msg::CopyScript => self.copy_script(),
            Msg::Learnt(act) => self.learnt(act),
            Msg::Exam(act) => self.exam(*act),
            Msg::Drill(act) => self.drill(act),
            Msg::Make(act) => self.make(*act),
        }
    }

    /// Goes to a page at once: the browser tells of the new address only after a frame, in which
    /// the old page would be drawn of a world that has moved on.
    fn go(&mut self, route: Route) {
        let told = platform::go_hash(&route.hash()).is_ok();
        // A link brings another session, which is opened once.
        if !told || !matches!(route, Route::Share(_)) {
            self.arrive(route);
        }
    }

    fn arrive(&mut self, route: Route) {
        self.arrived |= !self.route.same_page(&route);
        let again = self.route.asks_the_same(&route);
        if let Route::Share(payload) = &route {
            return self.open_link(payload);
        }
        if self.arrived {
            self.flashes.turn();
        }
        self.route = route;
        self.load_brief();
        self.arrive_exam();
        self.arrive_drill();
        if matches!(self.route, Route::LabLink(_) | Route::MakeLab) {
            self.arrive_lab();
        }
        if !again {
            self.refresh();
        }
        if self.route == Route::Inbox {
            self.read_mails = self.session.live().inbox().mails().len();
        }
    }

    /// Sends the page's reads.
    fn refresh(&mut self) {
        let reads = self.route.reads(self.session.world(), self.session.region());
        self.replies = Rc::new(self.session.open(reads));
        self.answers = self.answered();
        self.delivered = self.delivered();
    }

    /// How much has come into event history.
    fn delivered(&self) -> u64 {
        let world = self.session.world();
        world.cloudtrail().arrived(world.now())
    }

    /// What event history answers the page by now.
    fn answered(&self) -> BTreeSet<u64> {
        let Route::Events(address) = &self.route else { return BTreeSet::new() };
        let world = self.session.world();
        let scope = Scope { account: world.account(), region: self.session.region() };
        trail::answers(world, scope, &Filter::of(address))
    }

    /// Looks up anew what has come into event history while its page is open: what is shown has
    /// been looked up, and stands in the trail like any lookup.
    fn look_again(&mut self) {
        if !matches!(self.route, Route::Events(_)) {
            return;
        }
        let refused = self.replies.iter().any(|reply| reply.result.is_err());
        if refused || self.session.viewing().is_some() {
            return;
        }
        // Asking is dear, and this is done each frame: without news there is nothing to ask.
        let delivered = self.delivered();
        if std::mem::replace(&mut self.delivered, delivered) == delivered {
            return;
        }
        if !self.answered().is_subset(&self.answers) {
            self.refresh();
        }
    }

    /// After the session changed: the marks of the timeline, and what is worth saying.
    fn changed(&mut self) {
        if self.route == Route::Inbox {
            self.read_mails = self.session.live().inbox().mails().len();
        }
        let ground = self.session.sim().ground();
        let live = self.session.live();
        let made_of = (live.facts().len(), live.cloudtrail().records().len(), Some(ground));
        if made_of != self.marks.made_of {
            let secrets = self.session.sim().secrets();
            let list = Rc::new(watchtrail::view::clock::marks(live, &secrets));
            self.marks = Marks { made_of, list };
        }
    }

    /// Where a session is entered: its lab, or the start.
    fn entrance(&self) -> Route {
        match self.session.kind() {
            Kind::Lab(id) => Route::Lab(id.clone()),
            Kind::Sandbox => Route::Home,
        }
    }

    fn sign_in(&mut self, who: watchtrail::sim::Who) {
        let name = who.profile().to_owned();
        let result = self.session.sign_in(who);
        self.signed_in(&name, result);
    }

    fn login(&mut self, attempt: watchtrail::sim::command::Login) {
        let name = attempt.name.clone();
        let result = self.session.login(attempt);
        self.signed_in(&name, result);
    }

    fn signed_in(&mut self, name: &str, result: Result<(), watchtrail::api::ApiError>) {
        let Some(words) = &self.words else { return };
        let flash = match result {
            Ok(()) => Flash::success(words.f("app.header.signed-in", &[("who", &name)])),
            Err(error) => Flash::error(error.message),
        };
        self.flashes.show(flash, &self.ctl);
        self.changed();
        self.refresh();
    }

    fn switch(&mut self, role: &str, done: &Callback<Result<(), watchtrail::api::ApiError>>) {
        let result = self.session.switch(role);
        let switched = result.is_ok();
        self.changed();
        done.emit(result);
        if let (true, Some(words)) = (switched, self.words.clone()) {
            let text = words.f("app.header.switched", &[("role", &role)]);
            self.flashes.show(Flash::success(text), &self.ctl);
            self.refresh();
        }
    }

    fn undo(&mut self) {
        let text = if self.session.undo() { "app.undone" } else { "app.undo.nothing" };
        self.after_undo(text);
    }

    fn redo(&mut self) {
        let text = if self.session.redo() { "app.redone" } else { "app.undo.nothing" };
        self.after_undo(text);
    }

    fn after_undo(&mut self, text: &'static str) {
        if let Some(words) = &self.words {
            self.said = words.s(text);
        }
        self.clock.seen = self.session.live().facts().len();
        self.clock.halt = None;
        self.changed();
        self.refresh();
    }

    fn look_at(&mut self, at: Option<Time>) {
        if at.is_some() {
            self.set_pace(Pace::Paused);
        }
        let was = self.session.viewing();
        self.session.view(at);
        if was.is_some() != self.session.viewing().is_some() {
            self.refresh();
        }
    }

    fn key(&mut self, action: Action) {
        match action {
            Action::Go(place) => self.go(place.route()),
            Action::PlayPause => self.play_pause(),
            Action::Pace(times) => self.set_pace(Pace::Times(times)),
            Action::NextEvent => self.set_pace(Pace::NextEvent),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Now => self.look_at(None),
            Action::Terminal => self.terminal = !self.terminal,
            Action::Refresh => self.refresh(),
            Action::Exam(key) => self.exam_key(key),
        }
    }
}
