//! Where lines may end within a long word: behind the colons and slashes of an ARN or a path. What
//! is copied stays as it is.

use std::rc::Rc;

use watchtrail::view::format::pieces;
use yew::prelude::*;
use yew::virtual_dom::{VList, VNode};

/// What takes no other element, or keeps its lines as they are.
const WHOLE: [&str; 5] = ["option", "select", "pre", "svg", "title"];

/// The same, with places for lines to end.
pub fn soft(html: &Html) -> Html {
    match html {
        VNode::VText(text) => match pieces(&text.text).as_slice() {
            [] | [_] => html.clone(),
            pieces => {
                let piece = |(nth, piece): (usize, &&str)| {
                    let piece = AttrValue::from((*piece).to_owned());
                    if nth == 0 {
                        html! { { piece } }
                    } else {
                        html! { <><wbr />{ piece }</> }
                    }
                };
                html! { <>{ for pieces.iter().enumerate().map(piece) }</> }
            }
        },
        VNode::VList(list) => {
            let children = list.iter().map(soft).collect();
            VNode::VList(Rc::new(VList::with_children(children, list.key.clone())))
        }
        VNode::VTag(tag) if !WHOLE.contains(&tag.tag()) => {
            let mut tag = (**tag).clone();
            if let Some(children) = tag.children_mut() {
                *children = soft(children);
            }
            VNode::VTag(Rc::new(tag))
        }
        other => other.clone(),
    }
}
