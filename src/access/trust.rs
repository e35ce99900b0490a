//! What IAM demands of a role's trust policy, in its own words.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html>

use serde_json::Value;

use super::policy::{Policy, SYNTAX, statements};
use super::principal::Named;
use super::statement::strings;

/// Parses and checks a trust policy. `known` tells whether the user, role or session with an ARN
/// exists: a policy that names one that does not is refused.
///
/// # Errors
/// The text of `MalformedPolicyDocument`.
pub fn trust(text: &str, known: impl Fn(&str) -> bool) -> Result<Policy, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|_| "This policy contains invalid Json")?;
    let policy = Policy::from_value(&value).ok_or(SYNTAX)?;
    let members = value.as_object().ok_or(SYNTAX)?;
    for statement in statements(members).ok_or(SYNTAX)?.iter().filter_map(Value::as_object) {
        for field in ["Resource", "NotResource", "NotPrincipal"] {
            if statement.contains_key(field) {
                return Err(format!("Has prohibited field {field}"));
            }
        }
        for field in ["Principal", "Action"] {
            if !statement.contains_key(field) {
                return Err(format!("Missing required field {field}"));
            }
        }
        let actions = statement.get("Action").and_then(strings).unwrap_or_default();
        let is_sts = |action: &String| {
            action == "*" || action.split_once(':').is_some_and(|(prefix, _)| prefix == "sts")
        };
        if !actions.iter().all(is_sts) {
            let text = "AssumeRole policy may only specify STS AssumeRole actions";
            return Err(text.to_owned());
        }
    }
    let named = policy.statements().iter().filter_map(|s| s.principals.as_ref());
    for name in named.flat_map(|principals| &principals.items) {
        principal(name, &known)?;
    }
    Ok(policy)
}

/// Said of a provider that is named neither by its ARN nor by a domain.
/// <https://github.com/terraform-aws-modules/terraform-aws-iam/issues/202>
const NOT_FEDERATED: &str = "Federated principals must be valid domain names or SAML metadata ARNs";

/// Identity providers of the web that need not be made known first.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
pub const PROVIDERS: [&str; 4] = [
    "cognito-identity.amazonaws.com",
    "www.amazon.com",
    "graph.facebook.com",
    "accounts.google.com",
];

fn principal(named: &Named, known: &impl Fn(&str) -> bool) -> Result<(), String> {
    let (kind, name, good) = match named {
        Named::Everyone | Named::Account(_) => return Ok(()),
        Named::Arn(arn) => ("AWS", arn, known(arn)),
        Named::Service(name) => ("SERVICE", name, is_service(name)),
        Named::Other(name) if name.starts_with("arn:") => ("FEDERATED", name, known(name)),
        Named::Other(name) if !name.contains('.') => return Err(NOT_FEDERATED.to_owned()),
        Named::Other(name) => ("FEDERATED", name, PROVIDERS.contains(&name.as_str())),
    };
    if good { Ok(()) } else { Err(format!("Invalid principal in policy: \"{kind}\":\"{name}\"")) }
}

/// Names of services end so; which ones there are is not asked.
pub fn is_service(name: &str) -> bool {
    let label = name.strip_suffix(".amazonaws.com");
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
    label.is_some_and(|label| !label.is_empty() && label.chars().all(allowed))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_a_trust_policy() {
        let of = |principal: Value, action: &str| {
            json!({ "Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": principal, "Action": action }] })
        };
        let user = "arn:aws:iam::123456789012:user/jiwoo";
        let nobody = "arn:aws:iam::123456789012:user/nobody";
        let service = json!({ "Service": "ec2.amazonaws.com" });
        let mut with_resource = of(service.clone(), "sts:AssumeRole");
        with_resource["Statement"][0]["Resource"] = json!("*");
        let mut without = of(service.clone(), "sts:AssumeRole");
        without["Statement"][0].as_object_mut().unwrap().remove("Principal");
        let cases = [
            (of(service.clone(), "sts:AssumeRole"), ""),
            (of(json!({ "AWS": user }), "sts:*"), ""),
            (of(json!({ "AWS": "123456789012" }), "sts:AssumeRole"), ""),
            (of(json!({ "Federated": "accounts.google.com" }), "sts:AssumeRole"), ""),
            (with_resource, "Has prohibited field Resource"),
            (without, "Missing required field Principal"),
            (
                of(service, "s3:GetObject"),
                "AssumeRole policy may only specify STS AssumeRole actions",
            ),
            (
                of(json!({ "AWS": nobody }), "sts:AssumeRole"),
                "Invalid principal in policy: \
                 \"AWS\":\"arn:aws:iam::123456789012:user/nobody\"",
            ),
            (
                of(json!({ "Service": "ec2" }), "sts:AssumeRole"),
                "Invalid principal in policy: \"SERVICE\":\"ec2\"",
            ),
            (of(json!({ "Federated": "shop" }), "sts:AssumeRoleWithSAML"), NOT_FEDERATED),
            (
                of(json!({ "Federated": "idp.example.com" }), "sts:AssumeRoleWithWebIdentity"),
                "Invalid principal in policy: \"FEDERATED\":\"idp.example.com\"",
            ),
            (json!({}), "Syntax errors in policy."),
        ];
        for (document, expected) in cases {
            let found = trust(&document.to_string(), |arn| arn == user);
            assert_eq!(found.err().unwrap_or_default(), expected, "{document}");
        }
        assert_eq!(trust("{", |_| true).unwrap_err(), "This policy contains invalid Json");
    }
}
