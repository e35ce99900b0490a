//! Which unusual activity a trail looks for: shown and switched.

use watchtrail::services::cloudtrail::insights::Kind;
use watchtrail::view::route::Route;
use watchtrail::view::trails::act;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Checkbox, CliForm, Link, Panel};
use crate::ui::words::use_words;

/// The properties of [`Insights`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The trail.
    pub arn: String,
    /// What it looks for.
    pub kinds: Vec<Kind>,
}

/// What a trail looks for, to be switched on and off.
#[component]
pub fn Insights(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let chosen = use_state(|| props.kinds.clone());
    let boxes = Kind::ALL.map(|kind| {
        let chosen = chosen.clone();
        let checked = chosen.contains(&kind);
        let label = words.s(&format!("unusual.kind.{}", kind.name()));
        let hint = words.s(&format!("unusual.hint.{}", kind.name()));
        let onchange = Callback::from(move |on: bool| chosen.set(switched(&chosen, kind, on)));
        html! { <Checkbox {label} {checked} hint={html! { hint }} {onchange} /> }
    });
    let changed = *chosen != props.kinds;
    let request = act::insights(&props.arn, &chosen);
    let save = asking.click(request.clone(), words.s("trails.insights.saved"), Callback::noop());
    html! {
        <Panel title={words.s("trails.insights")}>
            { for boxes }
            { asking.view() }
            <p>
                <Button kind={ButtonKind::Primary} onclick={save} disabled={!changed}>
                    { words.t("trails.insights.save") }
                </Button>
            </p>
            if changed { <CliForm request={Some(request)} /> }
            <p class="hint">
                { words.t("trails.insights.note") }{ " " }
                <Link to={Route::Insights(None)}>{ words.t("trails.insights.see") }</Link>
            </p>
        </Panel>
    }
}

/// The kinds with one switched, in AWS's order.
pub fn switched(chosen: &[Kind], kind: Kind, on: bool) -> Vec<Kind> {
    let keeps = |it: &Kind| if *it == kind { on } else { chosen.contains(it) };
    Kind::ALL.into_iter().filter(keeps).collect()
}
