//! How the page looks to this learner: theme, language, zone; kept in the browser.

use watchtrail::text::Lang;
use watchtrail::view::format::LocalZone;

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The word it is kept and styled under.
    pub fn code(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Reads that word.
    pub fn parse(code: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The speeds of the clock, in simulated seconds a second.
pub const SPEEDS: [u32; 3] = [1, 60, 600];
/// The speed at which a clock that was never set runs.
pub const SPEED: u32 = 60;

/// Which zone's time stands beside UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    /// The browser's own.
    #[default]
    Browser,
    /// None: UTC alone.
    Utc,
    /// This one.
    Named(String),
}

impl ZoneChoice {
    /// The word it is kept under.
    pub fn code(&self) -> &str {
        match self {
            ZoneChoice::Browser => "browser",
            ZoneChoice::Utc => "UTC",
            ZoneChoice::Named(name) => name,
        }
    }

    /// Reads that word.
    pub fn parse(code: &str) -> ZoneChoice {
        match code {
            "browser" | "" => ZoneChoice::Browser,
            "UTC" => ZoneChoice::Utc,
            name => ZoneChoice::Named(name.to_owned()),
        }
    }

    /// The zone, given the browser's own.
    pub fn resolve(&self, browser: &str) -> Option<LocalZone> {
        match self {
            ZoneChoice::Browser => LocalZone::parse(browser),
            ZoneChoice::Utc => None,
            ZoneChoice::Named(name) => LocalZone::parse(name),
        }
    }
}

/// The look as the settings page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// The language.
    pub lang: Lang,
    /// The zone chosen.
    pub zone: ZoneChoice,
    /// The speed at which the clock is first let run.
    pub speed: u32,
    /// Whether a running clock stops where an alarm changes its state.
    pub stops: bool,
    /// The browser's own zone.
    pub browser_zone: String,
}

impl Look {
    /// The zone whose time stands beside UTC.
    pub fn local(&self) -> Option<LocalZone> {
        self.zone.resolve(&self.browser_zone)
    }
}
