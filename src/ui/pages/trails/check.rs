//! The chain of a trail's digests, checked on the page: digest by digest, log by log.

use watchtrail::sim::{AccountId, Region, Span};
use watchtrail::view::route::Route;
use watchtrail::view::trails::check::{Ask, BACK, Check, Digest, File, Verdict};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, Choice, Code, Column, Empty, Link, Panel, Row, Segmented, Select,
    Status, Table, Tone,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Checked`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The trail.
    pub arn: String,
    /// The account whose files are looked at.
    pub account: AccountId,
    /// Whether it makes digests.
    pub validation: bool,
    /// Regions in which it has made some.
    pub regions: Vec<Region>,
}

/// Whether the files of a trail are as they were delivered.
#[component]
pub fn Checked(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let found = use_state(|| None::<Check>);
    let chosen = use_state(|| (None::<Region>, Span::days(1)));
    let Some(first) = props.regions.first().copied() else {
        let none = if props.validation { "trails.check.soon" } else { "trails.check.off" };
        return html! {
            <Panel title={words.s("trails.check")}><p>{ words.t(none) }</p></Panel>
        };
    };
    let (region, back) = (chosen.0.unwrap_or(first), chosen.1);
    let onregion = {
        let (chosen, found) = (chosen.clone(), found.clone());
        Callback::from(move |text: String| {
            found.set(None);
            chosen.set((text.parse().ok(), chosen.1));
        })
    };
    let onback = {
        let (chosen, found) = (chosen.clone(), found.clone());
        Callback::from(move |text: String| {
            found.set(None);
            let back = text.parse().map_or(Span::days(1), Span::hours);
            chosen.set((chosen.0, back));
        })
    };
    let onclick = {
        let (arn, account) = (props.arn.clone(), props.account);
        let (found, ask) = (found.clone(), Ask { arn, account, region, back });
        Callback::from(move |_: MouseEvent| {
            let found = found.clone();
            let done = Callback::from(move |check: Option<Check>| found.set(check));
            ctl.send(Msg::CheckFiles(ask.clone(), done));
        })
    };
    let regions: Vec<Choice> =
        props.regions.iter().map(|it| Choice::new(it.to_string(), it.to_string())).collect();
    let spans = BACK.map(|span| {
        let hours = span.as_secs() / 3600;
        Choice::new(hours.to_string(), words.f("trails.check.hours", &[("n", &hours)]))
    });
    html! {
        <Panel title={words.s("trails.check")}>
            <p>{ words.t("trails.check.note") }</p>
            <Select label={words.s("trails.column.region")} options={regions}
                value={region.to_string()} onchange={onregion} />
            <Segmented label={words.s("trails.check.back")} options={spans.to_vec()}
                value={(back.as_secs() / 3600).to_string()} onchange={onback} />
            <p><Button {onclick}>{ words.t("trails.check.run") }</Button></p>
            <div aria-live="polite">
                if let Some(check) = &*found { { result(check, &words) } }
            </div>
        </Panel>
    }
}

fn result(check: &Check, words: &Words) -> Html {
    let [digests, logs] = check.tally();
    let (kind, title) = match (check.digests.is_empty(), check.is_whole()) {
        (true, _) => (AlertKind::Info, "trails.check.nothing"),
        (_, true) => (AlertKind::Success, "trails.check.whole"),
        _ => (AlertKind::Error, "trails.check.broken"),
    };
    let columns = ["digest", "verdict", "logs"]
        .map(|column| Column::new(words.s(&format!("trails.check.column.{column}"))))
        .to_vec();
    let rows: Vec<Row> = check.digests.iter().map(|digest| row(digest, words)).collect();
    html! {
        <>
            <Alert {kind} title={words.s(title)}>
                { words.fill("trails.check.tally", &[
                    ("digests", &digests.0), ("all-digests", &digests.1),
                    ("logs", &logs.0), ("all-logs", &logs.1),
                ]) }
                if let Some(ended) = &check.ended { <p><code>{ ended }</code></p> }
            </Alert>
            <Table caption={words.s("trails.check")} {columns} {rows}
                empty={html! { <Empty title={words.s("trails.check.nothing")} /> }} />
            <p class="hint">{ words.t("trails.check.command") }</p>
            <Code text={check.command.clone()} copy=true label={words.s("trails.check.command")} />
        </>
    }
}

fn row(digest: &Digest, words: &Words) -> Row {
    let valid = digest.logs.iter().filter(|log| log.verdict == Verdict::Valid).count();
    let cells = vec![
        named(&digest.file),
        verdict(&digest.file.verdict, words),
        html! { { format!("{valid}/{}", digest.logs.len()) } },
    ];
    let row = Row::new(digest.file.key.clone(), cells);
    if digest.logs.is_empty() {
        return row;
    }
    let log = |file: &File| {
        html! {
            <li key={file.key.clone()}>{ verdict(&file.verdict, words) }{ " " }{ named(file) }</li>
        }
    };
    row.detail(html! { <ul class="plain">{ for digest.logs.iter().map(log) }</ul> })
}

fn named(file: &File) -> Html {
    let name = file.key.rsplit('/').next().unwrap_or_default().to_owned();
    let (bucket, key) = (file.bucket.clone(), file.key.clone());
    html! { <Link to={Route::Object { bucket, key, version: None }}><code>{ name }</code></Link> }
}

fn verdict(verdict: &Verdict, words: &Words) -> Html {
    let (kind, label) = match verdict {
        Verdict::Valid => (Tone::Good, words.s("trails.check.valid")),
        Verdict::Missing => (Tone::Bad, words.s("trails.check.missing")),
        Verdict::HashDiffers => (Tone::Bad, words.s("trails.check.hash")),
        Verdict::Signature => (Tone::Bad, words.s("trails.check.signature")),
        Verdict::Other(text) => (Tone::Bad, AttrValue::from(text.clone())),
    };
    html! { <Status {kind} {label} /> }
}
