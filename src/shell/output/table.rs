//! `--output table`: boxes, a section for each structure or list.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#table-output>

use serde_json::{Map, Value};

use super::text::{is_scalar, plain};
use super::width;
use crate::shell::query;

/// The terminal is taken to be this wide, as the CLI takes it when it cannot tell.
const TERMINAL: usize = 80;
/// Spaces around a cell's text.
const PADDING: usize = 4;

/// The value as a table.
///
/// # Errors
/// When the rows of a list differ in length.
pub fn format(title: &str, value: &Value) -> Result<String, String> {
    let mut table = Table { sections: Vec::new(), ragged: None };
    if !table.build(Some(title), value, 0) {
        return Ok(String::new());
    }
    match table.ragged {
        Some(ragged) => Err(ragged),
        None => Ok(table.render()),
    }
}

#[derive(Default)]
struct Section {
    title: String,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    indent: usize,
    columns: Option<usize>,
    widths: Vec<usize>,
}

impl Section {
    fn widen(&mut self, cells: &[String]) {
        if self.widths.is_empty() {
            self.widths = cells.iter().map(|cell| width::of(cell)).collect();
            return;
        }
        for (known, cell) in self.widths.iter_mut().zip(cells) {
            *known = (*known).max(width::of(cell));
        }
    }

    fn header(&mut self, headers: Vec<String>) {
        self.widen(&headers);
        self.columns = Some(headers.len());
        self.headers = headers;
    }

    fn row(&mut self, cells: Vec<String>) {
        self.widen(&cells);
        self.rows.push(cells);
    }

    fn total(&self) -> usize {
        let cells: usize = self.widths.iter().map(|cell| cell + PADDING).sum();
        let outer = 2 * self.indent;
        (width::of(&self.title) + 2 + outer).max(cells + 2 + outer)
    }

    /// Column widths that add up to `whole`.
    fn scaled(&self, whole: usize) -> Vec<usize> {
        let plain: Vec<usize> = self.widths.iter().map(|cell| cell + PADDING).collect();
        let sum: usize = plain.iter().sum();
        if sum == 0 {
            return plain;
        }
        let factor = whole as f64 / sum as f64;
        let mut scaled: Vec<i64> =
            plain.iter().map(|cell| libm::rint(factor * *cell as f64) as i64).collect();
        let mut off = scaled.iter().sum::<i64>() - whole as i64;
        while off != 0 {
            let step = if off > 0 { -1 } else { 1 };
            let count = scaled.len();
            for i in 0..count {
                let at = if step < 0 { i } else { count - 1 - i };
                if let Some(cell) = scaled.get_mut(at) {
                    *cell += step;
                }
                off += step;
                if off == 0 {
                    break;
                }
            }
        }
        scaled.into_iter().map(|cell| cell.max(0) as usize).collect()
    }

    /// A single row under headers becomes a row a header.
    fn upright(&mut self) {
        let [row] = self.rows.as_slice() else { return };
        if self.headers.is_empty() {
            return;
        }
        let rows: Vec<Vec<String>> =
            self.headers.iter().zip(row).map(|(h, c)| vec![h.clone(), c.clone()]).collect();
        let mut section =
            Section { title: self.title.clone(), indent: self.indent, ..Section::default() };
        rows.into_iter().for_each(|row| section.row(row));
        *self = section;
    }
}

struct Table {
    sections: Vec<Section>,
    /// What the CLI says of the first row of another length than those before it.
    ragged: Option<String>,
}

impl Table {
    fn section(&mut self, title: &str, indent: usize) {
        self.sections.push(Section { title: title.to_owned(), indent, ..Section::default() });
    }

    fn row(&mut self, cells: Vec<String>) {
        let Some(section) = self.sections.last_mut() else { return };
        let columns = *section.columns.get_or_insert(cells.len());
        if columns != cells.len() && self.ragged.is_none() {
            let found = cells.len();
            let what = format!("Row should have {columns} elements, instead it has {found}");
            self.ragged = Some(what);
        }
        section.row(cells);
    }

    fn header(&mut self, headers: &[&str]) {
        if let Some(section) = self.sections.last_mut() {
            section.header(headers.iter().map(|header| (*header).to_owned()).collect());
        }
    }

    fn build(&mut self, title: Option<&str>, value: &Value, indent: usize) -> bool {
        // Zero is false to Python, which the CLI is written in.
        if !query::is_true(value) || value.as_f64() == Some(0.0) {
            return false;
        }
        if let Some(title) = title {
            self.section(title, indent);
        }
        match value {
            Value::Array(items) if items.first().is_some_and(Value::is_object) => {
                self.list(title.unwrap_or_default(), items, indent);
            }
            Value::Array(items) => {
                for item in items {
                    match item {
                        Value::Array(cells) if cells.iter().all(is_scalar) => {
                            self.row(cells.iter().map(plain).collect());
                        }
                        scalar if is_scalar(scalar) => self.row(vec![plain(scalar)]),
                        other => {
                            self.build(None, other, 0);
                        }
                    }
                }
            }
            Value::Object(members) => self.structure(members, indent),
            // The CLI leaves a lone scalar without a box under its title.
            _ => {}
        }
        true
    }

    fn structure(&mut self, members: &Map<String, Value>, indent: usize) {
        let (headers, more) = keys([members]);
        let cell = |key: &&str| members.get(*key).map(plain).unwrap_or_default();
        match headers.as_slice() {
            [] => {}
            [only] => self.row(vec![(*only).to_owned(), cell(only)]),
            headers => {
                self.header(headers);
                self.row(headers.iter().map(cell).collect());
            }
        }
        for key in more {
            if let Some(value) = members.get(key) {
                self.build(Some(key), value, indent + 1);
            }
        }
    }

    fn list(&mut self, title: &str, items: &[Value], indent: usize) {
        let (headers, more) = keys(items.iter().filter_map(Value::as_object));
        self.header(&headers);
        for (i, item) in items.iter().enumerate() {
            if i > 0 && !more.is_empty() {
                self.section(title, indent);
                self.header(&headers);
            }
            let cell = |key: &&str| item.get(*key).map(plain).unwrap_or_default();
            self.row(headers.iter().map(cell).collect());
            for key in &more {
                if let Some(value) = item.get(*key) {
                    self.build(Some(key), value, indent + 1);
                }
            }
        }
    }

    fn width(&self) -> usize {
        self.sections.iter().map(Section::total).max().unwrap_or_default()
    }

    fn render(mut self) -> String {
        let mut whole = self.width();
        if whole > TERMINAL {
            self.sections.iter_mut().for_each(Section::upright);
            whole = self.width();
        }
        let mut out = format!("{}\n", "-".repeat(whole));
        for section in &self.sections {
            render(section, whole - 2 * section.indent, &mut out);
        }
        out
    }
}

/// The keys of scalars and the others, each sorted.
fn keys<'a>(
    structures: impl IntoIterator<Item = &'a Map<String, Value>>,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut headers, mut more) = (Vec::new(), Vec::new());
    for (key, value) in structures.into_iter().flatten() {
        if is_scalar(value) { headers.push(key.as_str()) } else { more.push(key.as_str()) }
    }
    for list in [&mut headers, &mut more] {
        list.sort_unstable();
        list.dedup();
    }
    (headers, more)
}

fn render(section: &Section, whole: usize, out: &mut String) {
    let edge = "|".repeat(section.indent);
    let mut line = |text: String| {
        out.push_str(&edge);
        out.push_str(&text);
        out.push_str(&edge);
        out.push('\n');
    };
    if !section.title.is_empty() {
        line(centred(&section.title, whole, "|"));
        if section.headers.is_empty() && section.rows.is_empty() {
            line(format!("+{}+", "-".repeat(whole.saturating_sub(2))));
        }
    }
    let widths = section.scaled(whole);
    if !section.headers.is_empty() {
        line(ruler(&widths));
        line(cells(&section.headers, &widths, centred));
    }
    if section.rows.is_empty() || widths.is_empty() {
        return;
    }
    line(ruler(&widths));
    for row in &section.rows {
        line(cells(row, &widths, aligned));
    }
    line(ruler(&widths));
}

fn cells(row: &[String], widths: &[usize], cell: fn(&str, usize, &str) -> String) -> String {
    let pairs = widths.iter().zip(row).enumerate();
    pairs.map(|(i, (width, text))| cell(text, *width, if i == 0 { "|" } else { "" })).collect()
}

fn ruler(widths: &[usize]) -> String {
    let part = |(i, width): (usize, &usize)| match i {
        0 => format!("+{}+", "-".repeat(width.saturating_sub(2))),
        _ => format!("{}+", "-".repeat(width.saturating_sub(1))),
    };
    widths.iter().enumerate().map(part).collect()
}

fn centred(text: &str, whole: usize, left: &str) -> String {
    let length = width::of(text);
    let before = (whole / 2).saturating_sub(length / 2 + 1);
    let used = left.len() + before + length + 1;
    let after = " ".repeat(whole.saturating_sub(used));
    format!("{left}{}{text}{after}|", " ".repeat(before))
}

fn aligned(text: &str, whole: usize, left: &str) -> String {
    let length = width::of(text);
    let padding = if whole > length + 2 + left.len() { 2 } else { 0 };
    let after = " ".repeat(whole.saturating_sub(left.len() + padding + length + 1));
    format!("{left}{}{text}{after}|", " ".repeat(padding))
}
