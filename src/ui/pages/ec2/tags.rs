//! The tags of an instance.

use std::collections::BTreeMap;

use watchtrail::view::ec2::act;
use yew::prelude::*;

use super::facts::TabProps;
use crate::ui::pages::tagged::Tagged;
use crate::ui::words::use_words;

/// The tab of tags.
#[component]
pub fn TagsTab(props: &TabProps) -> Html {
    let words = use_words();
    let (id, old) = (props.model.row.id.clone(), props.model.tags.clone());
    let requests = {
        let old = old.clone();
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&id, &old, &new))
    };
    html! { <Tagged title={words.s("ec2.tab.tags")} tags={old} {requests} /> }
}
