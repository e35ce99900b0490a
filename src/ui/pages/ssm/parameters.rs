//! Parameter Store: the list.

use watchtrail::view::route::Route;
use watchtrail::view::ssm::act;
use watchtrail::view::ssm::parameters::Row as Parameter;
use yew::prelude::*;

use super::history::History;
use super::put::PutParameter;
use super::value::Value;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, PageHead, Panel, Row, Table, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The parameters.
    pub rows: Vec<Parameter>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// Parameter Store.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, making) = (use_words(), use_opening());
    let column = |name: &str| Column::new(words.s(&format!("ssm.column.{name}")));
    let columns = vec![
        column("name"),
        column("kind"),
        column("tier"),
        Column::number(words.s("ssm.column.version")),
        column("modified"),
        column("actions"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|one| row(&words, one)).collect();
    let title = words.f("ssm.parameters.count", &[("n", &rows.len())]);
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={making.open}>{ words.t("ssm.put") }</Button>
    };
    let empty = html! {
        <Empty title={words.s("ssm.parameters.empty")}>
            <p>{ words.t("ssm.parameters.empty.next") }</p>
        </Empty>
    };
    html! {
        <>
            <PageHead crumbs={Route::Parameters.crumbs()} refresh=true title={title.clone()}
                {actions} note={html! { words.t("ssm.parameters.note") }} />
            { props.reads.or_refused("DescribeParameters", || html! {
                <Panel flush=true>
                    <Table caption={title} {columns} {rows} {empty} />
                </Panel>
            }) }
            if making.is_open {
                <PutParameter onclose={making.close} />
            }
        </>
    }
}

fn row(words: &Words, one: &Parameter) -> Row {
    let name = &one.name;
    let expires = one.expires.map(|at| {
        html! { <p class="hint">{ words.t("ssm.expires") }{ " " }<When {at} /></p> }
    });
    Row::new(
        name.clone(),
        vec![
            html! {
                <>
                    <code>{ name }</code>
                    if !one.description.is_empty() { <p class="hint">{ &one.description }</p> }
                    { expires.unwrap_or_default() }
                </>
            },
            html! { one.kind },
            html! { one.tier },
            html! { one.version },
            html! { <><When at={one.modified} /><p class="hint">{ &one.by }</p></> },
            html! { <Actions name={name.clone()} kind={one.kind} /> },
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct ActionsProps {
    name: String,
    kind: &'static str,
}

/// What can be done with a parameter.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let (words, changing, reading) = (use_words(), use_opening(), use_opening());
    let looking = use_opening();
    let ActionsProps { name, kind } = props.clone();
    let of = |key: &str| words.f(key, &[("name", &name)]);
    html! {
        <div class="actions">
            <Button small=true onclick={reading.open} label={of("ssm.value.of")}>
                { words.t("ssm.value.show") }
            </Button>
            <Button small=true onclick={looking.open} label={of("ssm.history.of")}>
                { words.t("ssm.history") }
            </Button>
            <Button small=true onclick={changing.open} label={of("ssm.change.of")}>
                { words.t("ssm.change") }
            </Button>
            <Confirm label={words.s("ssm.delete")} small=true danger=true
                name={of("ssm.delete.of")} title={of("ssm.delete.ask")}
                said={of("ssm.delete.done")} request={act::delete(&name)}>
                <p>{ words.t("ssm.delete.note") }</p>
            </Confirm>
            if reading.is_open {
                <Value name={name.clone()} {kind} onclose={reading.close} />
            }
            if looking.is_open {
                <History name={name.clone()} {kind} onclose={looking.close} />
            }
            if changing.is_open {
                <PutParameter {name} {kind} onclose={changing.close} />
            }
        </div>
    }
}
