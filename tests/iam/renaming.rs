//! Users and groups under other names and paths, and passwords that must be changed at sign-in.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Outcome, Region, Via, Who};

use crate::support::Lab;

fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

fn sign_in(lab: &mut Lab, name: &str) -> Outcome {
    lab.world.apply(&Command::SignIn(Who::User(name.to_owned())))
}

#[test]
fn whoever_is_renamed_keeps_all_it_has() {
    let mut lab = Lab::new();
    let user = |name: &str| json!({ "UserName": name });
    let before = lab.iam("GetUser", user("jiwoo"))["User"].clone();
    lab.iam("CreateGroup", json!({ "GroupName": "desk" }));
    lab.iam("AddUserToGroup", json!({ "GroupName": "desk", "UserName": "jiwoo" }));
    lab.iam("CreateVirtualMFADevice", json!({ "VirtualMFADeviceName": "phone" }));
    let enable = json!({ "UserName": "jiwoo", "AuthenticationCode1": "123456",
        "SerialNumber": "arn:aws:iam::123456789012:mfa/phone", "AuthenticationCode2": "654321" });
    lab.iam("EnableMFADevice", enable);
    sign_in(&mut lab, "jiwoo").reply.unwrap();
    let token = lab.call("jiwoo", "sts", "GetSessionToken", json!({})).reply.unwrap();
    let rename = json!({ "UserName": "jiwoo", "NewUserName": "hana", "NewPath": "/desk/" });
    lab.iam("UpdateUser", rename.clone());
    let record = last(&lab);
    assert_eq!(
        (&record["requestParameters"], &record["responseElements"]),
        (&json!({ "userName": "jiwoo", "newUserName": "hana", "newPath": "/desk/" }), &Value::Null)
    );
    let after = lab.iam("GetUser", user("hana"))["User"].clone();
    let mut expected = before;
    expected["UserName"] = json!("hana");
    expected["Path"] = json!("/desk/");
    expected["Arn"] = json!("arn:aws:iam::123456789012:user/desk/hana");
    expected["PasswordLastUsed"] = after["PasswordLastUsed"].clone();
    assert_eq!(after, expected);
    let gone = "NoSuchEntity (404): The user with name jiwoo cannot be found.";
    assert_eq!(lab.iam_fails("UpdateUser", rename), gone);
    let members = lab.iam("GetGroup", json!({ "GroupName": "desk" }));
    assert_eq!(members["Users"][0]["UserName"], "hana");
    let devices = lab.iam("ListMFADevices", user("hana"));
    assert_eq!(devices["MFADevices"][0]["UserName"], "hana");
    // Who is signed in to the console stays so, and temporary credentials go on.
    let request = Request::decode("ec2", "DescribeVpcs", json!({})).unwrap();
    let console = lab.world.console().unwrap().who.clone();
    assert_eq!(console, Who::User("hana".to_owned()));
    for (who, via) in
        [(console, Via::Console), (Who::Session(super::sessions::key(&token)), Via::Cli)]
    {
        let call = Call { who, region: Region::US_EAST_1, via, request: request.clone() };
        lab.world.apply(&Command::Call(call)).reply.unwrap();
        assert_eq!(last(&lab)["userIdentity"]["userName"], "hana");
    }
}

#[test]
fn what_is_wrong_with_another_name() {
    let mut lab = Lab::new();
    lab.iam("CreateGroup", json!({ "GroupName": "desk" }));
    lab.iam("CreateGroup", json!({ "GroupName": "night" }));
    let cases = [
        (
            "UpdateUser",
            json!({ "UserName": "jiwoo", "NewUserName": "Admin" }),
            "EntityAlreadyExists (409): User with name Admin already exists.",
        ),
        (
            "UpdateUser",
            json!({ "UserName": "jiwoo", "NewPath": "desk" }),
            "ValidationError (400): The specified value for newPath is invalid. It must begin and \
             end with / and contain only alphanumeric characters and/or / characters.",
        ),
        (
            "UpdateGroup",
            json!({ "GroupName": "desk", "NewGroupName": "night" }),
            "EntityAlreadyExists (409): Group with name night already exists.",
        ),
        (
            "UpdateGroup",
            json!({ "GroupName": "day", "NewGroupName": "night" }),
            "NoSuchEntity (404): The group with name day cannot be found.",
        ),
    ];
    for (op, input, expected) in cases {
        assert_eq!(lab.iam_fails(op, input), expected);
    }
    // Another spelling of its own name is none that somebody else has.
    lab.iam("UpdateUser", json!({ "UserName": "jiwoo", "NewUserName": "Jiwoo" }));
    lab.iam("AddUserToGroup", json!({ "GroupName": "desk", "UserName": "Jiwoo" }));
    let rename = json!({ "GroupName": "desk", "NewGroupName": "day", "NewPath": "/shop/" });
    lab.iam("UpdateGroup", rename);
    let group = lab.iam("GetGroup", json!({ "GroupName": "day" }));
    assert_eq!(group["Group"]["Arn"], "arn:aws:iam::123456789012:group/shop/day");
    assert_eq!(group["Users"][0]["UserName"], "Jiwoo");
}

/// Permission on both, what is and what will be:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html>
#[test]
fn renaming_needs_both_names() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    for (resource, allowed) in [
        ("arn:aws:iam::123456789012:user/minsu", false),
        ("arn:aws:iam::123456789012:user/*", true),
    ] {
        let document = super::document("Allow", "iam:UpdateUser", resource);
        let put = json!({ "UserName": "jiwoo", "PolicyName": "p", "PolicyDocument": document });
        lab.iam("PutUserPolicy", put);
        let input = json!({ "UserName": "minsu", "NewUserName": "mina" });
        assert_eq!(lab.call("jiwoo", "iam", "UpdateUser", input).reply.is_ok(), allowed);
    }
}

#[test]
fn a_password_that_must_be_changed_is_changed_at_sign_in() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let input = json!({ "UserName": "minsu", "Password": "Harbour-7",
        "PasswordResetRequired": true });
    lab.iam("CreateLoginProfile", input);
    // No policy lets the user change it: nobody comes in.
    let error = sign_in(&mut lab, "minsu").reply.unwrap_err();
    assert_eq!(
        error.message,
        "Either user is not authorized to perform iam:ChangePassword or entered password does not \
         comply with account password policy set by administrator"
    );
    let record = last(&lab);
    assert_eq!(
        (&record["eventName"], &record["errorCode"]),
        (&json!("ChangePassword"), &json!("AccessDenied"))
    );
    assert!(lab.world.console().is_none());
    let policy = super::aws("IAMUserChangePassword");
    lab.iam("AttachUserPolicy", json!({ "UserName": "minsu", "PolicyArn": policy }));
    let before = lab.world.cloudtrail().records().len();
    sign_in(&mut lab, "minsu").reply.unwrap();
    let records: Vec<Value> =
        lab.world.cloudtrail().records().iter().skip(before).map(|one| one.json()).collect();
    let names: Vec<&Value> = records.iter().map(|record| &record["eventName"]).collect();
    assert_eq!(names, ["ChangePassword", "ConsoleLogin"]);
    let change = &records[0];
    assert_eq!(
        (&change["userIdentity"]["invokedBy"], &change["userAgent"], &change["sourceIPAddress"]),
        (&json!("signin.amazonaws.com"), &json!("signin.amazonaws.com"), &json!("203.0.113.24"))
    );
    assert_eq!(change["requestParameters"], Value::Null);
    assert!(change["userIdentity"]["sessionContext"]["attributes"].is_object());
    let profile = lab.iam("GetLoginProfile", json!({ "UserName": "minsu" }));
    assert_eq!(profile["LoginProfile"]["PasswordResetRequired"], false);
    sign_in(&mut lab, "minsu").reply.unwrap();
    assert_eq!(last(&lab)["eventName"], "ConsoleLogin");
}
