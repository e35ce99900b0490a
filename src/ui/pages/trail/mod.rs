//! CloudTrail's event history.

mod detail;
mod filters;

use wasm_bindgen::JsCast;
use watchtrail::view::route::Route;
use watchtrail::view::trail::{Coming, Events, Filter, Format, Model, Row};
use watchtrail::view::{denial, format, trail};
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{
    Alert, Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Refused,
    Row as TableRow, Status, Table, Time, Tone, use_arrival,
};
use crate::ui::words::{Words, use_words};

/// Event history, or one event, of what is shown.
pub fn page(shown: &Shown<'_>) -> Html {
    let (filter, alone) = match shown.route {
        Route::Events(address) => (Filter::of(address), false),
        Route::Event(id) => (Filter::one(id), true),
        _ => return Html::default(),
    };
    let refused = shown.replies.iter().find_map(|reply| reply.result.as_ref().err());
    let denied = refused.map(|error| denial::of_error(error, shown.words));
    let model = trail::model(shown.world, shown.scope, &filter, denied, shown.words);
    html! { <Page {model} {alone} /> }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
    /// Whether it is the page of one event.
    #[prop_or_default]
    pub alone: bool,
}

/// Event history.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    if props.alone {
        return alone(model, &words);
    }
    let route = Route::Events(model.filter.address());
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={words.s("trail.title")} refresh=true
                note={words.f("trail.lead", &[("region", &model.region)])}
                actions={downloads(&model.filter, &words, &ctl)} />
            <filters::Filters filter={model.filter.clone()} now={model.minute} />
            { match &model.events {
                Err(denial) => html! {
                    <Panel title={words.s("trail.caption")}>
                        <Refused denial={(**denial).clone()} />
                    </Panel>
                },
                Ok(events) => list(model, events, &words, &ctl),
            } }
            <Opened model={model.clone()} />
        </>
    }
}

/// One event as a page of its own.
fn alone(model: &Model, words: &Words) -> Html {
    let id = model.filter.event.clone().unwrap_or_default();
    let crumbs = Route::Event(id).crumbs();
    html! {
        <>
            <PageHead {crumbs} refresh=true title={model.detail.as_ref()
                .map_or_else(|| words.s("trail.title"), |detail| AttrValue::from(detail.name))} />
            { match (&model.detail, &model.events) {
                (Some(detail), _) => html! { <detail::Detail detail={detail.clone()} /> },
                (None, Err(denial)) => html! { <Refused denial={(**denial).clone()} /> },
                (None, Ok(_)) => html! { <Empty title={words.s("trail.gone")} /> },
            } }
        </>
    }
}

fn downloads(filter: &Filter, words: &Words, ctl: &Ctl) -> Html {
    let file = |format| ctl.on(Msg::EventsFile(filter.address(), format));
    html! {
        <>
            <Button icon={IconKind::Download} onclick={file(Format::Csv)}>
                { words.t("trail.csv") }
            </Button>
            <Button icon={IconKind::Download} onclick={file(Format::Json)}>
                { words.t("trail.json") }
            </Button>
        </>
    }
}

fn list(model: &Model, events: &Events, words: &Words, ctl: &Ctl) -> Html {
    let keys = ["name", "time", "user", "source", "type", "resource", "error"];
    let column = |key: &str| match (key, Column::new(words.s(&format!("trail.column.{key}")))) {
        ("source" | "type", column) => column.spare(),
        (_, column) => column,
    };
    let columns = keys.map(column).to_vec();
    let rows = events.rows.iter().map(|event| row(event, &model.filter, words));
    let empty = html! { <Empty title={words.s(events.empty)} /> };
    html! {
        <Panel title={words.s("trail.caption")} flush=true class="trail-list"
            note={model.region.clone()} actions={pages(model, events, words, ctl)}>
            if let Some(coming) = &events.coming {
                { on_their_way(coming, words) }
            }
            <Table caption={words.s("trail.caption")} {columns} rows={rows.collect::<Vec<_>>()}
                {empty} />
        </Panel>
    }
}

fn on_their_way(coming: &Coming, words: &Words) -> Html {
    let after = words.span(coming.after);
    let key = if coming.count == 1 { "trail.coming.one" } else { "trail.coming.many" };
    html! {
        <Alert>
            <p>{ words.f(key, &[("n", &coming.count), ("after", &after)]) }{ " " }
                <span class="hint-inline">{ words.t("trail.coming.why") }</span></p>
        </Alert>
    }
}

fn row(event: &Row, filter: &Filter, words: &Words) -> TableRow {
    let open = filter.event.as_deref() == Some(event.id.as_str());
    let to = Filter { event: (!open).then(|| event.id.clone()), ..filter.clone() };
    let time = format::date_time(event.time);
    let label = words.f("trail.open", &[("name", &event.name), ("time", &time)]);
    let href = Route::Events(to.address()).hash();
    let error = event.error.as_ref().map(|code| {
        html! { <Status kind={Tone::Bad} label={code.clone()} pill=true /> }
    });
    let part = |pick: fn(&(String, String)) -> &String| match event.resources.as_slice() {
        [] => "-".to_owned(),
        [one] => pick(one).clone(),
        [first, rest @ ..] => {
            words.fill("trail.several", &[("first", pick(first)), ("n", &rest.len())])
        }
    };
    let cells = vec![
        html! {
            <a {href} class="trail-name" aria-label={label}
                aria-expanded={if open { "true" } else { "false" }}>{ event.name }</a>
        },
        html! { <Time at={event.time} /> },
        html! { { event.user.clone() } },
        html! { { event.source } },
        html! { { part(|(kind, _)| kind) } },
        html! { <span class="trail-resource">{ part(|(_, name)| name) }</span> },
        error.unwrap_or_else(|| html! { "-" }),
    ];
    TableRow::new(event.id.clone(), cells).selected(open)
}

/// Newer and older pages.
fn pages(model: &Model, events: &Events, words: &Words, ctl: &Ctl) -> Html {
    if model.filter.page == 0 && !events.more {
        return Html::default();
    }
    let go = |page: usize| {
        let filter = Filter { page, event: None, ..model.filter.clone() };
        ctl.on(Msg::Go(Route::Events(filter.address())))
    };
    let page = model.filter.page;
    html! {
        <nav class="trail-pages" aria-label={words.s("trail.caption")}>
            <Button small=true icon={IconKind::Left} disabled={page == 0}
                onclick={go(page.saturating_sub(1))}>{ words.t("trail.newer") }</Button>
            <span>{ words.f("trail.page", &[("n", &(page + 1))]) }</span>
            <Button small=true icon={IconKind::Right} disabled={!events.more}
                onclick={go(page + 1)}>{ words.t("trail.older") }</Button>
        </nav>
    }
}

/// The event that is open, beneath the list. The list is long, so the focus is taken there.
#[component]
fn Opened(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let place = use_arrival(model.filter.event.clone());
    let close = Filter { event: None, ..model.filter.clone() };
    let onclick = Callback::from(move |_: MouseEvent| {
        focus_opener();
        ctl.go(Route::Events(close.address()));
    });
    match (&model.detail, &model.filter.event) {
        (Some(detail), _) => html! {
            <div class="trail-opened arrival" ref={place} tabindex="-1">
                <div class="trail-opened-head">
                    <h2>{ detail.name }</h2>
                    <Link to={Route::Event(detail.id.clone())}>{ words.t("trail.own") }</Link>
                    <Button kind={ButtonKind::Quiet} icon={IconKind::Cross}
                        label={words.s("trail.close")} {onclick} />
                </div>
                <detail::Detail detail={detail.clone()} />
            </div>
        },
        (None, Some(_)) if model.events.is_ok() => {
            html! { <Alert>{ words.t("trail.gone") }</Alert> }
        }
        _ => Html::default(),
    }
}

/// Gives the focus back to what opened the event: its row in the list.
fn focus_opener() {
    let document = web_sys::window().and_then(|window| window.document());
    let row =
        document.and_then(|page| page.query_selector(".trail-name[aria-expanded=true]").ok()?);
    if let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A row that cannot take the focus leaves it where it is.
        let _ = row.focus();
    }
}
