//! An error of AWS, in its own words, and why access was refused beneath it.

use watchtrail::api::ApiError;
use watchtrail::view::denial::{self, About, Denial, Looked, Part, Refusal, Remedy, Tone};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::{Alert, AlertKind, Button, Code, Icon, IconKind, Link, WHO_MENU, open_menu};
use crate::ui::words::{Words, use_words};

/// What a [`Denied`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct DeniedProps {
    /// The error of a call: `reply.result.err()`.
    pub error: ApiError,
}

/// The error of a call, explained.
#[component]
pub fn Denied(props: &DeniedProps) -> Html {
    let words = use_words();
    html! { <Refused denial={denial::of_error(&props.error, &words)} /> }
}

/// What a [`Refused`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RefusedProps {
    /// The error with its explanation.
    pub denial: Denial,
}

/// An error with its explanation.
#[component]
pub fn Refused(props: &RefusedProps) -> Html {
    let words = use_words();
    let error = &props.denial;
    html! {
        <div class="denial">
            <Alert kind={AlertKind::Error} title={error.code.clone()}>
                <p class="denial-message">{ error.message.clone() }</p>
                if let About::NotSimulated(text) = &error.about {
                    <p>{ text.clone() }{ " " }
                        <Link to={Route::Fidelity}>{ words.t("denial.fidelity") }</Link>
                    </p>
                }
            </Alert>
            if let About::Refused(refusal) = &error.about {
                <Why refusal={(**refusal).clone()} />
            }
        </div>
    }
}

/// What a [`Why`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WhyProps {
    /// Why.
    pub refusal: Refusal,
    /// Whether there is a heading elsewhere.
    #[prop_or_default]
    pub bare: bool,
}

/// Why access was refused: what was looked at, what came of it, what would let it through.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let words = use_words();
    let refusal = &props.refusal;
    let icon = if refusal.explicit { IconKind::Lock } else { IconKind::CrossCircle };
    html! {
        <div class="why">
            if !props.bare {
                <p class="why-head">
                    <strong>{ words.t("denial.title") }</strong>
                    <span class="why-whose">{ refusal.whose.clone() }</span>
                </p>
            }
            <ol class="why-steps">
                if let (true, Some(user)) = (refusal.policies.is_empty(), &refusal.user) {
                    <li class="why-step">{ words.f("denial.none", &[("user", user)]) }</li>
                }
                { for refusal.policies.iter().map(looked) }
                <li class="why-step why-verdict">
                    <p><Icon kind={icon} /><strong>{ refusal.verdict.clone() }</strong></p>
                    <p class="why-says">{ refusal.follows.clone() }</p>
                </li>
                if let Some(found) = &refusal.remedy {
                    { remedy(found, refusal.user.as_deref().unwrap_or_default(), &words) }
                }
            </ol>
            if !props.bare {
                <p class="why-switch">
                    <Button small=true icon={IconKind::User}
                        onclick={Callback::from(|_: MouseEvent| open_menu(WHO_MENU))}>
                        { words.t("denial.switch") }
                    </Button>
                </p>
            }
        </div>
    }
}

fn looked(policy: &Looked) -> Html {
    let class = match policy.tone {
        Tone::Apart | Tone::Near => "why-step",
        Tone::Allows => "why-step why-allows",
        Tone::Denies => "why-step why-verdict",
    };
    let name = match &policy.arn {
        Some(arn) => {
            html! { <Link to={Route::Policy(arn.clone())}>{ policy.name.clone() }</Link> }
        }
        None => html! { { policy.name.clone() } },
    };
    html! {
        <li {class}>
            <p>
                <strong>{ name }</strong>
                <span class="why-count">{ " · " }{ &policy.count }{ " · " }{ &policy.kind }</span>
            </p>
            <p class="why-says">{ says(&policy.says) }</p>
        </li>
    }
}

/// Words and code as a sentence: code in a row is a list, and words after it begin anew.
fn says(parts: &[Part]) -> Html {
    let next = parts.iter().skip(1).map(Some).chain(std::iter::once(None));
    let piece = |(part, next): (&Part, Option<&Part>)| match (part, next) {
        (Part::Words(text), _) => html! { <span>{ text.clone() }{ " " }</span> },
        (Part::Code(text), Some(Part::Code(_))) => {
            html! { <><code>{ text.clone() }</code>{ ", " }</> }
        }
        (Part::Code(text), Some(Part::Words(_))) => {
            html! { <><code>{ text.clone() }</code>{ ". " }</> }
        }
        (Part::Code(text), None) => html! { <><code>{ text.clone() }</code>{ "." }</> },
    };
    parts.iter().zip(next).map(piece).collect()
}

fn remedy(remedy: &Remedy, user: &str, words: &Words) -> Html {
    let policy = |(name, arn): &(String, String)| {
        html! { <li><Link to={Route::Policy(arn.clone())}>{ name.clone() }</Link></li> }
    };
    let open = words.f("denial.remedy.open", &[("user", &user)]);
    html! {
        <li class="why-step why-remedy">
            <p><Icon kind={IconKind::CheckCircle} />
                <strong>{ words.t("denial.remedy.title") }</strong></p>
            <p class="why-says">{ words.t("denial.remedy.attach") }</p>
            <ul class="why-policies">{ for remedy.policies.iter().map(policy) }</ul>
            <details class="why-statement">
                <summary>{ words.t("denial.remedy.statement") }</summary>
                <Code text={remedy.statement.clone()} copy=true
                    label={words.s("denial.remedy.statement")} />
            </details>
            <p class="why-says">{ words.f("denial.remedy.who", &[("user", &user)]) }{ " " }
                <Link to={Route::User(user.to_owned())}>{ open }</Link></p>
        </li>
    }
}
