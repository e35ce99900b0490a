//! Progress: kept in slots, exported and imported, never lost; points that come back.

use watchtrail::learn::exam::progress::ReadError;
use watchtrail::learn::exam::spacing::{Standing, beliefs, due, points, standing};
use watchtrail::learn::exam::{Model, Point, Progress, Record, Slots};

fn point(text: &str) -> Point {
    Point::try_from(text.to_owned()).unwrap()
}

fn model(text: &str) -> Model {
    Model::try_from(text.to_owned()).unwrap()
}

/// An answer on a day to an item that asks P044 and tempts with W1.
fn record(n: u64, day: i64, right: bool, fell: bool) -> Record {
    Record {
        sitting: n,
        item: "alarms.01".to_owned(),
        day,
        right,
        points: vec![point("P044")],
        met: vec![model("W1")],
        fell: if fell { vec![model("W1")] } else { Vec::new() },
        said: vec!["a".to_owned()],
        rest: Default::default(),
    }
}

/// Answers (day, right, fell), then: the day looked at, standing, box, the day it is due.
type Case = (&'static [(i64, bool, bool)], i64, Standing, usize, i64);

/// row: Spaced repetition by teachable point
#[test]
fn points_move_through_boxes() {
    use Standing::{Believed, Mastered, Shaky, Unseen};
    let cases: [Case; 9] = [
        (&[], 0, Unseen, 0, 0),
        (&[(0, true, false)], 0, Shaky, 1, 1),
        (&[(0, false, false)], 0, Shaky, 0, 0),
        (&[(0, false, true)], 0, Believed, 0, 0),
        // What is asked again the same day shows nothing.
        (&[(0, true, false), (0, true, false)], 0, Shaky, 1, 1),
        (&[(0, true, false), (1, true, false)], 1, Shaky, 2, 4),
        (&[(0, true, false), (1, true, false), (4, true, false)], 4, Mastered, 3, 11),
        // Long overdue it is shaky again, and one error takes it back to the first box.
        (&[(0, true, false), (1, true, false), (4, true, false)], 19, Shaky, 3, 11),
        (&[(0, true, false), (1, true, false), (4, false, false)], 4, Shaky, 0, 4),
    ];
    for (answers, today, stands, step, day) in cases {
        let records =
            answers.iter().zip(0..).map(|((day, right, fell), n)| record(n, *day, *right, *fell));
        let known = points(Progress::of(records.collect()).records());
        assert_eq!(standing(&known, point("P044"), today), stands, "{answers:?}");
        let found = known.get(&point("P044")).map_or((0, 0), |one| (one.step, one.due));
        assert_eq!(found, (step, day), "{answers:?}");
    }
}

#[test]
fn what_is_believed_comes_first() {
    let mut other = record(9, 3, false, false);
    other.points = vec![point("P012")];
    let progress = Progress::of(vec![other, record(1, 5, false, true)]);
    let known = points(progress.records());
    assert_eq!(due(&known, 5), [point("P044"), point("P012")]);
    assert_eq!(due(&known, 3), [point("P012")]);
    let told = |records: Vec<Record>| {
        let found = beliefs(Progress::of(records).records());
        found.iter().map(|one| (one.model, one.score, one.held)).collect::<Vec<_>>()
    };
    let (fell, knew) = (record(1, 0, false, true), record(2, 1, true, false));
    assert_eq!(told(vec![fell.clone()]), [(model("W1"), (1, 1), true)]);
    assert_eq!(told(vec![fell, knew]), [(model("W1"), (1, 2), false)]);
}

/// A wrong model is overcome by a right answer where it tempts, in a later sitting than the fall.
#[test]
fn a_wrong_model_is_overcome_in_a_later_sitting() {
    let (fell, knew) = ((false, true), (true, false));
    // Another option was wrong: nothing was shown of this one.
    let missed = (false, false);
    /// A sitting; whether the answer was right, and whether it fell for the model.
    type Answered = (u64, (bool, bool));
    let cases: [(&[Answered], bool); 8] = [
        (&[(1, knew)], false),
        (&[(1, missed)], false),
        (&[(1, fell)], true),
        (&[(1, fell), (1, knew)], true),
        (&[(1, fell), (2, missed)], true),
        (&[(1, fell), (2, knew)], false),
        (&[(1, fell), (2, knew), (2, fell)], true),
        (&[(1, fell), (2, fell), (2, knew), (3, knew)], false),
    ];
    for (answers, held) in cases {
        let one = |(sitting, (right, fell)): &Answered| record(*sitting, 0, *right, *fell);
        let records: Vec<Record> = answers.iter().map(one).collect();
        let found = beliefs(&records);
        assert_eq!(found.iter().map(|one| one.held).collect::<Vec<_>>(), [held], "{answers:?}");
    }
}

#[test]
fn progress_is_read_as_it_was_written() {
    let progress = Progress::of(vec![record(1, 3, true, false), record(u64::MAX, 4, false, true)]);
    let text = progress.to_string();
    let line = "{\"sitting\":1,\"item\":\"alarms.01\",\"day\":3,\"right\":true,\
                \"points\":[\"P044\"],\"met\":[\"W1\"],\"said\":[\"a\"]}";
    assert!(text.starts_with(&format!("{{\"exam\":1}}\n{line}\n")), "{text}");
    assert_eq!(Progress::parse(&text), Ok(progress.clone()));
    assert_eq!(Progress::parse(&format!("\u{feff}{text}\n")), Ok(progress));
    let newer = text.replacen("1}", "2}", 1);
    assert_eq!(Progress::parse(&newer), Err(ReadError::Newer { format: 2 }));
    for text in ["", "hello", "{\"format\":3,\"rules\":3}", "[]"] {
        assert_eq!(Progress::parse(text), Err(ReadError::NotProgress), "{text}");
    }
    let broken = text.replacen("\"item\"", "\"it", 1);
    let rest = Progress::of(vec![record(u64::MAX, 4, false, true)]);
    assert_eq!(Progress::parse(&broken), Err(ReadError::Broken { line: 2, rest }));
}

/// row: Export/import progress
#[test]
fn importing_adds_what_is_not_there() {
    let mut here = Progress::of(vec![record(1, 3, true, false), record(3, 9, true, false)]);
    let file = Progress::of(vec![record(1, 3, true, false), record(2, 5, false, true)]);
    assert_eq!(here.merge(file.records()), 1);
    let days: Vec<i64> = here.records().iter().map(|record| record.day).collect();
    assert_eq!(days, [3, 5, 9]);
    assert_eq!(here.merge(file.records()), 0);
}

#[test]
fn slots_keep_everything_and_touch_nothing_they_cannot_read() {
    let mut slots = Slots::default();
    let mut all = Vec::new();
    for n in 0..70 {
        let new = record(n, 0, true, false);
        let writes = slots.add(std::slice::from_ref(&new));
        assert_eq!(writes.len(), 1, "an answer rewrites one slot");
        slots.texts.extend(writes);
        all.push(new);
    }
    let kept = slots.read();
    assert_eq!((kept.progress, kept.lost.len(), slots.texts.len()), { (Progress::of(all), 0, 2) });
    // A newer program wrote the last slot: it stays, and new answers go beside it.
    let newer = slots.texts[&1].replacen("\"exam\":1", "\"exam\":7", 1);
    slots.texts.insert(1, newer.clone());
    let writes = slots.add(&[record(99, 1, true, false)]);
    assert_eq!(writes.iter().map(|(slot, _)| *slot).collect::<Vec<_>>(), [2]);
    slots.texts.extend(writes);
    let kept = slots.read();
    assert_eq!((kept.progress.records().len(), slots.texts[&1] == newer), (65, true));
    assert_eq!(kept.lost, [(1, ReadError::Newer { format: 7 })]);
    // A line of another is damaged: the others are read, the slot is told of and stays.
    let damaged = slots.texts[&0].replacen("alarms", "\"", 1);
    slots.texts.insert(0, damaged);
    let kept = slots.read();
    assert_eq!((kept.progress.records().len(), kept.lost.len()), (64, 2));
    // Many at once fill as many slots as they need.
    let many: Vec<Record> = (200..400).map(|n| record(n, 2, true, false)).collect();
    let writes = Slots::default().add(&many);
    assert_eq!(writes.iter().map(|(slot, _)| *slot).collect::<Vec<_>>(), [0, 1, 2, 3]);
}
