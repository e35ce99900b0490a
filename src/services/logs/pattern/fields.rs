//! Patterns in brackets: fields apart by blanks.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-delimited-log-events>

use super::Extracted;
use super::scan::Scan;
use super::wanted::{Op, Wanted};

/// The fields of a line, in order.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Fields {
    items: Vec<Item>,
    /// Where any number of fields may stand, before the item of this place.
    gap: Option<usize>,
}

/// A field: its name, and ways of which one must fit, each with all it asks for.
#[derive(Clone, Debug, PartialEq, Hash)]
struct Item {
    name: String,
    ways: Vec<Vec<(Op, Wanted)>>,
}

/// Reads what follows the opening bracket, up to the closing one.
pub fn parse(scan: &mut Scan<'_>) -> Option<Fields> {
    let mut fields = Fields { items: Vec::new(), gap: None };
    loop {
        if scan.next("...") {
            let at = fields.items.len();
            if fields.gap.replace(at).is_some() {
                return None;
            }
        } else {
            fields.items.push(item(scan)?);
        }
        if !scan.next(",") {
            return scan.eat("]").then_some(fields);
        }
    }
}

fn item(scan: &mut Scan<'_>) -> Option<Item> {
    let open = scan.next("(");
    let in_name = |c: char| c.is_alphanumeric() || "_-$".contains(c);
    scan.blanks();
    let name = scan.run(in_name).trim_start_matches('$').to_owned();
    let mut ways = Vec::new();
    if let Some(op) = Op::parse(scan) {
        let mut way = vec![(op, Wanted::parse(scan, "),]&|")?)];
        loop {
            let or = scan.next("||");
            if !or && !scan.eat("&&") {
                break;
            }
            scan.blanks();
            // The name is said again.
            if scan.run(in_name).trim_start_matches('$') != name {
                return None;
            }
            let ask = (Op::parse(scan)?, Wanted::parse(scan, "),]&|")?);
            match or {
                true => ways.push(std::mem::replace(&mut way, vec![ask])),
                false => way.push(ask),
            }
        }
        ways.push(way);
    }
    (!open || scan.next(")")).then_some(Item { name, ways })
}

/// A field, and the line from it on.
struct Field<'a> {
    text: &'a str,
    rest: &'a str,
}

/// The fields of a line. What stands in brackets or quotation marks is one.
pub fn split(line: &str) -> impl Iterator<Item = &str> {
    fields(line).into_iter().map(|field| field.text)
}

/// The same, each with what follows it.
fn fields(line: &str) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let closed = |open: char, close: char| rest.strip_prefix(open)?.split_once(close);
        let blank = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (text, tail) = closed('"', '"').or_else(|| closed('[', ']')).unwrap_or(blank);
        fields.push(Field { text, rest });
        rest = tail.trim_start();
    }
    fields
}

impl Fields {
    /// The fields of a line under their names, if it has them and they fit. The last name takes
    /// what is left of the line.
    pub fn extract(&self, line: &str) -> Option<Extracted> {
        let fields = fields(line);
        let extra = fields.len().checked_sub(self.items.len())?;
        let mut found = Extracted::new();
        let mut items = self.items.iter().enumerate();
        let mut next = items.next();
        for (at, field) in fields.iter().enumerate() {
            let in_gap = self.gap.is_some_and(|gap| (gap..gap + extra).contains(&at));
            let Some((nth, item)) = next.filter(|_| !in_gap) else {
                if self.gap.is_none() {
                    break;
                }
                found.insert(format!("${}", at + 1), field.text.to_owned());
                continue;
            };
            let takes_rest = self.gap.is_none() && extra > 0 && nth + 1 == self.items.len();
            let text = if takes_rest { field.rest } else { field.text };
            if !item.fits(text) {
                return None;
            }
            let name = if item.name.is_empty() { (at + 1).to_string() } else { item.name.clone() };
            found.insert(format!("${name}"), text.to_owned());
            next = items.next();
        }
        Some(found)
    }
}

impl Item {
    fn fits(&self, text: &str) -> bool {
        let fits = |(op, wanted): &(Op, Wanted)| wanted.fits_field(*op, text);
        self.ways.is_empty() || self.ways.iter().any(|way| way.iter().all(fits))
    }
}
