//! What a teacher's link asks for in the address: a lab or a drill, a seed, a language, no frame.

use watchtrail::sim::Setup;
use watchtrail::view::route::Route;
use watchtrail::view::teach;

use super::App;
use crate::ui::ctl::Start;
use crate::ui::platform;

/// The key under which a tab remembers what its address asked for.
const ASKED: &str = "asked";

impl App {
    /// Reads what the address asks for. Most ask for nothing.
    pub(super) fn ask(&mut self) {
        let search = platform::search();
        if search.is_empty() {
            return;
        }
        self.asked = teach::read(&search);
        for fault in std::mem::take(&mut self.asked.faults) {
            // Who asked for a page gets it, whatever else the link says.
            if fault.key == teach::NO_LAB && self.route == Route::Home {
                self.route = Route::Labs;
            }
            self.pending_errors.push((fault.key, vec![("found", fault.found)]));
        }
        if let Some(lang) = self.asked.lang {
            // The link speaks for this visit alone: what the learner has chosen stays kept.
            self.look.lang = lang;
        }
        if let (Some(lab), Route::Home) = (&self.asked.lab, &self.route) {
            self.route = Route::Lab(lab.clone());
        }
        // An address that cannot be shown is still the page's.
        let _ = platform::replace_hash(&self.route.hash());
    }

    /// What to begin because the address asks for it; nothing once this tab has begun it.
    pub(super) fn take_asked(&self) -> Option<Start> {
        let start = match (&self.asked.lab, self.asked.drill, self.asked.seed) {
            (Some(lab), ..) => Start::Lab(lab.clone()),
            (None, Some(code), _) => Start::Drill(code),
            (None, None, Some(_)) => Start::Sandbox,
            (None, None, None) => return None,
        };
        let search = platform::search();
        let begun = platform::read_here(ASKED).ok().flatten();
        if begun.as_ref() == Some(&search) {
            return None;
        }
        // Where nothing can be kept, each reload begins anew.
        let _ = platform::write_here(ASKED, &search);
        Some(start)
    }

    /// What a sandbox is made of.
    pub(super) fn asked_setup(&self) -> Setup {
        let mut setup = Setup::default();
        if let (None, Some(seed)) = (&self.asked.lab, self.asked.seed) {
            setup.seed = seed;
        }
        setup
    }
}
