//! The exam's pages.

mod choose;
mod option;
mod results;
mod sit;

pub use choose::{beliefs, part, practise, standing, standing_class};
use watchtrail::view::exam;
use watchtrail::view::route::{ExamPage, Route};
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Alert, Button, Link, PageHead};
use crate::ui::words::use_words;

/// A page of the exam.
pub fn page(shown: &Shown<'_>, page: ExamPage) -> Html {
    let (held, words) = (shown.exam, shown.words);
    if held.bank.is_none() {
        return html! { <Coming /> };
    }
    match page {
        ExamPage::Choose => exam::choose(held, words)
            .map(|model| html! { <choose::Page {model} /> })
            .unwrap_or_default(),
        ExamPage::Sit => match exam::question::question(held, words) {
            Some(model) => html! { <sit::Page {model} /> },
            None => html! { <Nothing /> },
        },
        ExamPage::Results => match exam::results::model(held, words) {
            Some(model) => html! { <results::Page {model} /> },
            None => html! { <Nothing /> },
        },
    }
}

/// The strip over pages that show what an option comes to.
pub fn way_back(shown: &Shown<'_>) -> Html {
    html! { <WayBack notice={exam::question::to_notice(shown.exam, shown.save, shown.words)} /> }
}

/// The items are on their way; there may be no texts of the exam yet.
#[component]
fn Coming() -> Html {
    let words = use_words();
    html! {
        <>
            <PageHead title={words.s("app.page.exam")} />
            <p role="status">{ words.t("app.exam.coming") }</p>
        </>
    }
}

/// There is no sitting, or none that is over.
#[component]
fn Nothing() -> Html {
    let words = use_words();
    html! {
        <>
            <PageHead title={words.s("app.page.exam")} />
            <Alert>
                <p>{ words.t("exam-page.no-sitting") }</p>
                <p>
                    <Link to={Route::Exam(ExamPage::Choose)}>{ words.t("exam-page.choose") }</Link>
                </p>
            </Alert>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct WayBackProps {
    /// The option that is shown, and why it is right or wrong.
    notice: Option<(String, String)>,
}

#[component]
fn WayBack(props: &WayBackProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let actions = html! {
        <Button onclick={ctl.on(Msg::Exam(Box::new(exam::Act::Back)))}>
            { words.t("app.exam.back") }
        </Button>
    };
    html! {
        <Alert {actions}>
            if let Some((option, why)) = &props.notice {
                <p><strong>{ words.t("exam-page.notice") }</strong>
                    { " “" }{ option.clone() }{ "” " }{ why.clone() }</p>
            }
            <p>{ words.t("app.exam.staged") }</p>
        </Alert>
    }
}
