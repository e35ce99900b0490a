//! Logs Insights: what queries give, and what is said of those that cannot be read.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>

use serde_json::{Value, json};

use super::{NOW, lab, put};
use crate::support::Lab;

/// Requests as a shop logs them, a second apart.
const EVENTS: [&str; 6] = [
    r#"{"page":"cart","ms":120,"user":{"name":"mina"},"tags":["a","b"],"ok":true}"#,
    r#"{"page":"home","ms":30,"user":{"name":"juho"},"ok":true}"#,
    r#"{"page":"cart","ms":480,"user":{"name":"mina"},"ok":false,"ip":"10.0.3.4"}"#,
    "plain ERROR: disk full, code=507 after 12 tries",
    r#"{"page":"pay","ms":"90","user":{"name":"sora"},"ok":true,"foo-bar":"x"}"#,
    "plain WARN: slow, code=200 after 1 tries",
];

fn shop() -> Lab {
    let mut lab = lab();
    let event = |(at, text): (usize, &&'static str)| (NOW + at as i64 * 1000, *text);
    put(&mut lab, &EVENTS.iter().enumerate().map(event).collect::<Vec<_>>());
    lab
}

fn start(query: &str) -> Value {
    json!({
        "logGroupName": super::GROUP, "startTime": NOW / 1000, "endTime": NOW / 1000 + 60,
        "queryString": query,
    })
}

/// The rows of a query, each as `field=value` with blanks between.
fn rows(lab: &mut Lab, query: &str) -> Vec<String> {
    let id = lab.ok("logs", "StartQuery", start(query))["queryId"].clone();
    let reply = lab.ok("logs", "GetQueryResults", json!({ "queryId": id }));
    assert_eq!(reply["status"], "Complete");
    let row = |row: &Value| {
        let fields = row.as_array().unwrap().iter().filter(|field| field["field"] != "@ptr");
        let shown = |field: &Value| {
            format!("{}={}", field["field"].as_str().unwrap(), field["value"].as_str().unwrap())
        };
        fields.map(shown).collect::<Vec<_>>().join(" ")
    };
    reply["results"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn queries_give_what_their_commands_say() {
    let mut lab = shop();
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        // The newest first, with the fields that are asked for; what an event lacks is left out.
        ("fields page, user.name, tags.1 | limit 3", &["", "page=pay user.name=sora", ""]),
        ("fields page, tags.1 | sort @timestamp | limit 2", &["page=cart tags.1=b", "page=home"]),
        ("filter page = 'cart' | fields ms", &["ms=480", "ms=120"]),
        // A text that is a number compares as one.
        ("filter ms > 80 and ms < 200 | fields ms | sort ms", &["ms=90", "ms=120"]),
        // What is not there fits no comparison; not turns that round.
        ("filter page != 'cart' | fields page", &["page=pay", "page=home"]),
        ("filter not ispresent(page) | stats count(*)", &["count(*)=2"]),
        ("filter ok = 0 | fields user.name as who", &["who=mina"]),
        ("filter page in ['home', \"pay\"] | fields page | sort page", &["page=home", "page=pay"]),
        ("filter page not in ['home', 'pay'] | stats count()", &["count()=4"]),
        ("filter @message like /(?i)error/ | parse @message 'plain *: *, code=* after * tries' \
          as level, what, code, tries | display level, what, code, tries",
         &["level=ERROR what=disk full code=507 tries=12"]),
        ("filter @message like 'plain' | parse /code=(?<code>\\d+)/ | filter code =~ /^2/ \
          | display code", &["code=200"]),
        ("filter @message not like 'plain' | stats count(*) as n by page | sort n desc, page",
         &["page=cart n=2", "page=home n=1", "page=pay n=1"]),
        ("stats sum(ms), avg(ms), min(ms), max(ms), pct(ms, 50), count(ms), count_distinct(page)",
         &["sum(ms)=720 avg(ms)=180 min(ms)=30 max(ms)=480 pct(ms, 50)=90 count(ms)=4 \
            count_distinct(page)=3"]),
        ("stats max(ms) - min(ms) as spread, spread / 2 as half by page | sort page desc | limit 2",
         &["page=pay spread=0 half=0", "page=home spread=0 half=0"]),
        ("stats count(*) by bin(2s)",
         &["bin(2s)=2025-01-06 00:00:04.000 count(*)=2",
           "bin(2s)=2025-01-06 00:00:02.000 count(*)=2",
           "bin(2s)=2025-01-06 00:00:00.000 count(*)=2"]),
        // Sums of sums.
        ("stats count(*) as n by bin(4s) | stats max(n) as most, count(*) as bins",
         &["most=4 bins=2"]),
        ("stats earliest(page), latest(page)", &["earliest(page)=cart latest(page)=pay"]),
        ("stats latest(@timestamp) as last", &["last=1736121605000"]),
        ("fields page | dedup page | limit 10", &["", "page=pay", "", "page=cart", "page=home"]),
        ("fields `foo-bar` as it | filter ispresent(it)", &["it=x"]),
        ("filter isIpv4InSubnet(ip, '10.0.0.0/16') | fields toupper(page) as p, strlen(page), \
          concat(page, '-', ms)", &["p=CART strlen(page)=4 concat(page, '-', ms)=cart-480"]),
        ("filter ms = 30 | fields 2 ^ 3 + 10 % 3 * 2 as sum, ms / 7, abs(-2), floor(2.7), \
          greatest(1, 5, 3), substr('xyZfooxyZ', 3, 3) as cut, ltrim('xyxyfoo', 'xy') as left",
         &["sum=10 ms / 7=4.2857 abs(-2)=2 floor(2.7)=2 greatest(1, 5, 3)=5 cut=foo left=foo"]),
        ("filter ms = 30 | fields datefloor(@timestamp, 1h) as hour, dateceil(@timestamp, 1h) as up"
        ,         &["hour=2025-01-06 00:00:00.000 up=2025-01-06 01:00:00.000"]),
        ("# what a comment says\nfilter ms = 30 # here too\n| fields page", &["page=home"]),
        ("filter ms = 30", &["@timestamp=2025-01-06 00:00:01.000 @message={\"page\":\"home\",\
            \"ms\":30,\"user\":{\"name\":\"juho\"},\"ok\":true}"]),
    ];
    for (query, wanted) in cases {
        assert_eq!(rows(&mut lab, query), *wanted, "{query}");
    }
}

#[test]
fn results_say_how_much_was_looked_at_and_lead_back_to_events() {
    let mut lab = shop();
    let id = lab.ok("logs", "StartQuery", start("fields page | filter page = 'home'"));
    let reply = lab.ok("logs", "GetQueryResults", id.clone());
    let bytes: usize = EVENTS.iter().map(|event| event.len()).sum();
    let pointer = reply["results"][0][1]["value"].clone();
    assert_eq!(
        reply,
        json!({
            "queryLanguage": "CWLI",
            "results": [[
                { "field": "page", "value": "home" }, { "field": "@ptr", "value": pointer },
            ]],
            "statistics": {
                "recordsMatched": 1.0, "recordsScanned": 6.0, "estimatedRecordsSkipped": 0.0,
                "bytesScanned": bytes as f64, "estimatedBytesSkipped": 0.0,
                "logGroupsScanned": 1.0,
            },
            "status": "Complete",
        })
    );
    let listed = lab.ok("logs", "DescribeQueries", json!({}));
    assert_eq!(
        listed,
        json!({ "queries": [{
            "queryLanguage": "CWLI", "queryId": id["queryId"], "status": "Complete",
            "createTime": NOW, "logGroupName": super::GROUP,
            "queryString": format!(
                "SOURCE \"/shop/web\" START={} END={} |\nfields page | filter page = 'home'",
                NOW / 1000, NOW / 1000 + 60,
            ),
        }] })
    );
    lab.sleep(watchtrail::sim::Span::days(7));
    super::refused(
        &mut lab,
        "GetQueryResults",
        id,
        "ResourceNotFoundException",
        "The specified query does not exist.",
    );
}

#[test]
fn queries_that_cannot_be_read_say_where() {
    let mut lab = shop();
    let malformed = "MalformedQueryException";
    #[rustfmt::skip]
    let cases = [
        ("", "unexpected end of query at line 1 and position 1"),
        ("fields", "unexpected end of query at line 1 and position 7"),
        ("fields a |", "unexpected end of query at line 1 and position 11"),
        ("select a", "unexpected symbol found select at line 1 and position 1"),
        ("fields a b", "unexpected symbol found b at line 1 and position 10"),
        ("fields a\n| limit many", "unexpected symbol found many at line 2 and position 9"),
        ("limit 10001", "unexpected symbol found 10001 at line 1 and position 7"),
        ("fields nosuch(a)", "unexpected symbol found ( at line 1 and position 14"),
        ("dedup a | sort a", "unexpected symbol found sort at line 1 and position 11"),
        ("filter a like /(/", "unexpected symbol found /(/ at line 1 and position 15"),
        ("filter a = 'x", "unexpected symbol found ' at line 1 and position 12"),
        ("parse @message '* b *' as one",
         "unexpected symbol found one at line 1 and position 27"),
        ("stats count(*) | stats count(*) | stats count(*)",
         "unexpected symbol found stats at line 1 and position 35"),
        ("stats bin(1h)", "unexpected symbol found bin at line 1 and position 7"),
        ("stats count(*) by bin(1x)", "unexpected symbol found 1x at line 1 and position 23"),
    ];
    for (query, text) in cases {
        super::refused(&mut lab, "StartQuery", start(query), malformed, text);
    }
    for (query, what) in [
        ("fields a | pattern @message", "pattern in a Logs Insights query"),
        ("stats count(*) by bin(1mo)", "months, quarters and years in a Logs Insights query"),
    ] {
        let error = lab.fails("logs", "StartQuery", start(query));
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(what), "{message}");
    }
    let deep = format!("filter {}a{}", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(lab.fails("logs", "StartQuery", start(&deep))["code"], malformed);
}
