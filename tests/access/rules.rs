//! The order of the decision, and single elements the vectors leave out.

use serde_json::{Value, json};
use watchtrail::access::{Outcome, Policy, PolicyKind, Principal, ResourceRule, Verdict};

use super::{ACCOUNT, Case, context, one};

const TOPIC: &str = "arn:aws:sns:us-east-1:111122223333:ops-alerts";
const USER: &str = "arn:aws:iam::111122223333:user/student";
const ROLE: &str = "arn:aws:iam::111122223333:role/lab";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/lab/minsu";
const GUEST: &str = "arn:aws:iam::444455556666:user/guest";

fn allow() -> Policy {
    one("2012-10-17", json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }))
}

fn deny() -> Policy {
    one("2012-10-17", json!({ "Effect": "Deny", "Action": "sns:*", "Resource": "*" }))
}

fn other() -> Policy {
    one("2012-10-17", json!({ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" }))
}

fn to(principal: Value) -> Policy {
    let statement = json!({
        "Effect": "Allow",
        "Principal": principal,
        "Action": "SNS:Publish",
        "Resource": TOPIC,
    });
    one("2008-10-17", statement)
}

fn publish() -> Case {
    Case::user("SNS:Publish", TOPIC)
}

fn role() -> Case {
    let principal = Principal::Role { role: ROLE.to_owned(), session: SESSION.to_owned() };
    Case { principal, ..publish() }
}

fn identity(policy: Policy) -> Vec<(String, Policy)> {
    vec![("p".to_owned(), policy)]
}

/// A row: what is tried, the question, the outcome, and the kind of policy that decides.
type Row = (&'static str, Case, Outcome, Option<PolicyKind>);

fn check(rows: Vec<Row>) {
    for (title, case, outcome, by) in rows {
        let decision = case.decide();
        assert_eq!(
            (decision.outcome, decision.decided_by),
            (outcome, by),
            "{title}: {decision:#?}"
        );
    }
}

#[test]
fn the_principal_s_side() {
    use Outcome::{Allow, ExplicitDeny, ImplicitDeny};
    use PolicyKind::{Boundary, Identity, Session};
    let with = |boundary: Option<Policy>, session: Vec<Policy>| Case {
        identity: identity(allow()),
        boundary,
        session,
        ..role()
    };
    check(vec![
        ("nothing", publish(), ImplicitDeny, Some(Identity)),
        ("allowed", with(None, vec![]), Allow, Some(Identity)),
        ("boundary allows", with(Some(allow()), vec![]), Allow, Some(Identity)),
        ("boundary does not", with(Some(other()), vec![]), ImplicitDeny, Some(Boundary)),
        ("boundary denies", with(Some(deny()), vec![]), ExplicitDeny, Some(Boundary)),
        ("session allows", with(None, vec![allow()]), Allow, Some(Identity)),
        ("session does not", with(None, vec![other()]), ImplicitDeny, Some(Session)),
        ("one of two", with(None, vec![other(), allow()]), Allow, Some(Identity)),
        ("session denies", with(None, vec![allow(), deny()]), ExplicitDeny, Some(Session)),
        ("boundary first", with(Some(other()), vec![other()]), ImplicitDeny, Some(Boundary)),
        (
            "identity first",
            Case { identity: vec![], ..with(Some(other()), vec![other()]) },
            ImplicitDeny,
            Some(Identity),
        ),
    ]);
}

#[test]
fn the_resource_s_side_within_an_account() {
    use Outcome::{Allow, ExplicitDeny, ImplicitDeny};
    use PolicyKind::{Boundary, Identity, Resource, Session};
    let user = |principal: Value| Case { resource_policy: Some(to(principal)), ..publish() };
    let session = |principal: Value| Case { resource_policy: Some(to(principal)), ..role() };
    let bounded = |case: Case| Case { boundary: Some(other()), ..case };
    let limited = |case: Case| Case { session: vec![other()], ..case };
    let denies = one(
        "2012-10-17",
        json!({ "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": TOPIC }),
    );
    let account = json!({ "AWS": ACCOUNT });
    check(vec![
        ("the user", user(json!({ "AWS": USER })), Allow, Some(Resource)),
        ("past a boundary", bounded(user(json!({ "AWS": USER }))), Allow, Some(Resource)),
        ("everyone", bounded(user(json!("*"))), Allow, Some(Resource)),
        ("the account", user(account.clone()), ImplicitDeny, Some(Identity)),
        (
            "the account and the user's own",
            Case { identity: identity(allow()), ..user(account.clone()) },
            Allow,
            Some(Identity),
        ),
        (
            "the session",
            limited(bounded(session(json!({ "AWS": SESSION })))),
            Allow,
            Some(Resource),
        ),
        ("the role", session(json!({ "AWS": ROLE })), Allow, Some(Resource)),
        (
            "the role within a boundary",
            bounded(session(json!({ "AWS": ROLE }))),
            ImplicitDeny,
            Some(Boundary),
        ),
        (
            "the role within a session policy",
            limited(session(json!({ "AWS": ROLE }))),
            ImplicitDeny,
            Some(Session),
        ),
        (
            "a deny",
            Case {
                identity: identity(allow()),
                resource_policy: Some(denies.clone()),
                ..publish()
            },
            ExplicitDeny,
            Some(Resource),
        ),
        (
            "a deny stops the root user",
            Case {
                principal: Principal::Root { account: ACCOUNT.to_owned() },
                resource_policy: Some(denies),
                ..publish()
            },
            ExplicitDeny,
            Some(Resource),
        ),
    ]);
}

#[test]
fn policies_that_must_allow() {
    use Outcome::{Allow, ImplicitDeny};
    use PolicyKind::{Identity, Resource, RoleTrust};
    let case = |rule: ResourceRule, policy: Option<Policy>| Case {
        rule,
        resource_policy: policy,
        identity: identity(allow()),
        ..publish()
    };
    let account = || Some(to(json!({ "AWS": ACCOUNT })));
    let user = || Some(to(json!({ "AWS": USER })));
    check(vec![
        ("trust: nobody", case(ResourceRule::RoleTrust, None), ImplicitDeny, Some(RoleTrust)),
        ("trust: account", case(ResourceRule::RoleTrust, account()), Allow, Some(Identity)),
        ("trust: user", case(ResourceRule::RoleTrust, user()), Allow, Some(RoleTrust)),
        ("key: nobody", case(ResourceRule::Key, None), ImplicitDeny, Some(Resource)),
        ("key: account", case(ResourceRule::Key, account()), Allow, Some(Identity)),
    ]);
}

#[test]
fn across_accounts_both_sides_must_allow() {
    use Outcome::{Allow, ImplicitDeny};
    use PolicyKind::{Boundary, Identity, Resource};
    let guest = |resource: Option<Policy>, own: Vec<(String, Policy)>| Case {
        principal: Principal::User { arn: GUEST.to_owned() },
        resource_policy: resource,
        identity: own,
        ..publish()
    };
    let theirs = || Some(to(json!({ "AWS": "arn:aws:iam::444455556666:root" })));
    let hers = || Some(to(json!({ "AWS": GUEST })));
    check(vec![
        ("own side only", guest(None, identity(allow())), ImplicitDeny, Some(Resource)),
        ("their side only", guest(hers(), vec![]), ImplicitDeny, Some(Identity)),
        ("both, the user", guest(hers(), identity(allow())), Allow, Some(Identity)),
        ("both, the account", guest(theirs(), identity(allow())), Allow, Some(Identity)),
        (
            "both, within a boundary",
            Case { boundary: Some(other()), ..guest(hers(), identity(allow())) },
            ImplicitDeny,
            Some(Boundary),
        ),
        (
            "root of the other account",
            Case {
                principal: Principal::Root { account: "444455556666".to_owned() },
                ..guest(theirs(), vec![])
            },
            Allow,
            Some(Resource),
        ),
        (
            "the account is read in the ARN",
            Case { owner: None, ..guest(None, identity(allow())) },
            ImplicitDeny,
            Some(Resource),
        ),
    ]);
}

#[test]
fn organizations() {
    use Outcome::{Allow, ExplicitDeny, ImplicitDeny};
    use PolicyKind::{Identity, ResourceControl, ServiceControl};
    let admin = || Case { identity: identity(allow()), ..publish() };
    let root = Principal::Root { account: ACCOUNT.to_owned() };
    let levels = || vec![vec![allow()], vec![other()]];
    check(vec![
        (
            "all allow",
            Case { scps: vec![vec![allow()], vec![allow()]], ..admin() },
            Allow,
            Some(Identity),
        ),
        (
            "one level does not",
            Case { scps: levels(), ..admin() },
            ImplicitDeny,
            Some(ServiceControl),
        ),
        (
            "one of a level is enough",
            Case { scps: vec![vec![other(), allow()]], ..admin() },
            Allow,
            Some(Identity),
        ),
        (
            "a level without policies",
            Case { scps: vec![vec![]], ..admin() },
            ImplicitDeny,
            Some(ServiceControl),
        ),
        (
            "root is bound",
            Case { principal: root.clone(), scps: levels(), ..publish() },
            ImplicitDeny,
            Some(ServiceControl),
        ),
        ("root is free", Case { principal: root, ..publish() }, Allow, None),
        (
            "a resource control policy",
            Case { rcps: levels(), ..admin() },
            ImplicitDeny,
            Some(ResourceControl),
        ),
        (
            "a deny below a missing allow",
            Case { scps: vec![vec![other()], vec![deny()]], ..admin() },
            ExplicitDeny,
            Some(ServiceControl),
        ),
        (
            "resource control is named first",
            Case { rcps: vec![vec![deny()]], scps: vec![vec![deny()]], ..admin() },
            ExplicitDeny,
            Some(ResourceControl),
        ),
        (
            "service control binds no service",
            Case {
                principal: Principal::Service { name: "events.amazonaws.com".to_owned() },
                resource_policy: Some(to(json!({ "Service": "events.amazonaws.com" }))),
                scps: levels(),
                ..publish()
            },
            Allow,
            Some(PolicyKind::Resource),
        ),
    ]);
}

#[test]
fn services_and_the_anonymous_need_the_resource_s_policy() {
    use Outcome::{Allow, ImplicitDeny};
    use PolicyKind::Resource;
    let service = || Principal::Service { name: "cloudwatch.amazonaws.com".to_owned() };
    let case = |principal: Principal, policy: Option<Value>| Case {
        principal,
        resource_policy: policy.map(to),
        ..publish()
    };
    let named = json!({ "Service": "cloudwatch.amazonaws.com" });
    let other = json!({ "Service": "events.amazonaws.com" });
    check(vec![
        ("none", case(service(), None), ImplicitDeny, Some(Resource)),
        ("named", case(service(), Some(named)), Allow, Some(Resource)),
        ("another", case(service(), Some(other)), ImplicitDeny, Some(Resource)),
        ("everyone", case(service(), Some(json!({ "AWS": "*" }))), Allow, Some(Resource)),
        ("public", case(Principal::Anonymous, Some(json!("*"))), Allow, Some(Resource)),
        (
            "not public",
            case(Principal::Anonymous, Some(json!({ "AWS": USER }))),
            ImplicitDeny,
            Some(Resource),
        ),
    ]);
}

#[test]
fn the_first_thing_that_keeps_a_statement_from_applying() {
    let condition =
        json!({ "StringEquals": { "aws:RequestedRegion": ["us-west-2", "${aws:username}"] } });
    let missing = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    let rows = [
        (json!({ "Action": "ec2:*", "Resource": "x" }), Verdict::OtherAction),
        (json!({ "NotAction": "sns:*", "Resource": "*" }), Verdict::OtherAction),
        (
            json!({ "Action": "SNS:Publish", "Resource": "arn:aws:sns:*:*:other" }),
            Verdict::OtherResource,
        ),
        (
            json!({ "Action": "sns:p*", "NotResource": "*", "Condition": missing }),
            Verdict::OtherResource,
        ),
        (
            json!({ "Action": "sns:p*", "Resource": "*", "Condition": condition }),
            Verdict::Condition {
                operator: "StringEquals".to_owned(),
                key: "aws:RequestedRegion".to_owned(),
                wanted: vec!["us-west-2".to_owned(), "student".to_owned()],
                found: Some(vec!["us-east-1".to_owned()]),
            },
        ),
        (
            json!({ "Action": "sns:p*", "Resource": "*", "Condition": missing }),
            Verdict::Condition {
                operator: "Bool".to_owned(),
                key: "aws:MultiFactorAuthPresent".to_owned(),
                wanted: vec!["true".to_owned()],
                found: None,
            },
        ),
        (json!({ "Action": "sns:p*", "Resource": "*" }), Verdict::Applies),
    ];
    let keys = json!({ "aws:RequestedRegion": "us-east-1", "aws:username": "student" });
    for (mut statement, verdict) in rows {
        statement["Effect"] = json!("Allow");
        let identity = identity(one("2012-10-17", statement.clone()));
        let decision = Case { identity, context: context(&keys), ..publish() }.decide();
        assert_eq!(decision.policies[0].verdicts, [verdict], "{statement}");
    }
    let decision =
        Case { resource_policy: Some(to(json!({ "AWS": GUEST }))), ..publish() }.decide();
    assert_eq!(decision.policies[0].verdicts, [Verdict::OtherPrincipal]);
}

#[test]
fn set_operators_and_if_exists() {
    // Operator, what the policy wants, what the request has, whether the statement applies.
    let rows = [
        ("StringLike", json!("*"), json!(null), false),
        ("StringNotLike", json!("*"), json!(null), true),
        ("StringEqualsIfExists", json!("a"), json!(null), true),
        ("StringNotEqualsIfExists", json!("a"), json!("a"), false),
        ("StringNotEquals", json!(["a", "b"]), json!("b"), false),
        ("StringNotEquals", json!(["a", "b"]), json!("c"), true),
        ("ForAllValues:StringEquals", json!(["a", "b"]), json!(["a", "b"]), true),
        ("ForAllValues:StringEquals", json!(["a", "b"]), json!(["a", "c"]), false),
        ("ForAllValues:StringEquals", json!("a"), json!([]), true),
        ("ForAllValues:StringEquals", json!("a"), json!([""]), true),
        ("ForAnyValue:StringEquals", json!(""), json!([""]), false),
        ("StringEquals", json!(""), json!([""]), true),
        ("ForAnyValue:StringEquals", json!(["a", "b"]), json!(["b", "c"]), true),
        ("ForAnyValue:StringEquals", json!(["a", "b"]), json!(["c", "d"]), false),
        ("ForAnyValue:StringEquals", json!("a"), json!([]), false),
        ("ForAllValues:StringNotEquals", json!("a"), json!(["b", "c"]), true),
        ("ForAllValues:StringNotEquals", json!("a"), json!(["a", "c"]), false),
        ("ForAnyValue:StringNotEquals", json!("a"), json!(["a", "c"]), true),
        ("ForAnyValue:StringNotEquals", json!("a"), json!(["a"]), false),
        ("ForAnyValue:StringLikeIfExists", json!("a*"), json!(null), true),
        ("ForAnyValue:StringLikeIfExists", json!("a*"), json!(["b", "ab"]), true),
        ("Null", json!("true"), json!([]), true),
        ("Null", json!(false), json!("x"), true),
        ("Null", json!("True"), json!("x"), false),
        ("NumericLessThan", json!(10), json!("9"), true),
        ("NotIpAddress", json!("203.0.113.0/24"), json!("198.51.100.7"), true),
        ("ArnNotEquals", json!("arn:aws:iam::1:role/*"), json!("arn:aws:iam::1:role/a"), false),
        // A wanted value with a variable that has none equals nothing.
        ("StringEquals", json!("${aws:PrincipalTag/none}"), json!("x"), false),
        ("StringNotEquals", json!("${aws:PrincipalTag/none}"), json!("x"), true),
        ("StringEquals", json!("${aws:PrincipalTag/none, 'x'}"), json!("x"), true),
    ];
    for (operator, wanted, found, applies) in rows {
        let statement = json!({
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*",
            "Condition": { operator: { "Test:Key": wanted } },
        });
        let keys = if found.is_null() { json!({}) } else { json!({ "test:key": found }) };
        let identity = identity(one("2012-10-17", statement));
        let decision = Case { identity, context: context(&keys), ..publish() }.decide();
        assert_eq!(decision.is_allowed(), applies, "{operator} {wanted} {found}");
    }
}

#[test]
fn variables_in_resources() {
    let own = "arn:aws:iam::111122223333:user/student";
    let rows = [
        ("2012-10-17", "Resource", "arn:aws:iam::*:user/${aws:username}", own, true),
        ("2008-10-17", "Resource", "arn:aws:iam::*:user/${aws:username}", own, false),
        ("2012-10-17", "Resource", "arn:aws:iam::*:user/${aws:nobody}", own, false),
        ("2012-10-17", "NotResource", "arn:aws:iam::*:user/${aws:nobody}", own, true),
        ("2012-10-17", "Resource", "arn:aws:iam::*:user/${aws:nobody, 'student'}", own, true),
        ("2012-10-17", "Resource", "arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", true),
        ("2012-10-17", "Resource", "arn:aws:s3:::b/${?}", "arn:aws:s3:::b/x", false),
        ("2012-10-17", "Resource", "arn:aws:s3:::b/${$}{x}", "arn:aws:s3:::b/${x}", true),
    ];
    for (version, element, pattern, resource, applies) in rows {
        let statement = json!({ "Effect": "Allow", "Action": "*", element: pattern });
        let case = Case {
            identity: identity(one(version, statement)),
            context: context(&json!({ "aws:username": "student" })),
            ..Case::user("iam:GetUser", resource)
        };
        assert_eq!(case.decide().is_allowed(), applies, "{version} {element} {pattern}");
    }
}

#[test]
fn actions_without_a_resource_match_stars_only() {
    for (pattern, applies) in
        [("*", true), ("**", true), ("arn:aws:ec2:*:*:*", false), ("arn:*", false)]
    {
        let statement =
            json!({ "Effect": "Allow", "Action": "ec2:Describe*", "Resource": pattern });
        let identity = identity(one("2012-10-17", statement));
        let case = Case { identity, ..Case::user("ec2:DescribeInstances", "*") };
        assert_eq!(case.decide().is_allowed(), applies, "{pattern}");
    }
}

#[test]
fn a_policy_says_whether_it_speaks_of_a_service() {
    let rows = [
        (json!({ "Action": ["ec2:*", "SNS:Publish"] }), true),
        (json!({ "Action": ["ec2:*", "cloudwatch:*"] }), false),
        (json!({ "Action": "*" }), true),
        (json!({ "NotAction": "iam:*" }), true),
    ];
    for (mut statement, speaks) in rows {
        statement["Effect"] = json!("Allow");
        statement["Resource"] = json!("*");
        let case = Case { identity: identity(one("2012-10-17", statement.clone())), ..publish() };
        let decision = case.decide();
        assert_eq!(decision.policies[0].speaks_of(decision.service()), speaks, "{statement}");
    }
}
