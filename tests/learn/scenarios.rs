//! K: the labs that were asked for are there, each under its scenario.

use watchtrail::view::home::LABS;

/// A scenario, and the lab that plays it.
const PLAYED: [(&str, &str); 29] = [
    ("S01", "first-alert"),
    ("S02", "watches-nothing"),
    ("S03", "where-is-memory"),
    ("S04", "one-minute-dream"),
    ("S05", "average-lies"),
    ("S06", "zoom-and-age"),
    ("S07", "late-arrival"),
    ("S08", "wrong-region-bill"),
    ("S09", "count-and-rate"),
    ("S10", "shape-of-the-week"),
    ("S11", "queue-grows"),
    ("S12", "silence"),
    ("S14", "two-of-three"),
    ("S15", "who-stopped-it"),
    ("S16", "follow-the-role"),
    ("S17", "told-once"),
    ("S18", "heal-or-kill"),
    ("S19", "small-edit"),
    ("S20", "mailbox-empty"),
    ("S22", "one-page-not-many"),
    ("S25", "text-to-number"),
    ("S31", "many-accounts"),
    ("S32", "read-the-object"),
    ("S33", "unused-region"),
    ("S34", "root-at-midnight"),
    ("S35", "bucket-says-no"),
    ("S36", "tampered-file"),
    ("S38", "least-for-the-auditor"),
    ("S39", "cost-of-watching"),
];

#[test]
fn every_scenario_has_its_lab() {
    for (scenario, lab) in PLAYED {
        assert!(LABS.iter().any(|(id, _)| *id == lab), "{scenario}: no lab {lab}");
    }
    let mut played: Vec<&str> = PLAYED.iter().map(|(_, lab)| *lab).collect();
    let mut all: Vec<&str> = LABS.iter().map(|(id, _)| *id).collect();
    played.sort_unstable();
    all.sort_unstable();
    assert_eq!(played, all, "a lab plays a scenario");
}
