//! Who heard of a change of state.

use watchtrail::view::alarms::chain::{self, Chain as Told, Hop as Step, Went};
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, Chain, Hop, Panel, Tone};
use crate::ui::words::{Words, use_words};

/// What [`Heard`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct HeardProps {
    /// The change and who heard of it.
    pub chain: Option<Told>,
}

/// Who heard.
#[component]
pub fn Heard(props: &HeardProps) -> Html {
    let words = use_words();
    let title = words.s("alarms.chain.title");
    let Some(chain) = &props.chain else {
        return html! { <Panel {title}><p>{ words.t("alarms.chain.none") }</p></Panel> };
    };
    let note = words.f("alarms.chain.note", &[("at", &format::date_time(chain.at))]);
    let label = title.clone();
    let one = |hops: &[Step]| hops.iter().map(|step| hop(step, &words)).collect::<Vec<Hop>>();
    // One branch goes on in the same line; several stand beneath each other.
    let lines: Vec<Vec<Hop>> = match chain.branches.as_slice() {
        [branch] => vec![one(&chain.before).into_iter().chain(one(branch)).collect()],
        branches => std::iter::once(one(&chain.before))
            .chain(branches.iter().map(|branch| one(branch)))
            .collect(),
    };
    let class = classes!("heard", chain::broke(chain).then_some("heard-broke"));
    html! {
        <Panel {title} {note} {class}>
            { for lines.into_iter().map(|links| html! {
                <Chain label={label.clone()} {links} />
            }) }
            if let Some(silence) = &chain.silence {
                <Alert kind={AlertKind::Tip}><p>{ silence.clone() }</p></Alert>
            }
        </Panel>
    }
}

fn hop(step: &Step, words: &Words) -> Hop {
    let (tone, said) = match step.went {
        Went::Well => (Tone::Good, "alarms.chain.well"),
        Went::Held => (Tone::Pending, "alarms.chain.held"),
        Went::Ended => (Tone::Neutral, "alarms.chain.ended"),
        Went::Broke => (Tone::Bad, "alarms.chain.broke"),
    };
    let time = step.at.map(|at| format!("{} UTC", format::clock(at)));
    let title = html! {
        <>{ step.title.clone() }<span class="sr-only">{ " · " }{ words.t(said) }</span></>
    };
    let note = html! {
        <>
            { step.detail.clone() }
            if let Some(time) = time { <><br />{ time }</> }
        </>
    };
    Hop { tone, title, note }
}
