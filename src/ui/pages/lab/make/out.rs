//! A lab that is made is held against the laws, and taken out: as a file, as a link, to be played.

use watchtrail::view::lab::own::{Act, Begins, Checked, Then};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Props;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Alert, AlertKind, Button, ButtonKind, Code, IconKind, Panel, WhyNot};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// The check, and the ways out.
#[component]
pub fn Out(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let held = &props.held;
    let begun = matches!(props.model.begins, Begins::At(_));
    let without = props.model.draft.goals.is_empty();
    let busy = held.busy;
    let why = match begun {
        true if without => WhyNot::Said(words.s("make.check.no-goal")),
        _ => WhyNot::Obvious,
    };
    let button = |then: Then, icon: IconKind, kind: ButtonKind, key: &'static str| {
        html! {
            <Button {icon} {kind} {busy} disabled={!begun || without} why={why.clone()}
                onclick={ctl.on(Msg::Make(Box::new(Act::Check(then))))}>
                { words.t(key) }
            </Button>
        }
    };
    html! {
        <>
            <Panel title={words.s("make.check")}>
                <p>{ words.t("make.check.text") }</p>
                { button(Then::Nothing, IconKind::Check, ButtonKind::Primary, "make.check.run") }
                <div role="status">
                    if busy {
                        <p>{ words.t("make.check.busy") }</p>
                    } else if let Some(checked) = &held.checked {
                        { told(checked, &words) }
                    }
                </div>
            </Panel>
            <Panel title={words.s("make.out")}>
                <p>{ words.t("make.out.text") }</p>
                <div class="actions">
                    { button(Then::File, IconKind::Download, ButtonKind::Normal, "make.out.file") }
                    { button(Then::Link, IconKind::Share, ButtonKind::Normal, "make.out.link") }
                    { button(Then::Try, IconKind::Play, ButtonKind::Normal, "make.out.try") }
                </div>
                <p class="hint">{ words.t("make.out.opened") }</p>
                <div role="status">
                    { match &held.link {
                        None => Html::default(),
                        Some(Err(why)) => html! {
                            <Alert kind={AlertKind::Warning}><p>{ why.clone() }</p></Alert>
                        },
                        Some(Ok(payload)) => link(payload, &words),
                    } }
                </div>
            </Panel>
        </>
    }
}

fn link(payload: &str, words: &Words) -> Html {
    let base = platform::base_url().unwrap_or_default();
    let link = format!("{base}{}", Route::LabLink(payload.to_owned()).hash());
    let size = words.f("make.out.made", &[("n", &link.len())]);
    html! {
        <>
            <p>{ size }</p>
            <Code text={link} copy=true wrap=true label={words.s("make.out.address")} />
        </>
    }
}

/// What came of a check: what is about a goal stands beside it, too.
fn told(checked: &Checked, words: &Words) -> Html {
    if checked.is_whole() {
        let (calls, minutes) = checked.took;
        let text = words.f("make.check.ok", &[("calls", &calls), ("minutes", &minutes)]);
        return html! { <Alert kind={AlertKind::Success}><p>{ text }</p></Alert> };
    }
    let title = words.f("make.check.broken", &[("n", &checked.broken.len())]);
    html! {
        <Alert kind={AlertKind::Error} {title}>
            <ul>{ for checked.broken.iter().map(|(_, law)| html! {
                <li>{ law.clone() }</li>
            }) }</ul>
        </Alert>
    }
}
