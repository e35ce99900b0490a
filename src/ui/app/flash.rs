//! Short messages over the page.

use watchtrail::learn::bundle;
use watchtrail::sim::Scope;
use watchtrail::view::route::EventsQuery;
use watchtrail::view::trail::{self, Filter, Format};

use super::App;
use crate::ui::ctl::{Ctl, Flash, Msg};
use crate::ui::parts::AlertKind;
use crate::ui::platform::{self, Timeout};

/// How long a message that is no error stays.
const STAY_MS: u32 = 8_000;
/// How many are shown at once.
const MOST: usize = 4;
/// A message this young was said on the way to the page that is being opened, in milliseconds.
const YOUNG_MS: f64 = 1_000.0;

/// The messages shown now.
#[derive(Default)]
pub(super) struct Flashes {
    next: u64,
    shown: Vec<(u64, Flash)>,
    /// When each came, by the wall's clock.
    came: Vec<(u64, f64)>,
    timers: Vec<(u64, Timeout)>,
}

impl Flashes {
    /// Shows a message. Errors stay until they are dismissed, or another page is opened; what
    /// lasts stays then too.
    pub(super) fn show(&mut self, flash: Flash, ctl: &Ctl) {
        self.next += 1;
        let id = self.next;
        // What is said again takes the place of what was said before.
        self.shown.retain(|(_, old)| *old != flash);
        self.came.push((id, platform::clock_ms()));
        if flash.kind != AlertKind::Error {
            let ctl = ctl.clone();
            let timer = platform::after(STAY_MS, move || ctl.send(Msg::Dismiss(id)));
            self.timers.push((id, timer));
        }
        self.shown.push((id, flash));
        let extra = self.shown.len().saturating_sub(MOST);
        self.shown.drain(..extra);
        self.forget();
    }

    /// Another page or session opens: what was said in the last one goes with it.
    pub(super) fn turn(&mut self) {
        let wall = platform::clock_ms();
        let came = &self.came;
        let is_young = |id: u64| came.iter().any(|(of, at)| *of == id && wall - at < YOUNG_MS);
        self.shown.retain(|(id, flash)| flash.lasting || is_young(*id));
        self.forget();
    }

    /// Keeps nothing about messages that are gone.
    fn forget(&mut self) {
        let shown = &self.shown;
        let is_shown = |id: u64| shown.iter().any(|(of, _)| *of == id);
        self.came.retain(|(id, _)| is_shown(*id));
        self.timers.retain(|(id, _)| is_shown(*id));
    }

    /// Puts a message away.
    pub(super) fn dismiss(&mut self, id: u64) {
        self.shown.retain(|(shown, _)| *shown != id);
        self.forget();
    }

    /// The messages, oldest first.
    pub(super) fn list(&self) -> Vec<(u64, Flash)> {
        self.shown.clone()
    }
}

impl App {
    /// Shows a message.
    pub(super) fn flash(&mut self, flash: Flash) {
        self.flashes.show(flash, &self.ctl);
    }

    pub(super) fn copied(&mut self, done: bool) {
        let Some(words) = self.words.clone() else { return };
        self.flash(match done {
            true => Flash::success(words.s("app.copied")),
            false => Flash::error(words.s("app.copy-failed")),
        });
    }

    pub(super) fn download(&mut self, name: &str, mime: &str, text: &str) {
        if let Err(fault) = platform::download(name, mime, text) {
            self.flash(Flash::error(fault.to_string()));
        }
    }

    /// Hands the learner what the event history page shows, all pages of it.
    pub(super) fn events_file(&mut self, address: &EventsQuery, format: Format) {
        let world = self.session.world();
        let scope = Scope { account: world.account(), region: self.session.region() };
        let file = trail::file(world, scope, &Filter::of(address), format);
        self.download(file.name, file.mime, &file.text);
    }

    /// Hands the learner everything that lies in buckets, as `watchtrail run --export-s3` writes
    /// it.
    pub(super) fn buckets_file(&mut self) {
        let packed = bundle::zip(&bundle::files(self.session.world()));
        let given = packed.map(|bytes| {
            platform::download_bytes("watchtrail-s3.zip", "application/zip", &bytes).is_ok()
        });
        if !given.unwrap_or(false)
            && let Some(words) = &self.words
        {
            let said = words.s("s3.download.failed");
            self.flash(Flash::error(said));
        }
    }
}
