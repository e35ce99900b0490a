//! The credential report: made, read and taken along.

use watchtrail::view::iam::report::{self, Page as Model, Report};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Column, Empty, Expand, IconKind, KeyValues, PageHead,
    Panel, Row, Table, When,
};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// So many columns stand in the table; the others belong to a user and are folded beneath it.
const SEEN: usize = 8;

/// The credential report.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let generate = {
        let (asking, ctl, said) = (asking.clone(), ctl.clone(), words.s("iam.report.made"));
        Callback::from(move |_: MouseEvent| {
            let (ctl, said) = (ctl.clone(), said.clone());
            let done = Callback::from(move |_| ctl.flash(Flash::success(said.clone())));
            asking.send_all(report::generate(), done);
        })
    };
    let download = props.model.report.as_ref().map(|report| {
        let (text, failed) = (report.text.clone(), words.s("s3.download.failed"));
        Callback::from(move |_: MouseEvent| {
            if platform::download("credential-report.csv", "text/csv", &text).is_err() {
                ctl.flash(Flash::error(failed.clone()));
            }
        })
    });
    let actions = html! {
        <>
            if let Some(download) = download {
                <Button icon={IconKind::Download} onclick={download}>
                    { words.t("iam.report.download") }
                </Button>
            }
            <Button kind={ButtonKind::Primary} onclick={generate}>
                { words.t("iam.report.generate") }
            </Button>
        </>
    };
    html! {
        <>
            <PageHead crumbs={Route::CredentialReport.crumbs()} refresh=true {actions}
                title={words.s("app.page.credential-report")}
                note={html! { words.t("iam.report.note") }} />
            { asking.view() }
            { props.reads.or_refused("GetCredentialReport", || match &props.model.report {
                Some(report) => shown(&words, report),
                None => html! { <Empty title={words.s("iam.report.none")} /> },
            }) }
        </>
    }
}

fn shown(words: &Words, report: &Report) -> Html {
    let (seen, folded) = report.columns.split_at(report.columns.len().min(SEEN));
    let columns: Vec<Column> = seen.iter().map(|name| Column::new(name.clone())).collect();
    let row = |line: &Vec<String>| {
        let (cells, rest) = line.split_at(line.len().min(SEEN));
        let of = |(name, value): (&String, &String)| {
            (AttrValue::from(name.clone()), html! { <code>{ value }</code> })
        };
        let rest = folded.iter().zip(rest).map(of).collect::<Vec<_>>();
        let cells = cells.iter().map(|value| html! { value }).collect();
        let summary = html! { words.t("iam.report.more") };
        Row::new(line.first().cloned().unwrap_or_default(), cells).detail(html! {
            <Expand {summary}><KeyValues rows={rest} /></Expand>
        })
    };
    html! {
        <>
            if !report.fresh {
                <Alert kind={AlertKind::Warning}><p>{ words.t("iam.report.old") }</p></Alert>
            }
            <Panel flush=true title={words.s("app.page.credential-report")}>
                <p class="hint">{ words.t("iam.report.at") }{ " " }<When at={report.made} /></p>
                <Table caption={words.s("app.page.credential-report")} {columns}
                    rows={report.lines.iter().map(row).collect::<Vec<_>>()} />
            </Panel>
        </>
    }
}
