//! What event history is asked: one attribute with its value, and a time range.

use watchtrail::services::cloudtrail::Attribute;
use watchtrail::sim::{Span, Time};
use watchtrail::view::format;
use watchtrail::view::trail::{Filter, LAST, Range};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, Choice, CliForm, IconKind, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// What [`Filters`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What was asked.
    pub filter: Filter,
    /// The minute it is now.
    pub now: Time,
    /// Whether files are asked; else event history.
    #[prop_or_default]
    pub evidence: bool,
}

/// What is being typed.
#[derive(Clone, PartialEq)]
struct Draft {
    key: String,
    value: String,
    range: String,
    from: String,
    to: String,
}

const NONE: &str = "none";
const BETWEEN: &str = "between";
const ALL: &str = "all";

impl Draft {
    fn of(filter: &Filter) -> Draft {
        let (key, value) = match &filter.attribute {
            Some((key, value)) => (key.name().to_owned(), value.clone()),
            None => (NONE.to_owned(), String::new()),
        };
        let (range, from, to) = match filter.range {
            Range::All => (ALL.to_owned(), None, None),
            Range::Last(span) => (span.to_string(), None, None),
            Range::Between(from, to) => (BETWEEN.to_owned(), from, to),
        };
        let text = |time: Option<Time>| time.map(format::date_time).unwrap_or_default();
        Draft { key, value, range, from: text(from), to: text(to) }
    }

    /// What it asks, or the texts of what is wrong with the two times.
    fn read(&self) -> Result<Filter, [Option<&'static str>; 2]> {
        let time = |text: &str| match text.trim() {
            "" => Ok(None),
            text => Time::parse(text).map(Some).ok_or("trail.range.bad"),
        };
        let range = match self.range.as_str() {
            BETWEEN => match (time(&self.from), time(&self.to)) {
                (Ok(Some(from)), Ok(Some(to))) if from > to => {
                    return Err([None, Some("trail.range.order")]);
                }
                (Ok(None), Ok(None)) => Range::All,
                (Ok(from), Ok(to)) => Range::Between(from, to),
                (from, to) => return Err([from.err(), to.err()]),
            },
            text => Span::parse(text).map_or(Range::All, Range::Last),
        };
        let attribute = Attribute::parse(&self.key).map(|key| (key, self.value.clone()));
        Ok(Filter { attribute, range, ..Filter::default() })
    }
}

/// The bar above the list. A choice asks at once; what is typed asks when it is sent.
#[component]
pub fn Filters(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let draft = use_state(|| Draft::of(&props.filter));
    {
        let draft = draft.clone();
        use_effect_with(props.filter.clone(), move |filter| draft.set(Draft::of(filter)));
    }
    let ask = {
        let (ctl, evidence) = (ctl.clone(), props.evidence);
        Callback::from(move |draft: Draft| {
            if let Ok(filter) = draft.read() {
                ctl.go(super::route_of(&filter, evidence));
            }
        })
    };
    let edit = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |text: String| {
            let mut next = (*draft).clone();
            change(&mut next, text);
            draft.set(next);
        })
    };
    let choose = |change: fn(&mut Draft, String)| {
        let (draft, ask) = (draft.clone(), ask.clone());
        Callback::from(move |text: String| {
            let mut next = (*draft).clone();
            change(&mut next, text);
            draft.set(next.clone());
            // A value is still to be typed; a custom range too.
            let typing = next.range == BETWEEN || (next.key != NONE && next.value.is_empty());
            if !typing {
                ask.emit(next);
            }
        })
    };
    let onsubmit = {
        let (draft, ask, ctl, props) = (draft.clone(), ask.clone(), ctl.clone(), props.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ask.emit((*draft).clone());
            // What is asked once more is looked up once more.
            if is_asked_again(&props, &draft) {
                ctl.send(Msg::Refresh);
            }
        })
    };
    let everything = Filter { attribute: None, ..Filter::default() };
    let clear = ctl.on(Msg::Go(super::route_of(&everything, props.evidence)));
    html! {
        <form class="trail-filters" role="search" {onsubmit}>
            <Select label={words.s("trail.by")} options={attributes(&words)}
                value={draft.key.clone()}
                onchange={choose(|draft, key| {
                    draft.value = if key == "ReadOnly" { "false".into() } else { String::new() };
                    draft.key = key;
                })} />
            { value(&draft, &words, edit(|draft, text| draft.value = text),
                choose(|draft, text| draft.value = text)) }
            <Select label={words.s("trail.range")} options={ranges(&words)}
                value={draft.range.clone()} onchange={choose(|draft, range| draft.range = range)} />
            { between(&draft, &words, &edit) }
            { actions(&words, clear) }
            <p class="hint trail-filter-hint">{ words.t("trail.by.hint") }</p>
            if !props.evidence {
                <CliForm request={draft.read().ok().map(|filter| filter.read(props.now))} />
            }
        </form>
    }
}

/// Whether what is typed asks event history what it was asked last.
fn is_asked_again(props: &Props, draft: &Draft) -> bool {
    let asked = super::route_of(&props.filter, props.evidence);
    let again = |filter: Filter| super::route_of(&filter, props.evidence).asks_the_same(&asked);
    !props.evidence && draft.read().is_ok_and(again)
}

fn actions(words: &Words, clear: Callback<MouseEvent>) -> Html {
    html! {
        <div class="trail-filter-actions">
            <Button kind={ButtonKind::Primary} submit=true icon={IconKind::Search}>
                { words.t("trail.apply") }
            </Button>
            <Button kind={ButtonKind::Link} onclick={clear}>{ words.t("trail.clear") }</Button>
        </div>
    }
}

/// The fields of a custom range, when one is wanted.
fn between(
    draft: &Draft,
    words: &Words,
    edit: &impl Fn(fn(&mut Draft, String)) -> Callback<String>,
) -> Html {
    if draft.range != BETWEEN {
        return Html::default();
    }
    let faults = draft.read().err().unwrap_or_default().map(|key| key.map(|key| words.s(key)));
    let [from_fault, to_fault] = faults;
    html! {
        <>
            <TextInput label={words.s("trail.range.from")} value={draft.from.clone()}
                placeholder="2025-01-06 10:00" error={from_fault}
                oninput={edit(|draft, text| draft.from = text)} />
            <TextInput label={words.s("trail.range.to")} value={draft.to.clone()}
                placeholder="2025-01-06 11:00" error={to_fault}
                oninput={edit(|draft, text| draft.to = text)} />
        </>
    }
}

/// The field of the value: a choice where there are two, else text.
fn value(
    draft: &Draft,
    words: &Words,
    oninput: Callback<String>,
    onchange: Callback<String>,
) -> Html {
    let label = words.s("trail.value");
    match Attribute::parse(&draft.key) {
        None => Html::default(),
        Some(Attribute::ReadOnly) => {
            let choice = |value: &'static str| {
                Choice::new(value, words.t(&format!("trail.read-only.{value}")).to_owned())
            };
            html! {
                <Select {label} value={draft.value.clone()} {onchange}
                    options={vec![choice("false"), choice("true")]} />
            }
        }
        Some(key) => html! {
            <TextInput {label} value={draft.value.clone()} {oninput} mono=true
                suggestions={examples(key)} />
        },
    }
}

/// Values people look for.
fn examples(key: Attribute) -> Vec<AttrValue> {
    let examples: &[&'static str] = match key {
        Attribute::EventName => &[
            "CreateTopic",
            "PutMetricAlarm",
            "RunInstances",
            "AttachUserPolicy",
            "ConsoleLogin",
            "Subscribe",
            "StopInstances",
            "TerminateInstances",
        ],
        Attribute::Username => &["jiwoo", "admin", "root"],
        Attribute::EventSource => &[
            "ec2.amazonaws.com",
            "monitoring.amazonaws.com",
            "sns.amazonaws.com",
            "iam.amazonaws.com",
            "signin.amazonaws.com",
            "cloudtrail.amazonaws.com",
        ],
        Attribute::ResourceType => &[
            "AWS::EC2::Instance",
            "AWS::SNS::Topic",
            "AWS::CloudWatch::Alarm",
            "AWS::IAM::User",
            "AWS::IAM::Policy",
        ],
        _ => &[],
    };
    examples.iter().map(|example| AttrValue::from(*example)).collect()
}

fn attributes(words: &Words) -> Vec<Choice> {
    let choice = |key: Attribute| {
        let name = key.name();
        Choice::new(name, words.t(&format!("trail.attribute.{name}")).to_owned())
    };
    let mut choices: Vec<Choice> = Attribute::ALL.into_iter().map(choice).collect();
    choices.push(Choice::new(NONE, words.s("trail.by.none")));
    choices
}

fn ranges(words: &Words) -> Vec<Choice> {
    let last = |span: &Span| {
        let label = words.f("trail.range.last", &[("span", &words.span(*span))]);
        Choice::new(span.to_string(), label)
    };
    let mut choices = vec![Choice::new(ALL, words.s("trail.range.all"))];
    choices.extend(LAST.iter().map(last));
    choices.push(Choice::new(BETWEEN, words.s("trail.range.between")));
    choices
}
