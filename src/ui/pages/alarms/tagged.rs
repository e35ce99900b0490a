//! The tags of an alarm, shown and edited.

use watchtrail::view::alarms::tags::retag;
use watchtrail::view::tags::Tags;
use yew::prelude::*;

use crate::ui::pages::tagged::Tagged;
use crate::ui::words::Words;

/// The tags of an alarm of this ARN.
pub fn tagged(arn: &str, tags: &[(String, String)], words: &Words) -> Html {
    let tags: Tags = tags.iter().cloned().collect();
    let requests = {
        let (arn, old) = (arn.to_owned(), tags.clone());
        Callback::from(move |new: Tags| retag(&arn, &old, &new))
    };
    html! { <Tagged title={words.s("alarms.detail.tags")} {tags} {requests} /> }
}
