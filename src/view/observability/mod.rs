//! Cross-account observability: this account's sink and who is linked to it, and this account's
//! own links.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html>

pub mod act;

use crate::services::Request;
use crate::services::oam::api::{
    ListAttachedLinksInput, ListLinksInput, ListSinksInput, Request as Oam, SinkInput,
};
use crate::services::oam::state::Link as Kept;
use crate::sim::{Arn, Scope, World};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The account.
    pub account: String,
    /// Its sink, if it is a monitoring account.
    pub sink: Option<Sink>,
    /// Its links, if it is a source account.
    pub links: Vec<Link>,
    /// The id of its organization, if it is in one.
    pub organization: Option<String>,
}

/// A sink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sink {
    /// Its name.
    pub name: String,
    /// Its ARN, which source accounts link to.
    pub arn: String,
    /// Its policy, as it was written.
    pub policy: Option<String>,
    /// The links to it.
    pub attached: Vec<Link>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its ARN.
    pub arn: String,
    /// What the monitoring account calls the source account.
    pub label: String,
    /// The account at the other end: the source of a link to this account's sink, the monitoring
    /// account of a link of this account's own.
    pub other: String,
    /// The sink.
    pub sink: String,
    /// What is shared.
    pub types: Vec<String>,
}

/// How an account stands in a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It shares nothing and reads nothing.
    Alone,
    /// It has a sink that nobody may link to yet.
    Closed,
    /// It has a sink without links.
    Waiting,
    /// It reads what others share.
    Reading,
    /// It shares its metrics.
    Sharing,
    /// It does both.
    Both,
}

impl Stand {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Stand::Alone => "observability.stand.alone",
            Stand::Closed => "observability.stand.closed",
            Stand::Waiting => "observability.stand.waiting",
            Stand::Reading => "observability.stand.reading",
            Stand::Sharing => "observability.stand.sharing",
            Stand::Both => "observability.stand.both",
        }
    }
}

impl Model {
    /// How the account stands.
    pub fn stand(&self) -> Stand {
        match (&self.sink, self.links.is_empty()) {
            (Some(sink), true) if !sink.attached.is_empty() => Stand::Reading,
            (Some(sink), true) if sink.policy.is_some() => Stand::Waiting,
            (Some(_), true) => Stand::Closed,
            (Some(_), false) => Stand::Both,
            (None, false) => Stand::Sharing,
            (None, true) => Stand::Alone,
        }
    }
}

/// What the page shows of an account in a Region.
pub fn model(world: &World, scope: Scope) -> Model {
    let oam = world.oam();
    let source = |(arn, link): (&Arn, &Kept)| row(arn, link, Some(link.scope.account.to_string()));
    let own = |(arn, link): (&Arn, &Kept)| {
        row(arn, link, link.sink.account().map(|account| account.to_string()))
    };
    let sink = oam.sink(scope).map(|sink| Sink {
        name: sink.name.clone(),
        arn: sink.arn.to_string(),
        policy: sink.policy.as_ref().map(|(text, _)| text.clone()),
        attached: oam.attached(scope).map(source).collect(),
    });
    Model {
        account: scope.account.to_string(),
        sink,
        links: oam.links_of(scope).map(own).collect(),
        organization: world.organizations().of(scope.account).map(|found| found.id.clone()),
    }
}

fn row(arn: &Arn, link: &Kept, other: Option<String>) -> Link {
    Link {
        arn: arn.to_string(),
        label: link.label.clone(),
        other: other.unwrap_or_default(),
        sink: link.sink.to_string(),
        types: link.types.clone(),
    }
}

/// What opening the page asks of AWS.
pub fn reads(world: &World, scope: Scope) -> Vec<Request> {
    let mut reads: Vec<Request> = vec![
        Oam::ListSinks(ListSinksInput::default()).into(),
        Oam::ListLinks(ListLinksInput::default()).into(),
    ];
    if let Some(sink) = world.oam().sink(scope) {
        let sink_identifier = sink.arn.to_string();
        let attached = ListAttachedLinksInput {
            sink_identifier: sink_identifier.clone(),
            ..ListAttachedLinksInput::default()
        };
        reads.push(Oam::GetSinkPolicy(SinkInput { sink_identifier }).into());
        reads.push(Oam::ListAttachedLinks(attached).into());
    }
    reads
}
