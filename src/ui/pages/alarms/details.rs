//! Everything an alarm is told to do.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::alarm::fires::Kind;
use watchtrail::view::alarms::detail::Model;
use watchtrail::view::alarms::words as named;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{CopyButton, KeyValues, Link, When};
use crate::ui::words::{Words, use_words};

/// What [`Details`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct DetailsProps {
    /// The alarm.
    pub model: Model,
}

/// The details.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let words = use_words();
    let rows = rows(&props.model, &words);
    html! { <KeyValues {rows} /> }
}

fn rows(model: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let config = &model.config;
    let none = words.t("alarms.detail.none").to_owned();
    let text = |text: String| html! { text };
    let or_none = |text: String| if text.is_empty() { none.clone() } else { text };
    let points =
        words.fill("alarms.detail.points.value", &[("m", &config.m()), ("n", &config.n())]);
    let enabled = if config.actions_enabled { "alarms.actions.on" } else { "alarms.actions.off" };
    let against = named::against(config, words);
    let threshold = format!("{against} ({})", config.comparison.name());
    let measures = config.metric.measures();
    let join = |all: Vec<String>| or_none(all.join(" · "));
    let arn = config.arn.to_string();
    let arn = html! { <><code>{ arn.clone() }</code><CopyButton text={arn} /></> };
    let tags = model.tags.iter().map(|(key, value)| format!("{key} = {value}"));
    let tags = or_none(tags.collect::<Vec<_>>().join(", "));
    let low = config.low_samples.map_or_else(|| none.clone(), |low| low.name().to_owned());
    let mut rows = vec![
        ("name", text(model.name.clone())),
        ("arn", arn),
        ("description", text(or_none(config.description.clone().unwrap_or_default()))),
        ("condition", text(model.condition.clone())),
        ("namespace", text(join(measures.iter().map(|m| m.id.namespace.clone()).collect()))),
        ("metric", text(join(measures.iter().map(|m| m.id.name.clone()).collect()))),
        (
            "dimensions",
            text(join(measures.iter().map(|m| named::dimensions(&m.dimensions)).collect())),
        ),
        ("stat", text(join(measures.iter().map(|m| m.stat_name.clone()).collect()))),
        ("period", text(named::span(config.period(), words))),
        ("threshold", text(threshold)),
        ("points", text(points)),
        ("treat", text(words.t(named::treat(config.treat())).to_owned())),
        ("low-samples", text(low)),
        ("enabled", text(words.t(enabled).to_owned())),
        ("created", html! { <When at={model.created} /> }),
        ("updated", html! { <When at={model.updated} /> }),
        ("tags", text(tags)),
    ]
    .into_iter()
    .map(|(key, value)| (words.s(&format!("alarms.detail.{key}")), value))
    .collect::<Vec<_>>();
    for query in config.metric.queries() {
        let of = query.expression().map_or_else(|| query.name().to_owned(), str::to_owned);
        rows.push((query.id.clone().into(), html! { <code>{ of }</code> }));
    }
    if let Some(state) = model.evaluation_state {
        rows.push((words.s("alarms.detail.evaluation-state"), text(state.to_owned())));
    }
    for state in [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData] {
        let label = words.f("alarms.detail.when", &[("state", &state.name())]);
        rows.push((label, actions(config.actions(state), &none)));
    }
    rows
}

/// The actions of an alarm; a topic has a page.
fn actions(arns: &[String], none: &str) -> Html {
    if arns.is_empty() {
        return html! { none.to_owned() };
    }
    let one = |arn: &String| {
        if Kind::of(arn) != Some(Kind::Sns) {
            return html! { <li>{ named::action(arn) }{ " · " }<code>{ arn.clone() }</code></li> };
        }
        let name = named::last_part(arn).to_owned();
        html! { <li><Link to={Route::Topic(name)}>{ arn.clone() }</Link></li> }
    };
    html! { <ul class="plain">{ for arns.iter().map(one) }</ul> }
}
