//! Which drill to begin, and which were done.

use watchtrail::learn::drill::{Code, SEEDS};
use watchtrail::view::drill::{Act, Choose};
use watchtrail::view::route::{DrillPage, Route};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::import::Import;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Choice, Link, PageHead, Panel, Radios, TextInput, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Choose,
}

fn act(ctl: &Ctl, act: Act) -> Callback<MouseEvent> {
    ctl.on(Msg::Drill(act))
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    html! {
        <>
            <PageHead title={words.s("app.page.drills")} note={words.t("drill.note")} />
            if model.lost {
                <Alert kind={AlertKind::Warning}><p>{ words.t("drill.done.lost") }</p></Alert>
            }
            { given(model, &words, &ctl) }
            { open(model, &words, &ctl) }
            <Panel title={words.s("drill.new")}>
                <New levels={model.levels.clone()} />
            </Panel>
            <Panel title={words.s("drill.done")}>
                { done(model, &words) }
                <div class="actions">
                    <Button disabled={model.counts == [0; 3]}
                        why={WhyNot::Said(words.s("drill.export.none"))}
                        onclick={act(&ctl, Act::Export)}>
                        { words.t("drill.export") }
                    </Button>
                </div>
                <Import label="drill.import"
                    onread={|text| Msg::Drill(Act::Import(text))} />
            </Panel>
        </>
    }
}

fn given(model: &Choose, words: &Words, ctl: &Ctl) -> Html {
    let Some(code) = model.given else { return Html::default() };
    let start = Act::Start(code.level, Some(code.seed));
    html! {
        <Panel title={words.f("drill.given", &[("code", &code)])}>
            <p>{ words.t("drill.given.text") }</p>
            <Button kind={ButtonKind::Primary} onclick={act(ctl, start)}>
                { words.f("drill.start.this", &[("code", &code)]) }
            </Button>
        </Panel>
    }
}

fn open(model: &Choose, words: &Words, ctl: &Ctl) -> Html {
    let Some((code, over)) = model.open else { return Html::default() };
    let body = if over {
        html! {
            <Link to={Route::Drills(DrillPage::Results)} class="btn">
                { words.f("drill.open.results", &[("code", &code)]) }
            </Link>
        }
    } else {
        html! {
            <Button kind={ButtonKind::Primary} onclick={act(ctl, Act::Back)}>
                { words.f("drill.open.go", &[("code", &code)]) }
            </Button>
        }
    };
    html! { <Panel title={words.s("drill.open")}>{ body }</Panel> }
}

/// What is given the form for a new drill.
#[derive(Clone, PartialEq, Properties)]
struct NewProps {
    levels: Vec<(u8, String)>,
}

/// The form for a new drill.
#[component]
fn New(props: &NewProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (level, seed) = (use_state(|| "1".to_owned()), use_state(String::new));
    let options = props.levels.iter();
    let options: Vec<Choice> =
        options.map(|(number, text)| Choice::new(number.to_string(), text.clone())).collect();
    let number = seed.trim().parse::<u64>().ok().filter(|number| *number < SEEDS);
    let wrong = (!seed.trim().is_empty() && number.is_none()).then(|| words.s("drill.seed.wrong"));
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |value: String| state.set(value))
    };
    let onsubmit = {
        let (level, ok) = (level.parse::<u8>().unwrap_or(1), wrong.is_none());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if ok {
                ctl.send(Msg::Drill(Act::Start(level, number)));
            }
        })
    };
    html! {
        <form class="drill-new" {onsubmit} novalidate=true>
            <Radios label={words.s("drill.level")} {options} value={(*level).clone()}
                onchange={set(&level)} />
            <TextInput label={words.s("drill.seed")} value={(*seed).clone()}
                hint={html! { words.t("drill.seed.hint") }} error={wrong}
                oninput={set(&seed)} />
            <Button kind={ButtonKind::Primary} submit=true>{ words.t("drill.start") }</Button>
        </form>
    }
}

fn done(model: &Choose, words: &Words) -> Html {
    let [drills, right, of] = model.counts;
    if drills == 0 {
        return html! { <p>{ words.t("drill.done.none") }</p> };
    }
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("drills", &drills), ("right", &right), ("of", &of)];
    let row = |(code, text): &(Code, String)| {
        html! {
            <li><Link to={Route::Drills(DrillPage::Given(*code))}>
                { words.f("drill.name", &[("code", code)]) }
            </Link>{ " · " }{ text.clone() }</li>
        }
    };
    html! {
        <>
            <p>{ words.f("drill.done.summary", &args) }</p>
            <ul class="drill-list">{ for model.rows.iter().map(row) }</ul>
        </>
    }
}
