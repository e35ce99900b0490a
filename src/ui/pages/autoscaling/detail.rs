//! The page of one group.

use std::fmt::Display;

use watchtrail::view::autoscaling::act;
use watchtrail::view::autoscaling::detail::{Detail, Wait};
use watchtrail::view::autoscaling::picture::Picture;
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::edit::EditSizes;
use super::hooks::Hooks;
use super::members::Members;
use super::policy::Policies;
use super::processes::Processes;
use super::requests::Requests;
use super::schedules::Schedules;
use super::{picture, tables};
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, CopyButton, Dialog, KeyValues, NumberInput, PageHead, Panel, When,
    use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such group.
    pub model: Option<Detail>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a group.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::Group(props.name.clone());
    let title = props.name.clone();
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="DescribeAutoScalingGroups"
                none="autoscaling.gone" others={Route::Groups} see="autoscaling.gone.next" />
        };
    };
    let actions = html! {
        <>
            <Delete name={model.name.clone()} />
            <EditSizes group={model.name.clone()} sizes={model.sizes} />
        </>
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true {actions} />
            { props.reads.or_refused("DescribeAutoScalingGroups", || html! {
                <>
                    <Capacity name={model.name.clone()} desired={model.sizes.0}
                        sends={model.sends} picture={model.picture.clone()} />
                    { waits(&words, model) }
                    <Members group={model.name.clone()} rows={model.instances.clone()}
                        attachable={model.attachable.clone()} reads={props.reads.clone()} />
                </>
            }) }
            { props.reads.or_refused("DescribePolicies", || html! {
                <Policies group={model.name.clone()} rows={model.policies.clone()}
                    labels={model.labels.clone()} />
            }) }
            { props.reads.or_refused("DescribeScheduledActions", || html! {
                <Schedules group={model.name.clone()} rows={model.schedules.clone()} />
            }) }
            { props.reads.or_refused("DescribeLifecycleHooks", || html! {
                <Hooks group={model.name.clone()} rows={model.hooks.clone()} />
            }) }
            <Requests group={model.name.clone()} now={model.requests} />
            { tables::decisions(&words, &model.decisions) }
            { props.reads.or_refused("DescribeScalingActivities", || {
                tables::activities(&words, &model.activities)
            }) }
            { props.reads.or_refused("DescribeAutoScalingGroups", || html! {
                <>
                    <Processes group={model.name.clone()} suspended={model.suspended.clone()} />
                    <Panel title={words.s("autoscaling.summary")}>
                        <KeyValues rows={summary(&words, model)} />
                    </Panel>
                </>
            }) }
        </>
    }
}

/// What the next decision waits for.
fn waits(words: &Words, model: &Detail) -> Html {
    let wait = |wait: &Wait| {
        let until = wait.until.map(format::clock).unwrap_or_default();
        let args: [(&str, &dyn Display); 2] = [("until", &until), ("count", &wait.count)];
        html! { <li key={wait.key}>{ words.fill(wait.key, &args) }</li> }
    };
    let next = format::clock(model.next);
    html! {
        <Panel title={words.s("autoscaling.waits")}>
            <ul class="waits">
                { for model.waits.iter().map(wait) }
                <li>{ words.fill("autoscaling.wait.next", &[("time", &next)]) }</li>
            </ul>
        </Panel>
    }
}

fn summary(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let (desired, min, max) = model.sizes;
    let (cooldown, grace, warmup) = model.spans;
    let source = super::list::source(words, &model.template);
    let suspended = match model.suspended.as_slice() {
        [] => words.t("autoscaling.none").to_owned(),
        names => names.join(", "),
    };
    let warmup = match warmup {
        Some(warmup) => words.span(warmup),
        None => words.t("autoscaling.warm-up.none").to_owned(),
    };
    let mut rows = vec![
        (
            words.s("autoscaling.arn"),
            html! { <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></> },
        ),
        (words.s("autoscaling.created"), html! { <When at={model.created} /> }),
        (words.s("autoscaling.column.template"), html! { source }),
        (words.s("autoscaling.sizes"), html! { format!("{desired}, {min}, {max}") }),
        (words.s("autoscaling.column.zones"), html! { model.zones.join(", ") }),
        (words.s("autoscaling.cooldown"), html! { words.span(cooldown) }),
        (words.s("autoscaling.grace"), html! { words.span(grace) }),
        (words.s("autoscaling.warm-up"), html! { warmup }),
        (words.s("autoscaling.suspended"), html! { suspended }),
    ];
    if let Some(parted) = &model.mixed {
        let (on_demand, spot) = &parted.strategies;
        let args: [(&str, &dyn Display); 2] = [("base", &parted.base), ("n", &parted.percent)];
        rows.extend([
            (words.s("autoscaling.mixed.types"), html! { parted.types.join(", ") }),
            (
                words.s("autoscaling.mixed.parted"),
                html! { words.f("autoscaling.mixed.parts", &args) },
            ),
            (words.s("autoscaling.mixed.on-demand"), html! { on_demand }),
            (words.s("autoscaling.mixed.spot"), html! { spot }),
        ]);
    }
    rows
}

#[derive(Clone, PartialEq, Properties)]
struct CapacityProps {
    name: String,
    desired: u32,
    sends: bool,
    picture: Picture,
}

/// The capacity over time, and how it is changed.
#[component]
fn Capacity(props: &CapacityProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let typed = use_state(|| None::<String>);
    let text = (*typed).clone().unwrap_or_else(|| props.desired.to_string());
    let wanted = text.parse::<i32>().ok();
    let request = wanted.map(|n| act::set_desired(&props.name, n));
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(Some(text)))
    };
    let set = match (&request, wanted) {
        (Some(request), Some(n)) => {
            let said = words.f("autoscaling.desired.done", &[("n", &n)]);
            asking.click(request.clone(), said, Callback::from(move |()| typed.set(None)))
        }
        _ => Callback::noop(),
    };
    let metrics = act::send_metrics(&props.name, !props.sends);
    let turn = if props.sends { "autoscaling.metrics.off" } else { "autoscaling.metrics.on" };
    let said = words.s("autoscaling.metrics.done");
    let switch = asking.click(metrics, said, Callback::noop());
    let actions = html! { <Button onclick={switch}>{ words.t(turn) }</Button> };
    html! {
        <Panel title={words.s("autoscaling.capacity")} {actions}>
            <picture::Draw model={props.picture.clone()} />
            <NumberInput label={words.s("autoscaling.desired.label")} required=true value={text}
                {oninput} />
            <Button onclick={set} disabled={request.is_none()}>
                { words.t("autoscaling.desired.set") }
            </Button>
            { asking.view() }
            <CliForm {request} />
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteProps {
    name: String,
}

/// Deleting a group with all it has.
#[component]
fn Delete(props: &DeleteProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let opening = use_opening();
    let request = act::delete(&props.name);
    let said = words.f("autoscaling.delete.done", &[("name", &props.name)]);
    let sure = asking.click(request.clone(), said, ctl.on(Msg::Go(Route::Groups)));
    let title = words.f("autoscaling.delete.ask", &[("name", &props.name)]);
    let submit = html! {
        <Button kind={ButtonKind::Danger} onclick={sure}>
            { words.t("autoscaling.delete") }
        </Button>
    };
    html! {
        <>
            <Button onclick={opening.open}>{ words.t("autoscaling.delete") }</Button>
            if opening.is_open {
                <Dialog open=true {title} onclose={opening.close} {submit}>
                    <p>{ words.t("autoscaling.delete.warning") }</p>
                    { asking.view() }
                    <CliForm request={Some(request)} />
                </Dialog>
            }
        </>
    }
}
