//! The goals of a lab that is made: chosen from suggestions, put in order, given their sentences.

use watchtrail::learn::make::{Draft, DraftGoal, LEVELS, Suggestion};
use watchtrail::view::lab::own::{Act, Begins};
use yew::prelude::*;

use super::{Props, edited, label, langs};
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Code, Expand, IconKind, Panel, TextArea, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The goals.
#[component]
pub fn Goals(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (draft, held) = (&props.model.draft, &props.held);
    let begun = matches!(props.model.begins, Begins::At(_));
    let broken = held.checked.iter().flat_map(|checked| &checked.broken);
    let broken: Vec<_> = broken.filter_map(|(goal, law)| Some((goal.clone()?, law))).collect();
    let goals = draft.goals.iter().enumerate().map(|(place, goal)| {
        let laws = broken.iter().filter(|(of, _)| *of == goal.id);
        let laws: Vec<&String> = laws.map(|(_, law)| *law).collect();
        one(place, goal, &laws, draft, &words, &ctl)
    });
    html! {
        <Panel title={words.s("make.goals")}>
            <p>{ words.t("make.goals.text") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Bulb} disabled={!begun}
                onclick={ctl.on(Msg::Make(Box::new(Act::Suggest)))}>
                { words.t("make.goals.suggest") }
            </Button>
            <div role="status">
                if let Some(suggestions) = &held.suggestions {
                    { count(suggestions.len(), &words) }
                }
            </div>
            if let Some(suggestions) = &held.suggestions {
                { found(suggestions, draft, &words, &ctl) }
            }
            { for goals }
        </Panel>
    }
}

/// How much there is to choose.
fn count(n: usize, words: &Words) -> Html {
    match n {
        0 => html! { <p>{ words.t("make.goals.none") }</p> },
        n => html! { <p><strong>{ words.f("make.goals.found", &[("n", &n)]) }</strong></p> },
    }
}

/// What there is to choose.
fn found(suggestions: &[Suggestion], draft: &Draft, words: &Words, ctl: &Ctl) -> Html {
    let row = |suggestion: &Suggestion| {
        let chosen = draft.goals.iter().any(|goal| goal.expect == suggestion.expect);
        let said = suggestion.say(words);
        let choose = {
            let (suggestion, texts) = (suggestion.clone(), words.texts().clone());
            edited(ctl, draft, move |draft, _: MouseEvent| draft.choose(&suggestion, &texts))
        };
        let button = if chosen { "make.goals.chosen" } else { "make.goals.choose" };
        html! {
            <li key={suggestion.expect.clone()}>
                <p>{ said.clone() }</p>
                <p class="hint"><code>{ suggestion.expect.clone() }</code></p>
                <Button small=true icon={IconKind::Plus} disabled={chosen} onclick={choose}>
                    { words.t(button) }<span class="sr-only">{ ": " }{ said }</span>
                </Button>
            </li>
        }
    };
    html! { <ul class="lab-list make-found">{ for suggestions.iter().map(row) }</ul> }
}

/// A goal that was chosen.
fn one(
    place: usize,
    goal: &DraftGoal,
    laws: &[&String],
    draft: &Draft,
    words: &Words,
    ctl: &Ctl,
) -> Html {
    let number = words.f("make.goals.number", &[("n", &(place + 1))]);
    let of = || html! { <span class="sr-only">{ ": " }{ number.clone() }</span> };
    let up = edited(ctl, draft, move |draft, _: MouseEvent| draft.up(place));
    let down = edited(ctl, draft, move |draft, _: MouseEvent| draft.up(place + 1));
    let remove = edited(ctl, draft, move |draft, _: MouseEvent| {
        if place < draft.goals.len() {
            draft.goals.remove(place);
        }
    });
    html! {
        <section key={goal.id.clone()} class="make-goal" aria-label={number.clone()}>
            <h3>{ number.clone() }</h3>
            <Code text={goal.expect.clone()} wrap=true label={number.clone()} />
            if !laws.is_empty() {
                <Alert kind={AlertKind::Error}>
                    <ul>{ for laws.iter().map(|law| html! { <li>{ (*law).clone() }</li> }) }</ul>
                </Alert>
            }
            { sentences(place, goal, draft, words, ctl) }
            <Expand summary={html! { { words.t("make.field.hints") } }}
                open={goal.hints.iter().any(|hint| !hint.is_empty())}>
                { hints(place, goal, draft, words, ctl) }
            </Expand>
            <div class="actions">
                <Button small=true disabled={place == 0} onclick={up}>
                    { words.t("make.goals.up") }{ of() }
                </Button>
                <Button small=true disabled={place + 1 == draft.goals.len()} onclick={down}>
                    { words.t("make.goals.down") }{ of() }
                </Button>
                <Button small=true kind={ButtonKind::Danger} onclick={remove}>
                    { words.t("make.goals.remove") }{ of() }
                </Button>
            </div>
        </section>
    }
}

/// What is wanted, and what is said while it is missing.
fn sentences(place: usize, goal: &DraftGoal, draft: &Draft, words: &Words, ctl: &Ctl) -> Html {
    let title = |lang| {
        let oninput = edited(ctl, draft, move |draft, typed: String| {
            if let Some(goal) = draft.goals.get_mut(place) {
                *goal.title.of_mut(lang) = typed;
            }
        });
        html! {
            <TextInput label={label("make.field.title", lang, words)}
                value={goal.title.of(lang).to_owned()} {oninput} />
        }
    };
    let missing = |lang| {
        let oninput = edited(ctl, draft, move |draft, typed: String| {
            if let Some(goal) = draft.goals.get_mut(place) {
                *goal.missing.of_mut(lang) = typed;
            }
        });
        html! {
            <TextInput label={label("make.field.missing", lang, words)}
                value={goal.missing.of(lang).to_owned()} {oninput} />
        }
    };
    html! {
        <>
            { for langs(words).into_iter().map(title) }
            { for langs(words).into_iter().map(missing) }
        </>
    }
}

fn hints(place: usize, goal: &DraftGoal, draft: &Draft, words: &Words, ctl: &Ctl) -> Html {
    let keys: [&str; LEVELS] = ["make.field.hint-1", "make.field.hint-2", "make.field.hint-3"];
    let levels = goal.hints.iter().zip(keys).enumerate();
    let fields = levels.flat_map(|(level, (hint, key))| {
        langs(words).into_iter().map(move |lang| {
            let oninput = edited(ctl, draft, move |draft, typed: String| {
                let goal = draft.goals.get_mut(place);
                if let Some(hint) = goal.and_then(|goal| goal.hints.get_mut(level)) {
                    *hint.of_mut(lang) = typed;
                }
            });
            html! {
                <TextArea label={label(key, lang, words)} rows={2} {oninput}
                    value={hint.of(lang).to_owned()} />
            }
        })
    });
    html! { <>{ for fields }</> }
}
