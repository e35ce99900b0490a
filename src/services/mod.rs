//! What AWS does: one folder a service, the same file names in each.
//!
//! `api.rs` the shapes and the operation table · `state.rs` what the service holds · `ops.rs` one
//! arm an operation · `wake.rs` what it does as time passes · `facts.rs` what happened in it ·
//! `record.rs` how CloudTrail writes its calls, where that is not the rule. A service writes only
//! its own state; what it wants of another is a call through the kernel, as a service principal.

pub mod accessanalyzer;
pub mod agent;
pub mod autoscaling;
pub mod budgets;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod dynamodb;
pub mod ec2;
pub mod emitters;
pub mod failure;
pub mod firehose;
pub mod generators;
pub mod iam;
pub mod inbox;
pub mod kms;
pub mod lambda;
pub mod logs;
pub mod oam;
pub mod organizations;
pub mod record;
pub mod s3;
pub mod sns;
pub mod sqs;
pub mod ssm;
pub mod sts;
pub mod usage;

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::api::spec::Operation;
use crate::api::{Check, Event, OpSpec, ServiceSpec};
use crate::sim::id::Ids;
use crate::sim::queue::Phase;
use crate::sim::scope::{Arn, Scope};
pub use emitters::Emitters;
pub use iam::linked::LinkedRole;
use record::RecordShape;

/// Every service with operations, in the order menus show them.
pub static SERVICES: [&ServiceSpec; 19] = [
    &ec2::api::SERVICE,
    &autoscaling::api::SERVICE,
    &cloudwatch::api::SERVICE,
    &logs::api::SERVICE,
    &sns::api::SERVICE,
    &s3::api::SERVICE,
    &iam::api::SERVICE,
    &sts::api::SERVICE,
    &kms::api::SERVICE,
    &accessanalyzer::api::SERVICE,
    &organizations::api::SERVICE,
    &oam::api::SERVICE,
    &cloudtrail::api::SERVICE,
    &budgets::api::SERVICE,
    &ssm::api::SERVICE,
    &lambda::api::SERVICE,
    &sqs::api::SERVICE,
    &firehose::api::SERVICE,
    &dynamodb::api::SERVICE,
];

macro_rules! services {
    ($($variant:ident = $module:ident $wire:literal),+ $(,)?) => {
        /// A request to any service.
        #[allow(clippy::large_enum_variant, reason = "made once a call; a box would help nobody")]
        #[derive(Clone, Debug, PartialEq)]
        pub enum Request {
            $(
                #[doc = concat!("A request to `", stringify!($module), "`.")]
                $variant($module::api::Request),
            )+
        }

        $(
            impl From<$module::api::Request> for Request {
                fn from(request: $module::api::Request) -> Request {
                    Request::$variant(request)
                }
            }
        )+

        impl Request {
            /// Builds a request from the CLI name of the service, AWS's name of the operation, and
            /// the members.
            pub fn decode(service: &str, op: &str, input: Value) -> Result<Request, String> {
                match service {
                    $( $wire => $module::api::Request::decode(op, input).map(Request::from), )+
                    _ => Err(format!("no service `{service}`")),
                }
            }

            /// The permissions the call needs.
            pub fn needs(&self, scope: &Scope) -> Vec<Check> {
                match self { $( Request::$variant(request) => request.needs(scope), )+ }
            }

            /// What the audit record keeps of it.
            pub fn record(&self, reply: Option<&Value>, ids: Ids, call: u64) -> RecordShape {
                match self {
                    $( Request::$variant(request) => {
                        $module::record::shape(request, reply, ids, call)
                    } )+
                }
            }
        }

        impl Operation for Request {
            fn service(&self) -> &'static ServiceSpec {
                match self { $( Request::$variant(request) => request.service(), )+ }
            }

            fn spec(&self) -> &'static OpSpec {
                match self { $( Request::$variant(request) => request.spec(), )+ }
            }

            fn input(&self) -> Value {
                match self { $( Request::$variant(request) => request.input(), )+ }
            }
        }
    };
}

services! {
    Ec2 = ec2 "ec2",
    AutoScaling = autoscaling "autoscaling",
    CloudWatch = cloudwatch "cloudwatch",
    Logs = logs "logs",
    Sns = sns "sns",
    S3 = s3 "s3api",
    Iam = iam "iam",
    Sts = sts "sts",
    Kms = kms "kms",
    AccessAnalyzer = accessanalyzer "accessanalyzer",
    Organizations = organizations "organizations",
    Oam = oam "oam",
    CloudTrail = cloudtrail "cloudtrail",
    Budgets = budgets "budgets",
    Ssm = ssm "ssm",
    Lambda = lambda "lambda",
    Sqs = sqs "sqs",
    Firehose = firehose "firehose",
    DynamoDb = dynamodb "dynamodb",
}

/// `{"SERVICE": {"op": NAME, "in": MEMBERS}}`, in logs and links.
impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let call = serde_json::json!({ "op": self.spec().name, "in": self.input() });
        serializer.collect_map([(self.service().cli, call)])
    }
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Request, D::Error> {
        let calls = BTreeMap::<String, Named>::deserialize(deserializer)?;
        let mut calls = calls.into_iter();
        match (calls.next(), calls.next()) {
            (Some((service, call)), None) => {
                Request::decode(&service, &call.op, call.input).map_err(D::Error::custom)
            }
            _ => Err(D::Error::custom("expected one service and its call")),
        }
    }
}

/// An operation's name and the members of its request.
#[derive(Deserialize)]
struct Named {
    op: String,
    #[serde(rename = "in")]
    input: Value,
}

impl Request {
    /// Whether other metrics may follow from the call: whoever has looked ahead must look again.
    pub fn may_move_metrics(&self) -> bool {
        match self {
            Request::Sns(_)
            | Request::Kms(_)
            | Request::Iam(_)
            | Request::Sts(_)
            | Request::AccessAnalyzer(_)
            | Request::Organizations(_)
            | Request::CloudTrail(_)
            | Request::Budgets(_)
            | Request::Ssm(_)
            | Request::Firehose(_)
            | Request::S3(_) => false,
            Request::CloudWatch(request) => {
                matches!(request, cloudwatch::api::Request::PutMetricData(_))
            }
            Request::Lambda(request) => matches!(request, lambda::api::Request::Invoke(_)),
            // Whatever reads or writes items consumes capacity.
            Request::DynamoDb(_) => {
                self.spec().event == Event::Data || !self.spec().access.is_read_only()
            }
            // Receiving and purging change how many messages there are to see.
            Request::Sqs(request) => {
                !self.spec().access.is_read_only()
                    || matches!(request, sqs::api::Request::ReceiveMessage(_))
            }
            // Metric filters look at what comes in.
            Request::Logs(request) => matches!(request, logs::api::Request::PutLogEvents(_)),
            // With a link, metrics come and go in the monitoring account.
            Request::Ec2(_) | Request::AutoScaling(_) | Request::Oam(_) => {
                !self.spec().access.is_read_only()
            }
        }
    }

    /// Whether a denied call's record keeps `requestParameters`: EC2 and S3 do, others write null.
    pub fn keeps_parameters_when_denied(&self) -> bool {
        matches!(self, Request::Ec2(_) | Request::S3(_))
    }
}

/// What can happen, by service.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum ServiceFact {
    /// In EC2.
    Ec2(ec2::Fact),
    /// In Auto Scaling.
    AutoScaling(autoscaling::Fact),
    /// In CloudWatch.
    CloudWatch(cloudwatch::Fact),
    /// In SNS.
    Sns(sns::Fact),
    /// In IAM.
    Iam(iam::Fact),
    /// In Organizations.
    Organizations(organizations::Fact),
    /// In Budgets.
    Budgets(budgets::Fact),
    /// In Systems Manager.
    Ssm(ssm::Fact),
    /// With a resource that is there for its metrics alone.
    Generators(generators::Fact),
    /// In an agent on an instance.
    Agent(agent::Fact),
    /// In CloudTrail.
    CloudTrail(cloudtrail::Fact),
    /// In Lambda.
    Lambda(lambda::Fact),
    /// In Firehose.
    Firehose(firehose::Fact),
    /// In CloudWatch Logs.
    Logs(logs::Fact),
}

impl ServiceFact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        match self {
            ServiceFact::Ec2(fact) => fact.is_notable(),
            ServiceFact::AutoScaling(fact) => fact.is_notable(),
            ServiceFact::CloudWatch(fact) => fact.is_notable(),
            ServiceFact::Sns(fact) => fact.is_notable(),
            ServiceFact::Iam(fact) => fact.is_notable(),
            ServiceFact::Organizations(fact) => fact.is_notable(),
            ServiceFact::Budgets(fact) => fact.is_notable(),
            ServiceFact::Ssm(fact) => fact.is_notable(),
            ServiceFact::Generators(fact) => fact.is_notable(),
            ServiceFact::Agent(fact) => fact.is_notable(),
            ServiceFact::CloudTrail(fact) => fact.is_notable(),
            ServiceFact::Lambda(fact) => fact.is_notable(),
            ServiceFact::Firehose(fact) => fact.is_notable(),
            ServiceFact::Logs(fact) => fact.is_notable(),
        }
    }
}

impl ServiceFact {
    /// The alarm that went from one state to another, if this is that.
    pub fn alarm_change(&self) -> Option<&Arn> {
        match self {
            ServiceFact::CloudWatch(cloudwatch::Fact::AlarmStateChanged { alarm, .. }) => {
                Some(alarm)
            }
            _ => None,
        }
    }

    /// Whether a goal may have waited for it though it is no news: a trail's file, or a stream's.
    pub fn is_awaited(&self) -> bool {
        matches!(
            self,
            ServiceFact::CloudTrail(cloudtrail::Fact::Delivered { .. })
                | ServiceFact::Firehose(firehose::Fact::Delivered { .. })
        )
    }
}

impl From<ec2::Fact> for ServiceFact {
    fn from(fact: ec2::Fact) -> ServiceFact {
        ServiceFact::Ec2(fact)
    }
}

impl From<generators::Fact> for ServiceFact {
    fn from(fact: generators::Fact) -> ServiceFact {
        ServiceFact::Generators(fact)
    }
}

impl From<autoscaling::Fact> for ServiceFact {
    fn from(fact: autoscaling::Fact) -> ServiceFact {
        ServiceFact::AutoScaling(fact)
    }
}

impl From<cloudwatch::Fact> for ServiceFact {
    fn from(fact: cloudwatch::Fact) -> ServiceFact {
        ServiceFact::CloudWatch(fact)
    }
}

impl From<sns::Fact> for ServiceFact {
    fn from(fact: sns::Fact) -> ServiceFact {
        ServiceFact::Sns(fact)
    }
}

impl From<ssm::Fact> for ServiceFact {
    fn from(fact: ssm::Fact) -> ServiceFact {
        ServiceFact::Ssm(fact)
    }
}

impl From<agent::Fact> for ServiceFact {
    fn from(fact: agent::Fact) -> ServiceFact {
        ServiceFact::Agent(fact)
    }
}

impl From<cloudtrail::Fact> for ServiceFact {
    fn from(fact: cloudtrail::Fact) -> ServiceFact {
        ServiceFact::CloudTrail(fact)
    }
}

impl From<lambda::Fact> for ServiceFact {
    fn from(fact: lambda::Fact) -> ServiceFact {
        ServiceFact::Lambda(fact)
    }
}

impl From<firehose::Fact> for ServiceFact {
    fn from(fact: firehose::Fact) -> ServiceFact {
        ServiceFact::Firehose(fact)
    }
}

impl From<logs::Fact> for ServiceFact {
    fn from(fact: logs::Fact) -> ServiceFact {
        ServiceFact::Logs(fact)
    }
}

impl From<iam::Fact> for ServiceFact {
    fn from(fact: iam::Fact) -> ServiceFact {
        ServiceFact::Iam(fact)
    }
}

impl From<organizations::Fact> for ServiceFact {
    fn from(fact: organizations::Fact) -> ServiceFact {
        ServiceFact::Organizations(fact)
    }
}

impl From<budgets::Fact> for ServiceFact {
    fn from(fact: budgets::Fact) -> ServiceFact {
        ServiceFact::Budgets(fact)
    }
}

/// What a service asked to be woken for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// EC2.
    Ec2(ec2::Wake),
    /// Auto Scaling.
    AutoScaling(autoscaling::Wake),
    /// CloudWatch.
    CloudWatch(cloudwatch::Wake),
    /// SNS.
    Sns(sns::Wake),
    /// Organizations.
    Organizations(organizations::Wake),
    /// KMS.
    Kms(kms::Wake),
    /// S3.
    S3(s3::Wake),
    /// Budgets.
    Budgets(budgets::Wake),
    /// Systems Manager.
    Ssm(ssm::Wake),
    /// CloudTrail.
    CloudTrail(cloudtrail::Wake),
    /// Lambda.
    Lambda(lambda::Wake),
    /// Firehose.
    Firehose(firehose::Wake),
    /// CloudWatch Logs.
    Logs(logs::Wake),
    /// A call that a service makes on its own account.
    Call(Box<ServiceCall>),
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        match self {
            Wake::Ec2(wake) => wake.phase(),
            Wake::AutoScaling(wake) => wake.phase(),
            Wake::CloudWatch(wake) => wake.phase(),
            Wake::Sns(wake) => wake.phase(),
            Wake::Organizations(wake) => wake.phase(),
            Wake::Kms(wake) => wake.phase(),
            Wake::S3(wake) => wake.phase(),
            Wake::Budgets(wake) => wake.phase(),
            Wake::Ssm(wake) => wake.phase(),
            Wake::CloudTrail(wake) => wake.phase(),
            Wake::Lambda(wake) => wake.phase(),
            Wake::Firehose(wake) => wake.phase(),
            Wake::Logs(wake) => wake.phase(),
            Wake::Call(_) => Phase::Actions,
        }
    }

    /// Whether other metrics may follow from it. The call of a service says so itself.
    pub fn may_move_metrics(&self) -> bool {
        match self {
            Wake::CloudWatch(_)
            | Wake::Sns(_)
            | Wake::Organizations(_)
            | Wake::Kms(_)
            | Wake::S3(_)
            | Wake::Budgets(_)
            | Wake::CloudTrail(_)
            | Wake::Firehose(_)
            | Wake::Logs(_)
            | Wake::Call(_) => false,
            Wake::Ec2(ec2::Wake { step: ec2::wake::Step::Credentials, .. }) => false,
            Wake::Ec2(_) | Wake::AutoScaling(_) | Wake::Ssm(_) | Wake::Lambda(_) => true,
        }
    }
}

impl From<ec2::Wake> for Wake {
    fn from(wake: ec2::Wake) -> Wake {
        Wake::Ec2(wake)
    }
}

impl From<autoscaling::Wake> for Wake {
    fn from(wake: autoscaling::Wake) -> Wake {
        Wake::AutoScaling(wake)
    }
}

impl From<cloudwatch::Wake> for Wake {
    fn from(wake: cloudwatch::Wake) -> Wake {
        Wake::CloudWatch(wake)
    }
}

impl From<s3::Wake> for Wake {
    fn from(wake: s3::Wake) -> Wake {
        Wake::S3(wake)
    }
}

impl From<kms::Wake> for Wake {
    fn from(wake: kms::Wake) -> Wake {
        Wake::Kms(wake)
    }
}

impl From<ssm::Wake> for Wake {
    fn from(wake: ssm::Wake) -> Wake {
        Wake::Ssm(wake)
    }
}

impl From<cloudtrail::Wake> for Wake {
    fn from(wake: cloudtrail::Wake) -> Wake {
        Wake::CloudTrail(wake)
    }
}

impl From<lambda::Wake> for Wake {
    fn from(wake: lambda::Wake) -> Wake {
        Wake::Lambda(wake)
    }
}

impl From<firehose::Wake> for Wake {
    fn from(wake: firehose::Wake) -> Wake {
        Wake::Firehose(wake)
    }
}

impl From<logs::Wake> for Wake {
    fn from(wake: logs::Wake) -> Wake {
        Wake::Logs(wake)
    }
}

impl From<sns::Wake> for Wake {
    fn from(wake: sns::Wake) -> Wake {
        Wake::Sns(wake)
    }
}

impl From<organizations::Wake> for Wake {
    fn from(wake: organizations::Wake) -> Wake {
        Wake::Organizations(wake)
    }
}

impl From<budgets::Wake> for Wake {
    fn from(wake: budgets::Wake) -> Wake {
        Wake::Budgets(wake)
    }
}

impl From<ServiceCall> for Wake {
    fn from(call: ServiceCall) -> Wake {
        Wake::Call(Box::new(call))
    }
}

/// As whom a service makes a call.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Actor {
    /// As itself.
    Service {
        /// `cloudwatch.amazonaws.com`.
        principal: &'static str,
        /// The resource it acts for.
        source: Arn,
    },
    /// In the role that the account has for it.
    Role(&'static LinkedRole),
    /// In the role of an instance, as one of its programs. Without a role nothing is called, and
    /// the answer is that the program found no credentials.
    Instance {
        /// The instance.
        instance: String,
        /// How the program calls itself.
        program: &'static str,
    },
}

/// A call that a service makes for one of its resources: authorised and recorded like any other.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceCall {
    /// Who calls.
    pub actor: Actor,
    /// Where the call goes.
    pub scope: Scope,
    /// The call.
    pub request: Request,
    /// What the caller needs to go on when the reply is there.
    pub token: Token,
}

/// Who made a call on its own account, and what it remembers of it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Token {
    /// Budgets: an alert, which is told once whatever becomes of it.
    Budgets,
    /// CloudWatch: an alarm's action.
    CloudWatch(cloudwatch::ActionToken),
    /// Auto Scaling: a launch, a termination, the alarms of a policy.
    AutoScaling(autoscaling::CallToken),
    /// SNS: a delivery.
    Sns(sns::DeliveryToken),
}

impl std::hash::Hash for ServiceCall {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.actor, self.scope, &self.token).hash(state);
        self.request.input().hash(state);
    }
}
