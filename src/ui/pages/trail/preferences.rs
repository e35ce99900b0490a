//! What the list of events shows: how many rows, and which columns.

use watchtrail::view::trail::{Column, FORM, Look, SIZES};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, Checkbox, Choice, Dialog, Segmented, use_opening};
use crate::ui::words::use_words;

/// What [`Preferences`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// How the list looks now.
    pub look: Look,
}

/// The button, and its dialog.
#[component]
pub fn Preferences(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let opening = use_opening();
    let look = &props.look;
    let keep = Callback::from(move |look: Look| {
        ctl.send(Msg::Draft(FORM.to_owned(), Some(look.to_json())));
    });
    let size = {
        let (keep, look) = (keep.clone(), look.clone());
        Callback::from(move |text: String| {
            if let Ok(size) = text.parse() {
                keep.emit(Look { size, ..look.clone() });
            }
        })
    };
    let column = |column: Column| {
        let (keep, look) = (keep.clone(), look.clone());
        let checked = look.columns.contains(&column);
        let onchange = Callback::from(move |shown| keep.emit(look.with(column, shown)));
        html! {
            <Checkbox key={column.word()} {checked} {onchange} disabled={column == Column::Name}
                label={words.s(&format!("trail.column.{}", column.word()))} />
        }
    };
    let sizes = SIZES.map(|size| Choice::new(size.to_string(), size.to_string())).to_vec();
    html! {
        <>
            <Button small=true onclick={opening.open.clone()}>
                { words.t("trail.preferences") }
            </Button>
            <Dialog open={opening.is_open} title={words.s("trail.preferences")}
                onclose={opening.close.clone()}>
                <Segmented label={words.s("trail.preferences.size")} options={sizes}
                    value={look.size.to_string()} onchange={size} />
                <fieldset class="field">
                    <legend>{ words.t("trail.preferences.columns") }</legend>
                    { for Column::ALL.into_iter().map(column) }
                </fieldset>
            </Dialog>
        </>
    }
}
