//! Links that teachers give: the page opened at a lab or in a drill, with a seed, in a language,
//! without the frame around it. What they ask for stands in the address before the `#`.

use std::fmt::Write as _;

use super::home::{LABS, is_lab};
use crate::learn::drill::Code;
use crate::text::{Lang, Texts};

/// The key of what is said of a lab that there is not.
pub const NO_LAB: &str = "app.asked.lab";

/// What a link asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The lab to begin with.
    pub lab: Option<String>,
    /// The incident drill to begin with.
    pub drill: Option<Code>,
    /// What worlds are drawn from.
    pub seed: Option<u64>,
    /// The language.
    pub lang: Option<Lang>,
    /// Whether the page is shown without its frame.
    pub embed: bool,
    /// What could not be understood.
    pub faults: Vec<Fault>,
}

/// Something that could not be understood: the key of what is said of it, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key.
    pub key: &'static str,
    /// What was found.
    pub found: String,
}

/// Reads what stands behind `?`. Names that are not ours are let be: others add theirs to links.
pub fn read(search: &str) -> Asked {
    let mut asked = Asked::default();
    let text = search.strip_prefix('?').unwrap_or(search);
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let found = crate::view::route::decoded(value);
        let mut fault = |key| asked.faults.push(Fault { key, found: found.clone() });
        match name {
            "lab" if is_lab(&found) => asked.lab = Some(found),
            "lab" => fault(NO_LAB),
            "drill" => match Code::parse(&found) {
                Some(code) => asked.drill = Some(code),
                None => fault("app.asked.drill"),
            },
            "seed" => match found.parse() {
                Ok(seed) => asked.seed = Some(seed),
                Err(_) => fault("app.asked.seed"),
            },
            "lang" => match Lang::ALL.into_iter().find(|lang| lang.code() == found) {
                Some(lang) => asked.lang = Some(lang),
                None => fault("app.asked.lang"),
            },
            "embed" => match found.as_str() {
                "1" => asked.embed = true,
                "0" => asked.embed = false,
                _ => fault("app.asked.embed"),
            },
            _ => {}
        }
    }
    asked.settle();
    asked
}

impl Asked {
    /// One thing can be begun: a lab, or a drill, whose code is all that it is drawn from.
    fn settle(&mut self) {
        let Some(code) = self.drill else { return };
        if self.lab.is_some() {
            self.drill = None;
            self.faults.push(Fault { key: "app.asked.drill-and-lab", found: code.to_string() });
        } else if let Some(seed) = self.seed.take() {
            self.faults.push(Fault { key: "app.asked.drill-and-seed", found: seed.to_string() });
        }
    }

    /// The address that asks for this; `base` is that of the page itself.
    pub fn link(&self, base: &str) -> String {
        let mut pairs = Vec::new();
        pairs.extend(self.lab.as_ref().map(|lab| format!("lab={lab}")));
        pairs.extend(self.drill.map(|code| format!("drill={code}")));
        pairs.extend(self.seed.map(|seed| format!("seed={seed}")));
        pairs.extend(self.lang.map(|lang| format!("lang={}", lang.code())));
        pairs.extend(self.embed.then(|| "embed=1".to_owned()));
        let base = base.split(['?', '#']).next().unwrap_or_default();
        match pairs.is_empty() {
            true => base.to_owned(),
            false => format!("{base}?{}", pairs.join("&")),
        }
    }

    /// What puts it into a page of one's own.
    pub fn frame(&self, base: &str, title: &str) -> String {
        let mut text = String::new();
        let plain = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
        let (link, title) = (plain(&self.link(base)), plain(title));
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "<iframe src=\"{link}\" title=\"{title}\" width=\"100%\" height=\"720\" \
             allow=\"clipboard-write\"></iframe>"
        );
        text
    }
}

/// The labs that a link can ask for: each with its title.
pub fn labs(texts: &Texts) -> Vec<(String, String)> {
    let title = |lab: &str| texts.t(&format!("home.lab.{lab}.title")).to_owned();
    LABS.iter().map(|(lab, _)| ((*lab).to_owned(), title(lab))).collect()
}
