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
    fn all_learnt(&self) -> All {
        let rest = platform::read(REST).ok().flatten();
        let rest = rest.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        All { labs: shelf::labs(), exam: self.exam.held.kept.progress.clone(), rest }
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
        let rest = serde_json::to_string(&all.rest).unwrap_or_default();
        let kept = shelf::keep_labs(&all.labs).and_then(|()| platform::write(REST, &rest));
        if let Err(fault) = kept {
            return self.not_kept(fault.key());
        }
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("labs", &added.labs), ("answers", &added.answers)];
        self.flash(Flash::success(words.f("concepts.progress.imported", &args)));
    }
}
