//! One alarm: its past, why it was in its state, who heard, what is known of it.

use watchtrail::view::alarms::detail::Model;
use watchtrail::view::alarms::predict::Guess;
use watchtrail::view::dashboards::edit;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::details::Details;
use super::ghosts::Ghosts;
use super::heard::Heard;
use super::history::History;
use super::menu::AlarmMenu;
use super::past::{Past, range_of};
use super::predict::Predict;
use super::tagged::tagged;
use super::{moment, picks, ranges_kept, state};
use crate::ui::ctl::{Ctl, use_ctl};
use crate::ui::pages::metrics::add::{Add, Dashboards};
use crate::ui::parts::{
    Button, CliForm, Code, Expand, Link, MenuItem, Microscope, PageHead, Panel, Tab, Tabs, When,
};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct DetailProps {
    /// The alarm.
    pub model: Model,
    /// The range of the graphs, once the learner has chosen one.
    pub range: Option<String>,
    /// What the learner said it would do.
    #[prop_or_default]
    pub guess: Option<Guess>,
    /// Whether time passes.
    pub runs: bool,
    /// The dashboards it can be added to.
    pub dashboards: Dashboards,
}

/// The page.
#[component]
pub fn Page(props: &DetailProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let crumbs = moment(&model.name, None).crumbs();
    let onpick = picks(&ctl, &model.name);
    let range = props.range.clone().unwrap_or_else(|| range_of(model.shows()).to_owned());
    let range = AttrValue::from(range);
    let onrange = ranges_kept(&ctl);
    let actions = actions(props, &words, &ctl);
    html! {
        <>
            <PageHead {crumbs} title={model.name.clone()} status={state(model.state, &words, true)}
                note={model.condition.clone()} {actions} refresh=true />
            <Past model={model.clone()} range={range.clone()} onrange={onrange.clone()}
                onpick={onpick.clone()} />
            { why(model, &words) }
            if model.live {
                <Predict arn={model.config.arn.clone()} name={model.name.clone()} now={model.now}
                    ribbon={model.ribbon.clone()} changes={model.changes.clone()}
                    guess={props.guess.clone()} runs={props.runs && props.guess.is_some()}
                    onpick={onpick.clone()} />
            }
            <Heard chain={model.chain.clone()} />
            <Ghosts model={model.clone()} {range} {onrange} {onpick} />
            <More model={model.clone()} />
            { tagged(&model.config.arn.to_string(), &model.tags, &words) }
        </>
    }
}

/// What can be done with the alarm.
fn actions(props: &DetailProps, words: &Words, ctl: &Ctl) -> Html {
    let model = &props.model;
    let widget = edit::alarm(model.config.arn.to_string(), true);
    let copy = {
        let (ctl, link) = (ctl.clone(), moment(&model.name, Some(model.at)).hash());
        Callback::from(move |()| {
            let base = platform::base_url().unwrap_or_default();
            ctl.clipboard(format!("{base}{link}"));
        })
    };
    let more = vec![MenuItem::new(words.s("alarms.menu.link"), copy)];
    html! {
        <>
            <AlarmMenu name={model.name.clone()} state={model.state} leave=true {more}
                enabled={model.config.actions_enabled} />
            <Link to={Route::Backtest(model.name.clone())} class="btn">
                { words.t("backtest.title") }
            </Link>
            <Add {widget} title={model.name.clone()} dashboards={props.dashboards.clone()} />
            <Link to={Route::EditAlarm(model.name.clone())} class="btn btn-primary">
                { words.t("alarms.menu.edit") }
            </Link>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct MoreProps {
    model: Model,
}

/// The alarm as a command, its history, its configuration.
#[component]
fn More(props: &MoreProps) -> Html {
    let words = use_words();
    let tab = use_state(|| AttrValue::Static("history"));
    let model = &props.model;
    let onselect = {
        let tab = tab.clone();
        Callback::from(move |chosen: AttrValue| tab.set(chosen))
    };
    let tabs = ["history", "events", "details", "json"]
        .map(|id| Tab::new(id, words.s(&format!("alarms.tab.{id}"))));
    let shown = match tab.as_str() {
        "details" => html! { <Details model={model.clone()} /> },
        "json" => html! {
            <Code text={model.json.clone()} copy=true label={words.s("alarms.tab.json")} />
        },
        "events" => events(model, &words),
        _ => html! { <History items={model.history.clone()} /> },
    };
    html! {
        <Panel>
            <CliForm request={Some(model.request.clone())} />
            <Tabs label={model.name.clone()} tabs={tabs.to_vec()} current={(*tab).clone()}
                {onselect}>
                { shown }
            </Tabs>
        </Panel>
    }
}

/// What the event bus was told.
fn events(model: &Model, words: &Words) -> Html {
    let one = |(at, kind, json): &(watchtrail::sim::Time, &'static str, String)| {
        let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        let summary = html! { <>{ *kind }{ " · " }<When at={*at} /></> };
        html! {
            <li><Expand {summary}><Code {text} copy=true label={*kind} /></Expand></li>
        }
    };
    html! {
        <>
            <p class="hint">{ words.t("alarms.events.hint") }</p>
            <ul class="plain">{ for model.events.iter().map(one) }</ul>
        </>
    }
}

fn why(model: &Model, words: &Words) -> Html {
    let title = match model.live {
        true => words.s("alarms.why.title"),
        false => words.f("alarms.why.title.then", &[("at", &model.at.format("%H:%M:%S"))]),
    };
    match &model.why {
        Some(why) => html! {
            <Panel {title} note={why.note(words)}>
                <Microscope why={why.clone()} />
            </Panel>
        },
        None => html! { <Panel {title}><p>{ words.t("alarms.why.none") }</p></Panel> },
    }
}

/// A small quiet button.
pub(super) fn quiet(label: AttrValue, onclick: Callback<MouseEvent>) -> Html {
    html! { <Button small=true {onclick}>{ label }</Button> }
}
