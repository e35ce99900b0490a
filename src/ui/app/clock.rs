//! The clock runs: simulated time follows the wall's, a frame's worth at a time.

use watchtrail::learn::LabProgress;
use watchtrail::sim::{Arn, Span, Stop, Time, Watch};
use watchtrail::view::clock::{self, Next};
use watchtrail::view::format;

use super::App;
use crate::ui::ctl::{Flash, Msg, Pace};
use crate::ui::frame::Halt;
use crate::ui::platform::{self, Timeout};

/// How long a frame may simulate, in milliseconds.
const FRAME_MS: f64 = 12.0;
/// Wake-ups run at once between two looks at the wall's clock.
const BUDGET: u32 = 64;

/// How the clock runs.
pub(super) struct Running {
    pub(super) pace: Pace,
    /// The pace that play takes up again.
    last: Pace,
    /// What the wall's clock showed at the last frame.
    wall_ms: f64,
    /// Simulated milliseconds that are owed still.
    owed_ms: f64,
    /// What a run to the next event runs to.
    next: Option<Next>,
    /// The facts told so far.
    pub(super) seen: usize,
    /// The alarm somebody said something about: until it changes, no other stops the clock.
    awaits: Option<Arn>,
    /// Why it stands, if nobody stopped it.
    pub(super) halt: Option<Halt>,
    timer: Option<Timeout>,
}

impl Running {
    /// A clock that stands, and will run at this speed.
    pub(super) fn new(speed: u32) -> Running {
        Running {
            pace: Pace::Paused,
            last: Pace::Times(speed),
            wall_ms: 0.0,
            owed_ms: 0.0,
            next: None,
            seen: 0,
            awaits: None,
            halt: None,
            timer: None,
        }
    }

    /// Play runs at this speed from now on.
    pub(super) fn start_at(&mut self, speed: u32) {
        self.last = Pace::Times(speed);
    }
}

impl App {
    pub(super) fn set_pace(&mut self, pace: Pace) {
        if pace != Pace::Paused {
            self.session.view(None);
        }
        // What will happen is said first, or passed over.
        if pace != Pace::Paused && self.session.asks() {
            self.ask_first();
            return self.set_pace(Pace::Paused);
        }
        if pace != Pace::Paused {
            self.clock.halt = None;
            // Whoever starts it anew runs it for all that may come; another speed changes nothing.
            self.clock.awaits = self.clock.awaits.take().filter(|_| self.runs());
        }
        // It runs to what is named beside the button, or to something notable before that.
        let next = clock::next(self.session.live()).filter(|_| pace == Pace::NextEvent);
        if pace == Pace::NextEvent && next.is_none() {
            self.say("app.clock.nothing-next");
            return self.set_pace(Pace::Paused);
        }
        if let Pace::Times(_) = pace {
            self.clock.last = pace;
        }
        self.clock.pace = pace;
        self.clock.wall_ms = platform::clock_ms();
        self.clock.owed_ms = 0.0;
        self.clock.next = next;
        self.wind();
    }

    pub(super) fn play_pause(&mut self) {
        self.set_pace(if self.runs() { Pace::Paused } else { self.clock.last });
    }

    /// Whether time passes.
    pub(super) fn runs(&self) -> bool {
        self.clock.pace != Pace::Paused
    }

    /// Lets time pass until this alarm changes, whatever the others do.
    pub(super) fn run_for(&mut self, alarm: Arn, pace: Pace) {
        self.set_pace(pace);
        self.clock.awaits = self.runs().then_some(alarm);
    }

    /// A tab out of sight stands still: time goes on where the learner can see it.
    pub(super) fn visible(&mut self, seen: bool) {
        if seen {
            self.clock.wall_ms = platform::clock_ms();
            self.wind();
        } else {
            self.clock.timer = None;
        }
    }

    /// Sets the timer of the next frame.
    fn wind(&mut self) {
        let ms = match self.clock.pace {
            Pace::Paused => {
                self.clock.timer = None;
                return;
            }
            Pace::Times(1) => 250,
            Pace::Times(_) => 100,
            Pace::NextEvent => 16,
        };
        let ctl = self.ctl.clone();
        self.clock.timer = Some(platform::after(ms, move || ctl.send(Msg::Tick)));
    }

    pub(super) fn tick(&mut self) {
        if self.words.is_none() || self.clock.pace == Pace::Paused {
            return;
        }
        let wall = platform::clock_ms();
        let awaits = self.clock.awaits.clone();
        let (until, watch) = self.goal(wall, awaits.as_ref());
        self.clock.wall_ms = wall;
        let before = self.session.live().now();
        let done = self.is_solved();
        let stop = self.run(until, watch, wall);
        self.look_again();
        let asks = self.session.asks();
        // What could not be simulated in time is not owed: the clock runs slower instead.
        let passed = self.session.live().now() - before;
        self.clock.owed_ms = (self.clock.owed_ms - passed.as_millis() as f64).clamp(0.0, 1000.0);
        let told = self.tell();
        self.changed();
        let now = self.session.live().now();
        let come = self.clock.next.clone().filter(|next| now >= next.at);
        self.hear();
        if let (Some(next), Some(words), false) = (&come, &self.words, told) {
            let (time, what) = (format::clock(next.at), words.t(next.what));
            self.said = words.f("app.said.due", &[("time", &time), ("what", &what)]);
        }
        if stop == Stop::Full {
            self.set_pace(Pace::Paused);
            if let Some(words) = self.words.clone() {
                self.flash(Flash::error(words.s("shell.full")).lasting());
            }
            return;
        }
        let solved = !done && self.is_solved();
        if stop != Stop::Notable && !asks && come.is_none() && !solved {
            return self.wind();
        }
        if asks {
            self.ask_first();
        } else if solved {
            self.clock.halt = Some(Halt::Done);
        } else if let Pace::Times(_) = self.clock.pace {
            self.clock.halt = Some(Halt::Alarm(self.said.clone()));
        }
        self.set_pace(Pace::Paused);
    }

    /// The clock waits for an answer, which the lab's panel takes.
    fn ask_first(&mut self) {
        let before = match self.clock.halt {
            Some(Halt::Asks(times)) => times,
            _ => 0,
        };
        self.clock.halt = Some(Halt::Asks(before + 1));
    }

    fn is_solved(&self) -> bool {
        self.session.progress().is_some_and(LabProgress::done)
    }

    /// How far this frame is to come.
    fn goal<'a>(&mut self, wall: f64, awaits: Option<&'a Arn>) -> (Time, Watch<'a>) {
        let now = self.session.live().now();
        let next = self.clock.next.as_ref().map(|next| next.at);
        match (self.clock.pace, next) {
            (Pace::NextEvent, Some(next)) => (next, Watch::Notable),
            (Pace::Times(times), _) => {
                let elapsed = (wall - self.clock.wall_ms).clamp(0.0, 1000.0);
                self.clock.owed_ms += elapsed * f64::from(times);
                // Whole seconds, so that what the learner does has a time one can read.
                let secs = (self.clock.owed_ms / 1000.0).floor() as i64;
                let all = if self.look.stops { Watch::Alarms } else { Watch::Nothing };
                (now + Span::secs(secs), awaits.map_or(all, Watch::Alarm))
            }
            _ => (now, Watch::Nothing),
        }
    }

    fn run(&mut self, until: Time, watch: Watch<'_>, began: f64) -> Stop {
        let Some(words) = self.words.clone() else { return Stop::Reached };
        loop {
            let progress = self.session.advance(until, BUDGET, watch, words.texts());
            let spent = platform::clock_ms() - began > FRAME_MS;
            if progress.stop != Stop::Budget || spent {
                return progress.stop;
            }
        }
    }

    /// Shows in the terminal what came of the learner's own plans in the meantime.
    fn hear(&mut self) {
        for heard in self.session.take_heard() {
            self.desk.screen.printed(&heard.who, heard.printed);
        }
    }

    /// Says what happened since it was last said, and whether there was something to say.
    fn tell(&mut self) -> bool {
        let Some(words) = &self.words else { return false };
        let live = self.session.live();
        let said = clock::said(live, self.clock.seen, words);
        self.clock.seen = live.facts().len();
        let told = said.is_some();
        if let Some(said) = said {
            self.said = said.into();
        }
        told
    }

    /// Says a text.
    fn say(&mut self, key: &str) {
        if let Some(words) = &self.words {
            self.said = words.s(key);
        }
    }
}
