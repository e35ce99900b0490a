//! The operators: `{"prefix": "a"}`.

use super::super::Fault;
use super::super::address::Block;
use super::super::ground::Scalar;
use super::super::leaf::Leaf;
use super::super::tokens::Kind;
use super::super::wildcard::Wildcard;
use super::Reader;

const ONE: &str = "Only one key allowed in match expression";
const TOO_MANY: &str = "Too many elements in numeric expression";

impl Reader {
    /// What stands behind the `{` of an operator.
    pub(super) fn expression(&mut self) -> Result<Leaf, Fault> {
        let Kind::Name(name) = self.next()?.kind else {
            return self.fault("Match expression name not found");
        };
        let not_text = format!("{name} match pattern must be a string");
        let leaf = match name.as_str() {
            "exactly" => Leaf::Is(Scalar::Text(self.text("exact match pattern must be a string")?)),
            "prefix" | "suffix" => self.end_of_text(&name)?,
            "numeric" => {
                self.expect(&Kind::Array, "Value of numeric must be an array.")?;
                let range = self.numeric()?;
                self.expect(&Kind::ObjectEnd, TOO_MANY)?;
                return Ok(range);
            }
            "anything-but" => return self.anything_but(),
            "exists" => match self.next()?.kind {
                Kind::Bool(there) => Leaf::Exists(there),
                _ => return self.fault("exists match pattern must be either true or false."),
            },
            // It is called so there.
            "cidr" => {
                let text = self.text("prefix match pattern must be a string")?;
                let block = Block::parse(&text).map_err(|text| Fault { text, column: None })?;
                Leaf::Address(block)
            }
            "equals-ignore-case" => Leaf::Fold(self.text(&not_text)?),
            "wildcard" => Leaf::Wildcard(self.wildcard(&not_text)?),
            _ => return self.fault(format!("Unrecognized match type {name}")),
        };
        self.expect(&Kind::ObjectEnd, ONE)?;
        Ok(leaf)
    }

    fn wildcard(&mut self, otherwise: &str) -> Result<Wildcard, Fault> {
        let text = self.text(otherwise)?;
        Wildcard::parse(&text).or_else(|fault| self.fault_of_text(fault))
    }

    /// A beginning or an end: a text, or one in capitals or not.
    fn end_of_text(&mut self, name: &str) -> Result<Leaf, Fault> {
        let (text, fold) = match self.next()?.kind {
            Kind::Text(text) => (text, false),
            Kind::Object => {
                let Kind::Name(inner) = self.next()?.kind else {
                    let name = if name == "prefix" { "Prefix" } else { "Suffix" };
                    return self.fault(format!("{name} expression name not found"));
                };
                if inner != "equals-ignore-case" {
                    return self.fault(format!("Unsupported {name} pattern: {inner}"));
                }
                let text = self.text("equals-ignore-case match pattern must be a string")?;
                self.expect(&Kind::ObjectEnd, ONE)?;
                (text, true)
            }
            _ => return self.fault(format!("{name} match pattern must be a string")),
        };
        Ok(end_leaf(name, text, fold))
    }

    /// Anything but a value, one of several, or what another operator says.
    fn anything_but(&mut self) -> Result<Leaf, Fault> {
        let leaves = match self.next()?.kind {
            Kind::Object => {
                let leaves = self.anything_but_text()?;
                self.expect(&Kind::ObjectEnd, TOO_MANY)?;
                leaves
            }
            Kind::Array => self.values()?,
            Kind::Text(text) => vec![Leaf::Is(Scalar::Text(text))],
            Kind::Number(text) => vec![Leaf::Is(Scalar::Number(text))],
            _ => {
                let why = "Value of anything-but must be an array or single string/number value.";
                return self.fault(why);
            }
        };
        self.expect(&Kind::ObjectEnd, TOO_MANY)?;
        Ok(Leaf::AnythingBut(leaves))
    }

    /// The values of a list: all text or all numbers.
    fn values(&mut self) -> Result<Vec<Leaf>, Fault> {
        let (mut leaves, mut texts) = (Vec::new(), 0);
        loop {
            match self.next()?.kind {
                Kind::ArrayEnd => break,
                Kind::Text(text) => {
                    texts += 1;
                    leaves.push(Leaf::Is(Scalar::Text(text)));
                }
                Kind::Number(text) => leaves.push(Leaf::Is(Scalar::Number(text))),
                _ => {
                    let why = "Inside anything but list, start|null|boolean is not supported.";
                    return self.fault(why);
                }
            }
        }
        if leaves.is_empty() || (texts > 0 && texts < leaves.len()) {
            return self.fault(
                "Inside anything but list, either all values are number or string, mixed type is \
                 not supported",
            );
        }
        Ok(leaves)
    }

    /// `{"anything-but": {"prefix": …}}`: what stands behind the second `{`.
    fn anything_but_text(&mut self) -> Result<Vec<Leaf>, Fault> {
        let Kind::Name(name) = self.next()?.kind else {
            return self.fault("Anything-But expression name not found");
        };
        if !["equals-ignore-case", "prefix", "suffix", "wildcard"].contains(&name.as_str()) {
            return self.fault(format!("Unsupported anything-but pattern: {name}"));
        }
        let not_text = format!("{name} match pattern must be a string");
        let one = |reader: &Reader, text: String| match name.as_str() {
            "equals-ignore-case" => Ok(Leaf::Fold(text)),
            "wildcard" => Wildcard::parse(&text)
                .map(Leaf::Wildcard)
                .or_else(|fault| reader.fault_of_text(fault)),
            _ if text.is_empty() => reader.fault_of_text("Null prefix/suffix not allowed"),
            _ => Ok(end_leaf(&name, text, false)),
        };
        let mut leaves = Vec::new();
        match self.next()?.kind {
            Kind::Text(text) => leaves.push(one(self, text)?),
            Kind::Array => loop {
                match self.next()?.kind {
                    Kind::ArrayEnd => break,
                    Kind::Text(text) => leaves.push(one(self, text)?),
                    _ => return self.fault(not_text),
                }
            },
            _ => return self.fault(not_text),
        }
        Ok(leaves)
    }
}

fn end_leaf(name: &str, text: String, fold: bool) -> Leaf {
    match name {
        "prefix" => Leaf::Prefix { text, fold },
        _ => Leaf::Suffix { text, fold },
    }
}
