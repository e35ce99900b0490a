//! Mute rules: those there are, and a form for a new one.

use std::rc::Rc;

use watchtrail::services::cloudwatch::mutes::Status as Mute;
use watchtrail::sim::Time as Instant;
use watchtrail::view::alarms::mutes::{self, Draft, Model, Row as Rule};
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::use_once;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Asking, Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Column, Empty, Link, PageHead, Panel, Row,
    Select, Status, Table, TextInput, Tone,
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
    let columns = ["name", "status", "schedule", "window", "targets", "menu"]
        .map(|name| Column::new(words.s(&format!("alarms.mute.column.{name}"))));
    let rows: Vec<Row> = props.model.rows.iter().map(|rule| row(rule, &asking, &words)).collect();
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
            <Create model={props.model.clone()} target={props.target.clone()} />
        </>
    }
}

fn row(rule: &Rule, asking: &Asking, words: &Words) -> Row {
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
    let delete = html! {
        <Button small=true {onclick}
            label={words.f("alarms.mute.delete.name", &[("name", &rule.name)])}>
            { words.t("alarms.mute.delete") }
        </Button>
    };
    let cells = vec![
        html! { rule.name.clone() },
        html! { <Status kind={tone} label={words.s(key)} /> },
        html! { <code>{ rule.schedule.clone() }</code> },
        html! { window },
        html! { <>{ for targets }</> },
        delete,
    ];
    Row::new(rule.name.clone(), cells)
}

/// A window in UTC.
fn span((start, end): (Instant, Instant)) -> String {
    format!("{} – {} UTC", format::date_time(start), format::date_time(end))
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    model: Model,
    target: Option<String>,
}

/// The form.
#[component]
fn Create(props: &CreateProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let held = use_state(|| match &props.target {
        Some(target) => Draft::on(target, model.now),
        None => Draft::default(),
    });
    let draft = Rc::new(held.at(model.now));
    use_once(TARGET);
    let edit = |change: fn(&mut Draft, String)| {
        let (held, draft) = (held.clone(), draft.clone());
        Callback::from(move |text: String| {
            let mut new = (*draft).clone();
            change(&mut new, text);
            held.set(new);
        })
    };
    let windows = draft.windows(model.now);
    let request = draft.request().filter(|_| windows.is_some());
    let onsubmit = {
        let (asking, request, held, words) =
            (asking.clone(), request.clone(), held.clone(), words.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let said = words.f("alarms.mute.made", &[("name", &held.name.trim())]);
            let (ctl, held) = (ctl.clone(), held.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                held.set(Draft::default());
            });
            asking.send(request, done);
        })
    };
    let wrong = windows.is_none() && !draft.is_blank();
    let error = wrong.then(|| words.s("alarms.mute.wrong"));
    html! {
        <form class="form" {onsubmit}>
            <Panel title={words.s("alarms.mute.create")}>
                <TextInput label={words.s("alarms.mute.column.name")} value={draft.name.clone()}
                    required=true oninput={edit(|d, text| d.name = text)} />
                { sample(model, &held, &words) }
                <TextInput label={words.s("alarms.mute.expression")} mono=true required=true
                    value={draft.expression.clone()} {error}
                    hint={words.t("alarms.mute.expression.hint").to_owned()}
                    oninput={edit(|d, text| (d.sample, d.expression) = ("", text))} />
                <div class="wizard-two">
                    <TextInput label={words.s("alarms.mute.duration")} mono=true required=true
                        value={draft.duration.clone()}
                        hint={words.t("alarms.mute.duration.hint").to_owned()}
                        oninput={edit(|d, text| d.duration = text)} />
                    <TextInput label={words.s("alarms.mute.timezone")} placeholder="Asia/Seoul"
                        value={draft.timezone.clone()}
                        hint={words.t("alarms.mute.timezone.hint").to_owned()}
                        oninput={edit(|d, text| d.timezone = text)} />
                </div>
                { next(windows.as_deref(), &words) }
                { targets(model, &held, &words) }
                { asking.view() }
                <div class="form-actions">
                    if request.is_none() {
                        <p class="hint form-need">{ words.t("alarms.mute.need") }</p>
                    }
                    <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                        { words.t("alarms.mute.create") }
                    </Button>
                </div>
                <CliForm {request} />
            </Panel>
        </form>
    }
}

/// Schedules to begin with.
fn sample(model: &Model, draft: &UseStateHandle<Draft>, words: &Words) -> Html {
    let now = model.now;
    let mut options = vec![Choice::new("", words.s("alarms.mute.sample.own"))];
    options.extend(mutes::samples(now).iter().map(|(key, ..)| Choice::new(*key, words.s(key))));
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
