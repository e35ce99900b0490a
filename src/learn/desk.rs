//! The session's terminal: what was typed, in order, and what outlives a line.

use std::collections::VecDeque;

use crate::shell::run::{Job, Poll, Printed, Terminal};
use crate::shell::script::Script;
use crate::sim::{Sim, Who};
use crate::text::Texts;

/// A terminal with what waits in it.
#[derive(Debug)]
pub(super) struct Desk {
    terminal: Terminal,
    job: Option<Job>,
    waiting: VecDeque<Script>,
}

impl Desk {
    /// Somebody's terminal.
    pub fn new(who: Who) -> Desk {
        Desk { terminal: Terminal::new(who), job: None, waiting: VecDeque::new() }
    }

    /// Something typed, to be run when what is before it has ended.
    pub fn queue(&mut self, script: Script) {
        self.waiting.push_back(script);
    }

    /// Whether something runs or waits.
    pub fn busy(&self) -> bool {
        self.job.is_some() || !self.waiting.is_empty()
    }

    /// Forgets what runs and what waits.
    pub fn stop(&mut self) {
        self.waiting.clear();
        if let Some(job) = self.job.take() {
            self.terminal = job.terminal();
        }
    }

    /// Goes on. What begins now is run by `who`: the user who is signed in.
    pub fn poll(&mut self, sim: &mut Sim, who: Who, texts: &Texts, budget: u32) -> Option<Printed> {
        let mut job = match self.job.take() {
            Some(job) => job,
            None => Job::new(self.waiting.pop_front()?, Terminal { who, ..self.terminal.clone() }),
        };
        match job.poll(sim, texts, budget) {
            Poll::Line(printed) => {
                self.job = Some(job);
                Some(printed)
            }
            Poll::Busy => {
                self.job = Some(job);
                None
            }
            Poll::Done => {
                self.terminal = job.terminal();
                None
            }
        }
    }
}
