//! The forms a function is called by: a name, a part of its ARN, all of it, each with a version or
//! an alias behind it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>

use crate::sim::scope::{Arn, Scope};

/// The version that can be changed.
pub const LATEST: &str = "$LATEST";

/// What a name means.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The function's ARN, without a version.
    pub function: Arn,
    /// The version or the alias, if one is named.
    pub qualifier: Option<String>,
}

impl Named {
    /// Reads a name as it is given to an operation in `scope`.
    pub fn read(scope: &Scope, given: &str) -> Named {
        let parts: Vec<&str> = given.split(':').collect();
        let (before, behind) = match parts.iter().position(|part| *part == "function") {
            Some(at) => (parts.get(..at), parts.get(at + 1..)),
            None => (None, Some(parts.as_slice())),
        };
        let account = before.and_then(|parts| parts.last().copied());
        let region = before.and_then(|parts| parts.iter().rev().nth(1).copied());
        let mut behind = behind.unwrap_or_default().iter();
        let name = behind.next().copied().unwrap_or_default();
        let account = account.map_or_else(|| scope.account.to_string(), str::to_owned);
        let region = region.map_or_else(|| scope.region.code().to_owned(), str::to_owned);
        let text = format!("arn:aws:lambda:{region}:{account}:function:{name}");
        let function = Arn::parse(&text).unwrap_or_else(|| scope.arn("lambda", "function:"));
        Named { function, qualifier: behind.next().map(|part| (*part).to_owned()) }
    }

    /// The same, with the qualifier that stands beside it in the request.
    pub fn or(mut self, qualifier: Option<&String>) -> Named {
        self.qualifier = self.qualifier.or_else(|| qualifier.cloned());
        self
    }

    /// The name alone.
    pub fn name(&self) -> &str {
        self.function.rest().trim_start_matches("function:")
    }

    /// What policies speak of: a version or an alias is a resource of its own, the latest version
    /// is the function.
    pub fn resource(&self) -> String {
        match self.qualifier.as_deref() {
            Some(LATEST) | None => self.function.to_string(),
            Some(_) => self.qualified(),
        }
    }

    /// The ARN with the qualifier, if there is one.
    pub fn qualified(&self) -> String {
        match &self.qualifier {
            Some(qualifier) => format!("{}:{qualifier}", self.function),
            None => self.function.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::scope::{AccountId, Region};

    #[test]
    fn every_form_means_a_function() {
        let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
        let home = "arn:aws:lambda:us-east-1:123456789012:function:f";
        let other = "arn:aws:lambda:us-east-1:111122223333:function:f";
        let cases = [
            ("f", home, None),
            ("f:live", home, Some("live")),
            ("function:f", home, None),
            ("111122223333:function:f", other, None),
            ("111122223333:function:f:1", other, Some("1")),
            (home, home, None),
            ("arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST", home, Some(LATEST)),
        ];
        for (given, function, qualifier) in cases {
            let named = Named::read(&scope, given);
            let found = (named.function.as_str(), named.qualifier.as_deref());
            assert_eq!(found, (function, qualifier), "{given}");
        }
    }
}
