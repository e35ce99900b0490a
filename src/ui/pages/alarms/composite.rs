//! One composite alarm: its past beside that of its children, why it was in its state, who heard.

use watchtrail::services::cloudwatch::composite::explain::Explanation;
use watchtrail::services::cloudwatch::composite::suppress::SuppressedBy;
use watchtrail::sim::{Span, Time as Instant};
use watchtrail::view::alarms::composite::Model;
use watchtrail::view::alarms::predict::Guess;
use watchtrail::view::alarms::words::last_part;
use watchtrail::view::dashboards::edit;
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::heard::Heard;
use super::history::History;
use super::menu::AlarmMenu;
use super::past::{self, Moments, range_of, ranges};
use super::predict::Predict;
use super::rule::RuleTree;
use super::tagged::tagged;
use super::{moment, picks, ranges_kept, state};
use crate::ui::ctl::use_ctl;
use crate::ui::pages::metrics::add::{Add, Dashboards};
use crate::ui::parts::{
    Alert, AlertKind, CliForm, Code, CopyButton, KeyValues, Link, PageHead, Panel, Strip, Tab,
    Tabs, When,
};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CompositeProps {
    /// The alarm.
    pub model: Model,
    /// The range of the ribbons, once the learner has chosen one.
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
pub fn Page(props: &CompositeProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let crumbs = moment(&model.name, None).crumbs();
    let onpick = picks(&ctl, &model.name);
    let range = props.range.clone().unwrap_or_else(|| range_of(model.shows()).to_owned());
    let onrange = ranges_kept(&ctl);
    let actions = html! {
        <>
            <AlarmMenu name={model.name.clone()} state={model.state} leave=true
                enabled={model.config.actions_enabled} />
            <Add widget={edit::alarm(model.config.arn.to_string(), false)}
                title={model.name.clone()} dashboards={props.dashboards.clone()} />
            <Link to={Route::EditAlarm(model.name.clone())} class="btn btn-primary">
                { words.t("alarms.menu.edit") }
            </Link>
        </>
    };
    let note = html! { <code>{ model.config.rule.text.clone() }</code> };
    html! {
        <>
            <PageHead {crumbs} title={model.name.clone()} status={state(model.state, &words, true)}
                {note} {actions} refresh=true />
            { past(model, &range, onrange, &onpick, &words) }
            { why(model, &words) }
            if model.live {
                <Predict arn={model.config.arn.clone()} name={model.name.clone()} now={model.now}
                    ribbon={model.ribbon.clone()} changes={model.changes.clone()}
                    guess={props.guess.clone()} runs={props.runs && props.guess.is_some()}
                    {onpick} />
            }
            <Heard chain={model.chain.clone()} />
            <More model={model.clone()} />
            { tagged(&model.config.arn.to_string(), &model.tags, &words) }
        </>
    }
}

/// Its states, and those of the alarms it looks at, on one time axis.
fn past(
    model: &Model,
    range: &str,
    onrange: Callback<String>,
    onpick: &Callback<Option<Instant>>,
    words: &Words,
) -> Html {
    let moments = Moments::from(model);
    let width = past::range(range);
    let half = Span::secs(width.as_secs() / 2);
    let to = if model.at < model.now - width { model.at + half } else { model.now };
    let from = to - width;
    let at = (!model.live).then_some(model.at);
    let pick = onpick.reform(Some);
    let actions = ranges(range, &onrange);
    html! {
        <Panel title={words.s("alarms.composite.past")} {actions}>
            <Strip label={model.name.clone()} ribbon={model.ribbon.clone()} {from} {to} {at}
                onpick={pick.clone()} />
            { for model.children.iter().map(|(name, ribbon)| html! {
                <Strip key={name.clone()} label={called(model, name, words)}
                    ribbon={ribbon.clone()} {from} {to} {at} ghost=true onpick={pick.clone()} />
            }) }
            { past::slider(&moments, from, to, onpick, words) }
            { past::moment(&moments, onpick, words) }
            <p class="hint">{ words.t("alarms.moment.hint") }</p>
            { past::changes(&moments, onpick, words) }
        </Panel>
    }
}

/// What an alarm among the ribbons is called: the one that holds actions back says so.
fn called(model: &Model, name: &str, words: &Words) -> AttrValue {
    match model.is_suppressor(name) {
        true => words.f("alarms.composite.suppressor", &[("name", &name)]),
        false => name.to_owned().into(),
    }
}

/// The rule at the moment looked at, and what held actions back then.
fn why(model: &Model, words: &Words) -> Html {
    let title = match model.live {
        true => words.s("alarms.why.title"),
        false => words.f("alarms.why.title.then", &[("at", &model.at.format("%H:%M:%S"))]),
    };
    let Some(why) = &model.why else {
        return html! { <Panel {title}><p>{ words.t("alarms.chain.none") }</p></Panel> };
    };
    html! {
        <Panel {title}>
            <RuleTree tree={why.tree.clone()} />
            <p>{ verdict(why, words) }</p>
            if !why.cycle.is_empty() {
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.fill("alarms.rule.cycle", &[("path", &why.cycle.join(" → "))]) }</p>
                </Alert>
            }
            { held(why, words) }
            <p class="hint">{ words.t("alarms.why.aws") }</p>
            <Code text={why.change.condition.reason.clone()} wrap=true />
        </Panel>
    }
}

fn verdict(why: &Explanation, words: &Words) -> AttrValue {
    let state = why.change.condition.value.name();
    let since = format!("{} UTC", format::date_time(why.change.condition.since));
    let key = if why.tree.holds { "alarms.rule.holds" } else { "alarms.rule.fails" };
    words.f(key, &[("state", &state), ("since", &since)])
}

fn held(why: &Explanation, words: &Words) -> Html {
    let muted = why.muted.as_ref().map(|window| {
        let until = format!("{} UTC", format::date_time(window.end));
        let rule = last_part(window.rule.as_str());
        words.f("alarms.held.muted", &[("rule", &rule), ("until", &until)])
    });
    let suppressed = why.suppressed.map(|(by, since)| {
        let key = match by {
            SuppressedBy::Alarm => "alarms.held.alarm",
            SuppressedBy::WaitPeriod => "alarms.held.wait",
            SuppressedBy::ExtensionPeriod => "alarms.held.extension",
        };
        let since = format!("{} UTC", format::date_time(since));
        let suppressor = why.config.suppressor.as_ref().map_or("", |s| s.name.as_str());
        words.f(key, &[("suppressor", &suppressor), ("since", &since)])
    });
    html! {
        <>
            { for muted.into_iter().chain(suppressed).map(|text| html! {
                <Alert><p>{ text }</p></Alert>
            }) }
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
    let tabs =
        ["history", "details", "json"].map(|id| Tab::new(id, words.s(&format!("alarms.tab.{id}"))));
    let shown = match tab.as_str() {
        "details" => html! { <KeyValues rows={details(model, &words)} /> },
        "json" => html! {
            <Code text={model.json.clone()} copy=true label={words.s("alarms.tab.json")} />
        },
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

fn details(model: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let config = &model.config;
    let none = words.t("alarms.detail.none").to_owned();
    let or_none = |text: String| if text.is_empty() { none.clone() } else { text };
    let arn = config.arn.to_string();
    let links = |names: &[String]| {
        if names.is_empty() {
            return html! { none.clone() };
        }
        html! {
            <>
                { for names.iter().map(|name| html! {
                    <><Link to={Route::alarm(name)}>{ name.clone() }</Link>{ " " }</>
                }) }
            </>
        }
    };
    let enabled = if config.actions_enabled { "alarms.actions.on" } else { "alarms.actions.off" };
    let tags = model.tags.iter().map(|(key, value)| format!("{key} = {value}"));
    let list = |arns: &[String]| html! { or_none(arns.join(", ")) };
    let mut rows = vec![
        ("name", html! { model.name.clone() }),
        ("arn", html! { <><code>{ arn.clone() }</code><CopyButton text={arn} /></> }),
        ("description", html! { or_none(config.description.clone().unwrap_or_default()) }),
        ("rule", html! { <code>{ config.rule.text.clone() }</code> }),
        ("children", links(&config.rule.children())),
        ("parents", links(&model.parents)),
    ];
    if let Some(suppressor) = &config.suppressor {
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("wait", &suppressor.wait_secs), ("extension", &suppressor.extension_secs)];
        rows.push(("suppressor", links(std::slice::from_ref(&suppressor.name))));
        rows.push(("periods", html! { words.fill("alarms.detail.periods.value", &args) }));
    }
    rows.extend([
        ("actions", html! { words.t(enabled).to_owned() }),
        ("alarm-actions", list(&config.alarm_actions)),
        ("ok-actions", list(&config.ok_actions)),
        ("insufficient-actions", list(&config.insufficient_actions)),
        ("reason", html! { model.reason.clone() }),
        ("created", html! { <When at={model.created} /> }),
        ("tags", html! { or_none(tags.collect::<Vec<_>>().join(", ")) }),
    ]);
    let label = |(key, value): (&str, Html)| (words.s(&format!("alarms.detail.{key}")), value);
    rows.into_iter().map(label).collect()
}
