//! Labs from elsewhere: brought in from a file, listed, begun, taken out again.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use watchtrail::learn::kept::Solved;
use watchtrail::learn::own;
use watchtrail::view::lab::own::{Act, Held, Kept, Row, rows};
use watchtrail::view::route::Route;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Flash, Msg, Start, use_ctl};
use crate::ui::parts::{Alert, AlertKind, Button, IconKind, Link, PageHead, Panel, use_id};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// Reads which labs from elsewhere are kept.
#[derive(Clone, Copy)]
pub struct Own(pub fn() -> Vec<Kept>);

impl PartialEq for Own {
    /// There is one way to read them.
    fn eq(&self, _: &Own) -> bool {
        true
    }
}

/// Reads which of them were solved.
#[derive(Clone, Copy)]
pub struct Stars(pub fn() -> Solved);

impl PartialEq for Stars {
    /// There is one way to read them.
    fn eq(&self, _: &Stars) -> bool {
        true
    }
}

/// What [`Labs`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is on its way in, or was not brought in.
    pub held: Rc<Held>,
    /// Reads the labs.
    pub own: Own,
    /// Reads which were solved.
    pub solved: Stars,
    /// The lab that is open.
    pub open: Option<String>,
}

/// The labs from elsewhere.
#[component]
pub fn Labs(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let held = &props.held;
    let (own, solved) = (props.own, props.solved);
    let made_of = (held.turn, props.open.clone(), words.clone());
    let rows = use_memo(made_of, move |(_, _, words)| {
        rows(&(own.0)(), &(solved.0)(), words.texts().lang())
    });
    let make = html! {
        <Link to={Route::MakeLab} class="btn">{ words.t("make.own.make") }</Link>
    };
    html! {
        <Panel title={words.s("make.own")} actions={make}>
            <p class="hint">{ words.t("make.own.text") }</p>
            <div role="status">
                if let Some(name) = &held.coming {
                    <p>{ words.f("make.own.busy", &[("name", name)]) }</p>
                }
            </div>
            if let Some((name, why)) = &held.refused {
                <Alert kind={AlertKind::Error}
                    title={words.f("make.own.refused", &[("name", name)])}>
                    <ul>{ for why.iter().map(|why| html! { <li>{ why.clone() }</li> }) }</ul>
                </Alert>
            }
            if !rows.is_empty() {
                <ol class="lab-list">
                    { for rows.iter().map(|one| row(one, props.open.as_ref(), &words, &ctl)) }
                </ol>
            }
            <Bring busy={held.coming.is_some()} />
        </Panel>
    }
}

fn row(row: &Row, open: Option<&String>, words: &Words, ctl: &Ctl) -> Html {
    let to = Route::Lab(row.id.clone());
    let start = {
        let (ctl, id) = (ctl.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| {
            ctl.send(Msg::Start(Start::Lab(id.clone())));
            ctl.go(Route::Lab(id.clone()));
        })
    };
    let begin = if row.stars.is_some() { "study.labs.again" } else { "study.labs.begin" };
    let title = || html! { <span class="sr-only">{ ": " }{ row.title.clone() }</span> };
    let act = |act: Act| ctl.on(Msg::Make(Box::new(act)));
    html! {
        <li key={row.id.clone()}>
            <h3><Link to={to.clone()}>{ row.title.clone() }</Link></h3>
            <p class="hint">
                <code>{ format!("{}.lab", own::name(&row.id)) }</code>
                if let Some(minutes) = row.minutes {
                    { " · " }{ words.f("lab.minutes", &[("n", &minutes)]) }
                }
                if let Some(stars) = row.stars {
                    { " · " }{ words.t("study.labs.solved") }{ " · " }
                    { words.f("study.labs.stars", &[("n", &stars)]) }
                }
            </p>
            <div class="actions">
                if open == Some(&row.id) {
                    <Link {to} class="btn btn-primary">{ words.t("study.labs.open") }</Link>
                } else {
                    <Button icon={IconKind::Play} onclick={start}>
                        { words.t(begin) }{ title() }
                    </Button>
                }
                <Button icon={IconKind::Download} onclick={act(Act::Take(row.id.clone()))}>
                    { words.t("make.own.take") }{ title() }
                </Button>
                if open != Some(&row.id) {
                    <Button onclick={act(Act::Remove(row.id.clone()))}>
                        { words.t("make.own.remove") }{ title() }
                    </Button>
                }
            </div>
        </li>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BringProps {
    busy: bool,
}

/// Where a lab's file is dropped, and what chooses it.
#[component]
fn Bring(props: &BringProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (id, over) = (use_id("bring-lab"), use_state(|| false));
    let onchange = {
        let (ctl, words) = (ctl.clone(), words.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                bring(file, ctl.clone(), words.clone());
            }
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
        let (ctl, words, over) = (ctl.clone(), words.clone(), over.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let (ctl, words, dropped) = (ctl.clone(), words.clone(), platform::dropped(&event));
            spawn_local(async move {
                if let Some(file) = dropped.files().await.into_iter().next() {
                    bring(file, ctl, words);
                }
            });
        })
    };
    let class = classes!("evidence-drop", over.then_some("evidence-over"));
    html! {
        <div {class} ondragover={hover(true)} ondragleave={hover(false)} {ondrop}>
            <div class="field">
                <label for={id.clone()}>{ words.t("make.own.bring") }</label>
                <p class="hint" id={format!("{id}-hint")}>{ words.t("make.own.bring.hint") }</p>
                <input id={id.clone()} type="file" accept=".lab,text/plain" {onchange}
                    disabled={props.busy} aria-describedby={format!("{id}-hint")} />
            </div>
        </div>
    }
}

fn bring(file: File, ctl: Ctl, words: Words) {
    spawn_local(async move {
        match platform::read_file(&file).await {
            Ok(text) => ctl.send(Msg::Make(Box::new(Act::Bring(file.name(), text)))),
            Err(_) => ctl.flash(Flash::error(words.s("settings.import.unreadable"))),
        }
    });
}

/// What [`Waiting`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WaitingProps {
    /// The lab.
    pub id: String,
    /// Reads the labs.
    pub own: Own,
}

/// A lab from elsewhere whose file is not read yet, or not kept here.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    let words = use_words();
    let kept = (props.own.0)().iter().any(|kept| kept.id == props.id);
    html! {
        <>
            <PageHead title={own::name(&props.id).to_owned()} />
            if !kept {
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.t("make.own.gone") }</p>
                    <p><Link to={Route::Labs}>{ words.t("app.page.labs") }</Link></p>
                </Alert>
            }
        </>
    }
}
