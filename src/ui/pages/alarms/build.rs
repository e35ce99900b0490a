//! The builder of a composite alarm: its rule typed or clicked together, with mistakes told at
//! their place and the state it would have now.

use watchtrail::services::Request;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::view::alarms::build::{self, Check, Draft, Model};
use watchtrail::view::route::{Crumb, Route};
use yew::prelude::*;

use super::menu::states;
use super::replaced::replaced;
use super::rule::RuleTree;
use super::wizard::acts::{Acts, OF_COMPOSITES};
use super::{state, use_once};
use crate::ui::ctl::{Ctl, Flash, Msg, use_ctl};
use crate::ui::pages::asked::{Asking, use_asking};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Checkbox, Choice, CliForm, Expand, IconKind, NumberInput,
    PageHead, Panel, Segmented, Select, TagsEditor, TextArea, TextInput, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// Where the alarm is kept that a new rule begins with.
pub const WITH: &str = "composite-with";

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct BuildProps {
    /// The page.
    pub model: Model,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Where the draft is kept.
    pub draft: String,
    /// Whether it begins with an alarm whose page led here.
    pub begun: bool,
}

/// Where the draft is kept: one for each alarm that is edited, one for a new one.
pub fn key(editing: Option<&str>) -> String {
    format!("composite/{}", editing.unwrap_or_default())
}

/// What is typed, and how it changes.
#[derive(Clone, PartialEq)]
struct Typed {
    draft: Draft,
    onedit: Callback<Draft>,
}

impl Typed {
    /// A change of the draft.
    fn edit<E: 'static>(&self, change: impl Fn(&mut Draft, E) + 'static) -> Callback<E> {
        let Typed { draft, onedit } = self.clone();
        Callback::from(move |given: E| {
            let mut new = draft.clone();
            change(&mut new, given);
            onedit.emit(new);
        })
    }
}

/// Keeps a draft that began with an alarm, and forgets what led here.
#[hook]
fn use_begun(props: &BuildProps) {
    let ctl = use_ctl();
    let (key, value) = (props.draft.clone(), props.model.draft.to_value());
    let begun = props.begun;
    use_effect_with((), move |()| {
        if begun {
            ctl.send(Msg::Draft(key, Some(value)));
        }
    });
    use_once(WITH);
}

/// The page.
#[component]
pub fn Page(props: &BuildProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    use_begun(props);
    let onedit = {
        let (ctl, key) = (ctl.clone(), props.draft.clone());
        Callback::from(move |draft: Draft| {
            ctl.send(Msg::Draft(key.clone(), Some(draft.to_value())));
        })
    };
    let typed = Typed { draft: model.draft.clone(), onedit };
    let draft = &typed.draft;
    let check = model.check(&draft.rule);
    let request = draft.request().filter(|_| matches!(check, Check::Reads { .. }));
    let back = {
        let route = model.editing.as_deref().map_or(Route::Alarms, Route::alarm);
        let (ctl, key) = (ctl.clone(), props.draft.clone());
        Callback::from(move |_: MouseEvent| {
            ctl.send(Msg::Draft(key.clone(), None));
            ctl.go(route.clone());
        })
    };
    let onsubmit = submit(props, request.clone(), &asking, &ctl, &words);
    let title = match model.editing {
        Some(_) => "alarms.composite.edit",
        None => "alarms.composite.create",
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={props.crumbs.clone()} title={words.s(title)}
                note={html! {
                    <>{ words.t("alarms.composite.note") }{ " " }{ words.t("alarms.kept") }</>
                }} />
            <Panel title={words.s("alarms.rule")}>
                <TextArea label={words.s("alarms.rule.text")} required=true
                    value={draft.rule.clone()} mono=true
                    hint={words.t("alarms.rule.hint").to_owned()}
                    error={error(&check)} oninput={typed.edit(|d, text| d.rule = text)} />
                { place(&draft.rule, &check, &words) }
                { preview(&check, &words) }
                <Terms model={model.clone()} rule={draft.rule.clone()}
                    onchange={typed.edit(|d, rule| d.rule = rule)} />
            </Panel>
            { actions(model, &typed, &words) }
            { suppressor(model, &typed, &words) }
            <Panel title={words.s("alarms.step.name")}>
                <TextInput label={words.s("alarms.detail.name")} value={draft.name.clone()}
                    required=true disabled={model.editing.is_some()}
                    oninput={typed.edit(|d, text| d.name = text)} />
                <TextInput label={words.s("alarms.detail.description")}
                    value={draft.description.clone()}
                    oninput={typed.edit(|d, text| d.description = text)} />
            </Panel>
            { tags(model, &typed, &words) }
            { for model.replaced.iter().map(|all| replaced(all, &words)) }
            { asking.view() }
            <div class="form-actions">
                <Button onclick={back}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t(title) }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}

/// Sends PutCompositeAlarm; when it worked, the draft is done with.
fn submit(
    props: &BuildProps,
    request: Option<Request>,
    asking: &Asking,
    ctl: &Ctl,
    words: &Words,
) -> Callback<SubmitEvent> {
    let (asking, ctl, key) = (asking.clone(), ctl.clone(), props.draft.clone());
    let name = props.model.draft.name.trim().to_owned();
    let said = words.f("alarms.composite.saved", &[("name", &name)]);
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = request.clone() else { return };
        let (ctl, name, key, said) = (ctl.clone(), name.clone(), key.clone(), said.clone());
        let done = Callback::from(move |_| {
            ctl.send(Msg::Draft(key.clone(), None));
            ctl.flash(Flash::success(said.clone()));
            ctl.go(Route::alarm(&name));
        });
        asking.send(request, done);
    })
}

/// The service's message for a rule that cannot be read.
fn error(check: &Check) -> Option<AttrValue> {
    match check {
        Check::Wrong(mistake) => Some(mistake.message.clone().into()),
        _ => None,
    }
}

/// The rule with its mistake marked.
fn place(rule: &str, check: &Check, words: &Words) -> Html {
    let Check::Wrong(mistake) = check else { return Html::default() };
    // What is checked is the rule without the spaces around it.
    let (before, wrong, after) = build::cut(rule.trim(), mistake);
    let wrong = if wrong.is_empty() { "␣".to_owned() } else { wrong };
    html! {
        <p class="rule-mistake" aria-label={words.s("alarms.rule.mistake")}>
            <code>{ before }<mark>{ wrong }</mark>{ after }</code>
        </p>
    }
}

/// What the alarm would be now.
fn preview(check: &Check, words: &Words) -> Html {
    let Check::Reads { tree, state: value, missing } = check else { return Html::default() };
    html! {
        <>
            <p>{ words.t("alarms.rule.now") }{ " " }{ state(*value, words, false) }</p>
            <RuleTree tree={tree.clone()} times=false />
            if !missing.is_empty() {
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.fill("alarms.rule.missing", &[("names", &missing.join(", "))]) }</p>
                </Alert>
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TermsProps {
    model: Model,
    rule: String,
    onchange: Callback<String>,
}

/// Terms to choose and add.
#[component]
fn Terms(props: &TermsProps) -> Html {
    let words = use_words();
    let word = use_state(|| "AND".to_owned());
    let negated = use_state(|| false);
    let value = use_state(|| StateValue::Alarm.name().to_owned());
    let names = || props.model.alarms.iter().map(|(name, _)| name.clone());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let alarm = use_state(String::new);
    let onalarm = set(&alarm);
    let add = |term: String| {
        let rule = build::join(&props.rule, &word, &term);
        let again = alarm.clone();
        props.onchange.reform(move |_: MouseEvent| {
            again.set(String::new());
            rule.clone()
        })
    };
    let onterm = {
        let (rule, word) = (props.rule.clone(), (*word).clone());
        props.onchange.reform(move |term: String| build::join(&rule, &word, &term))
    };
    let becomes = |rule: String| props.onchange.reform(move |_: MouseEvent| rule.clone());
    let options: Vec<Choice> = names().map(|name| Choice::new(name.clone(), name)).collect();
    let none = options.is_empty();
    // One that the rule does not name yet is offered first.
    let alarm = match alarm.is_empty() {
        true => props.model.unnamed(&props.rule).unwrap_or_default(),
        false => (*alarm).clone(),
    };
    let first = props.rule.trim().is_empty();
    let one = build::term(*negated, &value, &alarm);
    html! {
        <fieldset class="rule-builder">
            <legend>{ words.t("alarms.rule.build") }</legend>
            if none {
                <p class="hint">{ words.t("alarms.rule.no-alarms") }</p>
            }
            if !first {
                <Segmented label={words.s("alarms.rule.word")} value={(*word).clone()}
                    options={vec![Choice::new("AND", "AND"), Choice::new("OR", "OR")]}
                    onchange={set(&word)} />
            }
            <div class="wizard-two">
                <Select label={words.s("alarms.rule.alarm")} {options} value={alarm}
                    onchange={onalarm} />
                <Select label={words.s("alarms.rule.state")} options={states(&words)}
                    value={(*value).clone()} onchange={set(&value)} />
            </div>
            <Checkbox label={words.s("alarms.rule.negated")} checked={*negated}
                onchange={let negated = negated.clone(); move |on: bool| negated.set(on)} />
            <div class="row">
                <Button icon={IconKind::Plus} disabled={none} why={WhyNot::Obvious}
                    onclick={add(one.clone())}>
                    { words.fill("alarms.rule.add", &[("term", &one)]) }
                </Button>
                if !first {
                    <Button onclick={becomes(build::wrap(&props.rule, false))}>
                        { words.t("alarms.rule.wrap") }
                    </Button>
                    <Button onclick={becomes(build::wrap(&props.rule, true))}>
                        { words.t("alarms.rule.negate") }
                    </Button>
                }
            </div>
            <Several names={names().collect::<Vec<_>>()} value={(*value).clone()} negated={*negated}
                onterm={onterm} />
        </fieldset>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SeveralProps {
    names: Vec<String>,
    value: String,
    negated: bool,
    onterm: Callback<String>,
}

/// A term on several alarms.
#[component]
fn Several(props: &SeveralProps) -> Html {
    let words = use_words();
    let several = use_state(Vec::<String>::new);
    let least = use_state(|| "2".to_owned());
    let oninput = {
        let least = least.clone();
        Callback::from(move |text: String| least.set(text))
    };
    let term = build::at_least(&least, props.negated, &props.value, &several);
    let said = words.fill("alarms.rule.add", &[("term", &term)]);
    let onclick = props.onterm.reform(move |_: MouseEvent| term.clone());
    html! {
        <Expand summary={html! { words.t("alarms.rule.several").to_owned() }}>
            <TextInput label={words.s("alarms.rule.least")} value={(*least).clone()}
                {oninput} hint={words.t("alarms.rule.least.hint").to_owned()} />
            { for props.names.iter().map(|name| toggle(name.clone(), &several)) }
            <Button icon={IconKind::Plus} disabled={several.is_empty()} {onclick}>
                { said }
            </Button>
        </Expand>
    }
}

/// A name to take into a list, or out of it.
pub(super) fn toggle(name: String, list: &UseStateHandle<Vec<String>>) -> Html {
    let (list, own) = (list.clone(), name.clone());
    let checked = list.contains(&name);
    let onchange = Callback::from(move |on: bool| {
        let mut new: Vec<String> = list.iter().filter(|other| **other != own).cloned().collect();
        if on {
            new.push(own.clone());
        }
        list.set(new);
    });
    html! { <Checkbox key={name.clone()} label={name.clone()} {checked} {onchange} /> }
}

/// Whom to tell.
fn actions(model: &Model, typed: &Typed, words: &Words) -> Html {
    let draft = &typed.draft;
    let place = (model.scope.region.code().to_owned(), model.scope.account.to_string());
    html! {
        <Panel title={words.s("alarms.step.actions")}>
            <Acts actions={draft.actions.clone()} kinds={OF_COMPOSITES}
                topics={model.topics.clone()} {place}
                onchange={typed.edit(|d, actions| d.actions = actions)} />
            <Checkbox label={words.s("alarms.action.enabled")} checked={draft.enabled}
                onchange={typed.edit(|d, on: bool| d.enabled = on)} />
        </Panel>
    }
}

/// The tags of a new alarm: in an update AWS ignores them.
fn tags(model: &Model, typed: &Typed, words: &Words) -> Html {
    html! {
        <Panel title={words.s("alarms.detail.tags")}>
            if model.editing.is_some() {
                <p class="hint">{ words.t("alarms.tags.edit.hint") }</p>
            } else {
                <TagsEditor tags={typed.draft.tags.clone()}
                    onchange={typed.edit(|d, tags| d.tags = tags)} />
            }
        </Panel>
    }
}

/// What holds its actions back.
fn suppressor(model: &Model, typed: &Typed, words: &Words) -> Html {
    let draft = &typed.draft;
    let mut options = vec![Choice::new("", words.s("alarms.suppressor.none"))];
    let names = model.alarms.iter().map(|(name, _)| name.clone());
    options.extend(names.map(|name| Choice::new(name.clone(), name)));
    let given = &draft.suppressor;
    if options.iter().all(|choice| *choice.value != **given) {
        options.push(Choice::new(given.clone(), given.clone()));
    }
    html! {
        <Panel title={words.s("alarms.suppressor")}>
            <Select label={words.s("alarms.suppressor.alarm")} {options} value={given.clone()}
                hint={words.t("alarms.suppressor.hint").to_owned()}
                onchange={typed.edit(|d, name| d.suppressor = name)} />
            if !given.is_empty() {
                <div class="wizard-two">
                    <NumberInput label={words.s("alarms.suppressor.wait")}
                        value={draft.wait.clone()}
                        hint={words.t("alarms.suppressor.wait.hint").to_owned()}
                        oninput={typed.edit(|d, text| d.wait = text)} />
                    <NumberInput label={words.s("alarms.suppressor.extension")}
                        value={draft.extension.clone()}
                        hint={words.t("alarms.suppressor.extension.hint").to_owned()}
                        oninput={typed.edit(|d, text| d.extension = text)} />
                </div>
            }
        </Panel>
    }
}
