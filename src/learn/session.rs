//! The learner's session: everything a page can do to the simulated world, and any moment of its
//! past. The page owns exactly one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::ApiError;
use crate::api::spec::Operation as _;
use crate::save::{self, Head, Kind, LoadError, Saved};
use crate::services::Request;
use crate::share::{self, ShareError};
use crate::shell::run::{self, Heard, Printed};
use crate::shell::script::{self, Script, ScriptError};
use crate::sim::command::Login;
use crate::sim::{
    Act, Arn, Call, Change, Command, Fact, Outcome, Progress, Region, Setup, Sim, Stop, Time, Via,
    Watch, Who, World,
};
use crate::text::Texts;

use super::desk::Desk;
use super::export;
use super::goals::LabRun;
use super::lab::{Lab, limits};
use super::progress::LabProgress;
use super::stage::{self, admin};

/// Looking at goals is as much work as about so many wake-ups.
const COST_OF_A_LOOK: u32 = 50;

/// What a request of a page was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The request.
    pub request: Request,
    /// AWS's answer.
    pub result: Result<Value, ApiError>,
    /// The number of its audit record. Questions to a past moment leave none.
    pub record: Option<usize>,
}

/// A session: the world with its log, and how the learner looks at it.
#[derive(Debug)]
pub struct Session {
    sim: Sim,
    past: Option<World>,
    region: Region,
    kind: Kind,
    desk: Desk,
    heard: Vec<Heard>,
    lab: Option<LabRun>,
}

/// A session that was kept, going on.
#[derive(Debug)]
pub struct Resumed {
    /// The session.
    pub session: Session,
    /// The first command that now turns out differently than when it was made: its position in
    /// the log.
    pub differs: Option<usize>,
}

impl Session {
    /// A session without goals: an empty account with the administrator signed in.
    pub fn sandbox(setup: Setup) -> Session {
        let mut sim = Sim::new(setup);
        sim.submit(Command::SignIn(admin()), Act::Other, 0, None);
        Session::found(sim, Kind::Sandbox)
    }

    /// A lab at its beginning: its start script has run and its user is signed in.
    ///
    /// # Errors
    /// If a line of the start script fails, or a goal cannot be read.
    pub fn lab(lab: Lab, texts: &Texts) -> Result<Session, String> {
        let setup = Setup { seed: lab.seed, ..Setup::default() };
        // What others wrote must not hold the page up.
        let most = lab.is_own().then_some(limits::SLICES);
        let mut sim = stage::world_within(setup, &lab.start, texts, most)?;
        let signed_in = Command::SignIn(Who::User(lab.user.clone()));
        sim.submit(signed_in, Act::Other, 0, None).reply.map_err(|error| error.message)?;
        let mut session = Session::found(sim, Kind::Lab(lab.id.clone()));
        session.begin(LabRun::new(lab, BTreeMap::new(), BTreeMap::new())?);
        Ok(session)
    }

    /// A session without goals in a world that a script makes.
    ///
    /// # Errors
    /// If a line of the script fails.
    pub fn staged(text: &str, texts: &Texts) -> Result<Session, String> {
        let sim = stage::signed_in(Setup::default(), text, texts)?;
        Ok(Session::found(sim, Kind::Sandbox))
    }

    /// A world as the learner finds it.
    pub(super) fn found(mut sim: Sim, kind: Kind) -> Session {
        sim.set_floor();
        let desk = Desk::new(admin());
        let (past, region, heard) = (None, Region::US_EAST_1, Vec::new());
        Session { sim, past, region, kind, desk, heard, lab: None }
    }

    /// A session that was kept, with its lab if it is of one.
    ///
    /// # Errors
    /// If it is of a lab that is not there.
    pub fn resume(saved: Saved, lab: Option<Lab>) -> Result<Resumed, LoadError> {
        let Saved { head, log } = saved;
        let mut lab = match &head.kind {
            Kind::Lab(id) => {
                let run = lab.filter(|lab| lab.id == *id);
                let (hints, answers) = (head.hints.clone(), head.answers.clone());
                let run = run.and_then(|lab| LabRun::new(lab, hints, answers).ok());
                Some(run.ok_or_else(|| LoadError::UnknownLab { lab: id.clone() })?)
            }
            Kind::Sandbox => None,
        };
        let mut sim = Sim::new(head.setup);
        let mut differs = None;
        for (i, entry) in log.into_iter().enumerate() {
            if i == head.floor {
                sim.set_floor();
                if let Some(lab) = &mut lab {
                    lab.look(sim.world(), i.saturating_sub(1));
                }
            }
            let mut moment = |world: &World| {
                if let Some(lab) = lab.as_mut().filter(|_| i >= head.floor) {
                    lab.look(world, i);
                }
            };
            if !sim.resume(entry, &mut moment) && differs.is_none() {
                differs = Some(i);
            }
        }
        if sim.log().len() == head.floor {
            sim.set_floor();
        }
        let (kind, region, desk) = (head.kind, head.region, Desk::new(admin()));
        let heard = Vec::new();
        let mut session = Session { sim, past: None, region, kind, desk, heard, lab: None };
        if let Some(lab) = lab {
            session.begin(lab);
        }
        Ok(Resumed { session, differs })
    }

    fn begin(&mut self, mut lab: LabRun) {
        lab.look(self.sim.world(), self.sim.log().len().saturating_sub(1));
        lab.refresh(&self.sim);
        self.lab = Some(lab);
    }

    /// The session as it is kept, under its name in storage.
    pub fn saved(&self, id: &str) -> Saved {
        Saved { head: self.head(id), log: self.sim.log().to_vec() }
    }

    /// What is kept beside the log.
    pub fn head(&self, id: &str) -> Head {
        Head {
            format: save::FORMAT,
            rules: save::RULES,
            id: id.to_owned(),
            name: String::new(),
            kind: self.kind.clone(),
            setup: self.sim.setup(),
            floor: self.sim.floor(),
            region: self.region,
            hints: self.lab.as_ref().map(|lab| lab.hints().clone()).unwrap_or_default(),
            answers: self.lab.as_ref().map(|lab| lab.answers().clone()).unwrap_or_default(),
        }
    }

    /// The session as a link.
    ///
    /// # Errors
    /// If it is too long for one.
    pub fn link(&self) -> Result<String, ShareError> {
        share::link(&self.saved(""), &self.live().digest())
    }

    /// What the session is for.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The world that pages show: the live one, or the moment of the past that is being viewed.
    pub fn world(&self) -> &World {
        self.past.as_ref().unwrap_or(self.sim.world())
    }

    /// The world at the latest instant reached.
    pub fn live(&self) -> &World {
        self.sim.world()
    }

    /// The world with its log.
    pub fn sim(&self) -> &Sim {
        &self.sim
    }

    /// Who is signed in to the console.
    pub fn who(&self) -> Who {
        signed_in(self.world())
    }

    /// The Region the console is in.
    pub fn region(&self) -> Region {
        self.region
    }

    /// Switches the console to another Region.
    pub fn set_region(&mut self, region: Region) {
        self.region = region;
    }

    /// A call from a page. While the past is viewed, a read asks that past and leaves no trace;
    /// anything else goes on from there and cuts off what came after.
    pub fn call(&mut self, request: Request) -> Reply {
        if request.spec().access.is_read_only() {
            let group = self.sim.new_group();
            return self.read(request, group);
        }
        let who = self.who();
        self.make(who, self.region, Via::Console, request)
    }

    /// The reads of a page that is opened or refreshed. Undo steps over them.
    pub fn open(&mut self, reads: Vec<Request>) -> Vec<Reply> {
        let group = self.sim.new_group();
        reads.into_iter().map(|request| self.read(request, group)).collect()
    }

    /// Follows a link in a mail: nobody signs such a request.
    pub fn follow_link(&mut self, request: Request) -> Reply {
        let region = linked_region(&request).unwrap_or(self.region);
        self.make(Who::Anonymous, region, Via::MailLink, request)
    }

    /// Signs somebody in to the console. Whoever is signed in already stays so.
    ///
    /// # Errors
    /// If there is no such user.
    pub fn sign_in(&mut self, who: Who) -> Result<(), ApiError> {
        if self.who() == who {
            return Ok(());
        }
        self.act(Command::SignIn(who)).reply.map(|_| ())
    }

    /// Tries to sign somebody in to the console.
    ///
    /// # Errors
    /// If it fails, in the words of the sign-in page.
    pub fn login(&mut self, attempt: Login) -> Result<(), ApiError> {
        self.act(Command::Login(attempt)).reply.map(|_| ())
    }

    /// Switches the console to a role, whose account pages then show.
    ///
    /// # Errors
    /// If the role or the user's own policies do not allow it.
    pub fn switch(&mut self, role: &str) -> Result<(), ApiError> {
        self.act(Command::Switch { role: role.to_owned() }).reply.map(|_| ())
    }

    /// Goes back from a role to whoever signed in.
    pub fn switch_back(&mut self) {
        if self.world().seat().is_some() {
            self.act(Command::SwitchBack);
        }
    }

    /// Changes the simulated world as no AWS call could.
    ///
    /// # Errors
    /// If what is to be changed is not there.
    pub fn change(&mut self, change: Change) -> Result<(), ApiError> {
        self.act(Command::World(change)).reply.map(|_| ())
    }

    /// Lets time pass, at most about `budget` wake-ups at once, and carries out what others have
    /// planned. It is the live world's time.
    pub fn advance(
        &mut self,
        until: Time,
        budget: u32,
        watch: Watch<'_>,
        texts: &Texts,
    ) -> Progress {
        if self.lab.is_none() {
            return run::advance(&mut self.sim, until, budget, watch, texts, &mut self.heard);
        }
        let mut left = budget;
        let seen = (self.heard.len(), self.sim.world().facts().len());
        loop {
            let (sim, heard) = (&mut self.sim, &mut self.heard);
            let mut progress = run::advance(sim, until, left, Watch::Awaited, texts, heard);
            if progress.stop != Stop::Notable {
                return progress;
            }
            self.look();
            let stops = |fact: &Fact| watch.stops_at(fact);
            let heard = watch == Watch::Notable && self.heard.len() > seen.0;
            if heard || self.sim.world().facts().since(seen.1).any(stops) {
                return progress;
            }
            left = left.saturating_sub(COST_OF_A_LOOK);
            if left == 0 {
                progress.stop = Stop::Budget;
                return progress;
            }
        }
    }

    /// What scheduled acts came to since this was last asked, those excepted that others had
    /// planned before the learner came.
    pub fn take_heard(&mut self) -> Vec<Heard> {
        let mut heard = std::mem::take(&mut self.heard);
        heard.retain(|heard| !self.sim.is_secret(heard.plan));
        heard
    }

    /// Takes back the last act. False when there is none.
    pub fn undo(&mut self) -> bool {
        self.past = None;
        self.desk.stop();
        let undone = self.sim.undo();
        if let (true, Some(lab)) = (undone, &mut self.lab) {
            lab.rewind(&self.sim);
        }
        undone
    }

    /// Does again what was taken back last. False when there is nothing.
    pub fn redo(&mut self) -> bool {
        self.past = None;
        self.desk.stop();
        let redone = self.sim.redo();
        if let (true, Some(lab)) = (redone, &mut self.lab) {
            lab.redo(&self.sim);
        }
        redone
    }

    /// Whether there is an act to take back.
    pub fn can_undo(&self) -> bool {
        self.sim.can_undo()
    }

    /// Whether there is an act to do again.
    pub fn can_redo(&self) -> bool {
        self.sim.can_redo()
    }

    /// Looks at a moment of the past; nothing, or a moment that is not past, is the present.
    pub fn view(&mut self, at: Option<Time>) {
        let at = at.map(|at| at.max(self.sim.ground()));
        let at = at.filter(|at| *at < self.sim.world().now());
        self.past = at.map(|at| self.sim.at(at));
    }

    /// The moment of the past that is being viewed.
    pub fn viewing(&self) -> Option<Time> {
        self.past.as_ref().map(World::now)
    }

    /// Goes on from the moment that is being viewed, for good.
    pub fn cut(&mut self) {
        let Some(past) = self.past.take() else { return };
        self.desk.stop();
        self.sim.cut(past.now());
        if let Some(lab) = &mut self.lab {
            lab.rewind(&self.sim);
        }
    }

    /// Types a line, or several, into the terminal. They run as [`Session::poll`] is called.
    ///
    /// # Errors
    /// If they cannot be read; then nothing runs.
    pub fn submit(&mut self, line: &str) -> Result<(), ScriptError> {
        let script = script::parse(line)?;
        self.cut();
        self.desk.queue(script);
        Ok(())
    }

    /// Goes on with what was typed, for about `budget` wake-ups. What a line printed, when one
    /// has ended.
    pub fn poll(&mut self, texts: &Texts, budget: u32) -> Option<Printed> {
        let who = signed_in(self.live());
        let printed = self.desk.poll(&mut self.sim, who, texts, budget);
        self.look();
        printed
    }

    /// Whether something typed is still running.
    pub fn busy(&self) -> bool {
        self.desk.busy()
    }

    /// Ends what was typed and has not run, as Ctrl-C does.
    pub fn interrupt(&mut self) {
        self.desk.stop();
    }

    /// How far the lab has come, if this is one.
    pub fn progress(&self) -> Option<&LabProgress> {
        self.lab.as_ref().map(LabRun::progress)
    }

    /// The world as it will be, while a question of the lab draws what is going to be measured.
    pub fn ahead(&self) -> Option<&World> {
        self.lab.as_ref().and_then(LabRun::ahead)
    }

    /// The lab, if this is one.
    pub fn running_lab(&self) -> Option<&Lab> {
        self.lab.as_ref().map(LabRun::lab)
    }

    /// Shows one more hint of a goal.
    pub fn hint(&mut self, goal: &str) {
        if let Some(lab) = &mut self.lab {
            lab.hint(goal);
            lab.refresh(&self.sim);
        }
    }

    /// Says what will happen, or passes the question over; it counts until it has happened.
    pub fn answer(&mut self, question: &str, said: Option<&str>) {
        if let Some(lab) = &mut self.lab {
            lab.answer(question, said);
            lab.refresh(&self.sim);
        }
    }

    /// Whether a question waits for an answer.
    pub fn asks(&self) -> bool {
        self.progress().is_some_and(|progress| progress.open_question().is_some())
    }

    /// Plays the next line of the solution as if it were typed: that line, or nothing when the
    /// terminal is busy or all is done.
    pub fn solution_step(&mut self) -> Option<String> {
        if self.busy() {
            return None;
        }
        self.cut();
        let lab = self.lab.as_mut()?;
        let statement = lab.take_line()?;
        lab.refresh(&self.sim);
        let line = statement.text.clone();
        self.desk.queue(Script { statements: vec![statement] });
        Some(line)
    }

    /// What was done here as a shell script for a real AWS account.
    pub fn script(&self, texts: &Texts) -> String {
        let key = self.progress().map(|progress| progress.key("title"));
        let title = texts.t(key.as_deref().unwrap_or("learn.script.sandbox"));
        export::script(self.sim.setup(), self.sim.log(), self.sim.floor(), title, texts)
    }

    /// Looks whether goals are reached.
    fn look(&mut self) {
        let Some(lab) = &mut self.lab else { return };
        if !self.sim.can_redo() {
            lab.forget_undone();
        }
        let seen = (self.sim.log().len(), self.sim.world().facts().len());
        if lab.looked_at != Some(seen) {
            lab.looked_at = Some(seen);
            lab.look(self.sim.world(), seen.0.saturating_sub(1));
            lab.refresh(&self.sim);
        }
    }

    fn read(&mut self, request: Request, group: u64) -> Reply {
        let (who, region, via) = (self.who(), self.region, Via::Console);
        let command = Command::Call(Call { who, region, via, request: request.clone() });
        if let Some(past) = &self.past {
            let result = past.clone().apply(&command).reply;
            return Reply { request, result, record: None };
        }
        let outcome = self.sim.submit(command, Act::Read, group, None);
        self.look();
        Reply { request, result: outcome.reply, record: outcome.record }
    }

    fn make(&mut self, who: Who, region: Region, via: Via, request: Request) -> Reply {
        let call = Call { who, region, via, request: request.clone() };
        let outcome = self.act(Command::Call(call));
        Reply { request, result: outcome.reply, record: outcome.record }
    }

    fn act(&mut self, command: Command) -> Outcome {
        self.cut();
        let group = self.sim.new_group();
        let outcome = self.sim.submit(command, Act::Do, group, None);
        self.look();
        outcome
    }
}

fn signed_in(world: &World) -> Who {
    world.console().map_or_else(admin, |session| session.who.clone())
}

/// The Region of the resource a mail's link is about.
fn linked_region(request: &Request) -> Option<Region> {
    let input = request.input();
    let named = ["TopicArn", "SubscriptionArn"].map(|member| input.get(member)?.as_str());
    named.into_iter().flatten().find_map(|arn| Arn::parse(arn)?.region())
}
