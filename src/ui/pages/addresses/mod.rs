//! Elastic IP addresses: the list, and what is done with each.

use watchtrail::view::addresses::{self, Row as Address, Used, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::{Reads, use_asking};
use super::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Column, CopyButton, Dialog, Empty, Link, PageHead, Panel,
    Row, Select, Table, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The page of Elastic IP addresses.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope) = (shown.world, shown.scope);
    let (rows, takers) = (addresses::list(world, scope), addresses::takers(world, scope));
    html! { <Page {rows} {takers} reads={Reads::of(shown)} /> }
}

/// An instance and its name.
type Taker = (String, String);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    rows: Vec<Address>,
    takers: Vec<Taker>,
    reads: Reads,
}

#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let column = |name: &str| Column::new(words.s(&format!("addresses.column.{name}")));
    let columns = vec![
        column("public"),
        column("name").spare(),
        column("id"),
        column("instance"),
        column("private").spare(),
        column("since").spare(),
        column("actions"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|one| row(&words, one, &props.takers)).collect();
    let title = words.f("addresses.count", &[("n", &rows.len())]);
    let allocate = html! {
        <Confirm label={words.s("addresses.allocate")} title={words.s("addresses.allocate.ask")}
            said={words.s("addresses.allocate.done")} request={act::allocate()}>
            <p>{ words.t("addresses.allocate.note") }</p>
        </Confirm>
    };
    let empty = html! {
        <Empty title={words.s("addresses.empty")}><p>{ words.t("addresses.empty.next") }</p></Empty>
    };
    html! {
        <>
            <PageHead crumbs={Route::Addresses.crumbs()} refresh=true title={title.clone()}
                actions={allocate} note={html! { words.t("addresses.note") }} />
            { props.reads.or_refused("DescribeAddresses", || html! {
                <Panel flush=true><Table caption={title} {columns} {rows} {empty} /></Panel>
            }) }
        </>
    }
}

fn row(words: &Words, address: &Address, takers: &[Taker]) -> Row {
    let dash = || html! { <span class="muted">{ "–" }</span> };
    let (id, public) = (&address.id, &address.public);
    let used = address.used.as_ref();
    let instance = used.map(|used| {
        html! {
            <Link to={Route::Instance(used.instance.clone())} class="mono">{ &used.instance }</Link>
        }
    });
    let name = if address.name.is_empty() {
        dash()
    } else {
        html! { &address.name }
    };
    Row::new(
        id.clone(),
        vec![
            html! { <><code>{ public }</code><CopyButton text={public.clone()} /></> },
            name,
            html! { <code>{ id }</code> },
            instance.unwrap_or_else(dash),
            used.map_or_else(dash, |used| html! { <code>{ &used.private }</code> }),
            html! { <When at={address.since} /> },
            html! {
                <>
                    <Associate address={address.clone()} takers={takers.to_vec()} />
                    { match used {
                        Some(used) => disassociate(words, public, used),
                        None => release(words, id, public),
                    } }
                </>
            },
        ],
    )
}

fn disassociate(words: &Words, public: &str, used: &Used) -> Html {
    html! {
        <Confirm label={words.s("addresses.disassociate")} small=true danger=true
            name={words.f("addresses.disassociate.name", &[("address", &public)])}
            title={words.f("addresses.disassociate.ask", &[("address", &public)])}
            said={words.f("addresses.disassociate.done", &[("address", &public)])}
            request={act::disassociate(&used.association)}>
            <p>{ words.t("addresses.disassociate.note") }</p>
        </Confirm>
    }
}

fn release(words: &Words, id: &str, public: &str) -> Html {
    html! {
        <Confirm label={words.s("addresses.release")} small=true danger=true
            name={words.f("addresses.release.name", &[("address", &public)])}
            title={words.f("addresses.release.ask", &[("address", &public)])}
            said={words.f("addresses.release.done", &[("address", &public)])}
            request={act::release(id)}>
            <p>{ words.t("addresses.release.note") }</p>
        </Confirm>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AssociateProps {
    address: Address,
    takers: Vec<Taker>,
}

/// The button and the dialog that associate an address with an instance.
#[component]
fn Associate(props: &AssociateProps) -> Html {
    let (words, asking, opening) = (use_words(), use_asking(), use_opening());
    let chosen = use_state(String::new);
    let (id, public) = (&props.address.id, &props.address.public);
    let request = act::associate(id, &chosen);
    let said = words.f("addresses.associate.done", &[("address", public)]);
    let save = request.clone().map(|request| asking.click(request, said, opening.close.clone()));
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |instance: String| chosen.set(instance))
    };
    let none = Choice::new("", words.s("addresses.associate.none"));
    let options = props.takers.iter().map(|(id, name)| {
        let label = if name.is_empty() { id.clone() } else { format!("{id} ({name})") };
        Choice::new(id.clone(), label)
    });
    let options: Vec<Choice> = std::iter::once(none).chain(options).collect();
    let submit = html! {
        <Button kind={ButtonKind::Primary} disabled={request.is_none()}
            onclick={save.unwrap_or_default()}>
            { words.t("addresses.associate") }
        </Button>
    };
    html! {
        <>
            <Button onclick={opening.open} small=true
                label={words.f("addresses.associate.name", &[("address", public)])}>
                { words.t("addresses.associate") }
            </Button>
            if opening.is_open {
                <Dialog open=true onclose={opening.close} {submit}
                    title={words.f("addresses.associate.ask", &[("address", public)])}>
                    <Select label={words.s("addresses.column.instance")} {options} {onchange}
                        value={(*chosen).clone()}
                        hint={html! { words.t("addresses.associate.note") }} />
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </>
    }
}
