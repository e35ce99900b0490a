//! When the services that somebody's policies allow were last used: asked of AWS, which answers
//! with a job.

use watchtrail::view::iam::report::{self, Used};
use yew::prelude::*;

use crate::ui::ctl::Reply;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, Column, Empty, Panel, Row, Table, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`LastUsed`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The ARN of the user, the group, the role or the policy.
    pub arn: String,
}

/// The panel: the answer, once it was asked for.
#[component]
pub fn LastUsed(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let found = use_state(|| None::<Vec<Used>>);
    let ask = {
        let (asking, found) = (asking.clone(), found.clone());
        let request = report::ask_used(&props.arn);
        Callback::from(move |_: MouseEvent| {
            let (again, found) = (asking.clone(), found.clone());
            let begun = Callback::from(move |reply: Reply| {
                let get = reply.result.ok().and_then(|job| report::get_used(&job));
                let found = found.clone();
                let done = Callback::from(move |reply: Reply| {
                    found.set(reply.result.ok().map(|answer| report::used(&answer)));
                });
                if let Some(get) = get {
                    again.send(get, done);
                }
            });
            asking.send(request.clone(), begun);
        })
    };
    let actions = html! { <Button onclick={ask}>{ words.t("iam.used.ask") }</Button> };
    html! {
        <Panel title={words.s("iam.used.title")} {actions}>
            <p class="hint">{ words.t("iam.used.note") }</p>
            { asking.view() }
            if let Some(found) = &*found {
                { table(&words, found) }
            }
        </Panel>
    }
}

fn table(words: &Words, found: &[Used]) -> Html {
    let columns = vec![
        Column::new(words.s("iam.used.service")),
        Column::new(words.s("iam.used.at")),
        Column::new(words.s("iam.used.by")),
        Column::new(words.s("iam.used.region")).spare(),
    ];
    let row = |used: &Used| {
        let at = match used.at {
            Some(at) => html! { <When {at} /> },
            None => html! { words.t("iam.used.never") },
        };
        let by = match used.people {
            0 => "–".to_owned(),
            1 => used.by.clone(),
            n => words.fill("iam.used.more", &[("name", &used.by), ("n", &(n - 1))]),
        };
        let region = if used.region.is_empty() { "–".to_owned() } else { used.region.clone() };
        let cells = vec![html! { &used.service }, at, html! { by }, html! { region }];
        Row::new(used.service.clone(), cells)
    };
    html! {
        <Table caption={words.s("iam.used.title")} {columns}
            rows={found.iter().map(row).collect::<Vec<_>>()}
            empty={html! { <Empty title={words.s("iam.used.none")} /> }} />
    }
}
