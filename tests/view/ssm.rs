//! The pages of Systems Manager.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::services::ssm::documents::Document;
use watchtrail::sim::agents::Unmanaged;
use watchtrail::sim::{AccountId, Region, Scope, Span};
use watchtrail::text::Lang;
use watchtrail::view::ssm::act::{self, Put, Send};
use watchtrail::view::ssm::{command, commands, history, parameters, targets};

use super::denial::texts;
use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn send(lab: &mut Lab, request: &Request) -> Value {
    use watchtrail::api::spec::Operation as _;
    lab.ok("ssm", request.spec().name, request.input())
}

/// A world with an instance that runs for a minute.
fn begun() -> (Lab, String) {
    let mut lab = Lab::new();
    let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1 });
    let reply = lab.ok("ec2", "RunInstances", launch);
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    lab.sleep(Span::mins(1));
    (lab, id)
}

#[test]
fn the_form_says_why_an_instance_cannot_be_chosen() {
    let (mut lab, id) = begun();
    let only = |lab: &Lab| targets::list(&lab.world, HERE).remove(0);
    let texts = texts(Lang::En, &["ssm"]);
    let waits = only(&lab);
    assert!(matches!(waits.unmanaged, Some(Unmanaged::Waits(_))), "{waits:?}");
    let why = waits.why_not(Document::Shell, &texts).unwrap();
    assert!(why.starts_with("Not managed yet: its agent reports at "), "{why}");
    lab.sleep(Span::mins(3));
    assert_eq!((only(&lab).id, only(&lab).unmanaged), (id.clone(), None));
    let listed = lab.ok("ssm", "DescribeInstanceInformation", json!({}));
    assert_eq!(listed["InstanceInformationList"][0]["InstanceId"], id.as_str());

    let hosts = "/ssm/managed-instance/default-ec2-instance-management-role";
    lab.ok("ssm", "ResetServiceSetting", json!({ "SettingId": hosts }));
    assert_eq!(only(&lab).unmanaged, Some(Unmanaged::NoRole("none")));
    let why = only(&lab).why_not(Document::Manage, &texts).unwrap();
    assert!(why.starts_with("Not managed: no role."), "{why}");
    let listed = lab.ok("ssm", "DescribeInstanceInformation", json!({}));
    assert_eq!(listed["InstanceInformationList"], json!([]), "AWS says the same");

    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [id] }));
    assert_eq!(only(&lab).unmanaged, Some(Unmanaged::NotRunning));
}

#[test]
fn a_command_is_sent_and_shows_what_became_of_it() {
    let (mut lab, id) = begun();
    lab.sleep(Span::mins(3));
    let mut form = Send { lines: "echo hello\nsleep 5".to_owned(), logs: true, ..Send::new() };
    assert_eq!(form.request(), None, "no instance");
    form.instances = vec![id.clone()];
    form.comment = " first ".to_owned();
    let reply = send(&mut lab, &form.request().unwrap());
    let sent = act::sent(&reply).unwrap();
    let texts = texts(Lang::En, &["ssm", "denial"]);
    let shown = |lab: &Lab| command::model(&lab.world, HERE, &sent, &texts).unwrap();
    assert_eq!(shown(&lab).row.status.0, "Pending");
    assert_eq!(command::model(&lab.world, HERE, "0", &texts), None);
    lab.sleep(Span::mins(1));

    let row = commands::list(&lab.world, HERE).remove(0);
    assert_eq!((row.id.as_str(), row.document), (sent.as_str(), "AWS-RunShellScript"));
    assert_eq!((row.targets, row.status.0), (vec![id.clone()], "Success"));
    assert_eq!((row.instances, row.completed, row.errors), (1, 1, 0));
    let model = shown(&lab);
    assert_eq!(model.comment, "first");
    assert_eq!(model.parameters, [("commands".to_owned(), "echo hello\nsleep 5".to_owned())]);
    assert_eq!(model.log_group.as_deref(), Some("/aws/ssm/AWS-RunShellScript"));
    let one = &model.invocations[0];
    assert_eq!((one.instance.as_str(), one.code), (id.as_str(), Some(0)));
    assert_eq!(one.stdout.trim(), "hello");
    // The instance carries no role in which its output could be delivered.
    let delivered = one.delivered.as_deref().unwrap();
    let error = delivered[0].error.as_deref().unwrap();
    assert!(error.starts_with("NoCredentialProviders"), "{error}");
}

#[test]
fn each_document_asks_for_its_own_parameters() {
    let chosen = |form: Send| Send { instances: vec!["i-0".to_owned()], ..form };
    let parameters = |form: Send| {
        use watchtrail::api::spec::Operation as _;
        chosen(form).request().map(|request| request.input()["Parameters"].clone())
    };
    assert_eq!(parameters(Send::new()), None, "a script without a line");
    let manage = Send::new().of(Document::Manage);
    let cases = [
        (
            Send { lines: "true\n".to_owned(), ..Send::new().of(Document::PowerShell) },
            json!({ "commands": ["true"] }),
        ),
        (
            Send::new().of(Document::Package),
            json!({ "action": ["Install"], "name": ["AmazonCloudWatchAgent"] }),
        ),
        (Send { action: "stop".to_owned(), ..manage.clone() }, json!({ "action": ["stop"] })),
        (
            Send { location: "AmazonCloudWatch-web".to_owned(), ..manage.clone() },
            json!({ "action": ["configure"], "optionalConfigurationSource": ["ssm"],
                "optionalConfigurationLocation": ["AmazonCloudWatch-web"] }),
        ),
        (
            Send { source: "default".to_owned(), location: "x".to_owned(), ..manage },
            json!({ "action": ["configure"], "optionalConfigurationSource": ["default"] }),
        ),
    ];
    for (form, expected) in cases {
        assert_eq!(parameters(form), Some(expected));
    }
}

#[test]
fn parameters_are_listed_without_their_values() {
    let mut lab = Lab::new();
    let mut form = Put { name: "/shop/key".to_owned(), ..Put::default() };
    form.kind = "SecureString".to_owned();
    assert_eq!(form.request(), None, "no value");
    form.value = "secret".to_owned();
    send(&mut lab, &form.request().unwrap());
    let again = Put { overwrite: true, value: "more".to_owned(), ..form };
    send(&mut lab, &again.request().unwrap());
    let row = parameters::list(&lab.world, HERE).remove(0);
    assert_eq!((row.name.as_str(), row.kind, row.tier), ("/shop/key", "SecureString", "Standard"));
    assert_eq!((row.version, row.expires), (2, None));
    let read = |lab: &mut Lab, decrypted| {
        parameters::value(&send(lab, &act::read("/shop/key", decrypted))).unwrap()
    };
    assert_eq!(read(&mut lab, true), "more");
    assert!(read(&mut lab, false).starts_with("AQICAH"));
    send(&mut lab, &act::delete("/shop/key"));
    assert_eq!(parameters::list(&lab.world, HERE), []);
}

#[test]
fn versions_are_told_and_labelled() {
    let mut lab = Lab::new();
    for value in ["one", "two"] {
        let put = json!({ "Name": "p", "Type": "String", "Value": value, "Overwrite": true });
        lab.ok("ssm", "PutParameter", put);
    }
    assert_eq!(history::label("p", 1, " , "), None, "as long as there are none");
    let labelled = history::label("p", 1, "live, 2nd ,tried").unwrap();
    assert_eq!(history::invalid(send(&mut lab, &labelled)), ["2nd"]);
    let told = |lab: &mut Lab| -> Vec<(i64, String, Vec<String>)> {
        let rows = history::rows(send(lab, &history::read("p", false)));
        rows.into_iter().map(|row| (row.version, row.value, row.labels)).collect()
    };
    let labels = vec!["live".to_owned(), "tried".to_owned()];
    let expected = [(2, "two".to_owned(), vec![]), (1, "one".to_owned(), labels)];
    assert_eq!(told(&mut lab), expected);
    send(&mut lab, &history::unlabel("p", 1, "tried"));
    assert_eq!(told(&mut lab)[1].2, ["live"]);
}
