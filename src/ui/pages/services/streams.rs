//! Metric streams, and what they would deliver.

use watchtrail::view::services::streams::Row as Stream;
use yew::prelude::*;

use crate::ui::parts::{Code, Expand};
use crate::ui::words::Words;

/// The streams of a Region.
pub fn panel(streams: &[Stream], words: &Words) -> Html {
    let summary = html! { words.t("services.streams").to_owned() };
    html! {
        <Expand {summary}>
            <p class="hint">{ words.t("services.streams.explain") }</p>
            if streams.is_empty() {
                <p>{ words.t("services.streams.none") }</p>
            }
            { for streams.iter().map(|stream| one(stream, words)) }
        </Expand>
    }
}

fn one(stream: &Stream, words: &Words) -> Html {
    let told = words.fill(
        "services.streams.lately",
        &[("count", &stream.count), ("firehose", &stream.firehose)],
    );
    html! {
        <section key={stream.name.clone()}>
            <h3>{ format!("{} ({})", stream.name, stream.state) }</h3>
            <p>{ told }</p>
            if !stream.records.is_empty() {
                <Code text={stream.records.join("\n")} label={stream.name.clone()} />
            }
        </section>
    }
}
