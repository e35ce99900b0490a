//! The page of one trail.

use std::collections::BTreeMap;

use watchtrail::sim::Time;
use watchtrail::view::route::Route;
use watchtrail::view::trails::act;
use watchtrail::view::trails::one::One;
use yew::prelude::*;

use super::check::Checked;
use super::deliveries::Deliveries;
use super::insights::Insights;
use super::selectors::Selectors;
use super::to_logs::ToLogs;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{Alert, CopyButton, KeyValues, Link, PageHead, Panel, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The ARN in the address.
    pub arn: String,
    /// What it shows; nothing when there is no such trail.
    pub model: Option<One>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a trail.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::Trail(props.arn.clone());
    let Some(model) = &props.model else {
        let title = route.subject().unwrap_or_default();
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="GetTrail"
                none="trails.none" others={Route::Trails} see="trails.none.next" />
        };
    };
    let tags = {
        let (arn, old) = (model.arn.clone(), model.tags.clone());
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&arn, &old, &new))
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={model.name.clone()} refresh=true
                status={super::state(&words, &model.state)}
                actions={(!model.foreign).then(|| actions(&words, model))} />
            if model.foreign {
                <Alert>{ words.t("trails.foreign") }</Alert>
            } else if !model.at_home {
                <Alert>{ words.f("trails.shadow", &[("region", &model.home)]) }</Alert>
            }
            { props.reads.or_refused("GetTrail", || html! {
                <Panel title={words.s("trails.settings")}>
                    <KeyValues rows={settings(&words, model)} />
                </Panel>
            }) }
            { props.reads.or_refused("GetTrailStatus", || html! {
                <>
                    <Deliveries regions={model.regions.clone()} files={model.files.clone()}
                        of_several={model.organization.is_some()} />
                    if let Some(logs) = &model.logs {
                        <ToLogs logs={logs.clone()} />
                    }
                </>
            }) }
            <Checked arn={model.arn.clone()} account={model.account} validation={model.validation}
                regions={model.digests.clone()} />
            { props.reads.or_refused("GetEventSelectors", || html! {
                <Selectors arn={model.arn.clone()} draft={model.selectors.clone()}
                    json={model.selectors_json.clone()} />
            }) }
            { props.reads.or_refused("GetInsightSelectors", || {
                let key = format!("{:?}", model.insights);
                html! {
                    <Insights {key} arn={model.arn.clone()} kinds={model.insights.clone()} />
                }
            }) }
            { props.reads.or_refused("ListTags", || html! {
                <Tagged title={words.s("trails.tags")} tags={model.tags.clone()}
                    requests={tags} />
            }) }
        </>
    }
}

fn actions(words: &Words, model: &One) -> Html {
    let name = model.arn.as_str();
    let (label, title, request, said) = match model.logging {
        true => ("trails.stop", "trails.stop.ask", act::stop(name), "trails.stopped"),
        false => ("trails.start", "trails.start.ask", act::start(name), "trails.started"),
    };
    let named = |key: &str| words.f(key, &[("name", &model.name)]);
    let about = if model.logging { "trails.stop.about" } else { "trails.start.about" };
    html! {
        <>
            <Confirm label={words.s("trails.delete")} title={named("trails.delete.ask")}
                request={act::delete(name)} said={named("trails.deleted")} to={Some(Route::Trails)}
                danger=true>
                <p>{ words.t("trails.delete.about") }</p>
            </Confirm>
            <Confirm label={words.s(label)} title={named(title)} {request} said={named(said)}
                danger={model.logging}>
                <p>{ words.t(about) }</p>
            </Confirm>
        </>
    }
}

fn settings(words: &Words, model: &One) -> Vec<(AttrValue, Html)> {
    let never = || html! { "–" };
    let when = |at: Option<Time>| at.map_or_else(never, |at| html! { <When {at} /> });
    let topic = match &model.topic {
        Some(arn) => {
            let name = arn.rsplit(':').next().unwrap_or_default().to_owned();
            html! { <Link to={Route::Topic(name)}><code>{ arn }</code></Link> }
        }
        None => never(),
    };
    vec![
        (
            words.s("trails.arn"),
            html! { <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></> },
        ),
        (words.s("trails.column.home"), html! { { model.home.to_string() } }),
        (words.s("trails.column.multi"), super::yes(words, model.multi)),
        (words.s("trails.column.organization"), organization(words, model)),
        (words.s("trails.global"), super::yes(words, model.global)),
        (words.s("trails.column.validation"), super::yes(words, model.validation)),
        (words.s("trails.place"), html! { <code>{ &model.place }</code> }),
        (words.s("trails.topic"), topic),
        (words.s("trails.started.at"), when(model.started)),
        (words.s("trails.stopped.at"), when(model.stopped)),
        (words.s("trails.made.at"), when(Some(model.created))),
    ]
}

/// Whether it is the organization's, and which.
fn organization(words: &Words, model: &One) -> Html {
    match &model.organization {
        Some(id) => html! { <Link to={Route::Organizations}><code>{ id }</code></Link> },
        None => super::yes(words, false),
    }
}
