//! Mute rules: those there are, and a form for a new one or one of them.

use std::rc::Rc;

use watchtrail::services::cloudwatch::mutes::Status as Mute;
use watchtrail::sim::Time as Instant;
use watchtrail::view::alarms::mutes::{self, Dates, Draft, Model, Row as Rule};
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::use_once;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Asking, Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Column, Empty, Link, PageHead, Panel, Row,
    Select, Status, Table, TextInput, Tone, use_arrival,
};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct MutesProps {
    /// The rules.
    pub model: Model,
    /// What it asked when it was opened.
    pub reads: Reads,
    /// The alarm whose page led here.
    #[prop_or_default]
    pub target: Option<String>,
}

/// Where the alarm is kept that a new rule is to mute.
pub const TARGET: &str = "mute-target";

/// The page.
#[component]
pub fn Page(props: &MutesProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let editing = use_state(|| None::<String>);
    // Whoever changes a rule is led to the form.
    let place = use_arrival((*editing).clone());
    let columns = ["name", "status", "schedule", "window", "targets", "menu"]
        .map(|name| Column::new(words.s(&format!("alarms.mute.column.{name}"))));
    let rows: Vec<Row> =
        props.model.rows.iter().map(|rule| row(rule, &editing, &asking, &words)).collect();
    let table = || {
        html! {
            <Table caption={words.s("alarms.mute.title")} columns={columns.to_vec()} {rows}
                empty={html! {
                    <Empty title={words.s("alarms.mute.empty")}>
                        <p>{ words.t("alarms.mute.empty.next") }</p>
                    </Empty>
                }} />
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::MuteRules.crumbs()} title={words.s("alarms.mute.title")}
                note={words.t("alarms.mute.note").to_owned()} refresh=true />
            <Panel flush=true>{ props.reads.or_refused("ListAlarmMuteRules", table) }</Panel>
            { asking.view() }
            <div ref={place} tabindex="-1">{ form(props, &editing) }</div>
        </>
    }
}

/// The form: of the rule that is changed as long as it is there, else of a new one.
fn form(props: &MutesProps, editing: &UseStateHandle<Option<String>>) -> Html {
    let name = editing.as_deref();
    let rule = props.model.rows.iter().find(|rule| Some(rule.name.as_str()) == name);
    let onclose = {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(None))
    };
    let key = rule.map_or_else(String::new, |rule| rule.name.clone());
    html! {
        <Form {key} model={props.model.clone()} target={props.target.clone()}
            rule={rule.map(|rule| rule.draft.clone())} {onclose} />
    }
}

fn row(
    rule: &Rule,
    editing: &UseStateHandle<Option<String>>,
    asking: &Asking,
    words: &Words,
) -> Row {
    let (tone, key) = match rule.status {
        Mute::Active => (Tone::Warning, "alarms.mute.active"),
        Mute::Scheduled => (Tone::Pending, "alarms.mute.scheduled"),
        Mute::Expired => (Tone::Neutral, "alarms.mute.expired"),
    };
    let targets = rule.targets.iter().map(|name| {
        let owed = rule.owed.contains(name);
        html! {
            <>
                <Link to={Route::alarm(name)}>{ name.clone() }</Link>
                if owed { { " " }<span class="hint">{ words.t("alarms.mute.owed") }</span> }
                { " " }
            </>
        }
    });
    let window = rule.window.map_or_else(|| "–".to_owned(), span);
    let said = words.f("alarms.mute.deleted", &[("name", &rule.name)]);
    let onclick = asking.click(mutes::delete(&rule.name), said, Callback::noop());
    let edit = {
        let (editing, name) = (editing.clone(), rule.name.clone());
        Callback::from(move |_: MouseEvent| editing.set(Some(name.clone())))
    };
    let buttons = html! {
        <div class="row">
            <Button small=true onclick={edit}
                label={words.f("alarms.mute.edit.name", &[("name", &rule.name)])}>
                { words.t("alarms.menu.edit") }
            </Button>
            <Button small=true {onclick}
                label={words.f("alarms.mute.delete.name", &[("name", &rule.name)])}>
                { words.t("alarms.mute.delete") }
            </Button>
        </div>
    };
    let cells = vec![
        html! {
            <>
                { rule.name.clone() }
                if !rule.description.is_empty() {
                    <p class="hint">{ rule.description.clone() }</p>
                }
            </>
        },
        html! { <Status kind={tone} label={words.s(key)} /> },
        html! { <code>{ rule.schedule.clone() }</code> },
        html! { window },
        html! { <>{ for targets }</> },
        buttons,
    ];
    Row::new(rule.name.clone(), cells)
}

/// A window in UTC.
fn span((start, end): (Instant, Instant)) -> String {
    format!("{} – {} UTC", format::date_time(start), format::date_time(end))
}

#[derive(Clone, PartialEq, Properties)]
struct FormProps {
    model: Model,
    target: Option<String>,
    /// The rule that is changed; `None` makes a new one.
    rule: Option<Draft>,
    /// Called when one that was changed is done with.
    onclose: Callback<()>,
}

/// What is typed: as it is now, and as it was typed last.
struct Typed {
    draft: Rc<Draft>,
    held: UseStateHandle<Draft>,
}

impl Typed {
    fn edit(&self, change: fn(&mut Draft, String)) -> Callback<String> {
        let (held, draft) = (self.held.clone(), self.draft.clone());
        Callback::from(move |text: String| {
            let mut new = (*draft).clone();
            change(&mut new, text);
            held.set(new);
        })
    }
}

/// The form.
#[component]
fn Form(props: &FormProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let held = use_state(|| match (&props.rule, &props.target) {
        (Some(rule), _) => rule.clone(),
        (None, Some(target)) => Draft::on(target, model.now),
        (None, None) => Draft::default(),
    });
    let draft = Rc::new(held.at(model.now));
    use_once(TARGET);
    let windows = draft.windows(model.now);
    let request = draft.request().filter(|_| windows.is_some() && draft.dates() == Dates::Fine);
    let (title, save, done) = match props.rule {
        Some(_) => ("alarms.mute.edit", "alarms.mute.save", "alarms.mute.changed"),
        None => ("alarms.mute.create", "alarms.mute.create", "alarms.mute.made"),
    };
    let onsubmit = {
        let (asking, request, held, words) =
            (asking.clone(), request.clone(), held.clone(), words.clone());
        let onclose = props.onclose.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let said = words.f(done, &[("name", &held.name.trim())]);
            let (ctl, held, onclose) = (ctl.clone(), held.clone(), onclose.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                held.set(Draft::default());
                onclose.emit(());
            });
            asking.send(request, done);
        })
    };
    let typed = Typed { draft, held };
    let cancel = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <form class="form" {onsubmit}>
            <Panel title={words.s(title)}>
                { naming(&typed, props.rule.is_some(), &words) }
                { schedule(model, &typed, windows.is_none(), &words) }
                { dates(&typed, &words) }
                { next(windows.as_deref(), &words) }
                { targets(model, &typed.held, &words) }
                { asking.view() }
                <div class="form-actions">
                    if props.rule.is_some() {
                        <Button onclick={cancel}>{ words.t("app.cancel") }</Button>
                    }
                    <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                        { words.t(save) }
                    </Button>
                </div>
                <CliForm {request} />
            </Panel>
        </form>
    }
}

fn naming(typed: &Typed, fixed: bool, words: &Words) -> Html {
    let draft = &typed.draft;
    html! {
        <>
            <TextInput label={words.s("alarms.mute.column.name")} value={draft.name.clone()}
                required=true disabled={fixed} oninput={typed.edit(|d, text| d.name = text)} />
            <TextInput label={words.s("alarms.detail.description")}
                value={draft.description.clone()}
                oninput={typed.edit(|d, text| d.description = text)} />
        </>
    }
}

/// When it mutes, and where the clock hangs.
fn schedule(model: &Model, typed: &Typed, unread: bool, words: &Words) -> Html {
    let draft = &typed.draft;
    let wrong = unread && !draft.is_blank() && draft.dates() == Dates::Fine;
    let error = wrong.then(|| words.s("alarms.mute.wrong"));
    html! {
        <>
            { sample(model, &typed.held, words) }
            <TextInput label={words.s("alarms.mute.expression")} mono=true required=true
                value={draft.expression.clone()} {error}
                hint={words.t("alarms.mute.expression.hint").to_owned()}
                oninput={typed.edit(|d, text| (d.sample, d.expression) = ("", text))} />
            <div class="wizard-two">
                <TextInput label={words.s("alarms.mute.duration")} mono=true required=true
                    value={draft.duration.clone()}
                    hint={words.t("alarms.mute.duration.hint").to_owned()}
                    oninput={typed.edit(|d, text| d.duration = text)} />
                <TextInput label={words.s("alarms.mute.timezone")} placeholder="Asia/Seoul"
                    value={draft.timezone.clone()}
                    hint={words.t("alarms.mute.timezone.hint").to_owned()}
                    oninput={typed.edit(|d, text| d.timezone = text)} />
            </div>
        </>
    }
}

/// From when to when the rule is in force at all.
fn dates(typed: &Typed, words: &Words) -> Html {
    let draft = &typed.draft;
    let error = match draft.dates() {
        Dates::Fine => None,
        Dates::Unread => Some(words.s("alarms.mute.date.problem")),
        Dates::Turned => Some(words.s("alarms.mute.dates.problem")),
    };
    html! {
        <div class="wizard-two">
            <TextInput label={words.s("alarms.mute.start")} kind="datetime-local"
                value={draft.start.clone()} hint={words.t("alarms.mute.start.hint").to_owned()}
                oninput={typed.edit(|d, text| d.start = text)} />
            <TextInput label={words.s("alarms.mute.expire")} kind="datetime-local" {error}
                value={draft.expire.clone()} hint={words.t("alarms.mute.expire.hint").to_owned()}
                oninput={typed.edit(|d, text| d.expire = text)} />
        </div>
    }
}

/// Schedules to begin with.
fn sample(model: &Model, draft: &UseStateHandle<Draft>, words: &Words) -> Html {
    let now = model.now;
    let mut options = vec![Choice::new("", words.s("alarms.mute.sample.own"))];
    options.extend(mutes::SAMPLES.map(|key| Choice::new(key, words.s(key))));
    let onchange = {
        let draft = draft.clone();
        Callback::from(move |key: String| draft.set(draft.at(now).with(&key, now)))
    };
    html! {
        <Select label={words.s("alarms.mute.sample")} {options} value={draft.sample} {onchange} />
    }
}

/// The windows to come.
fn next(windows: Option<&[(Instant, Instant)]>, words: &Words) -> Html {
    let Some(windows) = windows else { return Html::default() };
    html! {
        <div aria-live="polite">
            if windows.is_empty() {
                <p class="hint">{ words.t("alarms.mute.never") }</p>
            } else {
                <p>{ words.t("alarms.mute.next") }</p>
                <ul>{ for windows.iter().map(|window| html! { <li>{ span(*window) }</li> }) }</ul>
            }
        </div>
    }
}

/// The alarms to mute.
fn targets(model: &Model, draft: &UseStateHandle<Draft>, words: &Words) -> Html {
    let one = |name: &String| {
        let (draft, own) = (draft.clone(), name.clone());
        let checked = draft.targets.contains(name);
        let onchange = Callback::from(move |on: bool| {
            let mut new = (*draft).clone();
            new.targets.retain(|other| *other != own);
            if on {
                new.targets.push(own.clone());
            }
            draft.set(new);
        });
        html! { <Checkbox key={name.clone()} label={name.clone()} {checked} {onchange} /> }
    };
    html! {
        <fieldset class="field">
            <legend>{ words.t("alarms.mute.targets") }</legend>
            if model.alarms.is_empty() {
                <p class="hint">{ words.t("alarms.rule.no-alarms") }</p>
            }
            { for model.alarms.iter().map(one) }
        </fieldset>
    }
}
