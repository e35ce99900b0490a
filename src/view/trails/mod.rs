//! What the pages of trails show: the list, one trail, the forms that make and change one.

pub mod act;
pub mod check;
pub mod one;
pub mod selectors;
pub mod unusual;

use crate::services::Request;
use crate::services::cloudtrail::Trail;
use crate::services::cloudtrail::api::Request as CloudTrail;
use crate::services::cloudtrail::shapes::{
    DescribeTrailsInput, GetEventSelectorsInput, GetInsightSelectorsInput, ListTagsInput, NameInput,
};
use crate::sim::{AccountId, Arn, Region, Scope, World};

/// The trails of a Region: those made there, and those of every Region; those of the organization
/// among them.
pub fn here(world: &World, scope: Scope) -> impl Iterator<Item = &Trail> {
    let all = world.cloudtrail().trails().values();
    all.filter(move |trail| trail.covers(scope.account) && trail.is_in(scope.region))
}

/// What the list asks AWS when it is opened.
pub fn list_reads(world: &World, region: Region) -> Vec<Request> {
    let scope = Scope { account: world.account(), region };
    let status = |trail: &Trail| {
        CloudTrail::GetTrailStatus(NameInput { name: trail.arn.to_string() }).into()
    };
    let mut reads = vec![CloudTrail::DescribeTrails(DescribeTrailsInput::default()).into()];
    reads.extend(here(world, scope).map(status));
    reads
}

/// What the page of a trail asks AWS when it is opened.
pub fn one_reads(world: &World, arn: &str) -> Vec<Request> {
    let name = || arn.to_owned();
    let trail = Arn::parse(arn).and_then(|arn| world.cloudtrail().trails().get(&arn));
    let looks = trail.is_some_and(|trail| !trail.watch.kinds.is_empty());
    let insights = looks.then(|| {
        let input = GetInsightSelectorsInput { trail: Some(name()) };
        CloudTrail::GetInsightSelectors(input).into()
    });
    let reads = vec![
        CloudTrail::GetTrail(NameInput { name: name() }).into(),
        CloudTrail::GetTrailStatus(NameInput { name: name() }).into(),
        CloudTrail::GetEventSelectors(GetEventSelectorsInput { trail: name() }).into(),
        CloudTrail::ListTags(ListTagsInput { resources: vec![name()], next_token: None }).into(),
    ];
    reads.into_iter().chain(insights).collect()
}

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The trails by their ARNs.
    pub rows: Vec<Row>,
}

/// One trail in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its home.
    pub home: Region,
    /// Whether it is a trail of every Region.
    pub multi: bool,
    /// Whether it is the organization's.
    pub organization: bool,
    /// Whether digests are made.
    pub validation: bool,
    /// Whether it looks for unusual activity.
    pub insights: bool,
    /// The bucket.
    pub bucket: String,
    /// What it does.
    pub state: State,
}

/// What a trail does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It logs.
    Logging,
    /// It does not log.
    Off,
    /// It has files that it cannot deliver, and AWS's code says why.
    Failing(String),
}

/// What a trail does, all its Regions taken together, as an account may know: its own files alone,
/// unless the trail is its own.
pub fn state(trail: &Trail, account: AccountId) -> State {
    let mut places = trail.places.iter().filter(|(scope, _)| is_told(trail, **scope, account));
    let error = places.find_map(|(_, place)| place.error.clone());
    match error {
        Some(error) => State::Failing(error),
        None if trail.logging => State::Logging,
        None => State::Off,
    }
}

/// Whether an account may know what a trail does with the events of a place.
pub(super) fn is_told(trail: &Trail, place: Scope, account: AccountId) -> bool {
    trail.obeys(account) || place.account == account
}

/// The list of a Region.
pub fn list(world: &World, scope: Scope) -> List {
    let row = |trail: &Trail| Row {
        name: trail.name.clone(),
        arn: trail.arn.to_string(),
        home: trail.home.region,
        multi: trail.settings.multi,
        organization: trail.settings.organization.is_some(),
        validation: trail.settings.validation,
        insights: !trail.watch.kinds.is_empty(),
        bucket: trail.settings.bucket.clone(),
        state: state(trail, scope.account),
    };
    List { rows: here(world, scope).map(row).collect() }
}
