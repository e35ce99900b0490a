//! Events side by side: every member of their records, and where they differ.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html>

use serde_json::Value;

/// So many events can be compared.
pub const MOST: usize = 5;

/// Events, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Ids and names of the events, in the order in which they were chosen.
    pub events: Vec<(String, String)>,
    /// A row a member: its name, and what each event has there.
    pub rows: Vec<Member>,
}

/// One member of the records.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name, with those around it: `userIdentity.userName`.
    pub name: String,
    /// What each event has; nothing where it has no such member.
    pub values: Vec<Option<String>>,
    /// Whether they differ.
    pub differs: bool,
}

/// Compares records; nothing if there are fewer than two.
pub fn beside(records: &[(String, String, Value)]) -> Option<Beside> {
    if records.len() < 2 {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    let flat: Vec<Vec<(String, String)>> = records
        .iter()
        .map(|(_, _, record)| {
            let mut members = Vec::new();
            flatten(String::new(), record, &mut members);
            members
        })
        .collect();
    for members in &flat {
        let mut before = 0;
        for (name, _) in members {
            // A member that only later records have stands where it stands in them.
            match names.iter().position(|known| known == name) {
                Some(place) => before = place + 1,
                None => {
                    names.insert(before.min(names.len()), name.clone());
                    before += 1;
                }
            }
        }
    }
    let row = |name: String| {
        let value = |members: &Vec<(String, String)>| {
            members.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        };
        let values: Vec<Option<String>> = flat.iter().map(value).collect();
        let differs = values.windows(2).any(|pair| matches!(pair, [one, other] if one != other));
        Member { name, values, differs }
    };
    Some(Beside {
        events: records.iter().map(|(id, name, _)| (id.clone(), name.clone())).collect(),
        rows: names.into_iter().map(row).collect(),
    })
}

fn flatten(name: String, value: &Value, found: &mut Vec<(String, String)>) {
    let under = |part: &str| {
        if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") }
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(part, value)| flatten(under(part), value, found));
        }
        Value::Array(items) if !items.is_empty() => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(i, value)| flatten(under(&i.to_string()), value, found));
        }
        Value::String(text) => found.push((name, text.clone())),
        other => found.push((name, other.to_string())),
    }
}
