//! The system log of an instance: what it said while it booted, asked for when somebody wants it.

use watchtrail::view::ec2::act;
use yew::prelude::*;

use super::facts::TabProps;
use crate::ui::ctl::Reply;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, Checkbox, CliForm, Panel};
use crate::ui::words::use_words;

/// The panel of the system log.
#[component]
pub fn ConsolePanel(props: &TabProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let latest = use_state(|| false);
    let said = use_state(|| None::<String>);
    let request = act::console(&props.model.row.id, *latest);
    let get = {
        let (asking, said, request) = (asking.clone(), said.clone(), request.clone());
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            let done = Callback::from(move |reply: Reply| {
                let output = reply.result.ok().and_then(|reply| {
                    reply.get("Output").and_then(|text| text.as_str()).map(str::to_owned)
                });
                said.set(output);
            });
            asking.send(request.clone(), done);
        })
    };
    let switch = {
        let latest = latest.clone();
        Callback::from(move |on: bool| latest.set(on))
    };
    let shown = said.as_ref().map(|text| match text.is_empty() {
        true => html! { <p class="muted" role="status">{ words.t("ec2.console.empty") }</p> },
        false => html! {
            <pre class="mono" tabindex="0" aria-label={words.s("ec2.console.title")}>
                { text.replace('\r', "") }
            </pre>
        },
    });
    html! {
        <Panel title={words.s("ec2.console.title")}>
            <p>{ words.t("ec2.console.note") }</p>
            <Checkbox label={words.s("ec2.console.latest")} checked={*latest} onchange={switch} />
            <div class="form-actions">
                <Button onclick={get}>{ words.t("ec2.console.get") }</Button>
            </div>
            { asking.view() }
            { for shown }
            <CliForm request={Some(request)} />
        </Panel>
    }
}
