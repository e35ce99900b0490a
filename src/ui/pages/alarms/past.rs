//! The past of an alarm: graph and ribbon on one time axis, and the ways to a moment of it.

use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::sim::{Span, Time as Instant};
use watchtrail::view::alarms::composite;
use watchtrail::view::alarms::detail::{Change, Model};
use watchtrail::view::format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::detail::quiet;
use super::state;
use crate::ui::parts::{Button, Chart, Panel, RangeInput, Strip};
use crate::ui::words::{Words, use_words};

/// What [`Past`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PastProps {
    /// The alarm.
    pub model: Model,
    /// How far back it shows: a key of [`RANGES`].
    pub range: AttrValue,
    /// Called with another range.
    pub onrange: Callback<String>,
    /// Called with the moment to look at; `None` is now.
    pub onpick: Callback<Option<Instant>>,
}

/// Ranges of time to choose from.
const RANGES: [&str; 4] = ["1h", "3h", "12h", "1d"];

/// The choice of a range.
pub fn ranges(range: &str, onrange: &Callback<String>) -> Html {
    let onchange = onrange.reform(|range: Range| range.to_string());
    let value = Range::Back(self::range(range));
    html! { <RangeInput options={&RANGES[..]} {value} {onchange} /> }
}

/// The length of a range.
pub fn range(key: &str) -> Span {
    Span::parse(key).unwrap_or(Span::hours(3))
}

/// The range of a length.
pub fn range_of(length: Span) -> &'static str {
    let found = RANGES.into_iter().find(|key| Span::parse(key) == Some(length));
    found.unwrap_or("3h")
}

/// The past.
#[component]
pub fn Past(props: &PastProps) -> Html {
    let words = use_words();
    let model = &props.model;
    // The window ends now, unless the moment looked at lies before it.
    let width = range(&props.range);
    let half = Span::secs(width.as_secs() / 2);
    let to = if model.at < model.now - width { model.at + half } else { model.now };
    let chart = model.chart.clip(to - width, to);
    let (from, to) = (chart.from, chart.to);
    let moments = Moments::from(model);
    let pick = props.onpick.reform(Some);
    let config = &model.config;
    let note = format!(
        "{} · {} · {}",
        config.stat_name(),
        watchtrail::view::alarms::words::span(config.period(), &words),
        watchtrail::view::alarms::words::dimensions(config.dimensions()),
    );
    let actions = ranges(&props.range, &props.onrange);
    let note = note.trim_end_matches([' ', '·']).to_owned();
    html! {
        <Panel title={config.watches().to_owned()} {note} {actions}>
            <Chart model={chart} onpick={pick.clone()} />
            <Strip label={words.s("alarms.ribbon.own")} ribbon={model.ribbon.clone()} {from} {to}
                at={(!model.live).then_some(model.at)} onpick={pick} />
            { slider(&moments, from, to, &props.onpick, &words) }
            { moment(&moments, &props.onpick, &words) }
            <p class="hint">{ words.t("alarms.moment.hint") }</p>
            { changes(&moments, &props.onpick, &words) }
        </Panel>
    }
}

/// The moments of a past one can look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    created: Instant,
    now: Instant,
    at: Instant,
    live: bool,
    changes: Vec<Change>,
}

impl From<&Model> for Moments {
    fn from(model: &Model) -> Moments {
        let (created, now, at, live) = (model.created, model.now, model.at, model.live);
        Moments { created, now, at, live, changes: model.changes.clone() }
    }
}

impl From<&composite::Model> for Moments {
    fn from(model: &composite::Model) -> Moments {
        let (created, now, at, live) = (model.created, model.now, model.at, model.live);
        Moments { created, now, at, live, changes: model.changes.clone() }
    }
}

/// The slider over the same time axis; a step is a minute.
pub fn slider(
    model: &Moments,
    from: Instant,
    to: Instant,
    onpick: &Callback<Option<Instant>>,
    words: &Words,
) -> Html {
    let minute = |time: Instant| time.as_secs().div_euclid(60);
    let now = model.now;
    let oninput = onpick.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let at = Instant::from_secs(input.value_as_number() as i64 * 60);
        (at < now.floor(Span::mins(1))).then_some(at)
    });
    let text = format!("{} UTC", format::date_time(model.at));
    html! {
        <input class="alarm-slider" type="range" min={minute(from).to_string()}
            max={minute(to).to_string()} step="1" value={minute(model.at).to_string()}
            aria-label={words.s("alarms.moment.choose")} aria-valuetext={text} {oninput} />
    }
}

/// Which moment is looked at, and a minute to and fro.
pub fn moment(model: &Moments, onpick: &Callback<Option<Instant>>, words: &Words) -> Html {
    let to = |at: Option<Instant>| onpick.reform(move |_: MouseEvent| at);
    let earlier = model.at.floor(Span::mins(1)) - Span::mins(1);
    let earlier = earlier.max(model.created);
    let later = model.at.floor(Span::mins(1)) + Span::mins(1);
    let later = (later < model.now).then_some(later);
    html! {
        <div class="alarm-moment" role="group" aria-label={words.s("alarms.moment")}>
            { quiet(words.s("alarms.moment.earlier"), to(Some(earlier))) }
            if model.live {
                <span>{ words.t("alarms.moment.live") }</span>
            } else {
                <strong>
                    { words.fill("alarms.moment.past",
                        &[("at", &format!("{} UTC", format::date_time(model.at)))]) }
                </strong>
                { quiet(words.s("alarms.moment.later"), to(later)) }
                <Button small=true onclick={to(None)}>{ words.t("alarms.moment.back") }</Button>
            }
        </div>
    }
}

/// How many changes are offered.
const CHANGES: usize = 12;

/// The changes of state to go to.
pub fn changes(model: &Moments, onpick: &Callback<Option<Instant>>, words: &Words) -> Html {
    if model.changes.is_empty() {
        return html! { <p class="hint">{ words.t("alarms.moment.none") }</p> };
    }
    let one = |change: &Change| {
        let at = change.at;
        let pressed = !model.live && model.at == at;
        html! {
            <li key={at.as_millis()}>
                <Button small=true {pressed} onclick={onpick.reform(move |_: MouseEvent| Some(at))}>
                    { format::short(at, model.now) }{ " " }{ state(change.to, words, false) }
                </Button>
            </li>
        }
    };
    html! {
        <ul class="alarm-changes" aria-label={words.s("alarms.moment.changes")}>
            { for model.changes.iter().take(CHANGES).map(one) }
        </ul>
    }
}
