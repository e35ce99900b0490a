//! MFA devices, signing in to the console, and what sessions with MFA may do.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::command::{Login, Slip};
use watchtrail::sim::{Call, Command, Outcome, Region, Span, Via, Who};

use super::{document, refusal};
use crate::support::Lab;

const PHONE: &str = "arn:aws:iam::123456789012:mfa/phone";

fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

fn login(lab: &mut Lab, name: &str, slip: Option<Slip>) -> Outcome {
    lab.world.apply(&Command::Login(Login { name: name.to_owned(), slip }))
}

/// `jiwoo` with an MFA device.
fn with_phone(lab: &mut Lab) {
    let made = lab.iam("CreateVirtualMFADevice", json!({ "VirtualMFADeviceName": "phone" }));
    assert_eq!(made["VirtualMFADevice"]["SerialNumber"], PHONE);
    assert_eq!(
        last(lab)["responseElements"],
        json!({ "virtualMFADevice": { "serialNumber": PHONE } })
    );
    let enable = json!({ "UserName": "jiwoo", "SerialNumber": PHONE,
        "AuthenticationCode1": "123456", "AuthenticationCode2": "654321" });
    lab.iam("EnableMFADevice", enable);
    assert_eq!(
        last(lab)["requestParameters"],
        json!({ "userName": "jiwoo", "serialNumber": PHONE })
    );
}

#[test]
fn a_device_comes_and_goes() {
    let mut lab = Lab::new();
    with_phone(&mut lab);
    let twice = json!({ "VirtualMFADeviceName": "phone" });
    assert_eq!(
        lab.iam_fails("CreateVirtualMFADevice", twice),
        "EntityAlreadyExists (409): MFADevice entity at the same path and name already exists."
    );
    let listed = lab.iam("ListMFADevices", json!({ "UserName": "jiwoo" }));
    assert_eq!(
        listed["MFADevices"],
        json!([{ "UserName": "jiwoo", "SerialNumber": PHONE,
            "EnableDate": "2025-01-06T00:00:00+00:00" }])
    );
    let assigned = lab.iam("ListVirtualMFADevices", json!({ "AssignmentStatus": "Assigned" }));
    assert_eq!(assigned["VirtualMFADevices"][0]["User"]["UserName"], "jiwoo");
    let free = lab.iam("ListVirtualMFADevices", json!({ "AssignmentStatus": "Unassigned" }));
    assert_eq!(free["VirtualMFADevices"], json!([]));
    let device = json!({ "SerialNumber": PHONE });
    assert_eq!(
        lab.iam_fails("DeleteVirtualMFADevice", device.clone()),
        "DeleteConflict (409): MFA VirtualDevice in use. Must deactivate first."
    );
    let of = |user: &str| json!({ "UserName": user, "SerialNumber": PHONE });
    assert_eq!(
        lab.iam_fails("DeactivateMFADevice", of("admin")),
        "NoSuchEntity (404): MFA device invalid for user."
    );
    lab.iam("DeactivateMFADevice", of("jiwoo"));
    for (first, second) in [("123456", "123456"), ("000000", "123456"), ("12345x", "123456")] {
        let enable = json!({ "UserName": "jiwoo", "SerialNumber": PHONE,
            "AuthenticationCode1": first, "AuthenticationCode2": second });
        assert_eq!(
            lab.iam_fails("EnableMFADevice", enable),
            "InvalidAuthenticationCode (403): Authentication code for device is not valid."
        );
    }
    lab.iam("DeleteVirtualMFADevice", device);
    assert_eq!(lab.iam("GetAccountSummary", json!({}))["SummaryMap"]["MFADevices"], 0);
}

#[test]
fn a_user_with_a_device_signs_in_with_its_code() {
    let mut lab = Lab::new();
    with_phone(&mut lab);
    let before = lab.world.cloudtrail().records().len();
    login(&mut lab, "jiwoo", None).reply.unwrap();
    let records: Vec<Value> =
        lab.world.cloudtrail().records().iter().skip(before).map(|record| record.json()).collect();
    let names: Vec<&Value> = records.iter().map(|record| &record["eventName"]).collect();
    assert_eq!(names, ["CheckMfa", "ConsoleLogin"]);
    assert_eq!(records[0]["responseElements"], json!({ "CheckMfa": "Success" }));
    assert_eq!(records[0]["additionalEventData"], json!({ "MfaType": "Virtual MFA" }));
    assert_eq!(records[0]["userIdentity"]["accessKeyId"], "");
    assert_eq!(records[1]["additionalEventData"]["MFAUsed"], "Yes");
    assert_eq!(records[1]["additionalEventData"]["MFAIdentifier"], PHONE);
    let request = Request::decode("ec2", "DescribeInstances", json!({})).unwrap();
    let who = Who::User("jiwoo".to_owned());
    let call = Call { who, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    let session = &last(&lab)["userIdentity"]["sessionContext"];
    assert_eq!(session["attributes"]["mfaAuthenticated"], "true");
    let user = lab.iam("GetUser", json!({ "UserName": "jiwoo" }));
    assert_eq!(user["User"]["PasswordLastUsed"], "2025-01-06T00:00:00+00:00");
}

#[test]
fn what_goes_wrong_is_recorded_and_lets_nobody_in() {
    let mut lab = Lab::new();
    with_phone(&mut lab);
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let cases = [
        ("jiwoo", Some(Slip::Password), "No", "Failed authentication"),
        ("jiwoo", Some(Slip::Code), "Yes", "Failed authentication"),
        ("root", Some(Slip::Password), "No", "Failed authentication"),
        ("nobody", None, "No", "No username found in supplied account"),
        ("minsu", None, "No", "Failed authentication"),
    ];
    for (name, slip, mfa, text) in cases {
        let error = login(&mut lab, name, slip).reply.unwrap_err();
        let said = "Your authentication information is incorrect. Please try again.";
        assert_eq!((error.code.as_str(), error.message.as_str()), ("AuthenticationFailed", said));
        let record = last(&lab);
        assert_eq!(record["eventName"], "ConsoleLogin", "{name}");
        assert_eq!(record["errorMessage"], text, "{name}");
        assert_eq!(record.get("errorCode"), None, "{name}");
        assert_eq!(record["responseElements"], json!({ "ConsoleLogin": "Failure" }));
        assert_eq!(record["additionalEventData"]["MFAUsed"], mfa, "{name}");
        assert_eq!(record["userIdentity"]["accessKeyId"], "", "{name}");
        assert!(lab.world.console().is_none());
    }
    let hidden = lab.world.cloudtrail().records().iter().rev().nth(1).unwrap();
    assert_eq!(
        hidden.json()["userIdentity"],
        json!({ "type": "IAMUser", "accountId": "123456789012", "accessKeyId": "",
            "userName": "HIDDEN_DUE_TO_SECURITY_REASONS" })
    );
    assert_eq!(login(&mut lab, "admin", Some(Slip::Code)).reply.unwrap_err().code, "InvalidLogin");
}

/// A role and a policy that ask for MFA:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>.
#[test]
fn conditions_see_whether_mfa_was_used() {
    let mut lab = Lab::new();
    with_phone(&mut lab);
    let condition = json!({ "NumericLessThan": { "aws:MultiFactorAuthAge": "600" },
        "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    let statement = json!({ "Effect": "Allow", "Action": "sns:*", "Resource": "*",
        "Condition": condition });
    let text = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    let put = json!({ "UserName": "jiwoo", "PolicyName": "topics", "PolicyDocument": text });
    lab.iam("PutUserPolicy", put);
    let topic = json!({ "Name": "ops" });
    let refused = refusal(&lab.call("jiwoo", "sns", "CreateTopic", topic.clone()));
    assert!(refused.starts_with("AuthorizationError"), "{refused}");
    let ask = json!({ "SerialNumber": PHONE, "TokenCode": "123456", "DurationSeconds": 3600 });
    let token = lab.call("jiwoo", "sts", "GetSessionToken", ask).reply.unwrap();
    assert!(!last(&lab).to_string().contains("tokenCode"));
    let key = token["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned();
    let signed = |lab: &mut Lab, service: &str, op: &str, input: &Value| {
        let request = Request::decode(service, op, input.clone()).unwrap();
        let who = Who::Session(key.clone());
        let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
        lab.world.apply(&Command::Call(call))
    };
    signed(&mut lab, "sns", "CreateTopic", &topic).reply.unwrap();
    let identity = last(&lab)["userIdentity"].clone();
    assert_eq!((&identity["type"], &identity["accessKeyId"]), (&json!("IAMUser"), &json!(key)));
    assert_eq!(identity["sessionContext"]["attributes"]["mfaAuthenticated"], "true");
    lab.sleep(Span::mins(11));
    let old = refusal(&signed(&mut lab, "sns", "CreateTopic", &topic));
    assert!(old.starts_with("AuthorizationError"), "{old}");
    lab.sleep(Span::mins(50));
    assert_eq!(
        refusal(&signed(&mut lab, "sns", "CreateTopic", &topic)),
        "ExpiredToken (403): The security token included in the request is expired"
    );
}

#[test]
fn a_role_may_ask_for_mfa() {
    let mut lab = Lab::new();
    with_phone(&mut lab);
    let jiwoo = "arn:aws:iam::123456789012:user/jiwoo";
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": "sts:AssumeRole", "Principal": { "AWS": jiwoo },
        "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }] });
    let role = json!({ "RoleName": "Careful", "AssumeRolePolicyDocument": trust.to_string() });
    lab.iam("CreateRole", role);
    let mut input = json!({ "RoleArn": "arn:aws:iam::123456789012:role/Careful",
        "RoleSessionName": "day" });
    let refused = refusal(&lab.call("jiwoo", "sts", "AssumeRole", input.clone()));
    assert!(refused.starts_with("AccessDenied (403): User: "), "{refused}");
    input["SerialNumber"] = json!(PHONE);
    input["TokenCode"] = json!("000000");
    assert_eq!(
        refusal(&lab.call("jiwoo", "sts", "AssumeRole", input.clone())).trim_end(),
        "AccessDenied (403): MultiFactorAuthentication failed with invalid MFA one time pass code."
    );
    input["TokenCode"] = json!("123456");
    let reply = lab.call("jiwoo", "sts", "AssumeRole", input).reply.unwrap();
    let key = reply["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned();
    let request = Request::decode("sts", "GetCallerIdentity", json!({})).unwrap();
    let call = Call { who: Who::Session(key), region: Region::US_EAST_1, via: Via::Cli, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    let attributes = &last(&lab)["userIdentity"]["sessionContext"]["attributes"];
    assert_eq!(attributes["mfaAuthenticated"], "true");
}

#[test]
fn a_deleted_service_linked_role_allows_nothing() {
    let mut lab = Lab::new();
    let service = json!({ "AWSServiceName": "autoscaling.amazonaws.com" });
    lab.iam("CreateServiceLinkedRole", service);
    let launch = json!({ "LaunchTemplateName": "web", "LaunchTemplateData": {
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro" } });
    lab.ok("ec2", "CreateLaunchTemplate", launch);
    let group = json!({ "AutoScalingGroupName": "web", "MinSize": 0, "MaxSize": 2,
        "LaunchTemplate": { "LaunchTemplateName": "web" }, "AvailabilityZones": ["us-east-1a"] });
    lab.ok("autoscaling", "CreateAutoScalingGroup", group);
    lab.iam("DeleteServiceLinkedRole", json!({ "RoleName": "AWSServiceRoleForAutoScaling" }));
    let more = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 1 });
    lab.ok("autoscaling", "SetDesiredCapacity", more);
    lab.sleep(Span::mins(3));
    let records = lab.world.cloudtrail().records();
    let tried = records.iter().rfind(|record| record.event_name == "RunInstances").unwrap();
    assert!(tried.decision.as_ref().is_some_and(|decision| !decision.is_allowed()));
}

#[test]
fn users_may_change_their_own_passwords_if_the_account_lets_them() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let input = json!({ "UserName": "minsu", "Password": "Harbour-7" });
    lab.iam("CreateLoginProfile", input);
    let change = |old: &str, new: &str| json!({ "OldPassword": old, "NewPassword": new });
    let tried = |lab: &mut Lab, old: &str, new: &str| {
        let outcome = lab.call("minsu", "iam", "ChangePassword", change(old, new));
        assert_eq!(last(lab)["requestParameters"], Value::Null);
        outcome.reply.map_err(|error| error.message)
    };
    let refused = tried(&mut lab, "Harbour-7", "Harbour-8").unwrap_err();
    assert!(refused.contains("iam:ChangePassword on resource: user minsu"), "{refused}");
    let rules = json!({ "AllowUsersToChangePassword": true, "PasswordReusePrevention": 2,
        "MinimumPasswordLength": 9 });
    lab.iam("UpdateAccountPasswordPolicy", rules);
    assert_eq!(
        tried(&mut lab, "Harbour-9", "Harbour-8").unwrap_err(),
        "The old password was incorrect."
    );
    tried(&mut lab, "Harbour-7", "Harbour-8").unwrap();
    let unfit = "Password does not conform to the account password policy.";
    assert_eq!(tried(&mut lab, "Harbour-8", "Harbour-7").unwrap_err(), unfit);
    assert_eq!(tried(&mut lab, "Harbour-8", "Short-1").unwrap_err(), unfit);
    tried(&mut lab, "Harbour-8", "Harbour-9").unwrap();
    tried(&mut lab, "Harbour-9", "Harbour-7").unwrap();
    let deny = document("Deny", "iam:ChangePassword", "*");
    let put = json!({ "UserName": "minsu", "PolicyName": "no", "PolicyDocument": deny });
    lab.iam("PutUserPolicy", put);
    assert!(tried(&mut lab, "Harbour-7", "Harbour-8").unwrap_err().contains("explicit deny"));
    lab.iam("DeleteAccountPasswordPolicy", json!({}));
    assert_eq!(
        lab.iam_fails("GetAccountPasswordPolicy", json!({})),
        "NoSuchEntity (404): The Password Policy with domain name 123456789012 cannot be found."
    );
}

#[test]
fn a_password_that_is_too_old_lets_nobody_in() {
    let mut lab = Lab::new();
    let rules = json!({ "MaxPasswordAge": 90, "HardExpiry": true });
    lab.iam("UpdateAccountPasswordPolicy", rules);
    // The administrator's is a year old.
    assert!(login(&mut lab, "admin", None).reply.is_err());
    login(&mut lab, "jiwoo", None).reply.unwrap();
    let soft = json!({ "MaxPasswordAge": 90 });
    lab.iam("UpdateAccountPasswordPolicy", soft);
    login(&mut lab, "admin", None).reply.unwrap();
}
