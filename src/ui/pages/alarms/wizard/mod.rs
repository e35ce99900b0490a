//! The alarm wizard. The draft is kept by the app, so that it outlives a visit to another page and
//! a change of user.

mod actions;
pub mod acts;
pub mod conditions;
mod metric;
mod review;
mod rows;

use watchtrail::learn::session::Reply;
use watchtrail::view::alarms::draft::{Draft, Field, Step};
use watchtrail::view::alarms::wizard::{Model, reach};
use watchtrail::view::route::{Crumb, Route};
use yew::prelude::*;

use super::refused;
use crate::ui::ctl::{Ctl, Flash, Msg, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, CliForm, PageHead, Panel, TagsEditor, TextArea,
    TextInput, Wizard, use_wrong,
};
use crate::ui::words::{Words, use_words};

/// What the wizard is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WizardProps {
    /// The draft and what belongs to it.
    pub model: Model,
    /// The path to the page.
    pub crumbs: Vec<Crumb>,
    /// Where the draft is kept.
    pub draft: String,
    /// Why AWS refused to list metrics, in place of the list.
    pub no_metrics: Option<Html>,
    /// Why AWS refused to list topics, beneath the choice of one.
    pub no_topics: Option<Html>,
}

/// What a step is given.
#[derive(Clone, PartialEq, Properties)]
pub struct StepProps {
    /// The draft and what belongs to it.
    pub model: Model,
    /// Called with the draft as it is then.
    pub onedit: Callback<Draft>,
    /// Whether what is missing is said too.
    pub strict: bool,
}

impl StepProps {
    /// A callback that changes one thing of the draft.
    pub fn edit<T: 'static>(&self, change: impl Fn(&mut Draft, T) + 'static) -> Callback<T> {
        let (draft, onedit) = (self.model.draft.clone(), self.onedit.clone());
        Callback::from(move |value: T| {
            let mut draft = draft.clone();
            change(&mut draft, value);
            onedit.emit(draft);
        })
    }

    /// What is wrong with a field. Of a field nobody has filled in yet, only when asked strictly.
    pub fn error(&self, field: Field, typed: bool, words: &Words) -> Option<AttrValue> {
        let found = self.model.problems.iter().find(|(wrong, _)| *wrong == field);
        found.filter(|_| self.strict || typed).map(|(_, key)| words.s(key))
    }
}

/// The wizard.
#[component]
pub fn Page(props: &WizardProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let strict = use_state(|| false);
    let tries = use_state(|| 0);
    let form = use_wrong(*tries);
    let reply = use_state(|| None::<Reply>);
    let model = &props.model;
    let step = model.draft.step;
    let onedit = {
        let (ctl, key) = (ctl.clone(), props.draft.clone());
        Callback::from(move |draft: Draft| {
            ctl.send(Msg::Draft(key.clone(), Some(draft.to_value())));
        })
    };
    let go = {
        let (onedit, draft) = (onedit.clone(), model.draft.clone());
        let (strict, tries, reply) = (strict.clone(), tries.clone(), reply.clone());
        Callback::from(move |wanted: Step| {
            let to = reach(&draft, wanted);
            let wrong = to < wanted && to == draft.step;
            strict.set(wrong);
            tries.set(*tries + u32::from(wrong));
            reply.set(None);
            onedit.emit(Draft { step: to, ..draft.clone() });
        })
    };
    let onstep = go.reform(|number: usize| Step::at(number).unwrap_or_default());
    let discard = ctl.on(Msg::Draft(props.draft.clone(), None));
    let title = match &model.editing {
        Some(name) => words.f("alarms.edit.title", &[("name", name)]),
        None => words.s("alarms.new.title"),
    };
    let given = StepProps { model: model.clone(), onedit, strict: *strict };
    let body = match step {
        Step::Metric => html! { <metric::Metric ..given.clone() /> },
        Step::Conditions => html! { <conditions::Conditions ..given.clone() /> },
        Step::Actions => html! { <actions::Actions ..given.clone() /> },
        Step::Name => naming(&given, &words),
        Step::Review => review::review(model, &go, &words),
    };
    let actions = html! {
        <Button onclick={discard}>{ words.t("alarms.discard") }</Button>
    };
    let steps: Vec<AttrValue> = Step::ALL.iter().map(|step| words.s(step.title())).collect();
    let submit = submit(props, &ctl, &words, &reply);
    html! {
        <>
            <PageHead crumbs={props.crumbs.clone()} {title} {actions}
                note={words.t("alarms.kept")} />
            <Wizard {steps} current={step.number()} {onstep}
                reached={reach(&model.draft, Step::Review).number()}>
                <div class="wizard-form" ref={form}>{ body }</div>
                { if step == Step::Metric { props.no_metrics.clone() } else { None } }
                { if step == Step::Actions { props.no_topics.clone() } else { None } }
                { refused((*reply).as_ref()) }
                { buttons(model, &go, submit, &words) }
                <CliForm request={model.request.clone()} />
            </Wizard>
        </>
    }
}

fn naming(props: &StepProps, words: &Words) -> Html {
    let draft = &props.model.draft;
    let editing = props.model.editing.is_some();
    html! {
        <>
        <Panel title={words.s(Step::Name.title())}>
            <TextInput label={words.s("alarms.name")} value={draft.name.clone()} required=true
                hint={words.t("alarms.name.hint")} disabled={editing}
                error={props.error(Field::Name, !draft.name.is_empty(), words)}
                oninput={props.edit(|draft, name: String| draft.name = name)} />
            if props.model.taken {
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.t("alarms.name.taken") }</p>
                </Alert>
            }
            <TextArea label={words.s("alarms.description")} value={draft.description.clone()}
                hint={words.t("alarms.description.hint")}
                oninput={props.edit(|draft, text: String| draft.description = text)} />
        </Panel>
        { tags(props, editing, words) }
        </>
    }
}

/// The tags of a new alarm: in an update AWS ignores them.
fn tags(props: &StepProps, editing: bool, words: &Words) -> Html {
    let title = words.s("alarms.detail.tags");
    if editing {
        return html! {
            <Panel {title}><p class="hint">{ words.t("alarms.tags.edit.hint") }</p></Panel>
        };
    }
    let error = props.error(Field::Tags, false, words);
    html! {
        <Panel {title}>
            <TagsEditor tags={props.model.draft.tags.clone()}
                onchange={props.edit(|draft, tags| draft.tags = tags)} />
            { for error.map(|text| html! { <p class="field-error" role="alert">{ text }</p> }) }
        </Panel>
    }
}

fn buttons(
    model: &Model,
    go: &Callback<Step>,
    submit: Callback<MouseEvent>,
    words: &Words,
) -> Html {
    let number = model.draft.step.number();
    let to = |number: Option<usize>| {
        let step = number.and_then(Step::at);
        go.reform(move |_: MouseEvent| step.unwrap_or_default())
    };
    let last = model.draft.step == Step::Review;
    let text = match model.editing {
        Some(_) => "alarms.submit.update",
        None => "alarms.submit.create",
    };
    html! {
        <div class="wizard-buttons">
            if number > 0 {
                <Button onclick={to(number.checked_sub(1))}>{ words.t("alarms.previous") }</Button>
            }
            if last {
                <Button kind={ButtonKind::Primary} onclick={submit}
                    disabled={!model.problems.is_empty()}>
                    { words.t(text) }
                </Button>
            } else {
                <Button kind={ButtonKind::Primary} onclick={to(Some(number + 1))}>
                    { words.t("alarms.next") }
                </Button>
            }
        </div>
    }
}

/// Sends PutMetricAlarm; when it worked, the draft is done with.
fn submit(
    props: &WizardProps,
    ctl: &Ctl,
    words: &Words,
    reply: &UseStateHandle<Option<Reply>>,
) -> Callback<MouseEvent> {
    let (ctl, reply, key) = (ctl.clone(), reply.clone(), props.draft.clone());
    let (request, name) = (props.model.request.clone(), props.model.draft.name.clone());
    let text = match props.model.editing {
        Some(_) => "alarms.updated",
        None => "alarms.created",
    };
    let said = words.fill(text, &[("name", &name)]);
    Callback::from(move |_: MouseEvent| {
        let Some(request) = request.clone() else { return };
        let (reply, done_ctl, said) = (reply.clone(), ctl.clone(), said.clone());
        let (key, name) = (key.clone(), name.clone());
        let done = Callback::from(move |answer: Reply| {
            if answer.result.is_err() {
                reply.set(Some(answer));
                return;
            }
            done_ctl.send(Msg::Draft(key.clone(), None));
            done_ctl.flash(Flash::success(said.clone()));
            done_ctl.go(Route::alarm(&name));
        });
        ctl.call(request, done);
    })
}
