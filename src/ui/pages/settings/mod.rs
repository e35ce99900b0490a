//! Settings: language, theme, zone, and the sessions that are kept.

mod ask;
mod saves;
mod share;

use watchtrail::save::LoadError;
use watchtrail::text::Lang;
use yew::prelude::*;

use super::Shown;
use super::home::Saves as Read;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::look::{Look, SPEEDS, Theme, ZoneChoice};
use crate::ui::parts::{Checkbox, Choice, PageHead, Panel, Radios, Select};
use crate::ui::words::use_words;
use saves::Saves;
pub use share::dialog;

/// Zones people learn in, for those who want another than their browser's.
const ZONES: [&str; 12] = [
    "Asia/Seoul",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Australia/Sydney",
];

/// The settings of what is shown.
pub fn page(shown: &Shown<'_>) -> Html {
    html! {
        <Page look={shown.look.clone()} saves={Read(shown.saves)} lost={ReadLost(shown.lost)}
            open={shown.save.to_owned()} />
    }
}

/// Reads the list of kept sessions that cannot be read.
#[derive(Clone, Copy)]
pub struct ReadLost(pub fn() -> Vec<(String, LoadError)>);

impl PartialEq for ReadLost {
    /// There is one way to read the list.
    fn eq(&self, _: &ReadLost) -> bool {
        true
    }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// How the page looks now.
    pub look: Look,
    /// The kept sessions.
    pub saves: Read,
    /// Those that cannot be read.
    pub lost: ReadLost,
    /// The name of the session that is open.
    pub open: String,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let ctl = use_ctl();
    let look = &props.look;
    let send = |make: fn(String) -> Option<Msg>| {
        let ctl = ctl.clone();
        Callback::from(move |value: String| {
            if let Some(msg) = make(value) {
                ctl.send(msg);
            }
        })
    };
    let lang = send(|code| Lang::ALL.into_iter().find(|lang| lang.code() == code).map(Msg::Lang));
    let theme = send(|code| Theme::parse(&code).map(Msg::Theme));
    let zone = send(|code| Some(Msg::Zone(ZoneChoice::parse(&code))));
    let speed = send(|code| code.parse().ok().map(Msg::Speed));
    let stops = {
        let ctl = ctl.clone();
        Callback::from(move |on: bool| ctl.send(Msg::Stops(on)))
    };
    let speeds = SPEEDS.map(|times| {
        Choice::new(times.to_string(), words.fill("app.clock.times", &[("n", &times)]))
    });
    let themes = Theme::ALL.map(|theme| {
        Choice::new(theme.code(), words.t(&format!("app.header.theme.{}", theme.code())).to_owned())
    });
    let langs = vec![Choice::new("en", "English"), Choice::new("ko", "한국어")];
    html! {
        <>
            <PageHead title={words.s("settings.title")} />
            <Panel title={words.s("settings.look")}>
                <div class="settings-look">
                    <Radios label={words.s("settings.lang")} value={look.lang.code()}
                        onchange={lang} options={langs} />
                    <Radios label={words.s("settings.theme")} value={look.theme.code()}
                        onchange={theme} options={themes.to_vec()} />
                    <Select label={words.s("settings.zone")} value={look.zone.code().to_owned()}
                        onchange={zone} options={zones(look, &words)}
                        hint={html! { { words.t("settings.zone.hint") } }} />
                    <Radios label={words.s("settings.speed")} value={look.speed.to_string()}
                        onchange={speed} options={speeds.to_vec()}
                        hint={html! { { words.t("settings.speed.hint") } }} />
                    <Checkbox label={words.s("app.clock.stops")} checked={look.stops}
                        onchange={stops} hint={html! { words.t("settings.stops.hint") }} />
                </div>
            </Panel>
            <Saves read={props.saves} read_lost={props.lost} open={props.open.clone()} />
            <Panel title={words.s("settings.privacy")}>
                <p>{ words.t("settings.privacy.text") }</p>
            </Panel>
        </>
    }
}

fn zones(look: &Look, words: &crate::ui::words::Words) -> Vec<Choice> {
    let browser = words.f("settings.zone.browser", &[("zone", &look.browser_zone)]);
    let mut zones =
        vec![Choice::new("browser", browser), Choice::new("UTC", words.s("settings.zone.utc"))];
    zones.extend(ZONES.iter().map(|zone| Choice::new(*zone, *zone)));
    if let ZoneChoice::Named(name) = &look.zone
        && !ZONES.contains(&name.as_str())
    {
        zones.push(Choice::new(name.clone(), name.clone()));
    }
    zones
}
