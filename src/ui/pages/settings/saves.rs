//! The sessions that are kept: open, rename, delete, take out as a file, bring in from one.

use watchtrail::view::home::{Kept, Lost, kept, lost};
use yew::prelude::*;

use super::ask::{Ask, Asked};
use super::{Read, ReadLost};
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::import::Import;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Panel, Row, Status, Table, Tone,
};
use crate::ui::words::{Words, use_words};

/// What [`Saves`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Reads the list.
    pub read: Read,
    /// Reads the list of those that cannot be read.
    pub read_lost: ReadLost,
    /// The name of the session that is open.
    pub open: String,
}

/// The kept sessions.
#[component]
pub fn Saves(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let asked = use_state(|| None::<Asked>);
    // The lists are read again when a session was opened, renamed or deleted.
    let turn = use_state(|| 0_u32);
    let (read, read_lost, open) = (props.read, props.read_lost, props.open.clone());
    let lists = use_memo((*turn, props.open.clone(), words.clone()), move |(_, _, words)| {
        (kept(&(read.0)(), &open, words), lost(&(read_lost.0)(), words))
    });
    let (kept, lost) = &*lists;
    let ask = {
        let asked = asked.clone();
        Callback::from(move |what: Asked| asked.set(Some(what)))
    };
    let onclose = {
        let asked = asked.clone();
        Callback::from(move |()| {
            asked.set(None);
            turn.set(*turn + 1);
        })
    };
    let actions = html! {
        <>
            <Button small=true icon={IconKind::Download} onclick={ctl.on(Msg::Export)}>
                { words.t("settings.export") }
            </Button>
            <Button small=true icon={IconKind::Share} onclick={ctl.on(Msg::Share(true))}>
                { words.t("settings.share") }
            </Button>
        </>
    };
    let rows = kept.iter().map(|one| row(one, &words, &ctl, &ask));
    html! {
        <Panel title={words.s("settings.saves")} {actions}>
            <p>{ words.t("settings.saves.text") }</p>
            <Table caption={words.s("settings.saves")} rows={rows.collect::<Vec<_>>()}
                columns={columns(&["name", "id", "actions"], &words)}
                empty={html! { <Empty title={words.s("settings.saves.none")} /> }} />
            { unreadable(lost, &words, &ctl, &ask) }
            <Import label="settings.import" class="settings-import" onread={Msg::Import} />
            if let Some(what) = &*asked {
                <Ask what={what.clone()} {onclose} />
            }
        </Panel>
    }
}

fn columns(keys: &[&str], words: &Words) -> Vec<Column> {
    let column = |key: &&str| Column::new(words.s(&format!("settings.saves.column.{key}")));
    keys.iter().map(column).collect()
}

fn row(one: &Kept, words: &Words, ctl: &Ctl, ask: &Callback<Asked>) -> Row {
    let title = || html! { <span class="sr-only">{ ": " }{ one.title.clone() }</span> };
    let rename = Asked::Rename { id: one.id.clone(), name: one.name.clone() };
    let delete = Asked::Delete { id: one.id.clone(), title: one.title.clone() };
    let actions = html! {
        <div class="actions">
            if one.open {
                <Status kind={Tone::Good} label={words.s("settings.saves.open-now")} />
            } else {
                <Button small=true onclick={ctl.on(Msg::OpenSave(one.id.clone()))}>
                    { words.t("settings.saves.open") }{ title() }
                </Button>
            }
            <Button small=true onclick={ask.reform(move |_: MouseEvent| rename.clone())}>
                { words.t("settings.saves.rename") }{ title() }
            </Button>
            if !one.open {
                <Button small=true kind={ButtonKind::Danger}
                    onclick={ask.reform(move |_: MouseEvent| delete.clone())}>
                    { words.t("settings.saves.delete") }{ title() }
                </Button>
            }
        </div>
    };
    let name = html! {
        <>
            { one.title.clone() }
            if let Some(what) = &one.what { <span class="settings-what">{ what.clone() }</span> }
        </>
    };
    Row::new(one.id.clone(), vec![name, html! { <code>{ one.id.clone() }</code> }, actions])
}

/// What is kept and cannot be read; nothing when all can.
fn unreadable(lost: &[Lost], words: &Words, ctl: &Ctl, ask: &Callback<Asked>) -> Html {
    if lost.is_empty() {
        return Html::default();
    }
    let row = |one: &Lost| {
        let title = || html! { <span class="sr-only">{ ": " }{ one.id.clone() }</span> };
        let delete = Asked::Delete { id: one.id.clone(), title: one.id.clone() };
        let actions = html! {
            <div class="actions">
                <Button small=true icon={IconKind::Download}
                    onclick={ctl.on(Msg::RawSave(one.id.clone()))}>
                    { words.t("settings.lost.download") }{ title() }
                </Button>
                <Button small=true kind={ButtonKind::Danger}
                    onclick={ask.reform(move |_: MouseEvent| delete.clone())}>
                    { words.t("settings.saves.delete") }{ title() }
                </Button>
            </div>
        };
        let cells = vec![html! { <code>{ one.id.clone() }</code> }, html! { &one.why }, actions];
        Row::new(one.id.clone(), cells)
    };
    html! {
        <div class="settings-lost">
            <h3>{ words.t("settings.lost") }</h3>
            <p>{ words.t("settings.lost.text") }</p>
            <Table caption={words.s("settings.lost")}
                columns={columns(&["id", "why", "actions"], words)}
                rows={lost.iter().map(row).collect::<Vec<_>>()} />
        </div>
    }
}
