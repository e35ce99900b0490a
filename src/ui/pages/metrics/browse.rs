//! Browsing metrics: namespaces, then the metrics of one by their sets of dimensions.

use watchtrail::telemetry::MetricId;
use watchtrail::view::alarms::words::dimensions;
use watchtrail::view::format;
use watchtrail::view::metrics::{Group, Listing};
use yew::prelude::*;

use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Column, Empty, Expand, IconKind, Row, Table, TableSelect,
    TextInput, use_arrival,
};
use crate::ui::words::{Words, use_words};

/// What [`Browse`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct BrowseProps {
    /// What there is.
    pub listing: Listing,
    /// The namespace looked at.
    #[prop_or_default]
    pub namespace: Option<String>,
    /// The metrics that are chosen.
    #[prop_or_default]
    pub chosen: Vec<MetricId>,
    /// Whether several can be chosen.
    #[prop_or_default]
    pub many: bool,
    /// Whether only what was searched for is listed.
    #[prop_or_default]
    pub found: bool,
    /// Called with the namespace to look at; `None` shows all.
    pub onnamespace: Callback<Option<String>>,
    /// Called with a metric that is chosen, or no longer.
    pub onchoose: Callback<MetricId>,
}

/// The browser.
#[component]
pub fn Browse(props: &BrowseProps) -> Html {
    let words = use_words();
    let text = use_state(String::new);
    let place = use_arrival(props.namespace.clone());
    if props.listing.is_empty() {
        let key = if props.found { "metrics.none-found" } else { "metrics.empty" };
        return html! { <Empty title={words.s(key)} /> };
    }
    let known = |name: &&String| props.listing.namespaces.contains_key(*name);
    let Some(namespace) = props.namespace.as_ref().filter(known) else {
        let all: usize = props.listing.namespaces.values().map(Vec::len).sum();
        return match props.found && all <= FEW {
            true => results(props, place, &words),
            false => namespaces(props, place, &words),
        };
    };
    let oninput = {
        let text = text.clone();
        move |typed: String| text.set(typed)
    };
    let back = props.onnamespace.reform(|_: MouseEvent| None);
    let groups = groups(props, namespace);
    html! {
        <div class="metric-browser arrival" ref={place} tabindex="-1">
            <p>
                <Button kind={ButtonKind::Link} icon={IconKind::Left} onclick={back}>
                    { words.t("metrics.all") }
                </Button>
                { " " }<strong>{ namespace.clone() }</strong>
            </p>
            <TextInput label={words.s("metrics.search")} kind="search" bare=true
                placeholder={words.s("metrics.search")} value={(*text).clone()} {oninput} />
            { for groups.iter().enumerate().map(|(nth, group)| {
                group_of(props, group, nth == 0, &text, &words)
            }) }
        </div>
    }
}

/// So few that are found are shown at once, and need not be looked for by namespace.
const FEW: usize = 60;

/// The groups of a namespace, the one with the most metrics first.
fn groups(props: &BrowseProps, namespace: &str) -> Vec<Group> {
    let mut groups = props.listing.groups(namespace);
    groups.sort_by_key(|group| std::cmp::Reverse(group.metrics.len()));
    groups
}

/// What was found, namespace by namespace.
fn results(props: &BrowseProps, place: NodeRef, words: &Words) -> Html {
    let one = |namespace: &String| {
        html! {
            <section key={namespace.clone()}>
                <h3>{ namespace.clone() }</h3>
                { for groups(props, namespace).iter().map(|group| table(props, group, "", words)) }
            </section>
        }
    };
    html! {
        <div class="metric-browser arrival" ref={place} tabindex="-1"
            aria-label={words.s("metrics.search.results")} role="group">
            { for props.listing.namespaces.keys().map(one) }
        </div>
    }
}

/// A group to unfold: at first the one with most metrics, those with a metric that is chosen, and
/// all while they are filtered.
fn group_of(props: &BrowseProps, group: &Group, first: bool, text: &str, words: &Words) -> Html {
    let chosen = group.metrics.iter().any(|metric| props.chosen.contains(metric));
    let open = first || chosen || !text.trim().is_empty();
    let found = group.metrics.iter().filter(|metric| props.listing.holds(metric, text)).count();
    let args: [(&str, &dyn std::fmt::Display); 2] = [("group", &group.title(words)), ("n", &found)];
    let summary = html! { words.fill("metrics.group.count", &args) };
    html! {
        <Expand key={group.names.join(",")} {summary} {open}>
            { table(props, group, text, words) }
        </Expand>
    }
}

fn namespaces(props: &BrowseProps, place: NodeRef, words: &Words) -> Html {
    let one = |(name, metrics): (&String, &Vec<MetricId>)| {
        let to = Some(name.clone());
        let onclick = props.onnamespace.reform(move |_: MouseEvent| to.clone());
        let count = match metrics.len() {
            1 => words.t("metrics.count.one").to_owned(),
            n => words.fill("metrics.count", &[("n", &n)]),
        };
        html! {
            <li key={name.clone()}>
                <button type="button" {onclick}>
                    <b>{ name.clone() }</b><span>{ count }</span>
                </button>
            </li>
        }
    };
    html! {
        <div class="metric-browser arrival" ref={place} tabindex="-1">
            <ul class="metric-namespaces" aria-label={words.s("metrics.namespaces")}>
                { for props.listing.namespaces.iter().map(one) }
            </ul>
        </div>
    }
}

fn table(props: &BrowseProps, group: &Group, text: &str, words: &Words) -> Html {
    let title = group.title(words);
    let called = |value: &String| props.listing.names.get(value);
    let matches = |metric: &&MetricId| props.listing.holds(metric, text);
    let mut columns = vec![Column::new(words.s("metrics.column.metric"))];
    columns.extend(group.names.iter().map(|name| Column::new(name.clone())));
    let metrics: Vec<&MetricId> = group.metrics.iter().filter(matches).collect();
    let row = |(place, metric): (usize, &&MetricId)| {
        let values = metric.dimensions.iter().map(|(_, value)| {
            html! {
                <span>
                    { value.clone() }
                    if let Some(name) = called(value) {
                        { " " }<span class="hint">{ name.clone() }</span>
                    }
                </span>
            }
        });
        let cells = std::iter::once(name(props, metric)).chain(values).collect();
        let mut row = Row::new(place.to_string(), cells).selected(props.chosen.contains(metric));
        // Two of one name are told apart by what they are of.
        let whole = format!("{} {}", metric.name, dimensions(&metric.dimensions));
        row.name = words.f("metrics.graph.add", &[("name", &whole.trim_end())]);
        row
    };
    let rows: Vec<Row> = metrics.iter().enumerate().map(row).collect();
    let all: Vec<MetricId> = metrics.into_iter().cloned().collect();
    let onchoose = props.onchoose.clone();
    let onselect = Callback::from(move |key: AttrValue| {
        let found = key.parse::<usize>().ok().and_then(|place| all.get(place));
        if let Some(metric) = found {
            onchoose.emit(metric.clone());
        }
    });
    let select = if props.many { TableSelect::Many } else { TableSelect::None };
    html! {
        <div class="metric-list">
            <Table caption={title} {columns} {rows} {select} {onselect}
                empty={html! { <Empty title={words.s("metrics.none-found")} /> }} />
        </div>
    }
}

/// The name of a metric. Where one is chosen the list gives way to it at once, so it is a button:
/// of radios the arrow keys would choose the first they come to.
fn name(props: &BrowseProps, metric: &MetricId) -> Html {
    if props.many {
        return html! { metric.name.clone() };
    }
    let chosen = metric.clone();
    let onclick = props.onchoose.reform(move |_: MouseEvent| chosen.clone());
    html! {
        <Button kind={ButtonKind::Link} {onclick}>
            { metric.name.clone() }
            <span class="sr-only">{ " " }{ dimensions(&metric.dimensions) }</span>
        </Button>
    }
}

/// Why there is no data yet.
pub fn waiting(listing: &Listing, words: &Words) -> Html {
    let said = |at: watchtrail::sim::Time| {
        let clock = format!("{} UTC", format::clock(at));
        match words.local(at) {
            Some(local) => format!("{clock} ({local})"),
            None => clock,
        }
    };
    let instances = listing.waiting.iter().map(|(instance, at)| {
        words.fill("metrics.waiting", &[("instance", instance), ("at", &said(*at))])
    });
    let soon = listing.soon.iter().map(|(_, at)| *at).max().map(|at| {
        let count = listing.soon.len();
        words.fill("metrics.soon", &[("n", &count), ("at", &said(at))])
    });
    html! {
        { for instances.chain(soon).map(|text| html! {
            <Alert kind={AlertKind::Info}><p>{ text }</p></Alert>
        }) }
    }
}
