//! Said where no page has the address.

use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{Empty, Link, PageHead};
use crate::ui::words::use_words;

/// What [`Page`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The address.
    pub hash: AttrValue,
}

/// There is no such page.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    html! {
        <>
            <PageHead title={words.s("app.page.not-found")} />
            <Empty title={words.f("app.not-found.text", &[("hash", &props.hash)])}>
                <p><Link to={Route::Home}>{ words.t("app.not-found.home") }</Link></p>
            </Empty>
        </>
    }
}
