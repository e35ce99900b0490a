//! All that was learnt as one file: out, and in again.

use watchtrail::learn::kept::{self, Learnt as All};
use watchtrail::view::exam::problem;
use watchtrail::view::statements::statements;

use super::{App, shelf};
use crate::ui::ctl::{Flash, Learnt};
use crate::ui::platform;

/// The key of the parts of imported files that this program does not know.
const REST: &str = "learnt.rest";

impl App {
    pub(super) fn learnt(&mut self, act: Learnt) {
        match act {
            Learnt::Export => {
                let text = self.all_learnt().to_string();
                self.download("watchtrail-progress.json", "application/json", &text);
            }
            Learnt::Statements => {
                let base = platform::base_url().unwrap_or_default();
                let text = statements(&self.all_learnt(), &base);
                self.download("watchtrail-statements.json", "application/json", &text);
            }
            Learnt::Print => drop(platform::print()),
            Learnt::Import(text) => self.import_learnt(&text),
        }
    }

    /// Everything that is kept.
    fn all_learnt(&mut self) -> All {
        let rest = platform::read(REST).ok().flatten();
        let rest = rest.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let drills = self.done_drills().clone();
        let exam = self.exam.held.kept.progress.clone();
        let mut all = All { labs: shelf::labs(), exam, drills, rest };
        // What cannot be read stays among what nobody knows.
        let _ = all.settle();
        all
    }

    fn import_learnt(&mut self, text: &str) {
        let Some(words) = self.words.clone() else { return };
        let read = match kept::Learnt::parse(text) {
            Ok(read) => read,
            Err(error) => return self.flash(Flash::error(problem(&error, &words))),
        };
        let mut all = self.all_learnt();
        let before = all.exam.records().to_vec();
        let added = all.merge(&read);
        let new: Vec<_> =
            all.exam.records().iter().filter(|one| !before.contains(one)).cloned().collect();
        self.keep_answers(&new);
        self.keep_done(all.drills.records());
        let rest = serde_json::to_string(&all.rest).unwrap_or_default();
        let kept = shelf::keep_labs(&all.labs).and_then(|()| platform::write(REST, &rest));
        if let Err(fault) = kept {
            return self.not_kept(fault.key());
        }
        let args: [(&str, &dyn std::fmt::Display); 3] =
            [("labs", &added.labs), ("answers", &added.answers), ("drills", &added.drills)];
        self.flash(Flash::success(words.f("concepts.progress.imported", &args)));
    }
}
