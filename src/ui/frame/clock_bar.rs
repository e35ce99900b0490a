//! The clock bar: undo, speed, the timeline with what happened on it, the time and what is next.

use std::rc::Rc;

use watchtrail::sim::Time;
use watchtrail::view::clock::{Clock, Happening, Mark};
use watchtrail::view::format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Halt;
use crate::ui::ctl::{Ctl, Msg, Pace, use_ctl};
use crate::ui::look::SPEEDS;
use crate::ui::parts::{Button, ButtonKind, Icon, IconKind, Menu, MenuItem};
use crate::ui::words::{Words, use_words};

/// How many of the marks the list names, the latest of them.
const LISTED: usize = 30;
/// How many places of the timeline can hold a mark.
const PLACES: i64 = 200;

/// What [`ClockBar`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ClockBarProps {
    /// The clock.
    pub clock: Clock,
    /// What happened.
    pub marks: Rc<Vec<Mark>>,
    /// How it runs.
    pub pace: Pace,
    /// Whether it stops where an alarm changes its state.
    pub stops: bool,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// What happened last.
    pub said: AttrValue,
    /// Why it stands, if nobody stopped it.
    pub halt: Option<Halt>,
}

/// The clock bar.
#[component]
pub fn ClockBar(props: &ClockBarProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    html! {
        <footer class="clock" aria-label={words.s("app.clock")}>
            if props.clock.is_past() {
                <Past clock={props.clock.clone()} />
            }
            <div role="status">
                { for props.halt.iter().map(|halt| halted(halt, &words, &ctl)) }
            </div>
            <div class="clock-row">
                <Controls pace={props.pace} stops={props.stops} can_undo={props.can_undo}
                    can_redo={props.can_redo} />
                <Timeline clock={props.clock.clone()} marks={props.marks.clone()} />
                { reading(props, &words) }
            </div>
        </footer>
    }
}

/// Says why the clock stands, and lets one go on.
fn halted(halt: &Halt, words: &Words, ctl: &Ctl) -> Html {
    let (text, on) = match halt {
        Halt::Alarm(said) => (words.f("app.clock.halt.alarm", &[("said", said)]), "app.clock.on"),
        Halt::Done => (words.s("app.clock.halt.done"), "app.clock.on"),
        Halt::Asks(_) => (words.s("study.ask.first"), "app.clock.question"),
    };
    html! {
        <div class="past halted">
            <Icon kind={IconKind::Clock} />
            <p>{ text }</p>
            <Button small=true kind={ButtonKind::Primary} onclick={ctl.on(Msg::PlayPause)}>
                { words.t(on) }
            </Button>
        </div>
    }
}

fn reading(props: &ClockBarProps, words: &Words) -> Html {
    let now = props.clock.now;
    let local = words.local(now);
    let next = match &props.clock.next {
        Some(next) => {
            let what = words.t(next.what);
            let span = words.span(next.at - now);
            words.fill("app.clock.next", &[("what", &what), ("span", &span)])
        }
        None => words.t("app.clock.nothing-next").to_owned(),
    };
    html! {
        <div class="reading">
            <time class="reading-time" datetime={now.rfc3339()}>
                { format::date_time(now) }<span class="reading-zone">{ " UTC" }</span>
            </time>
            if let Some(local) = local {
                <span class="reading-local">{ local }</span>
            }
            <span class="reading-next">{ next }</span>
            <span class="reading-said" role="status">
                // What stands in a line of its own is not said twice.
                if props.halt.is_none() { { props.said.clone() } }
            </span>
        </div>
    }
}

/// What [`Controls`] is given.
#[derive(Clone, PartialEq, Properties)]
struct ControlsProps {
    pace: Pace,
    stops: bool,
    can_undo: bool,
    can_redo: bool,
}

#[component]
fn Controls(props: &ControlsProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let runs = props.pace != Pace::Paused;
    let (icon, text) = match runs {
        true => (IconKind::Pause, "app.clock.pause"),
        false => (IconKind::Play, "app.clock.play"),
    };
    let speed = |times: u32| {
        let on = props.pace == Pace::Times(times);
        let label = words.fill("app.clock.times", &[("n", &times)]);
        html! {
            <button type="button" class="btn" aria-pressed={if on { "true" } else { "false" }}
                title={words.f("app.clock.times.name", &[("n", &times)])}
                onclick={ctl.on(Msg::Pace(Pace::Times(times)))}>
                { label }
            </button>
        }
    };
    html! {
        <div class="controls">
            <div class="control-group">
                <Button icon={IconKind::Undo} label={words.s("app.clock.undo")}
                    disabled={!props.can_undo} onclick={ctl.on(Msg::Undo)} />
                <Button icon={IconKind::Redo} label={words.s("app.clock.redo")}
                    disabled={!props.can_redo} onclick={ctl.on(Msg::Redo)} />
            </div>
            <div class="control-group" role="group" aria-label={words.s("app.clock.speed")}>
                <Button {icon} label={words.s(text)} class={classes!(runs.then_some("on"))}
                    onclick={ctl.on(Msg::PlayPause)} />
                { for SPEEDS.into_iter().map(speed) }
                <Button icon={IconKind::Bell} label={words.s("app.clock.stops")}
                    pressed={Some(props.stops)} title={words.s("app.clock.stops.title")}
                    onclick={ctl.on(Msg::Stops(!props.stops))} />
            </div>
            <Button icon={IconKind::Next} pressed={Some(props.pace == Pace::NextEvent)}
                title={words.s("app.clock.next-event.title")}
                onclick={ctl.on(Msg::Pace(Pace::NextEvent))}>
                { words.t("app.clock.next-event") }
            </Button>
        </div>
    }
}

/// What [`Timeline`] and [`Past`] are given.
#[derive(Clone, PartialEq, Properties)]
struct TimelineProps {
    clock: Clock,
    #[prop_or_default]
    marks: Rc<Vec<Mark>>,
}

#[component]
fn Timeline(props: &TimelineProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let clock = &props.clock;
    let (from, to) = (clock.ground.as_secs(), clock.live.as_secs().max(clock.ground.as_secs() + 1));
    // Arrow keys move by a minute, or by less while there is little to move over.
    let step = ((to - from) / 200).clamp(1, 60);
    let oninput = {
        let ctl = ctl.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let at = input.value().parse::<i64>().unwrap_or(to);
            ctl.view((at + step <= to).then(|| Time::from_secs(at)));
        })
    };
    let time = format::date_time(clock.now);
    let count = props.marks.iter().filter(|mark| mark.at <= clock.now).count();
    let said = words.f("app.clock.timeline.value", &[("time", &time), ("n", &count)]);
    html! {
        <div class="timeline">
            { drawn(&props.marks, from, to, &words) }
            <input type="range" min={from.to_string()} max={to.to_string()}
                step={step.to_string()} value={clock.now.as_secs().to_string()} {oninput}
                aria-label={words.s("app.clock.timeline")} aria-valuetext={said} />
            <div class="timeline-ends">
                <span>{ format::short(clock.ground, clock.live) }</span>
                { list(&props.marks, &words, &ctl) }
                <span>{ format::clock(clock.live) }</span>
            </div>
        </div>
    }
}

/// The marks over the timeline; of several at one place the gravest is drawn. The list beneath
/// says in words what they are.
fn drawn(marks: &[Mark], from: i64, to: i64, words: &Words) -> Html {
    let mut places: std::collections::BTreeMap<i64, &Mark> = std::collections::BTreeMap::new();
    for mark in marks {
        let place = (mark.at.as_secs() - from) * PLACES / (to - from);
        let graver = places.get(&place).is_none_or(|old| weight(old) <= weight(mark));
        if graver {
            places.insert(place, mark);
        }
    }
    let mark = |(place, mark): (i64, &Mark)| {
        let x = format!("{:.1}%", place as f64 * 100.0 / PLACES as f64);
        let (class, path) = shape(mark);
        html! {
            <svg {x} class={class}>
                <path d={path} />
                <title>{ format!("{} {}", format::clock(mark.at), mark.text(words)) }</title>
            </svg>
        }
    };
    html! {
        <svg class="marks" height="16" aria-hidden="true" focusable="false">
            { for places.into_iter().map(mark) }
        </svg>
    }
}

fn weight(mark: &Mark) -> u8 {
    match mark.what {
        Happening::Act { .. } | Happening::World { .. } => 0,
        Happening::Mail { .. } => 1,
        Happening::Denied { .. } => 2,
        Happening::Alarm { .. } => 3,
        Happening::Capacity { .. } => 1,
    }
}

/// The class and the outline of a mark, around x = 0: every kind has a shape of its own.
fn shape(mark: &Mark) -> (&'static str, &'static str) {
    use watchtrail::services::cloudwatch::alarm::StateValue;
    match &mark.what {
        Happening::Act { .. } => ("mark mark-act", "M0 8a3 3 0 1 0 .1 0Z"),
        Happening::Denied { .. } => ("mark mark-denied", "M0 2 6 13H-6Z"),
        Happening::Mail { .. } => ("mark mark-mail", "M-5 5H5V13H-5ZM-5 5 0 10 5 5"),
        Happening::Alarm { to: StateValue::Alarm, .. } => ("mark mark-alarm", "M-3 0H3V16H-3Z"),
        Happening::Alarm { to: StateValue::Ok, .. } => ("mark mark-ok", "M-2 4H2V16H-2Z"),
        Happening::World { .. } => ("mark mark-act", "M0 3 5 8 0 13-5 8Z"),
        Happening::Capacity { .. } => ("mark mark-act", "M-4 13V8H-1V13ZM1 13V3H4V13Z"),
        Happening::Alarm { .. } => ("mark mark-unknown", "M-2 8H2V16H-2Z"),
    }
}

/// The marks in words: each looks at its moment.
fn list(marks: &[Mark], words: &Words, ctl: &Ctl) -> Html {
    if marks.is_empty() {
        return Html::default();
    }
    let item = |mark: &Mark| {
        let (ctl, at) = (ctl.clone(), mark.at);
        let text = format!("{} {}", format::clock(mark.at), mark.text(words));
        MenuItem::new(text, Callback::from(move |()| ctl.view(Some(at))))
    };
    let items: Vec<MenuItem> = marks.iter().rev().take(LISTED).map(item).collect();
    html! {
        <Menu kind={ButtonKind::Link} items={items}
            label={words.f("app.clock.marks.n", &[("n", &marks.len())])} />
    }
}

/// Says that a moment of the past is shown, and what one can do about it.
#[component]
fn Past(props: &TimelineProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (at, now) = (format::date_time(props.clock.now), format::clock(props.clock.live));
    html! {
        <div class="past" role="status">
            <Icon kind={IconKind::Clock} />
            <p>
                <strong>{ words.t("app.clock.viewing") }</strong>{ " " }
                { words.fill("app.clock.viewing.text", &[("at", &at), ("now", &now)]) }
            </p>
            <Button small=true kind={ButtonKind::Primary} onclick={ctl.on(Msg::View(None))}>
                { words.t("app.clock.return") }
            </Button>
            <Button small=true title={words.s("app.clock.cut.title")} onclick={ctl.on(Msg::Cut)}>
                { words.t("app.clock.cut") }
            </Button>
        </div>
    }
}
