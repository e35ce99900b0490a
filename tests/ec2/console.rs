//! What an instance says on its console, and when that is told.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::{launch, on, refusal};
use crate::support::Lab;

fn output(lab: &mut Lab, id: &str, latest: bool) -> Value {
    lab.ok("ec2", "GetConsoleOutput", json!({ "InstanceId": id, "Latest": latest }))
}

/// Feature row "console output".
#[test]
fn a_boot_is_told_of_after_a_while_and_the_latest_at_once() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let empty = json!({ "InstanceId": id, "Timestamp": "2025-01-06T00:00:00+00:00", "Output": "" });
    assert_eq!(output(&mut lab, &id, false), empty);
    // It runs after 20 seconds, and its system has not come far.
    lab.sleep(Span::secs(26));
    assert_eq!(output(&mut lab, &id, false)["Output"], "");
    let latest = output(&mut lab, &id, true);
    let said = latest["Output"].as_str().unwrap();
    assert!(said.starts_with("[    0.000000] Linux version 5.10."), "{said}");
    assert!(said.contains("running 'init-local'") && !said.contains("finished at"), "{said}");
    lab.sleep(Span::secs(174));
    let posted = output(&mut lab, &id, false);
    assert_eq!(posted["Timestamp"], "2025-01-06T00:03:20+00:00");
    let said = posted["Output"].as_str().unwrap();
    assert!(said.contains("finished at Mon, 06 Jan 2025 00:00:32 +0000."), "{said}");
    assert!(said.contains("BEGIN SSH HOST KEY FINGERPRINTS"), "{said}");
    on(&mut lab, "RebootInstances", &id);
    assert_eq!(output(&mut lab, &id, false), posted, "until the next is posted");
    lab.sleep(Span::mins(5));
    let again = output(&mut lab, &id, false);
    let said = again["Output"].as_str().unwrap();
    assert!(said.contains("finished at Mon, 06 Jan 2025 00:03:"), "{said}");
    assert!(!said.contains("FINGERPRINTS"), "the host is known by now: {said}");
    let none = json!({ "InstanceId": "i-0123456789abcdef0" });
    assert_eq!(
        refusal(&lab.fails("ec2", "GetConsoleOutput", none), "i-0123456789abcdef0"),
        "InvalidInstanceID.NotFound The instance ID 'ID' does not exist"
    );
}
