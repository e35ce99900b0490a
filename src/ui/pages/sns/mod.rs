//! The pages of SNS: topics, one topic, subscriptions, the forms that make them.

mod create_topic;
mod filter;
mod heard;
mod policy;
mod publish;
mod subscribe;
mod subscriptions;
mod topic;
mod topics;

use watchtrail::view::route::Route;
use watchtrail::view::sns;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of SNS.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, region, reads) = (shown.world, shown.region, Reads::of(shown));
    match shown.route {
        Route::CreateTopic => html! { <create_topic::Page /> },
        Route::Topic(name) => {
            let model = sns::topic::model(world, region, name);
            html! { <topic::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        Route::Subscriptions => {
            html! {
                <subscriptions::Page model={sns::subscriptions::model(world, region)} {reads} />
            }
        }
        Route::CreateSubscription(topic) => {
            let mut model = sns::topics::model(world, region);
            // What may not be read is not to be chosen from either.
            if reads.refused("ListTopics").is_some() {
                model.rows.clear();
            }
            html! { <subscribe::Page {model} topic={topic.clone()} {reads} /> }
        }
        _ => html! { <topics::Page model={sns::topics::model(world, region)} {reads} /> },
    }
}
