//! Placement groups: the list, and the line that makes one.

use watchtrail::view::network::{Group, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Column, Empty, Link, NumberInput, PageHead, Panel, Row,
    Select, Table, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The placement groups.
    pub rows: Vec<Group>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// Placement groups.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let column = |name: &str| Column::new(words.s(&format!("network.placement.{name}")));
    let columns = vec![
        column("name"),
        column("id"),
        column("strategy"),
        Column::number(words.s("network.placement.partitions")),
        column("instances"),
        column("delete"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|group| row(&words, group)).collect();
    let title = words.f("network.placement.count", &[("n", &rows.len())]);
    let empty = html! { <Empty title={words.s("network.placement.empty")} /> };
    html! {
        <>
            <PageHead crumbs={Route::PlacementGroups.crumbs()} refresh=true title={title.clone()}
                note={html! { words.t("network.placement.note") }} />
            { props.reads.or_refused("DescribePlacementGroups", || html! {
                <Panel flush=true>
                    <Table caption={title} {columns} {rows} {empty} />
                </Panel>
            }) }
            <Make />
        </>
    }
}

fn row(words: &Words, group: &Group) -> Row {
    let instance = |id: &String| {
        html! {
            <div key={id.clone()}>
                <Link to={Route::Instance(id.clone())} class="mono">{ id }</Link>
            </div>
        }
    };
    let delete = html! {
        <Confirm label={words.s("network.placement.delete")} small=true danger=true
            name={words.f("network.placement.delete.name", &[("name", &group.name)])}
            title={words.f("network.placement.delete.ask", &[("name", &group.name)])}
            said={words.f("network.placement.delete.done", &[("name", &group.name)])}
            request={act::delete_group(&group.name)}>
            <p>{ words.t("network.placement.delete.note") }</p>
        </Confirm>
    };
    let partitions = group.partitions.map_or_else(|| "–".to_owned(), |count| count.to_string());
    Row::new(
        group.id.clone(),
        vec![
            html! { &group.name },
            html! { <code>{ &group.id }</code> },
            html! { group.strategy },
            html! { partitions },
            html! {
                if group.instances.is_empty() { { "–" } }
                else { <>{ for group.instances.iter().map(instance) }</> }
            },
            delete,
        ],
    )
}

/// The form that makes a placement group.
#[component]
fn Make() -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = use_state(String::new);
    let strategy = use_state(|| "cluster".to_owned());
    let partitions = use_state(|| "2".to_owned());
    let type_into = |field: &UseStateHandle<String>| {
        let field = field.clone();
        Callback::from(move |text| field.set(text))
    };
    let request = act::create_group(&name, &strategy, &partitions);
    let onsubmit = {
        let (asking, request, field) = (asking.clone(), request.clone(), name.clone());
        let words = words.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let said = words.f("network.placement.created", &[("name", &*field)]);
            let (ctl, field) = (ctl.clone(), field.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                field.set(String::new());
            });
            asking.send(request, done);
        })
    };
    let choice =
        |word: &&'static str| Choice::new(*word, words.s(&format!("network.strategy.{word}")));
    html! {
        <Panel title={words.s("network.placement.create")}>
            <form {onsubmit}>
                <TextInput label={words.s("network.placement.name")} value={(*name).clone()}
                    required=true placeholder="close" oninput={type_into(&name)} />
                <Select label={words.s("network.placement.strategy")} value={(*strategy).clone()}
                    options={act::STRATEGIES.iter().map(choice).collect::<Vec<_>>()}
                    onchange={type_into(&strategy)} />
                if *strategy == "partition" {
                    <NumberInput label={words.s("network.placement.partitions")} required=true
                        value={(*partitions).clone()} oninput={type_into(&partitions)}
                        hint={html! { words.t("network.placement.partitions.hint") }} />
                }
                { asking.view() }
                <div class="form-actions">
                    <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                        { words.t("network.placement.create") }
                    </Button>
                </div>
                <CliForm {request} />
            </form>
        </Panel>
    }
}
