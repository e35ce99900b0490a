//! All dashboards of the account, and the form that makes one.

use watchtrail::learn::session::Reply;
use watchtrail::view::dashboards::{self, Row as Dashboard};
use watchtrail::view::route::{DashboardQuery, Route};
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Column, Dialog, Empty, Link, PageHead, Panel, Row, Table,
    TextInput, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The dashboards.
    pub rows: Vec<Dashboard>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The list.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = vec![
        Column::new(words.s("dashboards.column.name")),
        Column::number(words.s("dashboards.column.widgets")),
        Column::new(words.s("dashboards.column.modified")),
        Column::new(words.s("dashboards.column.actions")),
    ];
    let empty = html! {
        <Empty title={words.s("dashboards.empty")}>
            <p>{ words.t("dashboards.empty.next") }</p>
        </Empty>
    };
    let rows: Vec<Row> = props.rows.iter().map(|row| one(row, &words)).collect();
    html! {
        <>
            <PageHead crumbs={Route::Dashboards.crumbs()} title={words.s("dashboards.title")}
                refresh=true note={html! { words.t("dashboards.note") }} />
            <Create />
            { props.reads.or_refused("ListDashboards", || html! {
                <Panel flush=true>
                    <Table caption={words.s("dashboards.title")} {columns} {rows} {empty} />
                </Panel>
            }) }
        </>
    }
}

fn one(row: &Dashboard, words: &Words) -> Row {
    let to = Route::Dashboard(DashboardQuery::of(&row.name));
    let cells = vec![
        html! { <Link {to}>{ row.name.clone() }</Link> },
        html! { row.widgets },
        html! { <When at={row.modified} /> },
        html! {
            <Delete small=true name={row.name.clone()} label={words.s("dashboards.delete")} />
        },
    ];
    Row::new(row.name.clone(), cells)
}

/// The form that makes an empty dashboard.
#[component]
fn Create() -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = use_state(String::new);
    let request = dashboards::put(&name, "{\"widgets\":[]}").filter(|_| !name.is_empty());
    let oninput = {
        let name = name.clone();
        Callback::from(move |typed: String| name.set(typed))
    };
    let onsubmit = {
        let (request, asking, name) = (request.clone(), asking.clone(), name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (ctl, name) = (ctl.clone(), (*name).clone());
            let done = Callback::from(move |_: Reply| {
                ctl.go(Route::Dashboard(DashboardQuery::of(&name)));
            });
            asking.send(request, done);
        })
    };
    html! {
        <Panel title={words.s("dashboards.create")}>
            <form class="form" {onsubmit}>
                <TextInput label={words.s("dashboards.create.name")} required=true
                    value={(*name).clone()}
                    mono=true placeholder="web" {oninput}
                    hint={html! { words.t("dashboards.create.hint") }} />
                { asking.view() }
                <div class="row">
                    <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                        { words.t("dashboards.create.go") }
                    </Button>
                </div>
                <CliForm {request} />
            </form>
        </Panel>
    }
}

/// The properties of [`Delete`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeleteProps {
    /// The dashboard.
    pub name: String,
    /// What the button says.
    pub label: AttrValue,
    /// Whether it stands in a row.
    #[prop_or_default]
    pub small: bool,
}

/// A button that deletes a dashboard, after asking.
#[component]
pub fn Delete(props: &DeleteProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let asked = use_opening();
    let request = dashboards::delete(&props.name);
    let onclick = {
        let (request, asking) = (request.clone(), asking.clone());
        let said = words.f("dashboards.delete.done", &[("name", &props.name)]);
        Callback::from(move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (ctl, said) = (ctl.clone(), said.clone());
            let done = Callback::from(move |_: Reply| {
                ctl.flash(Flash::success(said.clone()));
                ctl.go(Route::Dashboards);
            });
            asking.send(request, done);
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Danger} {onclick}>{ words.t("dashboards.delete") }</Button>
    };
    html! {
        <>
            <Button small={props.small} onclick={asked.open.clone()}>
                { props.label.clone() }
            </Button>
            if asked.is_open {
                <Dialog open=true onclose={asked.close.clone()} {submit}
                    title={words.f("dashboards.delete.ask", &[("name", &props.name)])}>
                    <p>{ words.t("dashboards.delete.warning") }</p>
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </>
    }
}
