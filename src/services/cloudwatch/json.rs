//! JSON text as AWS's Java services write it: doubles always with a point or an exponent.

use crate::sim::real::java_double;

/// An object under construction. Members stay in the order in which they are added.
#[derive(Clone, Debug)]
pub struct Object(String);

impl Object {
    /// An object without members.
    pub fn new() -> Object {
        Object("{".to_owned())
    }

    /// A text member.
    pub fn text(self, key: &str, value: &str) -> Object {
        self.raw(key, &quoted(value))
    }

    /// A text member, if there is a text.
    pub fn some_text(self, key: &str, value: Option<&str>) -> Object {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    /// A text member, or null.
    pub fn text_or_null(self, key: &str, value: Option<&str>) -> Object {
        match value {
            Some(value) => self.text(key, value),
            None => self.raw(key, "null"),
        }
    }

    /// A floating-point member.
    pub fn double(self, key: &str, value: f64) -> Object {
        self.raw(key, &java_double(value))
    }

    /// A whole number, `true`, or `false`.
    pub fn plain(self, key: &str, value: impl ToString) -> Object {
        self.raw(key, &value.to_string())
    }

    /// A list of texts.
    pub fn texts(self, key: &str, values: &[String]) -> Object {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        self.raw(key, &list(&values))
    }

    /// A member whose value is JSON already.
    pub fn raw(mut self, key: &str, json: &str) -> Object {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&quoted(key));
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    /// The text.
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

impl Default for Object {
    fn default() -> Object {
        Object::new()
    }
}

/// A list of JSON texts.
pub fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Dimensions as alarm messages and histories write them: value before name, small letters.
pub fn dimensions(dimensions: &[(String, String)]) -> String {
    let one = |(name, value): &(String, String)| {
        Object::new().text("value", value).text("name", name).end()
    };
    list(&dimensions.iter().map(one).collect::<Vec<_>>())
}
