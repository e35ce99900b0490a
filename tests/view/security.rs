//! The pages of security groups: rules made and taken away, what is open and who opened it.

use serde_json::json;
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Outcome, Region, Scope, Span, Via, Who};
use watchtrail::view::advice;
use watchtrail::view::route::Route;
use watchtrail::view::security::act::{self, Form, Source};
use watchtrail::view::security::{Detail, detail, list};

use crate::support::Lab;

fn send(lab: &mut Lab, who: &str, request: Request) -> Outcome {
    let (who, region) = (Who::User(who.to_owned()), Region::US_EAST_1);
    lab.world.apply(&Command::Call(Call { who, region, via: Via::Console, request }))
}

fn page(lab: &Lab, id: &str) -> Detail {
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    detail(&lab.world, scope, id).unwrap()
}

fn ssh(range: &str) -> Form {
    let (kind, range) = ("SSH".to_owned(), range.to_owned());
    Form { kind, range, ..Form::default() }
}

#[test]
fn a_door_opened_to_everybody_is_said_with_who_opened_it() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    assert_eq!(act::create("web", ""), None, "AWS asks for a description");
    let reply = send(&mut lab, "admin", act::create("web", "for the web").unwrap()).reply.unwrap();
    let id = act::made(&reply).unwrap();
    for read in Route::SecurityGroup(id.clone()).reads(&lab.world, Region::US_EAST_1) {
        send(&mut lab, "admin", read).reply.unwrap();
    }
    let new = page(&lab, &id);
    assert_eq!((new.inbound.len(), new.outbound.len(), new.warnings.len()), (0, 1, 0));
    let form = ssh("0.0.0.0/0");
    assert!(form.is_risky() && !ssh("203.0.113.7/32").is_risky());
    send(&mut lab, "jiwoo", form.authorize(&id, false).unwrap()).reply.unwrap();
    let open = page(&lab, &id);
    let rule = &open.inbound[0];
    assert_eq!((rule.kind, rule.ports.as_str(), rule.risky), ("SSH", "22", true));
    let by = open.warnings[0].by.clone().unwrap();
    assert_eq!((open.warnings[0].door, by.who.as_str()), ("SSH", "jiwoo"));
    assert!(by.shown.is_some(), "event history does not show it yet");
    lab.sleep(Span::mins(10));
    let by = page(&lab, &id).warnings[0].by.clone().unwrap();
    assert_eq!(by.shown, None);
    let asked = json!({
        "LookupAttributes": [{ "AttributeKey": "EventId", "AttributeValue": by.event }]
    });
    let events = lab.ok("cloudtrail", "LookupEvents", asked);
    assert_eq!(events["Events"][0]["EventName"], "AuthorizeSecurityGroupIngress");
    let rows = list(&lab.world, scope);
    let doors: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.open.clone())).collect();
    assert_eq!(doors, [("default", vec![]), ("web", vec!["SSH"])]);
    let twice = send(&mut lab, "admin", form.authorize(&id, false).unwrap()).reply.unwrap_err();
    let op = "AuthorizeSecurityGroupIngress";
    assert_eq!(advice::of(op, &twice.code), Some("security.advice.twice"));
    send(&mut lab, "admin", act::revoke(&id, false, &rule.id)).reply.unwrap();
    assert_eq!(page(&lab, &id).warnings, []);
    send(&mut lab, "admin", act::delete(&id)).reply.unwrap();
    assert_eq!(detail(&lab.world, scope, &id), None);
}

#[test]
fn rules_are_what_the_form_says() {
    let mut lab = Lab::new();
    let reply = send(&mut lab, "admin", act::create("app", "app").unwrap()).reply.unwrap();
    let id = act::made(&reply).unwrap();
    let custom = |ports: &str| Form {
        kind: "Custom TCP".to_owned(),
        ports: ports.to_owned(),
        source: Source::Group,
        group: id.clone(),
        ..Form::default()
    };
    for wrong in ["", "x", "70000", "90-80", "1-2-3"] {
        assert_eq!(custom(wrong).problems()[0], Some("security.problem.ports"), "{wrong}");
        assert_eq!(custom(wrong).authorize(&id, false), None);
    }
    assert_eq!(Form::default().problems()[1], Some("security.problem.range"));
    let all = Form {
        kind: "All traffic".to_owned(),
        source: Source::Anywhere6,
        description: "all".to_owned(),
        ..Form::default()
    };
    assert!(all.is_risky());
    for form in [custom("8080"), custom("8000-8010"), all, ssh("2001:db8::/32")] {
        send(&mut lab, "admin", form.authorize(&id, false).unwrap()).reply.unwrap();
    }
    let found: Vec<_> = page(&lab, &id)
        .inbound
        .iter()
        .map(|r| format!("{} {} {} {}", r.kind, r.protocol, r.ports, r.description))
        .collect();
    assert_eq!(
        found,
        [
            "Custom TCP TCP 8080 ",
            "Custom TCP TCP 8000 - 8010 ",
            "All traffic All All all",
            "SSH TCP 22 "
        ]
    );
    let warned: Vec<_> = page(&lab, &id).warnings.iter().map(|w| w.port).collect();
    assert_eq!(warned, [22, 3389], "all traffic opens both doors");
    let range = ssh("10.0.0.0/40").authorize(&id, true).unwrap();
    let error = send(&mut lab, "admin", range).reply.unwrap_err();
    assert_eq!(
        advice::of("AuthorizeSecurityGroupEgress", &error.code),
        Some("security.advice.value")
    );
    let run = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "SecurityGroupIds": [id],
        "MinCount": 1, "MaxCount": 1 });
    lab.ok("ec2", "RunInstances", run);
    assert_eq!(page(&lab, &id).instances.len(), 1);
    let used = send(&mut lab, "admin", act::delete(&id)).reply.unwrap_err();
    assert_eq!(advice::of("DeleteSecurityGroup", &used.code), Some("security.advice.used"));
}
