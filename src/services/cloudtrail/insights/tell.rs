//! How events of Insights get to be known: in files of the trail, and looked up.

use super::event::Insight;
use super::watch::Owner;
use crate::services::cloudtrail::query::{Attribute, Position, Query, RETENTION};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::{Batch, Content};
use crate::services::cloudtrail::wake::Wake;
use crate::sim::fact::Cause;
use crate::sim::id::Ids;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// What one can look these events up by.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html>
pub const ATTRIBUTES: [Attribute; 3] =
    [Attribute::EventId, Attribute::EventName, Attribute::EventSource];

impl State {
    /// A minute is over: a trail looks at it. What it is to be woken for.
    pub fn look(&mut self, number: u64, now: Time, ids: Ids) -> Vec<(Time, Cause, Wake)> {
        let State { trails, former, records, insights, .. } = self;
        let mut all = trails.values_mut().chain(former);
        let Some(trail) = all.find(|trail| trail.number == number) else { return Vec::new() };
        let owner = Owner { trail: &trail.arn, number };
        let (said, due) = trail.watch.look(owner, records, (now, ids));
        let mut wakes = Vec::new();
        if let Some(first) = said.first() {
            wakes.push((first.visible, trail.why, Wake::Tell { trail: number }));
        }
        if let Some(due) = due {
            wakes.push((due, trail.why, Wake::Look { trail: number }));
        }
        said.into_iter().for_each(|insight| insights.push(insight));
        wakes
    }

    /// Makes files of the events of a trail that are to be known from now on; where they are of.
    pub fn close_insights(&mut self, number: u64, now: Time, ids: Ids) -> Vec<Scope> {
        let newest = (0..self.insights.len()).rev();
        let known = newest.filter_map(|place| Some((place, self.insights.get(place)?)));
        let ripe = known.skip_while(|(_, insight)| insight.visible > now);
        let own = ripe
            .take_while(|(_, insight)| insight.visible == now)
            .filter(|(_, insight)| insight.number == number);
        let found: Vec<(u64, Scope)> =
            own.map(|(place, insight)| (place as u64, insight.unit.scope)).collect();
        let Some(trail) = self.numbered(number) else { return Vec::new() };
        let mut scopes: Vec<Scope> = found.iter().map(|(_, scope)| *scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        for scope in &scopes {
            let place = trail.places.entry(*scope).or_default();
            let kind =
                format!("cloudtrail:insights-file/{number}/{}/{}", scope.account, scope.region);
            let letters = ids.base64(&kind, place.made, ['x', 'X'], 16);
            place.made += 1;
            let own = found.iter().rev().filter(|(_, there)| there == scope);
            let records = own.map(|(place, _)| *place).collect();
            place.batches.push_back(Batch {
                at: now,
                letters,
                content: Content::Insights,
                records,
            });
        }
        scopes
    }

    /// The events of Insights that can be seen of an account and Region, newest first, each with
    /// its place among all.
    pub fn insights(&self, scope: Scope, now: Time) -> impl Iterator<Item = (usize, &Insight)> {
        let newest = (0..self.insights.len()).rev();
        newest
            .filter_map(|place| Some((place, self.insights.get(place)?)))
            .take_while(move |(_, insight)| insight.visible + RETENTION >= now)
            .filter(move |(_, insight)| {
                insight.unit.scope == scope
                    && insight.visible <= now
                    && insight.time + RETENTION >= now
            })
    }

    /// The events of Insights that answer a question, newest first, and where the next page begins.
    pub fn search_insights(
        &self,
        scope: Scope,
        now: Time,
        query: &Query,
        (after, size): (Option<Position>, usize),
    ) -> (Vec<&Insight>, Option<Position>) {
        let before = after.map_or(u64::MAX, |position| position.0);
        let all = self
            .insights(scope, now)
            .filter(|(place, insight)| (*place as u64) < before && answers(query, insight));
        let mut found: Vec<(usize, &Insight)> = all.take(size.saturating_add(1)).collect();
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more).map(|(place, _)| Position(*place as u64));
        (found.into_iter().map(|(_, insight)| insight).collect(), next)
    }
}

/// Whether an event answers a question.
fn answers(query: &Query, insight: &Insight) -> bool {
    query.from.is_none_or(|from| insight.time >= from)
        && query.to.is_none_or(|to| insight.time <= to)
        && query.attribute.as_ref().is_none_or(|(key, value)| match key {
            Attribute::EventId => insight.id == *value,
            Attribute::EventName => insight.unit.name == value,
            Attribute::EventSource => insight.unit.source == value,
            _ => false,
        })
}
