//! The condition keys of a request.
//!
//! Keys and when they are there:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::authorize::Question;
use super::state::User;
use crate::access::{Context, Values};
use crate::api::spec::Operation as _;
use crate::services::kms;
use crate::services::organizations::state::Organization;
use crate::sim::call;
use crate::sim::caller::{Identity, Origin, RoleSession};
use crate::sim::command::Via;
use crate::sim::federation::FederatedUser;
use crate::sim::scope::{Arn, Region, Scope};
use crate::sim::time::Time;

/// What a request brings along. Nothing is worked out before a policy asks for it.
pub(super) struct RequestContext<'a> {
    pub question: &'a Question<'a>,
    /// The resource asked for.
    pub resource: Option<&'a str>,
    /// The user who asks, if it is one.
    pub user: Option<&'a User>,
}

impl Context for RequestContext<'_> {
    fn get(&self, key: &str) -> Option<Values<'_>> {
        self.environment(key)
            .or_else(|| self.principal(key))
            .or_else(|| self.vouched(key))
            .or_else(|| self.tag(key))
            .or_else(|| self.of_check(key))
            .or_else(|| self.of_key(key))
    }
}

impl RequestContext<'_> {
    /// Keys every request has.
    fn environment(&self, key: &str) -> Option<Values<'_>> {
        let now = self.question.world.now();
        Some(Values::one(match key {
            "aws:currenttime" => Cow::Owned(now.rfc3339()),
            "aws:epochtime" => Cow::Owned(now.as_secs().to_string()),
            "aws:securetransport" => Cow::Borrowed("true"),
            // True in forward access sessions, which carry the caller on; not in a service's role.
            "aws:viaawsservice" => {
                let via = self.is_forwarded() || self.is_called_on();
                Cow::Borrowed(if via { "true" } else { "false" })
            }
            "aws:requestedregion" => Cow::Borrowed(self.region().code()),
            "aws:useragent" => {
                Cow::Owned(call::user_agent(self.question.caller, self.question.request))
            }
            "aws:resourceaccount" => Cow::Owned(self.resource_account()),
            "aws:principalorgid" => Cow::Owned(self.organization()?.id.clone()),
            "aws:principalorgmasteraccountid" => {
                Cow::Owned(self.organization()?.management.to_string())
            }
            "aws:principalorgpaths" => {
                let account = self.question.caller.account.to_string();
                let parent = self.organization()?.parents.get(&account)?;
                Cow::Owned(self.organization()?.path(parent))
            }
            _ => return None,
        }))
    }

    /// Whether a service calls another in the name of whoever called it.
    fn is_forwarded(&self) -> bool {
        let caller = self.question.caller;
        let own_role = |session: &RoleSession| session.origin == Origin::Service;
        let linked = matches!(&caller.identity, Identity::Role(session) if own_role(session));
        caller.invoked_by.is_some() && !linked
    }

    /// Whether what is asked is a call that the service makes on its own way, as S3 calls KMS.
    /// `aws:CalledVia` is not there then: of the services here only DynamoDB and KMS leave it.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia>
    fn is_called_on(&self) -> bool {
        let action = self.question.check.action.unwrap_or_default();
        action.starts_with("kms:") && self.question.request.service().cli != "kms"
    }

    /// The organization of whoever asks; services are in none.
    fn organization(&self) -> Option<&Organization> {
        let caller = self.question.caller;
        match caller.identity {
            Identity::Service { .. } | Identity::Anonymous => None,
            _ => self.question.world.organizations().of(caller.account),
        }
    }

    /// A global service has its one endpoint in us-east-1.
    fn region(&self) -> Region {
        if self.question.request.service().global {
            Region::US_EAST_1
        } else {
            self.question.scope.region
        }
    }

    fn resource_account(&self) -> String {
        let named = self.resource.and_then(Arn::parse).and_then(|arn| arn.account());
        named.unwrap_or(self.question.scope.account).to_string()
    }

    /// Keys that say who asks.
    fn principal(&self, key: &str) -> Option<Values<'_>> {
        match &self.question.caller.identity {
            Identity::User { .. } | Identity::Root { .. } => self.person(key),
            Identity::Role(session) => self.session(key, session),
            Identity::Federated(user) => self.federated(key, user),
            Identity::External(_) if key == "aws:sourceip" => {
                Some(Values::one(call::source_ip(self.question.caller)))
            }
            Identity::External(_) | Identity::Internal => None,
            Identity::Service { principal, source } => service(key, principal, source),
            Identity::Anonymous => match key {
                "aws:principalaccount" | "aws:userid" => Some(Values::one("anonymous")),
                "aws:principaltype" => Some(Values::one("Anonymous")),
                "aws:sourceip" => Some(Values::one(call::source_ip(self.question.caller))),
                _ => None,
            },
        }
    }

    fn person(&self, key: &str) -> Option<Values<'_>> {
        let (user, session_start, mfa) = match &self.question.caller.identity {
            Identity::User { name, session_start, mfa, .. } => (Some(name), *session_start, *mfa),
            Identity::Root { session_start, mfa, .. } => (None, *session_start, *mfa),
            _ => (None, None, false),
        };
        Some(Values::one(match key {
            "aws:principalaccount" => Cow::Owned(self.question.caller.account.to_string()),
            "aws:principalarn" => Cow::Owned(self.question.caller.arn()),
            "aws:principalisawsservice" => Cow::Borrowed("false"),
            "aws:principaltype" => Cow::Borrowed(if user.is_some() { "User" } else { "Account" }),
            "aws:sourceip" => Cow::Owned(call::source_ip(self.question.caller)),
            "aws:userid" => Cow::Owned(self.question.caller.user_id()),
            "aws:username" => Cow::Borrowed(user?.as_str()),
            // Only temporary credentials carry these: those of a session, never the long-term keys
            // of the CLI.
            "aws:multifactorauthpresent"
                if session_start.is_some() || self.question.caller.via == Via::Console =>
            {
                Cow::Borrowed(if mfa { "true" } else { "false" })
            }
            "aws:multifactorauthage" if mfa => Cow::Owned(self.age(session_start?)),
            "aws:tokenissuetime" => Cow::Owned(session_start?.rfc3339()),
            _ => return None,
        }))
    }

    /// Seconds since a session began, with which its MFA code is as old.
    fn age(&self, since: Time) -> String {
        (self.question.world.now() - since).as_secs().to_string()
    }

    /// Keys of a role's session.
    fn session<'a>(&'a self, key: &str, session: &'a RoleSession) -> Option<Values<'a>> {
        Some(Values::one(match key {
            "aws:principalaccount" => Cow::Owned(self.question.caller.account.to_string()),
            // That of the role and not of the session.
            "aws:principalarn" => Cow::Owned(session.role.to_string()),
            "aws:principalisawsservice" => Cow::Borrowed("false"),
            "aws:principaltype" => Cow::Borrowed("AssumedRole"),
            "aws:userid" => Cow::Owned(session.id()),
            "aws:tokenissuetime" => Cow::Owned(session.since.rfc3339()),
            "aws:sourceip" if self.question.caller.invoked_by.is_none() => {
                Cow::Owned(call::source_ip(self.question.caller))
            }
            "aws:multifactorauthpresent" => {
                Cow::Borrowed(if session.mfa { "true" } else { "false" })
            }
            "aws:multifactorauthage" if session.mfa => Cow::Owned(self.age(session.since)),
            "aws:sourceidentity" => {
                Cow::Borrowed(session.passed.as_ref()?.source_identity.as_deref()?)
            }
            "ec2:sourceinstancearn" if matches!(session.origin, Origin::Instance { .. }) => {
                let instance = format!("instance/{}", session.name);
                Cow::Owned(self.question.scope.arn("ec2", &instance).to_string())
            }
            _ => return None,
        }))
    }

    /// Keys of what an identity provider says, while it is asked and in the session that follows.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
    fn vouched(&self, key: &str) -> Option<Values<'_>> {
        let federation = match &self.question.caller.identity {
            Identity::External(federation) => federation,
            Identity::Role(RoleSession { origin: Origin::Federated(federation), .. }) => federation,
            _ => return None,
        };
        federation.key(key).and_then(Values::of)
    }

    /// Keys of a user of a federation.
    fn federated(&self, key: &str, user: &FederatedUser) -> Option<Values<'_>> {
        Some(Values::one(match key {
            "aws:principalaccount" => Cow::Owned(self.question.caller.account.to_string()),
            "aws:principalarn" => Cow::Owned(self.question.caller.arn()),
            "aws:principalisawsservice" => Cow::Borrowed("false"),
            "aws:principaltype" => Cow::Borrowed("FederatedUser"),
            "aws:userid" => Cow::Owned(self.question.caller.user_id()),
            "aws:tokenissuetime" => Cow::Owned(user.since.rfc3339()),
            "aws:multifactorauthpresent" => Cow::Borrowed("false"),
            "aws:sourceip" => Cow::Owned(call::source_ip(self.question.caller)),
            _ => return None,
        }))
    }

    /// `aws:PrincipalTag/…` and the tags of the resource, which some services also know under
    /// their own name (`iam:ResourceTag/…`).
    fn tag(&self, key: &str) -> Option<Values<'_>> {
        let (kind, name) = key.split_once('/')?;
        let tags = match kind.split_once(':')? {
            ("aws", "principaltag") => {
                if let Some(value) = self.tag_of_session(name) {
                    return Some(Values::one(value));
                }
                self.tags_of_principal()?
            }
            ("s3", "existingobjecttag") => self.tags_of_object()?,
            (service, "resourcetag") => {
                let resource = Arn::parse(self.resource?)?;
                if service != "aws" && service != resource.service() {
                    return None;
                }
                self.tags_of(&resource)?
            }
            _ => return None,
        };
        let found = tags.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| Values::one(value.as_str()))
    }

    /// A tag of the session that asks, which counts before one of the role or the user.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know>
    fn tag_of_session(&self, key: &str) -> Option<&str> {
        match &self.question.caller.identity {
            Identity::Role(session) => session.passed.as_ref()?.tag(key),
            Identity::Federated(user) => user.passed.tag(key),
            _ => None,
        }
    }

    /// The tags of the user or the role that asks.
    fn tags_of_principal(&self) -> Option<&BTreeMap<String, String>> {
        match &self.question.caller.identity {
            Identity::Role(session) => {
                self.question.world.accounts().role(&session.role).map(|role| &role.tags)
            }
            _ => self.user.map(|user| &user.tags),
        }
    }

    /// The tags of the object asked for: of the version that is named, or of the current one.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html>
    fn tags_of_object(&self) -> Option<&BTreeMap<String, String>> {
        let (_, key) = self.resource?.strip_prefix("arn:aws:s3:::")?.split_once('/')?;
        let (_, bucket) = self.question.world.s3().of_arn(self.resource?)?;
        let context = &self.question.check.context;
        let version = context.iter().find(|(name, _)| name == "s3:VersionId");
        let version = version.and_then(|(_, values)| values.first()).map(String::as_str);
        Some(&bucket.objects.get(key, version)?.object()?.tags)
    }

    /// The tags of a resource, for the services that let policies ask about them.
    fn tags_of(&self, resource: &Arn) -> Option<&BTreeMap<String, String>> {
        let name = resource.rest().rsplit('/').next().unwrap_or_default();
        let iam = resource.account().and_then(|of| self.question.world.accounts().get(of));
        match resource.service() {
            "ec2" => {
                // The ARN of an image names no account; its tags are each account's own.
                let account = resource.account().unwrap_or(self.question.scope.account);
                let scope = Scope { account, region: resource.region()? };
                self.question.world.ec2().tags(scope, name)
            }
            "cloudwatch" => self.question.world.cloudwatch().tags(resource),
            "logs" => self.question.world.logs().of_arn(resource).map(|group| &group.tags),
            "dynamodb" => {
                self.question.world.dynamodb().tables().get(resource).map(|table| &table.tags)
            }
            "sqs" => self.question.world.sqs().queues().get(resource).map(|queue| &queue.tags),
            "lambda" => {
                self.question.world.lambda().functions().get(resource).map(|found| &found.tags)
            }
            "access-analyzer" => self.question.world.accessanalyzer().tags(resource),
            "oam" => self.question.world.oam().tags(resource),
            "sns" => self.question.world.sns().topics().get(resource).map(|topic| &topic.tags),
            "iam" if resource.rest().starts_with("user/") => {
                iam?.users().get(name).map(|user| &user.tags)
            }
            "iam" if resource.rest().starts_with("role/") => {
                iam?.role(resource).map(|role| &role.tags)
            }
            "iam" if resource.rest().starts_with("instance-profile/") => {
                iam?.profile(resource).map(|profile| &profile.tags)
            }
            "iam" if resource.rest().contains("-provider/") => iam?.providers().tags(resource),
            "iam" => iam?.policies().get(resource).map(|policy| &policy.tags),
            _ => None,
        }
    }

    /// Keys of the operation.
    fn of_check(&self, key: &str) -> Option<Values<'_>> {
        let found =
            self.question.check.context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.and_then(|(_, values)| Values::of(values))
    }

    /// Keys of what is asked about a key of KMS or an alias, by a call or by a service on its way.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
    fn of_key(&self, name: &str) -> Option<Values<'_>> {
        let named = self.resource.filter(|arn| arn.starts_with("arn:aws:kms:"))?;
        let action = self.question.check.action.unwrap_or_default();
        match name {
            "kms:calleraccount" => Some(Values::one(self.question.caller.account.to_string())),
            "kms:encryptionalgorithm" if kms::uses::seals(action) => {
                Some(Values::one(kms::state::SPEC))
            }
            "kms:encryptioncontextkeys" => self.encryption_context(),
            _ => {
                let (keys, now) = (self.question.world.kms(), self.question.world.now());
                keys.condition(keys.key(&Arn::parse(named)?, now)?, name)
            }
        }
    }

    /// What a service says it encrypts or decrypts for, of which these are the names.
    fn encryption_context(&self) -> Option<Values<'_>> {
        let given = self.question.check.context.iter().map(|(name, _)| name.as_ref());
        let trail = self.get(&TRAIL.to_ascii_lowercase()).map(|_| TRAIL);
        let names = given.filter(|name| *name != TRAIL).chain(trail);
        let names = names.filter_map(|name| name.strip_prefix("kms:EncryptionContext:"));
        let names: Vec<Cow<'_, str>> = names.map(Cow::Borrowed).collect();
        (!names.is_empty()).then_some(Values::Many(names))
    }
}

/// What CloudTrail says it encrypts for.
const TRAIL: &str = "kms:EncryptionContext:aws:cloudtrail:arn";

/// Keys of a service that acts for one of its resources. `AWS:SourceOwner` is what SNS's default
/// topic policy asks for: the account of that resource.
fn service<'a>(key: &str, principal: &'a str, source: &'a Arn) -> Option<Values<'a>> {
    let account = || source.account().map(|account| account.to_string());
    Some(match key {
        "aws:principalisawsservice" => Values::one("true"),
        "aws:principalservicename" => Values::one(principal),
        "aws:principalservicenameslist" => Values::Many(vec![Cow::Borrowed(principal)]),
        "aws:sourcearn" => Values::one(source.as_str()),
        "kms:encryptioncontext:aws:cloudtrail:arn" if principal == "cloudtrail.amazonaws.com" => {
            Values::one(source.as_str())
        }
        // Topics must name these in their policy: the default does not let them publish.
        // <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html>
        // <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html>
        "aws:sourceowner"
            if matches!(principal, "budgets.amazonaws.com" | "cloudtrail.amazonaws.com") =>
        {
            return None;
        }
        "aws:sourceaccount" | "aws:sourceowner" => Values::one(account()?),
        _ => return None,
    })
}
