//! Marking: tables of answers for each form of item.

use watchtrail::learn::exam::{Answer, Item, Model};

/// An item of each form: `c` chooses one, `m` two, `o` orders, `p` pairs.
fn items() -> Vec<Item> {
    Item::parse(
        "t",
        r#"[
        { "id": "c", "kind": "single", "points": ["P044"], "exams": ["S"], "difficulty": 1,
          "options": [ { "id": "a", "right": true }, { "id": "b", "wrong": "W1" },
            { "id": "c" } ] },
        { "id": "m", "kind": "multiple", "choose": 2, "points": ["P044"], "exams": ["S"],
          "difficulty": 1,
          "options": [ { "id": "a", "right": true }, { "id": "b", "right": true },
                       { "id": "c", "wrong": "W2" }, { "id": "d", "wrong": "W3" } ] },
        { "id": "o", "kind": "ordering", "points": ["P044"], "exams": ["X"], "difficulty": 1,
          "options": [ { "id": "a" }, { "id": "b" }, { "id": "c" } ] },
        { "id": "p", "kind": "matching", "points": ["P044"], "exams": ["X"], "difficulty": 1,
          "options": [ { "id": "a", "with": "x", "wrong": "W8" }, { "id": "b", "with": "y" },
                       { "id": "c", "with": "x" } ],
          "with": ["x", "y", "z"] }
        ]"#,
    )
    .unwrap()
}

fn item(id: &str) -> Item {
    items().into_iter().find(|item| item.id == id).unwrap()
}

/// An answer from `a b` or `a=x b=y`.
fn answer(text: &str) -> Answer {
    let mut answer = Answer::default();
    for word in text.split_whitespace() {
        match word.split_once('=') {
            Some((option, with)) => answer.pair(option, Some(with.to_owned())),
            None => answer.chosen.push(word.to_owned()),
        }
    }
    answer
}

/// row: Multiple choice, multiple response; ordering, matching
#[test]
fn answers_are_marked_as_a_whole() {
    // Item, answer, whether it is right, how many parts are, what it believes.
    let cases = [
        ("c", "a", true, 3, ""),
        ("c", "b", false, 1, "W1"),
        ("c", "c", false, 1, ""),
        ("c", "", false, 2, ""),
        ("m", "a b", true, 4, ""),
        ("m", "b a", true, 4, ""),
        ("m", "a", false, 3, ""),
        ("m", "a c", false, 2, "W2"),
        ("m", "c d", false, 0, "W2 W3"),
        ("m", "a b c", false, 3, "W2"),
        ("o", "a b c", true, 3, ""),
        ("o", "b a c", false, 1, ""),
        ("o", "", false, 0, ""),
        ("p", "a=x b=y c=x", true, 3, ""),
        ("p", "a=y b=y c=x", false, 2, "W8"),
        ("p", "b=z c=x", false, 1, ""),
    ];
    for (id, said, right, parts, fell) in cases {
        let item = item(id);
        let mark = answer(said).mark(&item);
        let believed: Vec<String> = mark.fell.iter().map(Model::to_string).collect();
        let found = (mark.right, mark.parts, believed.join(" "));
        assert_eq!(found, (right, (parts, item.options.len()), fell.to_owned()), "{id}: {said}");
    }
}

#[test]
fn answers_are_given_bit_by_bit() {
    let (one, several) = (item("c"), item("m"));
    let mut answer = Answer::default();
    assert!(answer.is_empty() && !answer.is_whole(&one));
    answer.choose(&one, "a");
    answer.choose(&one, "b");
    assert_eq!(
        (answer.chosen.as_slice(), answer.is_whole(&one)),
        (["b".to_owned()].as_slice(), true)
    );
    let mut answer = Answer::default();
    for option in ["a", "b", "a", "c"] {
        answer.choose(&several, option);
    }
    assert_eq!((answer.chosen.join(" "), answer.is_whole(&several)), ("b c".to_owned(), true));

    let begun = ["c", "a", "b"].map(str::to_owned);
    let mut answer = Answer::default();
    let moves = [
        ("c", true, "c a b"),
        ("c", false, "a c b"),
        ("b", true, "a b c"),
        ("c", false, { "a b c" }),
    ];
    for (option, up, order) in moves {
        answer.shift(&begun, option, up);
        assert_eq!(answer.chosen.join(" "), order);
    }
    assert!(answer.is_whole(&item("o")));

    let mut answer = Answer::default();
    answer.pair("a", Some("x".to_owned()));
    answer.pair("a", None);
    assert!(answer.is_empty() && !answer.is_whole(&item("p")));
}

#[test]
fn what_tempts_is_known() {
    let tempts: Vec<usize> = items().iter().map(|item| item.tempts().len()).collect();
    assert_eq!(tempts, [1, 2, 0, 1]);
}
