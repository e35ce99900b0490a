//! Logs Insights: a query over log groups, and what it finds.

use watchtrail::services::Request;
use watchtrail::sim::Time;
use watchtrail::view::insights::{self, Answer, BACKS, SAMPLES, Typed};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::found::Found;
use crate::ui::ctl::Reply;
use crate::ui::pages::asked::{Asking, Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Empty, Link, PageHead, Panel, Select, TextArea,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group to begin with.
    pub chosen: Option<String>,
    /// The groups there are.
    pub groups: Vec<String>,
    /// The world's instant.
    pub now: Time,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of Logs Insights.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let typed = {
        let groups: Vec<String> = match (&props.chosen, props.groups.as_slice()) {
            (Some(group), _) => vec![group.clone()],
            (None, [only]) => vec![only.clone()],
            _ => Vec::new(),
        };
        use_state(|| (groups, SAMPLES[0].1.to_owned(), "1d".to_owned()))
    };
    let answer = use_state(|| None::<Answer>);
    let (groups, text, back) = (*typed).clone();
    let asked = Typed { groups: groups.clone(), text: text.clone(), back: insights::back(&back) };
    let fault = insights::fault(&text);
    let request = insights::start(&asked, props.now).filter(|_| fault.is_none());
    let run = run(&asking, &answer, (request.clone(), text.clone()));
    let set = |change: fn(&mut (Vec<String>, String, String), String)| {
        let typed = typed.clone();
        Callback::from(move |new: String| {
            let mut next = (*typed).clone();
            change(&mut next, new);
            typed.set(next);
        })
    };
    let ongroup = set(|typed, group| match typed.0.iter().position(|it| *it == group) {
        Some(at) => drop(typed.0.remove(at)),
        None => typed.0.push(group),
    });
    let ontext = set(|typed, text| typed.1 = text);
    let onback = set(|typed, back| typed.2 = back);
    let error = fault.filter(|_| !text.trim().is_empty()).map(|fault| AttrValue::from(fault.text));
    html! {
        <>
            <PageHead crumbs={Route::LogsInsights(None).crumbs()} refresh=true
                title={words.s("app.page.logs-insights")}
                note={html! { words.t("logs.query.note") }} />
            { props.reads.or_refused("DescribeLogGroups", || html! {
                <Panel title={words.s("logs.query")}>
                    <Groups all={props.groups.clone()} chosen={groups.clone()} {ongroup} />
                    <Select label={words.s("logs.query.back")} options={backs(&words)} value={back}
                        onchange={onback} />
                    <TextArea label={words.s("logs.query.text")} required=true value={text} rows=6
                        mono=true
                        oninput={&ontext} {error}
                        hint={html! { words.t("logs.query.text.hint") }} />
                    <div class="actions">
                        <Button kind={ButtonKind::Primary} onclick={run}
                            disabled={request.is_none()}>{ words.t("logs.query.run") }</Button>
                    </div>
                    { samples(&ontext, &words) }
                    { asking.view() }
                    <CliForm request={request.clone()} />
                </Panel>
            }) }
            if let Some(answer) = &*answer {
                <Panel title={words.s("logs.query.found")}>
                    <Found answer={answer.clone()} title={words.s("logs.query.found")} />
                </Panel>
            }
        </>
    }
}

/// What runs a query: the call that starts it, then the one that asks for what it found.
fn run(
    asking: &Asking,
    answer: &UseStateHandle<Option<Answer>>,
    (request, text): (Option<Request>, String),
) -> Callback<MouseEvent> {
    let (asking, answer) = (asking.clone(), answer.clone());
    Callback::from(move |_: MouseEvent| {
        let Some(request) = request.clone() else { return };
        let (answer, text, next) = (answer.clone(), text.clone(), asking.clone());
        answer.set(None);
        let begun = Callback::from(move |reply: Reply| {
            let results = reply.result.ok().and_then(|reply| insights::results(&reply));
            let Some(results) = results else { return };
            let (answer, text) = (answer.clone(), text.clone());
            let done = Callback::from(move |reply: Reply| {
                answer.set(reply.result.ok().and_then(|it| insights::answer(&text, &it)));
            });
            next.send(results, done);
        });
        asking.send(request, begun);
    })
}

/// The properties of [`Groups`].
#[derive(Clone, PartialEq, Properties)]
pub struct GroupsProps {
    /// The groups there are.
    pub all: Vec<String>,
    /// Those that are asked.
    pub chosen: Vec<String>,
    /// Called with one that is asked then, or no longer.
    pub ongroup: Callback<String>,
}

/// The groups to choose from.
#[component]
pub fn Groups(props: &GroupsProps) -> Html {
    let words = use_words();
    let GroupsProps { all, chosen, ongroup } = props;
    if all.is_empty() {
        return html! {
            <Empty title={words.s("logs.empty")}>
                <p>{ words.t("logs.empty.next") }</p>
                <p><Link to={Route::LogGroups}>{ words.t("app.page.log-groups") }</Link></p>
                <p><Link to={Route::Trails}>{ words.t("app.page.trails") }</Link></p>
            </Empty>
        };
    }
    let one = |group: &String| {
        let name = group.clone();
        let onchange = ongroup.reform(move |_: bool| name.clone());
        html! {
            <Checkbox key={group.clone()} label={group.clone()} checked={chosen.contains(group)}
                {onchange} />
        }
    };
    html! {
        <fieldset class="field logs-groups">
            <legend>{ words.t("logs.query.groups") }</legend>
            { for all.iter().map(one) }
        </fieldset>
    }
}

fn backs(words: &Words) -> Vec<Choice> {
    let choice =
        |word: &&'static str| Choice::new(*word, words.s(&format!("logs.query.back.{word}")));
    BACKS.iter().map(choice).collect()
}

/// Queries to begin with, a button each.
fn samples(ontext: &Callback<String>, words: &Words) -> Html {
    let one = |(key, text): &(&'static str, &'static str)| {
        let text = *text;
        let onclick = ontext.reform(move |_: MouseEvent| text.to_owned());
        html! {
            <Button small=true key={*key} {onclick}>
                { words.t(&format!("logs.query.sample.{key}")) }
            </Button>
        }
    };
    html! {
        <div class="logs-samples">
            <span class="hint">{ words.t("logs.query.samples") }</span>
            <div class="actions">{ for SAMPLES.iter().map(one) }</div>
        </div>
    }
}
