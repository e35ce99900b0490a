//! The terminal and the lab: what is typed runs a frame's worth at a time, so that the page stays
//! awake.

use watchtrail::shell::complete::{Completion, complete};
use watchtrail::view::exam::question::STAGE;
use watchtrail::view::terminal::Screen;

use super::App;
use crate::ui::ctl::{Flash, Msg};
use crate::ui::platform::{self, Timeout};

/// How long typed lines may run in a frame, in milliseconds.
const FRAME_MS: f64 = 12.0;
/// Wake-ups run at once between two looks at the wall's clock.
const BUDGET: u32 = 256;

/// The terminal as the app keeps it.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) screen: Screen,
    timer: Option<Timeout>,
}

impl App {
    pub(super) fn type_line(&mut self, text: &str) {
        let Some(words) = self.words.clone() else { return };
        match self.session.submit(text) {
            Ok(()) => {
                self.desk.screen.typed(text);
                self.run_typed();
            }
            Err(error) => {
                let (who, why) = (self.session.who(), error.say(&words));
                self.desk.screen.unreadable(&who, text, &why);
            }
        }
    }

    /// Goes on with what was typed, for about a frame.
    pub(super) fn run_typed(&mut self) {
        let Some(words) = self.words.clone() else { return };
        let until = platform::clock_ms() + FRAME_MS;
        while self.session.busy() && platform::clock_ms() < until {
            let who = self.session.who();
            if let Some(printed) = self.session.poll(words.texts(), BUDGET) {
                // In scripts `expect` says nothing when it holds; here it is what one came to see.
                match self.keeping.id.starts_with(STAGE) {
                    true => self.desk.screen.shown(&who, printed, words.t("exam-page.see.holds")),
                    false => self.desk.screen.printed(&who, printed),
                }
            }
        }
        self.desk.timer = None;
        if self.session.busy() {
            let ctl = self.ctl.clone();
            self.desk.timer = Some(platform::after(0, move || ctl.send(Msg::RunTyped)));
        } else {
            self.desk.screen.ended();
        }
        self.changed();
        self.look_again();
    }

    pub(super) fn interrupt(&mut self) {
        self.session.interrupt();
        self.desk.timer = None;
        let who = self.session.who();
        self.desk.screen.interrupted(&who);
        self.changed();
    }

    /// A new session has a new terminal.
    pub(super) fn new_desk(&mut self) {
        self.desk = Desk::default();
    }

    pub(super) fn complete(&self, line: &str, cursor: usize) -> Completion {
        complete(line, cursor, self.session.live())
    }

    /// Plays the next line of the solution in the terminal, where it can be seen.
    pub(super) fn solution_step(&mut self) {
        if let Some(line) = self.session.solution_step() {
            self.terminal = true;
            self.desk.screen.typed(&line);
            self.run_typed();
        }
    }

    /// Copies what was done here as a script for a real account.
    pub(super) fn copy_script(&mut self) {
        let Some(words) = self.words.clone() else { return };
        let script = self.session.script(words.texts());
        super::load::copy(script, self.ctl.clone(), Msg::ScriptCopied);
    }

    /// The clipboard has the script; where the browser did not allow it, the learner gets a file.
    pub(super) fn script_copied(&mut self, done: bool) {
        let Some(words) = self.words.clone() else { return };
        if done {
            return self.flash(Flash::success(words.s("lab.script.done")));
        }
        let script = self.session.script(words.texts());
        self.download("watchtrail.sh", "text/x-shellscript", &script);
        self.flash(Flash::info(words.s("lab.script.file")));
    }
}
