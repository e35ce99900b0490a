//! Users and roles that are gone or have another name, in policies that name them.
//!
//! AWS keeps the unique id of whom a policy names and shows the ARN for it, so that a policy
//! follows a user to another name and trusts nobody who is given the name of one that is gone. Here
//! the ARN stays in the policy until then, which comes to the same.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>

use super::policy::Policy;
use super::principal::Named;
use super::spanned::{Kind, Node, Span, read};

/// What stands for a user or a role from now on.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// The ARN that policies name.
    pub from: &'a str,
    /// The ARN it has now, or the unique id of one that is gone.
    pub to: &'a str,
}

impl Moved<'_> {
    /// Whether a policy names it.
    pub fn concerns(&self, policy: &Policy) -> bool {
        let named = policy.statements().iter().filter_map(|one| one.principals.as_ref());
        let mut names = named.flat_map(|principals| &principals.items);
        names.any(|name| matches!(name, Named::Arn(arn) if arn == self.from))
    }

    /// Brings a policy up to date, its text and what it means.
    pub fn rewrite(&self, text: &mut String, policy: &mut Policy) {
        if !self.concerns(policy) {
            return;
        }
        let other = self.text(text);
        if let Ok(read) = Policy::parse(&other) {
            (*text, *policy) = (other, read);
        }
    }

    /// The text of a policy, or of a single statement, as it reads now.
    pub fn text(&self, text: &str) -> String {
        let Some(root) = read(text) else { return text.to_owned() };
        let written = serde_json::Value::from(self.to).to_string();
        let mut spans = self.spans(&root);
        spans.sort_by_key(|span| span.start.offset);
        let mut spans = spans.into_iter().peekable();
        let mut other = String::with_capacity(text.len());
        for (c, offset) in text.chars().zip(0_i32..) {
            spans.next_if(|span| span.end.offset <= offset);
            match spans.peek() {
                Some(span) if span.start.offset == offset => other.push_str(&written),
                Some(span) if span.start.offset < offset => {}
                _ => other.push(c),
            }
        }
        other
    }

    /// Where it is named.
    fn spans(&self, root: &Node) -> Vec<Span> {
        let all = members(root, &["Statement"]);
        let statements = if all.is_empty() { vec![root] } else { each(all) };
        let elements = statements.into_iter().flat_map(|one| members(one, &PRINCIPALS));
        let names = elements.flat_map(|element| each(members(element, &["AWS"])));
        let named = |node: &&Node| matches!(&node.kind, Kind::Text(name) if name == self.from);
        names.filter(named).map(|node| node.span).collect()
    }
}

const PRINCIPALS: [&str; 2] = ["Principal", "NotPrincipal"];

/// The members of an object with one of these names.
fn members<'a>(node: &'a Node, names: &[&str]) -> Vec<&'a Node> {
    let Kind::Object(members) = &node.kind else { return Vec::new() };
    let asked = members.iter().filter(|(name, _)| names.contains(&name.as_str()));
    asked.map(|(_, value)| value).collect()
}

/// Values, and those in lists one by one.
fn each(values: Vec<&Node>) -> Vec<&Node> {
    values
        .into_iter()
        .flat_map(|value| match &value.kind {
            Kind::List(items) => items.iter().collect(),
            _ => vec![value],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_principals_are_rewritten_where_they_stand() {
        let old = "arn:aws:iam::111122223333:user/kim";
        let moved = Moved { from: old, to: "AIDAGONE" };
        let cases = [
            (
                r#"{ "Statement": {"Principal": {"AWS": "OLD"},  "Resource": "OLD"} }"#,
                r#"{ "Statement": {"Principal": {"AWS": "AIDAGONE"},  "Resource": "OLD"} }"#,
            ),
            (
                r#"{"Statement":[{"NotPrincipal":{"AWS":["OLD","OLD", "OLDER"]}}]}"#,
                r#"{"Statement":[{"NotPrincipal":{"AWS":["AIDAGONE","AIDAGONE", "OLDER"]}}]}"#,
            ),
            (
                r#"{"Principal":{"Service":"OLD","AWS":"OLD"}}"#,
                r#"{"Principal":{"Service":"OLD","AWS":"AIDAGONE"}}"#,
            ),
            (
                r#"{"Sid":"é","Principal":{"AWS":"OLD"},"Condition":{"x":"OLD"}}"#,
                r#"{"Sid":"é","Principal":{"AWS":"AIDAGONE"},"Condition":{"x":"OLD"}}"#,
            ),
            (r#"{"Principal":"*"}"#, r#"{"Principal":"*"}"#),
            ("no JSON", "no JSON"),
        ];
        for (text, expected) in cases {
            let [text, expected] = [text, expected].map(|text| text.replace("OLD", old));
            assert_eq!(moved.text(&text), expected);
        }
    }
}
