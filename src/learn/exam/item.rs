//! An item of the exam as its topic's file describes it. Its texts stand elsewhere.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::code::{Exam, Point};
use super::model::Model;

/// What has to be done with the options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// One is right.
    Single,
    /// Several are, and the item says how many.
    Multiple,
    /// They are put in order.
    Ordering,
    /// Each is matched with something.
    Matching,
}

impl Form {
    /// Whether options are chosen.
    pub fn chooses(self) -> bool {
        matches!(self, Form::Single | Form::Multiple)
    }

    /// Its word in keys.
    pub fn word(self) -> &'static str {
        match self {
            Form::Single => "single",
            Form::Multiple => "multiple",
            Form::Ordering => "ordering",
            Form::Matching => "matching",
        }
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The topic it belongs to, by the name of the file.
    #[serde(skip)]
    pub topic: String,
    /// Its name in the topic.
    pub id: String,
    /// What has to be done.
    #[serde(rename = "kind")]
    pub form: Form,
    /// How many options are right, when several are.
    #[serde(default)]
    pub choose: Option<usize>,
    /// What it asks.
    pub points: Vec<Point>,
    /// The exams it prepares for.
    pub exams: Vec<Exam>,
    /// From 1, easy, to 5.
    pub difficulty: u8,
    /// Whether what it asks is newer than the exams.
    #[serde(default)]
    pub newer: bool,
    /// The lab that lets one feel it.
    #[serde(default)]
    pub level: Option<String>,
    /// The options; those to be put in order stand in it.
    pub options: Vec<Choice>,
    /// What options are matched with; there may be more than are needed.
    #[serde(default)]
    pub with: Vec<String>,
    /// How the simulator shows it.
    #[serde(default)]
    pub see: Option<See>,
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in the item.
    pub id: String,
    /// Whether it is right.
    #[serde(default)]
    pub right: bool,
    /// Whoever chooses it believes this.
    #[serde(default)]
    pub wrong: Option<Model>,
    /// What it is matched with.
    #[serde(default)]
    pub with: Option<String>,
}

/// How the simulator shows that options are right or wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct See {
    /// The script that makes the world.
    pub script: Vec<String>,
    /// The address of the page to look at.
    pub open: String,
    /// What to type in that world, for each option: it ends in what must hold.
    pub shows: BTreeMap<String, Vec<String>>,
}

impl See {
    /// The script that makes the world, as one text.
    pub fn script(&self) -> String {
        self.script.join("\n")
    }

    /// What shows an option, as one text.
    pub fn lines(&self, option: &str) -> Option<String> {
        Some(self.shows.get(option)?.join("\n"))
    }
}

impl Item {
    /// Reads the items of a topic.
    ///
    /// # Errors
    /// What was expected and what was found, and in which item.
    pub fn parse(topic: &str, text: &str) -> Result<Vec<Item>, String> {
        let text = text.trim_start_matches('\u{feff}');
        let items: Vec<Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Item::all(topic, items)
    }

    /// Reads the items of a topic from JSON that was read already.
    ///
    /// # Errors
    /// What was expected and what was found, and in which item.
    pub fn all(topic: &str, items: Vec<Value>) -> Result<Vec<Item>, String> {
        let read = |(i, value): (usize, Value)| {
            let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
            let name = id.unwrap_or_else(|| format!("number {}", i + 1));
            let item = serde_json::from_value::<Item>(value);
            let item = item.map_err(|error| format!("item {name}: {error}"))?;
            Ok(Item { topic: topic.to_owned(), ..item })
        };
        items.into_iter().enumerate().map(read).collect()
    }

    /// Its name among all items: `alarms.01`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.topic, self.id)
    }

    /// The key of one of its texts: `stem`, `option.a`, `why.a`, `with.x`.
    pub fn key(&self, name: &str) -> String {
        format!("exam-{}.{}.{name}", self.topic, self.id)
    }

    /// The option with this name.
    pub fn option(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.id == id)
    }

    /// The wrong models it tempts with.
    pub fn tempts(&self) -> Vec<Model> {
        let mut models: Vec<Model> = self.options.iter().filter_map(|one| one.wrong).collect();
        models.sort_unstable();
        models.dedup();
        models
    }

    /// The keys of everything it says.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = vec![self.key("stem")];
        keys.extend(self.options.iter().map(|one| self.key(&format!("option.{}", one.id))));
        match self.form {
            Form::Ordering => keys.push(self.key("why")),
            _ => keys.extend(self.options.iter().map(|one| self.key(&format!("why.{}", one.id)))),
        }
        keys.extend(self.with.iter().map(|with| self.key(&format!("with.{with}"))));
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_the_item() {
        let item = |more: &str| {
            format!(
                r#"[{{ "id": "01", "kind": "single", "points": ["P044"], "exams": ["S"],
                    "difficulty": 2, "options": [{{ "id": "a", "right": true }}] {more} }}]"#
            )
        };
        let items = Item::parse("alarms", &item("")).unwrap();
        let names: Vec<String> = items.iter().map(Item::name).collect();
        assert_eq!(names, ["alarms.01"]);
        assert_eq!(items[0].keys(), {
            ["exam-alarms.01.stem", "exam-alarms.01.option.a", "exam-alarms.01.why.a"]
        });
        let cases = [
            (item(r#", "sees": {}"#), "item 01: unknown field `sees`"),
            (item("").replace("P044", "P444"), "item 01: expected a point P001 to P148"),
            (item("").replace(r#""S""#, r#""Z""#), "item 01: unknown variant `Z`"),
            (item("").replace(r#""id": "01", "#, ""), "item number 1: missing field `id`"),
            ("{}".to_owned(), "invalid type: map, expected a sequence"),
        ];
        for (text, error) in cases {
            let found = Item::parse("alarms", &text).unwrap_err();
            assert!(found.starts_with(error), "{found}");
        }
    }
}
