//! Links for teachers, and what a learner can hand in.

use serde_json::{Value, json};
use watchtrail::learn::drill::Code;
use watchtrail::learn::drill::sheet::Done;
use watchtrail::learn::exam::progress::Progress;
use watchtrail::learn::kept::{Labs, Learnt};
use watchtrail::text::Lang;
use watchtrail::view::home::LABS;
use watchtrail::view::statements::statements;
use watchtrail::view::teach::{Asked, Fault, read};

/// row: Embed, report, xAPI/SCORM
#[test]
fn a_link_says_what_to_begin_with() {
    let asked = Asked {
        lab: Some("two-of-three".to_owned()),
        drill: None,
        seed: Some(42),
        lang: Some(Lang::Ko),
        embed: true,
        faults: Vec::new(),
    };
    let link = asked.link("https://example.org/w/?lab=old#/labs");
    assert_eq!(link, "https://example.org/w/?lab=two-of-three&seed=42&lang=ko&embed=1");
    assert_eq!(read("?lab=two-of-three&seed=42&lang=ko&embed=1"), asked);
    assert_eq!(Asked::default().link("https://example.org/w/#/"), "https://example.org/w/");
    for search in ["", "?", "?utm_source=mail&fbclid=x", "?embed=0"] {
        assert_eq!(read(search), Asked::default(), "{search}");
    }
    for (lab, _) in LABS {
        assert_eq!(read(&format!("?lab={lab}")).lab.as_deref(), Some(lab));
    }
    let drill = Asked { drill: Code::new(2, 4711), ..Asked::default() };
    assert_eq!(drill.link("https://example.org/w/"), "https://example.org/w/?drill=2-4711");
    assert_eq!(read("?drill=2-4711"), drill);
    let frame = asked.frame("https://example.org/w/", "M \"of\" N");
    assert!(frame.contains("embed=1\" title=\"M &quot;of&quot; N\""), "{frame}");
    assert!(frame.contains("&amp;seed=42"), "{frame}");
}

#[test]
fn what_a_link_cannot_mean_is_said() {
    let cases = [
        ("?lab=nonsense", "app.asked.lab", "nonsense"),
        ("?lab=%EC%8B%A4%EC%8A%B5", "app.asked.lab", "실습"),
        ("?drill=9-1", "app.asked.drill", "9-1"),
        ("?seed=many", "app.asked.seed", "many"),
        ("?seed=-1", "app.asked.seed", "-1"),
        ("?lang=fr", "app.asked.lang", "fr"),
        ("?embed=yes", "app.asked.embed", "yes"),
        ("?embed", "app.asked.embed", ""),
    ];
    for (search, key, found) in cases {
        let asked = read(search);
        assert_eq!(asked.faults, [Fault { key, found: found.to_owned() }], "{search}");
        assert_eq!(Asked { faults: Vec::new(), ..asked }, Asked::default(), "{search}");
    }
    // What can be understood holds beside what cannot.
    let asked = read("?lang=fr&lab=silence");
    assert_eq!((asked.lab.as_deref(), asked.faults.len()), (Some("silence"), 1));
    // One thing is begun, and a drill's code is all that it is drawn from.
    let both = read("?drill=1-7&lab=silence");
    assert_eq!((both.lab.as_deref(), both.drill), (Some("silence"), None));
    assert_eq!(both.faults, [Fault { key: "app.asked.drill-and-lab", found: "1-7".to_owned() }]);
    let seeded = read("?seed=4&drill=1-7");
    assert_eq!((seeded.seed, seeded.drill), (None, Code::new(1, 7)));
    assert_eq!(seeded.faults, [Fault { key: "app.asked.drill-and-seed", found: "4".to_owned() }]);
}

#[test]
fn what_was_learnt_can_be_handed_in_as_statements() {
    let mut labs = Labs::default();
    labs.note_on("silence", 3, Some(20_000));
    let answers = "{\"exam\":1}\n{\"sitting\":1,\"item\":\"alarms.01\",\"day\":1,\"right\":false,\
                   \"points\":[\"P044\"],\"said\":[\"b\"]}\n";
    let exam = Progress::parse(answers).unwrap();
    let drills = "{\"drills\":1}\n{\"id\":3,\"code\":\"2-11\",\"kind\":\"muted\",\"day\":1,\
                  \"used_ms\":61000,\"wrong\":[\"who\"],\"of\":5}\n";
    let drills = Done::parse(drills).unwrap();
    let learnt = Learnt { labs, exam, drills, ..Learnt::default() };
    let told: Value = serde_json::from_str(&statements(&learnt, "https://example.org/w/")).unwrap();
    let id = |n: usize, path: &str| told[n].pointer(path).cloned().unwrap_or_default();
    assert_eq!(told.as_array().unwrap().len(), 3);
    assert_eq!(id(0, "/object/id"), "https://example.org/w/#/labs/silence");
    assert_eq!(id(0, "/verb/id"), "http://adlnet.gov/expapi/verbs/completed");
    assert_eq!(id(0, "/result/score/raw"), 3);
    // The day is all that is kept of when it was.
    assert_eq!(id(0, "/timestamp"), "2024-10-04T00:00:00Z");
    assert_eq!(id(1, "/timestamp"), "1970-01-02T00:00:00Z");
    assert_eq!(id(2, "/timestamp"), "1970-01-02T00:00:00Z");
    assert_eq!(id(1, "/verb/id"), "http://adlnet.gov/expapi/verbs/answered");
    assert_eq!((id(1, "/result/success"), id(1, "/result/response")), (false.into(), "b".into()));
    assert_eq!(id(2, "/object/id"), "https://example.org/w/#/drills/2-11");
    assert_eq!(
        id(2, "/result"),
        json!({
            "completion": true,
            "success": false,
            "score": { "raw": 4, "min": 0, "max": 5 },
            "duration": "PT61S",
        })
    );
}
