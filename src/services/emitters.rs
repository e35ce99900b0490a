//! The services that emit metrics by themselves, as one source.

use super::{agent, autoscaling, dynamodb, ec2, generators, lambda, logs, sqs, usage};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point, Quota, Steady};

/// One reference a service. Each answers for its own namespaces only and says nothing of others.
#[derive(Clone, Copy)]
pub struct Emitters<'a> {
    /// EC2.
    pub ec2: &'a ec2::State,
    /// The services that are there for their metrics alone.
    pub generators: &'a generators::State,
    /// Auto Scaling.
    pub autoscaling: &'a autoscaling::State,
    /// The agents on instances.
    pub agents: agent::Source<'a>,
    /// What metric filters make of log events.
    pub logs: &'a logs::State,
    /// Functions that were invoked.
    pub lambda: &'a lambda::State,
    /// Queues.
    pub sqs: &'a sqs::State,
    /// Tables.
    pub dynamodb: dynamodb::source::Source<'a>,
    /// What is used of that on which there are quotas.
    pub usage: usage::Source<'a>,
}

impl Emitters<'_> {
    fn each(&self) -> [&dyn MetricSource; 9] {
        [
            self.ec2,
            self.generators,
            self.autoscaling,
            &self.agents,
            self.logs,
            self.lambda,
            self.sqs,
            &self.dynamodb,
            &self.usage,
        ]
    }
}

impl MetricSource for Emitters<'_> {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        self.each().into_iter().flat_map(|source| source.list(scope, now)).collect()
    }

    fn list_named(&self, scope: Scope, named: (&str, &str), now: Time) -> Vec<Listed> {
        self.each().into_iter().flat_map(|source| source.list_named(scope, named, now)).collect()
    }

    fn points(
        &self,
        scope: Scope,
        id: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        for source in self.each() {
            source.points(scope, id, from, to, now, each);
        }
    }

    fn arrived(
        &self,
        scope: Scope,
        id: &MetricId,
        range: (Time, Time),
        late: Span,
        each: &mut dyn FnMut(Point),
    ) {
        for source in self.each() {
            source.arrived(scope, id, range, late, each);
        }
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        self.each().into_iter().any(|source| source.is_pending(scope, id, from, to, now))
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span {
        let rhythms = self.each().into_iter().map(|source| source.rhythm(scope, id, now));
        rhythms.max().unwrap_or(Span::ZERO)
    }

    /// Of instances, volumes and Auto Scaling groups, which a dimension names.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/EnableResourceTagsOnTelemetry.html>
    fn tag(&self, scope: Scope, id: &MetricId, key: &str) -> Option<String> {
        let of = |(name, value): &(String, String)| match name.as_str() {
            "InstanceId" | "VolumeId" => self.ec2.tags(scope, value)?.get(key).cloned(),
            "AutoScalingGroupName" => {
                let group = self.autoscaling.group(scope, value)?;
                group.tags.get(key).map(|tag| tag.value.clone())
            }
            _ => None,
        };
        id.dimensions.iter().find_map(of)
    }

    fn quota(&self, id: &MetricId) -> Option<Quota> {
        self.usage.quota(id)
    }

    fn is_foreseen(&self, id: &MetricId) -> bool {
        self.each().into_iter().all(|source| source.is_foreseen(id))
    }

    fn steady(&self, scope: Scope, id: &MetricId, from: Time) -> Option<Steady> {
        self.each().into_iter().find_map(|source| source.steady(scope, id, from))
    }
}
