//! CloudTrail's event history.

mod beside;
mod detail;
pub(super) mod evidence;
mod filters;
mod preferences;

use wasm_bindgen::JsCast;
use watchtrail::sim::Change;
use watchtrail::view::route::Route;
use watchtrail::view::trail::{
    Column as Shows, Coming, Events, Filter, Format, Look, MOST_BESIDE, Model, Row,
};
use watchtrail::view::{denial, format, trail};
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{
    Alert, Button, ButtonKind, Checkbox, Column, Empty, IconKind, Link, PageHead, Panel, Refused,
    Row as TableRow, Status, Table, TableSelect, Time, Tone, use_arrival,
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
    let look = Look::of(shown.drafts);
    let asked = (&filter, &look);
    let model = trail::model(shown.world, shown.scope, asked, denied, shown.words);
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
    let file = |format| ctl.on(Msg::EventsFile(model.filter.address(), format));
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={words.s("trail.title")} refresh=true
                note={words.f("trail.lead", &[("region", &model.region)])}
                actions={downloads(file, &words)} />
            <filters::Filters filter={model.filter.clone()} now={model.minute} />
            <Delay instant={model.instant} />
            { match &model.events {
                Err(denial) => html! {
                    <Panel title={words.s("trail.caption")}>
                        <Refused denial={(**denial).clone()} />
                    </Panel>
                },
                Ok(events) => list(model, events, false, &words, &ctl),
            } }
            if let Some(compared) = &model.beside {
                <beside::Compared compared={compared.clone()} filter={model.filter.clone()}
                    evidence=false />
            }
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
                .map_or_else(|| words.s("trail.title"), |detail| detail.name.clone().into())} />
            { match (&model.detail, &model.events) {
                (Some(detail), _) => html! {
                    <detail::Detail detail={detail.clone()} evidence=false />
                },
                (None, Err(denial)) => html! { <Refused denial={(**denial).clone()} /> },
                (None, Ok(_)) => html! { <Empty title={words.s("trail.gone")} /> },
            } }
        </>
    }
}

/// What gives the events that were found as a file.
fn downloads(file: impl Fn(Format) -> Callback<MouseEvent>, words: &Words) -> Html {
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

/// How late event history is, and what makes it instant.
#[component]
fn Delay(props: &DelayProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let onchange = Callback::from(move |on| {
        ctl.change(Change::InstantHistory(on), Callback::noop());
    });
    html! {
        <Checkbox label={words.s("trail.instant")} checked={props.instant} {onchange}
            hint={words.t("trail.instant.hint").to_owned()} />
    }
}

/// What [`Delay`] is given.
#[derive(Clone, PartialEq, Properties)]
struct DelayProps {
    instant: bool,
}

/// Where a question to events leads.
fn route_of(filter: &Filter, evidence: bool) -> Route {
    if evidence {
        Route::Evidence(filter.evidence_address())
    } else {
        Route::Events(filter.address())
    }
}

/// The list, of event history or of files.
fn list(model: &Model, events: &Events, evidence: bool, words: &Words, ctl: &Ctl) -> Html {
    let column = |shows: &Shows| {
        let column = Column::new(words.s(&format!("trail.column.{}", shows.word())));
        if matches!(shows, Shows::Source | Shows::Type) { column.spare() } else { column }
    };
    let columns: Vec<Column> = model.look.columns.iter().map(column).collect();
    let rows = events.rows.iter().map(|event| row(event, model, evidence, words));
    let empty = html! { <Empty title={words.s(events.empty)} /> };
    let onselect = {
        let (ctl, filter) = (ctl.clone(), model.filter.clone());
        Callback::from(move |id: AttrValue| ctl.go(route_of(&filter.with_beside(&id), evidence)))
    };
    let note = match events.total {
        Some(n) => words.f("trail.found", &[("n", &format::count(n as u64))]).to_string(),
        None => model.region.clone(),
    };
    let actions = html! {
        <>
            <preferences::Preferences look={model.look.clone()} />
            { pages(model, events, evidence, words, ctl) }
        </>
    };
    html! {
        <Panel title={words.s("trail.caption")} flush=true class="trail-list" {note} {actions}>
            if let Some(coming) = &events.coming {
                { on_their_way(coming, words) }
            }
            if model.filter.beside.len() == 1 {
                <p class="hint trail-choose">
                    { words.f("trail.beside.one", &[("most", &MOST_BESIDE)]) }
                </p>
            }
            <Table caption={words.s("trail.caption")} {columns} rows={rows.collect::<Vec<_>>()}
                {empty} select={TableSelect::Many} {onselect} />
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

/// A text that may go on in the next line after each separator, and nowhere else.
fn broken(text: &str, separator: &str) -> Html {
    let part = |part: &str| html! { <>{ part.to_owned() }<wbr /></> };
    html! { <>{ for text.split_inclusive(separator).map(part) }</> }
}

fn row(event: &Row, model: &Model, evidence: bool, words: &Words) -> TableRow {
    let filter = &model.filter;
    let open = filter.event.as_deref() == Some(event.id.as_str());
    let to = Filter { event: (!open).then(|| event.id.clone()), ..filter.clone() };
    let time = format::date_time(event.time);
    let label = words.f("trail.open", &[("name", &event.name), ("time", &time)]);
    let href = route_of(&to, evidence).hash();
    let part = |pick: fn(&(String, String)) -> &String| match event.resources.as_slice() {
        [] => "-".to_owned(),
        [one] => pick(one).clone(),
        [first, rest @ ..] => {
            words.fill("trail.several", &[("first", pick(first)), ("n", &rest.len())])
        }
    };
    let cell = |shows: &Shows| match shows {
        Shows::Name => html! {
            <a href={href.clone()} class="trail-name" aria-label={label.clone()}
                aria-expanded={if open { "true" } else { "false" }}>{ event.name.clone() }</a>
        },
        Shows::Time => html! { <Time at={event.time} /> },
        Shows::Type => broken(&part(|(kind, _)| kind), "::"),
        Shows::Resource => {
            html! { <span class="trail-resource">{ part(|(_, name)| name) }</span> }
        }
        Shows::Error if event.error.is_some() => {
            let code = event.error.clone().unwrap_or_default();
            html! { <Status kind={Tone::Bad} label={code} pill=true /> }
        }
        Shows::Source => broken(Shows::Source.text(event), "."),
        other => match other.text(event) {
            "" => html! { "-" },
            text => html! { <span class="trail-value">{ text.to_owned() }</span> },
        },
    };
    let cells = model.look.columns.iter().map(cell).collect();
    let compared = filter.beside.contains(&event.id);
    let mut row = TableRow::new(event.id.clone(), cells).selected(compared);
    row.name = words.f("trail.beside.choose", &[("name", &event.name), ("time", &time)]);
    row
}

/// Newer and older pages.
fn pages(model: &Model, events: &Events, evidence: bool, words: &Words, ctl: &Ctl) -> Html {
    if model.filter.page == 0 && !events.more {
        return Html::default();
    }
    let go = |page: usize| {
        let filter = Filter { page, event: None, ..model.filter.clone() };
        ctl.on(Msg::Go(route_of(&filter, evidence)))
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
fn Opened(props: &OpenedProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (model, evidence) = (&props.model, props.evidence);
    let place = use_arrival(model.filter.event.clone());
    let close = Filter { event: None, ..model.filter.clone() };
    let onclick = Callback::from(move |_: MouseEvent| {
        focus_opener();
        ctl.go(route_of(&close, evidence));
    });
    match (&model.detail, &model.filter.event) {
        (Some(detail), _) => html! {
            <div class="trail-opened arrival" ref={place} tabindex="-1">
                <div class="trail-opened-head">
                    <h2>{ detail.name.clone() }</h2>
                    if !evidence {
                        <Link to={Route::Event(detail.id.clone())}>{ words.t("trail.own") }</Link>
                    }
                    <Button kind={ButtonKind::Quiet} icon={IconKind::Cross}
                        label={words.s("trail.close")} {onclick} />
                </div>
                <detail::Detail detail={detail.clone()} {evidence} />
            </div>
        },
        (None, Some(_)) if model.events.is_ok() => {
            html! { <Alert>{ words.t("trail.gone") }</Alert> }
        }
        _ => Html::default(),
    }
}

/// What [`Opened`] is given.
#[derive(Clone, PartialEq, Properties)]
struct OpenedProps {
    model: Model,
    #[prop_or_default]
    evidence: bool,
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
