//! Records from files: dropped or chosen, looked up like event history. Nothing leaves the browser.

use wasm_bindgen_futures::spawn_local;
use watchtrail::view::audit::Records;
use watchtrail::view::audit::evidence::{MOST, Note, Trouble};
use watchtrail::view::format;
use watchtrail::view::route::{AuditQuery, AuditView, EventsQuery, Route};
use watchtrail::view::trail::{self, Filter, Look};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::downloads;
use crate::ui::app::{Coming, Held};
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::Shown;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Column, FileInput, Link, PageHead, Panel, Progress, Row,
    Status, Table, Tone, WhyNot, use_id,
};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// The page.
pub fn page(shown: &Shown<'_>, address: &EventsQuery) -> Html {
    let filter = Filter::of_evidence(address);
    html! { <Page held={shown.evidence.clone()} {filter} look={Look::of(shown.drafts)} /> }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The records.
    pub held: Held,
    /// The question.
    pub filter: Filter,
    /// How the list looks.
    pub look: Look,
}

/// Records from files.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let Props { held, filter, look } = props;
    // Looking through 200,000 records takes a while: only when something else is asked.
    let asked = (held.records.clone(), filter.clone(), look.clone());
    let model = use_memo(Asked(asked), |Asked((records, filter, look))| {
        trail::evidence(records, filter, look)
    });
    let route = Route::Evidence(filter.evidence_address());
    let empty = held.records.is_empty();
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={words.s("app.page.evidence")}
                note={words.t("audit.evidence.lead").to_owned()}
                actions={actions(held, filter, &words, &ctl)} />
            <Bring busy={held.coming.is_some()} />
            if let Some(coming) = &held.coming {
                { on_the_way(coming, &words, &ctl) }
            }
            if !held.records.files().is_empty() {
                { files(held.records.files(), &words) }
            }
            if !empty && held.coming.is_none() {
                { span(held, &words) }
                <super::filters::Filters filter={filter.clone()} now={model.minute} evidence=true />
                if let Ok(events) = &model.events {
                    { super::list(&model, events, true, &words, &ctl) }
                }
                if let Some(compared) = &model.beside {
                    <super::beside::Compared compared={compared.clone()} filter={filter.clone()}
                        evidence=true />
                }
                <super::Opened model={(*model).clone()} evidence=true />
            }
        </>
    }
}

/// A question to records: another one if the records are others.
struct Asked((std::rc::Rc<watchtrail::view::audit::evidence::Evidence>, Filter, Look));

impl PartialEq for Asked {
    fn eq(&self, other: &Asked) -> bool {
        let ((records, filter, look), (theirs, asked, looked)) = (&self.0, &other.0);
        std::rc::Rc::ptr_eq(records, theirs) && filter == asked && look == looked
    }
}

fn actions(held: &Held, filter: &Filter, words: &Words, ctl: &Ctl) -> Html {
    if held.records.is_empty() {
        return Html::default();
    }
    let file = |format| ctl.on(Msg::EvidenceFile(filter.evidence_address(), format));
    html! {
        <>
            { downloads(file, words) }
            <Button kind={ButtonKind::Danger} onclick={ctl.on(Msg::ForgetEvidence)}
                disabled={held.coming.is_some()} why={WhyNot::Obvious}>
                { words.t("audit.evidence.forget") }
            </Button>
        </>
    }
}

/// What the bringing in is given.
#[derive(Clone, PartialEq, Properties)]
struct BringProps {
    busy: bool,
}

/// Where files are dropped, and what chooses them: single ones, or a folder with all that is in it.
#[component]
fn Bring(props: &BringProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (id, over) = (use_id("evidence"), use_state(|| false));
    let onchange = {
        let ctl = ctl.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = input.files().map(|files| platform::chosen(&files)).unwrap_or_default();
            ctl.send(Msg::Bring(files));
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    let hover = |on: bool| {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(on);
        })
    };
    let ondrop = {
        let (ctl, over) = (ctl.clone(), over.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let (ctl, dropped) = (ctl.clone(), platform::dropped(&event));
            spawn_local(async move { ctl.send(Msg::Bring(dropped.files().await)) });
        })
    };
    let field = |name: &str, folder: bool| {
        let id = format!("{id}-{name}");
        html! {
            <div class="field">
                <label for={id.clone()}>{ words.t(&format!("audit.evidence.{name}")) }</label>
                <FileInput {id} multiple=true {folder} disabled={props.busy}
                    onchange={onchange.clone()} />
            </div>
        }
    };
    html! {
        <div class={classes!("evidence-drop", over.then_some("evidence-over"))}
            ondragover={hover(true)} ondragleave={hover(false)} {ondrop}>
            <p>{ words.t("audit.evidence.drop") }</p>
            <div class="evidence-fields">
                { field("files", false) }
                { field("folder", true) }
            </div>
            <p class="hint">
                { words.f("audit.evidence.hint", &[("most", &format::count(MOST as u64))]) }
            </p>
        </div>
    }
}

fn on_the_way(coming: &Coming, words: &Words, ctl: &Ctl) -> Html {
    let n = format::count(coming.records as u64);
    let label = words.f("audit.evidence.coming", &[("n", &n), ("file", &coming.file)]);
    html! {
        <Panel>
            <p role="status">{ label.clone() }</p>
            <Progress value={coming.percent} max=100 {label} />
            <Button small=true onclick={ctl.on(Msg::StopBringing)}>
                { words.t("audit.evidence.stop") }
            </Button>
        </Panel>
    }
}

/// What became of each file; those that could not be read first.
fn files(notes: &[Note], words: &Words) -> Html {
    let row = |(place, note): (usize, &Note)| {
        let status = match &note.trouble {
            None => html! {
                <Status kind={Tone::Good} label={words.s("audit.evidence.read")} />
            },
            Some(trouble) => trouble_of(trouble, words),
        };
        let count = |n: usize| html! { { format::count(n as u64) } };
        let cells = vec![
            html! { <span class="trail-value">{ note.name.clone() }</span> },
            count(note.taken),
            count(note.twice),
            count(note.strangers),
            status,
        ];
        Row::new(place.to_string(), cells)
    };
    let columns = vec![
        Column::new(words.s("audit.evidence.file")),
        Column::number(words.s("audit.evidence.taken")),
        Column::number(words.s("audit.evidence.twice")),
        Column::number(words.s("audit.evidence.strangers")),
        Column::new(words.s("audit.evidence.result")),
    ];
    let (bad, good): (Vec<_>, Vec<_>) =
        notes.iter().enumerate().partition(|(_, note)| note.trouble.is_some());
    let rows: Vec<Row> = bad.into_iter().chain(good).take(FILES).map(row).collect();
    html! {
        <Panel title={words.s("audit.evidence.list")} flush=true
            note={words.f("audit.evidence.count", &[("n", &notes.len())])}>
            <Table caption={words.s("audit.evidence.list")} {columns} {rows} />
        </Panel>
    }
}

/// So many files are listed.
const FILES: usize = 50;

fn trouble_of(trouble: &Trouble, words: &Words) -> Html {
    let text = words.f(trouble.key(), &[("detail", &trouble.detail())]);
    html! { <Alert kind={AlertKind::Warning}>{ text }</Alert> }
}

/// How much there is, from when to when, and what else can be asked of it.
fn span(held: &Held, words: &Words) -> Html {
    let Some((from, to)) = held.records.span() else { return Html::default() };
    let n = format::count(held.records.len() as u64);
    let (from, to) = (format::date_time(from), format::date_time(to));
    let text = words.f("audit.evidence.span", &[("n", &n), ("from", &from), ("to", &to)]);
    let link = |view: AuditView| {
        let to = Route::Audit(AuditQuery::new(view).over(true));
        html! { <Link {to}>{ words.t(&format!("audit.view.{}", view.word())) }</Link> }
    };
    html! {
        <p class="trail-asks" data-now={held.records.now().rfc3339()}>
            <span>{ text }</span>
            { for AuditView::ALL.into_iter().map(link) }
        </p>
    }
}
