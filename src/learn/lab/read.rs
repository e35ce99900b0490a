//! How a lab file is read: sections, and what stands in them.

use super::{Asks, LabError, Need, Notice, Par, Prediction};

/// A section: its heading's words, and its lines.
pub(super) struct Section<'a> {
    line: usize,
    pub head: Vec<&'a str>,
    body: Vec<(usize, &'a str)>,
}

impl Section<'_> {
    /// What is wrong with the heading.
    pub fn error(&self, message: &str) -> LabError {
        let message = format!("{message}, found `{}`", self.head.join(" "));
        LabError { line: self.line, message }
    }

    /// The lines as a script, without the blank ones at its ends.
    pub fn script(&self) -> String {
        let lines: Vec<&str> = self.body.iter().map(|(_, line)| *line).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }

    /// Lines `name: value`; blank lines and `#` comments are passed over.
    pub fn pairs(&self) -> Result<Vec<(usize, String, String)>, LabError> {
        let lines = self.body.iter().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let pair = |(line, text): &(usize, &str)| match text.split_once(": ") {
            Some((name, value)) => Ok((*line, name.trim().to_owned(), value.trim().to_owned())),
            None => {
                let message = format!("expected `name: value`, found `{text}`");
                Err(LabError { line: *line, message })
            }
        };
        lines.map(pair).collect()
    }

    /// The heading without, and the words behind, the last part that begins with this word.
    pub fn split(&self, at: &str) -> (&[&str], &[&str]) {
        split(&self.head, at)
    }

    /// Lines `id: expect …`.
    pub fn needs(&self) -> Result<Vec<Need>, LabError> {
        let needs = self.pairs()?.into_iter();
        Ok(needs.map(|(_, id, expect)| Need { id, expect }).collect())
    }

    /// Lines `id: expect …`; those of one id go together.
    pub fn notices(&self) -> Result<Vec<Notice>, LabError> {
        let mut notices: Vec<Notice> = Vec::new();
        for Need { id, expect } in self.needs()? {
            match notices.iter_mut().find(|notice| notice.id == id) {
                Some(notice) => notice.when.push(expect),
                None => notices.push(Notice { id, when: vec![expect] }),
            }
        }
        Ok(notices)
    }

    /// What is good enough for a star.
    pub fn par(&self) -> Result<Par, LabError> {
        let mut par = Par::default();
        for (line, name, value) in self.pairs()? {
            let fail = |message: String| LabError { line, message };
            let whole = || value.parse::<u64>().map_err(|_| fail(format!("{name} is a number")));
            match name.as_str() {
                "calls" => par.calls = whole()?,
                "minutes" => par.minutes = whole()?,
                "hints" => par.hints = whole()?,
                "cost" => {
                    let dollars = value.parse::<f64>().ok().filter(|n| (0.0..1e6).contains(n));
                    let dollars = dollars.ok_or_else(|| fail("cost is in dollars".to_owned()))?;
                    par.cost = (dollars * 1e6).round() as u64;
                }
                _ => {
                    let known = "expected calls, minutes, cost or hints";
                    return Err(fail(format!("{known}, found `{name}`")));
                }
            }
        }
        Ok(par)
    }

    /// A question about what will happen.
    pub fn prediction(&self, id: &str) -> Result<Prediction, LabError> {
        let (mut once, mut reveal, mut choices) = (Vec::new(), None, Vec::new());
        let (mut between, mut event, mut stops, mut alarm) = (None, None, true, None);
        for (line, name, value) in self.pairs()? {
            match name.split_whitespace().collect::<Vec<_>>().as_slice() {
                ["once"] => once.push(value),
                ["reveal"] => reveal = Some(value),
                ["event"] => event = Some(value),
                ["alarm"] => alarm = Some(value),
                ["clock"] if value == "runs" => stops = false,
                ["choice", id] => choices.push(Need { id: (*id).to_owned(), expect: value }),
                ["between"] => {
                    let message = "expected `between: 05:00 05:40 every 1`".to_owned();
                    between = Some(minutes(&value).ok_or(LabError { line, message })?);
                }
                _ => {
                    let known = "once, reveal, choice ID, between, event, alarm or `clock: runs`";
                    let message = format!("expected {known}, found `{name}`");
                    return Err(LabError { line, message });
                }
            }
        }
        let asks = match (between, event, reveal.is_some(), choices.len()) {
            (Some((from, to, every)), Some(event), _, 0) => {
                Asks::Minute { between: (from, to), every, event }
            }
            (None, None, true, 2..) if alarm.is_none() => Asks::Choice(choices),
            _ => {
                let wanted = "expected `reveal` and two choices, or `between` and `event`, with \
                    which an `alarm` may stand";
                return Err(self.error(wanted));
            }
        };
        Ok(Prediction { id: id.to_owned(), once, reveal, stops, alarm, asks })
    }
}

/// `05:00 05:40 every 1`.
fn minutes(value: &str) -> Option<(String, String, u32)> {
    match value.split_whitespace().collect::<Vec<_>>().as_slice() {
        [from, to, "every", every] => {
            let every = every.parse().ok().filter(|n| *n > 0)?;
            Some(((*from).to_owned(), (*to).to_owned(), every))
        }
        _ => None,
    }
}

/// The words before this one, and those behind it.
pub(super) fn split<'w, 'a>(words: &'w [&'a str], at: &str) -> (&'w [&'a str], &'w [&'a str]) {
    let place = words.iter().position(|word| *word == at).unwrap_or(words.len());
    let (before, rest) = words.split_at(place);
    (before, rest.split_first().map(|(_, rest)| rest).unwrap_or_default())
}

/// The sections of a file.
pub(super) fn sections(text: &str) -> Result<Vec<Section<'_>>, LabError> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (i, text) in text.lines().enumerate() {
        let line = i + 1;
        if let Some(head) = text.strip_prefix("--- ") {
            let head = head.split_whitespace().collect();
            sections.push(Section { line, head, body: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            section.body.push((line, text));
        } else if !text.trim().is_empty() && !text.starts_with('#') {
            let message = format!("expected a section `--- …`, found `{text}`");
            return Err(LabError { line, message });
        }
    }
    Ok(sections)
}
