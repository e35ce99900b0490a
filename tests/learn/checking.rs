//! `watchtrail check` as a process: arguments in; output and exit status out.

use watchtrail::native::{Io, main};

/// Standard output, standard error and the exit status.
fn run(args: &[&str]) -> (String, String, u8) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let status = main(args.iter().map(Into::into), &mut io);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(stdout), text(stderr), status)
}

fn path(path: &str) -> String {
    crate::support::root().join(path).display().to_string()
}

/// What is said of drills.
const DRILLS: &str = "drills: ok (30 drills of 19 kinds)\n";

#[test]
fn labs_that_keep_the_laws_are_ok() {
    let first = "first-alert: ok (5 goals, 5 steps, 8 wrong ways, 2 languages)\n";
    let all = "\
average-lies: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
bucket-says-no: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
cost-of-watching: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
count-and-rate: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
first-alert: ok (5 goals, 5 steps, 8 wrong ways, 2 languages)
follow-the-role: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
heal-or-kill: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
late-arrival: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
least-for-the-auditor: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
mailbox-empty: ok (3 goals, 4 steps, 3 wrong ways, 2 languages)
many-accounts: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
one-minute-dream: ok (3 goals, 3 steps, 4 wrong ways, 2 languages)
one-page-not-many: ok (3 goals, 3 steps, 5 wrong ways, 2 languages)
queue-grows: ok (5 goals, 5 steps, 4 wrong ways, 2 languages)
read-the-object: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
root-at-midnight: ok (4 goals, 4 steps, 4 wrong ways, 2 languages)
shape-of-the-week: ok (2 goals, 2 steps, 3 wrong ways, 2 languages)
silence: ok (5 goals, 5 steps, 4 wrong ways, 2 languages)
small-edit: ok (4 goals, 4 steps, 4 wrong ways, 2 languages)
tampered-file: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
text-to-number: ok (4 goals, 4 steps, 5 wrong ways, 2 languages)
told-once: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
two-of-three: ok (4 goals, 4 steps, 6 wrong ways, 2 languages)
unused-region: ok (4 goals, 4 steps, 3 wrong ways, 2 languages)
watches-nothing: ok (4 goals, 4 steps, 4 wrong ways, 2 languages)
where-is-memory: ok (3 goals, 3 steps, 3 wrong ways, 2 languages)
who-stopped-it: ok (4 goals, 4 steps, 4 wrong ways, 2 languages)
wrong-region-bill: ok (2 goals, 2 steps, 3 wrong ways, 2 languages)
zoom-and-age: ok (5 goals, 5 steps, 4 wrong ways, 2 languages)
";
    for (labs, ok) in [("static/labs", all), ("static/labs/first-alert.lab", first)] {
        assert_eq!(run(&["check", &path(labs)]), (ok.to_owned(), String::new(), 0), "{labs}");
    }
}

#[test]
fn drills_that_keep_the_laws_are_ok() {
    let (stdout, stderr, status) = run(&["check", "drills"]);
    assert_eq!((stdout.as_str(), stderr.as_str(), status), (DRILLS, "", 0));
}

#[test]
fn concepts_and_labs_lead_to_each_other() {
    let told = run(&["check", "concepts"]);
    assert_eq!(told, ("concepts: ok (9 concepts, 29 labs)\n".to_owned(), String::new(), 0));
}

#[test]
fn a_file_that_is_no_lab_breaks_a_law() {
    let (stdout, stderr, status) = run(&["check", &path("Cargo.toml")]);
    let line = "Cargo: the file is not a lab: line 1: expected a section `--- …`, found \
                `[workspace]`\n";
    assert_eq!((stdout.as_str(), stderr.as_str(), status), (line, "", 1));
}

#[test]
fn wrong_use_is_told() {
    let (stdout, stderr, status) = run(&["check"]);
    let line = "watchtrail: check: name a lab file or a folder of labs\n";
    assert_eq!((stdout.as_str(), stderr.as_str(), status), ("", line, 2));
    let (_, stderr, status) = run(&["check", "/nowhere.lab"]);
    assert!(stderr.starts_with("watchtrail: cannot read /nowhere.lab: "), "{stderr}");
    assert_eq!(status, 2);
    let (_, stderr, status) = run(&["check", &path("tests/vectors")]);
    assert!(stderr.starts_with("watchtrail: there is no lab (*.lab) in "), "{stderr}");
    assert_eq!(status, 2);
}
