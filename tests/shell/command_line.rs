//! `watchtrail`: scripts with their whole output, arguments, exit statuses, the process itself.

use std::io::Write as _;
use std::process::{Command, Stdio};

use expect_test::expect_file;
use watchtrail::native::{self, Io};

use crate::support::{files, root};

/// What a command line comes to.
struct Ran {
    exit: u8,
    stdout: String,
    stderr: String,
}

fn watchtrail(args: &[&str], stdin: &str) -> Ran {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io { stdin: &mut stdin.as_bytes(), stdout: &mut stdout, stderr: &mut stderr };
    let exit = native::main(args.iter().map(Into::into), &mut io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { exit, stdout: text(stdout), stderr: text(stderr) }
}

#[test]
fn scripts_print_what_they_printed() {
    for path in files("tests/scripts", ".sh") {
        let path = path.to_str().unwrap();
        let ran = watchtrail(&["run", path, "--json"], "");
        assert_eq!(ran.stderr, "", "{path}");
        let fails = path.contains("found-instead");
        assert_eq!(ran.exit, u8::from(fails), "{path}: {}", ran.stdout);
        expect_file![path.replace(".sh", ".json")].assert_eq(&ran.stdout);
    }
}

#[test]
fn without_json_the_streams_are_those_of_the_commands() {
    let script = "echo a\ndir\nX=$(aws sns list-nothing)\nexpect topic x || echo none\n";
    let ran = watchtrail(&["run", "-"], script);
    assert_eq!((ran.exit, ran.stdout.as_str()), (1, "a\nnone\n"));
    assert!(ran.stderr.starts_with("dir: command not found\n"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("expect topic x\nfound instead: no topic\n"), "{}", ran.stderr);
}

#[test]
fn options_set_the_world() {
    let script = "aws ec2 run-instances --instance-type t3.micro --image-id ami-0c02fb55956c7d316 \
        --query 'Instances[0].[InstanceId,LaunchTime]' --output text\n";
    let run = |more: &[&str]| watchtrail(&[&["run", "-"], more].concat(), script).stdout;
    assert_eq!(run(&[]), run(&["--seed", "1", "--start=2025-01-06T00:00:00Z"]));
    assert_ne!(run(&[]), run(&["--seed", "2"]));
    assert!(run(&["--start", "2026-02-03T04:05:06Z"]).contains("2026-02-03T04:05:06+00:00"));
}

#[test]
fn wrong_use_is_named() {
    let cases: [(&[&str], &str); 15] = [
        (&["dance"], "expected a command, one of run, check, fleet, help; found `dance`"),
        (&["run"], "expected a file, or `-` for standard input"),
        (&["run", "-", "b"], "expected one file, found `b` too"),
        (&["fleet", "a"], "expected options only, found `a`"),
        (&["fleet", "--days", "0"], "expected a whole number from 1 up for --days, found `0`"),
        (&["run", "-", "--seed", "x"], "expected a whole number for --seed, found `x`"),
        (&["run", "-", "--seed"], "expected a value for --seed"),
        (
            &["run", "-", "--start", "1736121600"],
            "expected a time such as 2025-01-06T00:00:00Z for --start, found `1736121600`",
        ),
        (&["run", "-", "--lang", "fr"], "expected `en` or `ko` for --lang, found `fr`"),
        (&["run", "-", "--export-s3"], "expected a value for --export-s3"),
        (&["run", "-", "--fast"], "there is no option --fast; `watchtrail help` lists them"),
        (&["run", "-", "--json=yes"], "--json takes no value, found `yes`"),
        (
            &["run", "/nowhere.sh"],
            "cannot read /nowhere.sh: No such file or directory (os error 2)",
        ),
        (
            &["run", "-", "--lang", "ko", "--seed", "x"],
            "--seed에 정수가 와야 할 자리에 \
            `x` 문자열이 있습니다",
        ),
        (
            &["run", "-", "--assets", "/nowhere"],
            "cannot read /nowhere/text/en: No such file or directory (os error 2); --assets DIR \
             names the folder",
        ),
    ];
    for (args, expected) in cases {
        let ran = watchtrail(args, "");
        let found = (ran.exit, ran.stdout.as_str(), ran.stderr.as_str());
        assert_eq!(found, (2, "", format!("watchtrail: {expected}\n").as_str()), "{args:?}");
    }
}

#[test]
fn help_and_version_are_there() {
    let help = watchtrail(&["help"], "");
    assert!(help.exit == 0 && help.stdout.starts_with("Usage:\n  watchtrail run"));
    assert_eq!(watchtrail(&["--help"], "").stdout, help.stdout);
    assert_eq!(watchtrail(&[], "").exit, 2);
    let version = format!("watchtrail {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(watchtrail(&["--version"], "").stdout, version);
}

#[test]
fn a_text_that_is_no_script_runs_nothing() {
    let ran = watchtrail(&["run", "-", "--json"], "echo a\necho 'b\n");
    let expected = "watchtrail: -: line 2, column 6: this quotation mark has no partner\n";
    assert_eq!((ran.exit, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", expected));
}

#[test]
fn the_process_does_as_the_function() {
    let run = |args: &[&str], script: &str| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_watchtrail"))
            .args(args)
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        process.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        let out = process.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (out.status.code(), text(out.stdout), text(out.stderr))
    };
    assert_eq!(
        run(&["run", "-", "--json"], "echo a\\\nb\nsleep 90\n"),
        (
            Some(0),
            "{\"line\":1,\"time\":\"2025-01-06T00:00:00Z\",\"command\":\"echo ab\",\"exit\":0,\
             \"stdout\":\"ab\\n\",\"stderr\":\"\"}\n\
             {\"line\":3,\"time\":\"2025-01-06T00:01:30Z\",\"command\":\"sleep 90\",\"exit\":0,\
             \"stdout\":\"\",\"stderr\":\"\"}\n"
                .to_owned(),
            String::new()
        )
    );
    let file = run(&["run", "tests/scripts/later.sh", "--json"], "");
    assert_eq!((file.0, file.2.as_str()), (Some(0), ""));
    assert_eq!(run(&["run", "-"], "expect topic x\n").0, Some(1));
    assert_eq!(run(&["walk"], "").0, Some(2));
}
