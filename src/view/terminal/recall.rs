//! Going back through what was typed, as the arrow keys do.

/// A place in what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recall {
    /// How many lines back; 0 is the line that is being typed.
    back: usize,
    /// That line.
    draft: String,
}

impl Recall {
    /// The line before. `None` if there is none.
    pub fn up(&mut self, history: &[String], now: &str) -> Option<String> {
        let line = history.iter().rev().nth(self.back)?;
        if self.back == 0 {
            self.draft = now.to_owned();
        }
        self.back += 1;
        Some(line.clone())
    }

    /// The line after; at last the one that was being typed.
    pub fn down(&mut self, history: &[String]) -> Option<String> {
        let back = self.back.checked_sub(1)?;
        self.back = back;
        match back.checked_sub(1) {
            None => Some(std::mem::take(&mut self.draft)),
            Some(nth) => history.iter().rev().nth(nth).cloned(),
        }
    }

    /// Something was typed or sent: begin anew.
    pub fn reset(&mut self) {
        *self = Recall::default();
    }
}
