//! From AWS's names to the CLI's and CloudTrail's.

/// `OKActions` → `ok-actions`, `PutMetricAlarm` → `put-metric-alarm`: the CLI's own rule, in which
/// a capital begins a word when a small letter or digit stands before it or a small letter behind.
pub fn kebab(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    // A plural acronym at the end is one word: `AllARNs` is `all-arns`.
    let plural = plural_acronym(&chars);
    let mut out = String::with_capacity(name.len() + 8);
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        let starts_word = match before {
            None => false,
            _ if i > plural => false,
            _ if i == plural => true,
            Some(before) if c.is_ascii_uppercase() => {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || after.is_some_and(char::is_ascii_lowercase)
            }
            Some(_) => false,
        };
        if starts_word && !out.ends_with('-') {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Where the plural acronym that ends the name begins, or past the end when there is none.
fn plural_acronym(chars: &[char]) -> usize {
    let Some((&'s', head)) = chars.split_last() else { return chars.len() };
    let capitals = head.iter().rev().take_while(|c| c.is_ascii_uppercase()).count();
    if capitals >= 2 && capitals < head.len() { head.len() - capitals } else { chars.len() }
}

/// `AlarmName` → `alarmName`: how CloudTrail writes members.
pub fn lower_camel(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

/// The version of the AWS CLI whose behaviour the terminal follows.
pub const CLI_VERSION: &str = "2.36.7";

/// The user agent the CLI sends with one operation, as records show it.
pub fn cli_user_agent(service: &str, operation: &str) -> String {
    format!(
        "aws-cli/{CLI_VERSION} md/awscrt#0.36.0 ua/2.1 os/linux#6.8.0 md/arch#x86_64 \
         lang/python#3.14.4 md/pyimpl#CPython m/g,Z,E,N,b cfg/retry-mode#standard \
         md/installer#exe md/prompt#off md/command#{service}.{operation}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_cli() {
        let cases = [
            ("PutMetricAlarm", "put-metric-alarm"),
            ("OKActions", "ok-actions"),
            ("DescribeInstances", "describe-instances"),
            ("EC2", "ec2"),
            ("InstanceIds", "instance-ids"),
            ("MFADevices", "mfa-devices"),
            ("UserName", "user-name"),
            ("AllARNs", "all-arns"),
            ("Ipv6AddressCount", "ipv6-address-count"),
            ("SAMLProviderARN", "saml-provider-arn"),
            ("KMSKeyId", "kms-key-id"),
        ];
        for (name, cli) in cases {
            assert_eq!(kebab(name), cli);
        }
    }
}
