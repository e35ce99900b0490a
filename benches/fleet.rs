//! The large world of `watchtrail fleet` as a page runs it: `cargo xtask fleet`.

use watchtrail::learn::fleet::Fleet;
use watchtrail::sim::Setup;

/// 1,000 alarms over 90 days of minutes: 129.6 million evaluations.
const FLEET: Fleet = Fleet { instances: 1000, alarms: 1000, days: 90, period_secs: 60 };

fn main() {
    match FLEET.run(Setup::default()) {
        Ok(outcome) => say(&format!(
            "{} evaluations, {} transitions, digest {}",
            outcome.evaluations, outcome.transitions, outcome.digest
        )),
        Err(problem) => say(&problem),
    }
}

#[cfg(target_arch = "wasm32")]
fn say(line: &str) {
    let body = web_sys::window().and_then(|window| window.document()?.body());
    if let Some(body) = body {
        body.set_text_content(Some(line));
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn say(line: &str) {
    println!("{line}");
}
