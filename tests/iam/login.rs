//! Passwords for the console, and the account's summary.

use serde_json::{Value, json};

use crate::support::Lab;

fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

#[test]
fn a_password_comes_and_goes_and_is_never_recorded() {
    let mut lab = Lab::new();
    let user = json!({ "UserName": "minsu" });
    lab.iam("CreateUser", user.clone());
    let gone = "NoSuchEntity (404): Login Profile for User minsu cannot be found.";
    assert_eq!(lab.iam_fails("GetLoginProfile", user.clone()), gone);
    let input = json!({ "UserName": "minsu", "Password": "Harbour-7",
        "PasswordResetRequired": true });
    let made = lab.iam("CreateLoginProfile", input.clone());
    let profile = json!({ "UserName": "minsu", "CreateDate": "2025-01-06T00:00:00+00:00",
        "PasswordResetRequired": true });
    assert_eq!(made, json!({ "LoginProfile": profile }));
    let record = last(&lab);
    assert_eq!(
        record["requestParameters"],
        json!({ "userName": "minsu", "passwordResetRequired": true })
    );
    assert_eq!(record["responseElements"]["loginProfile"]["createDate"], "Jan 6, 2025 12:00:00 AM");
    assert!(!record.to_string().contains("Harbour"));
    assert_eq!(
        lab.iam_fails("CreateLoginProfile", input),
        "EntityAlreadyExists (409): Login Profile for user minsu already exists."
    );
    assert_eq!(lab.iam("GetLoginProfile", user.clone()), made);
    let update = json!({ "UserName": "minsu", "PasswordResetRequired": false });
    assert_eq!(lab.iam("UpdateLoginProfile", update), json!(null));
    let got = lab.iam("GetLoginProfile", user.clone());
    assert_eq!(got["LoginProfile"]["PasswordResetRequired"], false);
    assert_eq!(
        lab.iam_fails("DeleteUser", user.clone()),
        "DeleteConflict (409): Cannot delete entity, must delete login profile first."
    );
    lab.iam("DeleteLoginProfile", user.clone());
    assert_eq!(lab.iam_fails("DeleteLoginProfile", user.clone()), gone);
    lab.iam("DeleteUser", user);
}

/// Eight characters of three kinds:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>.
#[test]
fn a_password_is_strong_enough() {
    for (password, good) in [
        ("Harbour7", true),
        ("harbour-7", true),
        ("Harbou7", false),
        ("harbour77", false),
        ("HARBOUR-HARBOUR", false),
    ] {
        let mut lab = Lab::new();
        let input = json!({ "UserName": "jiwoo", "Password": password });
        let outcome = lab.call("admin", "iam", "UpdateLoginProfile", input);
        match outcome.reply {
            Ok(_) => assert!(good, "{password}"),
            Err(error) => {
                assert!(!good, "{password}");
                assert_eq!(error.code, "PasswordPolicyViolation");
            }
        }
    }
}

#[test]
fn the_summary_counts() {
    let mut lab = Lab::new();
    lab.iam("CreateGroup", json!({ "GroupName": "operators" }));
    let summary = lab.iam("GetAccountSummary", json!({}))["SummaryMap"].clone();
    for (name, n) in [("Users", 2), ("Groups", 1), ("Policies", 0), ("UsersQuota", 5_000)] {
        assert_eq!(summary[name], n, "{name}");
    }
}
