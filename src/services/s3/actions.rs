//! The actions of S3 that policies of buckets may name, and what each is done to.
//!
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>

use crate::access::glob;

/// Those on buckets and those on objects, several a line behind the word for which they are. What
/// is done to accounts, jobs or access points is no action of a bucket's policy.
const ACTIONS: &str = include_str!("actions.txt");

/// What an action is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// A bucket.
    Bucket,
    /// An object.
    Object,
}

/// What the actions are done to that an element of a policy names: `s3:Get*`, in any case.
pub fn named(pattern: &str) -> impl Iterator<Item = On> {
    let lines = ACTIONS.lines().filter_map(|line| line.split_once(' '));
    lines.flat_map(move |(kind, names)| {
        let on = if kind == "object" { On::Object } else { On::Bucket };
        let fits = move |name: &&str| glob::matches_any_case(pattern, &format!("s3:{name}"));
        names.split(' ').filter(fits).map(move |_| on)
    })
}

#[cfg(test)]
mod tests {
    use super::{On, named};

    #[test]
    fn patterns_name_what_there_is() {
        let cases: [(&str, &[On]); 8] = [
            ("s3:GetObject", &[On::Object]),
            ("s3:getobject", &[On::Object]),
            ("s3:ListBucket", &[On::Bucket]),
            ("s3:AbortMultipartUpload", &[On::Object]),
            ("s3:*Bucket", &[On::Bucket; 3]),
            ("s3:HeadObject", &[]),
            ("s3:ListObjects", &[]),
            ("s3:Nonsense*", &[]),
        ];
        for (pattern, expected) in cases {
            assert_eq!(named(pattern).collect::<Vec<On>>(), expected, "{pattern}");
        }
        assert!(named("*").any(|on| on == On::Object) && named("*").any(|on| on == On::Bucket));
    }
}
