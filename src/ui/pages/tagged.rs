//! The tags of a thing: shown, and edited in place.

use std::collections::BTreeMap;

use watchtrail::services::Request;
use yew::prelude::*;

use super::asked::use_asking;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Column, Empty, Panel, Row, Table, TagsEditor, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Tagged`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The panel's title.
    pub title: AttrValue,
    /// The tags there are.
    pub tags: BTreeMap<String, String>,
    /// The calls that make them these.
    pub requests: Callback<BTreeMap<String, String>, Vec<Request>>,
}

/// The tags of a thing.
#[component]
pub fn Tagged(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let draft = use_state(|| None::<Vec<(String, String)>>);
    let edit = {
        let (draft, tags) = (draft.clone(), props.tags.clone());
        Callback::from(move |_: MouseEvent| draft.set(Some(tags.clone().into_iter().collect())))
    };
    let stop = {
        let (draft, asking) = (draft.clone(), asking.clone());
        Callback::from(move |_: MouseEvent| {
            draft.set(None);
            asking.clear();
        })
    };
    let Some(tags) = &*draft else { return shown(props, edit, &words) };
    let nameless = tags.iter().any(|(key, _)| key.is_empty());
    let given = tags.iter().filter(|(key, _)| !key.is_empty()).cloned();
    let requests = props.requests.emit(given.collect());
    let save = {
        let (draft, asking, requests) = (draft.clone(), asking.clone(), requests.clone());
        let text = words.s("ec2.tags.done");
        Callback::from(move |_: MouseEvent| {
            let (draft, ctl, text) = (draft.clone(), ctl.clone(), text.clone());
            if requests.is_empty() {
                draft.set(None);
                return;
            }
            let done = Callback::from(move |_| {
                draft.set(None);
                ctl.flash(Flash::success(text.clone()));
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let onchange = {
        let draft = draft.clone();
        Callback::from(move |tags| draft.set(Some(tags)))
    };
    html! {
        <Panel title={props.title.clone()}>
            <TagsEditor tags={tags.clone()} {onchange} />
            { asking.view() }
            <div class="form-actions">
                <Button onclick={stop}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} onclick={save} disabled={nameless}
                    why={WhyNot::Said(words.s("app.tags.nameless"))}>
                    { words.t("ec2.tags.save") }
                </Button>
            </div>
            // One node: a command that comes or goes must not make the fields above it anew.
            <>
                { for requests.into_iter().map(|request| html! {
                    <CliForm request={Some(request)} />
                }) }
            </>
        </Panel>
    }
}

/// The tags as they are.
fn shown(props: &Props, edit: Callback<MouseEvent>, words: &Words) -> Html {
    let rows = props
        .tags
        .iter()
        .map(|(key, value)| Row::new(key.clone(), vec![html! { key }, html! { value }]));
    let columns =
        vec![Column::new(words.s("app.tags.key")), Column::new(words.s("app.tags.value"))];
    let actions = html! { <Button onclick={edit}>{ words.t("ec2.tags.edit") }</Button> };
    html! {
        <Panel title={props.title.clone()} flush=true {actions}>
            <Table caption={props.title.clone()} {columns} rows={rows.collect::<Vec<_>>()}
                empty={html! { <Empty title={words.s("ec2.tags.none")} /> }} />
        </Panel>
    }
}
