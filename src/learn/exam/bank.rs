//! All items there are.

use serde_json::Value;

use super::code::{Domain, Exam, Point};
use super::item::Item;

/// All items, topic by topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bank {
    topics: Vec<String>,
    items: Vec<Item>,
}

impl Bank {
    /// Adds a topic.
    ///
    /// # Errors
    /// What was expected and what was found in its file, and in which item.
    pub fn add(&mut self, topic: &str, text: &str) -> Result<(), String> {
        let items = Item::parse(topic, text).map_err(|error| format!("{topic}: {error}"))?;
        self.topics.push(topic.to_owned());
        self.items.extend(items);
        Ok(())
    }

    /// Reads all topics joined in one: topic → its items.
    ///
    /// # Errors
    /// What was expected and what was found, and in which topic and item.
    pub fn parse(text: &str) -> Result<Bank, String> {
        let topics: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let Value::Object(topics) = topics else {
            return Err("expected an object of topics".to_owned());
        };
        let mut bank = Bank::default();
        for (topic, items) in topics {
            let Value::Array(items) = items else {
                return Err(format!("{topic}: expected a list of items"));
            };
            let items = Item::all(&topic, items).map_err(|error| format!("{topic}: {error}"))?;
            bank.topics.push(topic);
            bank.items.extend(items);
        }
        Ok(bank)
    }

    /// The topics in order.
    pub fn topics(&self) -> &[String] {
        &self.topics
    }

    /// Every item.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item with this name: `alarms.01`.
    pub fn item(&self, name: &str) -> Option<&Item> {
        let (topic, id) = name.split_once('.')?;
        self.items.iter().find(|item| item.topic == topic && item.id == id)
    }

    /// The items of a topic.
    pub fn of_topic<'a>(&'a self, topic: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.topic == topic)
    }

    /// The items of a domain that prepare for an exam.
    pub fn of_domain(&self, exam: Exam, domain: Domain) -> impl Iterator<Item = &Item> {
        let fits = move |item: &&Item| item.exams.contains(&exam) && domain_of(item) == domain;
        self.items.iter().filter(fits)
    }

    /// The items that ask a point.
    pub fn of_point(&self, point: Point) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.points.contains(&point))
    }
}

/// What an item is about: its first point says it.
pub fn domain_of(item: &Item) -> Domain {
    item.points.first().map_or(Domain::Choose, |point| point.domain())
}

/// The key of a topic's title.
pub fn topic_key(topic: &str) -> String {
    format!("exam-{topic}.title")
}
