//! A group over time: its capacity, the alarms of its policies and its instances on one axis.

use std::fmt::Display;

use watchtrail::sim::Time;
use watchtrail::view::autoscaling::picture::{Lane, Part, Picture};
use watchtrail::view::chart::share;
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{Chart, Link, Strip, fits};
use crate::ui::words::{Words, use_words};

/// The properties of [`Draw`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Picture,
}

/// The picture.
#[component]
pub fn Draw(props: &Props) -> Html {
    let words = use_words();
    let Picture { chart, alarms, lanes, hidden } = &props.model;
    let (from, to) = (chart.from, chart.to);
    html! {
        <div class="group-picture">
            <Chart model={chart.clone()} />
            { for alarms.iter().map(|(name, ribbon)| html! {
                <Strip key={name.clone()} label={name.clone()} ribbon={ribbon.clone()} {from}
                    {to} />
            }) }
            { for lanes.iter().map(|one| lane(&words, one, (from, to))) }
            if *hidden > 0 {
                <p class="hint">{ words.fill("autoscaling.lanes.hidden", &[("n", hidden)]) }</p>
            }
            if !lanes.is_empty() {
                <p class="hint">{ words.t("autoscaling.lanes.legend") }</p>
            }
        </div>
    }
}

/// An instance. How it stands is said by a word where there is room, and by height and pattern.
fn lane(words: &Words, lane: &Lane, (from, to): (Time, Time)) -> Html {
    let said: Vec<String> = lane.parts.iter().map(|part| part_words(words, part)).collect();
    let args: [(&str, &dyn Display); 2] = [("id", &lane.id), ("parts", &said.join(", "))];
    html! {
        <div class="strip lane" key={lane.id.clone()}>
            <span class="strip-label">
                <Link to={Route::Instance(lane.id.clone())} class="mono">{ &lane.id }</Link>
            </span>
            <svg class="strip-plot" role="img" aria-label={words.fill("autoscaling.lane", &args)}>
                { for lane.parts.iter().map(|part| stretch(words, part, (from, to))) }
            </svg>
        </div>
    }
}

fn stretch(words: &Words, part: &Part, (from, to): (Time, Time)) -> Html {
    let begin = share(from, to, part.from).clamp(0.0, 1.0);
    let width = share(from, to, part.to).clamp(0.0, 1.0) - begin;
    let percent = |share: f64| format!("{:.3}%", share * 100.0);
    let word = part.stand.word();
    let name = words.s(&format!("autoscaling.stand.{word}"));
    let shown = fits(width, &name, 1.5);
    html! {
        <svg x={percent(begin)} width={percent(width)} height="100%"
            class={format!("lane-{word}")}>
            <title>{ part_words(words, part) }</title>
            <rect class="lane-ground" width="100%" height="100%" />
            if shown { <text x="6" y="50%" dominant-baseline="central">{ name }</text> }
        </svg>
    }
}

fn part_words(words: &Words, part: &Part) -> String {
    let stand = words.s(&format!("autoscaling.stand.{}", part.stand.word()));
    let (from, to) = (format::minute(part.from), format::minute(part.to));
    let args: [(&str, &dyn Display); 3] = [("state", &stand), ("from", &from), ("to", &to)];
    words.fill("autoscaling.lane.part", &args)
}
