//! Numbers and times as people read them.

use watchtrail::sim::time::{Span, Time};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::format::{self, LocalZone};

fn texts(lang: Lang) -> Texts {
    let path = crate::support::root().join(format!("static/text/{}/app.json", lang.code()));
    let mut texts = Texts::new(lang);
    texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    texts
}

fn at(text: &str) -> Time {
    Time::parse(text).unwrap()
}

#[test]
fn spans_name_their_two_greatest_units() {
    let cases = [
        (0, "0 s", "0초"),
        (59, "59 s", "59초"),
        (60, "1 m", "1분"),
        (113, "1 m 53 s", "1분 53초"),
        (3600, "1 h", "1시간"),
        (3601, "1 h", "1시간"),
        (5400, "1 h 30 m", "1시간 30분"),
        (90_061, "1 d 1 h", "1일 1시간"),
    ];
    let (en, ko) = (texts(Lang::En), texts(Lang::Ko));
    for (secs, english, korean) in cases {
        assert_eq!(format::span(Span::secs(secs), &en), english);
        assert_eq!(format::span(Span::secs(secs), &ko), korean);
    }
}

#[test]
fn local_time_names_its_zone_and_another_day() {
    let cases = [
        ("Asia/Seoul", "2025-01-06T10:42:00Z", "19:42:00 KST"),
        ("Asia/Seoul", "2025-01-06T15:00:00Z", "2025-01-07 00:00:00 KST"),
        ("America/New_York", "2025-01-06T04:59:59Z", "2025-01-05 23:59:59 UTC-05:00"),
        ("Asia/Kolkata", "2025-01-06T00:00:00Z", "05:30:00 UTC+05:30"),
    ];
    for (zone, time, beside) in cases {
        assert_eq!(LocalZone::parse(zone).unwrap().beside(at(time)), beside);
    }
    assert!(LocalZone::parse("Europe/London").unwrap().is_utc(at("2025-01-06T00:00:00Z")));
    assert_eq!(LocalZone::parse("Mars/Olympus"), None);
}

#[test]
fn relative_times_say_which_way() {
    let now = at("2025-01-06T10:00:00Z");
    let en = texts(Lang::En);
    let cases = [(0, "now"), (-180, "3 m ago"), (90, "in 1 m 30 s")];
    for (secs, text) in cases {
        assert_eq!(format::relative(now + Span::secs(secs), now, &en), text);
    }
}

#[test]
fn numbers_have_no_idle_zeros() {
    let cases = [(70.0, "70"), (17.26, "17.3"), (0.04, "0"), (-0.04, "0"), (100.0, "100")];
    for (value, text) in cases {
        assert_eq!(format::number(value, 1), text);
    }
    assert_eq!(format::number(100.0, 0), "100");
    let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")];
    for (n, text) in cases {
        assert_eq!(format::count(n), text);
    }
    let cases = [(512.0, "512 B"), (1536.0, "1.5 KB"), (3_145_728.0, "3 MB")];
    for (n, text) in cases {
        assert_eq!(format::bytes(n), text);
    }
    assert_eq!(format::account("123456789012"), "1234-5678-9012");
}

#[test]
fn long_words_break_behind_colons_and_slashes() {
    for (text, expected) in [
        ("", vec![""]),
        ("a/b:c", vec!["a/b:c"]),
        (
            "The next: word / is short: all of these",
            vec!["The next: word / is short: all of these"],
        ),
        (
            "arn:aws:sns:us-east-1:123456789012:pages",
            vec!["arn:", "aws:", "sns:", "us-east-1:", "123456789012:", "pages"],
        ),
        (
            "see arn:aws:iam::123456789012:role/a/b: it",
            vec!["see arn:", "aws:", "iam::", "123456789012:", "role/", "a/", "b: it"],
        ),
        (
            "s3://bucket/AWSLogs/1/CloudTrail/",
            vec!["s3://", "bucket/", "AWSLogs/", "1/", "CloudTrail/"],
        ),
        (
            "경로/아주아주아주아주아주아주아주/긴긴긴긴긴긴긴긴긴긴긴",
            vec!["경로/", "아주아주아주아주아주아주아주/", "긴긴긴긴긴긴긴긴긴긴긴"],
        ),
    ] {
        let found = format::pieces(text);
        assert_eq!(found, expected);
        assert_eq!(found.concat(), text);
    }
}
