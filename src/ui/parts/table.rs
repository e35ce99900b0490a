//! Tables like the console's: a caption, rows to select, what belongs to a row beneath it.

use yew::prelude::*;

use super::{soft, use_id};
use crate::ui::words::use_words;

/// A column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its heading.
    pub label: AttrValue,
    /// Whether it holds numbers, which stand at the right.
    pub number: bool,
    /// Whether it is left out where the table has little room.
    pub spare: bool,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<AttrValue>) -> Column {
        Column { label: label.into(), ..Column::default() }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<AttrValue>) -> Column {
        Column { label: label.into(), number: true, ..Column::default() }
    }

    /// The same, left out where the table has little room.
    pub fn spare(mut self) -> Column {
        self.spare = true;
        self
    }

    fn class(&self) -> Classes {
        classes!(self.number.then_some("number"), self.spare.then_some("spare"))
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What tells it from the others.
    pub key: AttrValue,
    /// What a screen reader calls it when it is selected; the key if empty.
    pub name: AttrValue,
    /// Its cells, one a column. The first is the row's heading.
    pub cells: Vec<Html>,
    /// Whether it is selected.
    pub selected: bool,
    /// What stands beneath it over the whole width.
    pub detail: Option<Html>,
}

impl Row {
    /// A row of these cells.
    pub fn new(key: impl Into<AttrValue>, cells: Vec<Html>) -> Row {
        Row { key: key.into(), cells, ..Row::default() }
    }

    /// The same, selected or not.
    pub fn selected(mut self, selected: bool) -> Row {
        self.selected = selected;
        self
    }

    /// The same with something beneath it.
    pub fn detail(mut self, detail: Html) -> Row {
        self.detail = Some(detail);
        self
    }
}

/// Whether rows can be selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Select {
    /// No.
    #[default]
    None,
    /// One.
    One,
    /// Several.
    Many,
}

/// What a [`Table`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct TableProps {
    /// What the table shows; said, not seen.
    pub caption: AttrValue,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Said where there are no rows.
    #[prop_or_default]
    pub empty: Html,
    /// Whether rows can be selected.
    #[prop_or_default]
    pub select: Select,
    /// Called with a row's key when it is selected, or no longer.
    #[prop_or_default]
    pub onselect: Callback<AttrValue>,
}

/// A table. Narrow screens stack each row's cells, headings beside them.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let name = use_id("table");
    let words = use_words();
    let selects = props.select != Select::None;
    let width = props.columns.len() + usize::from(selects);
    let heading = |column: &Column| {
        html! { <th scope="col" class={column.class()}>{ column.label.clone() }</th> }
    };
    html! {
        <div class="table-wrap" role="group" aria-label={props.caption.clone()} tabindex="0">
            <table class="table">
                <caption class="sr-only">{ props.caption.clone() }</caption>
                <thead>
                    <tr>
                        if selects {
                            <th scope="col" class="select">
                                <span class="sr-only">{ words.t("app.table.select") }</span>
                            </th>
                        }
                        { for props.columns.iter().map(heading) }
                    </tr>
                </thead>
                <tbody>
                    if props.rows.is_empty() {
                        <tr class="table-empty"><td colspan={width.to_string()}>
                            { props.empty.clone() }
                        </td></tr>
                    }
                    { for props.rows.iter().map(|row| draw(props, row, &name, width)) }
                </tbody>
            </table>
        </div>
    }
}

fn draw(props: &TableProps, row: &Row, group: &AttrValue, width: usize) -> Html {
    let cells = row.cells.iter().zip(&props.columns).enumerate().map(|(i, (cell, column))| {
        let class = column.class();
        let label = column.label.clone();
        if i == 0 {
            html! { <th scope="row" {class} data-label={label}>{ soft(cell) }</th> }
        } else {
            html! { <td {class} data-label={label}>{ soft(cell) }</td> }
        }
    });
    let key = row.key.to_string();
    html! {
        <>
            <tr {key} class={row.selected.then_some("selected")}>
                { select(props, row, group) }
                { for cells }
            </tr>
            if let Some(detail) = &row.detail {
                <tr key={format!("{}/detail", row.key)} class="row-detail">
                    <td colspan={width.to_string()}>{ detail.clone() }</td>
                </tr>
            }
        </>
    }
}

/// The cell in which a row is selected.
fn select(props: &TableProps, row: &Row, group: &AttrValue) -> Html {
    let kind = match props.select {
        Select::None => return Html::default(),
        Select::One => "radio",
        Select::Many => "checkbox",
    };
    let label = if row.name.is_empty() { row.key.clone() } else { row.name.clone() };
    let (onselect, key) = (props.onselect.clone(), row.key.clone());
    let onchange = Callback::from(move |_: Event| onselect.emit(key.clone()));
    html! {
        <td class="select">
            <input type={kind} name={group.clone()} checked={row.selected} aria-label={label}
                {onchange} />
        </td>
    }
}
