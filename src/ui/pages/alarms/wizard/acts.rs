//! The actions of an alarm, row by row: at which state what is done.

use watchtrail::services::cloudwatch::alarm::fires::{Kind, Verb};
use watchtrail::view::alarms::draft::Action;
use watchtrail::view::alarms::wizard::Topic;
use yew::prelude::*;

use crate::ui::pages::alarms::menu::states;
use crate::ui::parts::{Button, ButtonKind, Choice, IconKind, Select, TextInput, use_newest};
use crate::ui::words::{Words, use_words};

/// Where one chooses the state of the newest action.
const NEWEST: &str = "fieldset:last-child select";

/// What PutMetricAlarm takes.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
pub const OF_METRICS: &[&str] = &["sns", "ec2", "lambda", "ssm", "autoscaling"];

/// What PutCompositeAlarm takes.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>
pub const OF_COMPOSITES: &[&str] = &["sns", "lambda", "ssm"];

/// What [`Acts`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct ActsProps {
    /// The actions there are.
    pub actions: Vec<Action>,
    /// The kinds to choose from.
    pub kinds: &'static [&'static str],
    /// The topics to choose from.
    pub topics: Vec<Topic>,
    /// The Region and the account, which ARNs name.
    pub place: (String, String),
    /// What is wrong with an action without a target.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Called with all of them when one changes.
    pub onchange: Callback<Vec<Action>>,
}

impl ActsProps {
    fn edit<E: 'static>(&self, change: impl Fn(&mut Vec<Action>, E) + 'static) -> Callback<E> {
        let (actions, onchange) = (self.actions.clone(), self.onchange.clone());
        Callback::from(move |given: E| {
            let mut actions = actions.clone();
            change(&mut actions, given);
            onchange.emit(actions);
        })
    }

    fn edit_one(&self, place: usize, change: fn(&mut Action, String)) -> Callback<String> {
        self.edit(move |actions, value: String| {
            if let Some(action) = actions.get_mut(place) {
                change(action, value);
            }
        })
    }
}

/// The actions.
#[component]
pub fn Acts(props: &ActsProps) -> Html {
    let words = use_words();
    let newest = use_newest(props.actions.len(), NEWEST);
    let add = {
        let asked = newest.clone();
        props.edit(move |actions, _: MouseEvent| {
            asked.ask();
            actions.push(Action { state: "ALARM".to_owned(), topic: String::new() });
        })
    };
    let rows = props.actions.iter().enumerate();
    let rows = rows.map(|(place, action)| row(props, place, action, &words));
    html! {
        <>
            if props.actions.is_empty() {
                <p class="hint">{ words.t("alarms.action.none") }</p>
            }
            <div ref={newest.list.clone()}>{ for rows }</div>
            <p>
                <Button icon={IconKind::Plus} onclick={add}>
                    { words.t("alarms.action.add") }
                </Button>
            </p>
        </>
    }
}

fn row(props: &ActsProps, place: usize, action: &Action, words: &Words) -> Html {
    let remove = props.edit(move |actions, _: MouseEvent| {
        if place < actions.len() {
            actions.remove(place);
        }
    });
    let own = kind_of(&action.topic);
    let named = |kind: &&str| Choice::new(*kind, words.s(&format!("alarms.action.kind.{kind}")));
    // What an alarm does already stays to be chosen, though the service may refuse it.
    let more = (!props.kinds.contains(&own)).then_some(own);
    let kinds: Vec<Choice> = props.kinds.iter().copied().chain(more).map(|k| named(&k)).collect();
    let (region, account) = props.place.clone();
    let turn = props.edit(move |actions, kind: String| {
        if let Some(action) = actions.get_mut(place) {
            action.topic = example(&kind, &region, &account);
        }
    });
    html! {
        <fieldset class="wizard-action" key={place}>
            <legend>{ words.f("alarms.action", &[("n", &(place + 1))]) }</legend>
            <div class="wizard-two">
                <Select label={words.s("alarms.action.state")} options={states(words)}
                    value={action.state.clone()}
                    onchange={props.edit_one(place, |action, to| action.state = to)} />
                <Select label={words.s("alarms.action.kind")} options={kinds}
                    value={own} onchange={turn} />
            </div>
            { target(props, place, action, words) }
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross} onclick={remove}>
                { words.t("alarms.action.remove") }
            </Button>
        </fieldset>
    }
}

/// What is told or done: a topic, a verb, an ARN.
fn target(props: &ActsProps, place: usize, action: &Action, words: &Words) -> Html {
    let onchange = props.edit_one(place, |action, to| action.topic = to);
    let value = action.topic.clone();
    match kind_of(&action.topic) {
        "sns" => {
            let error = props.error.clone().filter(|_| action.topic.is_empty());
            html! {
                <Select label={words.s("alarms.action.topic")} {error}
                    options={topics(&props.topics, &action.topic, words)} {value} {onchange} />
            }
        }
        "ec2" => html! {
            <Select label={words.s("alarms.action.verb")} options={verbs(&props.place.0)} {value}
                hint={recovers(words, &action.topic)} {onchange} />
        },
        _ => html! {
            <TextInput label={words.s("alarms.action.arn")} mono=true {value}
                oninput={onchange} />
        },
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
fn topics(topics: &[Topic], chosen: &str, words: &Words) -> Vec<Choice> {
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
