//! What we say to people, in their language.
//!
//! What AWS says (errors, state reasons, mails, records) is English and lives in code, as in AWS.
//! Everything we say ourselves has a key and stands in `static/text/LANG/*.json`, one flat object
//! of key → text a file; `{name}` in a text is filled in. The library is given the files' contents
//! and never reads them itself.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl Lang {
    /// Every language.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ko];

    /// The code, which is also the folder: `en`, `ko`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ko => "ko",
        }
    }

    /// The first language a browser's list asks for that we have; English if none.
    pub fn choose<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Lang {
        let known = |tag: &str| {
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            Lang::ALL.into_iter().find(|lang| lang.code() == primary)
        };
        wanted.into_iter().find_map(known).unwrap_or(Lang::En)
    }
}

/// The texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    lang: Lang,
    texts: BTreeMap<String, String>,
}

impl Texts {
    /// No texts yet.
    pub fn new(lang: Lang) -> Texts {
        Texts { lang, texts: BTreeMap::new() }
    }

    /// Adds the content of one text file.
    ///
    /// # Errors
    /// If it is not a flat JSON object of strings, or holds a key that is there already.
    pub fn add(&mut self, json: &str) -> Result<(), String> {
        let texts: BTreeMap<String, String> =
            serde_json::from_str(json).map_err(|error| error.to_string())?;
        for (key, text) in texts {
            if self.texts.insert(key.clone(), text).is_some() {
                return Err(format!("the key `{key}` stands in two files"));
            }
        }
        Ok(())
    }

    /// Puts a text under a key, whatever stood there: a lab from elsewhere says its own.
    pub fn put(&mut self, key: &str, text: &str) {
        self.texts.insert(key.to_owned(), text.to_owned());
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of a key. A key without a text gives the key itself, which a test looks for.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text of a key, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// Whether there is a text for a key.
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// The text of a key with its `{names}` filled in.
    pub fn fill(&self, key: &str, args: &[(&str, &dyn Display)]) -> String {
        args.iter().fold(self.t(key).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &value.to_string())
        })
    }

    /// Every key with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// The `{names}` a text has, in order, for the parity test.
pub fn placeholders(text: &str) -> Vec<&str> {
    let pieces = text.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_the_first_known_language() {
        let cases: [(&[&str], Lang); 4] = [
            (&["ko-KR", "en"], Lang::Ko),
            (&["fr", "ko"], Lang::Ko),
            (&["en-GB", "ko"], Lang::En),
            (&[], Lang::En),
        ];
        for (wanted, lang) in cases {
            assert_eq!(Lang::choose(wanted.iter().copied()), lang);
        }
    }

    #[test]
    fn fills_in_names() {
        let mut texts = Texts::new(Lang::En);
        texts.add(r#"{ "a": "{n} of {m}" }"#).unwrap();
        assert_eq!(texts.fill("a", &[("n", &1), ("m", &"two")]), "1 of two");
        assert_eq!(texts.t("nothing"), "nothing");
        assert_eq!(placeholders("{n} of {m}"), ["n", "m"]);
        assert!(texts.add(r#"{ "a": "again" }"#).is_err());
    }
}
