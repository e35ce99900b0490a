//! What the page says, by key: a test names what it looks for as the program does.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Reads a language's texts, the labs' among them.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn read(lang: &str) -> Result<Words> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static/text").join(lang);
        let fail = |error: std::io::Error| format!("{}: {error}", folder.display());
        let mut words = BTreeMap::new();
        for entry in std::fs::read_dir(&folder).map_err(fail)?.flatten() {
            let text = std::fs::read_to_string(entry.path()).map_err(fail)?;
            let more: BTreeMap<String, String> = serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}", entry.path().display()))?;
            words.extend(more);
        }
        Ok(Words(words))
    }

    /// The text of a key; the key itself, which no page shows, if there is none.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with one `{name}` filled in.
    pub fn fill(&self, key: &str, name: &str, value: &str) -> String {
        self.t(key).replace(&format!("{{{name}}}"), value)
    }
}
