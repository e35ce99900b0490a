//! Events side by side. Where they differ a word says so, not a colour alone.

use watchtrail::view::trail::{Beside, Filter, Member};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Column, IconKind, Panel, Row, Status, Table, Tone,
};
use crate::ui::words::{Words, use_words};

/// What [`Compared`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The events.
    pub compared: Beside,
    /// The question they were found with.
    pub filter: Filter,
    /// Whether they are from files.
    pub evidence: bool,
}

/// Events side by side.
#[component]
pub fn Compared(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let only = use_state(|| false);
    let Beside { events, rows } = &props.compared;
    let none = Filter { beside: Vec::new(), ..props.filter.clone() };
    let clear = ctl.on(Msg::Go(super::route_of(&none, props.evidence)));
    let onchange = {
        let only = only.clone();
        Callback::from(move |on| only.set(on))
    };
    let mut columns = vec![
        Column::new(words.s("trail.beside.member")),
        Column::new(words.s("trail.beside.differs")),
    ];
    columns.extend(events.iter().map(|(_, name)| Column::new(name.clone())));
    let shown = rows.iter().filter(|member| member.differs || !*only);
    let actions = html! {
        <Button kind={ButtonKind::Quiet} icon={IconKind::Cross} onclick={clear}>
            { words.t("trail.beside.clear") }
        </Button>
    };
    html! {
        <Panel title={words.f("trail.beside.title", &[("n", &events.len())])} flush=true {actions}
            class="trail-compared">
            <Checkbox label={words.s("trail.beside.only")} checked={*only} {onchange} />
            <Table caption={words.s("trail.beside.caption")} {columns}
                rows={shown.map(|member| row(member, &words)).collect::<Vec<_>>()} />
        </Panel>
    }
}

fn row(member: &Member, words: &Words) -> Row {
    let mut cells = vec![html! { <code>{ member.name.clone() }</code> }];
    cells.push(if member.differs {
        html! { <Status kind={Tone::Warning} label={words.s("trail.beside.yes")} /> }
    } else {
        html! { words.t("trail.beside.no") }
    });
    cells.extend(member.values.iter().map(|value| match value {
        Some(text) => html! { <span class="trail-value">{ text.clone() }</span> },
        None => html! { "-" },
    }));
    Row::new(member.name.clone(), cells)
}
