//! The editor of tags: pairs of key and value.

use yew::prelude::*;

use super::{Button, ButtonKind, IconKind, TextInput, use_newest};
use crate::ui::words::use_words;

/// Where one types the key of the newest tag.
const NEWEST: &str = "li:last-child input";

/// What a [`TagsEditor`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct TagsEditorProps {
    /// Keys and values.
    pub tags: Vec<(String, String)>,
    /// Called with all tags when one changes.
    pub onchange: Callback<Vec<(String, String)>>,
}

/// An editor of tags.
#[component]
pub fn TagsEditor(props: &TagsEditorProps) -> Html {
    let words = use_words();
    let change = |edit: fn(&mut (String, String), String), i: usize| {
        let (tags, onchange) = (props.tags.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            let mut tags = tags.clone();
            if let Some(tag) = tags.get_mut(i) {
                edit(tag, text);
            }
            onchange.emit(tags);
        })
    };
    let remove = |i: usize| {
        let (tags, onchange) = (props.tags.clone(), props.onchange.clone());
        Callback::from(move |_: MouseEvent| {
            let kept = tags.iter().enumerate().filter(|(place, _)| *place != i);
            onchange.emit(kept.map(|(_, tag)| tag.clone()).collect());
        })
    };
    // The first field of a row that was asked for takes the focus.
    let newest = use_newest(props.tags.len(), NEWEST);
    let list = newest.list.clone();
    let add = {
        let (tags, onchange) = (props.tags.clone(), props.onchange.clone());
        Callback::from(move |_: MouseEvent| {
            let mut tags = tags.clone();
            tags.push((String::new(), String::new()));
            newest.ask();
            onchange.emit(tags);
        })
    };
    let row = |(i, (key, value)): (usize, &(String, String))| {
        html! {
            <li key={i} class="tag-row">
                <TextInput label={words.s("app.tags.key")} value={key.clone()} required=true
                    oninput={change(|tag, text| tag.0 = text, i)} />
                <TextInput label={words.s("app.tags.value")} value={value.clone()}
                    oninput={change(|tag, text| tag.1 = text, i)} />
                <Button icon={IconKind::Cross} onclick={remove(i)}
                    label={words.f("app.tags.remove", &[("key", key)])} />
            </li>
        }
    };
    html! {
        <div class="tags">
            <ul ref={list}>{ for props.tags.iter().enumerate().map(row) }</ul>
            <Button kind={ButtonKind::Normal} small=true icon={IconKind::Plus} onclick={add}>
                { words.t("app.tags.add") }
            </Button>
        </div>
    }
}
