//! The page of sinks and links.

use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::sim::{AccountId, Region, Scope};
use watchtrail::view::observability::{self, Link, Model, Sink, Stand, act};

use crate::support::Lab;

fn model(lab: &Lab, account: &str) -> Model {
    let scope = Scope { account: AccountId::parse(account).unwrap(), region: Region::US_EAST_1 };
    observability::model(&lab.world, scope)
}

fn home(lab: &Lab) -> Model {
    model(lab, &lab.world.home().to_string())
}

/// What a page of the member asks, in a role there.
fn there(lab: &mut Lab, key: &str, request: Request) -> Result<Value, String> {
    let outcome = lab.signed(key, request.service().cli, request.spec().name, request.input());
    outcome.reply.map_err(|error| error.code)
}

#[test]
fn a_sink_is_made_opened_linked_to_and_deleted() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    assert_eq!((home(&lab).sink, home(&lab).stand()), (None, Stand::Alone));
    lab.request(act::create_sink("central"));
    let sink = home(&lab).sink.unwrap();
    assert_eq!(
        (sink.name.as_str(), &sink.policy, home(&lab).stand()),
        ("central", &None, Stand::Closed)
    );
    let link = act::create_link(&sink.arn, "$AccountName");
    let denied = there(&mut lab, &key, link.clone());
    assert_eq!(denied.unwrap_err(), "AccessDeniedException");
    let id = home(&lab).organization.unwrap();
    lab.request(act::put_policy(&sink.arn, &act::for_organization(&id)));
    assert_eq!(home(&lab).stand(), Stand::Waiting);
    let arn = there(&mut lab, &key, link).unwrap()["Arn"].as_str().unwrap().to_owned();
    let row = |other: &str| Link {
        arn: arn.clone(),
        label: "shop".into(),
        other: other.to_owned(),
        sink: sink.arn.clone(),
        types: vec!["AWS::CloudWatch::Metric".into()],
    };
    let policy = act::for_organization(&id);
    let found = home(&lab);
    assert_eq!((found.stand(), &found.links), (Stand::Reading, &vec![]));
    let kept = found.sink.unwrap();
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(value(kept.policy.as_deref().unwrap()), value(&policy));
    assert_eq!(
        Sink { policy: None, ..kept },
        Sink { attached: vec![row(&member)], ..sink.clone() }
    );
    let source = model(&lab, &member);
    assert_eq!((source.stand(), source.sink), (Stand::Sharing, None));
    assert_eq!(source.links, [row(&home(&lab).account)]);
    let refused = lab.fails("oam", "DeleteSink", act::delete_sink(&sink.arn).input());
    assert_eq!(refused["code"], "ConflictException");
    there(&mut lab, &key, act::delete_link(&arn)).unwrap();
    lab.request(act::delete_sink(&sink.arn));
    assert_eq!((home(&lab).sink, model(&lab, &member).links), (None, vec![]));
}

#[test]
fn ready_policies_let_accounts_in_by_number() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let sink = lab.request(act::create_sink("central"))["Arn"].as_str().unwrap().to_owned();
    let put = |lab: &mut Lab, numbers: &str| {
        lab.request(act::put_policy(&sink, &act::for_accounts(numbers).unwrap()));
    };
    let link = act::create_link(&sink, "$AccountEmail");
    put(&mut lab, "111122223333");
    assert_eq!(there(&mut lab, &key, link.clone()).unwrap_err(), "AccessDeniedException");
    put(&mut lab, &format!("111122223333, {member}"));
    assert!(there(&mut lab, &key, link).is_ok());
    for wrong in ["", " ,", "1234", "11112222333a", "111122223333;444455556666"] {
        assert_eq!(act::for_accounts(wrong), None, "{wrong}");
    }
}

#[test]
fn a_policy_is_put_in_one_line_and_no_policy_as_it_is() {
    let text = |policy: &str| act::put_policy("arn", policy).input()["Policy"].clone();
    assert_eq!(text("{\n \"Version\": \"2012-10-17\"\n}"), json!("{\"Version\":\"2012-10-17\"}"));
    assert_eq!(text("{ no"), json!("{ no"));
}

#[test]
fn the_page_asks_of_a_sink_only_where_there_is_one() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.home(), region: Region::US_EAST_1 };
    let names = |lab: &Lab| {
        let reads = observability::reads(&lab.world, scope);
        reads.iter().map(|read| read.spec().name).collect::<Vec<_>>()
    };
    assert_eq!(names(&lab), ["ListSinks", "ListLinks"]);
    lab.request(act::create_sink("central"));
    assert_eq!(names(&lab), ["ListSinks", "ListLinks", "GetSinkPolicy", "ListAttachedLinks"]);
    for read in observability::reads(&lab.world, scope) {
        lab.request(read);
    }
}
