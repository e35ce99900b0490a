//! The page of something that is not there.

use watchtrail::view::route::Route;
use yew::prelude::*;

use super::asked::Reads;
use crate::ui::parts::{Empty, Link, PageHead, Panel};
use crate::ui::words::use_words;

/// What a [`Gone`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub route: Route,
    /// What the address calls it.
    pub title: AttrValue,
    /// What the page asked when it was opened.
    pub reads: Reads,
    /// The operation that would have told of it: its refusal is no word on whether it is there.
    pub op: &'static str,
    /// The key of the text that there is no such thing.
    pub none: &'static str,
    /// The page of those there are.
    pub others: Route,
    /// The key of the link's text.
    pub see: &'static str,
}

/// Says that there is no such thing, and leads to those there are.
#[component]
pub fn Gone(props: &Props) -> Html {
    let words = use_words();
    html! {
        <>
            <PageHead crumbs={props.route.crumbs()} title={props.title.clone()} refresh=true />
            { props.reads.or_refused(props.op, || html! {
                <Panel>
                    <Empty title={words.s(props.none)}>
                        <Link to={props.others.clone()}>{ words.t(props.see) }</Link>
                    </Empty>
                </Panel>
            }) }
        </>
    }
}
