//! The words of the page: the texts of the language in force, and the local time zone.

use std::fmt::Display;
use std::ops::Deref;
use std::rc::Rc;

use watchtrail::sim::time::{Span, Time};
use watchtrail::text::Texts;
use watchtrail::view::format::{self, LocalZone};
use yew::prelude::*;

/// What the page says things with. Two are equal if they are the same texts and zone.
#[derive(Clone)]
pub struct Words {
    texts: Rc<Texts>,
    zone: Option<Rc<LocalZone>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        Rc::ptr_eq(&self.texts, &other.texts) && self.zone == other.zone
    }
}

impl Deref for Words {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        &self.texts
    }
}

impl Words {
    /// Words of these texts, with the local time of a zone beside UTC.
    pub fn new(texts: Rc<Texts>, zone: Option<LocalZone>) -> Words {
        Words { texts, zone: zone.map(Rc::new) }
    }

    /// The texts.
    pub fn texts(&self) -> &Rc<Texts> {
        &self.texts
    }

    /// The text of a key, for a property: `title={words.s("ec2.title")}`.
    pub fn s(&self, key: &str) -> AttrValue {
        AttrValue::from(self.texts.t(key).to_owned())
    }

    /// The text of a key with its names filled in, for a property.
    pub fn f(&self, key: &str, args: &[(&str, &dyn Display)]) -> AttrValue {
        AttrValue::from(self.texts.fill(key, args))
    }

    /// A span in words.
    pub fn span(&self, span: Span) -> String {
        format::span(span, &self.texts)
    }

    /// The local time beside an instant: `19:43:07 KST`. `None` where it is UTC anyway.
    pub fn local(&self, at: Time) -> Option<String> {
        self.zone.as_ref().filter(|zone| !zone.is_utc(at)).map(|zone| zone.beside(at))
    }
}

/// The words in force.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>()
        .unwrap_or_else(|| Words::new(Rc::new(Texts::new(watchtrail::text::Lang::En)), None))
}
