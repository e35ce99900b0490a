//! The list of launch templates, a panel each with its versions.

use std::fmt::Display;

use watchtrail::view::route::Route;
use watchtrail::view::templates::{self, Row as Template, VersionRow};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row,
    Status, Table, Tone, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub rows: Vec<Template>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of launch templates.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateTemplate));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create.clone()}>
            { words.t("templates.create") }
        </Button>
    };
    let list = || {
        if props.rows.is_empty() {
            return html! {
                <Panel>
                    <Empty title={words.s("templates.empty")}>
                        <p>{ words.t("templates.empty.next") }</p>
                        <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={create}>
                            { words.t("templates.create") }
                        </Button>
                    </Empty>
                </Panel>
            };
        }
        html! { <>{ for props.rows.iter().map(|row| template(&words, row)) }</> }
    };
    html! {
        <>
            <PageHead crumbs={Route::Templates.crumbs()} refresh=true {actions}
                title={words.f("templates.count", &[("n", &props.rows.len())])}
                note={html! { words.t("templates.note") }} />
            { props.reads.or_refused("DescribeLaunchTemplates", list) }
        </>
    }
}

/// A template with its versions.
fn template(words: &Words, row: &Template) -> Html {
    let names = |name: &'static str| Column::new(words.s(&format!("templates.column.{name}")));
    let columns = vec![
        names("version"),
        names("type"),
        names("image"),
        names("monitoring"),
        names("groups").spare(),
        names("description").spare(),
        names("created").spare(),
        names("default"),
    ];
    let versions: Vec<Row> = row.versions.iter().map(|one| version(words, row, one)).collect();
    let actions = html! {
        <Confirm label={words.s("templates.delete")} danger=true
            request={templates::delete(&row.id)}
            name={words.f("templates.delete.name", &[("name", &row.name)])}
            title={words.f("templates.delete.ask", &[("name", &row.name)])}
            said={words.f("templates.delete.done", &[("name", &row.name)])}>
            <Alert kind={AlertKind::Warning}><p>
                { words.t(if row.groups.is_empty() {
                    "templates.delete.warning"
                } else {
                    "templates.delete.used"
                }) }
            </p></Alert>
        </Confirm>
    };
    let used = |(nth, name): (usize, &String)| {
        html! {
            <>
                if nth > 0 { { ", " } }
                <Link to={Route::Group(name.clone())}>{ name }</Link>
            </>
        }
    };
    html! {
        <Panel key={row.id.clone()} title={row.name.clone()} flush=true {actions}
            note={html! { <code>{ &row.id }</code> }}>
            <p class="panel-line">
                if row.groups.is_empty() {
                    { words.t("templates.unused") }
                } else {
                    { words.t("templates.used") }{ " " }
                    { for row.groups.iter().enumerate().map(used) }
                }
            </p>
            <Table caption={words.f("templates.versions", &[("name", &row.name)])} {columns}
                rows={versions} />
        </Panel>
    }
}

fn version(words: &Words, template: &Template, row: &VersionRow) -> Row {
    let or_dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let monitoring = if row.detailed { "templates.detailed" } else { "templates.basic" };
    let default = match row.number == template.default {
        true => html! { <Status kind={Tone::Good} label={words.s("templates.is-default")} /> },
        false => html! { <SetDefault id={template.id.clone()} number={row.number} /> },
    };
    Row::new(
        row.number.to_string(),
        vec![
            html! { row.number },
            html! { or_dash(&row.kind) },
            html! { <code>{ or_dash(&row.image) }</code> },
            html! { words.t(monitoring) },
            html! { or_dash(&row.groups.join(", ")) },
            html! { or_dash(&row.description) },
            html! { <When at={row.created} /> },
            default,
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct SetDefaultProps {
    id: String,
    number: i64,
}

/// Makes a version the default one.
#[component]
fn SetDefault(props: &SetDefaultProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let args: [(&str, &dyn Display); 1] = [("n", &props.number)];
    let request = templates::set_default(&props.id, props.number);
    let onclick = asking.click(request, words.f("templates.default.done", &args), Callback::noop());
    html! {
        <>
            <Button small=true {onclick} label={words.f("templates.default.name", &args)}>
                { words.t("templates.default.set") }
            </Button>
            { asking.view() }
        </>
    }
}
