//! Whom a Deny with `NotPrincipal` spares.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>

use serde_json::{Value, json};
use watchtrail::access::{Outcome, Principal, Unspared};

use super::{Case, one};

const BUCKET: &str = "arn:aws:s3:::reports";
const ROOT: &str = "arn:aws:iam::111122223333:root";
const USER: &str = "arn:aws:iam::111122223333:user/student";
const OTHER: &str = "arn:aws:iam::111122223333:user/other";
const ROLE: &str = "arn:aws:iam::111122223333:role/lab";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/lab/minsu";
const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/minsu";
const GUEST: &str = "arn:aws:iam::444455556666:user/guest";

fn all_but(effect: &str, names: &Value) -> Value {
    json!({ "Effect": effect, "NotPrincipal": names, "Action": "s3:*", "Resource": BUCKET })
}

fn asked(principal: &Principal, bounded: bool, statement: Value) -> Case {
    let allow = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let allow = one("2012-10-17", allow);
    Case {
        principal: principal.clone(),
        resource_policy: Some(one("2012-10-17", statement)),
        boundary: bounded.then(|| allow.clone()),
        identity: vec![("all".to_owned(), allow)],
        ..Case::user("s3:ListBucket", BUCKET)
    }
}

#[test]
fn all_that_somebody_is_must_be_named() {
    let user = Principal::User { arn: USER.to_owned() };
    let guest = Principal::User { arn: GUEST.to_owned() };
    let root = Principal::Root { account: "111122223333".to_owned() };
    let role = Principal::Role { role: ROLE.to_owned(), session: SESSION.to_owned() };
    let federated = Principal::Federated { user: USER.to_owned(), session: FEDERATED.to_owned() };
    let of_root = Principal::Federated { user: ROOT.to_owned(), session: FEDERATED.to_owned() };
    let service = Principal::Service { name: "logs.amazonaws.com".to_owned() };
    let aws = |names: &[&str]| json!({ "AWS": names });
    let services = json!({ "Service": "logs.amazonaws.com" });
    // Who asks, whom the statement names, what of the former it leaves out.
    let rows = [
        (&user, aws(&[USER, ROOT]), None),
        (&user, aws(&[USER, "111122223333"]), None),
        (&user, aws(&[ROOT]), Some(USER)),
        (&user, aws(&[USER]), Some(ROOT)),
        (&user, aws(&[OTHER, ROOT]), Some(USER)),
        (&user, aws(&[GUEST, "444455556666"]), Some(ROOT)),
        (&user, services.clone(), Some(ROOT)),
        (&user, json!("*"), None),
        (&user, aws(&["*"]), None),
        (&guest, aws(&[USER, ROOT]), Some("arn:aws:iam::444455556666:root")),
        (&root, aws(&[ROOT]), None),
        (&root, aws(&[USER]), Some(ROOT)),
        (&role, aws(&[ROOT, ROLE, SESSION]), None),
        (&role, aws(&[ROOT, ROLE]), Some(SESSION)),
        (&role, aws(&[ROOT, SESSION]), Some(ROLE)),
        (&role, aws(&[ROLE, SESSION]), Some(ROOT)),
        (&federated, aws(&[ROOT, USER, FEDERATED]), None),
        (&federated, aws(&[ROOT, USER]), Some(FEDERATED)),
        (&of_root, aws(&[ROOT, FEDERATED]), None),
        (&service, services, None),
        (&service, aws(&[ROOT]), Some("logs.amazonaws.com")),
        (&Principal::Anonymous, aws(&[ROOT]), Some("*")),
        (&Principal::Anonymous, json!("*"), None),
    ];
    for (principal, names, left_out) in rows {
        let decision = asked(principal, false, all_but("Deny", &names)).decide();
        let statement = &decision.policies[0].policy.statements()[0];
        let expected = left_out.map(|name| Unspared::Unnamed(name.to_owned()));
        assert_eq!(decision.unspared(statement), expected, "{principal:?} {names}");
        let denied = decision.outcome == Outcome::ExplicitDeny;
        assert_eq!(denied, left_out.is_some(), "{principal:?} {names}");
    }
}

#[test]
fn who_has_a_permissions_boundary_is_never_spared() {
    let user = Principal::User { arn: USER.to_owned() };
    let role = Principal::Role { role: ROLE.to_owned(), session: SESSION.to_owned() };
    for (principal, names) in [
        (&user, json!({ "AWS": [USER, ROOT] })),
        (&role, json!({ "AWS": [ROOT, ROLE, SESSION] })),
        (&user, json!("*")),
    ] {
        let decision = asked(principal, true, all_but("Deny", &names)).decide();
        assert_eq!(decision.outcome, Outcome::ExplicitDeny, "{principal:?} {names}");
        let statement = &decision.policies[0].policy.statements()[0];
        assert_eq!(decision.unspared(statement), Some(Unspared::Bounded));
    }
}

/// With Allow, who is named in whatever way is left out, and nothing is to be told.
#[test]
fn an_allow_speaks_of_whom_it_does_not_name() {
    let guest = Principal::User { arn: GUEST.to_owned() };
    for (names, allowed) in [(ROOT, true), ("444455556666", false), (GUEST, false)] {
        let case = asked(&guest, false, all_but("Allow", &json!({ "AWS": names })));
        let decision = case.decide();
        assert_eq!(decision.is_allowed(), allowed, "{names}");
        assert_eq!(decision.unspared(&decision.policies[0].policy.statements()[0]), None);
    }
}
