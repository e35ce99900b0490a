//! What one asks of records and AWS has no page for.

use std::rc::Rc;

use watchtrail::view::audit::act::{Act, What};
use watchtrail::view::audit::chain::{self, Step};
use watchtrail::view::audit::evidence::Evidence;
use watchtrail::view::audit::page::{Answer, Model};
use watchtrail::view::audit::resource::Deed;
use watchtrail::view::audit::{History, person, rare, resource};
use watchtrail::view::route::{AuditQuery, AuditView, Route};
use watchtrail::view::{audit, denial, format};
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::use_ctl;
use crate::ui::parts::Choice;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, CliForm, Code, Column, Empty, Expand, IconKind, Link,
    PageHead, Panel, Refused, Row, Select, Status, Tab, Table, Tabs, TextInput, Time, Tone,
};
use crate::ui::words::{Words, use_words};

/// The views over what is shown, or over files.
pub fn page(shown: &Shown<'_>, query: &AuditQuery) -> Html {
    if query.evidence {
        let records = shown.evidence.records.clone();
        return html! { <OfFiles {records} query={query.clone()} /> };
    }
    let refused = shown.replies.iter().find_map(|reply| reply.result.as_ref().err());
    let denied = refused.map(|error| denial::of_error(error, shown.words));
    let records = History { world: shown.world, scope: shown.scope };
    let region = format!("{} ({})", shown.region.name(), shown.region.code());
    let model = audit::page::model(&records, region, query, denied);
    html! { <Page {model} /> }
}

/// What the views over files are given.
#[derive(Clone, Properties)]
struct OfFilesProps {
    records: Rc<Evidence>,
    query: AuditQuery,
}

impl PartialEq for OfFilesProps {
    fn eq(&self, other: &OfFilesProps) -> bool {
        Rc::ptr_eq(&self.records, &other.records) && self.query == other.query
    }
}

/// The views over files. They are worked out anew only when something else is asked.
#[component]
fn OfFiles(props: &OfFilesProps) -> Html {
    let model = use_memo(props.clone(), |props| {
        audit::page::model(&*props.records, String::new(), &props.query, None)
    });
    html! { <Page model={(*model).clone()} /> }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
}

#[component]
fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let query = model.query.clone();
    let tabs = AuditView::ALL
        .map(|view| Tab::new(view.word(), words.s(&format!("audit.view.{}", view.word()))));
    let onselect = {
        let evidence = query.evidence;
        Callback::from(move |word: AttrValue| {
            let view = AuditView::ALL.into_iter().find(|view| view.word() == word.as_str());
            if let Some(view) = view {
                ctl.go(Route::Audit(AuditQuery::new(view).over(evidence)));
            }
        })
    };
    let note = if query.evidence {
        words.s("audit.of.files")
    } else {
        words.f("audit.of.history", &[("region", &model.region)])
    };
    html! {
        <>
            <PageHead crumbs={Route::Audit(query.clone()).crumbs()}
                title={words.s("app.page.audit")} refresh={!query.evidence}
                status={html! { <Status kind={Tone::Info} label={words.s("audit.ours")}
                    pill=true /> }} {note} />
            <Tabs label={words.s("app.page.audit")} tabs={tabs.to_vec()}
                current={query.view.word()} {onselect}>
                <p>{ words.t(&format!("audit.lead.{}", query.view.word())) }</p>
                <Asking query={query.clone()} known={known(model)} />
                { match &model.answer {
                    Err(denial) => html! { <Refused denial={(**denial).clone()} /> },
                    Ok(Answer::Resource(found)) => of_resource(found, &query, &words),
                    Ok(Answer::Person(found)) => of_person(found, &query, &words),
                    Ok(Answer::Rare(found)) => of_rare(found, &query, &words),
                    Ok(Answer::Chain(found)) => of_chain(found, &query, &words),
                } }
                { in_aws(model, &words) }
            </Tabs>
        </>
    }
}

/// How one would find the same in AWS.
fn in_aws(model: &Model, words: &Words) -> Html {
    let key = format!("audit.aws.{}", model.query.view.word());
    html! {
        <Expand summary={words.t("audit.aws").to_owned()} open=false class="audit-aws">
            <p>{ words.t(&key) }</p>
            <CliForm request={model.call.clone()} />
            <Code text={model.sql.clone()} copy=true label={words.s("audit.sql")} />
        </Expand>
    }
}

/// What can be chosen to ask about.
fn known(model: &Model) -> Vec<AttrValue> {
    match &model.answer {
        Ok(Answer::Resource(found)) => found.known.iter().cloned().map(AttrValue::from).collect(),
        Ok(Answer::Person(found)) => {
            found.known.iter().map(|one| AttrValue::from(one.arn.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// What the question's form is given.
#[derive(Clone, PartialEq, Properties)]
struct AskingProps {
    query: AuditQuery,
    known: Vec<AttrValue>,
}

/// The form of a question that names something.
#[component]
fn Asking(props: &AskingProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let query = &props.query;
    let given = query.name.clone().unwrap_or_default();
    let typed = use_state(|| given.clone());
    {
        let typed = typed.clone();
        use_effect_with(given, move |given| typed.set(given.clone()));
    }
    if query.view == AuditView::Rare {
        return Html::default();
    }
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let onsubmit = {
        let (typed, query) = (typed.clone(), query.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = Some(typed.trim().to_owned()).filter(|name| !name.is_empty());
            ctl.go(Route::Audit(AuditQuery { name, day: None, ..query.clone() }));
        })
    };
    html! {
        <form class="trail-filters" role="search" {onsubmit}>
            <TextInput label={words.s(&format!("audit.name.{}", query.view.word()))}
                value={(*typed).clone()} {oninput} mono=true suggestions={props.known.clone()} />
            <div class="trail-filter-actions">
                <Button kind={ButtonKind::Primary} submit=true icon={IconKind::Search}>
                    { words.t("audit.show") }
                </Button>
            </div>
        </form>
    }
}

fn tone(what: What) -> Tone {
    match what {
        What::Made | What::Changed => Tone::Info,
        What::Removed | What::Failed => Tone::Warning,
        What::Denied => Tone::Bad,
        What::Read => Tone::Neutral,
    }
}

fn what(act: &Act, words: &Words) -> Html {
    html! { <Status kind={tone(act.what)} label={words.s(act.what.key())} /> }
}

/// The link to an event, where it can be opened.
fn event(act: &Act, query: &AuditQuery) -> Html {
    let to = if query.evidence {
        let mut address = watchtrail::view::route::EventsQuery::attribute("EventId", &act.id);
        address.event = Some(act.id.clone());
        Route::Evidence(address)
    } else {
        Route::Event(act.id.clone())
    };
    html! { <Link {to} class="trail-name">{ act.name.clone() }</Link> }
}

fn chain_link(act: &Act, text: &str, query: &AuditQuery) -> Html {
    let to = AuditQuery::of(AuditView::Chain, &act.id).over(query.evidence);
    html! { <Link to={Route::Audit(to)}>{ text.to_owned() }</Link> }
}

fn columns(keys: &[&str], words: &Words) -> Vec<Column> {
    keys.iter().map(|key| Column::new(words.s(&format!("audit.column.{key}")))).collect()
}

fn of_resource(found: &resource::Model, query: &AuditQuery, words: &Words) -> Html {
    if found.name.is_empty() {
        return html! { <Empty title={words.s("audit.resource.choose")} /> };
    }
    let person = |one: &resource::Person| {
        let cells = vec![
            html! { { one.who.clone() } },
            html! { { one.changes } },
            html! { { one.refused } },
            html! { { one.reads } },
            html! { <Time at={one.last} /> },
        ];
        Row::new(one.who.clone(), cells)
    };
    let deed = |deed: &Deed| {
        let behind = match &deed.behind {
            Some(behind) => chain_link(&deed.act, behind, query),
            None => html! { "-" },
        };
        let who = match &deed.act.role {
            Some(role) => words.fill("audit.in-role", &[("who", &deed.act.who), ("role", role)]),
            None => deed.act.who.clone(),
        };
        let cells = vec![
            event(&deed.act, query),
            html! { <Time at={deed.act.time} /> },
            what(&deed.act, words),
            html! { { who } },
            behind,
            html! { { deed.act.error.clone() } },
        ];
        Row::new(deed.act.id.clone(), cells)
    };
    let none = html! { <Empty title={words.s("audit.resource.none")} /> };
    html! {
        <>
            if let Some(made) = &found.made {
                <p>{ words.f("audit.resource.made", &[
                    ("who", made.behind.as_ref().unwrap_or(&made.act.who)),
                    ("time", &format::date_time(made.act.time)), ("name", &made.act.name),
                ]) }</p>
            }
            <Panel title={words.s("audit.resource.people")} flush=true>
                <Table caption={words.s("audit.resource.people")}
                    columns={columns(&["who", "changes", "refused", "reads", "last"], words)}
                    rows={found.people.iter().map(person).collect::<Vec<_>>()}
                    empty={none.clone()} />
            </Panel>
            <Panel title={words.s("audit.resource.deeds")} flush=true
                note={words.f("audit.resource.reads", &[("n", &found.reads)])}>
                <Table caption={words.s("audit.resource.deeds")}
                    columns={columns(&["event", "time", "what", "who", "behind", "error"], words)}
                    rows={found.deeds.iter().map(deed).collect::<Vec<_>>()} empty={none} />
                if found.more {
                    <p class="hint">{ words.f("audit.more", &[("n", &resource::MOST)]) }</p>
                }
            </Panel>
        </>
    }
}

fn of_person(found: &person::Model, query: &AuditQuery, words: &Words) -> Html {
    if found.who.is_empty() {
        return people(found, query, words);
    }
    html! {
        <>
            <Days model={found.clone()} query={query.clone()} />
            if found.stretches.is_empty() {
                <Empty title={words.s("audit.person.none")} />
            } else {
                <p>{ words.f("audit.person.sum", &[
                    ("calls", &found.calls), ("denied", &found.denied),
                ]) }</p>
            }
            { for found.stretches.iter().map(|stretch| of_stretch(stretch, query, words)) }
            if found.more {
                <p class="hint">{ words.f("audit.more", &[("n", &person::MOST)]) }</p>
            }
        </>
    }
}

/// Everybody there is, to choose from.
fn people(found: &person::Model, query: &AuditQuery, words: &Words) -> Html {
    let row = |one: &person::Known| {
        let to = AuditQuery::of(AuditView::Person, &one.arn).over(query.evidence);
        let cells = vec![
            html! { <Link to={Route::Audit(to)}>{ one.arn.clone() }</Link> },
            html! { { one.calls } },
            html! { { one.denied } },
            html! { <Time at={one.last} /> },
        ];
        Row::new(one.arn.clone(), cells)
    };
    html! {
        <Panel title={words.s("audit.person.known")} flush=true>
            <Table caption={words.s("audit.person.known")}
                columns={columns(&["principal", "calls", "denied", "last"], words)}
                rows={found.known.iter().map(row).collect::<Vec<_>>()}
                empty={html! { <Empty title={words.s("audit.none")} /> }} />
        </Panel>
    }
}

/// What the choice of a day is given.
#[derive(Clone, PartialEq, Properties)]
struct DaysProps {
    model: person::Model,
    query: AuditQuery,
}

#[component]
fn Days(props: &DaysProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let name = |day: watchtrail::sim::Time| day.format("%Y-%m-%d");
    let options = props.model.days.iter().map(|day| Choice::new(name(*day), name(*day)));
    let query = props.query.clone();
    let onchange = Callback::from(move |day: String| {
        let day = watchtrail::sim::Time::parse(&day);
        ctl.go(Route::Audit(AuditQuery { day, ..query.clone() }));
    });
    html! {
        <Select label={words.s("audit.person.day")} options={options.collect::<Vec<_>>()}
            value={props.model.day.map(name).unwrap_or_default()} {onchange} />
    }
}

fn of_stretch(stretch: &person::Stretch, query: &AuditQuery, words: &Words) -> Html {
    let line = |line: &person::Line| {
        let act = &line.act;
        let times = (line.times > 1).then(|| words.f("audit.times", &[("n", &line.times)]));
        let role = act.role.as_ref().map(|role| words.f("audit.person.role", &[("role", role)]));
        html! {
            <li key={act.id.clone()} class={(act.what == What::Denied).then_some("audit-denied")}>
                <span class="audit-clock">{ format::clock(act.time) }</span>
                { what(act, words) }
                { event(act, query) }
                <span>{ times }</span>
                <span class="trail-value">{ act.on.first().cloned() }</span>
                <span class="hint-inline">{ role }</span>
                if act.what == What::Denied {
                    <span class="trail-value">{ act.message.clone() }</span>
                }
            </li>
        }
    };
    let (from, to) = (format::clock(stretch.from), format::clock(stretch.to));
    html! {
        <Panel title={words.f("audit.stretch", &[("from", &from), ("to", &to)])}>
            <ol class="audit-line">{ for stretch.lines.iter().map(line) }</ol>
        </Panel>
    }
}

fn of_rare(found: &rare::Model, query: &AuditQuery, words: &Words) -> Html {
    let row = |row: &rare::Row| {
        let why = if row.new {
            words.f("audit.rare.new", &[("time", &format::date_time(row.first))])
        } else {
            words.f("audit.rare.seldom", &[("n", &row.times), ("all", &found.events)])
        };
        let cells = vec![
            html! { <span class="trail-value">{ row.value.clone() }</span> },
            html! { { why } },
            html! { { row.times } },
            html! { <Time at={row.last} /> },
            event(&row.act, query),
            html! { { row.act.who.clone() } },
        ];
        Row::new(row.value.clone(), cells)
    };
    let kind = |kind: &rare::Kind| {
        let note = words.f("audit.rare.of", &[("n", &kind.values)]);
        html! {
            <Panel title={words.s(kind.title)} {note} flush=true>
                <Table caption={words.s(kind.title)}
                    columns={columns(&["value", "why", "times", "last", "event", "who"], words)}
                    rows={kind.rows.iter().map(row).collect::<Vec<_>>()}
                    empty={html! { <Empty title={words.s("audit.rare.none")} /> }} />
            </Panel>
        }
    };
    let since = found.since.map(format::date_time).unwrap_or_default();
    html! {
        <>
            <p>{ words.f("audit.rare.sum", &[("n", &found.events), ("since", &since)]) }</p>
            if !found.knows_new {
                <Alert kind={AlertKind::Info}>{ words.t("audit.rare.young") }</Alert>
            }
            { for found.kinds.iter().map(kind) }
        </>
    }
}

fn of_chain(found: &chain::Model, query: &AuditQuery, words: &Words) -> Html {
    let asked = query.name.as_deref().is_some_and(|name| !name.is_empty());
    html! {
        <>
            if found.of.is_some() {
                <Panel title={words.s("audit.chain.title")}>
                    <ol class="audit-chain">
                        { for found.steps.iter().map(|step| of_step(step, query, words)) }
                    </ol>
                </Panel>
                { calls(found, query, words) }
            } else if asked {
                <Alert>{ words.t("audit.chain.gone") }</Alert>
            }
            { sessions(found, query, words) }
        </>
    }
}

fn of_step(step: &Step, query: &AuditQuery, words: &Words) -> Html {
    let name = step.act.as_ref().map(|act| act.name.as_str()).unwrap_or_default();
    let text = words.f(step.kind.key(), &[("who", &step.name), ("name", &name)]);
    html! {
        <li class={step.kind.is_person().then_some("audit-person")}>
            <span>{ text }</span>
            if let Some(act) = &step.act {
                <span class="hint-inline">
                    { event(act, query) }{ " " }<Time at={act.time} />
                </span>
            }
        </li>
    }
}

fn calls(found: &chain::Model, query: &AuditQuery, words: &Words) -> Html {
    if found.calls.is_empty() {
        return Html::default();
    }
    let row = |act: &Act| {
        let cells = vec![
            event(act, query),
            html! { <Time at={act.time} /> },
            what(act, words),
            html! { <span class="trail-value">{ act.on.join(", ") }</span> },
        ];
        Row::new(act.id.clone(), cells)
    };
    html! {
        <Panel title={words.s("audit.chain.calls")} flush=true>
            <Table caption={words.s("audit.chain.calls")}
                columns={columns(&["event", "time", "what", "on"], words)}
                rows={found.calls.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

fn sessions(found: &chain::Model, query: &AuditQuery, words: &Words) -> Html {
    let row = |session: &chain::Session| {
        let to = AuditQuery::of(AuditView::Chain, &session.id).over(query.evidence);
        let cells = vec![
            html! { <Link to={Route::Audit(to)}>{ session.name.clone() }</Link> },
            html! { { session.role.clone() } },
            html! { { session.by.clone() } },
            html! { <Time at={session.time} /> },
            html! { { session.calls } },
            html! { { session.denied } },
        ];
        Row::new(session.id.clone(), cells)
    };
    html! {
        <Panel title={words.s("audit.chain.sessions")} flush=true>
            <Table caption={words.s("audit.chain.sessions")}
                columns={columns(&["session", "role", "by", "time", "calls", "denied"], words)}
                rows={found.sessions.iter().map(row).collect::<Vec<_>>()}
                empty={html! { <Empty title={words.s("audit.chain.none")} /> }} />
        </Panel>
    }
}
