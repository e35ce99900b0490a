//! An evaluation under the microscope: each window as a cell one can count.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::alarm::explain::Member;
use watchtrail::view::alarms::why::{Cell, Look, Why};
use watchtrail::view::format;
use yew::prelude::*;

use super::{Icon, IconKind};
use crate::ui::words::{Words, use_words};

/// What a [`Microscope`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct MicroscopeProps {
    /// The evaluation.
    pub why: Why,
}

/// An evaluation: its windows, the rule, the verdict, AWS's reason.
#[component]
pub fn Microscope(props: &MicroscopeProps) -> Html {
    let words = use_words();
    let chosen = use_state(|| None::<String>);
    let given = &props.why;
    let id = chosen.as_deref().filter(|id| given.of_member(id).is_some()).or(given.decider());
    let own = id.and_then(|id| given.of_member(id));
    let why = own.as_ref().unwrap_or(given);
    let members = members(given, id.unwrap_or_default(), &chosen, &words);
    if given.evaluation.slots.is_empty() {
        // The query of an alarm over several time series gave none.
        return html! {
            <div class="microscope">
                { members }
                { reason("alarms.why.aws", given, &words) }
            </div>
        };
    }
    let (cells, older) = why.cells(&words);
    let state = why.evaluation.after;
    let remark = |text: String| html! { <li>{ text }</li> };
    html! {
        <div class="microscope">
            { members }
            <p class="microscope-range">
                <span class="microscope-bracket">{ why.fetched(&words) }</span>
                <span class="hint">{ why.test(&words) }</span>
            </p>
            <ol class="microscope-cells" aria-label={words.s("alarms.why.cells")}>
                if older > 0 {
                    <li class="cell cell-older">
                        { words.fill("alarms.why.older", &[("n", &older)]) }
                    </li>
                }
                { for cells.iter().map(cell) }
            </ol>
            if cells.iter().any(|cell| cell.start.floor(cell.end - cell.start) != cell.start) {
                <p class="hint">{ words.t("alarms.why.windows") }</p>
            }
            <p class="microscope-rule">{ why.rule(&words) }</p>
            <div class={classes!("verdict", tone(state))}>
                <p><strong>{ why.verdict(&words) }</strong></p>
                <ul>{ for why.remarks(&words).into_iter().map(remark) }</ul>
                if let Some(own) = &own {
                    { reason("alarms.why.aws.contributor", own, &words) }
                    { reason("alarms.why.aws.alarm", given, &words) }
                } else {
                    { reason("alarms.why.aws", given, &words) }
                }
            </div>
        </div>
    }
}

/// AWS's reason.
fn reason(key: &str, why: &Why, words: &Words) -> Html {
    html! {
        <p class="verdict-aws">
            <span>{ words.t(key) }</span>
            <code>{ why.evaluation.reason.clone() }</code>
        </p>
    }
}

/// The time series of an alarm over several: which are in ALARM, and whose windows are shown.
fn members(why: &Why, shown: &str, chosen: &UseStateHandle<Option<String>>, words: &Words) -> Html {
    if why.members().is_empty() {
        return Html::default();
    }
    let row = |one: &Member| {
        let id = one.contributor.id.clone();
        let onclick = {
            let (chosen, id) = (chosen.clone(), id.clone());
            Callback::from(move |_: MouseEvent| chosen.set(Some(id.clone())))
        };
        let change = match one.before == one.after {
            true => one.after.name().to_owned(),
            false => format!("{} → {}", one.before.name(), one.after.name()),
        };
        let pressed = (id == shown).to_string();
        html! {
            <tr key={id.clone()}>
                <th scope="row">
                    if one.rule.is_some() {
                        <button type="button" class="btn btn-link btn-small"
                            aria-pressed={pressed} {onclick}>
                            { one.contributor.label() }
                        </button>
                    } else {
                        { one.contributor.label() }
                    }
                </th>
                <td class={tone(one.after)}>{ change }</td>
                <td>{ one.reason.clone() }</td>
            </tr>
        }
    };
    let column = |name: &str| {
        html! { <th scope="col">{ words.t(&format!("alarms.why.members.{name}")) }</th> }
    };
    html! {
        <>
            <p>{ why.counted(words) }</p>
            <div class="table-wrap" tabindex="0" role="region"
                aria-label={words.s("alarms.why.members.caption")}>
                <table class="table">
                    <thead>
                        <tr>{ column("name") }{ column("state") }{ column("reason") }</tr>
                    </thead>
                    <tbody>{ for why.members().iter().take(MEMBERS).map(row) }</tbody>
                </table>
            </div>
        </>
    }
}

/// As many contributors as the service names in an alarm's notifications.
const MEMBERS: usize = 100;

/// The class that colours a state.
pub fn tone(state: StateValue) -> &'static str {
    match state {
        StateValue::Ok => "state-ok",
        StateValue::Alarm => "state-alarm",
        StateValue::InsufficientData => "state-insufficient",
    }
}

fn cell(cell: &Cell) -> Html {
    let (look, icon) = match cell.look {
        Look::Breach => ("cell-breach", IconKind::Alert),
        Look::Within => ("cell-within", IconKind::Check),
        Look::Missing => ("cell-missing", IconKind::DashCircle),
        Look::Coming => ("cell-coming", IconKind::Clock),
    };
    let counts = if cell.counts { "cell-counts" } else { "cell-idle" };
    html! {
        <li class={classes!("cell", look, counts)} title={format::date_time(cell.start)}>
            <span class="cell-time">
                { format::minute(cell.start) }{ "–" }{ format::minute(cell.end) }
            </span>
            <b class="cell-value">{ cell.value.clone() }</b>
            <span class="cell-verdict"><Icon kind={icon} />{ cell.verdict.clone() }</span>
            <span class="cell-role">{ cell.role.clone() }</span>
            if let Some(points) = &cell.points {
                <span class="cell-role">{ points.clone() }</span>
            }
            { for cell.inputs.iter().map(|line| html! {
                <span class="cell-role">{ line.clone() }</span>
            }) }
        </li>
    }
}
