//! Step 3: whom to tell, and a new topic without leaving the wizard.

use serde_json::json;
use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::services::cloudwatch::alarm::fires::{Kind, Verb};
use watchtrail::view::alarms::draft::{Action, Draft, Field};
use watchtrail::view::alarms::wizard::Topic;
use yew::prelude::*;

use super::super::menu::states;
use super::super::refused;
use super::StepProps;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Expand, IconKind, Panel, Select, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The step.
#[component]
pub fn Actions(props: &StepProps) -> Html {
    let words = use_words();
    let draft = &props.model.draft;
    let add = props.edit(|draft, _: MouseEvent| {
        draft.actions.push(Action { state: "ALARM".to_owned(), topic: String::new() });
    });
    let rows = (0..draft.actions.len()).map(|place| action(props, place, &words));
    html! {
        <Panel title={words.s("alarms.step.actions")}>
            if draft.actions.is_empty() {
                <p class="hint">{ words.t("alarms.action.none") }</p>
            }
            { for rows }
            <p>
                <Button icon={IconKind::Plus} onclick={add}>
                    { words.t("alarms.action.add") }
                </Button>
            </p>
            <Checkbox label={words.s("alarms.action.enabled")} checked={draft.enabled}
                onchange={props.edit(|draft, on: bool| draft.enabled = on)} />
            <NewTopic name={draft.new_topic.clone()} email={draft.new_email.clone()}
                onname={props.edit(|draft, name| draft.new_topic = name)}
                onemail={props.edit(|draft, email| draft.new_email = email)}
                onmade={props.edit(made)} />
        </Panel>
    }
}

/// A topic that was just made is told of ALARM, or takes the first free place.
fn made(draft: &mut Draft, arn: String) {
    (draft.new_topic, draft.new_email) = (String::new(), String::new());
    match draft.actions.iter_mut().find(|action| action.topic.is_empty()) {
        Some(action) => action.topic = arn,
        None => draft.actions.push(Action { state: "ALARM".to_owned(), topic: arn }),
    }
}

fn action(props: &StepProps, place: usize, words: &Words) -> Html {
    let Some(action) = props.model.draft.actions.get(place) else { return Html::default() };
    let with = |change: fn(&mut Action, String)| {
        props.edit(move |draft: &mut Draft, value: String| {
            if let Some(action) = draft.actions.get_mut(place) {
                change(action, value);
            }
        })
    };
    let remove = props.edit(move |draft: &mut Draft, _: MouseEvent| {
        if place < draft.actions.len() {
            draft.actions.remove(place);
        }
    });
    let label = words.f("alarms.action", &[("n", &(place + 1))]);
    let error =
        if action.topic.is_empty() { props.error(Field::Topic, false, words) } else { None };
    let kind = kind_of(&action.topic);
    let kinds = ["sns", "ec2", "lambda", "ssm", "autoscaling"]
        .map(|kind| Choice::new(kind, words.s(&format!("alarms.action.kind.{kind}"))));
    let (region, account) = props.model.place.clone();
    let turn = props.edit(move |draft: &mut Draft, kind: String| {
        if let Some(action) = draft.actions.get_mut(place) {
            action.topic = example(&kind, &region, &account);
        }
    });
    html! {
        <fieldset class="wizard-action" key={place}>
            <legend>{ label }</legend>
            <div class="wizard-two">
                <Select label={words.s("alarms.action.state")} options={states(words)}
                    value={action.state.clone()} onchange={with(|action, to| action.state = to)} />
                <Select label={words.s("alarms.action.kind")} options={kinds.to_vec()}
                    value={kind} onchange={turn} />
            </div>
            { match kind {
                "sns" => html! {
                    <Select label={words.s("alarms.action.topic")} {error}
                        options={topics(&props.model.topics, &action.topic, words)}
                        value={action.topic.clone()}
                        onchange={with(|action, to| action.topic = to)} />
                },
                "ec2" => html! {
                    <Select label={words.s("alarms.action.verb")}
                        options={verbs(&props.model.place.0)} value={action.topic.clone()}
                        hint={recovers(words, &action.topic)}
                        onchange={with(|action, to| action.topic = to)} />
                },
                _ => html! {
                    <TextInput label={words.s("alarms.action.arn")} mono=true
                        value={action.topic.clone()}
                        oninput={with(|action, to| action.topic = to)} />
                },
            } }
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross} onclick={remove}>
                { words.t("alarms.action.remove") }
            </Button>
        </fieldset>
    }
}

/// Which kind of action an ARN is, for the choice of kinds.
fn kind_of(arn: &str) -> &'static str {
    match Kind::of(arn) {
        Some(Kind::Ec2) => "ec2",
        Some(Kind::Lambda) => "lambda",
        Some(Kind::SystemsManager | Kind::Investigation) => "ssm",
        Some(Kind::AutoScaling) => "autoscaling",
        Some(Kind::Sns) | None => "sns",
    }
}

/// An ARN of a kind to begin with; topics are chosen.
fn example(kind: &str, region: &str, account: &str) -> String {
    match kind {
        "ec2" => format!("arn:aws:automate:{region}:ec2:stop"),
        "lambda" => format!("arn:aws:lambda:{region}:{account}:function:my-function"),
        "ssm" => format!("arn:aws:ssm:{region}:{account}:opsitem:3#CATEGORY=Performance"),
        "autoscaling" => format!(
            "arn:aws:autoscaling:{region}:{account}:scalingPolicy:ID:\
             autoScalingGroupName/GROUP:policyName/POLICY"
        ),
        _ => String::new(),
    }
}

/// On which check an instance can be recovered.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cloudwatch-recovery.html>
fn recovers(words: &Words, arn: &str) -> Html {
    match Verb::of(arn) {
        Some(Verb::Recover) => html! { words.t("alarms.action.recover.hint") },
        _ => Html::default(),
    }
}

/// What can be done to an instance, by AWS's names.
fn verbs(region: &str) -> Vec<Choice> {
    let one = |verb: Verb| {
        let arn = format!("arn:aws:automate:{region}:ec2:{}", verb.name().to_ascii_lowercase());
        Choice::new(arn, verb.name())
    };
    Verb::ALL.into_iter().map(one).collect()
}

/// The topics to choose from. One that is named and does not exist stays in the list.
pub fn topics(topics: &[Topic], chosen: &str, words: &Words) -> Vec<Choice> {
    let known = |arn: &str| topics.iter().any(|topic| topic.arn == arn);
    let mut choices = vec![Choice::new("", words.s("alarms.action.choose"))];
    choices.extend(topics.iter().map(|topic| {
        let args: [(&str, &dyn std::fmt::Display); 3] =
            [("name", &topic.name), ("confirmed", &topic.confirmed), ("pending", &topic.pending)];
        Choice::new(topic.arn.clone(), words.f("alarms.action.topic.counts", &args))
    }));
    if !chosen.is_empty() && !known(chosen) {
        choices.push(Choice::new(chosen.to_owned(), chosen.to_owned()));
    }
    choices
}

#[derive(Clone, PartialEq, Properties)]
struct NewTopicProps {
    name: AttrValue,
    email: AttrValue,
    onname: Callback<String>,
    onemail: Callback<String>,
    onmade: Callback<String>,
}

/// A new topic, and an e-mail address that hears of it.
#[component]
fn NewTopic(props: &NewTopicProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let NewTopicProps { name, email, onname, onemail, .. } = props;
    let reply = use_state(|| None::<Reply>);
    let wanted = Request::decode("sns", "CreateTopic", json!({ "Name": name.as_str() })).ok();
    let onclick = {
        let (ctl, words, wanted) = (ctl.clone(), words.clone(), wanted.clone());
        let (name, email, reply) = (name.clone(), email.clone(), reply.clone());
        let onmade = props.onmade.clone();
        move |_: MouseEvent| {
            let Some(request) = wanted.clone() else { return };
            let (inner, words, onmade) = (ctl.clone(), words.clone(), onmade.clone());
            let (name, email, reply) = (name.clone(), email.clone(), reply.clone());
            let done = Callback::from(move |answer: Reply| {
                let arn = answer.result.as_ref().ok().and_then(topic_arn);
                reply.set(Some(answer));
                let Some(arn) = arn else { return };
                let said = words.f("alarms.action.new.made", &[("name", &name)]);
                inner.flash(Flash::success(said));
                onmade.emit(arn.clone());
                subscribe(&inner, &words, &arn, email.trim(), &reply);
            });
            ctl.call(request, done);
        }
    };
    let summary = html! { words.t("alarms.action.new").to_owned() };
    let hint = words.t("alarms.action.new.email.hint").to_owned();
    html! {
        <Expand {summary} open={!name.is_empty() || reply.is_some()}>
            <div class="wizard-two">
                <TextInput label={words.s("alarms.action.new.name")} required=true
                    value={name.clone()}
                    oninput={onname.clone()} mono=true />
                <TextInput label={words.s("alarms.action.new.email")} kind="email" {hint}
                    value={email.clone()} oninput={onemail.clone()} />
            </div>
            <Button onclick={onclick} disabled={name.is_empty()}>
                { words.t("alarms.action.new.submit") }
            </Button>
            { refused((*reply).as_ref()) }
            <CliForm request={wanted} />
        </Expand>
    }
}

fn topic_arn(reply: &serde_json::Value) -> Option<String> {
    reply.get("TopicArn")?.as_str().map(str::to_owned)
}

/// Asks an address to confirm, if one was given.
fn subscribe(
    ctl: &crate::ui::ctl::Ctl,
    words: &Words,
    arn: &str,
    email: &str,
    reply: &UseStateHandle<Option<Reply>>,
) {
    let input = json!({ "TopicArn": arn, "Protocol": "email", "Endpoint": email });
    let request = Request::decode("sns", "Subscribe", input).ok();
    let Some(request) = request.filter(|_| !email.is_empty()) else { return };
    let said = words.f("alarms.action.new.subscribed", &[("email", &email)]);
    let (inner, reply) = (ctl.clone(), reply.clone());
    let done = Callback::from(move |answer: Reply| {
        if answer.result.is_ok() {
            inner.flash(Flash::info(said.clone()));
        }
        reply.set(Some(answer));
    });
    ctl.call(request, done);
}
