//! Every address leads to its page and back.

use watchtrail::learn::drill::Code;
use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::sim::time::Time;
use watchtrail::view::backends::Kind;
use watchtrail::view::route::{
    AuditQuery, AuditView, BucketQuery, BucketTab, CrumbText, DashboardQuery, DrillPage,
    EventsQuery, ExamPage, LearnPage, MetricId, MetricsQuery, Place, Route, who_did_what,
};

fn metric() -> MetricId {
    MetricId {
        namespace: "AWS/EC2".to_owned(),
        name: "CPUUtilization".to_owned(),
        dimensions: vec![("InstanceId".to_owned(), "i-1".to_owned())],
    }
}

fn routes() -> Vec<(Route, &'static str)> {
    let at = Time::parse("2025-01-06T10:42:00Z").unwrap();
    let text = |text: &str| text.to_owned();
    vec![
        (Route::Home, "#/"),
        (Route::Labs, "#/labs"),
        (Route::Lab(text("first-alert")), "#/labs/first-alert"),
        (Route::SeededLab { id: text("mailbox-empty"), seed: 42 }, "#/labs/mailbox-empty?seed=42"),
        (Route::MakeLab, "#/labs/make"),
        (Route::LabLink(text("1-abc_DEF")), "#/labs/link/1-abc_DEF"),
        (Route::Points(None), "#/points"),
        (Route::Points(Some(text("P044"))), "#/points/P044"),
        (Route::Learn(LearnPage::Concepts), "#/learn/concepts"),
        (Route::Learn(LearnPage::Concept(text("alarms"))), "#/learn/concepts/alarms"),
        (Route::Learn(LearnPage::Glossary(None)), "#/learn/glossary"),
        (
            Route::Learn(LearnPage::Glossary(Some(text("경보 M")))),
            "#/learn/glossary?q=%EA%B2%BD%EB%B3%B4%20M",
        ),
        (Route::Learn(LearnPage::Progress), "#/learn/progress"),
        (Route::Learn(LearnPage::Teachers), "#/learn/teachers"),
        (Route::Instances, "#/ec2/instances"),
        (Route::Launch, "#/ec2/launch"),
        (Route::Instance(text("i-0a")), "#/ec2/instances/i-0a"),
        (Route::metrics(), "#/cloudwatch/metrics"),
        (
            Route::Metrics(MetricsQuery {
                namespace: Some(text("AWS/EC2")),
                metrics: vec![metric()],
                math: vec!["m1 / 2 & \"x\"".to_owned(), "e1 + 1".to_owned()],
                stat: Some(text("p99.9")),
                period_secs: Some(300),
                ..MetricsQuery::default()
            }),
            "#/cloudwatch/metrics?namespace=AWS%2FEC2&metric=AWS%252FEC2%2FCPUUtilization\
             %2FInstanceId%2Fi-1&math=m1%20%2F%202%20%26%20%22x%22&math=e1%20%2B%201&stat=p99.9\
             &period=300",
        ),
        (Route::Services(None), "#/cloudwatch/services"),
        (Route::Services(Some(text("rds"))), "#/cloudwatch/services/rds"),
        (Route::Bet { seed: 7, minutes: 25 }, "#/bet/7/25"),
        (Route::Alarms, "#/cloudwatch/alarms"),
        (
            Route::alarm("CPU > 70 % / 경보"),
            "#/cloudwatch/alarms/CPU%20%3E%2070%20%25%20%2F%20%EA%B2%BD%EB%B3%B4",
        ),
        (
            Route::Alarm { name: text("web"), at: Some(at) },
            "#/cloudwatch/alarms/web?at=2025-01-06T10:42:00.000Z",
        ),
        (Route::CreateAlarm(None), "#/cloudwatch/create-alarm"),
        (
            Route::CreateAlarm(Some(metric())),
            "#/cloudwatch/create-alarm?metric=AWS%252FEC2%2FCPUUtilization%2FInstanceId%2Fi-1",
        ),
        (Route::LogGroups, "#/cloudwatch/log-groups"),
        (Route::LogsInsights(None), "#/cloudwatch/logs-insights"),
        (
            Route::LogsInsights(Some("/shop/web".into())),
            "#/cloudwatch/logs-insights?group=%2Fshop%2Fweb",
        ),
        (
            Route::LogGroup { group: text("CloudTrail/logs"), stream: None },
            "#/cloudwatch/log-groups/CloudTrail%2Flogs",
        ),
        (
            Route::LogGroup { group: text("a"), stream: Some(text("1_CloudTrail_x")) },
            "#/cloudwatch/log-groups/a?stream=1_CloudTrail_x",
        ),
        (Route::CreateComposite, "#/cloudwatch/create-composite-alarm"),
        (Route::MuteRules, "#/cloudwatch/mute-rules"),
        (Route::Observability, "#/cloudwatch/observability"),
        (Route::EditAlarm(text("web")), "#/cloudwatch/edit-alarm/web"),
        (Route::Backtest(text("web")), "#/cloudwatch/backtest/web"),
        (Route::Volumes, "#/ec2/volumes"),
        (Route::CreateVolume, "#/ec2/create-volume"),
        (Route::Volume(text("vol-0a")), "#/ec2/volumes/vol-0a"),
        (Route::SecurityGroups, "#/ec2/security-groups"),
        (Route::CreateSecurityGroup, "#/ec2/create-security-group"),
        (Route::SecurityGroup(text("sg-0a")), "#/ec2/security-groups/sg-0a"),
        (Route::Subnets, "#/ec2/subnets"),
        (Route::CreateSubnet, "#/ec2/create-subnet"),
        (Route::Subnet(text("subnet-0a")), "#/ec2/subnets/subnet-0a"),
        (Route::PlacementGroups, "#/ec2/placement-groups"),
        (Route::PrefixLists, "#/ec2/prefix-lists"),
        (Route::Addresses, "#/ec2/addresses"),
        (Route::Templates, "#/ec2/launch-templates"),
        (Route::CreateTemplate, "#/ec2/create-launch-template"),
        (Route::Groups, "#/ec2/groups"),
        (Route::CreateGroup, "#/ec2/create-group"),
        (Route::Group("web".to_owned()), "#/ec2/groups/web"),
        (Route::Dashboards, "#/cloudwatch/dashboards"),
        (Route::Dashboard(DashboardQuery::of("web-1_a")), "#/cloudwatch/dashboards/web-1_a"),
        (
            Route::Dashboard(DashboardQuery {
                range: Range::parse("1w"),
                period: Some(text("inherit")),
                ..DashboardQuery::of("web")
            }),
            "#/cloudwatch/dashboards/web?range=7d&period=inherit",
        ),
        (Route::Cost, "#/cloudwatch/cost"),
        (Route::Detectors, "#/cloudwatch/anomaly-detectors"),
        (Route::Contributors(None), "#/cloudwatch/contributor-insights"),
        (Route::Contributors(Some(text("a/b"))), "#/cloudwatch/contributor-insights/a%2Fb"),
        (Route::Streams, "#/cloudwatch/metric-streams"),
        (Route::CreateStream, "#/cloudwatch/create-metric-stream"),
        (Route::Stream(text("all/it")), "#/cloudwatch/metric-streams/all%2Fit"),
        (Route::Budgets, "#/budgets"),
        (Route::Budget(text("Shop Budget")), "#/budgets/Shop%20Budget"),
        (Route::Topics, "#/sns/topics"),
        (Route::CreateTopic, "#/sns/create-topic"),
        (Route::Topic(text("ops-alerts")), "#/sns/topics/ops-alerts"),
        (Route::Subscriptions, "#/sns/subscriptions"),
        (Route::CreateSubscription(None), "#/sns/create-subscription"),
        (
            Route::CreateSubscription(Some(text("arn:aws:sns:us-east-1:1:ops"))),
            "#/sns/create-subscription?topic=arn:aws:sns:us-east-1:1:ops",
        ),
        (Route::Commands, "#/ssm/commands"),
        (Route::SendCommand, "#/ssm/send-command"),
        (Route::Command(text("0a-1b")), "#/ssm/commands/0a-1b"),
        (Route::Parameters, "#/ssm/parameters"),
        (Route::Backends(Kind::Table), "#/dynamodb/tables"),
        (Route::Backends(Kind::Queue), "#/sqs/queues"),
        (Route::Backend { kind: Kind::Function, name: text("pay") }, "#/lambda/functions/pay"),
        (Route::Buckets, "#/s3/buckets"),
        (Route::CreateBucket, "#/s3/create-bucket"),
        (Route::Bucket(BucketQuery::of("trail-logs")), "#/s3/buckets/trail-logs"),
        (
            Route::Bucket(BucketQuery {
                prefix: text("AWSLogs/1/"),
                versions: true,
                ..BucketQuery::of("trail-logs")
            }),
            "#/s3/buckets/trail-logs?prefix=AWSLogs%2F1%2F&versions=1",
        ),
        (
            Route::Bucket(BucketQuery {
                tab: BucketTab::Permissions,
                ..BucketQuery::of("trail-logs")
            }),
            "#/s3/buckets/trail-logs?tab=permissions",
        ),
        (
            Route::Object { bucket: text("b-1"), key: text("a/b c.gz"), version: None },
            "#/s3/objects/b-1?key=a%2Fb%20c.gz",
        ),
        (
            Route::Object { bucket: text("b-1"), key: text("a"), version: Some(text("null")) },
            "#/s3/objects/b-1?key=a&version=null",
        ),
        (Route::Inbox, "#/inbox"),
        (Route::Mail(3), "#/inbox/3"),
        (Route::Users, "#/iam/users"),
        (Route::User(text("jiwoo")), "#/iam/users/jiwoo"),
        (Route::UserGroups, "#/iam/groups"),
        (Route::UserGroup(text("ops")), "#/iam/groups/ops"),
        (Route::CredentialReport, "#/iam/credential-report"),
        (Route::Roles, "#/iam/roles"),
        (Route::Role(text("CWAgent")), "#/iam/roles/CWAgent"),
        (Route::Policies, "#/iam/policies"),
        (Route::Outsiders, "#/iam/access-analyzer"),
        (
            Route::Policy(text("arn:aws:iam::aws:policy/AmazonSNSFullAccess")),
            "#/iam/policies/arn:aws:iam::aws:policy%2FAmazonSNSFullAccess",
        ),
        (Route::events(), "#/cloudtrail/events"),
        (
            Route::Events(EventsQuery {
                from: Some(at),
                to: Some(at),
                ..EventsQuery::attribute("EventName", "CreateTopic")
            }),
            "#/cloudtrail/events?attribute=EventName&value=CreateTopic\
             &from=2025-01-06T10:42:00.000Z&to=2025-01-06T10:42:00.000Z",
        ),
        (Route::Event(text("0a-1b")), "#/cloudtrail/events/0a-1b"),
        (Route::Audit(AuditQuery::new(AuditView::Resource)), "#/cloudtrail/audit/resource"),
        (
            Route::Audit(AuditQuery::new(AuditView::Rare).over(true)),
            "#/cloudtrail/audit/rare?evidence=1",
        ),
        (
            Route::Audit(AuditQuery {
                day: Time::parse("2025-01-06"),
                ..AuditQuery::of(AuditView::Person, "arn:aws:iam::123456789012:user/jiwoo")
            }),
            "#/cloudtrail/audit/principal?name=arn:aws:iam::123456789012:user%2Fjiwoo\
             &day=2025-01-06",
        ),
        (
            Route::Audit(AuditQuery::of(AuditView::Chain, "0a-1b")),
            "#/cloudtrail/audit/chain?name=0a-1b",
        ),
        (
            Route::Evidence(EventsQuery {
                beside: vec![text("a"), text("b")],
                ..EventsQuery::attribute("EventName", "CreateTopic")
            }),
            "#/cloudtrail/evidence?attribute=EventName&value=CreateTopic&beside=a&beside=b",
        ),
        (Route::Organizations, "#/organizations"),
        (Route::SwitchRole(None), "#/switch-role"),
        (
            Route::SwitchRole(Some((text("111122223333"), text("Ops")))),
            "#/switch-role?account=111122223333&role=Ops",
        ),
        (Route::Trails, "#/cloudtrail/trails"),
        (Route::CreateTrail, "#/cloudtrail/create-trail"),
        (Route::Insights(None), "#/cloudtrail/insights"),
        (Route::Insights(Some(text("a-1"))), "#/cloudtrail/insights/a-1"),
        (
            Route::Trail(text("arn:aws:cloudtrail:us-east-1:1:trail/main")),
            "#/cloudtrail/trails/arn:aws:cloudtrail:us-east-1:1:trail%2Fmain",
        ),
        (Route::Terminal, "#/terminal"),
        (Route::Fidelity, "#/fidelity"),
        (Route::Settings, "#/settings"),
        (Route::Keys, "#/keys"),
        (Route::Exam(ExamPage::Choose), "#/exam"),
        (Route::Exam(ExamPage::Sit), "#/exam/sit"),
        (Route::Exam(ExamPage::Results), "#/exam/results"),
        (Route::Drills(DrillPage::Choose), "#/drills"),
        (Route::Drills(DrillPage::Results), "#/drills/results"),
        (Route::Drills(DrillPage::Given(Code::parse("2-4711").unwrap())), "#/drills/2-4711"),
        (Route::Share(text("1-abc_DEF")), "#/share/1-abc_DEF"),
    ]
}

#[test]
fn an_alarm_of_any_name_has_an_address() {
    let long = "a".repeat(255);
    let names = [
        "<img src=x onerror=alert(1)>",
        "\"; drop",
        "a/b?c#d%20&e=f",
        "..",
        "--",
        "it's \\ back",
        "😀👩‍👩‍👧",
        "مرحبا \u{202e}",
        long.as_str(),
    ];
    for name in names {
        let (one, edit) = (Route::alarm(name), Route::EditAlarm(name.to_owned()));
        for route in [one, edit] {
            let hash = route.hash();
            assert!(hash.is_ascii() && !hash.contains(['<', '"', ' ']), "{hash}");
            assert_eq!(Route::parse(&hash), route, "{hash}");
        }
    }
}

#[test]
fn every_route_has_an_address_that_leads_back() {
    for (route, hash) in routes() {
        assert_eq!(route.hash(), hash);
        assert_eq!(Route::parse(hash), route, "{hash}");
    }
}

#[test]
fn short_and_foreign_addresses_are_understood() {
    let cases = [
        ("", Route::Home),
        ("#", Route::Home),
        ("#/ec2", Route::Instances),
        ("#/ec2/instances/", Route::Instances),
        ("#/cloudwatch", Route::Alarms),
        ("#/cloudtrail/events?later=1", Route::events()),
        ("#s=1-abc", Route::Share("1-abc".to_owned())),
    ];
    for (hash, route) in cases {
        assert_eq!(Route::parse(hash), route, "{hash}");
    }
}

#[test]
fn addresses_of_no_page_are_not_found() {
    for hash in [
        "#/nowhere",
        "#/ec2/instances/i-1/x",
        "#/inbox/first",
        "#/iam/users/%zz",
        "#/iam/users/%ff",
        "#/cloudwatch/alarms/a?at=noon",
        "#/cloudwatch/create-alarm?metric=AWS",
        "#/cloudwatch/metrics?period=often",
        "#/s3/buckets/a?tab=metrics",
        "#/s3/objects/a",
        "#/cloudtrail/events?page=0",
        "#/cloudtrail/events?page=99999999",
    ] {
        assert_eq!(Route::parse(hash), Route::NotFound(hash.to_owned()));
    }
}

#[test]
fn sidebar_items_lead_to_pages_of_their_own() {
    for place in [
        Place::Home,
        Place::Labs,
        Place::Points,
        Place::Alarms,
        Place::Metrics,
        Place::LogGroups,
        Place::LogsInsights,
        Place::Observability,
        Place::Events,
        Place::Trails,
        Place::Insights,
        Place::Instances,
        Place::Topics,
        Place::Subscriptions,
        Place::Commands,
        Place::Parameters,
        Place::Backends(Kind::Table),
        Place::Backends(Kind::Function),
        Place::Backends(Kind::Queue),
        Place::Buckets,
        Place::Inbox,
        Place::Users,
        Place::UserGroups,
        Place::Roles,
        Place::Policies,
        Place::Outsiders,
        Place::CredentialReport,
        Place::Organizations,
        Place::Fidelity,
        Place::Settings,
        Place::Keys,
        Place::Exam,
        Place::Drills,
    ] {
        assert_eq!(place.route().place(), Some(place));
    }
}

#[test]
fn crumbs_lead_from_the_service_to_the_page() {
    let crumbs = |route: Route| {
        let text = |text: CrumbText| match text {
            CrumbText::Key(key) => key.to_owned(),
            CrumbText::Name(name) => name,
        };
        let crumbs = route.crumbs().into_iter();
        let crumbs = crumbs.map(|crumb| {
            let to = crumb.to.map(|to| to.hash()).unwrap_or_default();
            format!("{} {to}", text(crumb.text))
        });
        crumbs.collect::<Vec<_>>()
    };
    assert_eq!(
        crumbs(Route::alarm("web")),
        [
            "app.service.cloudwatch #/cloudwatch/alarms",
            "app.page.alarms #/cloudwatch/alarms",
            "web ",
        ]
    );
    assert_eq!(
        crumbs(Route::CreateTopic),
        ["app.service.sns #/sns/topics", "app.page.topics #/sns/topics", "app.page.create-topic "]
    );
    assert_eq!(
        crumbs(Route::metrics()),
        ["app.service.cloudwatch #/cloudwatch/alarms", "app.page.metrics "]
    );
    assert_eq!(crumbs(Route::Home), Vec::<String>::new());
}

#[test]
fn the_page_of_a_resource_leads_to_who_did_what_to_it() {
    let of = |name: &str| Some(Route::Audit(AuditQuery::of(AuditView::Resource, name)));
    let cases = [
        (Route::Instance("i-1".to_owned()), of("i-1")),
        (Route::Topic("ops".to_owned()), of("ops")),
        (Route::alarm("web"), of("web")),
        (Route::Role("Ops".to_owned()), of("Ops")),
        (Route::Policy("arn:aws:iam::aws:policy/A".to_owned()), of("A")),
        (Route::UserGroup("Ops".to_owned()), of("Ops")),
        (Route::Bucket(BucketQuery::of("evidence")), of("evidence")),
        (
            Route::Object { bucket: "evidence".to_owned(), key: "a/b".to_owned(), version: None },
            of("arn:aws:s3:::evidence/a/b"),
        ),
        (Route::Instances, None),
        (Route::Event("0a".to_owned()), None),
        (Route::Mail(1), None),
        (Route::Home, None),
    ];
    for (route, expected) in cases {
        assert_eq!(who_did_what(&route.crumbs()), expected, "{route:?}");
    }
}
