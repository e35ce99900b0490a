//! Anomaly detectors: those there are with what they expect, and a form for a new one.

use watchtrail::telemetry::MetricId;
use watchtrail::view::chart::scale::short;
use watchtrail::view::detectors::{self, Band, Form, Row as Detector};
use watchtrail::view::metrics::{self, Listing};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::{Reads, use_asking};
use super::confirm::Confirm;
use super::metrics::browse::Browse;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Column, Empty, Link, PageHead, Panel, Row, Status, Table,
    TextInput, Tone, When,
};
use crate::ui::words::{Words, use_words};

/// The page.
pub fn page(shown: &Shown<'_>) -> Html {
    let rows = detectors::rows(shown.world, shown.scope);
    let listing = metrics::listing(shown.world, shown.scope);
    html! { <Page {rows} {listing} reads={Reads::of(shown)} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    rows: Vec<Detector>,
    listing: Listing,
    reads: Reads,
}

/// The page.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = ["of", "state", "expects", "alarms", "menu"]
        .map(|name| Column::new(words.s(&format!("detectors.{name}"))))
        .to_vec();
    let rows: Vec<Row> = props.rows.iter().map(|detector| row(detector, &words)).collect();
    let table = || {
        html! {
            <Panel flush=true>
                <Table caption={words.s("detectors.title")} {columns} {rows} empty={html! {
                    <Empty title={words.s("detectors.empty")}>
                        <p>{ words.t("detectors.empty.next") }</p>
                    </Empty>
                }} />
            </Panel>
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::Detectors.crumbs()} title={words.s("detectors.title")}
                note={html! { words.t("detectors.note") }} refresh=true />
            { props.reads.or_refused("DescribeAnomalyDetectors", table) }
            <Create listing={props.listing.clone()} reads={props.reads.clone()} />
        </>
    }
}

fn row(detector: &Detector, words: &Words) -> Row {
    let tone = match detector.told.state_value.as_str() {
        "TRAINED" => Tone::Good,
        "PENDING_TRAINING" => Tone::Pending,
        _ => Tone::Warning,
    };
    let state = html! {
        <>
            <Status kind={tone} label={detector.told.state_value.clone()} />
            if let Some(at) = detector.trained {
                <span class="hint">
                    { " " }{ words.t("detectors.trained") }{ " " }<When {at} />
                </span>
            }
        </>
    };
    let alarms = detector.alarms.iter().map(|name| {
        html! { <><Link to={Route::alarm(name)}>{ name }</Link>{ " " }</> }
    });
    let args: [(&str, &dyn std::fmt::Display); 1] = [("of", &detector.of)];
    let delete = html! {
        <Confirm label={words.s("detectors.delete")} small=true danger=true
            name={Some(words.f("detectors.delete.name", &args))}
            title={words.f("detectors.delete.name", &args)}
            request={detectors::delete(&detector.told)} said={words.s("detectors.deleted")}>
            <p>{ words.t("detectors.delete.hint") }</p>
        </Confirm>
    };
    let cells = vec![
        html! { &detector.of },
        state,
        html! { <ul class="plain">{ for detector.learnt.iter().map(|it| band(it, words)) }</ul> },
        html! { <>{ for alarms }</> },
        delete,
    ];
    Row::new(detector.of.clone(), cells)
}

/// What it expects now.
fn band(band: &Band, words: &Words) -> Html {
    let said = match band.expects {
        None => words.fill("detectors.too-little", &[("secs", &band.period_secs)]),
        Some((low, high, seasonal)) => {
            let key = if seasonal { "detectors.band.hourly" } else { "detectors.band" };
            let (low, high) = (short(low), short(high));
            words.fill(key, &[("secs", &band.period_secs), ("low", &low), ("high", &high)])
        }
    };
    html! { <li>{ said }</li> }
}

#[derive(Clone, PartialEq, Properties)]
struct ChooseProps {
    listing: Listing,
    onchoose: Callback<MetricId>,
}

/// The metrics there are.
#[component]
fn Choose(props: &ChooseProps) -> Html {
    let words = use_words();
    let namespace = use_state(|| None::<String>);
    let onnamespace = {
        let namespace = namespace.clone();
        Callback::from(move |name| namespace.set(name))
    };
    html! {
        <Panel title={words.s("detectors.choose")}>
            <p class="hint">{ words.t("detectors.choose.hint") }</p>
            <Browse listing={props.listing.clone()} namespace={(*namespace).clone()}
                {onnamespace} onchoose={props.onchoose.clone()} />
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    listing: Listing,
    reads: Reads,
}

/// The form, with the metrics there are to choose from.
#[component]
fn Create(props: &CreateProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let form = use_state(Form::default);
    let onchoose = {
        let form = form.clone();
        Callback::from(move |metric: MetricId| form.set(form.of(&metric)))
    };
    let text = |change: fn(&mut Form, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let request = form.request();
    let onsubmit = {
        let (words, asking) = (words.clone(), asking.clone());
        let (request, form) = (request.clone(), form.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (ctl, form, said) = (ctl.clone(), form.clone(), words.s("detectors.made"));
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                form.set(Form::default());
            });
            asking.send(request, done);
        })
    };
    html! {
        <>
            { props.reads.or_refused("ListMetrics", || html! {
                <Choose listing={props.listing.clone()} {onchoose} />
            }) }
            <form class="form" {onsubmit}>
                <Panel title={words.s("detectors.create")}>
                    <TextInput label={words.s("detectors.namespace")} value={form.namespace.clone()}
                        required=true placeholder="AWS/EC2"
                        oninput={text(|form, text| form.namespace = text)} />
                    <TextInput label={words.s("detectors.metric")} value={form.metric.clone()}
                        required=true placeholder="CPUUtilization"
                        oninput={text(|form, text| form.metric = text)} />
                    <TextInput label={words.s("detectors.dimensions")}
                        value={form.dimensions.clone()} placeholder="InstanceId=i-…" mono=true
                        hint={html! { words.t("detectors.dimensions.hint") }}
                        oninput={text(|form, text| form.dimensions = text)} />
                    <TextInput label={words.s("detectors.stat")} value={form.stat.clone()}
                        placeholder="Average" oninput={text(|form, text| form.stat = text)} />
                    { asking.view() }
                    <div class="form-actions">
                        <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                            { words.t("detectors.create") }
                        </Button>
                    </div>
                    <CliForm {request} />
                </Panel>
            </form>
        </>
    }
}
