//! A lab is made: where it begins, its solution, its goals, its texts, what it breaks, the file.

mod goals;
mod out;
mod texts;

use std::rc::Rc;

use watchtrail::learn::make::Draft;
use watchtrail::text::Lang;
use watchtrail::view::format;
use watchtrail::view::lab::own::{self, Act, Begins, FORM, Held, Model};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, Start, use_ctl};
use crate::ui::pages::Shown;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Choice, Code, IconKind, PageHead, Panel, Select,
};
use crate::ui::words::{Words, use_words};
use goals::Goals;
use out::Out;
use texts::Texts;

/// The page.
pub fn page(shown: &Shown<'_>) -> Html {
    let model = own::model(shown.session, shown.drafts, shown.words);
    html! { <Page {model} held={shown.make.clone()} /> }
}

/// What the page and its parts are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What was written and played so far.
    pub model: Model,
    /// What was found out about it.
    pub held: Rc<Held>,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let Props { model, held } = props;
    let begun = matches!(model.begins, Begins::At(_));
    html! {
        <>
            <PageHead title={words.s("make.title")} note={words.t("make.lead")} />
            <Begin model={model.clone()} />
            if model.draft.mark.is_some() {
                <Panel title={words.s("make.play")}>
                    <p>{ words.t("make.play.text") }</p>
                    if begun {
                        <p>{ words.f("make.play.acts", &[("n", &model.acts)]) }</p>
                        if !model.steps.is_empty() {
                            <Code text={model.steps.join("\n")} wrap=true
                                label={words.s("make.play")} />
                        }
                    }
                </Panel>
                <Goals model={model.clone()} held={held.clone()} />
                <Texts model={model.clone()} held={held.clone()} />
                <Out model={model.clone()} held={held.clone()} />
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BeginProps {
    model: Model,
}

/// Where it begins, and for whom.
#[component]
fn Begin(props: &BeginProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let chosen = use_state(|| None::<String>);
    let marked = model.draft.mark.as_ref().map(|mark| mark.user.clone());
    let user = (*chosen).clone().or(marked).filter(|user| model.users.contains(user));
    let user = user.or_else(|| model.users.first().cloned()).unwrap_or_default();
    let options: Vec<Choice> =
        model.users.iter().map(|name| Choice::new(name.clone(), name.clone())).collect();
    let onchange = Callback::from(move |user: String| chosen.set(Some(user)));
    let mark = ctl.on(Msg::Make(Box::new(Act::Mark(user.clone()))));
    let empty = ctl.on(Msg::Start(Start::Sandbox));
    let (kind, label) = match model.begins {
        Begins::At(_) => (ButtonKind::Normal, "make.begin.again"),
        _ => (ButtonKind::Primary, "make.begin.mark"),
    };
    html! {
        <Panel title={words.s("make.begin")}>
            <p>{ words.t("make.begin.text") }</p>
            { begins(model, &words) }
            if model.before > 0 {
                <Alert kind={AlertKind::Info}>
                    <p>{ words.f("make.begin.before", &[("n", &model.before)]) }</p>
                    <Button small=true onclick={empty}>{ words.t("make.begin.empty") }</Button>
                </Alert>
            }
            <Select label={words.s("make.begin.user")} value={user} {options} {onchange} />
            if matches!(model.begins, Begins::At(_)) {
                <p class="hint">{ words.t("make.begin.again.text") }</p>
            }
            <Button {kind} icon={IconKind::Play} onclick={mark}>{ words.t(label) }</Button>
        </Panel>
    }
}

fn begins(model: &Model, words: &Words) -> Html {
    let user = model.draft.mark.as_ref().map(|mark| mark.user.clone()).unwrap_or_default();
    match model.begins {
        Begins::Nowhere => Html::default(),
        Begins::Lost => html! {
            <Alert kind={AlertKind::Warning} live=true>
                <p>{ words.t("make.begin.lost") }</p>
            </Alert>
        },
        Begins::At(time) => {
            let time = format::date_time(time);
            let text = words.f("make.begin.at", &[("time", &time), ("user", &user)]);
            html! { <p role="status"><strong>{ text }</strong></p> }
        }
    }
}

/// What a field does with what is typed: the draft with it is kept.
fn edited<V: 'static>(
    ctl: &Ctl,
    draft: &Draft,
    change: impl Fn(&mut Draft, V) + 'static,
) -> Callback<V> {
    let (ctl, draft) = (ctl.clone(), draft.clone());
    Callback::from(move |value: V| {
        let mut draft = draft.clone();
        change(&mut draft, value);
        ctl.send(Msg::Draft(FORM.to_owned(), draft.kept()));
    })
}

/// The label of a field in a language.
fn label(what: &str, lang: Lang, words: &Words) -> AttrValue {
    let name = match lang {
        Lang::En => "English",
        Lang::Ko => "한국어",
    };
    words.f("make.field.lang", &[("what", &words.t(what)), ("lang", &name)])
}

/// The languages, the one in force first.
fn langs(words: &Words) -> Vec<Lang> {
    let mut all = Lang::ALL.to_vec();
    all.sort_by_key(|lang| *lang != words.texts().lang());
    all
}
