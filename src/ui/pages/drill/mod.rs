//! Incident drills: where one begins, the answer sheet, what it came to.

mod choose;
mod results;
mod sheet;

use watchtrail::view::drill;
use watchtrail::view::route::{DrillPage, Route};
use yew::prelude::*;

use super::Shown;
use crate::ui::parts::{Alert, Link, PageHead};
use crate::ui::words::use_words;

/// A page of drills.
pub fn page(shown: &Shown<'_>, page: DrillPage) -> Html {
    let (held, words) = (shown.drill, shown.words);
    if !words.has("drill.note") {
        return html! { <Coming /> };
    }
    let choose = |given| {
        let model = drill::choose(held, given, words);
        html! { <choose::Page {model} /> }
    };
    match page {
        DrillPage::Choose => choose(None),
        DrillPage::Given(code) => choose(Some(code)),
        DrillPage::Results => match drill::results(held, words) {
            Some(model) => {
                let here = model.save == shown.save;
                html! { <results::Page {model} {here} /> }
            }
            None => html! { <Nothing /> },
        },
    }
}

/// The answer sheet, when the session is a drill's.
pub fn panel(shown: &Shown<'_>) -> Option<Html> {
    let model = drill::panel(shown.drill, shown.save, shown.words)?;
    // What is over stands beside its world alone.
    let of_world = !matches!(
        shown.route,
        Route::Home | Route::Labs | Route::Points(_) | Route::Learn(_) | Route::Drills(_)
    );
    if model.over && !of_world {
        return None;
    }
    Some(html! { <sheet::Sheet {model} /> })
}

/// The texts are on their way.
#[component]
fn Coming() -> Html {
    let words = use_words();
    html! {
        <>
            <PageHead title={words.s("app.page.drills")} />
            <p role="status">{ words.t("app.drill.coming") }</p>
        </>
    }
}

/// There is no drill that is over.
#[component]
fn Nothing() -> Html {
    let words = use_words();
    let to = Route::Drills(DrillPage::Choose);
    html! {
        <>
            <PageHead title={words.s("app.page.drills")} />
            <Alert>
                <p>{ words.t("drill.no-results") }</p>
                <p><Link {to}>{ words.t("drill.list") }</Link></p>
            </Alert>
        </>
    }
}
