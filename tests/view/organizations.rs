//! The organization's page, and the switch to a role of another account.

use serde_json::json;
use watchtrail::learn::session::Session;
use watchtrail::services::Request;
use watchtrail::sim::{Region, Setup, Span, Watch, Who};
use watchtrail::text::Lang;
use watchtrail::view::iam::trial;
use watchtrail::view::organizations::{self, Kind, Organization, act, switch};
use watchtrail::view::{frame, terminal};

use crate::iam::document;
use crate::support::Lab;

fn managed(lab: &Lab) -> organizations::Managed {
    match organizations::model(&lab.world) {
        Organization::Managed(found) => *found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_tree_shows_what_is_attached_and_what_comes_from_above() {
    assert_eq!(organizations::model(&Lab::new().world), Organization::None);
    let (mut lab, member) = Lab::with_member("shop");
    let root = managed(&lab).root;
    let unit = json!({ "ParentId": root, "Name": "Workloads" });
    let unit = lab.org("CreateOrganizationalUnit", unit);
    let unit = unit["OrganizationalUnit"]["Id"].as_str().unwrap().to_owned();
    let moved = json!({ "AccountId": member, "SourceParentId": root, "DestinationParentId": unit });
    lab.org("MoveAccount", moved);
    lab.scp("NoUsers", document("Deny", "iam:CreateUser", "*"), &unit);
    let model = managed(&lab);
    let shape: Vec<(usize, Kind, &str)> =
        model.nodes.iter().map(|one| (one.depth, one.kind, one.name.as_str())).collect();
    assert_eq!(
        shape,
        [
            (0, Kind::Root, "Root"),
            (1, Kind::Account, "Management"),
            (1, Kind::Unit, "Workloads"),
            (2, Kind::Account, "shop"),
        ]
    );
    let shop = &model.nodes[3];
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(shop.attached, [pair("p-FullAWSAccess", "FullAWSAccess")]);
    assert_eq!(
        shop.inherited,
        [
            pair("FullAWSAccess", "Root"),
            pair("FullAWSAccess", "Workloads"),
            pair("NoUsers", "Workloads"),
        ]
    );
    assert_eq!(shop.destinations, [(root, "Root".to_owned())]);
    assert_eq!(shop.role.as_deref(), Some("OrganizationAccountAccessRole"));
    assert!(model.nodes[1].management && model.nodes[1].role.is_none());
    let policies: Vec<(&str, &[String])> =
        model.policies.iter().map(|one| (one.name.as_str(), one.targets.as_slice())).collect();
    assert_eq!(policies[1].0, "NoUsers");
    assert_eq!(policies[1].1, ["Root / Workloads"]);
    // What the page asks, and does, AWS takes.
    for request in organizations::reads(&lab.world) {
        assert!(matches!(request, Request::Organizations(_)));
    }
    let template = organizations::template();
    let made = act::create_policy("Trail", "", &template);
    let who = Who::User("admin".to_owned());
    lab.ask(who, made).unwrap();
}

/// A session in which the administrator has an organization with one account.
fn session() -> (Session, String) {
    let texts = crate::shell::texts(Lang::En);
    let mut session = Session::sandbox(Setup::default());
    session.call(act::create()).result.unwrap();
    session.call(act::create_account("Shop", "shop@example.com")).result.unwrap();
    let until = session.live().now() + Span::mins(2);
    session.advance(until, u32::MAX, Watch::Nothing, &texts);
    let Organization::Managed(model) = organizations::model(session.world()) else { panic!() };
    let shop = model.nodes.iter().find(|one| one.name == "Shop").unwrap();
    (session, shop.id.clone())
}

/// What calls are tried against in a member account has the policies above it.
#[test]
fn service_control_policies_are_weighed_when_a_call_is_tried() {
    let (mut session, account) = session();
    let mut org = |op: &str, input: serde_json::Value| {
        let request = Request::decode("organizations", op, input).unwrap();
        session.call(request).result
    };
    let root = org("ListRoots", json!({})).unwrap()["Roots"][0]["Id"].clone();
    let kind = "SERVICE_CONTROL_POLICY";
    // It may be on already.
    let _ = org("EnablePolicyType", json!({ "RootId": root, "PolicyType": kind }));
    let made = org(
        "CreatePolicy",
        json!({ "Name": "NoTopics", "Description": "", "Type": kind,
            "Content": document("Deny", "sns:*", "*") }),
    );
    let id = made.unwrap()["Policy"]["PolicySummary"]["Id"].clone();
    org("AttachPolicy", json!({ "PolicyId": id, "TargetId": account })).unwrap();
    let role = switch::role(&account, "OrganizationAccountAccessRole").unwrap();
    session.switch(&role).unwrap();
    let here = trial::ground(session.world());
    let texts = crate::shell::texts(Lang::En);
    let tried = |action: &str| {
        let asked = trial::Asked {
            principal: role.clone(),
            action: action.to_owned(),
            resource: "*".to_owned(),
            ..trial::Asked::default()
        };
        trial::answer(&here, &asked, &texts).unwrap()
    };
    assert!(tried("ec2:StopInstances").allowed);
    let denied = tried("sns:CreateTopic");
    let expected = "It would be denied: a statement denies it (service control policy).";
    assert_eq!(denied.verdict, expected);
    // AWS's simulator says the same.
    let asked =
        json!({ "PolicySourceArn": role, "ActionNames": ["sns:CreateTopic", "ec2:StopInstances"] });
    let asked = Request::decode("iam", "SimulatePrincipalPolicy", asked).unwrap();
    let reply = session.call(asked).result.unwrap();
    let told = reply["EvaluationResults"].as_array().unwrap().iter().map(|one| {
        let allowed = &one["OrganizationsDecisionDetail"]["AllowedByOrganizations"];
        (one["EvalDecision"].as_str().unwrap(), allowed.as_bool().unwrap())
    });
    assert_eq!(told.collect::<Vec<_>>(), [("explicitDeny", false), ("allowed", true)]);
    let levels: Vec<_> = denied.kinds[0]
        .policies
        .iter()
        .map(|seen| (seen.name.as_str(), seen.group.as_deref().unwrap()))
        .collect();
    assert_eq!(
        levels,
        [("FullAWSAccess", "Root"), ("FullAWSAccess", "Shop"), ("NoTopics", "Shop")]
    );
}

/// row: Switch role and feel the difference
#[test]
fn a_switched_console_shows_the_account_and_acts_in_the_role() {
    let (mut session, account) = session();
    let form = switch::form(session.world());
    let known: Vec<_> = form.roles.iter().map(|one| (&*one.account, &*one.role)).collect();
    assert_eq!(known, [(&*account, "OrganizationAccountAccessRole")]);
    assert_eq!((form.root, form.seat), (false, None));
    let role = switch::role(&account, "OrganizationAccountAccessRole").unwrap();
    session.switch(&role).unwrap();
    let seat = switch::seat(session.world()).unwrap();
    assert_eq!(seat.name.as_deref(), Some("Shop"));
    assert_eq!((&*seat.role, &*seat.from), ("OrganizationAccountAccessRole", "admin"));
    assert_eq!(session.world().account().to_string(), account);
    assert!(session.world().iam().users().is_empty());
    let Organization::Member { management, .. } = organizations::model(session.world()) else {
        panic!("a member sees that it is one")
    };
    assert_eq!(management, "123456789012");
    let topic = Request::decode("sns", "CreateTopic", json!({ "Name": "orders" })).unwrap();
    let made = session.call(topic).result.unwrap();
    assert_eq!(made["TopicArn"], json!(format!("arn:aws:sns:us-east-1:{account}:orders")));
    let records = session.world().cloudtrail().records();
    let names: Vec<(&str, String)> = records
        .iter()
        .filter(|one| ["SwitchRole", "AssumeRole", "CreateTopic"].contains(&one.event_name))
        .map(|one| (one.event_name, one.account().to_string()))
        .collect();
    let home = "123456789012".to_owned();
    assert_eq!(
        names,
        [
            ("AssumeRole", home),
            ("AssumeRole", account.clone()),
            ("SwitchRole", account.clone()),
            ("CreateTopic", account.clone()),
        ]
    );
    let switched = records.iter().find(|one| one.event_name == "SwitchRole").unwrap().json();
    assert_eq!(switched["responseElements"], json!({ "SwitchRole": "Success" }));
    assert_eq!(
        switched["additionalEventData"]["SwitchFrom"],
        json!("arn:aws:iam::123456789012:user/admin")
    );
    assert_eq!(terminal::prompt(&session.who()), "role@cloudshell:~$");
    assert!(frame::people(session.world()).contains(&Who::User("admin".to_owned())));
    // Nobody is signed out of a role while time passes.
    let texts = crate::shell::texts(Lang::En);
    let until = session.live().now() + Span::days(2);
    session.advance(until, u32::MAX, Watch::Nothing, &texts);
    let topics = Request::decode("sns", "ListTopics", json!({})).unwrap();
    session.call(topics).result.unwrap();
    session.switch_back();
    assert_eq!(session.who(), Who::User("admin".to_owned()));
    assert_eq!(session.world().account().to_string(), "123456789012");
    // Undone, one is in the role again.
    assert!(session.undo());
    assert!(switch::seat(session.world()).is_some());
    assert_eq!(session.region(), Region::US_EAST_1);
}

#[test]
fn a_switch_that_is_refused_changes_nothing() {
    let (mut session, account) = session();
    let role = switch::role(&account, "Nothing").unwrap();
    assert!(session.switch(&role).is_err());
    assert_eq!(session.who(), Who::User("admin".to_owned()));
    session.sign_in(Who::Root).unwrap();
    assert!(switch::form(session.world()).root);
    let role = switch::role(&account, "OrganizationAccountAccessRole").unwrap();
    let refused = session.switch(&role).unwrap_err();
    assert_eq!(refused.message, "Roles may not be assumed by root accounts.");
}

#[test]
fn accounts_and_roles_are_read_as_people_type_them() {
    let arn = "arn:aws:iam::111122223333:role/Ops";
    assert_eq!(switch::role("1111-2222-3333", " Ops").as_deref(), Some(arn));
    assert_eq!(switch::role("111122223333", "/Ops").as_deref(), Some(arn));
    assert_eq!(switch::role("1111", "Ops"), None);
    assert_eq!(switch::role("111122223333", " "), None);
}
