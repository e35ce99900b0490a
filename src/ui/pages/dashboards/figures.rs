//! Numbers, gauges, bars and pies: pictures of one value a line, each with the value in words.

use watchtrail::view::chart::Dot;
use watchtrail::view::widget::Figure;
use yew::prelude::*;

/// The colours the style sheet has.
const COLOURS: usize = 6;

/// What each of them is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The values.
    pub figures: Vec<Figure>,
    /// Whether each is shown with its course.
    #[prop_or_default]
    pub spark: bool,
    /// The lower end of a gauge.
    #[prop_or_default]
    pub low: f64,
    /// The upper end of a gauge.
    #[prop_or_default]
    pub high: f64,
}

fn class(figure: &Figure) -> Option<String> {
    // A class would win over a colour of one's own.
    figure.color.is_none().then(|| format!("chart-key-{}", figure.place % COLOURS))
}

fn shown(figure: &Figure) -> String {
    figure.shown.clone().unwrap_or_else(|| "–".to_owned())
}

/// A dash in the colour of a line.
fn key(figure: &Figure) -> Html {
    html! {
        <svg class={class(figure)} stroke={figure.color.clone()} width="14" height="6"
            aria-hidden="true">
            <path d="M0 3H14" stroke-width="5" />
        </svg>
    }
}

/// The newest value of each line.
#[component]
pub fn Numbers(props: &Props) -> Html {
    let one = |figure: &Figure| {
        html! {
            <li>
                <b>{ shown(figure) }</b>
                if let Some(trend) = &figure.trend { <span class="hint">{ trend.clone() }</span> }
                <span>{ key(figure) }{ " " }{ figure.label.clone() }</span>
                if props.spark { { spark(figure) } }
            </li>
        }
    };
    html! { <ul class="plain dash-numbers">{ for props.figures.iter().map(one) }</ul> }
}

/// A line's course without axes.
fn spark(figure: &Figure) -> Html {
    let values = || figure.dots.iter().map(|dot| dot.value);
    let (low, high) =
        values().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let (Some(first), Some(last)) = (figure.dots.first(), figure.dots.last()) else {
        return Html::default();
    };
    let span = (last.time - first.time).as_millis().max(1) as f64;
    let height = if high > low { high - low } else { 1.0 };
    let point = |dot: &Dot| {
        let x = (dot.time - first.time).as_millis() as f64 / span * 100.0;
        format!("{x:.1},{:.1}", 22.0 - (dot.value - low) / height * 20.0)
    };
    let points: Vec<String> = figure.dots.iter().map(point).collect();
    html! {
        <svg class={classes!("dash-spark", class(figure))} stroke={figure.color.clone()}
            viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
            <polyline points={points.join(" ")} fill="none" stroke-width="1.5" />
        </svg>
    }
}

/// Values on a scale.
#[component]
pub fn Gauges(props: &Props) -> Html {
    let (low, high) = (props.low, props.high);
    let one = |figure: &Figure| {
        let share = figure.value.map_or(0.0, |value| (value - low) / (high - low).max(1e-9));
        let dash = format!("{:.1} 100", share.clamp(0.0, 1.0) * 100.0);
        html! {
            <li>
                <svg class="dash-gauge" viewBox="0 0 100 56" aria-hidden="true">
                    <path class="dash-scale" d="M10 50A40 40 0 0 1 90 50" />
                    <path class={class(figure)} stroke={figure.color.clone()} fill="none"
                        stroke-width="12" pathLength="100" stroke-dasharray={dash}
                        d="M10 50A40 40 0 0 1 90 50" />
                </svg>
                <b>{ shown(figure) }</b>
                <span>{ figure.label.clone() }{ format!(" ({low} – {high})") }</span>
            </li>
        }
    };
    html! { <ul class="plain dash-numbers">{ for props.figures.iter().map(one) }</ul> }
}

/// Values as bars.
#[component]
pub fn Bars(props: &Props) -> Html {
    let values = props.figures.iter().filter_map(|figure| figure.value);
    let most = values.fold(0.0_f64, f64::max).max(1e-9);
    let one = |figure: &Figure| {
        let share = figure.value.unwrap_or(0.0).max(0.0) / most * 100.0;
        html! {
            <li>
                <span>{ figure.label.clone() }{ " " }<b>{ shown(figure) }</b></span>
                <svg class="dash-bar" viewBox="0 0 100 8" preserveAspectRatio="none"
                    aria-hidden="true">
                    <path class={class(figure)} stroke={figure.color.clone()} stroke-width="8"
                        d={format!("M0 4H{share:.1}")} />
                </svg>
            </li>
        }
    };
    html! { <ul class="plain dash-bars">{ for props.figures.iter().map(one) }</ul> }
}

/// Values as shares of their sum.
#[component]
pub fn Pie(props: &Props) -> Html {
    let value = |figure: &Figure| figure.value.unwrap_or(0.0).max(0.0);
    let sum: f64 = props.figures.iter().map(value).sum::<f64>().max(1e-9);
    let mut before = 0.0;
    let slices = props.figures.iter().map(|figure| {
        let share = value(figure) / sum * 100.0;
        let (dash, offset) = (format!("{share:.2} 100"), format!("{:.2}", 25.0 - before));
        before += share;
        html! {
            <circle class={class(figure)} stroke={figure.color.clone()} cx="21" cy="21" r="15.9155"
                fill="none" stroke-width="8" stroke-dasharray={dash} stroke-dashoffset={offset} />
        }
    });
    let slices: Vec<Html> = slices.collect();
    let row = |figure: &Figure| {
        let share = value(figure) / sum * 100.0;
        html! {
            <li>
                { key(figure) }{ " " }{ figure.label.clone() }{ " " }
                <b>{ shown(figure) }</b>{ format!(" ({share:.1} %)") }
            </li>
        }
    };
    html! {
        <div class="dash-pie">
            <svg viewBox="0 0 42 42" aria-hidden="true">{ for slices }</svg>
            <ul class="plain">{ for props.figures.iter().map(row) }</ul>
        </div>
    }
}
