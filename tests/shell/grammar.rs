//! The script grammar.

use proptest::prelude::*;
use watchtrail::shell::script::{self, Chain, Command, Link, MAX_DEPTH, MAX_LINES, Script};
use watchtrail::text::Lang;

use super::texts;

/// The words of every command, as they are known before anything runs.
fn words(text: &str) -> Vec<Vec<String>> {
    let script = script::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let chains = script.statements.iter().map(|statement| &statement.chain);
    chains.flat_map(commands).collect()
}

fn commands(chain: &Chain) -> Vec<Vec<String>> {
    let commands = (0..chain.len()).filter_map(|i| chain.get(i));
    let words = commands.map(|(_, command)| match command {
        Command::Run(words) => words.iter().map(|w| w.literal().expect("plain words")).collect(),
        other => panic!("{other:?}"),
    });
    words.collect()
}

#[test]
fn words_are_read_as_a_shell_reads_them() {
    let cases: [(&str, &[&str]); 22] = [
        ("echo a b", &["echo", "a", "b"]),
        ("  echo\ta  b  ", &["echo", "a", "b"]),
        ("echo 'a b' c", &["echo", "a b", "c"]),
        ("echo 'a\nb'", &["echo", "a\nb"]),
        ("echo \"a 'b'\" c", &["echo", "a 'b'", "c"]),
        (r#"echo "a \"b\" \\ \$ \x""#, &["echo", r#"a "b" \ $ \x"#]),
        (r"echo a\ b \# \'", &["echo", "a b", "#", "'"]),
        ("echo a'b'\"c\"d", &["echo", "abcd"]),
        ("echo '' \"\"", &["echo", "", ""]),
        ("echo a # comment", &["echo", "a"]),
        ("echo a#b", &["echo", "a#b"]),
        ("echo a \\\n  b", &["echo", "a", "b"]),
        ("echo a\\\nb", &["echo", "ab"]),
        ("echo \"a\\\nb\"", &["echo", "ab"]),
        ("echo 'a\\\nb'", &["echo", "a\\\nb"]),
        ("echo a\\\r\n b\r\n", &["echo", "a", "b"]),
        ("echo * ? [a] {x,y} ~ !", &["echo", "*", "?", "[a]", "{x,y}", "~", "!"]),
        ("echo $ 5$ \"$\"", &["echo", "$", "5$", "$"]),
        ("aws x --a=b c=d", &["aws", "x", "--a=b", "c=d"]),
        ("expect mail count >= 2", &["expect", "mail", "count", ">=", "2"]),
        ("echo 가나 '다 라'", &["echo", "가나", "다 라"]),
        ("\n# one\n\n  # two\necho a\n\n", &["echo", "a"]),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), [expected], "{text:?}");
    }
}

#[test]
fn joining_lines_ends_no_command_and_begins_none() {
    let two: [&[&str]; 2] = [&["echo", "a"], &["echo", "b"]];
    let cases: [(&str, [&[&str]; 2]); 6] = [
        ("echo a\n\\\necho b", two),
        ("echo a\n  \\\n  echo b", two),
        ("echo a\r\n\\\r\necho b\r\n", two),
        ("echo a # c\n\\\necho b", two),
        ("echo a;\\\necho b", two),
        // What is escaped opens nothing, so the comment behind it stays one.
        ("echo \"\\$( \"\necho b # it\\\n", [&["echo", "$( "], &["echo", "b"]]),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), expected, "{text:?}");
    }
}

#[test]
fn statements_know_their_lines_and_texts() {
    let text = "# first\nX=1; echo a\naws sns create-topic \\\n    --name ops \\\n    # no more\n\n\
        echo 'two\nlines' && false || true\necho \"a \\\n  b\"\n\
        at 10:05 minsu: echo \\\n x # later\n";
    let script = script::parse(text).unwrap();
    let found: Vec<(usize, &str)> =
        script.statements.iter().map(|s| (s.line, s.text.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, "X=1"),
            (2, "echo a"),
            (3, "aws sns create-topic --name ops"),
            (7, "echo 'two\nlines' && false || true"),
            (9, "echo \"a   b\""),
            (11, "at 10:05 minsu: echo x"),
        ]
    );
    let links: Vec<Link> = script.statements[3].chain.rest.iter().map(|(link, _)| *link).collect();
    assert_eq!(links, [Link::And, Link::Or]);
    let Command::At { text, .. } = &script.statements[5].chain.first else { panic!() };
    assert_eq!(text, "echo x");
}

#[test]
fn faults_have_a_place_and_a_reason() {
    let texts = texts(Lang::En);
    let cases = [
        ("echo 'a", "line 1, column 6: this quotation mark has no partner"),
        ("\n\necho a \"b\n", "line 3, column 8: this quotation mark has no partner"),
        ("echo $(aws", "line 1, column 6: this `$(` has no `)`"),
        ("echo a |", "line 1, column 9: expected a command, found the end of the line"),
        ("echo a &&", "line 1, column 10: expected a command, found the end of the line"),
        ("echo a &&\n\n", "line 3, column 1: expected a command, found the end of the line"),
        (
            "if true",
            "line 1, column 1: expected a command, found `if`: control structures are not \
            simulated",
        ),
        (
            "X=1 aws x",
            "line 1, column 1: expected an assignment on a line of its own, found a \
            command behind it",
        ),
        (
            "at 10:05 aws x",
            "line 1, column 1: expected `at TIME WHO: COMMAND`, such as `at 10:05 \
            jiwoo: aws ec2 describe-instances`",
        ),
        ("at 10:05 jiwoo:", "line 1, column 16: expected a command, found the end of the line"),
        (
            "at 10:05 jiwoo: sleep 5",
            "line 1, column 17: expected one command that takes no time; \
            `sleep`, `expect`, `set`, `at`, `aws … wait` and assignments cannot be scheduled",
        ),
        (
            "X=$(sleep 5)",
            "line 1, column 5: expected commands that take no time; `sleep`, `expect`, `set`, \
            `at`, `aws … wait` and assignments cannot stand here",
        ),
        (
            "echo ${X:-1}",
            "line 1, column 6: expected a variable such as `$NAME` or `${NAME}`; \
            other expansions are not simulated",
        ),
        (
            "echo 가 $1",
            "line 1, column 8: expected a variable such as `$NAME` or `${NAME}`; other \
            expansions are not simulated",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(script::parse(text).unwrap_err().say(&texts), expected, "{text:?}");
    }
    for (text, column, found) in [
        ("a | | b", 5, "|"),
        ("a | > b", 5, ">"),
        ("a > b c", 7, "c"),
        ("a > b > c", 7, ">"),
        ("a > | b", 5, "|"),
        ("a 2> b", 4, ">"),
        ("a 2>&1", 4, ">"),
        ("a >& b", 4, "&"),
        ("a < b", 3, "<"),
        ("a & b", 3, "&"),
        ("(a)", 1, "("),
        ("a `b`", 3, "`"),
        ("a ;; b", 3, ";"),
        ("&& a", 1, "&&"),
        ("; a", 1, ";"),
    ] {
        let error = script::parse(text).unwrap_err();
        assert_eq!((error.column, error.fault.args), (column, vec![("found", found.to_owned())]));
    }
}

#[test]
fn a_statement_is_kept_without_what_follows_it() {
    for (text, kept) in [
        ("echo a  ; b", "echo a"),
        ("echo a\\\n;b", "echo a"),
        ("echo a\\ ;b", "echo a\\ "),
        ("echo a\\\\ ;b", "echo a\\\\"),
        ("echo 'a '", "echo 'a '"),
    ] {
        assert_eq!(script::parse(text).unwrap().statements[0].text, kept, "{text:?}");
    }
}

#[test]
fn a_script_has_bounds() {
    let deep = |n: usize| format!("echo {}x{}", "$(echo ".repeat(n), ")".repeat(n));
    assert!(script::parse(&deep(MAX_DEPTH)).is_ok());
    assert_eq!(script::parse(&deep(MAX_DEPTH + 1)).unwrap_err().fault.key, "shell.parse.depth");
    assert_eq!(script::parse(&deep(100_000)).unwrap_err().fault.key, "shell.parse.depth");
    assert!(script::parse(&"#\n".repeat(MAX_LINES)).is_ok());
    let long = script::parse(&"#\n".repeat(MAX_LINES + 1)).unwrap_err();
    assert_eq!((long.line, long.fault.key), (MAX_LINES + 1, "shell.parse.long"));
}

/// A script without its lines.
fn bare(mut script: Script) -> Script {
    script.statements.iter_mut().for_each(|statement| statement.line = 0);
    script
}

proptest! {
    #[test]
    fn quoted_words_mean_themselves(given in prop::collection::vec("[ -~가\n\t]{0,12}", 1..5)) {
        let mut line: Vec<String> = given.iter().map(|word| script::quote(word)).collect();
        line.insert(0, "echo".to_owned());
        let mut expected = given;
        expected.insert(0, "echo".to_owned());
        prop_assert_eq!(words(&line.join(" ")), [expected]);
    }

    #[test]
    fn what_is_read_prints_back(text in "([a-c$ \"'\\\\;&|=#\n(){}가]|echo |\\$\\(|\\\\\n){0,30}") {
        if let Ok(script) = script::parse(&text) {
            let printed = script.to_string();
            let again = script::parse(&printed);
            prop_assert!(again.is_ok(), "{:?} printed {:?}: {:?}", text, printed, again);
            prop_assert_eq!(bare(script), bare(again.unwrap()), "{:?}", printed);
        }
    }
}
