//! Gathers the policies that bear on a call and asks the access engine.

use std::borrow::Cow;

use super::context::RequestContext;
use super::denial;
use super::linked;
use super::managed::Managed;
use super::needs::CALLER;
use super::roles::Role;
use super::state::{State, User};
use crate::access::{
    Attached, Decision, Outcome, Policies, PolicyKind, Principal, Query, ResourceRule, decide,
    message,
};
use crate::api::error::Stage;
use crate::api::spec::Operation as _;
use crate::api::{ApiError, Check};
use crate::services::sts::api::Request as Sts;
use crate::services::{Request, autoscaling, dynamodb, ec2, kms, s3, sns, sts};
use crate::sim::caller::Identity;
use crate::sim::scope::{AccountId, Arn, Scope};
use crate::sim::{Caller, World};

/// Whether the caller may make this call: the last decision made, or the first that refuses and
/// the error it becomes. Calls that need no permission have no decision.
#[allow(clippy::result_large_err, reason = "a refusal is rare, and large on 64 bits only")]
pub fn authorize(
    world: &World,
    caller: &Caller,
    scope: Scope,
    request: &Request,
) -> Result<Option<Decision>, (Decision, ApiError)> {
    if is_mail_link(caller, request) || is_alarm_action(caller, request) {
        return Ok(None);
    }
    let mut last = None;
    let mut checks = needs(world, scope, request);
    if let Request::Sts(request) = request {
        sts::passed::needs(caller, request, &mut checks);
    }
    for check in checks {
        let question = Question { world, caller, scope, request, check: &check };
        let decision = question.decide(None);
        if !decision.is_allowed() && !own_password(world, request, &decision) {
            let error = question.denied(&decision);
            return Err((decision, error));
        }
        last = Some(decision);
    }
    Ok(last)
}

/// Users may change their own passwords if the account's rules say so, unless a policy denies it.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html>
fn own_password(world: &World, request: &Request, decision: &Decision) -> bool {
    let asked = matches!(
        request,
        Request::Iam(
            super::api::Request::ChangePassword(_)
                | super::api::Request::GetAccountPasswordPolicy(_)
        )
    );
    let rules = world.iam().password_rules();
    asked
        && decision.outcome == Outcome::ImplicitDeny
        && decision.decided_by == Some(PolicyKind::Identity)
        && rules.is_some_and(|rules| rules.own_change)
}

/// The permissions a call needs: what its row says, and what only the state knows.
pub(super) fn needs(world: &World, scope: Scope, request: &Request) -> Vec<Check> {
    let mut checks = request.needs(&scope);
    if let Request::Ec2(request) = request {
        ec2::needs::complete(
            (world.ec2(), world.accounts().of(scope.account)),
            scope,
            request,
            &mut checks,
        );
        ec2::seal::needs((world.ec2(), world.kms()), scope, request, &mut checks);
    }
    if let Request::S3(request) = request {
        s3::objects::may_list(world.s3(), request, &mut checks);
        s3::seal::needs((world.s3(), world.kms()), scope, request, &mut checks);
    }
    if let Request::DynamoDb(request) = request {
        let place = (scope, world.now());
        dynamodb::needs::complete(world.dynamodb(), place, request, &mut checks);
    }
    if let Request::Kms(request) = request {
        // Whatever the request calls a key, policies know it by its ARN.
        for check in &mut checks {
            let itself = kms::record::alias(request).is_some();
            let keep = |given: &String| itself && given.contains(":alias/");
            let named = check.resource.take();
            check.resource = named.map(|given| match keep(&given) {
                true => given,
                false => world.kms().meant(scope, &given).to_string(),
            });
        }
    }
    if let Request::AutoScaling(request) = request
        && let Some(template) = autoscaling::api::template(request)
    {
        let state = (world.ec2(), world.accounts().of(scope.account));
        checks.extend(ec2::needs::passed_by_template(state, scope, &template));
    }
    if let Request::AutoScaling(request) = request
        && let Some(wish) = autoscaling::api::profile(request)
    {
        checks.extend(ec2::needs::passed_on(world.accounts().of(scope.account), &wish));
    }
    if let Request::Organizations(_) = request {
        for check in &mut checks {
            let arn = |id: String| world.organizations().arn_of(scope.account, &id).unwrap_or(id);
            check.resource = check.resource.take().map(arn);
        }
    }
    if let Some(role) = linked::first_use(world, scope.account, request) {
        checks.push(linked::permission(scope.account, role.service));
    }
    checks
}

/// The account, if it is another of this world than the caller's, whose resource a call is about.
pub fn other_account(world: &World, scope: Scope, request: &Request) -> Option<AccountId> {
    // What has no account but the caller's is asked no further: most calls.
    let ours = |arn: &str| arn.split(':').nth(4) == Some(scope.account.to_string().as_str());
    if matches!(request, Request::Organizations(_) | Request::CloudTrail(_)) {
        return None;
    }
    let resources = request.needs(&scope).into_iter().filter_map(|check| check.resource);
    let mut owners = resources.filter(|arn| !ours(arn)).filter_map(|arn| {
        let bucket = world.s3().of_arn(&arn).map(|(_, bucket)| bucket.account);
        bucket.or_else(|| Arn::parse(&arn)?.account())
    });
    owners.find(|owner| *owner != scope.account && world.accounts().get(*owner).is_some())
}

/// The links in mails are not signed; their tokens are the permission.
/// <https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html>
fn is_mail_link(caller: &Caller, request: &Request) -> bool {
    caller.identity == Identity::Anonymous
        && matches!(
            request,
            Request::Sns(
                sns::api::Request::ConfirmSubscription(_) | sns::api::Request::Unsubscribe(_)
            )
        )
}

/// An AWS managed policy as the engine takes it.
pub(super) fn aws(policy: &'static Managed) -> Attached<'static> {
    Attached {
        name: &policy.name,
        arn: Some(policy.arn.as_str()),
        policy: policy.policy(),
        group: None,
    }
}

/// An alarm executes the policies of its own account and Region without anybody's permission, and
/// CloudTrail does not log it: it shows in the alarm's history and the group's activities.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>
pub fn is_alarm_action(caller: &Caller, request: &Request) -> bool {
    matches!(caller.identity, Identity::Service { .. })
        && matches!(request, Request::AutoScaling(autoscaling::api::Request::ExecutePolicy(_)))
}

/// One permission one call needs.
pub(super) struct Question<'a> {
    pub world: &'a World,
    pub caller: &'a Caller,
    pub scope: Scope,
    pub request: &'a Request,
    pub check: &'a Check,
}

impl<'a> Question<'a> {
    /// Decides, as if `extra` were attached to the user who asks.
    pub fn decide(&self, extra: Option<&'static Managed>) -> Decision {
        let resource = self.resource();
        let resource = resource.as_deref();
        let user = self.user();
        let bucket = self.bucket(resource);
        let owner = match self.request {
            // Whose organization it is, the operation itself asks.
            Request::Organizations(_) => Some(self.caller.account),
            // The trail of an organization is there in each of its accounts; that only some may
            // change it, the operation itself says.
            Request::CloudTrail(_) if self.is_shared_trail(resource) => Some(self.caller.account),
            _ => bucket.map(|(_, bucket)| bucket.account),
        };
        let owner = owner.map(|owner| owner.to_string());
        let context = RequestContext { question: self, resource, user };
        decide(&Query {
            principal: &self.principal(),
            action: &self.action(),
            resource,
            owner: owner.as_deref(),
            context: &context,
            policies: self.policies(user, resource, extra),
        })
    }

    fn is_shared_trail(&self, resource: Option<&str>) -> bool {
        let trails = self.world.cloudtrail();
        resource.is_some_and(|arn| trails.is_shared_with(arn, self.caller.account))
    }

    /// The bucket asked for. To make one is not asked of the bucket that has the name already.
    fn bucket(&self, resource: Option<&str>) -> Option<(&'a String, &'a s3::state::Bucket)> {
        match self.request {
            Request::S3(s3::api::Request::CreateBucket(_)) => None,
            _ => resource.and_then(|arn| self.world.s3().of_arn(arn)),
        }
    }

    /// IAM of whoever calls.
    fn iam(&self) -> &'a State {
        self.world.accounts().of(self.caller.account)
    }

    fn principal(&self) -> Principal {
        match &self.caller.identity {
            Identity::Root { .. } => Principal::Root { account: self.caller.account.to_string() },
            Identity::User { arn, .. } => Principal::User { arn: arn.to_string() },
            Identity::Service { principal, .. } => {
                Principal::Service { name: (*principal).to_owned() }
            }
            Identity::Role(session) => Principal::Role {
                role: session.role.to_string(),
                session: session.arn(self.caller.account),
            },
            Identity::Federated(user) => Principal::Federated {
                user: user.issuer.to_string(),
                session: user.arn(self.caller.account),
            },
            Identity::External(federation) => {
                Principal::External { provider: federation.provider.clone() }
            }
            Identity::Internal | Identity::Anonymous => Principal::Anonymous,
        }
    }

    fn user(&self) -> Option<&'a User> {
        match &self.caller.identity {
            Identity::User { name, .. } => self.iam().users().get(name),
            Identity::Federated(user) if !user.is_of_root() => {
                self.iam().users().get(user.issuer_name())
            }
            _ => None,
        }
    }

    /// The action as the service writes it.
    pub(super) fn action(&self) -> Cow<'static, str> {
        let own = || {
            let prefix = self.request.service().action_prefix;
            Cow::Owned(format!("{prefix}:{}", self.request.spec().name))
        };
        self.check.action.map_or_else(own, Cow::Borrowed)
    }

    /// The resource. A request names a user without its path, or not at all; the ARN of the user
    /// has both.
    fn resource(&self) -> Option<Cow<'a, str>> {
        let written = self.check.resource.as_deref()?;
        if matches!(self.request, Request::Sts(_)) {
            return Some(Cow::Borrowed(written));
        }
        let iam = self.iam();
        let named = written.strip_prefix("arn:aws:iam::").and_then(|rest| rest.split_once(':'));
        let found = match named.and_then(|(_, rest)| rest.split_once('/')) {
            Some(("user", CALLER)) => self.user().map(|user| &user.arn),
            Some(("user", name)) => iam.users().get(name).map(|user| &user.arn),
            Some(("group", name)) => iam.groups().get(name).map(|group| &group.arn),
            Some(("role", name)) => iam.roles().get(name).map(|role| &role.arn),
            Some(("instance-profile", name)) => iam.profiles().get(name).map(|it| &it.arn),
            _ => None,
        };
        Some(Cow::Borrowed(found.map_or(written, Arn::as_str)))
    }

    fn policies(
        &self,
        user: Option<&'a User>,
        resource: Option<&str>,
        extra: Option<&'static Managed>,
    ) -> Policies<'a> {
        let mut policies = self.policies_of_caller(user, extra);
        if self.takes_role() {
            policies.resource_rule = ResourceRule::RoleTrust;
            let arn = resource.and_then(Arn::parse);
            // Nobody gets into an account that is closed.
            let open = |account| !self.world.organizations().is_closed(account);
            let arn = arn.filter(|arn| arn.account().is_none_or(open));
            let role = arn.and_then(|arn| self.world.accounts().role(&arn));
            policies.resource = role.map(Role::trust_policy);
            return policies;
        }
        if let Some((name, bucket)) = self.bucket(resource) {
            if self.is_rescue(bucket) {
                return policies;
            }
            let service = matches!(self.caller.identity, Identity::Service { .. });
            let policy = bucket.policy_for(self.principal().account(), service);
            policies.resource =
                policy.map(|policy| Attached { name, arn: None, group: None, policy });
            return policies;
        }
        if let Some(own) = resource.and_then(|arn| self.own_policy(arn)) {
            policies.resource = Some(own);
            return policies;
        }
        let key = resource.filter(|arn| arn.starts_with("arn:aws:kms:")).and_then(Arn::parse);
        if let Some(key) = key.and_then(|arn| self.world.kms().key(&arn, self.world.now())) {
            policies.resource_rule = ResourceRule::Key;
            let (name, policy) = (key.id.as_str(), &key.policy.1);
            policies.resource = Some(Attached { name, arn: None, policy, group: None });
            return policies;
        }
        let topic = resource.filter(|arn| arn.starts_with("arn:aws:sns:")).and_then(Arn::parse);
        let topics = self.world.sns().topics();
        let topic = topic.and_then(|arn| topics.get_key_value(&arn));
        policies.resource = topic.map(|(arn, topic)| Attached {
            name: arn.rest(),
            arn: None,
            policy: &topic.policy.1,
            group: None,
        });
        policies
    }

    /// Whether the root user of the account a bucket belongs to asks for the bucket's policy, which
    /// does not count then, so that nobody locks themselves out; policies of an organization do.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html>
    fn is_rescue(&self, bucket: &s3::state::Bucket) -> bool {
        use s3::api::Request as S3;
        let asked = matches!(
            self.request,
            Request::S3(
                S3::GetBucketPolicy(_) | S3::PutBucketPolicy(_) | S3::DeleteBucketPolicy(_)
            )
        );
        asked && self.caller.is_root() && self.caller.account == bucket.account
    }

    /// The policy that a sink, a function, a queue, a table or a log group has of its own.
    fn own_policy(&self, arn: &str) -> Option<Attached<'a>> {
        let world = self.world;
        let function = || world.lambda().policy_of(arn);
        let queue = || world.sqs().policy_of(arn);
        let table = || world.dynamodb().policy_of(arn, world.now());
        let logs = || world.logs().policy_of(arn);
        world.oam().policy_of(arn).or_else(function).or_else(queue).or_else(table).or_else(logs)
    }

    /// The policies of whoever asks.
    fn policies_of_caller(
        &self,
        user: Option<&'a User>,
        extra: Option<&'static Managed>,
    ) -> Policies<'a> {
        let mut policies = Policies::default();
        if self.caller.is_bound_by_organization() {
            let organizations = self.world.organizations();
            policies.service_control = organizations.service_control(self.caller.account);
        }
        if let Some(user) = user {
            let attached = user.attached.iter().filter_map(|arn| self.managed(arn));
            let inline = user.inline.iter().map(|(name, document)| Attached {
                name,
                arn: None,
                policy: &document.policy,
                group: None,
            });
            let groups = self.iam().policies_of_groups(user.name());
            policies.identity = attached.chain(inline).chain(groups).collect();
            policies.boundary = user.boundary.as_ref().and_then(|arn| self.managed(arn));
        }
        if let Identity::Role(session) = &self.caller.identity {
            let iam = self.iam();
            policies.identity.extend(iam.policies_of_role(&session.role));
            let role = iam.role(&session.role);
            let boundary = role.and_then(|role| role.boundary.as_ref());
            policies.boundary = boundary.and_then(|arn| self.managed(arn));
            let opened = self.world.sts().session(&session.access_key);
            policies.session = opened.into_iter().flat_map(|one| one.attached()).collect();
        }
        if let Identity::Federated(user) = &self.caller.identity {
            let given = self.world.sts().federated(&user.access_key);
            policies.session = given.into_iter().flat_map(|one| one.attached()).collect();
            // The root user may all there is.
            let all = user.is_of_root().then(Managed::administrator).flatten();
            policies.identity.extend(all.map(aws));
        }
        policies.identity.extend(extra.map(aws));
        policies
    }

    /// Whether a role is asked to let somebody act in it.
    fn takes_role(&self) -> bool {
        let takes = matches!(
            self.request,
            Request::Sts(
                Sts::AssumeRole(_) | Sts::AssumeRoleWithSAML(_) | Sts::AssumeRoleWithWebIdentity(_)
            )
        );
        let passing = [sts::passed::TAG, sts::passed::IDENTIFY];
        takes && self.check.action.is_none_or(|action| passing.contains(&action))
    }

    fn managed(&self, arn: &'a Arn) -> Option<Attached<'a>> {
        let policy = self.iam().policy(arn)?;
        let of = policy.policy()?;
        Some(Attached { name: policy.name(), arn: Some(arn.as_str()), policy: of, group: None })
    }

    /// The error a refusal becomes.
    fn denied(&self, decision: &Decision) -> ApiError {
        let wording = &self.request.service().wording;
        if let Identity::External(_) = self.caller.identity {
            // Whoever has signed nothing is told no more.
            let text = format!("Not authorized to perform {}", self.action());
            let stage = Stage::Access(Box::new(decision.clone()));
            let (code, http) = wording.denied;
            return ApiError { stage, ..ApiError::new(code, text).http(http) };
        }
        let subject = match &self.caller.identity {
            // Lambda names the service, not what it acts for; that SQS does so, too, is ours.
            Identity::Service { principal, .. }
                if matches!(self.request, Request::Lambda(_) | Request::Sqs(_)) =>
            {
                format!("User: {principal}")
            }
            Identity::Service { source, .. } => format!("Resource: {source}"),
            _ => format!("User: {}", self.caller.arn()),
        };
        let shown = self.check.shown.as_deref().map(|shown| match &self.caller.identity {
            Identity::User { name, .. } => shown.replace(CALLER, name),
            _ => shown.to_owned(),
        });
        let changes = !self.request.spec().access.is_read_only();
        let encoded = (wording.style.encodes && changes).then(|| {
            let said = denial::said(self.caller, decision, &self.check.context);
            denial::encode(self.world.ids, self.world.calls, &said)
        });
        // S3 passes on what KMS says, which quotes nothing.
        let style = match self.check.action {
            Some(action) if action.starts_with("kms:") => message::Style::PLAIN,
            _ => wording.style,
        };
        let message =
            message::denial(style, decision, &subject, shown.as_deref(), encoded.as_deref());
        let (code, http) = wording.denied;
        let error = ApiError {
            code: code.to_owned(),
            message,
            http,
            stage: Stage::Access(Box::new(decision.clone())),
        };
        match self.request {
            Request::S3(request) => s3::ops::as_told(request, error),
            Request::Ec2(_) if self.check.action == Some("iam:CreateServiceLinkedRole") => {
                linked::not_permitted(error)
            }
            _ => error,
        }
    }
}
