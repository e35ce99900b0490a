//! A lab that somebody wrote for others: one text with the sections of a lab's file and, in
//! sections `--- text`, all that is said, in one language. What is not said has a stand-in.

use std::collections::BTreeMap;

use super::{Asks, Lab, LabError, read};
use crate::learn::progress::{goal_key, lab_key};

/// What such a lab is called in keys and addresses.
pub const ID: &str = "own";
/// The longest text that is read.
pub const MAX_TEXT: usize = 100_000;

/// A lab somebody wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// The lab.
    pub lab: Lab,
    /// What it says, by key.
    pub texts: BTreeMap<String, String>,
}

/// Reads such a text. A text that is said in several lines of one name has as many paragraphs.
///
/// # Errors
/// As [`Lab::parse`], and if it is too long.
pub fn read(source: &str) -> Result<Own, LabError> {
    if source.len() > MAX_TEXT {
        let message = format!("a lab has {MAX_TEXT} bytes at most");
        return Err(LabError { line: 1, message });
    }
    let sections = read::sections(source.trim_start_matches('\u{feff}'))?;
    let (said, file): (Vec<_>, Vec<_>) =
        sections.into_iter().partition(|section| section.head == ["text"]);
    let lab = Lab::of(ID, &file, None)?;
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    for section in &said {
        for (_, name, text) in section.pairs()? {
            let paragraphs = own.entry(lab_key(ID, &name)).or_default();
            let parts = [paragraphs.as_str(), &text].map(str::to_owned);
            *paragraphs = parts.join("\n").trim_start().to_owned();
        }
    }
    let mut texts = stand_ins(&lab);
    texts.extend(own);
    Ok(Own { lab, texts })
}

impl Own {
    /// What it is called.
    pub fn title(&self) -> &str {
        self.texts.get(&lab_key(ID, "title")).map(String::as_str).unwrap_or_default()
    }

    /// The texts as the file of a lab's texts has them.
    pub fn json(&self) -> String {
        serde_json::to_string(&self.texts).unwrap_or_default()
    }
}

/// What stands where the author has said nothing: names, and the lines themselves.
fn stand_ins(lab: &Lab) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::from([(lab_key(ID, "title"), ID.to_owned())]);
    for name in ["summary", "brief", "debrief"] {
        texts.insert(lab_key(ID, name), String::new());
    }
    for goal in &lab.goals {
        let mut say = |name: &str, text: String| texts.insert(goal_key(ID, &goal.id, name), text);
        say("title", goal.id.clone());
        for need in &goal.needs {
            say(&format!("need.{}", need.id), need.expect.clone());
        }
        for notice in &goal.notices {
            say(&format!("when.{}", notice.id), notice.when.join("; "));
        }
    }
    for row in &lab.predictions {
        let mut say = |name: &str, text: String| {
            texts.insert(lab_key(ID, &format!("predict.{}.{name}", row.id)), text)
        };
        say("ask", row.id.clone());
        say("why", String::new());
        if let Asks::Choice(choices) = &row.asks {
            for choice in choices {
                say(&format!("choice.{}", choice.id), choice.expect.clone());
            }
        }
    }
    for row in &lab.forbidden {
        texts.insert(lab_key(ID, &format!("forbidden.{}", row.id)), row.expect.clone());
    }
    for cause in &lab.causes {
        texts.insert(lab_key(ID, &format!("cause.{cause}")), cause.clone());
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "--- lab\nuser: admin\n--- text\ntitle: Night\nbrief: One.\nbrief: Two.\n\
        --- goal topic\nmade: expect topic night\n--- text\ngoal.topic.title: A topic\n\
        --- solution topic\naws sns create-topic --name night\n";

    #[test]
    fn a_text_holds_the_lab_and_what_it_says() {
        let own = read(SOURCE).unwrap();
        assert_eq!((own.title(), own.lab.id.as_str()), ("Night", ID));
        let said = |name: &str| own.texts.get(&lab_key(ID, name)).map(String::as_str);
        assert_eq!(said("brief"), Some("One.\nTwo."));
        assert_eq!(said("goal.topic.title"), Some("A topic"));
        assert_eq!(said("goal.topic.need.made"), Some("expect topic night"));
        assert_eq!(said("debrief"), Some(""));
    }

    #[test]
    fn faults_have_the_line_of_the_whole_text() {
        let wrong = format!("{SOURCE}--- texts\n");
        assert_eq!(read(&wrong).unwrap_err().line, 13);
        assert_eq!(read(&"#\n".repeat(MAX_TEXT)).unwrap_err().line, 1);
    }
}
