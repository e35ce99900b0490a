//! Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>

use std::borrow::Cow;

use super::context::{Context, Values};
use super::glob::ESCAPE;

/// Text of a policy in which variables may stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    written: String,
    /// Empty when no variable is in it.
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    /// Text as it stands.
    Text(String),
    /// `${*}`, `${?}`, `${$}`: a character without its special meaning.
    Literal(char),
    /// The value of a key (in small letters), or the default.
    Key { key: String, default: Option<String> },
}

/// What the filled-in text is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Compared as it is.
    Text,
    /// Matched with [`super::glob`], where what variables bring must not act as a wildcard.
    Pattern,
}

impl Template {
    /// Text in which nothing is a variable: policies older than 2012-10-17.
    pub fn plain(written: &str) -> Template {
        Template { written: written.to_owned(), parts: Vec::new() }
    }

    /// Text with variables.
    pub fn parse(written: &str) -> Template {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((inside, behind)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(variable(inside));
            rest = behind;
        }
        if !parts.is_empty() && !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Template { written: written.to_owned(), parts }
    }

    /// The text as the policy has it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The keys of its variables, as written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let inside = if self.parts.is_empty() { "" } else { self.written.as_str() };
        let named = inside.split("${").skip(1).filter_map(|rest| rest.split_once('}'));
        let named = named.map(|(name, _)| name.split(',').next().unwrap_or(name).trim());
        named.filter(|name| !matches!(*name, "*" | "?" | "$"))
    }

    /// The text with its variables filled in; `None` when one has neither value nor default, and
    /// then the text matches nothing.
    pub fn fill(&self, context: &dyn Context, purpose: Use) -> Option<Cow<'_, str>> {
        if self.parts.is_empty() {
            return Some(Cow::Borrowed(&self.written));
        }
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(fixed) => text.push_str(fixed),
                Part::Literal(c) => push(&mut text, *c, purpose),
                Part::Key { key, default } => {
                    let found = match context.get(key) {
                        Some(Values::One(value)) => Some(value),
                        // A multivalued key cannot be used as a variable.
                        Some(Values::Many(_)) | None => None,
                    };
                    let value = found.or_else(|| default.as_deref().map(Cow::Borrowed))?;
                    value.chars().for_each(|c| push(&mut text, c, purpose));
                }
            }
        }
        Some(Cow::Owned(text))
    }
}

fn push(text: &mut String, c: char, purpose: Use) {
    if purpose == Use::Pattern && matches!(c, '*' | '?') {
        text.push(ESCAPE);
    }
    text.push(c);
}

/// What stands between the braces.
fn variable(inside: &str) -> Part {
    match inside {
        "*" => Part::Literal('*'),
        "?" => Part::Literal('?'),
        "$" => Part::Literal('$'),
        _ => {
            let (key, default) = match inside.split_once(',') {
                Some((key, default)) => (key, unquoted(default.trim())),
                None => (inside, None),
            };
            Part::Key { key: key.trim().to_ascii_lowercase(), default }
        }
    }
}

fn unquoted(text: &str) -> Option<String> {
    text.strip_prefix('\'')?.strip_suffix('\'').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn fills_in_values_defaults_and_characters() {
        let mut context = BTreeMap::new();
        context.insert("aws:username".to_owned(), vec!["minsu".to_owned()]);
        context.insert("aws:principaltag/odd".to_owned(), vec!["a*b".to_owned()]);
        context.insert("aws:tagkeys".to_owned(), vec!["a".to_owned(), "b".to_owned()]);
        for (text, purpose, expected) in [
            ("no variable", Use::Text, Some("no variable")),
            ("home/${aws:username}/*", Use::Pattern, Some("home/minsu/*")),
            ("${AWS:UserName}${$}${?}${*}", Use::Text, Some("minsu$?*")),
            ("${*}${?}", Use::Pattern, Some("\u{1}*\u{1}?")),
            ("${aws:PrincipalTag/odd}", Use::Pattern, Some("a\u{1}*b")),
            ("${aws:PrincipalTag/team, 'all of us'}", Use::Text, Some("all of us")),
            ("${aws:username, 'nobody'}", Use::Text, Some("minsu")),
            ("${aws:PrincipalTag/team}", Use::Text, None),
            ("${aws:TagKeys}", Use::Text, None),
            ("${unclosed", Use::Text, Some("${unclosed")),
        ] {
            let template = Template::parse(text);
            assert_eq!(template.fill(&context, purpose).as_deref(), expected, "{text}");
            assert_eq!(template.written(), text);
        }
        let text = Template::parse("a/${aws:UserName}/${*}/${aws:PrincipalTag/x, 'y'}");
        assert_eq!(text.keys().collect::<Vec<_>>(), ["aws:UserName", "aws:PrincipalTag/x"]);
        let old = Template::plain("${aws:username}");
        assert_eq!(old.keys().count(), 0);
        assert_eq!(old.fill(&context, Use::Text).as_deref(), Some("${aws:username}"));
    }
}
