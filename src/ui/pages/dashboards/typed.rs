//! A field whose text must be read before anything changes: a number, an instant.

use watchtrail::number;
use watchtrail::view::dashboards::annotate::Kind;
use yew::prelude::*;

use crate::ui::parts::TextInput;
use crate::ui::words::use_words;

/// What is to be typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// An end of an axis: a number, or nothing.
    End,
    /// Where an annotation of this kind stands.
    Note(Kind),
}

impl Wanted {
    /// What stands for what is typed; `None` when it cannot be read.
    fn read(self, typed: &str) -> Option<String> {
        match self {
            Wanted::End if typed.trim().is_empty() => Some(String::new()),
            Wanted::End => {
                let value = number::parse(typed.trim()).filter(|value| value.is_finite())?;
                Some(value.to_string())
            }
            Wanted::Note(kind) => kind.read(typed),
        }
    }

    /// The key of what is said when it cannot.
    fn wrong(self) -> &'static str {
        match self {
            Wanted::End | Wanted::Note(Kind::Horizontal) => "metrics.put.number",
            Wanted::Note(Kind::Vertical) => "trail.range.bad",
        }
    }
}

/// The properties of [`Typed`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The label.
    pub label: AttrValue,
    /// What it says until something is typed.
    pub value: String,
    /// What is to be typed.
    pub wanted: Wanted,
    /// Whether it must be filled in.
    #[prop_or_default]
    pub required: bool,
    /// Whether it is told only when it is entered, or left, and not as it is typed.
    #[prop_or_default]
    pub late: bool,
    /// Called with what stands for what is typed.
    pub onchange: Callback<String>,
}

/// The field. What is typed stands as long as it says what the value is, or nothing at all; what is
/// told late stands.
#[component]
pub fn Typed(props: &Props) -> Html {
    let words = use_words();
    let typed = use_state(|| None::<String>);
    let says = |text: &&String| {
        props.late || props.wanted.read(text).is_none_or(|read| read == props.value)
    };
    let text = (*typed).as_ref().filter(says).cloned().unwrap_or_else(|| props.value.clone());
    let error = props.wanted.read(&text).is_none().then(|| words.s(props.wanted.wrong()));
    let tell = {
        let (wanted, onchange) = (props.wanted, props.onchange.clone());
        Callback::from(move |text: String| {
            if let Some(read) = wanted.read(&text) {
                onchange.emit(read);
            }
        })
    };
    let oninput = {
        let (typed, tell, late) = (typed.clone(), tell.clone(), props.late);
        Callback::from(move |text: String| {
            if !late {
                tell.emit(text.clone());
            }
            typed.set(Some(text));
        })
    };
    let onchange = if props.late { tell } else { Callback::noop() };
    html! {
        <TextInput label={props.label.clone()} value={text} {oninput} {onchange} {error}
            required={props.required} />
    }
}
