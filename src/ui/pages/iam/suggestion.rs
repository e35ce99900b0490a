//! What a user was refused last, and which policies would allow it.

use watchtrail::view::format;
use watchtrail::view::iam::suggest::Suggestion;
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, Button};
use crate::ui::words::use_words;

/// The properties of [`Suggested`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user.
    pub user: String,
    /// The denial.
    pub suggestion: Suggestion,
    /// Called with the ARN of a policy that is to be attached.
    pub onattach: Callback<String>,
}

/// What a user was refused last, and which policies would allow it.
#[component]
pub fn Suggested(props: &Props) -> Html {
    let words = use_words();
    let Suggestion { time, action, policies, forbidden, .. } = &props.suggestion;
    let time = format::date_time(*time);
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("user", &props.user), ("action", action), ("time", &time)];
    let policy = |(name, arn): &(String, String)| {
        let (onattach, to) = (props.onattach.clone(), arn.clone());
        let onclick = Callback::from(move |_: MouseEvent| onattach.emit(to.clone()));
        html! {
            <li key={arn.clone()}>
                <Button small=true {onclick}>
                    { words.fill("iam.suggest.attach", &[("name", name)]) }
                </Button>
            </li>
        }
    };
    html! {
        <Alert kind={AlertKind::Tip} title={words.f("iam.suggest.title", &args)}>
            if *forbidden {
                <p>{ words.t("iam.suggest.forbidden") }</p>
            } else if policies.is_empty() {
                <p>{ words.t("iam.suggest.none") }</p>
            } else {
                <p>{ words.t("iam.suggest.policies") }</p>
                <ul class="plain row">{ for policies.iter().map(policy) }</ul>
            }
        </Alert>
    }
}
