//! Those whom no account keeps: whom identity providers vouch for, and users of federations.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Outcome, Region, Span, Via, Who};

use super::{document, refusal};
use crate::support::Lab;

const SHOP: &str = "arn:aws:iam::123456789012:saml-provider/Shop";
const GITHUB: &str = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const ROLE: &str = "arn:aws:iam::123456789012:role/Build";

pub fn signed(lab: &mut Lab, key: &str, service: &str, op: &str, input: Value) -> Outcome {
    let request = Request::decode(service, op, input).unwrap();
    let who = Who::Session(key.to_owned());
    lab.world.apply(&Command::Call(Call { who, region: Region::US_EAST_1, via: Via::Cli, request }))
}

fn key(reply: &Value) -> String {
    reply["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned()
}

fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

pub(super) fn metadata() -> String {
    let certificate = "MIIC".repeat(260);
    format!(
        "<EntityDescriptor entityID=\"https://idp.example.com/shop\" \
         validUntil=\"2030-01-01T00:00:00Z\"><IDPSSODescriptor>{certificate}</IDPSSODescriptor>\
         </EntityDescriptor>"
    )
}

/// A role that looks at EC2 and trusts a provider on a condition.
fn role(lab: &mut Lab, provider: &str, action: &str, condition: &Value) {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Federated": provider }, "Action": action, "Condition": condition }] });
    let role = json!({ "RoleName": "Build", "AssumeRolePolicyDocument": trust.to_string() });
    lab.iam("CreateRole", role);
    let put = json!({ "RoleName": "Build", "PolicyName": "look",
        "PolicyDocument": document("Allow", "ec2:Describe*", "*") });
    lab.iam("PutRolePolicy", put);
}

/// GitHub is known, and the role trusts what runs in one of its repositories.
fn github(lab: &mut Lab) {
    lab.iam(
        "CreateOpenIDConnectProvider",
        json!({ "Url": "https://token.actions.githubusercontent.com",
            "ClientIDList": ["sts.amazonaws.com"] }),
    );
    let condition = json!({
        "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        "StringLike": { "token.actions.githubusercontent.com:sub": "repo:shop/web:*" } });
    role(lab, GITHUB, "sts:AssumeRoleWithWebIdentity", &condition);
}

fn with_token(lab: &mut Lab, claims: &Value) -> Outcome {
    let input = json!({ "RoleArn": ROLE, "RoleSessionName": "run-7",
        "WebIdentityToken": claims.to_string() });
    lab.call("jiwoo", "sts", "AssumeRoleWithWebIdentity", input)
}

fn claims() -> Value {
    json!({ "iss": "https://token.actions.githubusercontent.com", "aud": "sts.amazonaws.com",
        "sub": "repo:shop/web:ref:refs/heads/main" })
}

#[test]
fn a_role_trusts_what_a_token_says() {
    let mut lab = Lab::new();
    github(&mut lab);
    let reply = with_token(&mut lab, &claims()).reply.unwrap();
    assert_eq!(reply["Provider"], GITHUB);
    assert_eq!(reply["SubjectFromWebIdentityToken"], "repo:shop/web:ref:refs/heads/main");
    assert_eq!(reply["Audience"], "sts.amazonaws.com");
    let record = last(&lab);
    assert_eq!(
        record["userIdentity"],
        json!({
            "type": "WebIdentityUser",
            "principalId": format!("{GITHUB}:sts.amazonaws.com:repo:shop/web:ref:refs/heads/main"),
            "userName": "repo:shop/web:ref:refs/heads/main",
            "identityProvider": GITHUB,
        }),
        "whoever's profile it was typed with signs nothing"
    );
    assert_eq!(
        record["requestParameters"],
        json!({ "roleArn": ROLE, "roleSessionName": "run-7" }),
        "the token is a secret"
    );
    let key = key(&reply);
    assert!(signed(&mut lab, &key, "ec2", "DescribeInstances", json!({})).reply.is_ok());
    let identity = last(&lab)["userIdentity"].clone();
    assert_eq!(identity["type"], "AssumedRole");
    assert_eq!(
        identity["sessionContext"]["webIdFederationData"],
        json!({ "federatedProvider": GITHUB, "attributes": {} })
    );

    let mut other = claims();
    other["sub"] = json!("repo:shop/api:ref:refs/heads/main");
    assert_eq!(
        refusal(&with_token(&mut lab, &other)),
        "AccessDenied (403): Not authorized to perform sts:AssumeRoleWithWebIdentity"
    );
    let record = last(&lab);
    assert_eq!(record["userIdentity"]["type"], "WebIdentityUser");
    assert_eq!(record["errorCode"], "AccessDenied");
}

#[test]
fn a_token_is_read_before_it_is_trusted() {
    let mut lab = Lab::new();
    github(&mut lab);
    let invalid = |text: &str| format!("InvalidIdentityToken (400): {text}");
    let cases = [
        ("aud", json!("my-app"), invalid("Incorrect token audience")),
        (
            "iss",
            json!("https://gitlab.com"),
            invalid("No OpenIDConnect provider found in your account for https://gitlab.com"),
        ),
        ("sub", Value::Null, invalid("Missing a required claim: sub")),
        (
            "exp",
            json!(1_736_121_599),
            "ExpiredTokenException (400): Token expired: current date/time 1736121600 must be \
             before the expiration date/time 1736121599"
                .to_owned(),
        ),
    ];
    for (claim, value, expected) in cases {
        let mut claims = claims();
        claims[claim] = value;
        assert_eq!(refusal(&with_token(&mut lab, &claims)), expected);
        assert_eq!(last(&lab)["userIdentity"]["type"], "Unknown");
    }
    let garbage = with_token(&mut lab, &json!("garbage"));
    assert_eq!(refusal(&garbage), invalid("The ID Token provided is not a valid JWT."));
    // A JSON Web Token: its middle part holds the claims, nobody looks at the last.
    let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Rva2VuLmFjdGlvbnMuZ2l0aHVidXNlcmNvbnRl\
               bnQuY29tIiwiYXVkIjoic3RzLmFtYXpvbmF3cy5jb20iLCJzdWIiOiJyZXBvOnNob3Avd2ViOnJlZjpy\
               ZWZzL2hlYWRzL21haW4ifQ.c2lnbmF0dXJl";
    let input = json!({ "RoleArn": ROLE, "RoleSessionName": "run-8", "WebIdentityToken": jwt });
    assert!(lab.call("jiwoo", "sts", "AssumeRoleWithWebIdentity", input).reply.is_ok());
    // Forgotten, the provider vouches for nobody.
    lab.iam("DeleteOpenIDConnectProvider", json!({ "OpenIDConnectProviderArn": GITHUB }));
    assert!(refusal(&with_token(&mut lab, &claims())).contains("No OpenIDConnect provider"));
}

#[test]
fn a_role_trusts_what_an_assertion_says() {
    let mut lab = Lab::new();
    lab.iam("CreateSAMLProvider", json!({ "Name": "Shop", "SAMLMetadataDocument": metadata() }));
    assert_eq!(
        lab.iam_fails(
            "CreateSAMLProvider",
            json!({ "Name": "Shop", "SAMLMetadataDocument": metadata() })
        ),
        "EntityAlreadyExists (409): Provider with name Shop already exists."
    );
    let condition = json!({ "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" },
        "ForAnyValue:StringEquals": { "saml:edupersonaffiliation": "staff" } });
    role(&mut lab, SHOP, "sts:AssumeRoleWithSAML", &condition);
    let ask = |lab: &mut Lab, assertion: Value| {
        let input = json!({ "RoleArn": ROLE, "PrincipalArn": SHOP,
            "SAMLAssertion": assertion.to_string() });
        lab.call("jiwoo", "sts", "AssumeRoleWithSAML", input)
    };
    let hana = json!({ "NameID": "hana", "RoleSessionName": "hana@example.com",
        "Attributes": { "eduPersonAffiliation": ["staff", "member"] } });
    let reply = ask(&mut lab, hana.clone()).reply.unwrap();
    assert_eq!(reply["Issuer"], "https://idp.example.com/shop");
    assert_eq!(reply["SubjectType"], "persistent");
    let arn = "arn:aws:sts::123456789012:assumed-role/Build/hana@example.com";
    assert_eq!(reply["AssumedRoleUser"]["Arn"], arn);
    let record = last(&lab);
    let qualifier = reply["NameQualifier"].as_str().unwrap();
    assert_eq!(
        record["userIdentity"],
        json!({
            "type": "SAMLUser",
            "principalId": format!("{qualifier}:hana"),
            "userName": "hana",
            "identityProvider": qualifier,
        })
    );
    let asked = &record["requestParameters"];
    assert_eq!(asked["roleSessionName"], "hana@example.com");
    assert!(asked["sAMLAssertionID"].is_string() && asked["sAMLAssertion"].is_null());
    assert_eq!(record["resources"][1]["type"], "AWS::IAM::SAMLProvider");
    let me = signed(&mut lab, &key(&reply), "sts", "GetCallerIdentity", json!({})).reply.unwrap();
    assert_eq!(me["Arn"], arn);

    let stranger = json!({ "NameID": "hana", "RoleSessionName": "hana" });
    let denied = "AccessDenied (403): Not authorized to perform sts:AssumeRoleWithSAML";
    assert_eq!(refusal(&ask(&mut lab, stranger)), denied);
    let mut forged = hana.clone();
    forged["Issuer"] = json!("https://other.example.com");
    assert_eq!(
        refusal(&ask(&mut lab, forged)),
        "InvalidIdentityToken (400): Issuer not present in specified provider"
    );
    let mut nameless = hana;
    nameless["RoleSessionName"] = json!("");
    assert_eq!(
        refusal(&ask(&mut lab, nameless)),
        "InvalidIdentityToken (400): RoleSessionName is required in AuthnResponse"
    );
}

#[test]
fn a_user_of_a_federation_has_a_part_of_its_user_s_permissions() {
    let mut lab = Lab::new();
    let name = json!({ "Name": "Bob" });
    let refused = refusal(&lab.call("jiwoo", "sts", "GetFederationToken", name.clone()));
    assert_eq!(
        refused,
        "AccessDenied (403): User: arn:aws:iam::123456789012:user/jiwoo is not authorized to \
         perform: sts:GetFederationToken on resource: \
         arn:aws:sts::123456789012:federated-user/Bob"
    );
    let bare = lab.call("admin", "sts", "GetFederationToken", name).reply.unwrap();
    let bare = key(&bare);
    let refused = refusal(&signed(&mut lab, &bare, "ec2", "DescribeVpcs", json!({})));
    assert!(refused.contains("because no session policy allows"), "{refused}");

    let policy = document("Allow", "*", "*");
    let input = json!({ "Name": "Bob", "Policy": policy, "DurationSeconds": 900 });
    let reply = lab.call("admin", "sts", "GetFederationToken", input).reply.unwrap();
    assert_eq!(
        reply["FederatedUser"],
        json!({ "FederatedUserId": "123456789012:Bob",
            "Arn": "arn:aws:sts::123456789012:federated-user/Bob" })
    );
    let key = key(&reply);
    assert!(signed(&mut lab, &key, "ec2", "DescribeVpcs", json!({})).reply.is_ok());
    let admin = lab.world.iam().users()["admin"].user_id.clone();
    assert_eq!(
        last(&lab)["userIdentity"],
        json!({
            "type": "FederatedUser",
            "principalId": "123456789012:Bob",
            "arn": "arn:aws:sts::123456789012:federated-user/Bob",
            "accountId": "123456789012",
            "accessKeyId": key,
            "sessionContext": {
                "sessionIssuer": {
                    "type": "IAMUser",
                    "principalId": admin,
                    "arn": "arn:aws:iam::123456789012:user/admin",
                    "accountId": "123456789012",
                    "userName": "admin",
                },
                "attributes": {
                    "creationDate": "2025-01-06T00:00:00Z",
                    "mfaAuthenticated": "false",
                },
            },
        })
    );
    // IAM takes such credentials from nobody.
    assert_eq!(
        refusal(&signed(&mut lab, &key, "iam", "ListUsers", json!({}))),
        "InvalidClientTokenId (403): The security token included in the request is invalid."
    );
    let again = signed(&mut lab, &key, "sts", "GetFederationToken", json!({ "Name": "Eve" }));
    assert_eq!(
        refusal(&again),
        "AccessDenied (403): Cannot call GetFederationToken with session credentials"
    );
    lab.sleep(Span::mins(15));
    assert_eq!(
        refusal(&signed(&mut lab, &key, "ec2", "DescribeVpcs", json!({}))),
        "RequestExpired (400): Request has expired."
    );
}

#[test]
fn providers_are_made_known_and_forgotten() {
    let mut lab = Lab::new();
    let fails = |lab: &mut Lab, op: &str, input: Value| lab.iam_fails(op, input);
    let short = "<EntityDescriptor>".repeat(60);
    assert_eq!(
        fails(
            &mut lab,
            "CreateSAMLProvider",
            json!({ "Name": "x", "SAMLMetadataDocument": short })
        ),
        "InvalidInput (400): Could not parse metadata"
    );
    assert_eq!(
        fails(&mut lab, "GetSAMLProvider", json!({ "SAMLProviderArn": SHOP })),
        format!("NoSuchEntity (404): Manifest not found for arn {SHOP}")
    );
    assert_eq!(
        fails(&mut lab, "CreateOpenIDConnectProvider", json!({ "Url": "http://a.example.com" })),
        "ValidationError (400): Invalid Open ID Connect Provider URL"
    );
    lab.iam("CreateOpenIDConnectProvider", json!({ "Url": "https://a.example.com/x" }));
    let arn = "arn:aws:iam::123456789012:oidc-provider/a.example.com/x";
    let add = json!({ "OpenIDConnectProviderArn": arn, "ClientID": "my-app" });
    lab.iam("AddClientIDToOpenIDConnectProvider", add.clone());
    lab.iam("AddClientIDToOpenIDConnectProvider", add);
    let found = lab.iam("GetOpenIDConnectProvider", json!({ "OpenIDConnectProviderArn": arn }));
    assert_eq!(found["Url"], "a.example.com/x");
    assert_eq!(found["ClientIDList"], json!(["my-app"]));
    assert_eq!(found["ThumbprintList"][0].as_str().map(str::len), Some(40));
    assert_eq!(
        fails(
            &mut lab,
            "CreateRole",
            json!({ "RoleName": "r", "AssumeRolePolicyDocument": json!({
                "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
                "Principal": { "Federated": SHOP }, "Action": "sts:AssumeRoleWithSAML" }] })
                .to_string() })
        ),
        format!(
            "MalformedPolicyDocument (400): Invalid principal in policy: \"FEDERATED\":\"{SHOP}\""
        )
    );
}
