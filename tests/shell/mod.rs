//! Tests of the shell: the grammar, running, `expect`, the command line.

mod bounds;
mod command_line;
mod files;
mod grammar;
mod running;

use watchtrail::text::{Lang, Texts};

/// All texts of a language.
pub fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    for path in crate::support::files(&format!("static/text/{}", lang.code()), ".json") {
        texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    }
    texts
}
