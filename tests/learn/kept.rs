//! What was learnt, as it is kept and as one file.

use serde_json::{Value, json};
use watchtrail::learn::drill::sheet::Done;
use watchtrail::learn::exam::progress::{Progress, ReadError};
use watchtrail::learn::kept::{Added, Labs, Learnt};

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn labs_are_read_whatever_program_kept_them() {
    // Before there were formats: names with stars.
    let old = Labs::parse(r#"{"first-alert":3,"silence":1}"#).unwrap();
    assert_eq!(
        old.solved().into_iter().collect::<Vec<_>>(),
        [("first-alert".to_owned(), 3), ("silence".to_owned(), 1)]
    );
    assert_eq!(Labs::parse("{}").unwrap(), Labs::default());
    // What is not known here is kept and written again.
    let text = r#"{"labs":1,"solved":{"silence":{"stars":2,"when":"monday"}},"mood":"good"}"#;
    let mut labs = Labs::parse(text).unwrap();
    assert!(labs.note("silence", 4) && !labs.note("silence", 3));
    assert_eq!(
        value(&labs.to_string()),
        json!({
            "labs": 1,
            "solved": { "silence": { "stars": 4, "when": "monday" } },
            "mood": "good",
        })
    );
    assert_eq!(Labs::parse(r#"{"labs":2,"solved":7}"#), Err(ReadError::Newer { format: 2 }));
    for text in ["", "nonsense", "[]", r#"{"solved":{}}"#] {
        assert_eq!(Labs::parse(text), Err(ReadError::NotProgress), "{text}");
    }
}

const ANSWERS: &str = concat!(
    r#"{"exam":1}"#,
    "\n",
    r#"{"sitting":7,"item":"alarms.01","day":20000,"right":true,"points":["P044"],"speed":9}"#,
    "\n",
);

const DRILLS: &str = concat!(
    r#"{"drills":1}"#,
    "\n",
    r#"{"id":3,"code":"2-11","kind":"muted","day":20000,"used_ms":9,"of":5,"mood":"good"}"#,
    "\n",
);

fn learnt() -> Learnt {
    let mut labs = Labs::default();
    labs.note("first-alert", 2);
    let rest = json!({ "quests": { "12": "solved" } }).as_object().unwrap().clone();
    let drills = Done::parse(DRILLS).unwrap();
    Learnt { labs, exam: Progress::parse(ANSWERS).unwrap(), drills, rest }
}

#[test]
fn one_file_holds_all_of_it() {
    let all = learnt();
    let text = all.to_string();
    let back = Learnt::parse(&text).unwrap();
    // The labs now say their format; all else is as it was.
    assert_eq!((back.labs.solved(), &back.exam, &back.drills, &back.rest), {
        (all.labs.solved(), &all.exam, &all.drills, &all.rest)
    });
    assert_eq!(back.to_string(), text);
    assert!(text.contains(r#"\"speed\":9"#), "members of answers are kept: {text}");
    assert!(text.contains(r#"\"mood\":\"good\""#), "members of drills are kept: {text}");
    // An older program knew no drills, and kept what it did not know.
    let old = Learnt { drills: Done::default(), ..all.clone() };
    let mut kept = Learnt::parse(&old.to_string().replace("drills", "other")).unwrap();
    kept.rest.insert("drills".to_owned(), DRILLS.into());
    kept.settle().unwrap();
    assert_eq!((&kept.drills, kept.rest.contains_key("drills")), (&all.drills, false));
    // The exam's own file can be brought in as well.
    assert_eq!(Learnt::parse(ANSWERS).unwrap().exam, all.exam);
    assert_eq!(Learnt::parse("{\"exam\":1}\n").unwrap(), Learnt::default());
    assert_eq!(Learnt::parse(r#"{"learnt":9}"#), Err(ReadError::Newer { format: 9 }));
    for text in ["", "{}", "12", "nonsense"] {
        assert_eq!(Learnt::parse(text), Err(ReadError::NotProgress), "{text}");
    }
}

#[test]
fn what_is_brought_in_is_added() {
    let (mut mine, theirs) = (Learnt::default(), learnt());
    mine.labs.note("first-alert", 3);
    mine.labs.note("silence", 1);
    assert_eq!(mine.merge(&theirs), Added { labs: 0, answers: 1, drills: 1 });
    assert_eq!(mine.merge(&theirs), Added::default(), "twice is once");
    assert_eq!(mine.labs.solved().into_values().collect::<Vec<_>>(), [3, 1]);
    assert_eq!(mine.rest, theirs.rest);
    let mut fresh = Learnt::default();
    assert_eq!(fresh.merge(&mine), Added { labs: 2, answers: 1, drills: 1 });
}
