//! The learning layer: sessions, saves, links, labs.

mod bet;
mod checking;
mod drill;
pub mod exam;
mod fleet;
mod kept;
mod lab;
mod make;
mod saving;
mod scenarios;
mod session;

use serde_json::{Value, json};
use watchtrail::learn::{Lab, Session};
use watchtrail::services::Request;
use watchtrail::sim::{Setup, Span, Watch};
use watchtrail::text::{Lang, Texts};

/// A request, which must be well-formed.
pub fn request(service: &str, op: &str, input: Value) -> Request {
    Request::decode(service, op, input).unwrap()
}

/// Makes a topic.
pub fn create_topic(name: &str) -> Request {
    request("sns", "CreateTopic", json!({ "Name": name }))
}

/// A session without goals.
pub fn sandbox() -> Session {
    Session::sandbox(Setup::default())
}

/// Every text of a language.
pub fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    for path in crate::support::files(&format!("static/text/{}", lang.code()), ".json") {
        texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    }
    texts
}

/// Lets time pass.
pub fn sleep(session: &mut Session, minutes: i64) {
    let until = session.live().now() + Span::mins(minutes);
    session.advance(until, u32::MAX, Watch::Nothing, &Texts::new(Lang::En));
}

/// A lab of ours.
pub fn lab(id: &str) -> Lab {
    Lab::parse(id, &crate::support::read(&format!("static/labs/{id}.lab"))).unwrap()
}

/// The first lab at its beginning.
pub fn first_alert() -> Session {
    Session::lab(lab("first-alert"), &texts(Lang::En)).unwrap()
}
