//! One API call: authenticate, decide, validate, execute, record.

use std::rc::Rc;

use serde_json::Value;

use super::caller::{Caller, Identity, Origin, RoleSession, Who};
use super::command::{Call, Via};
use super::fact::Cause;
use super::federation::FederatedUser;
use super::record::AuditRecord;
use super::scope::{Region, Scope};
use super::world::{ConsoleSession, World};
use super::{dispatch, renewal, timing};
use crate::access::Decision;
use crate::api::error::Stage;
use crate::api::spec::Operation as _;
use crate::api::{ApiError, BadCredentials, validate};
use crate::services::{Request, accessanalyzer, cloudwatch, firehose, iam, s3, sts};

/// The browser every console call comes from.
pub(super) const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 \
                       (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36";

impl World {
    /// A learner's call: its reply and the number of its audit record.
    pub(super) fn call(
        &mut self,
        call: &Call,
        cause: Cause,
    ) -> (Result<Value, ApiError>, Option<usize>) {
        let caller = match self.authenticate(&call.who, call.via) {
            Ok(caller) => self.vouched_for(caller, &call.request),
            // CloudTrail logs no call of which nobody knows who made it.
            // <https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html>
            Err(fault) => return (Err(refused(&call.request, fault)), None),
        };
        if self.is_outside_iam(&caller, &call.request) {
            return (Err(refused(&call.request, BadCredentials::Unknown)), None);
        }
        self.call_as(caller, call.region, &call.request, cause)
    }

    /// Who makes a call that nobody signs: whom an identity provider vouches for, in the account
    /// of the role that is asked for.
    fn vouched_for(&self, caller: Caller, request: &Request) -> Caller {
        let Request::Sts(request) = request else { return caller };
        let Some(read) = sts::federation::read(&self.iam, request, self.now) else {
            return caller;
        };
        let identity = match read {
            Ok(federation) => Identity::External(Rc::new(federation)),
            Err(_) => Identity::Anonymous,
        };
        let role = sts::federation::role(request);
        let account = role.and_then(|role| role.account());
        let account = account.filter(|account| self.iam.get(*account).is_some());
        Caller { account: account.unwrap_or(caller.account), identity, ..caller }
    }

    /// Whether temporary credentials are shown to IAM that it takes from nobody: those of a user
    /// of a federation, and those a user got without a code of an MFA device.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html>
    fn is_outside_iam(&self, caller: &Caller, request: &Request) -> bool {
        let temporary = match &caller.identity {
            Identity::Federated(_) => true,
            Identity::User { access_key, mfa: false, .. } => self.sts.token(access_key).is_some(),
            _ => false,
        };
        temporary && matches!(request, Request::Iam(_))
    }

    /// A call by an authenticated caller: a learner or a service.
    ///
    /// INVARIANT: every call yields exactly one record (the links in mails and alarms that execute
    /// scaling policies excepted, which CloudTrail does not log, and what is not simulated), and a
    /// refused one changes nothing else.
    pub(super) fn call_as(
        &mut self,
        caller: Caller,
        region: Region,
        request: &Request,
        cause: Cause,
    ) -> (Result<Value, ApiError>, Option<usize>) {
        let scope = Scope { account: caller.account, region };
        let before = self.before(caller.account, request);
        let (decision, reply) = self.decide_and_execute(&caller, scope, request, cause);
        // AWS never wrote that something is not simulated: the session's log and the page say it.
        let simulated = !matches!(reply, Err(ApiError { stage: Stage::NotSimulated, .. }));
        if simulated {
            self.usage.count(scope, request, self.now);
        }
        if simulated && reply.is_err() && matches!(request, Request::DynamoDb(_)) {
            // What is refused is counted in a metric of its own.
            self.still.disturb(self.now);
        }
        if let (Ok(_), Some(role)) = (&reply, iam::linked::first_use(self, scope.account, request))
        {
            // Whoever needs the role first makes it, through the service that will act in it.
            let (by, request) = (caller.forwarded(role.service), role.creation());
            let _ = self.call_as(by, region, &request, cause);
        }
        if let (Ok(_), Request::Iam(iam::api::Request::UpdateUser(input))) = (&reply, request)
            && let Some(name) = &input.new_user_name
        {
            self.follow_name(scope.account, &input.user_name, name);
        }
        if let (Ok(_), Some(before)) = (&reply, &before) {
            self.follow(before);
        }
        if reply.is_ok() && !self.accessanalyzer.is_empty() && accessanalyzer::scan::is_due(request)
        {
            self.analyze();
        }
        let internal =
            iam::authorize::is_alarm_action(&caller, request) || is_stream(&caller, request);
        let logged = caller.via != Via::MailLink && !internal && simulated;
        let by = caller.clone();
        let record = logged.then(|| self.record((caller, cause), scope, request, &reply, decision));
        self.calls += 1;
        let kept = record.map(|record| self.keep(record, request));
        if let Request::S3(asked) = request {
            self.record_keys((&by, cause), scope, asked, &reply);
        }
        (reply, kept)
    }

    /// Lets Access Analyzer look at everything again.
    fn analyze(&mut self) {
        let World {
            accessanalyzer: state, iam, s3, sns, lambda, sqs, dynamodb, kms, now, ids, ..
        } = self;
        let now = *now;
        let resources =
            accessanalyzer::exposure::Resources { s3, sns, lambda, sqs, dynamodb, kms, now };
        accessanalyzer::scan::all(state, (now, *ids), iam, resources);
    }

    /// Keeps the record of a call; that of its account, and where the call went to a resource of
    /// another account, one for that. The other account is told of no call that was refused.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#cloudtrail-integration_examples-sts-api>,
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html>
    pub(super) fn keep(&mut self, mut record: AuditRecord, request: &Request) -> usize {
        let scope = Scope { account: record.caller.account, region: record.region };
        let owner = match record.error {
            Some(_) => None,
            None => iam::authorize::other_account(self, scope, request),
        };
        if let Some(recipient) = owner {
            let number = record.call;
            record.shared = Some(self.ids.uuid("shared-event", number));
            let event_id = self.ids.uuid("event-elsewhere", number);
            let copy = AuditRecord { recipient, event_id, ..record.clone() };
            let kept = self.store(record);
            self.store(copy);
            return kept;
        }
        self.store(record)
    }

    fn decide_and_execute(
        &mut self,
        caller: &Caller,
        scope: Scope,
        request: &Request,
        cause: Cause,
    ) -> (Option<Rc<Decision>>, Result<Value, ApiError>) {
        let spec = request.spec();
        let service = request.service();
        if !self.throttle.admit(self.now, scope, spec.name, spec.rate) {
            let (code, message) = service.throttled;
            let error = ApiError { stage: Stage::Throttling, ..ApiError::new(code, message) };
            return (None, Err(error));
        }
        if let Request::Sts(request) = request
            && let Some(Err(error)) = sts::federation::read(&self.iam, request, self.now)
        {
            return (None, Err(error));
        }
        let decision = match iam::authorize(self, caller, scope, request) {
            Ok(decision) => decision,
            Err((decision, error)) => return (Some(Rc::new(decision)), Err(error)),
        };
        let reply = validate::service(spec.input, &request.input(), &service.wording)
            .and_then(|()| dispatch::execute(self, caller, scope, cause, request));
        (decision.map(Rc::new), reply)
    }

    /// Whoever is at the console, as sign-in and STS say who is not.
    pub(super) fn at_console(&self, who: &Who) -> Result<Caller, ApiError> {
        let caller = self.authenticate(who, Via::Console);
        caller.map_err(|fault| sts::api::SERVICE.protocol.refuses(fault))
    }

    fn authenticate(&self, who: &Who, via: Via) -> Result<Caller, BadCredentials> {
        let unknown = BadCredentials::Unknown;
        let session = self.session(who, via);
        let mut account = self.account;
        let identity = match who {
            Who::Root => self.iam.of(account).root_identity(session),
            Who::Anonymous => Identity::Anonymous,
            Who::Session(key) if self.sts.federated(key).is_some() => {
                let user = self.federated(key)?;
                account = user.issuer.account().unwrap_or(account);
                Identity::Federated(user)
            }
            Who::Session(key) => match self.sts.token(key) {
                Some(token) => {
                    account = token.user.account().unwrap_or(account);
                    self.of_token(token)?
                }
                None => {
                    let session = self.assumed(key)?;
                    account = session.role.account().unwrap_or(account);
                    Identity::Role(session)
                }
            },
            Who::User(name) => self.iam.of(account).identity(name, session).ok_or(unknown)?,
            Who::Of(_) => {
                let (of, user) = who.elsewhere().ok_or(unknown)?;
                account = of;
                let iam = self.iam.get(account).ok_or(unknown)?;
                match user {
                    Some(name) => iam.identity(name, session).ok_or(unknown)?,
                    None => iam.root_identity(session),
                }
            }
        };
        // Nothing can be done in a closed account. In which words AWS refuses that it does not say.
        // <https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html>
        if self.organizations.is_closed(account) {
            return Err(unknown);
        }
        Ok(Caller { account, identity, via, invoked_by: None })
    }

    /// The user whose temporary credentials sign.
    fn of_token(&self, token: &sts::state::Token) -> Result<Identity, BadCredentials> {
        let unknown = BadCredentials::Unknown;
        if token.expires <= self.now {
            return Err(BadCredentials::Expired);
        }
        let iam = token.user.account().and_then(|account| self.iam.get(account));
        // The user may have another name by now.
        let iam = iam.ok_or(unknown)?;
        let (name, _) = iam.user_of_id(&token.user_id).ok_or(unknown)?;
        let mut identity = iam.identity(name, None).ok_or(unknown)?;
        if let Identity::User { access_key, session_start, mfa, .. } = &mut identity {
            access_key.clone_from(&token.access_key);
            (*session_start, *mfa) = (Some(token.since), token.mfa);
        }
        Ok(identity)
    }

    /// The user of a federation whose key signs, while the user it comes from is there.
    fn federated(&self, key: &str) -> Result<FederatedUser, BadCredentials> {
        let unknown = BadCredentials::Unknown;
        let found = self.sts.federated(key).ok_or(unknown)?;
        if found.expires <= self.now {
            return Err(BadCredentials::Expired);
        }
        let user = &found.user;
        let iam = user.issuer.account().and_then(|account| self.iam.get(account));
        if user.is_of_root() && iam.is_some() {
            return Ok(user.clone());
        }
        let issuer = iam.and_then(|iam| iam.user_of_id(&user.issuer_id));
        let (_, issuer) = issuer.ok_or(unknown)?;
        Ok(FederatedUser { issuer: issuer.arn.clone(), ..user.clone() })
    }

    /// The session of a role whose key signs.
    fn assumed(&self, key: &str) -> Result<RoleSession, BadCredentials> {
        let unknown = BadCredentials::Unknown;
        let session = self.sts.session(key).ok_or(unknown)?;
        if session.expires <= self.now {
            return Err(BadCredentials::Expired);
        }
        let role = self.iam.role(&session.role.role);
        role.filter(|role| role.role_id == session.role.role_id).ok_or(unknown)?;
        Ok(session.role.clone())
    }

    /// The console session a call belongs to, with the ordinal of its temporary key.
    fn session(&self, who: &Who, via: Via) -> Option<&ConsoleSession> {
        self.console.as_ref().filter(|session| via == Via::Console && session.who == *who)
    }

    /// Stores a record; its number. Trails that take it are woken to deliver it.
    pub(super) fn store(&mut self, record: AuditRecord) -> usize {
        let kept = self.cloudtrail.keep(record);
        for (at, cause, wake) in kept.wakes {
            self.queue.push(at, cause, wake.into());
        }
        kept.number
    }

    pub(super) fn record(
        &self,
        (caller, cause): (Caller, Cause),
        scope: Scope,
        request: &Request,
        reply: &Result<Value, ApiError>,
        decision: Option<Rc<Decision>>,
    ) -> AuditRecord {
        let (spec, service) = (request.spec(), request.service());
        let denied = matches!(reply, Err(ApiError { stage: Stage::Access(_), .. }));
        let mut shape = dispatch::record_shape(self, scope, request, reply, denied);
        if let (Request::S3(request), Via::Cli) = (request, caller.via) {
            s3::record::of_cli(request, &mut shape);
        }
        let service_itself = matches!(caller.identity, Identity::Service { .. });
        let by_service = service_itself && matches!(request, Request::Sts(_));
        if by_service {
            sts::record::by_service(&mut shape);
        }
        if matches!(request, Request::Sts(sts::api::Request::AssumeRole(_))) {
            sts::record::chained(&mut shape, &caller);
        }
        if matches!(caller.identity, Identity::External(_)) {
            sts::record::vouched(&mut shape, &caller);
        }
        let own = shape.own.as_deref();
        let place = if service.global { Region::US_EAST_1 } else { scope.region };
        let region = own.and_then(|own| own.region).unwrap_or(place);
        let own_host = own.and_then(|own| own.host.clone());
        let agent = user_agent(&caller, request);
        AuditRecord {
            call: self.calls,
            cause,
            time: self.now,
            visible: self.now + timing::EVENT_HISTORY,
            source_ip: source_ip(&caller),
            user_agent: if own.is_some() { format!("[{agent}]") } else { agent },
            region,
            event_source: service.event_source,
            event_name: shape.name.or(own.and_then(|own| own.name)).unwrap_or(spec.name),
            event_version: shape.version.unwrap_or(service.event_version),
            event_type: "AwsApiCall",
            event: spec.event,
            read_only: spec.access.is_read_only(),
            error: reply.as_ref().err().map(|error| shape.error(error)),
            request: shape.request,
            response: shape.response,
            additional: own.map_or(shape.additional.clone(), |own| Some(own.additional.clone())),
            details: None,
            request_id: Some(match own {
                Some(own) => own.request_id.clone(),
                None => match &shape.request_id {
                    Some(id) => id.clone(),
                    None => self.ids.uuid("request", self.calls),
                },
            }),
            event_id: self.ids.uuid("event", self.calls),
            api_version: service.api_version,
            host: own_host.unwrap_or_else(|| service.host.replace("{region}", region.code())),
            resources: shape.resources,
            listed: shape.listed,
            in_bucket: own.map(|own| own.in_bucket.clone()),
            recipient: caller.account,
            shared: by_service.then(|| self.ids.uuid("shared", self.calls)),
            caller,
            decision,
        }
    }
}

/// What a metric stream puts into Firehose. CloudTrail logs no record that is put, and one kept
/// each minute would tell nothing: the stream itself says what it sent.
/// <https://docs.aws.amazon.com/firehose/latest/dev/monitoring-using-cloudtrail.html>
fn is_stream(caller: &Caller, request: &Request) -> bool {
    caller.invoked_by == Some(cloudwatch::stream::PRINCIPAL)
        && matches!(request, Request::Firehose(firehose::api::Request::PutRecordBatch(_)))
}

/// What the service a call goes to says of credentials that are no good.
fn refused(request: &Request, fault: BadCredentials) -> ApiError {
    let error = request.service().protocol.refuses(fault);
    match request {
        Request::S3(request) => s3::ops::as_told(request, error),
        _ => error,
    }
}

/// `sourceIPAddress`: people sit behind an address of the documentation range (RFC 5737), a
/// service is named.
pub(crate) fn source_ip(caller: &Caller) -> String {
    match (&caller.identity, caller.invoked_by) {
        (Identity::Service { principal, .. }, _) => (*principal).to_owned(),
        // The sign-in page tells from where it was asked.
        (_, Some(service)) if service != renewal::PRINCIPAL => service.to_owned(),
        (Identity::Role(RoleSession { origin: Origin::Instance { address, .. }, .. }), None) => {
            address.clone()
        }
        _ => "203.0.113.24".to_owned(),
    }
}

/// `userAgent`.
pub(crate) fn user_agent(caller: &Caller, request: &Request) -> String {
    if let Some(service) = caller.invoked_by {
        return service.to_owned();
    }
    match (&caller.identity, caller.via) {
        (Identity::Service { principal, .. }, _) => (*principal).to_owned(),
        (Identity::Role(RoleSession { origin: Origin::Instance { program, .. }, .. }), _) => {
            (*program).to_owned()
        }
        (_, Via::Cli) => crate::api::names::cli_user_agent(
            request.service().cli,
            &crate::api::names::kebab(request.spec().name),
        ),
        _ => BROWSER.to_owned(),
    }
}
