//! Backtest: other settings over the whole history, beside what really was.

use std::cell::RefCell;

use watchtrail::services::cloudwatch::alarm::Treat;
use watchtrail::sim::{Scope, Span, Time};
use watchtrail::text::Lang;
use watchtrail::view::alarms::backtest::{self, Draft, Field, Model, Run};
use watchtrail::view::alarms::score::Score;
use watchtrail::view::alarms::words as named;
use watchtrail::view::format;
use yew::prelude::*;

use super::wizard::conditions::{BAND_OPERATORS, OPERATORS};
use super::{MadeOf, denied, moment, refused};
use crate::ui::ctl::{Flash, Msg, Reply, use_ctl};
use crate::ui::pages::Shown;
use crate::ui::parts::{
    Button, Chart, Choice, CliForm, Column, Empty, NumberInput, PageHead, Panel, Row, Select,
    Strip, Table, TextArea, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The page.
pub fn page(shown: &Shown<'_>, name: &str) -> Html {
    let words = shown.words;
    let draft = shown.drafts.get(&key(name));
    let draft = draft.and_then(|value| serde_json::from_value::<Draft>(value.clone()).ok());
    let crumbs = shown.route.crumbs();
    if let Some(denied) = denied(shown.replies) {
        return html! { <><PageHead {crumbs} title={words.s("backtest.title")} />{ denied }</> };
    }
    match kept(shown, name, draft) {
        Some(model) => html! { <Page key={name.to_owned()} {model} /> },
        None => html! {
            <>
                <PageHead {crumbs} title={words.s("backtest.title")} />
                <Empty title={words.f("alarms.gone", &[("name", &name)])} />
            </>
        },
    }
}

/// What the page was made of: within a minute nothing on it changes by itself.
type Made = (MadeOf, Scope, Lang, Time, Option<Draft>);

thread_local! {
    /// Kept, because going through a whole history with every frame would take too long.
    static KEPT: RefCell<Option<(Made, Model)>> = const { RefCell::new(None) };
}

/// The page's model, made anew only when what it is made of is another.
fn kept(shown: &Shown<'_>, name: &str, draft: Option<Draft>) -> Option<Model> {
    let (world, scope, words) = (shown.world, shown.scope, shown.words);
    let config = world.cloudwatch().alarm(scope, name)?.config();
    let minute = world.now().floor(Span::mins(1));
    let made = (MadeOf::new(shown, config), scope, words.lang(), minute, draft);
    KEPT.with_borrow_mut(|kept| {
        if let Some((_, model)) = kept.as_ref().filter(|(known, _)| *known == made) {
            return Some(model.clone());
        }
        let model = backtest::model(world, scope, name, made.4.clone(), words)?;
        *kept = Some((made, model.clone()));
        Some(model)
    })
}

/// Where what is typed is kept.
fn key(name: &str) -> String {
    format!("backtest/{name}")
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
}

#[component]
fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let crumbs = watchtrail::view::route::Route::Backtest(model.name.clone()).crumbs();
    let title = words.f("backtest.of", &[("name", &model.name)]);
    let reset = ctl.on(Msg::Draft(key(&model.name), None));
    let pick = {
        let (ctl, name) = (ctl.clone(), model.name.clone());
        Callback::from(move |at| ctl.go(moment(&name, Some(at))))
    };
    let incidents = match &model.incidents {
        Some(found) => words.fill("backtest.incidents", &[("n", &found.len())]),
        None => words.s("backtest.incidents.unknown").to_string(),
    };
    let ribbons = match model.cut {
        true => words.f("backtest.ribbons.since", &[("from", &format::date_time(model.from))]),
        false => words.s("backtest.ribbons"),
    };
    html! {
        <>
            <PageHead {crumbs} {title} note={words.t("backtest.note")} />
            <div class="backtest">
                <Panel title={words.s("backtest.settings")} actions={html! {
                    <Button small=true onclick={reset}>
                        { words.t("backtest.reset") }
                    </Button>
                }}>
                    <Form model={model.clone()} />
                </Panel>
                <div>
                    <Panel title={ribbons} note={incidents}>
                        if let Some(told) = model.told(&words) {
                            <p aria-live="polite"><strong>{ told }</strong></p>
                        }
                        <Chart model={model.chart.clone()} onpick={pick.clone()} />
                        { strip(model, words.s("backtest.own"), &model.own, false, &pick) }
                        if let Some(tried) = &model.tried {
                            { strip(model, words.s("backtest.tried"), tried, false, &pick) }
                        }
                        { for model.treatments.iter().map(|(treat, run)| {
                            strip(model, words.s(named::treat(*treat)), run, true, &pick)
                        }) }
                    </Panel>
                    <Panel title={words.s("backtest.scores")}
                        note={words.t("backtest.scores.note")}>
                        { scores(
                            (Some(&model.own), model.tried.as_ref(), &model.treatments),
                            model.incidents.is_some(), &words,
                        ) }
                    </Panel>
                </div>
            </div>
        </>
    }
}

fn strip(
    model: &Model,
    label: AttrValue,
    run: &Run,
    ghost: bool,
    pick: &Callback<watchtrail::sim::Time>,
) -> Html {
    let (from, to) = (model.chart.from, model.chart.to);
    let (ribbon, onpick) = (run.ribbon.clone(), pick.clone());
    html! { <Strip {label} {ribbon} {from} {to} {ghost} {onpick} /> }
}

/// The settings.
#[component]
fn Form(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let draft = &model.draft;
    let edit = |change: fn(&mut Draft, String)| {
        let (ctl, draft, key) = (ctl.clone(), draft.clone(), key(&model.name));
        Callback::from(move |text: String| {
            let mut draft = draft.clone();
            change(&mut draft, text);
            ctl.send(Msg::Draft(key.clone(), serde_json::to_value(draft).ok()));
        })
    };
    let wrong = |field: Field| {
        model.problem.filter(|(wrong, _)| *wrong == field).map(|(_, key)| words.s(key))
    };
    let operators = if model.band { BAND_OPERATORS.as_slice() } else { OPERATORS.as_slice() };
    let operators: Vec<Choice> =
        operators.iter().map(|(name, key)| Choice::new(*name, words.s(key))).collect();
    let treats = Treat::ALL.map(|treat| Choice::new(treat.name(), words.s(named::treat(treat))));
    html! {
        <>
            if let Some(id) = &model.expression {
                <TextArea label={words.f("backtest.expression", &[("id", id)])} mono=true
                    value={draft.expression.clone()} error={wrong(Field::Expression)}
                    oninput={edit(|d, text| d.expression = text)} />
            } else {
                <TextInput label={words.s("backtest.stat")} value={draft.stat.clone()} mono=true
                    error={wrong(Field::Stat)} oninput={edit(|d, text| d.stat = text)} />
                <NumberInput label={words.s("backtest.period")} value={draft.period.clone()}
                    error={wrong(Field::Period)} oninput={edit(|d, text| d.period = text)} />
            }
            <div class="wizard-two">
                <NumberInput label={words.s("alarms.m-of-n.m")} value={draft.m.clone()}
                    error={wrong(Field::Points)} oninput={edit(|d, text| d.m = text)} />
                <NumberInput label={words.s("alarms.m-of-n.n")} value={draft.n.clone()}
                    oninput={edit(|d, text| d.n = text)} />
            </div>
            <Select label={words.s("backtest.comparison")} options={operators}
                value={draft.comparison.clone()} onchange={edit(|d, text| d.comparison = text)} />
            if !model.band {
                <NumberInput label={words.s("alarms.than")} value={draft.threshold.clone()}
                    error={wrong(Field::Threshold)} oninput={edit(|d, text| d.threshold = text)} />
            }
            <Select label={words.s("alarms.treat")} options={treats.to_vec()}
                value={draft.treat.clone()} onchange={edit(|d, text| d.treat = text)} />
            <fieldset class="field">
                <legend>{ words.t("backtest.incident") }</legend>
                <p class="hint">{ words.t("backtest.incident.hint") }</p>
                <div class="wizard-two">
                    <NumberInput label={words.s("backtest.wrong-from")}
                        value={draft.wrong_from.clone()} error={wrong(Field::Incident)}
                        oninput={edit(|d, text| d.wrong_from = text)} />
                    <NumberInput label={words.s("backtest.wrong-for")}
                        value={draft.wrong_for.clone()}
                        oninput={edit(|d, text| d.wrong_for = text)} />
                </div>
            </fieldset>
            <Apply model={model.clone()} />
        </>
    }
}

/// The settings as a call.
#[component]
fn Apply(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let reply = use_state(|| None::<Reply>);
    let put = props.model.put.clone();
    let said = words.fill("alarms.changed", &[("name", &props.model.name)]);
    let apply = {
        let (put, reply) = (put.clone(), reply.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(put) = put.clone() else { return };
            let (reply, flash, said) = (reply.clone(), ctl.clone(), said.clone());
            let done = move |answer: Reply| {
                if answer.result.is_ok() {
                    flash.send(Msg::Flash(Flash::success(said.clone())));
                }
                reply.set(answer.result.is_err().then_some(answer));
            };
            ctl.call(put, Callback::from(done));
        })
    };
    html! {
        <>
            { refused((*reply).as_ref()) }
            <Button disabled={put.is_none()} onclick={apply}>{ words.t("backtest.apply") }</Button>
            <CliForm request={put} />
        </>
    }
}

/// The figures of each run beside each other.
///
/// Without a word on what counts as an incident, nobody knows what was caught.
pub fn scores(
    (own, tried, treatments): (Option<&Run>, Option<&Run>, &[(Treat, Run)]),
    judged: bool,
    words: &Words,
) -> Html {
    let columns = vec![
        Column::new(words.s("backtest.run")),
        Column::number(words.s("backtest.pages")),
        Column::number(words.s("backtest.caught")),
        Column::number(words.s("backtest.delay")),
        Column::number(words.s("backtest.worst")),
        Column::number(words.s("backtest.false")),
        Column::number(words.s("backtest.flaps")),
    ];
    let row = |label: AttrValue, score: &Score| {
        let of = [
            ("n", &score.caught as &dyn std::fmt::Display),
            ("all", &(score.caught + score.missed)),
        ];
        let none = || "–".to_owned();
        let span = |span: Option<Span>| span.map_or_else(none, |span| named::length(span, words));
        let known = |text: String| if judged { text } else { none() };
        let cells = [
            label.to_string(),
            score.pages.to_string(),
            known(words.fill("backtest.of-all", &of)),
            known(span(score.delay)),
            known(span(score.worst)),
            known(score.false_pages.to_string()),
            score.flaps.to_string(),
        ];
        let cells = cells.map(|cell| html! { { cell } }).to_vec();
        Row::new(label, cells)
    };
    let rows = own.map(|run| row(words.s("backtest.own"), &run.score)).into_iter();
    let rows = rows.chain(tried.map(|run| row(words.s("backtest.tried"), &run.score)));
    let treated = |(treat, run): &(Treat, Run)| row(words.s(named::treat(*treat)), &run.score);
    let rows: Vec<Row> = rows.chain(treatments.iter().map(treated)).collect();
    html! { <Table caption={words.s("backtest.scores")} {columns} {rows} /> }
}
