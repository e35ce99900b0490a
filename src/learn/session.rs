//! The learner's session: everything a page can do to the simulated world, and any moment of its
//! past. The page owns exactly one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::ApiError;
use crate::api::spec::Operation as _;
use crate::save::{self, Head, Kind, LoadError, Saved};
use crate::services::Request;
use crate::share::{self, ShareError};
use crate::sim::{
    Act, Arn, Call, Change, Command, Outcome, Progress, Region, Setup, Sim, Time, Via, Watch, Who,
    World,
};
use crate::text::Texts;

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
        sim.set_floor();
        Session { sim, past: None, region: Region::US_EAST_1, kind: Kind::Sandbox }
    }

    /// A session that was kept.
    ///
    /// # Errors
    /// If it is of a lab that is not there.
    pub fn resume(saved: Saved) -> Result<Resumed, LoadError> {
        let Saved { head, log } = saved;
        let mut sim = Sim::new(head.setup);
        let mut differs = None;
        if head.floor == 0 {
            sim.set_floor();
        }
        for (i, entry) in log.into_iter().enumerate() {
            if !sim.resume(entry, &mut |_| ()) && differs.is_none() {
                differs = Some(i);
            }
            if i + 1 == head.floor {
                sim.set_floor();
            }
        }
        let session = Session { sim, past: None, region: head.region, kind: head.kind };
        Ok(Resumed { session, differs })
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
            kind: self.kind.clone(),
            setup: self.sim.setup(),
            floor: self.sim.floor(),
            region: self.region,
            hints: BTreeMap::new(),
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
        self.world().console().map_or_else(admin, |session| session.who.clone())
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
        self.act(who, self.region, Via::Console, request)
    }

    /// The reads of a page that is opened or refreshed. Undo steps over them.
    pub fn open(&mut self, reads: Vec<Request>) -> Vec<Reply> {
        let group = self.sim.new_group();
        reads.into_iter().map(|request| self.read(request, group)).collect()
    }

    /// Follows a link in a mail: nobody signs such a request.
    pub fn follow_link(&mut self, request: Request) -> Reply {
        let region = linked_region(&request).unwrap_or(self.region);
        self.act(Who::Anonymous, region, Via::MailLink, request)
    }

    /// Signs somebody in to the console. Whoever is signed in already stays so.
    ///
    /// # Errors
    /// If there is no such user.
    pub fn sign_in(&mut self, who: Who) -> Result<(), ApiError> {
        if self.who() == who {
            return Ok(());
        }
        self.submit(Command::SignIn(who)).reply.map(|_| ())
    }

    /// Changes the simulated world as no AWS call could.
    ///
    /// # Errors
    /// If what is to be changed is not there.
    pub fn change(&mut self, change: Change) -> Result<(), ApiError> {
        self.submit(Command::World(change)).reply.map(|_| ())
    }

    /// Lets time pass, at most about `budget` wake-ups at once. It is the live world's time.
    pub fn advance(&mut self, until: Time, budget: u32, watch: Watch, _texts: &Texts) -> Progress {
        self.sim.advance(until, budget, watch)
    }

    /// Takes back the last act. False when there is none.
    pub fn undo(&mut self) -> bool {
        self.past = None;
        self.sim.undo()
    }

    /// Does again what was taken back last. False when there is nothing.
    pub fn redo(&mut self) -> bool {
        self.past = None;
        self.sim.redo()
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
        if let Some(past) = self.past.take() {
            self.sim.cut(past.now());
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
        Reply { request, result: outcome.reply, record: outcome.record }
    }

    fn act(&mut self, who: Who, region: Region, via: Via, request: Request) -> Reply {
        let call = Call { who, region, via, request: request.clone() };
        let outcome = self.submit(Command::Call(call));
        Reply { request, result: outcome.reply, record: outcome.record }
    }

    fn submit(&mut self, command: Command) -> Outcome {
        self.cut();
        let group = self.sim.new_group();
        self.sim.submit(command, Act::Do, group, None)
    }
}

fn admin() -> Who {
    Who::User("admin".to_owned())
}

/// The Region of the resource a mail's link is about.
fn linked_region(request: &Request) -> Option<Region> {
    let input = request.input();
    let named = ["TopicArn", "SubscriptionArn"].map(|member| input.get(member)?.as_str());
    named.into_iter().flatten().find_map(|arn| Arn::parse(arn)?.region())
}
