//! The page of cross-account observability: what one is to others, and they to oneself.

mod links;
mod policy;
mod sink;

use watchtrail::view::observability::{self, Model, Stand};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Alert, AlertKind, Link, PageHead};
use crate::ui::words::use_words;
use links::{Attached, Own};
use sink::Sink;

/// The page.
pub fn page(shown: &Shown<'_>) -> Html {
    let model = observability::model(shown.world, shown.scope);
    html! { <Page {model} reads={Reads::of(shown)} /> }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
    reads: Reads,
}

/// The page.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let (model, reads) = (&props.model, &props.reads);
    let stand = model.stand();
    let kind = if stand == Stand::Closed { AlertKind::Warning } else { AlertKind::Info };
    html! {
        <>
            <PageHead crumbs={Route::Observability.crumbs()} refresh=true
                title={words.s("app.page.observability")}
                note={html! { words.t("observability.note") }} />
            <Alert {kind}>
                <p>{ words.fill(stand.key(), &[("account", &model.account)]) }</p>
                <p>
                    <Link to={Route::metrics()}>{ words.t("app.page.metrics") }</Link>
                    { " · " }
                    <Link to={Route::SwitchRole(None)}>{ words.t("app.page.switch-role") }</Link>
                </p>
            </Alert>
            { reads.or_refused("ListSinks", || html! {
                <Sink sink={model.sink.clone()} organization={model.organization.clone()}
                    reads={reads.clone()} />
            }) }
            if let Some(sink) = &model.sink {
                { reads.or_refused("ListAttachedLinks", || html! {
                    <Attached links={sink.attached.clone()} />
                }) }
            }
            { reads.or_refused("ListLinks", || html! { <Own links={model.links.clone()} /> }) }
        </>
    }
}
