//! "Try a call": would it be let through, and what became of each statement?

use std::rc::Rc;

use watchtrail::view::iam::trial::{self, Answer, Asked, Ground, Kind, Line, Seen, Unready};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, AlertKind, Button, Choice, CliForm, Expand, Icon, IconKind, Link, Panel, Select,
    TextArea, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Trial`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The ARN of whoever would call, where that is settled.
    #[prop_or_default]
    pub principal: Option<String>,
    /// A document that is tried: one that is being written, or a policy by itself.
    #[prop_or_default]
    pub document: Option<String>,
    /// The ARN of the policy whose document it is: whoever has it already needs it not twice.
    #[prop_or_default]
    pub policy: Option<String>,
}

/// The form that tries a call, and what comes of it.
#[component]
pub fn Trial(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let ground = use_context::<Rc<Ground>>().unwrap_or_default();
    let asked = use_state(|| Asked { resource: "*".to_owned(), ..Asked::default() });
    let told = use_state(|| None::<serde_json::Value>);
    let now = complete(&asked, props, &ground);
    let answer = trial::answer(&ground, &now, &words);
    let request = trial::request(&ground, &now);
    let simulate = {
        let (asking, request, told) = (asking.clone(), request.clone().ok(), told.clone());
        Callback::from(move |_: MouseEvent| {
            let told = told.clone();
            told.set(None);
            let done = Callback::from(move |reply: crate::ui::ctl::Reply| {
                told.set(reply.result.ok());
            });
            if let Some(request) = request.clone() {
                asking.send(request, done);
            }
        })
    };
    html! {
        <div class="stack">
            <p class="hint">{ words.t("iam.try.lead") }</p>
            { fields(&words, &asked, props, &ground) }
            { match &answer {
                Ok(answer) => shown(&words, answer),
                Err(unready) => waiting(&words, unready, &asked),
            } }
            <div class="form-actions">
                <Button onclick={simulate} disabled={request.is_err()}>
                    { words.t("iam.try.simulate") }
                </Button>
            </div>
            { asking.view() }
            if let Some(reply) = &*told {
                <p aria-live="polite">
                    { words.fill("iam.try.aws", &[("decision", &decision(reply))]) }
                </p>
            }
            <CliForm request={request.ok()} />
        </div>
    }
}

/// What is asked, with what the place settles.
fn complete(asked: &Asked, props: &Props, ground: &Ground) -> Asked {
    let principal = props.principal.clone().unwrap_or_else(|| asked.principal.clone());
    let has = |arn: &String| {
        ground.subject(&principal).is_some_and(|subject| {
            subject.identity.iter().any(|held| held.arn.as_ref() == Some(arn))
        })
    };
    let document = props.document.clone().filter(|_| !props.policy.as_ref().is_some_and(has));
    Asked { principal, document, ..asked.clone() }
}

fn fields(words: &Words, asked: &UseStateHandle<Asked>, props: &Props, ground: &Ground) -> Html {
    let set = |change: fn(&mut Asked, String)| {
        let asked = asked.clone();
        Callback::from(move |text: String| {
            let mut next = (*asked).clone();
            change(&mut next, text);
            asked.set(next);
        })
    };
    let alone = props.document.is_some().then(|| Choice::new("", words.s("iam.try.alone")));
    let nobody = props.document.is_none().then(|| Choice::new("", words.s("iam.try.choose")));
    let who = ground.subjects.iter().map(|subject| {
        let kind = if subject.role { "iam.holder.role" } else { "iam.holder.user" };
        Choice::new(subject.arn.clone(), format!("{} ({})", subject.name, words.t(kind)))
    });
    let options: Vec<Choice> = alone.into_iter().chain(nobody).chain(who).collect();
    let arns = ground.resources.keys().cloned().map(AttrValue::from).collect::<Vec<_>>();
    let another = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| {
            let mut next = (*asked).clone();
            next.more.push(String::new());
            asked.set(next);
        })
    };
    let caller = props.principal.as_ref().unwrap_or(&asked.principal);
    let role = ground.subject(caller).is_some_and(|subject| subject.role);
    let actions = trial::actions().into_iter().map(AttrValue::from).collect::<Vec<_>>();
    html! {
        <>
            if props.principal.is_none() {
                <Select label={words.s("iam.try.principal")} {options}
                    value={asked.principal.clone()}
                    onchange={set(|asked, text| asked.principal = text)} />
            }
            <TextInput label={words.s("iam.try.action")} required=true value={asked.action.clone()}
                mono=true
                placeholder="ec2:StopInstances" suggestions={actions}
                oninput={set(|asked, text| asked.action = text)} />
            <TextInput label={words.s("iam.try.resource")} value={asked.resource.clone()}
                mono=true placeholder="*" suggestions={arns}
                oninput={set(|asked, text| asked.resource = text)} />
            <TextArea label={words.s("iam.try.keys")} value={asked.keys.clone()} rows={2}
                mono=true hint={html! { words.t("iam.try.keys.hint") }}
                oninput={set(|asked, text| asked.keys = text)} />
            { for asked.more.iter().enumerate().map(|(at, text)| one_more(words, asked, at, text)) }
            <div class="form-actions">
                <Button small=true onclick={another}>{ words.t("iam.try.another") }</Button>
            </div>
            if role {
                <TextArea label={words.s("iam.try.session")} value={asked.session.clone()}
                    rows={3} mono=true hint={html! { words.t("iam.try.session.hint") }}
                    oninput={set(|asked, text| asked.session = text)} />
            }
        </>
    }
}

/// The field of another document that is not saved.
fn one_more(words: &Words, asked: &UseStateHandle<Asked>, at: usize, text: &str) -> Html {
    let oninput = {
        let asked = asked.clone();
        Callback::from(move |text: String| {
            let mut next = (*asked).clone();
            if let Some(place) = next.more.get_mut(at) {
                *place = text;
            }
            asked.set(next);
        })
    };
    html! {
        <TextArea label={words.f("iam.try.unsaved.more", &[("n", &(at + 2))])} rows={4} mono=true
            value={text.to_owned()} {oninput} />
    }
}

fn waiting(words: &Words, unready: &Unready, asked: &Asked) -> Html {
    let text = match unready {
        Unready::Keys(line) => words.fill(unready.key(), &[("line", line)]),
        unready => words.t(unready.key()).to_owned(),
    };
    let quiet = asked.action.is_empty() && *unready == Unready::Action;
    html! {
        if quiet {
            <p class="hint">{ text }</p>
        } else {
            <Alert kind={AlertKind::Warning}><p>{ text }</p></Alert>
        }
    }
}

fn shown(words: &Words, answer: &Answer) -> Html {
    let kind = if answer.allowed { AlertKind::Success } else { AlertKind::Error };
    html! {
        <>
            <Alert {kind}><p aria-live="polite">{ answer.verdict.clone() }</p></Alert>
            <ol class="why-steps">{ for answer.kinds.iter().map(|kind| step(words, kind)) }</ol>
        </>
    }
}

fn step(words: &Words, kind: &Kind) -> Html {
    html! {
        <li class="why-step" key={kind.title.clone()}>
            <p><strong>{ kind.title.clone() }</strong></p>
            if kind.policies.is_empty() {
                <p class="why-says">{ words.t("iam.try.none") }</p>
            }
            { for kind.policies.iter().map(|seen| policy(words, seen)) }
        </li>
    }
}

fn policy(words: &Words, seen: &Seen) -> Html {
    let name = match &seen.arn {
        Some(arn) => html! { <Link to={Route::Policy(arn.clone())}>{ seen.name.clone() }</Link> },
        None => html! { { seen.name.clone() } },
    };
    html! {
        <div>
            <p>
                { name }
                if let Some(group) = &seen.group {
                    <span class="muted">
                        { " " }{ words.fill("iam.try.group", &[("group", group)]) }
                    </span>
                }
            </p>
            <ul class="plain">{ for seen.statements.iter().map(|it| line(words, it)) }</ul>
            if seen.others > 0 {
                <p class="muted">{ words.fill("iam.try.others", &[("n", &seen.others)]) }</p>
            }
        </div>
    }
}

fn line(words: &Words, line: &Line) -> Html {
    let icon = match (line.matches, line.allows) {
        (true, true) => IconKind::CheckCircle,
        (true, false) => IconKind::Lock,
        (false, _) => IconKind::CrossCircle,
    };
    let effect = if line.allows { "Allow" } else { "Deny" };
    let matches = if line.matches { "iam.try.matches" } else { "iam.try.misses" };
    html! {
        <li>
            <Icon kind={icon} />{ " " }<strong>{ words.t(matches) }</strong>{ " " }
            <code>{ effect }</code>{ " " }{ line.name.clone() }{": "}{ line.says.clone() }
        </li>
    }
}

/// `allowed`, `explicitDeny`, `implicitDeny`, in AWS's words.
fn decision(reply: &serde_json::Value) -> String {
    let found = reply.pointer("/EvaluationResults/0/EvalDecision");
    found.and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// The properties of [`TrialPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct PanelProps {
    /// What stands above it.
    pub title: AttrValue,
    /// What is tried.
    pub trial: Props,
}

/// The form in a panel of a page, folded until it is wanted.
#[component]
pub fn TrialPanel(props: &PanelProps) -> Html {
    let words = use_words();
    let (principal, document) = (props.trial.principal.clone(), props.trial.document.clone());
    html! {
        <Panel title={props.title.clone()}>
            <Expand summary={html! { words.t("iam.try.open") }}>
                <Trial {principal} {document} policy={props.trial.policy.clone()} />
            </Expand>
        </Panel>
    }
}
