//! The field that chooses files. The browser's own says everything in the browser's language, so
//! what is seen of it is a button; the native field keeps the keyboard and the name.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Icon, IconKind};
use crate::ui::words::use_words;

/// What a [`FileInput`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct FileInputProps {
    /// Its id, which its label names.
    pub id: AttrValue,
    /// Called when files were chosen.
    pub onchange: Callback<Event>,
    /// Which files are offered.
    #[prop_or_default]
    pub accept: Option<AttrValue>,
    /// Whether several can be chosen.
    #[prop_or_default]
    pub multiple: bool,
    /// Whether a folder is chosen.
    #[prop_or_default]
    pub folder: bool,
    /// The id of what describes it.
    #[prop_or_default]
    pub describedby: Option<AttrValue>,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// What was chosen, where that is not said elsewhere.
    #[prop_or_default]
    pub chosen: Option<AttrValue>,
}

/// A field that chooses files.
#[component]
pub fn FileInput(props: &FileInputProps) -> Html {
    let words = use_words();
    let node = use_node_ref();
    let onclick = {
        let node = node.clone();
        // Without the field there is nothing to open.
        Callback::from(move |_: MouseEvent| {
            let _ = node.cast::<HtmlInputElement>().map(|input| input.click());
        })
    };
    let text = if props.folder { "app.choose.folder" } else { "app.choose.file" };
    html! {
        <div class="file">
            <input ref={node} id={props.id.clone()} type="file" class="sr-only"
                accept={props.accept.clone()} multiple={props.multiple}
                webkitdirectory={props.folder} disabled={props.disabled}
                aria-describedby={props.describedby.clone()} onchange={&props.onchange} />
            <span class={classes!("btn", props.disabled.then_some("file-off"))}
                aria-hidden="true" {onclick}>
                <Icon kind={IconKind::Plus} />{ words.t(text) }
            </span>
            if let Some(name) = &props.chosen {
                <span class="file-chosen">{ name.clone() }</span>
            }
        </div>
    }
}
