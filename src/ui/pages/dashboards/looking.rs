//! What a dashboard's page shows of its metrics: the stretch of time, and whose periods.
//!
//! Both are the page's own choice, in its address. While it is edited they can be made what the
//! dashboard shows when it is opened.

use watchtrail::services::cloudwatch::dashboard::body::Body;
use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::view::dashboards::{Model, edit};
use watchtrail::view::range::PREDEFINED;
use watchtrail::view::route::{DashboardQuery, Route};
use yew::prelude::*;

use crate::ui::ctl::use_ctl;
use crate::ui::parts::{Button, Choice, RangeInput, Select};
use crate::ui::words::use_words;

/// The properties of [`Looking`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The dashboard.
    pub model: Model,
    /// What its address chooses.
    pub query: DashboardQuery,
    /// Whether it is edited.
    pub editing: bool,
    /// Called with the body that says what is chosen.
    pub onkeep: Callback<Body>,
}

/// The choices above the widgets.
#[component]
pub fn Looking(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let go = Callback::from(move |query: DashboardQuery| ctl.go(Route::Dashboard(query)));
    let onrange = {
        let query = props.query.clone();
        go.reform(move |range: Range| DashboardQuery { range: Some(range), ..query.clone() })
    };
    let onperiod = {
        let query = props.query.clone();
        go.reform(move |period: String| DashboardQuery { period: Some(period), ..query.clone() })
    };
    let kept = edit::looking(&props.model.body, &props.query);
    let keepable = props.editing && kept != props.model.body;
    let keep = props.onkeep.reform(move |_: MouseEvent| kept.clone());
    let periods = ["auto", "inherit"];
    let period =
        |name: &str| Choice::new(name.to_owned(), words.s(&format!("dashboards.period.{name}")));
    html! {
        <section class="dash-looking" aria-label={words.s("dashboards.looking")}>
            <RangeInput options={&PREDEFINED[..]} value={props.model.look} onchange={onrange}
                custom={Some(props.model.now)} />
            <Select label={words.s("dashboards.period")} value={props.model.period.clone()}
                options={periods.map(period).to_vec()} onchange={onperiod} />
            if keepable {
                <Button onclick={keep}>{ words.t("dashboards.looking.keep") }</Button>
            }
        </section>
    }
}
