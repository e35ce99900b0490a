//! Theme, language, zone and speed: read when the page starts, kept when they change.

use watchtrail::text::Lang;

use super::App;
use crate::ui::look::{self, Look, SPEEDS, Theme, ZoneChoice};
use crate::ui::platform;
use crate::ui::words::Words;

/// The key the zone is kept under.
const ZONE: &str = "zone";
/// The key the clock's speed is kept under.
const SPEED: &str = "speed";
/// The key is kept under which says whether the clock runs on where an alarm changes its state.
const RUNS_ON: &str = "runs-on";

/// What was kept, else what the browser is set to.
pub(super) fn load() -> Look {
    let kept = |key| platform::read(key).ok().flatten();
    let theme = kept(platform::THEME).and_then(|code| Theme::parse(&code));
    let lang = kept(platform::LANG)
        .and_then(|code| Lang::ALL.into_iter().find(|lang| lang.code() == code));
    let speed = kept(SPEED).and_then(|text| text.parse().ok());
    let languages = platform::languages();
    Look {
        theme: theme.unwrap_or_default(),
        lang: lang.unwrap_or_else(|| Lang::choose(languages.iter().map(String::as_str))),
        zone: kept(ZONE).map(|code| ZoneChoice::parse(&code)).unwrap_or_default(),
        speed: speed.filter(|speed| SPEEDS.contains(speed)).unwrap_or(look::SPEED),
        stops: kept(RUNS_ON).is_none_or(|text| text != "yes"),
        browser_zone: platform::zone_name().unwrap_or_default(),
    }
}

impl App {
    pub(super) fn set_theme(&mut self, theme: Theme) {
        self.look.theme = theme;
        let shown = (theme != Theme::System).then(|| theme.code());
        // Neither the root element nor what is kept is worth a message: the look says it.
        let _ = platform::root_attribute("data-theme", shown);
        let _ = platform::write(platform::THEME, theme.code());
    }

    pub(super) fn set_lang(&mut self, lang: Lang) {
        if lang == self.look.lang {
            return;
        }
        self.choose_lang(lang);
        self.load_texts();
    }

    /// Wants a language, whose texts may have to be fetched.
    pub(super) fn choose_lang(&mut self, lang: Lang) {
        self.look.lang = lang;
        let _ = platform::write(platform::LANG, lang.code());
    }

    pub(super) fn set_speed(&mut self, speed: u32) {
        let _ = platform::write(SPEED, &speed.to_string());
        self.look.speed = speed;
        self.clock.start_at(speed);
    }

    pub(super) fn set_stops(&mut self, stops: bool) {
        let _ = platform::write(RUNS_ON, if stops { "no" } else { "yes" });
        self.look.stops = stops;
    }

    pub(super) fn set_zone(&mut self, zone: ZoneChoice) {
        let _ = platform::write(ZONE, zone.code());
        self.look.zone = zone;
        if let Some(words) = &self.words {
            self.words = Some(Words::new(words.texts().clone(), self.look.local()));
        }
    }
}
