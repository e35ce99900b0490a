//! One event: its fields and resources, its record, and why it was refused beside it.

use watchtrail::view::denial::About;
use watchtrail::view::format;
use watchtrail::view::route::{AuditQuery, AuditView, Route};
use watchtrail::view::trail::{Detail as Model, Referenced};
use yew::prelude::*;

use crate::ui::parts::{
    Alert, AlertKind, Code, Column, Empty, KeyValues, Link, Panel, Row, Table, Time, Why,
};
use crate::ui::words::{Words, use_words};

/// What a [`Detail`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The event.
    pub detail: Model,
    /// Whether it is from files.
    #[prop_or_default]
    pub evidence: bool,
}

/// An event, whole.
#[component]
pub fn Detail(props: &Props) -> Html {
    let words = use_words();
    let detail = &props.detail;
    let note = match detail.visible {
        Some(at) => {
            let visible = format::clock(at);
            words.f("trail.record.note", &[("version", &detail.version), ("visible", &visible)])
        }
        None => words.f("trail.record.version", &[("version", &detail.version)]),
    };
    let ask = |view, name: &str| Route::Audit(AuditQuery::of(view, name).over(props.evidence));
    let day = AuditQuery {
        day: Some(detail.time),
        ..AuditQuery::of(AuditView::Person, &detail.principal).over(props.evidence)
    };
    html! {
        <>
            <Panel title={words.s("trail.details")}>
                <KeyValues rows={fields(detail, &words)} />
                <p class="trail-asks">
                    <Link to={Route::Audit(day)}>{ words.t("audit.ask.principal") }</Link>
                    <Link to={ask(AuditView::Chain, &detail.id)}>
                        { words.t("audit.ask.chain") }
                    </Link>
                </p>
            </Panel>
            <div class="trail-beside">
                { refused(detail, &words) }
                <Panel title={words.s("trail.record")} {note}>
                    <Code text={detail.json.clone()} copy=true label={words.s("trail.record")} />
                </Panel>
            </div>
            <Panel title={words.s("trail.resources")} flush=true>
                { resources(detail, props.evidence, &words) }
            </Panel>
        </>
    }
}

fn fields(detail: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let time = (words.s("trail.field.time"), html! { <Time at={detail.time} /> });
    let rest = detail.fields.iter().map(|(key, value)| {
        (words.s(key), html! { <span class="trail-value">{ value.clone() }</span> })
    });
    std::iter::once(time).chain(rest).collect()
}

/// The error and its reasons; nothing when the call succeeded.
fn refused(detail: &Model, words: &Words) -> Html {
    let Some(denial) = &detail.denial else { return Html::default() };
    let renamed = detail.renamed.then(|| {
        let text = words.f("trail.renamed", &[("recorded", &denial.code)]);
        html! { <p class="hint">{ text }</p> }
    });
    let (title, note, why) = match &denial.about {
        About::Refused(refusal) => (
            words.s("denial.title"),
            html! { { refusal.whose.clone() } },
            html! { <Why refusal={(**refusal).clone()} bare=true /> },
        ),
        _ => (words.s("trail.field.error"), Html::default(), Html::default()),
    };
    html! {
        <Panel {title} {note}>
            <Alert kind={AlertKind::Warning} title={denial.code.clone()}>
                <p class="denial-message">{ denial.message.clone() }</p>
                { renamed }
            </Alert>
            { why }
        </Panel>
    }
}

fn resources(detail: &Model, evidence: bool, words: &Words) -> Html {
    let row = |(i, resource): (usize, &Referenced)| {
        let name = resource.name.clone();
        let ask = AuditQuery::of(AuditView::Resource, &name).over(evidence);
        let cells = vec![
            html! { { resource.kind.clone() } },
            match &resource.page {
                Some(page) => html! { <Link to={page.clone()}>{ name }</Link> },
                None => html! { <span class="trail-resource">{ name }</span> },
            },
            html! { <Link to={Route::Audit(ask)}>{ words.t("audit.ask.resource") }</Link> },
        ];
        Row::new(i.to_string(), cells)
    };
    let columns = vec![
        Column::new(words.s("trail.column.type")),
        Column::new(words.s("trail.column.resource")),
        Column::new(words.s("app.page.audit")),
    ];
    html! {
        <Table caption={words.s("trail.resources")} {columns}
            rows={detail.resources.iter().enumerate().map(row).collect::<Vec<_>>()}
            empty={html! { <Empty title={words.s("trail.resources.none")} /> }} />
    }
}
