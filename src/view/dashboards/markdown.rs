//! The Markdown of text widgets: a safe subset as plain blocks, without any HTML.
//!
//! Headings, paragraphs, lists, tables, rules, code blocks; bold, italic, code and links within.
//! A link keeps its text; its address leads only to the web, or to a page here.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_remove_text_dashboard.html>

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level, 1 to 6.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list: whether it is numbered, and its items.
    List(bool, Vec<Vec<Span>>),
    /// A table: its head, and its rows.
    Table(Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
    /// Code as it stands.
    Code(String),
    /// A line across.
    Rule,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text.
    Text(String),
    /// Bold text.
    Strong(String),
    /// Italic text.
    Emphasis(String),
    /// Code.
    Code(String),
    /// A link: its text, and where it leads.
    Link(String, String),
}

/// The pieces of a line without their marks.
pub fn plain(line: &[Span]) -> String {
    let text = |span: &Span| match span {
        Span::Text(text)
        | Span::Strong(text)
        | Span::Emphasis(text)
        | Span::Code(text)
        | Span::Link(text, _) => text.clone(),
    };
    line.iter().map(text).collect()
}

/// Reads a text.
pub fn read(text: &str) -> Vec<Block> {
    let mut lines = text.lines().peekable();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        let line = line.trim_end();
        let start = line.trim_start();
        if start.is_empty() {
            continue;
        }
        if start.starts_with("```") {
            let code: Vec<&str> =
                lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if let Some((level, rest)) = heading(start) {
            blocks.push(Block::Heading(level, spans(rest)));
        } else if is_rule(start) {
            blocks.push(Block::Rule);
        } else if let Some((numbered, first)) = item(start) {
            let mut items = vec![spans(first)];
            while let Some((_, next)) = lines.peek().and_then(|line| item(line.trim_start())) {
                items.push(spans(next));
                lines.next();
            }
            blocks.push(Block::List(numbered, items));
        } else if start.starts_with('|') && lines.peek().is_some_and(|next| is_divider(next)) {
            lines.next();
            let mut rows = Vec::new();
            while let Some(next) = lines.next_if(|line| line.trim_start().starts_with('|')) {
                rows.push(cells(next));
            }
            blocks.push(Block::Table(cells(start), rows));
        } else {
            let mut whole = start.to_owned();
            while let Some(next) = lines.next_if(|line| goes_on(line)) {
                whole.push(' ');
                whole.push_str(next.trim());
            }
            blocks.push(Block::Paragraph(spans(&whole)));
        }
    }
    blocks
}

/// Whether a line belongs to the paragraph above it.
fn goes_on(line: &str) -> bool {
    let start = line.trim_start();
    let other = start.is_empty() || start.starts_with("```") || start.starts_with('|');
    !other && heading(start).is_none() && item(start).is_none() && !is_rule(start)
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let text = rest.strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level as u8, text.trim()))
}

fn item(line: &str) -> Option<(bool, &str)> {
    let plain = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(rest) = plain {
        return Some((false, rest.trim()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = rest.strip_prefix(". ")?;
    (rest.len() < line.len()).then_some((true, text.trim()))
}

fn is_rule(line: &str) -> bool {
    let marks = line.trim();
    marks.len() >= 3 && ['-', '*', '_'].iter().any(|mark| marks.chars().all(|c| c == *mark))
}

fn is_divider(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| "|-: ".contains(c))
}

fn cells(line: &str) -> Vec<Vec<Span>> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(|cell| spans(cell.trim())).collect()
}

/// The pieces of a line.
fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let found = marked(rest, "**", Span::Strong)
            .or_else(|| marked(rest, "__", Span::Strong))
            .or_else(|| marked(rest, "`", Span::Code))
            .or_else(|| marked(rest, "*", Span::Emphasis))
            .or_else(|| link(rest));
        match found {
            Some((span, after)) => {
                if !plain.is_empty() {
                    spans.push(Span::Text(std::mem::take(&mut plain)));
                }
                spans.push(span);
                rest = after;
            }
            None => {
                plain.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    if !plain.is_empty() {
        spans.push(Span::Text(plain));
    }
    spans
}

fn marked<'a>(text: &'a str, mark: &str, make: fn(String) -> Span) -> Option<(Span, &'a str)> {
    let (inner, after) = text.strip_prefix(mark)?.split_once(mark)?;
    let good = !inner.is_empty() && !inner.starts_with(' ') && !inner.ends_with(' ');
    good.then(|| (make(inner.to_owned()), after))
}

/// `[text](address)`, and AWS's `[button:text](address)`.
fn link(text: &str) -> Option<(Span, &str)> {
    let (name, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let name = name.strip_prefix("button:").unwrap_or(name);
    let name = name.strip_prefix("primary:").unwrap_or(name).to_owned();
    let safe = ["https://", "http://", "#/"].iter().any(|start| address.starts_with(start));
    let span = if safe { Span::Link(name, address.to_owned()) } else { Span::Text(name) };
    Some((span, after))
}
