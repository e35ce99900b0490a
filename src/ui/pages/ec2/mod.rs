//! The pages of EC2: instances, one instance, the launch form.

mod agent;
mod attributes;
mod checks;
mod console;
mod credits;
mod detail;
mod facts;
pub mod launch;
mod list;
pub mod load;
pub mod monitoring;
mod moves;
mod role;
mod tags;

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::ec2::{InstanceState, Monitoring};
use watchtrail::sim::Span;
use watchtrail::view::ec2;
use watchtrail::view::ec2::list::{AlarmCounts, Checks};
use watchtrail::view::route::Route;
use watchtrail::view::security;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Status, Tone};
use crate::ui::words::{Words, use_words};

/// An instance's state, written as the console does.
pub fn state(state: InstanceState) -> Html {
    html! { <Standing {state} /> }
}

/// What [`Standing`] is given.
#[derive(Clone, PartialEq, Properties)]
struct StandingProps {
    state: InstanceState,
}

#[component]
fn Standing(props: &StandingProps) -> Html {
    let words = use_words();
    let (kind, label) = match props.state {
        InstanceState::Pending => (Tone::Pending, "ec2.state.pending"),
        InstanceState::Running => (Tone::Good, "ec2.state.running"),
        InstanceState::ShuttingDown => (Tone::Pending, "ec2.state.shutting-down"),
        InstanceState::Terminated => (Tone::Neutral, "ec2.state.terminated"),
        InstanceState::Stopping => (Tone::Pending, "ec2.state.stopping"),
        InstanceState::Stopped => (Tone::Neutral, "ec2.state.stopped"),
    };
    html! { <Status {kind} label={words.s(label)} /> }
}

/// The status checks together.
fn checks(words: &Words, checks: Checks) -> Html {
    match checks {
        Checks::None => html! { <span class="muted">{ "–" }</span> },
        Checks::Initializing => {
            html! { <Status kind={Tone::Pending} label={words.s("ec2.checks.initializing")} /> }
        }
        Checks::Passed { passed, of } => {
            let kind = if passed == of { Tone::Good } else { Tone::Bad };
            let label = words.f("ec2.checks.passed", &[("passed", &passed), ("of", &of)]);
            html! { <Status {kind} {label} /> }
        }
    }
}

/// An alarm's state.
pub fn alarm_state(state: StateValue) -> Html {
    html! { <Status kind={alarm_tone(state)} label={state.name()} /> }
}

/// What an alarm's state means.
pub fn alarm_tone(state: StateValue) -> Tone {
    match state {
        StateValue::Ok => Tone::Good,
        StateValue::Alarm => Tone::Bad,
        StateValue::InsufficientData => Tone::Unknown,
    }
}

/// The alarms of an instance together.
fn alarms(words: &Words, counts: AlarmCounts) -> Html {
    let Some(worst) = counts.worst() else {
        return html! { <span class="muted">{ words.t("ec2.alarms.none") }</span> };
    };
    let label = match worst {
        StateValue::Alarm => {
            words.f("ec2.alarms.alarm", &[("n", &counts.alarm), ("of", &counts.total())])
        }
        StateValue::InsufficientData => {
            let args: [(&str, &dyn std::fmt::Display); 2] =
                [("n", &counts.insufficient), ("of", &counts.total())];
            words.f("ec2.alarms.insufficient", &args)
        }
        StateValue::Ok => words.f("ec2.alarms.ok", &[("n", &counts.ok)]),
    };
    html! { <Status kind={alarm_tone(worst)} {label} /> }
}

/// Monitoring, written as the API does.
fn monitoring(monitoring: Monitoring) -> Html {
    let kind = match monitoring {
        Monitoring::Enabled => Tone::Good,
        Monitoring::Disabled => Tone::Neutral,
        Monitoring::Pending | Monitoring::Disabling => Tone::Pending,
    };
    html! { <Status {kind} label={monitoring.name()} /> }
}

/// How much of the past an instance's charts show, as the console does.
const SHOWN: Span = Span::hours(3);

/// The page of a route of EC2.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, region, reads) = (shown.world, shown.region, Reads::of(shown));
    match shown.route {
        Route::Launch => {
            let model = ec2::launch::choices(world, region);
            let groups = security::list(world, shown.scope).into_iter();
            let groups: Vec<(String, String)> =
                groups.map(|group| (group.id, group.name)).collect();
            html! { <launch::Page key={region.code()} {model} {groups} {region} {reads} /> }
        }
        Route::Instance(id) => {
            let model = ec2::detail::model(world, region, id, SHOWN);
            html! { <detail::Page key={id.clone()} id={id.clone()} {model} {reads} /> }
        }
        _ => html! { <list::Page model={ec2::list::model(world, region)} {reads} /> },
    }
}
