//! Load on a volume.

use watchtrail::sim::command::Resource;
use watchtrail::view::format;
use watchtrail::view::volumes::detail::Detail;
use yew::prelude::*;

use crate::ui::pages::load::{Kind, LoadPanel};
use crate::ui::words::use_words;

const IOPS: Kind = Kind {
    texts: "volumes.load.",
    resource: Resource::Iops,
    word: "iops",
    // What the fastest volume delivers.
    most: 256_000.0,
    usual: "2000",
};

/// The properties of [`LoadTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The volume.
    pub model: Detail,
}

/// The tab of load.
#[component]
pub fn LoadTab(props: &Props) -> Html {
    let (words, model) = (use_words(), &props.model);
    let most = format::number(model.most.floor(), 0);
    html! {
        <LoadPanel kind={IOPS} id={model.row.id.clone()} load={model.load} now={model.now}
            explain={words.fill("volumes.load.explain", &[("most", &most)])} />
    }
}
