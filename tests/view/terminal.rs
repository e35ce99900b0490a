//! The terminal's screen, the way back through it, and the Tab key.

use watchtrail::shell::complete::complete;
use watchtrail::shell::run::Printed;
use watchtrail::sim::{Time, Who};
use watchtrail::view::terminal::{Recall, Screen, choose, prompt, tab};

use crate::support::Lab;

fn jiwoo() -> Who {
    Who::User("jiwoo".to_owned())
}

fn printed(command: &str, stdout: &str, exit: u8) -> Printed {
    Printed {
        line: 1,
        time: Time::from_secs(0),
        command: command.to_owned(),
        exit,
        stdout: stdout.to_owned(),
        stderr: String::new(),
    }
}

/// Where it is to be seen that something holds, an `expect` that holds says so; nothing else does.
#[test]
fn what_holds_is_shown_to_hold() {
    let cases = [
        ("expect alarm web = OK", 0, "✓ It holds.\n"),
        ("expect alarm web = OK", 1, ""),
        ("aws sns list-topics", 0, ""),
    ];
    for (command, exit, said) in cases {
        let mut screen = Screen::default();
        screen.shown(&jiwoo(), printed(command, "", exit), "It holds.");
        assert_eq!(screen.text(), format!("jiwoo@cloudshell:~$ {command}\n{said}"));
    }
}

#[test]
fn a_screen_keeps_what_was_typed_and_printed() {
    let mut screen = Screen::default();
    assert_eq!(prompt(&jiwoo()), "jiwoo@cloudshell:~$");
    screen.typed("echo hi\n");
    assert_eq!(screen.running(), Some("echo hi"));
    screen.printed(&jiwoo(), printed("echo hi", "hi\n", 0));
    screen.ended();
    screen.typed("echo hi");
    screen.interrupted(&jiwoo());
    screen.unreadable(&jiwoo(), "echo '", "line 1, column 6: expected `'`");
    assert_eq!(
        screen.text(),
        "jiwoo@cloudshell:~$ echo hi\nhi\njiwoo@cloudshell:~$ echo hi\n^C\n\
         jiwoo@cloudshell:~$ echo '\nline 1, column 6: expected `'`\n"
    );
    assert_eq!(**screen.history(), ["echo hi", "echo '"]);
    let exits: Vec<u8> = screen.entries().iter().map(|entry| entry.exit).collect();
    assert_eq!(exits, [0, 130, 1]);
    screen.clear();
    assert_eq!((screen.text().as_str(), screen.history().len()), ("", 2));
}

#[test]
fn old_output_goes_first() {
    let mut screen = Screen::default();
    for n in 0..600 {
        screen.printed(&jiwoo(), printed(&n.to_string(), "", 0));
    }
    let entries = screen.entries();
    assert_eq!((entries.len(), entries[0].command.as_str()), (500, "100"));
    assert_eq!(entries[0].id, 100, "what is shown keeps its key");
}

#[test]
fn the_arrow_keys_go_back_and_return_to_the_draft() {
    let history = ["one".to_owned(), "two".to_owned()];
    let mut recall = Recall::default();
    assert_eq!(recall.down(&history), None);
    assert_eq!(recall.up(&history, "dra").as_deref(), Some("two"));
    assert_eq!(recall.up(&history, "two").as_deref(), Some("one"));
    assert_eq!(recall.up(&history, "one"), None);
    assert_eq!(recall.down(&history).as_deref(), Some("two"));
    assert_eq!(recall.down(&history).as_deref(), Some("dra"));
    assert_eq!(recall.down(&history), None);
}

#[test]
fn tab_puts_in_what_is_certain() {
    let world = Lab::new().world;
    let press = |line: &str| tab(line, line.len(), &complete(line, line.len(), &world));
    let only = press("aws cloudtr");
    assert_eq!((only.line.as_str(), only.choices.len()), ("aws cloudtrail ", 0));
    let many = press("aws cloud");
    assert_eq!(many.line, "aws cloud");
    let words: Vec<&str> = many.choices.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["cloudtrail", "cloudwatch"]);
    let none = press("aws nothing-like-this");
    assert_eq!((none.line.as_str(), none.choices.len()), ("aws nothing-like-this", 0));
    let chosen = choose("aws cloud --x", 9, 4, "cloudwatch");
    assert_eq!((chosen.line.as_str(), chosen.cursor), ("aws cloudwatch  --x", 15));
}
