//! Organizations: several accounts in a world, service control policies, roles across accounts.

use serde_json::{Value, json};
use watchtrail::api::ApiError;
use watchtrail::services::Request;
use watchtrail::sim::{AccountId, Call, Command, Outcome, Region, Span, Via, Who};

use crate::iam::{document, roles::trust};
use crate::support::Lab;

const HOME: &str = "123456789012";
const SCP: &str = "SERVICE_CONTROL_POLICY";

impl Lab {
    /// A call to Organizations by `admin` that must succeed.
    pub fn org(&mut self, op: &str, input: Value) -> Value {
        self.ok("organizations", op, input)
    }

    /// An organization in which policies count, and a member account with the given name.
    pub fn with_member(name: &str) -> (Lab, String) {
        let mut lab = Lab::new();
        lab.org("CreateOrganization", json!({}));
        let root = lab.root();
        lab.org("EnablePolicyType", json!({ "RootId": root, "PolicyType": SCP }));
        let member = lab.member(name);
        (lab, member)
    }

    fn root(&mut self) -> String {
        self.org("ListRoots", json!({}))["Roots"][0]["Id"].as_str().unwrap().to_owned()
    }

    /// A new account's number.
    pub fn member(&mut self, name: &str) -> String {
        let input = json!({ "AccountName": name, "Email": format!("{name}@example.com") });
        let asked = self.org("CreateAccount", input);
        self.sleep(Span::mins(2));
        let id = &asked["CreateAccountStatus"]["Id"];
        let status =
            self.org("DescribeCreateAccountStatus", json!({ "CreateAccountRequestId": id }));
        status["CreateAccountStatus"]["AccountId"].as_str().unwrap().to_owned()
    }

    /// Makes a policy, and attaches it.
    pub fn scp(&mut self, name: &str, text: String, target: &str) -> String {
        let input = json!({ "Name": name, "Description": "", "Type": SCP, "Content": text });
        let made = self.org("CreatePolicy", input);
        let id = made["Policy"]["PolicySummary"]["Id"].as_str().unwrap().to_owned();
        self.org("AttachPolicy", json!({ "PolicyId": id, "TargetId": target }));
        id
    }

    /// The key of a session of the role that every member has.
    pub fn enter(&mut self, account: &str) -> String {
        let arn = format!("arn:aws:iam::{account}:role/OrganizationAccountAccessRole");
        let input = json!({ "RoleArn": arn, "RoleSessionName": "admin" });
        let reply = self.ok("sts", "AssumeRole", input);
        reply["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned()
    }

    fn by(&mut self, who: Who, service: &str, op: &str, input: Value) -> Outcome {
        let request = Request::decode(service, op, input).unwrap();
        let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
        self.world.apply(&Command::Call(call))
    }

    /// A call made from a page.
    pub fn ask(&mut self, who: Who, request: Request) -> Result<Value, ApiError> {
        let call = Call { who, region: Region::US_EAST_1, via: Via::Console, request };
        self.world.apply(&Command::Call(call)).reply
    }

    pub fn signed(&mut self, key: &str, service: &str, op: &str, input: Value) -> Outcome {
        self.by(Who::Session(key.to_owned()), service, op, input)
    }
}

fn refusal(outcome: &Outcome) -> (String, String) {
    let error = outcome.reply.as_ref().unwrap_err();
    (error.code.clone(), error.message.clone())
}

#[test]
fn an_account_comes_into_being_with_a_role_for_the_management_account() {
    let mut lab = Lab::new();
    let made = lab.org("CreateOrganization", json!({}));
    let id = made["Organization"]["Id"].as_str().unwrap().to_owned();
    assert_eq!(
        made,
        json!({ "Organization": {
            "Id": id,
            "Arn": format!("arn:aws:organizations::{HOME}:organization/{id}"),
            "FeatureSet": "ALL",
            "MasterAccountArn": format!("arn:aws:organizations::{HOME}:account/{id}/{HOME}"),
            "MasterAccountId": HOME,
            "MasterAccountEmail": "owner@example.com",
            "AvailablePolicyTypes": [{ "Type": SCP, "Status": "ENABLED" }],
        } })
    );
    let input = json!({ "AccountName": "Shop", "Email": "shop@example.com" });
    let asked = lab.org("CreateAccount", input);
    assert_eq!(asked["CreateAccountStatus"]["State"], "IN_PROGRESS");
    assert_eq!(lab.org("ListAccounts", json!({}))["Accounts"].as_array().unwrap().len(), 1);
    lab.sleep(Span::mins(2));
    let all = lab.org("ListAccounts", json!({}));
    let accounts = all["Accounts"].as_array().unwrap();
    let shop = accounts.iter().find(|one| one["Name"] == "Shop").unwrap();
    let number = shop["Id"].as_str().unwrap().to_owned();
    let root = lab.root();
    assert_eq!(shop["Paths"], json!([format!("{id}/{root}/{number}/")]));
    assert_eq!((&shop["JoinedMethod"], &shop["Status"]), (&json!("CREATED"), &json!("ACTIVE")));
    let account = AccountId::parse(&number).unwrap();
    let role = &lab.world.accounts().of(account).roles()["OrganizationAccountAccessRole"];
    assert_eq!(role.attached[0].as_str(), "arn:aws:iam::aws:policy/AdministratorAccess");
    // Nobody of the first account is in the second.
    assert!(lab.world.accounts().of(account).users().is_empty());
    // The name and the mail address are hidden in the record.
    let records = lab.world.cloudtrail().records();
    let record = records.iter().find(|one| one.event_name == "CreateAccount").unwrap().json();
    assert_eq!(record["requestParameters"], json!({ "email": "****", "accountName": "****" }));
    assert_eq!(record["awsRegion"], "us-east-1");
}

#[test]
fn a_role_of_another_account_needs_both_sides() {
    let (mut lab, member) = Lab::with_member("shop");
    let arn = format!("arn:aws:iam::{member}:role/OrganizationAccountAccessRole");
    let input = json!({ "RoleArn": arn, "RoleSessionName": "x" });
    // The role trusts the account, and jiwoo's own policies do not allow it.
    let denied = lab.call("jiwoo", "sts", "AssumeRole", input.clone());
    let text = format!(
        "User: arn:aws:iam::{HOME}:user/jiwoo is not authorized to perform: sts:AssumeRole on \
         resource: {arn}"
    );
    assert_eq!(refusal(&denied), ("AccessDenied".to_owned(), text));
    // A role that trusts nobody here is closed to an administrator.
    let key = lab.enter(&member);
    let own = json!({ "AWS": format!("arn:aws:iam::{member}:root") });
    let input = json!({ "RoleName": "Closed", "AssumeRolePolicyDocument": trust(&own) });
    lab.signed(&key, "iam", "CreateRole", input).reply.unwrap();
    let closed = format!("arn:aws:iam::{member}:role/Closed");
    let input = json!({ "RoleArn": closed, "RoleSessionName": "x" });
    assert_eq!(refusal(&lab.call("admin", "sts", "AssumeRole", input)).0, "AccessDenied");
}

#[test]
fn both_accounts_have_a_record_of_a_role_assumed_across_them() {
    let (mut lab, member) = Lab::with_member("shop");
    lab.enter(&member);
    let of = |lab: &Lab, account: &str| {
        let all = lab.world.cloudtrail().records();
        let mut found = all
            .iter()
            .filter(|one| one.event_name == "AssumeRole" && one.account().to_string() == account);
        found.next().unwrap().json()
    };
    let (here, there) = (of(&lab, HOME), of(&lab, &member));
    assert_eq!(here["sharedEventID"], there["sharedEventID"]);
    assert!(here["sharedEventID"].is_string());
    assert_ne!(here["eventID"], there["eventID"]);
    assert_eq!(here["userIdentity"]["type"], "IAMUser");
    let admin = &lab.world.iam().users()["admin"];
    assert_eq!(
        there["userIdentity"],
        json!({ "type": "AWSAccount", "principalId": admin.user_id, "accountId": HOME })
    );
    assert_eq!(there["recipientAccountId"], json!(member));
    assert_eq!(there["resources"][0]["accountId"], json!(member));
    // A call that was refused is told to the caller's account alone.
    let before = lab.world.cloudtrail().records().len();
    let arn = format!("arn:aws:iam::{member}:role/OrganizationAccountAccessRole");
    let input = json!({ "RoleArn": arn, "RoleSessionName": "x" });
    lab.call("jiwoo", "sts", "AssumeRole", input);
    assert_eq!(lab.world.cloudtrail().records().len(), before + 1);
}

#[test]
fn each_account_has_its_own() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    lab.signed(&key, "sns", "CreateTopic", json!({ "Name": "orders" })).reply.unwrap();
    lab.signed(&key, "iam", "CreateUser", json!({ "UserName": "minsu" })).reply.unwrap();
    lab.signed(&key, "s3api", "CreateBucket", json!({ "Bucket": "shop-logs" })).reply.unwrap();
    let budget = json!({ "BudgetName": "b", "BudgetType": "COST", "TimeUnit": "MONTHLY",
        "BudgetLimit": { "Amount": "1", "Unit": "USD" } });
    let input = json!({ "AccountId": member, "Budget": budget });
    lab.signed(&key, "budgets", "CreateBudget", input).reply.unwrap();
    let none = [
        ("sns", "ListTopics", json!({}), "Topics"),
        ("s3api", "ListBuckets", json!({}), "Buckets"),
        ("budgets", "DescribeBudgets", json!({ "AccountId": HOME }), "Budgets"),
    ];
    for (service, op, input, member) in none {
        assert_eq!(lab.ok(service, op, input)[member], json!([]), "{op}");
    }
    let users = lab.ok("iam", "ListUsers", json!({}))["Users"].clone();
    assert_eq!(users.as_array().unwrap().len(), 2);
    let theirs = lab.signed(&key, "iam", "ListUsers", json!({})).reply.unwrap();
    assert_eq!(theirs["Users"][0]["Arn"], json!(format!("arn:aws:iam::{member}:user/minsu")));
    let vpcs = lab.signed(&key, "ec2", "DescribeVpcs", json!({})).reply.unwrap();
    let ours = lab.ok("ec2", "DescribeVpcs", json!({}));
    assert_eq!(vpcs["Vpcs"][0]["OwnerId"], json!(member));
    assert_ne!(vpcs["Vpcs"][0]["VpcId"], ours["Vpcs"][0]["VpcId"]);
    // Names of buckets are taken for everybody.
    let again = lab.call("admin", "s3api", "CreateBucket", json!({ "Bucket": "shop-logs" }));
    assert_eq!(refusal(&again).0, "BucketAlreadyExists");
    // And the user of the other account is nobody here, but somebody there.
    let who = Who::of_profile(&format!("minsu@{member}")).unwrap();
    let found = lab.by(who, "sts", "GetCallerIdentity", json!({})).reply.unwrap();
    assert_eq!(found["Account"], json!(member));
}

#[test]
fn every_level_must_allow() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let topic = json!({ "Name": "orders" });
    lab.signed(&key, "sns", "CreateTopic", topic.clone()).reply.unwrap();
    let root = lab.root();
    let unit =
        lab.org("CreateOrganizationalUnit", json!({ "ParentId": root, "Name": "Workloads" }));
    let unit = unit["OrganizationalUnit"]["Id"].as_str().unwrap().to_owned();
    let moved = json!({ "AccountId": member, "SourceParentId": root, "DestinationParentId": unit });
    lab.org("MoveAccount", moved);
    // What a unit's only policy does not allow, nobody in it may do.
    lab.scp("OnlyEc2", document("Allow", "ec2:*", "*"), &unit);
    let full = json!({ "PolicyId": "p-FullAWSAccess", "TargetId": unit });
    lab.org("DetachPolicy", full);
    let denied = lab.signed(&key, "sns", "CreateTopic", topic.clone());
    let (code, text) = refusal(&denied);
    assert_eq!(code, "AuthorizationError");
    assert!(
        text.ends_with("because no service control policy allows the SNS:CreateTopic action"),
        "{text}"
    );
    let record = denied.record.unwrap();
    let decision =
        lab.world.cloudtrail().records().iter().nth(record).unwrap().decision.clone().unwrap();
    let levels: Vec<_> = decision
        .policies
        .iter()
        .filter(|one| one.kind == watchtrail::access::PolicyKind::ServiceControl)
        .map(|one| (one.name.as_str(), one.group.as_deref().unwrap()))
        .collect();
    assert_eq!(
        levels,
        [("FullAWSAccess", "Root"), ("OnlyEc2", "Workloads"), ("FullAWSAccess", "shop")]
    );
    lab.signed(&key, "ec2", "DescribeInstances", json!({})).reply.unwrap();
    // Nor may the root user of the account.
    let root_user = Who::of_profile(&format!("root@{member}")).unwrap();
    let denied = lab.by(root_user, "sns", "CreateTopic", topic.clone());
    assert_eq!(refusal(&denied).0, "AuthorizationError");
    // The management account is not bound, wherever it is.
    lab.ok("sns", "CreateTopic", topic);
}

#[test]
fn a_denial_says_service_control_policy() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let root = lab.root();
    lab.scp("NoTrailsStopped", document("Deny", "iam:CreateUser", "*"), &root);
    let denied = lab.signed(&key, "iam", "CreateUser", json!({ "UserName": "x" }));
    let (code, text) = refusal(&denied);
    assert_eq!(code, "AccessDenied");
    assert!(text.contains("with an explicit deny in a service control policy"), "{text}");
    // In the management account nothing changes.
    lab.iam("CreateUser", json!({ "UserName": "x" }));
    // Once policies do not count any more, it may.
    lab.org("DisablePolicyType", json!({ "RootId": root, "PolicyType": SCP }));
    lab.signed(&key, "iam", "CreateUser", json!({ "UserName": "x" })).reply.unwrap();
}

#[test]
fn service_linked_roles_are_not_bound() {
    let (mut lab, member) = Lab::with_member("shop");
    let account = AccountId::parse(&member).unwrap();
    let role = format!(
        "arn:aws:iam::{member}:role/aws-service-role/autoscaling.amazonaws.com/\
         AWSServiceRoleForAutoScaling"
    );
    let of = |role: &str| {
        let session = watchtrail::sim::caller::RoleSession {
            role: watchtrail::sim::Arn::parse(role).unwrap(),
            role_id: "AROAX".to_owned(),
            name: "s".to_owned(),
            access_key: "ASIAX".to_owned(),
            since: lab.world.now(),
            mfa: false,
            origin: watchtrail::sim::caller::Origin::Assumed,
            passed: None,
        };
        watchtrail::sim::Caller::linked(account, session, "x")
    };
    assert!(!of(&role).is_bound_by_organization());
    let other = format!("arn:aws:iam::{member}:role/Ops");
    assert!(of(&other).is_bound_by_organization());
    lab.sleep(Span::mins(1));
}

#[test]
fn resources_of_another_account_need_both_sides() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "central-logs" }));
    let put = json!({ "Bucket": "central-logs", "Key": "a.txt" });
    // The role may all there is, and the bucket lets nobody else in.
    assert_eq!(refusal(&lab.signed(&key, "s3api", "PutObject", put.clone())).0, "AccessDenied");
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{member}:root") },
        "Action": "s3:PutObject", "Resource": "arn:aws:s3:::central-logs/*",
        "Condition": { "StringEquals": { "aws:PrincipalOrgID": "{org}" } } }] });
    let org = lab.org("DescribeOrganization", json!({}));
    let org = org["Organization"]["Id"].as_str().unwrap().to_owned();
    let policy = policy.to_string().replace("{org}", &org);
    lab.ok("s3api", "PutBucketPolicy", json!({ "Bucket": "central-logs", "Policy": policy }));
    let before = lab.world.cloudtrail().records().len();
    lab.signed(&key, "s3api", "PutObject", put).reply.unwrap();
    let records = lab.world.cloudtrail().records();
    let accounts: Vec<String> =
        records.iter().skip(before).map(|one| one.account().to_string()).collect();
    assert_eq!(accounts, [member.clone(), HOME.to_owned()]);
    // A topic, too.
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    let arn = topic["TopicArn"].as_str().unwrap().to_owned();
    let publish = json!({ "TopicArn": arn, "Message": "hello" });
    let denied = lab.signed(&key, "sns", "Publish", publish.clone());
    assert!(refusal(&denied).1.contains("no resource-based policy allows"), "{denied:?}");
    let open = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": member }, "Action": "sns:Publish",
        "Resource": arn }] });
    let input = json!({ "TopicArn": arn, "AttributeName": "Policy",
        "AttributeValue": open.to_string() });
    lab.ok("sns", "SetTopicAttributes", input);
    lab.signed(&key, "sns", "Publish", publish).reply.unwrap();
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html>
#[test]
fn policies_of_buckets_are_for_their_own_account_alone() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "central-logs" }));
    let own = json!({ "Bucket": "central-logs" });
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": member }, "Action": "s3:*",
        "Resource": ["arn:aws:s3:::central-logs", "arn:aws:s3:::central-logs/*"] }] });
    let put = json!({ "Bucket": "central-logs", "Policy": policy.to_string() });
    let calls =
        [("GetBucketPolicy", &own), ("PutBucketPolicy", &put), ("DeleteBucketPolicy", &own)];
    for (op, input) in calls {
        let denied = refusal(&lab.signed(&key, "s3api", op, input.clone()));
        assert_eq!(denied.0, "AccessDenied", "{op}");
    }
    lab.ok("s3api", "PutBucketPolicy", put.clone());
    for (op, input) in calls {
        let refused = refusal(&lab.signed(&key, "s3api", op, input.clone()));
        let text = "The specified method is not allowed against this resource.";
        assert_eq!(refused, ("MethodNotAllowed".to_owned(), text.to_owned()), "{op}");
    }
    lab.signed(&key, "s3api", "GetBucketPolicyStatus", own.clone()).reply.unwrap();
    for (op, input) in calls {
        lab.call("admin", "s3api", op, input.clone()).reply.unwrap();
    }
}

#[test]
fn only_the_management_account_manages() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let denied = lab.signed(&key, "organizations", "ListAccounts", json!({}));
    let text = "You don't have permissions to access this resource.";
    assert_eq!(refusal(&denied), ("AccessDeniedException".to_owned(), text.to_owned()));
    // What organization it is in an account may know.
    lab.signed(&key, "organizations", "DescribeOrganization", json!({})).reply.unwrap();
    let service = json!({ "ServicePrincipal": "cloudtrail.amazonaws.com" });
    lab.org("EnableAWSServiceAccess", service);
    let input = json!({ "ServicePrincipal": "cloudtrail.amazonaws.com", "AccountId": member });
    lab.org("RegisterDelegatedAdministrator", input);
    lab.signed(&key, "organizations", "ListAccounts", json!({})).reply.unwrap();
    let input = json!({ "ParentId": "r-none", "Name": "x" });
    let denied = lab.signed(&key, "organizations", "CreateOrganizationalUnit", input);
    assert_eq!(refusal(&denied).0, "AccessDeniedException");
}

#[test]
fn what_organizations_refuses() {
    let mut lab = Lab::new();
    let code = |outcome: &Outcome| refusal(outcome).0;
    let none = lab.call("admin", "organizations", "ListAccounts", json!({}));
    assert_eq!(code(&none), "AWSOrganizationsNotInUseException");
    let (mut lab, member) = Lab::with_member("shop");
    let root = lab.root();
    let unit = |name: &str, parent: &str| json!({ "Name": name, "ParentId": parent });
    let mut parent = root.clone();
    for depth in 0..5 {
        let made = lab.org("CreateOrganizationalUnit", unit("Deep", &parent));
        parent = made["OrganizationalUnit"]["Id"].as_str().unwrap().to_owned();
        assert!(parent.starts_with("ou-"), "{depth}");
    }
    let content =
        |text: &str| json!({ "Name": "p", "Description": "", "Type": SCP, "Content": text });
    let long = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[]}}{}", " ".repeat(5_120));
    let cases = [
        ("CreateOrganization", json!({}), "AlreadyInOrganizationException"),
        ("DeleteOrganization", json!({}), "OrganizationNotEmptyException"),
        ("CreateOrganizationalUnit", unit("Deep", &root), "DuplicateOrganizationalUnitException"),
        ("CreateOrganizationalUnit", unit("Deeper", &parent), "ConstraintViolationException"),
        ("CreateOrganizationalUnit", unit("x", "r-none"), "ParentNotFoundException"),
        ("CreatePolicy", content("{"), "MalformedPolicyDocumentException"),
        ("CreatePolicy", content(&long), "ConstraintViolationException"),
        ("DescribeAccount", json!({ "AccountId": "111122223333" }), "AccountNotFoundException"),
        (
            "DetachPolicy",
            json!({ "PolicyId": "p-FullAWSAccess", "TargetId": member }),
            "ConstraintViolationException",
        ),
        (
            "AttachPolicy",
            json!({ "PolicyId": "p-FullAWSAccess", "TargetId": member }),
            "DuplicatePolicyAttachmentException",
        ),
        ("DeletePolicy", json!({ "PolicyId": "p-FullAWSAccess" }), "InvalidInputException"),
        (
            "EnablePolicyType",
            json!({ "RootId": root, "PolicyType": SCP }),
            "PolicyTypeAlreadyEnabledException",
        ),
    ];
    for (op, input, expected) in cases {
        let found = lab.call("admin", "organizations", op, input.clone());
        assert_eq!(code(&found), expected, "{op} {input}");
    }
}

impl Lab {
    /// A call by the root user of another account.
    fn of(&mut self, account: &str, op: &str, input: Value) -> Outcome {
        self.by(Who::Of(format!("root@{account}")), "organizations", op, input)
    }

    fn org_fails(&mut self, op: &str, input: Value) -> (String, String) {
        refusal(&self.call("admin", "organizations", op, input))
    }

    /// The details of AWS's own events of a name.
    fn service_events(&self, name: &str) -> Vec<Value> {
        let records = self.world.cloudtrail().records().iter();
        let named = records.filter(|one| one.event_name == name).map(|one| one.json());
        named.map(|one| one["serviceEventDetails"].clone()).collect()
    }
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html>
#[test]
fn an_account_leaves_stands_alone_and_is_invited_again() {
    let (mut lab, member) = Lab::with_member("shop");
    let root = lab.root();
    lab.scp("no-s3", document("Deny", "s3:*", "*"), &root);
    let key = lab.enter(&member);
    assert!(lab.signed(&key, "s3api", "ListBuckets", json!({})).reply.is_err());
    let id = json!({ "AccountId": member });
    let early = lab.org_fails("RemoveAccountFromOrganization", id.clone());
    assert_eq!(early.0, "ConstraintViolationException");
    lab.sleep(Span::days(4));
    let home = lab.org_fails("RemoveAccountFromOrganization", json!({ "AccountId": HOME }));
    assert_eq!(home.0, "MasterCannotLeaveOrganizationException");
    lab.of(&member, "LeaveOrganization", json!({})).reply.unwrap();
    // No policy of the organization binds it, and the role is still there.
    let key = lab.enter(&member);
    lab.signed(&key, "s3api", "ListBuckets", json!({})).reply.unwrap();
    assert_eq!(
        lab.service_events("AccountDepartedOrganization"),
        [json!({ "accountId": member, "departureMethod": "LEFT",
            "departureTime": "Jan 10, 2025, 12:02:00 AM" })]
    );
    let gone = refusal(&lab.of(&member, "DescribeOrganization", json!({})));
    assert_eq!(gone.0, "AWSOrganizationsNotInUseException");
    let target = json!({ "Target": { "Id": "shop@example.com", "Type": "EMAIL" } });
    let invited = lab.org("InviteAccountToOrganization", target.clone())["Handshake"].clone();
    assert_eq!((&invited["State"], &invited["Action"]), (&json!("OPEN"), &json!("INVITE")));
    assert_eq!(
        lab.org_fails("InviteAccountToOrganization", target).0,
        "DuplicateHandshakeException"
    );
    let one = json!({ "HandshakeId": invited["Id"] });
    // Whoever sent it cannot accept it.
    assert_eq!(lab.org_fails("AcceptHandshake", one.clone()).0, "AccessDeniedException");
    let joined = lab.of(&member, "AcceptHandshake", one.clone()).reply.unwrap();
    assert_eq!(joined["Handshake"]["State"], "ACCEPTED");
    let again = refusal(&lab.of(&member, "AcceptHandshake", one.clone()));
    assert_eq!(again.0, "HandshakeAlreadyInStateException");
    assert_eq!(lab.org_fails("CancelHandshake", one).0, "InvalidHandshakeTransitionException");
    let account = lab.org("DescribeAccount", id)["Account"].clone();
    assert_eq!((&account["JoinedMethod"], &account["Name"]), (&json!("INVITED"), &json!("shop")));
    // The record of the call is the member's, and AWS's own the management account's.
    let records = lab.world.cloudtrail().records();
    let of = |name: &str| records.iter().find(|one| one.event_name == name).unwrap().json();
    let accepted = records
        .iter()
        .map(|one| one.json())
        .find(|one| one["eventName"] == "AcceptHandshake" && one["recipientAccountId"] == *member)
        .unwrap();
    assert_eq!(accepted["responseElements"]["handshake"]["action"], "invite");
    assert_eq!(of("AccountJoinedOrganization")["recipientAccountId"], HOME);
    let how: Vec<Value> = lab
        .service_events("AccountJoinedOrganization")
        .iter()
        .map(|details| details["joinedMethod"].clone())
        .collect();
    assert_eq!(how, ["CREATED", "INVITED"]);
    // Policies count again, and an account that was invited may leave at once.
    assert!(lab.signed(&key, "s3api", "ListBuckets", json!({})).reply.is_err());
    lab.of(&member, "LeaveOrganization", json!({})).reply.unwrap();
}

#[test]
fn an_invitation_ends_after_fifteen_days_and_is_told_of_for_thirty_more() {
    let mut lab = Lab::new();
    lab.org("CreateOrganization", json!({}));
    let far = json!({ "Target": { "Id": "210987654321", "Type": "ACCOUNT" } });
    let sent = lab.org("InviteAccountToOrganization", far.clone())["Handshake"].clone();
    lab.sleep(Span::days(15));
    let states = |lab: &mut Lab| {
        let listed = lab.org("ListHandshakesForOrganization", json!({}));
        let all = listed["Handshakes"].as_array().unwrap().clone();
        all.iter().map(|one| one["State"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(states(&mut lab), ["EXPIRED"]);
    lab.org("InviteAccountToOrganization", far);
    lab.sleep(Span::days(30));
    assert_eq!(states(&mut lab), ["EXPIRED"], "the first is told of no longer");
    let gone = lab.org_fails("DescribeHandshake", json!({ "HandshakeId": sent["Id"] }));
    assert_eq!(gone.0, "HandshakeNotFoundException");
    for (target, code) in [
        (json!({ "Id": "12", "Type": "ACCOUNT" }), "InvalidInputException"),
        (json!({ "Id": "nobody", "Type": "EMAIL" }), "InvalidInputException"),
        (json!({ "Id": "o-abc", "Type": "ORGANIZATION" }), "InvalidInputException"),
        (json!({ "Id": HOME, "Type": "ACCOUNT" }), "HandshakeConstraintViolationException"),
    ] {
        let found = lab.org_fails("InviteAccountToOrganization", json!({ "Target": target }));
        assert_eq!(found.0, code, "{target}");
    }
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html>
#[test]
fn a_closed_account_is_shut_and_goes_after_ninety_days() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let id = json!({ "AccountId": member });
    let home = lab.org_fails("CloseAccount", json!({ "AccountId": HOME }));
    assert_eq!(home.0, "ConstraintViolationException");
    lab.org("CloseAccount", id.clone());
    let state = |lab: &mut Lab| {
        let account = lab.org("DescribeAccount", json!({ "AccountId": member }))["Account"].clone();
        account["State"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(&mut lab), "PENDING_CLOSURE");
    assert_eq!(lab.org_fails("CloseAccount", id.clone()).0, "ConflictException");
    lab.signed(&key, "s3api", "ListBuckets", json!({})).reply.unwrap();
    lab.sleep(Span::mins(3));
    assert_eq!(state(&mut lab), "SUSPENDED");
    assert_eq!(lab.org_fails("CloseAccount", id).0, "AccountAlreadyClosedException");
    let shut = refusal(&lab.signed(&key, "s3api", "ListBuckets", json!({})));
    assert_eq!(shut.0, "InvalidAccessKeyId");
    let arn = format!("arn:aws:iam::{member}:role/OrganizationAccountAccessRole");
    let input = json!({ "RoleArn": arn, "RoleSessionName": "x" });
    assert_eq!(refusal(&lab.call("admin", "sts", "AssumeRole", input)).0, "AccessDenied");
    let closed = &lab.service_events("CloseAccountResult")[0]["closeAccountStatus"];
    assert_eq!((&closed["accountId"], &closed["state"]), (&json!(member), &json!("SUCCEEDED")));
    lab.sleep(Span::days(90));
    let left = lab.org("ListAccounts", json!({}))["Accounts"].as_array().unwrap().len();
    assert_eq!(left, 1);
    let how = &lab.service_events("AccountDepartedOrganization")[0]["departureMethod"];
    assert_eq!(how, "CLEANED");
}

#[test]
fn tags_given_as_something_is_made_need_a_permission_of_their_own() {
    let mut lab = Lab::new();
    lab.org("CreateOrganization", json!({}));
    let root = lab.root();
    let only = document("Allow", "organizations:CreateOrganizationalUnit", "*");
    let put = json!({ "UserName": "jiwoo", "PolicyName": "units", "PolicyDocument": only });
    lab.iam("PutUserPolicy", put);
    let tags = json!([{ "Key": "stage", "Value": "test" }]);
    let tagged = json!({ "ParentId": root, "Name": "a", "Tags": tags });
    let denied =
        refusal(&lab.call("jiwoo", "organizations", "CreateOrganizationalUnit", tagged.clone()));
    assert!(denied.1.contains("organizations:TagResource"), "{denied:?}");
    let made = lab.org("CreateOrganizationalUnit", tagged);
    let id = &made["OrganizationalUnit"]["Id"];
    assert_eq!(lab.org("ListTagsForResource", json!({ "ResourceId": id }))["Tags"], tags);
    let twice = json!([{ "Key": "a", "Value": "1" }, { "Key": "a", "Value": "2" }]);
    let input = json!({ "ParentId": root, "Name": "b", "Tags": twice });
    assert_eq!(lab.org_fails("CreateOrganizationalUnit", input).0, "InvalidInputException");
}
