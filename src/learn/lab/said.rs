//! What a lab says that carries its own texts: keys as in text files, without the lab's name.

use std::collections::BTreeMap;

use crate::learn::progress::lab_key;
use crate::text::{Lang, Texts};

/// The texts of a lab, by language. What one language leaves out it says in the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    en: BTreeMap<String, String>,
    ko: BTreeMap<String, String>,
}

impl Said {
    /// Whether it says nothing: its texts are elsewhere.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ko.is_empty()
    }

    /// The texts of a language by their keys, as they were written.
    pub fn of(&self, lang: Lang) -> &BTreeMap<String, String> {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }

    /// Adds a paragraph to a text.
    ///
    /// # Errors
    /// If no text of a lab has such a key.
    pub fn add(&mut self, lang: Lang, key: &str, text: &str) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if key.is_empty() || !key.chars().all(plain) {
            return Err(format!("expected a key such as `goal.NAME.title`, found `{key}`"));
        }
        let texts = match lang {
            Lang::En => &mut self.en,
            Lang::Ko => &mut self.ko,
        };
        match texts.get_mut(key) {
            Some(before) => {
                before.push('\n');
                before.push_str(text);
            }
            None => drop(texts.insert(key.to_owned(), text.to_owned())),
        }
        Ok(())
    }

    /// The text of a key in a language, else in the other.
    pub fn get(&self, lang: Lang, key: &str) -> Option<&str> {
        let others = Lang::ALL.into_iter().filter(|other| *other != lang);
        let mut all = [lang].into_iter().chain(others);
        all.find_map(|lang| self.of(lang).get(key)).map(String::as_str)
    }

    /// Puts everything that the lab of this name says among the texts of a language.
    pub fn tell(&self, id: &str, texts: &mut Texts) {
        for key in self.en.keys().chain(self.ko.keys()) {
            if let Some(text) = self.get(texts.lang(), key) {
                texts.put(&lab_key(id, key), text);
            }
        }
    }
}
