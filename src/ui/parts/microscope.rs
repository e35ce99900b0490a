//! An evaluation under the microscope: each window as a cell one can count.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::view::alarms::why::{Cell, Look, Why};
use watchtrail::view::format;
use yew::prelude::*;

use super::{Icon, IconKind};
use crate::ui::words::use_words;

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
    let why = &props.why;
    let (cells, older) = why.cells(&words);
    let state = why.evaluation.after;
    let remark = |text: String| html! { <li>{ text }</li> };
    html! {
        <div class="microscope">
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
            <p class="microscope-rule">{ why.rule(&words) }</p>
            <div class={classes!("verdict", tone(state))}>
                <p><strong>{ why.verdict(&words) }</strong></p>
                <ul>{ for why.remarks(&words).into_iter().map(remark) }</ul>
                <p class="verdict-aws">
                    <span>{ words.t("alarms.why.aws") }</span>
                    <code>{ why.evaluation.reason.clone() }</code>
                </p>
            </div>
        </div>
    }
}

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
            { for cell.inputs.iter().map(|line| html! {
                <span class="cell-role">{ line.clone() }</span>
            }) }
        </li>
    }
}
