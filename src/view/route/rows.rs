//! How single rows of the metrics page look, in its address.

use super::MetricsQuery;
use super::percent::{decode, encode};

/// What a row says of itself; what it does not say is as for all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowLook {
    /// The id of the row: `m1`, `e1`.
    pub id: String,
    /// Its statistic.
    pub stat: Option<String>,
    /// Its period in seconds.
    pub period_secs: Option<u32>,
    /// Its label.
    pub label: Option<String>,
    /// Its colour: `#1f77b4`.
    pub color: Option<String>,
    /// Whether it belongs to the right axis.
    pub right: bool,
    /// Whether it is not drawn.
    pub hidden: bool,
}

impl RowLook {
    /// One text for addresses: `m1/stat/p90/right/1`.
    pub(super) fn to_text(&self) -> String {
        let mut parts = vec![self.id.clone()];
        let mut add = |name: &str, value: Option<String>| {
            parts.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
        };
        add("stat", self.stat.clone());
        add("period", self.period_secs.map(|secs| secs.to_string()));
        add("label", self.label.clone());
        add("color", self.color.clone());
        add("right", self.right.then(|| "1".to_owned()));
        add("hidden", self.hidden.then(|| "1".to_owned()));
        parts.iter().map(|part| encode(part)).collect::<Vec<_>>().join("/")
    }

    /// Reads that text back.
    pub(super) fn from_text(text: &str) -> Option<RowLook> {
        let parts: Option<Vec<String>> = text.split('/').map(decode).collect();
        let mut parts = parts?.into_iter();
        let mut look = RowLook { id: parts.next()?, ..RowLook::default() };
        while let Some(name) = parts.next() {
            let value = parts.next()?;
            match name.as_str() {
                "stat" => look.stat = Some(value),
                "period" => look.period_secs = Some(value.parse().ok()?),
                "label" => look.label = Some(value),
                "color" => look.color = Some(value),
                "right" => look.right = true,
                "hidden" => look.hidden = true,
                _ => {}
            }
        }
        Some(look)
    }

    /// Whether it says nothing.
    fn is_plain(&self) -> bool {
        *self == RowLook { id: self.id.clone(), ..RowLook::default() }
    }
}

impl MetricsQuery {
    /// How a row looks.
    pub fn look(&self, id: &str) -> RowLook {
        let found = self.rows.iter().find(|look| look.id == id).cloned();
        found.unwrap_or_else(|| RowLook { id: id.to_owned(), ..RowLook::default() })
    }

    /// The same with a row that looks so.
    pub fn with_look(&self, look: RowLook) -> MetricsQuery {
        let mut query = self.clone();
        query.rows.retain(|other| other.id != look.id);
        if !look.is_plain() {
            query.rows.push(look);
        }
        query
    }

    /// The same without a row. Those behind it move up, and their looks with them.
    pub fn without(&self, id: &str) -> MetricsQuery {
        let mut query = self.clone();
        let Some((letter, place)) = place(id) else { return query };
        match letter {
            'm' if place < query.metrics.len() => drop(query.metrics.remove(place)),
            'e' if place < query.math.len() => drop(query.math.remove(place)),
            _ => return query,
        }
        query.rows.retain(|look| look.id != id);
        for look in &mut query.rows {
            if let Some((other, n)) = self::place(&look.id)
                && other == letter
                && n > place
            {
                look.id = format!("{letter}{n}");
            }
        }
        query
    }
}

/// The letter of an id and the place it stands for, counted from 0.
fn place(id: &str) -> Option<(char, usize)> {
    let letter = id.chars().next()?;
    let number: usize = id.get(letter.len_utf8()..)?.parse().ok()?;
    Some((letter, number.checked_sub(1)?))
}
