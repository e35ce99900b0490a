//! Bringing resources into the simulated world, keeping them busy, taking them out.

use watchtrail::number;
use watchtrail::services::generators::{Kind, Lever, Trouble};
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Span};
use watchtrail::view::services::{self, Model, Row as Resource, place_of};
use yew::prelude::*;

use crate::ui::ctl::use_ctl;
use crate::ui::parts::{Button, Choice, Expand, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// What the panel is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub model: Model,
    /// Whether it is unfolded at first.
    #[prop_or_default]
    pub open: bool,
}

/// The panel.
#[component]
pub fn Resources(props: &Props) -> Html {
    let words = use_words();
    let ctl = use_ctl();
    let wrong = use_state(|| None::<String>);
    let send = {
        let wrong = wrong.clone();
        Callback::from(move |change: Change| {
            let wrong = wrong.clone();
            let done = Callback::from(move |result: Result<(), _>| {
                let told = result.err().map(|error: watchtrail::api::ApiError| error.message);
                wrong.set(told.map(|text| text.to_string()));
            });
            ctl.change(change, done);
        })
    };
    let summary = html! { words.t("services.world").to_owned() };
    html! {
        <Expand {summary} open={props.open}>
            <p class="hint">{ words.t("services.world.explain") }</p>
            if let Some(text) = &*wrong {
                <p class="field-error" role="alert">{ text.clone() }</p>
            }
            <Bring model={props.model.clone()} send={send.clone()} />
            { for props.model.rows.iter().map(|row| html! {
                <One key={row.name.clone()} row={row.clone()} now={props.model.now}
                    send={send.clone()} />
            }) }
        </Expand>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BringProps {
    model: Model,
    send: Callback<Change>,
}

/// The form for a new one.
#[component]
fn Bring(props: &BringProps) -> Html {
    let words = use_words();
    let chosen = props.model.board.as_ref().and_then(|board| Kind::named(board.word));
    let kind = use_state(|| None::<Kind>);
    let name = use_state(|| "my-app".to_owned());
    let of = (*kind).or(chosen).unwrap_or(Kind::Alb);
    let region = place_of(of, props.model.region);
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.word(), kind.service().namespace));
    let onclick = {
        let name = (*name).clone();
        props.send.reform(move |_: MouseEvent| Change::Bring {
            kind: of,
            name: name.clone(),
            region,
        })
    };
    let onkind = {
        let kind = kind.clone();
        move |word: String| kind.set(Kind::named(&word))
    };
    let onname = {
        let name = name.clone();
        move |text: String| name.set(text)
    };
    html! {
        <section class="wizard-two">
            <Select label={words.s("services.kind")} options={kinds.to_vec()}
                value={of.word()} onchange={onkind} />
            <TextInput label={words.s("services.name")} required=true mono=true
                value={(*name).clone()}
                oninput={onname} />
            <Button disabled={name.trim().is_empty()} {onclick}>
                { words.t("services.bring") }
            </Button>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OneProps {
    row: Resource,
    now: watchtrail::sim::Time,
    send: Callback<Change>,
}

/// A resource: what is set of it, and the form that sets more.
#[component]
fn One(props: &OneProps) -> Html {
    let words = use_words();
    let row = &props.row;
    let lever = use_state(|| row.kind.levers().first().copied());
    let amount = use_state(String::new);
    let minutes = use_state(|| "30".to_owned());
    let levers: Vec<Choice> =
        row.kind.levers().iter().map(|one| Choice::new(one.word(), label(*one, &words))).collect();
    let number = number::parse(amount.trim()).filter(|number| number.is_finite());
    let span = minutes.trim().parse::<i64>().ok().filter(|minutes| *minutes > 0);
    let until = span.map(|minutes| props.now + Span::mins(minutes));
    let change = (*lever).zip(number).map(|(lever, amount)| {
        Change::Demand(Demand { name: row.name.clone(), lever, amount: Some(amount), until })
    });
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let onlever = {
        let lever = lever.clone();
        move |word: String| lever.set(Lever::named(&word))
    };
    let send = {
        let (send, change) = (props.send.clone(), change.clone());
        move |_: MouseEvent| change.clone().into_iter().for_each(|change| send.emit(change))
    };
    let remove = {
        let name = row.name.clone();
        props.send.reform(move |_: MouseEvent| Change::Remove { name: name.clone() })
    };
    html! {
        <section>
            <h3>{ format!("{} ({})", row.name, row.kind.service().namespace) }</h3>
            if let Some(id) = &row.resource_id {
                <p>{ words.t("services.resource-id") }{ " " }<code>{ id }</code></p>
            }
            <ul class="plain">
                { for services::told(row).into_iter().map(|(lever, amount)| html! {
                    <li>{ format!("{}: {amount}", label(lever, &words)) }</li>
                }) }
            </ul>
            <div class="wizard-two">
                <Select label={words.s("services.lever")} options={levers}
                    value={lever.map_or("", Lever::word)} onchange={onlever} />
                <TextInput label={words.s("services.amount")} required=true mono=true
                    value={(*amount).clone()}
                    oninput={set(&amount)} />
                <TextInput label={words.s("services.minutes")} mono=true value={(*minutes).clone()}
                    oninput={set(&minutes)} />
            </div>
            <Button disabled={change.is_none()} onclick={send}>{ words.t("services.set") }</Button>
            <Failing name={row.name.clone()} kind={row.kind} now={props.now}
                minutes={(*minutes).clone()} send={props.send.clone()} />
            <Button onclick={remove}>
                { words.fill("services.remove", &[("name", &row.name)]) }
            </Button>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FailingProps {
    name: String,
    kind: Kind,
    now: watchtrail::sim::Time,
    minutes: String,
    send: Callback<Change>,
}

/// The faults a resource can have, by name.
#[component]
fn Failing(props: &FailingProps) -> Html {
    let words = use_words();
    let how = use_state(|| Trouble::all_of(props.kind).next());
    let said = |one: Trouble| words.s(&format!("services.trouble.{}", one.word()));
    let choices: Vec<Choice> =
        Trouble::all_of(props.kind).map(|one| Choice::new(one.word(), said(one))).collect();
    let Some(trouble) = *how else { return Html::default() };
    let span = props.minutes.trim().parse::<i64>().ok().filter(|minutes| *minutes > 0);
    let until = span.map(|minutes| props.now + Span::mins(minutes));
    let change = |failing: bool| {
        let (name, until) = (props.name.clone(), until.filter(|_| failing));
        let change = Change::Trouble { name, trouble, until, failing };
        props.send.reform(move |_: MouseEvent| change.clone())
    };
    let onchange = {
        let how = how.clone();
        move |word: String| how.set(Trouble::named(&word))
    };
    html! {
        <div class="wizard-two">
            <Select label={words.s("services.trouble")} options={choices} value={trouble.word()}
                {onchange} />
            <div>
                <Button onclick={change(true)}>{ words.t("services.trouble.begin") }</Button>
                { " " }
                <Button onclick={change(false)}>{ words.t("services.trouble.end") }</Button>
            </div>
        </div>
    }
}

fn label(lever: Lever, words: &Words) -> String {
    words.s(&format!("services.lever.{}", lever.word())).to_string()
}
