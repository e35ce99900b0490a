//! The scheduled actions of a group, and the dialog that makes one.

use watchtrail::view::autoscaling::change::{self, Plan};
use watchtrail::view::autoscaling::detail::Schedule;
use yew::prelude::*;

use super::edit::Sizes;
use crate::ui::pages::asked::use_asking;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Column, Dialog, Empty, Panel, Row, Table, TextInput, When,
    use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Schedules`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// Its scheduled actions.
    pub rows: Vec<Schedule>,
}

/// The scheduled actions of a group.
#[component]
pub fn Schedules(props: &Props) -> Html {
    let (words, opening) = (use_words(), use_opening());
    let column = |name: &str| Column::new(words.s(&format!("autoscaling.{name}")));
    let columns = vec![
        column("column.name"),
        column("schedule.next"),
        column("schedule.recurrence"),
        column("sizes"),
        column("column.action"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|one| row(&words, &props.group, one)).collect();
    let title = words.f("autoscaling.schedules", &[("n", &rows.len())]);
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("autoscaling.schedule.create") }</Button>
    };
    let empty = html! {
        <Empty title={words.s("autoscaling.schedules.empty")}>
            <p>{ words.t("autoscaling.schedules.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={title.clone()} flush=true {actions}>
            <Table caption={title} {columns} {rows} {empty} />
            if opening.is_open {
                <Form group={props.group.clone()} onclose={opening.close} />
            }
        </Panel>
    }
}

fn row(words: &Words, group: &str, one: &Schedule) -> Row {
    let of = |key: &str| words.f(key, &[("name", &one.name)]);
    let size = |size: Option<u32>| size.map_or_else(|| "–".to_owned(), |size| size.to_string());
    let (desired, min, max) = one.sizes;
    let end = one.end.map(|at| {
        html! { <p class="hint">{ words.t("autoscaling.schedule.end") }{ " " }<When {at} /></p> }
    });
    let delete = html! {
        <Confirm label={words.s("autoscaling.schedule.delete")} small=true danger=true
            name={of("autoscaling.schedule.delete.of")}
            title={of("autoscaling.schedule.delete.ask")}
            said={of("autoscaling.schedule.deleted")}
            request={change::delete_schedule(group, &one.name)} />
    };
    Row::new(
        one.name.clone(),
        vec![
            html! { &one.name },
            html! { <><When at={one.next} />{ end.unwrap_or_default() }</> },
            match &one.recurrence {
                Some(cron) => html! { <code>{ cron }</code> },
                None => html! { words.t("autoscaling.schedule.once") },
            },
            html! { format!("{}, {}, {}", size(desired), size(min), size(max)) },
            delete,
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct FormProps {
    group: String,
    onclose: Callback<()>,
}

/// The dialog that makes a scheduled action.
#[component]
fn Form(props: &FormProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let plan = use_state(Plan::default);
    let set = |edit: fn(&mut Plan, String)| {
        let plan = plan.clone();
        Callback::from(move |text: String| {
            let mut new = (*plan).clone();
            edit(&mut new, text);
            plan.set(new);
        })
    };
    let onchange = {
        let plan = plan.clone();
        Callback::from(move |sizes| plan.set(Plan { sizes, ..(*plan).clone() }))
    };
    let request = plan.request(&props.group);
    let said = words.f("autoscaling.schedule.done", &[("name", &plan.name)]);
    let save = match &request {
        Some(request) => asking.click(request.clone(), said, props.onclose.clone()),
        None => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("autoscaling.schedule.create") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("autoscaling.schedule.create")}
            onclose={props.onclose.clone()} {submit}>
            <TextInput label={words.s("autoscaling.column.name")} value={plan.name.clone()}
                required=true placeholder="morning" oninput={set(|plan, text| plan.name = text)} />
            <p class="hint">{ words.t("autoscaling.schedule.sizes.hint") }</p>
            <Sizes typed={plan.sizes.clone()} {onchange} />
            <TextInput label={words.s("autoscaling.schedule.start")} value={plan.start.clone()}
                mono=true placeholder="2025-01-06T12:00:00Z"
                oninput={set(|plan, text| plan.start = text)}
                hint={html! { words.t("autoscaling.schedule.start.hint") }} />
            <TextInput label={words.s("autoscaling.schedule.recurrence")} mono=true
                value={plan.recurrence.clone()} placeholder="0 9 * * MON-FRI"
                oninput={set(|plan, text| plan.recurrence = text)}
                hint={html! { words.t("autoscaling.schedule.recurrence.hint") }} />
            <TextInput label={words.s("autoscaling.schedule.zone")} value={plan.zone.clone()}
                placeholder="Asia/Seoul" oninput={set(|plan, text| plan.zone = text)} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
