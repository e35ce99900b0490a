//! Load on an instance's processor.

use watchtrail::sim::command::Resource;
use yew::prelude::*;

use super::facts::TabProps;
use crate::ui::pages::load::{Kind, LoadPanel};
use crate::ui::parts::WhyNot;
use crate::ui::words::{Words, use_words};

const CPU: Kind =
    Kind { texts: "ec2.load.", resource: Resource::Cpu, word: "cpu", most: 100.0, usual: "95" };

/// The tab of load.
#[component]
pub fn LoadTab(props: &TabProps) -> Html {
    let (words, model) = (use_words(), &props.model);
    let gone = model.row.state.is_ending().then(|| words.s("ec2.ending"));
    html! {
        <LoadPanel kind={CPU} id={model.row.id.clone()} load={model.load} now={model.now} {gone}
            explain={html! { words.t("ec2.load.explain") }} />
    }
}

/// Why nothing can be done with an instance that is being terminated, or is.
pub fn ending(words: &Words, gone: bool) -> WhyNot {
    if gone { WhyNot::Said(words.s("ec2.ending")) } else { WhyNot::Fields }
}
