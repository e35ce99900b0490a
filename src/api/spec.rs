//! The operation table: everything known about an operation beside its shapes.

use std::borrow::Cow;

use serde_json::Value;

use super::protocol::Protocol;
use super::shape::StructDef;
use crate::access::message::Style;

/// What a call does, in the words of the Service Authorization Reference. Anything but `Read`
/// and `List` is a write, which is what CloudTrail's `readOnly` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessLevel {
    /// Reads the content of a resource.
    Read,
    /// Lists resources.
    List,
    /// Creates, changes or deletes.
    Write,
    /// Changes tags only.
    Tagging,
    /// Changes permissions.
    Permissions,
}

impl AccessLevel {
    /// CloudTrail's `readOnly`.
    pub fn is_read_only(self) -> bool {
        matches!(self, AccessLevel::Read | AccessLevel::List)
    }
}

/// Which kind of CloudTrail event a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// In event history, and in trails by default.
    Management,
    /// Only in trails that ask for it; never in event history.
    Data,
}

/// How a listing is cut into pages.
#[derive(Debug)]
pub struct Pages {
    /// The request member that takes the token; several are parted by blanks.
    pub input: &'static str,
    /// Where in the reply it is given, as `--query` would be written; as many as above.
    pub output: &'static str,
    /// The request member that limits a page, if there is one.
    pub limit: Option<&'static str>,
    /// The reply members that hold the items; the first is the one counted.
    pub results: &'static [&'static str],
}

impl Pages {
    /// What a reply tells once for all pages, null where it does not: botocore's
    /// `non_aggregate_keys`, which listings of objects, of buckets, of items and of what a finding
    /// found have.
    pub fn once(&self) -> &'static [&'static str] {
        match self.results {
            _ if self.output == "LastEvaluatedKey" => &["ConsumedCapacity"],
            ["Contents", ..] | ["Versions", "DeleteMarkers", ..] => &["RequestCharged", "Prefix"],
            ["Buckets"] => &["Owner", "Prefix"],
            ["findingDetails"] => &[
                "resource",
                "status",
                "error",
                "createdAt",
                "resourceType",
                "findingType",
                "resourceOwnerAccount",
                "analyzedAt",
                "id",
                "updatedAt",
            ],
            _ => &[],
        }
    }

    /// The request members that take a token.
    pub fn inputs(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.input.split(' ')
    }
}

/// One row of the operation table.
#[derive(Debug)]
pub struct OpSpec {
    /// AWS's name: `PutMetricAlarm`. The CLI name and the IAM action follow from it.
    pub name: &'static str,
    /// What it does.
    pub access: AccessLevel,
    /// Which kind of event it leaves.
    pub event: Event,
    /// Paging, for listings.
    pub pages: Option<Pages>,
    /// Calls a second before AWS throttles (per account and Region), where AWS says so.
    pub rate: Option<u32>,
    /// Members of the request.
    pub input: &'static StructDef,
    /// Members of the reply.
    pub output: &'static StructDef,
}

/// One service: what its operations have in common.
#[derive(Debug)]
pub struct ServiceSpec {
    /// The name in the CLI: `cloudwatch`.
    pub cli: &'static str,
    /// The name people use: `Amazon CloudWatch`.
    pub title: &'static str,
    /// Prefix of IAM actions as the service itself writes it in denials: `SNS`.
    pub action_prefix: &'static str,
    /// CloudTrail's `eventSource`.
    pub event_source: &'static str,
    /// CloudTrail's `eventVersion` for this service.
    pub event_version: &'static str,
    /// CloudTrail's `apiVersion`, for the few services that write one.
    pub api_version: Option<&'static str>,
    /// How clients talk to it.
    pub protocol: Protocol,
    /// How it words what it refuses.
    pub wording: Wording,
    /// Error code and message of a throttled call.
    pub throttled: (&'static str, &'static str),
    /// Whether the service is global, so that its records are in us-east-1.
    pub global: bool,
    /// The host name calls go to; `{region}` stands for the Region.
    pub host: &'static str,
    /// Its operations, each by the function that gives its row: a row, and the shapes it names,
    /// are then fetched with whoever first asks for them.
    pub ops: &'static [fn() -> &'static OpSpec],
}

/// Code and text by the path of a member.
pub type OwnWords = fn(&str) -> (&'static str, &'static str);

/// How a service words what it refuses.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// Error code and HTTP status of a denied call.
    pub denied: (&'static str, u16),
    /// How the text of a denial deviates from the general form.
    pub style: Style,
    /// Whether `Value 'x' at 'y' failed to satisfy constraint` shows the value.
    pub shows_values: bool,
    /// The code of that error.
    pub invalid: &'static str,
    /// Code and text by the path of the first member that breaks one, where it is said otherwise.
    pub own: Option<OwnWords>,
}

impl Wording {
    /// The general form, with the code and HTTP status of a denied call.
    pub const fn denied(code: &'static str, http: u16) -> Wording {
        let invalid = "ValidationError";
        let denied = (code, http);
        Wording { denied, style: Style::PLAIN, shows_values: true, invalid, own: None }
    }

    /// Words denials otherwise.
    pub const fn style(mut self, style: Style) -> Wording {
        self.style = style;
        self
    }

    /// Calls what breaks a constraint otherwise.
    pub const fn invalid(mut self, code: &'static str) -> Wording {
        self.invalid = code;
        self
    }

    /// Says in its own way what breaks a constraint.
    pub const fn own(mut self, own: OwnWords) -> Wording {
        self.own = Some(own);
        self
    }

    /// Does not show the value that breaks a constraint.
    pub const fn hides_values(mut self) -> Wording {
        self.shows_values = false;
        self
    }
}

impl ServiceSpec {
    /// The operation with this name, as AWS writes it.
    pub fn op(&self, name: &str) -> Option<&'static OpSpec> {
        self.operations().find(|op| op.name == name)
    }

    /// Its operations, in the order of the table.
    pub fn operations(&self) -> impl Iterator<Item = &'static OpSpec> + use<> {
        self.ops.iter().map(|row| row())
    }
}

/// One permission a call needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The IAM action, when it is not the operation's own: `ec2:CreateTags`.
    pub action: Option<&'static str>,
    /// The resource; `None` for actions that have no resource and match `*` only.
    pub resource: Option<String>,
    /// How the service writes the resource in a denial, when not as the ARN.
    pub shown: Option<String>,
    /// Condition keys this call brings along, as AWS writes them: `ec2:ResourceTag/Owner`.
    pub context: Vec<(Cow<'static, str>, Vec<String>)>,
}

impl Check {
    /// An action without a resource.
    pub fn any() -> Check {
        Check { action: None, resource: None, shown: None, context: Vec::new() }
    }

    /// An action on one resource.
    pub fn on(resource: impl ToString) -> Check {
        Check { resource: Some(resource.to_string()), ..Check::any() }
    }

    /// Another action than the operation's own.
    pub fn action(mut self, action: &'static str) -> Check {
        self.action = Some(action);
        self
    }

    /// Names the resource otherwise in a denial (`user jiwoo`).
    pub fn shown(mut self, text: impl Into<String>) -> Check {
        self.shown = Some(text.into());
        self
    }

    /// Adds a condition key.
    pub fn key(mut self, key: impl Into<Cow<'static, str>>, values: Vec<String>) -> Check {
        self.context.push((key.into(), values));
        self
    }

    /// Adds the keys of tags the request would put on something: `aws:RequestTag/KEY` for each and
    /// `aws:TagKeys` for all.
    pub fn tags<'a>(mut self, tags: impl IntoIterator<Item = (&'a str, &'a str)>) -> Check {
        let mut keys = Vec::new();
        for (key, value) in tags {
            self = self.key(format!("aws:RequestTag/{key}"), vec![value.to_owned()]);
            keys.push(key.to_owned());
        }
        self.key("aws:TagKeys", keys)
    }
}

impl From<Check> for Vec<Check> {
    fn from(check: Check) -> Vec<Check> {
        vec![check]
    }
}

/// What the rest of the program asks of any service's request.
pub trait Operation {
    /// The service.
    fn service(&self) -> &'static ServiceSpec;
    /// The row of the operation.
    fn spec(&self) -> &'static OpSpec;
    /// The request's members as JSON, under AWS's names.
    fn input(&self) -> Value;
}

/// Declares a service's operations: the request enum, the rows, and what each needs permission for.
///
/// ```text
/// api! {
///     pub enum Request of SERVICE;
///     /// Makes a topic, or gives the ARN of the one that exists.
///     CreateTopic(CreateTopicInput) -> CreateTopicOutput {
///         access: Write, event: Management, pages: None, rate: None,
///         needs: |input, scope| Check::on(scope.arn("sns", &input.name)),
///     }
/// }
/// ```
#[macro_export]
macro_rules! api {
    (
        pub enum Request of $service:expr;
        $(
            $(#[$doc:meta])*
            $op:ident($input:ty) -> $output:ty {
                access: $access:ident, event: $event:ident, pages: $pages:expr, rate: $rate:expr,
                needs: |$in:ident, $scope:ident| $needs:expr $(,)?
            }
        )+
    ) => {
        /// A request to this service: one variant an operation.
        #[allow(clippy::large_enum_variant, reason = "made once a call; a box would help nobody")]
        #[derive(Clone, Debug, PartialEq)]
        pub enum Request {
            $( $(#[$doc])* $op($input), )+
        }

        /// The rows of this service's operation table.
        pub static OPS: &[fn() -> &'static $crate::api::OpSpec] = &[$(
            || {
                static ROW: $crate::api::OpSpec = $crate::api::OpSpec {
                    name: stringify!($op),
                    access: $crate::api::AccessLevel::$access,
                    event: $crate::api::Event::$event,
                    pages: $pages,
                    rate: $rate,
                    input: <$input as $crate::api::Shape>::DEF.structure(),
                    output: <$output as $crate::api::Shape>::DEF.structure(),
                };
                &ROW
            },
        )+];

        impl Request {
            /// Builds the request of the operation with this name from its members.
            pub fn decode(op: &str, input: serde_json::Value) -> Result<Request, String> {
                match op {
                    $( stringify!($op) => $crate::api::Shape::read(input).map(Request::$op), )+
                    _ => Err(format!("no operation `{op}`")),
                }
            }

            /// The permissions the call needs, each of which must be granted.
            #[allow(unused_variables, reason = "a row may need neither input nor scope")]
            pub fn needs(&self, at: &$crate::sim::scope::Scope) -> Vec<$crate::api::Check> {
                match self {
                    $( Request::$op($in) => {
                        let $scope = at;
                        $needs.into()
                    } )+
                }
            }
        }

        impl $crate::api::spec::Operation for Request {
            fn service(&self) -> &'static $crate::api::ServiceSpec {
                $service
            }

            fn spec(&self) -> &'static $crate::api::OpSpec {
                enum Place { $( $op, )+ }
                let place = match self { $( Request::$op(_) => Place::$op as usize, )+ };
                match OPS.get(place) {
                    Some(row) => row(),
                    None => unreachable!("every operation has a row"),
                }
            }

            fn input(&self) -> serde_json::Value {
                match self {
                    $( Request::$op(input) => $crate::api::Shape::write(input), )+
                }
            }
        }
    };
}
