//! A ribbon of an alarm's states, aligned with the time axis of the graph above it.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::{Span, Time as Instant};
use watchtrail::view::alarms::ribbon::{Part, Ribbon};
use watchtrail::view::chart::share;
use watchtrail::view::format;
use web_sys::Element;
use yew::prelude::*;

use super::use_id;
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// Where a ribbon is as wide as a telephone at most (`chart.css`).
const NARROW: &str = "(width <= 640px)";

/// What a [`Strip`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct StripProps {
    /// What it is called.
    pub label: AttrValue,
    /// The states.
    pub ribbon: Ribbon,
    /// Its first instant.
    pub from: Instant,
    /// Its end.
    pub to: Instant,
    /// The moment looked at.
    #[prop_or_default]
    pub at: Option<Instant>,
    /// Whether it is what would have been.
    #[prop_or_default]
    pub ghost: bool,
    /// Called with the moment that is clicked; the slider does the same by keyboard.
    #[prop_or_default]
    pub onpick: Option<Callback<Instant>>,
}

/// A ribbon. States differ by pattern, height and name, not by colour alone.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let words = use_words();
    let id = use_id("strip");
    let (from, to) = (props.from, props.to);
    let shares = props.ribbon.shares(from, to);
    let said = said(props, &words);
    let onclick = props.onpick.clone().map(|pick| {
        Callback::from(move |event: MouseEvent| {
            let Some(element) = event.current_target().map(|t| t.unchecked_into_element()) else {
                return;
            };
            let rect = element.get_bounding_client_rect();
            let place = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
            let width = (to - from).as_millis() as f64;
            pick.emit(from + Span::millis((place.clamp(0.0, 1.0) * width) as i64));
        })
    });
    let class = classes!(
        "strip",
        props.ghost.then_some("strip-ghost"),
        props.onpick.is_some().then_some("strip-picks")
    );
    let line = props.at.map(|at| format!("{:.2}%", share(from, to, at).clamp(0.0, 1.0) * 100.0));
    html! {
        <div {class}>
            <span class="strip-label" aria-hidden="true">{ props.label.clone() }</span>
            <svg class="strip-plot" role="img" aria-label={said} {onclick}>
                <defs>{ pattern(&id, "alarm") }{ pattern(&id, "insufficient") }</defs>
                { for shares.iter().map(|(x, width, part)| stretch(&id, *x, *width, part, &words)) }
                if let Some(x) = line {
                    <line class="strip-at" x1={x.clone()} x2={x} y1="0" y2="100%" />
                }
            </svg>
        </div>
    }
}

trait IntoElement {
    fn unchecked_into_element(self) -> Element;
}

impl IntoElement for web_sys::EventTarget {
    fn unchecked_into_element(self) -> Element {
        use wasm_bindgen::JsCast;
        self.unchecked_into()
    }
}

/// Stripes for ALARM, dots for INSUFFICIENT_DATA.
fn pattern(id: &str, state: &str) -> Html {
    let shape = match state {
        "alarm" => html! { <path d="M-1 7L7 -1M3 11L11 3" /> },
        _ => html! { <circle cx="4" cy="4" r="1.2" /> },
    };
    html! {
        <pattern id={format!("{id}-{state}")} class={format!("strip-pattern-{state}")}
            width="8" height="8" patternUnits="userSpaceOnUse">
            { shape }
        </pattern>
    }
}

fn stretch(id: &str, x: f64, width: f64, part: &Part, words: &Words) -> Html {
    let (class, pattern) = match part.state {
        StateValue::Ok => ("strip-ok", None),
        StateValue::Alarm => ("strip-alarm", Some("alarm")),
        StateValue::InsufficientData => ("strip-insufficient", Some("insufficient")),
    };
    let percent = |share: f64| format!("{:.3}%", share * 100.0);
    let title = part_words(part, words);
    let name = part.state.name();
    let shown = fits(width, name, 1.3);
    html! {
        <svg x={percent(x)} width={percent(width)} height="100%" class={class}>
            <title>{ title }</title>
            <rect class="strip-ground" width="100%" height="100%" />
            if let Some(pattern) = pattern {
                <rect width="100%" height="100%" fill={format!("url(#{id}-{pattern})")} />
            }
            if part.silent {
                <rect class="strip-silent" width="100%" height="4" />
            }
            if shown {
                <text x="6" y="50%" dominant-baseline="central">{ name }</text>
            }
        </svg>
    }
}

/// Whether a name has room in its share of a ribbon, where a letter takes so many percent of a
/// wide one.
pub fn fits(width: f64, name: &str, letter: f64) -> bool {
    let letter = if platform::media(NARROW) { letter * 2.5 } else { letter };
    width * 100.0 > name.chars().count() as f64 * letter
}

fn part_words(part: &Part, words: &Words) -> String {
    let (state, from, to) = (part.state.name(), format::minute(part.from), format::minute(part.to));
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("state", &state), ("from", &from), ("to", &to)];
    let text = words.fill("alarms.ribbon.part", &args);
    if part.silent { format!("{text} ({})", words.t("alarms.ribbon.silent")) } else { text }
}

fn said(props: &StripProps, words: &Words) -> String {
    let parts = props.ribbon.within(props.from, props.to).parts;
    let parts: Vec<String> = parts.iter().map(|part| part_words(part, words)).collect();
    let parts =
        if parts.is_empty() { words.t("alarms.ribbon.empty").to_owned() } else { parts.join(", ") };
    words.fill("alarms.ribbon.label", &[("name", &props.label), ("parts", &parts)])
}
