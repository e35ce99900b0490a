//! What each service publishes: namespaces, dimensions, metrics, units, and how often.

mod compute;
mod data;
mod web;

use super::kind::Kind;
use super::model::Model;
use super::state::Resource;
use super::traffic::Part;
use crate::sim::scope::Region;
use crate::sim::time::Span;

/// What a service publishes.
#[derive(Debug)]
pub struct Service {
    /// The kind of its resources.
    pub kind: Kind,
    /// `AWS/Lambda`.
    pub namespace: &'static str,
    /// Where AWS says so.
    pub page: &'static str,
    /// Its sets of dimensions: names, and patterns of values.
    pub sets: &'static [&'static [(&'static str, &'static str)]],
    /// What part of the requests each set is about; all, where nothing is said.
    pub parts: &'static [Part],
    /// Its metrics.
    pub metrics: &'static [Metric],
}

/// A metric.
#[derive(Debug)]
pub struct Metric {
    /// `RequestCount`.
    pub name: &'static str,
    /// AWS's name of its unit.
    pub unit: &'static str,
    /// The statistic that tells most about it.
    pub stat: &'static str,
    /// Which of the service's sets of dimensions it comes with.
    pub sets: &'static [usize],
    /// How often.
    pub every: Every,
    /// Its values.
    pub model: Model,
    /// Whether the service's automatic dashboard shows it.
    pub key: bool,
    /// Whether there is nothing of it while there are no requests.
    pub busy: bool,
    /// Whether the values of all resources are added up where it has no dimensions.
    pub total: bool,
}

/// How often a metric is published. When a point is readable is ours: AWS publishes no numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Every {
    Minute,
    FiveMinutes,
    SixHours,
    Day,
}

impl Every {
    /// The time from one point to the next.
    pub fn span(self) -> Span {
        match self {
            Every::Minute => Span::mins(1),
            Every::FiveMinutes => Span::mins(5),
            Every::SixHours => Span::hours(6),
            Every::Day => Span::days(1),
        }
    }

    /// How long after its timestamp a point is readable.
    pub fn lag(self) -> Span {
        match self {
            Every::Minute => Span::mins(2),
            Every::FiveMinutes => Span::mins(7),
            Every::SixHours => Span::mins(10),
            Every::Day => Span::hours(24),
        }
    }
}

/// Every service, in the order of menus.
pub const SERVICES: [&Service; 12] = [
    &web::ALB,
    &data::RDS,
    &data::DYNAMODB,
    &compute::LAMBDA,
    &compute::SQS,
    &data::S3,
    &compute::NAT,
    &compute::ECS,
    &web::ROUTE53,
    &web::CLOUDFRONT,
    &data::STORAGE_GATEWAY,
    &web::BILLING,
];

impl Kind {
    /// What it publishes.
    pub fn service(self) -> &'static Service {
        SERVICES.into_iter().find(|service| service.kind == self).unwrap_or(&web::ALB)
    }
}

impl Service {
    /// What part of the requests a set of dimensions is about.
    pub fn part(&self, set: usize) -> Part {
        self.parts.get(set).copied().unwrap_or(Part::All)
    }

    /// The dimensions of a set, for what goes by its name alone.
    pub fn dimensions_named(&self, set: usize, name: &str) -> Vec<(String, String)> {
        let of =
            |(key, pattern): &(&str, &str)| ((*key).to_owned(), pattern.replace("{name}", name));
        let set = self.sets.get(set).into_iter().flat_map(|set| set.iter());
        let mut dimensions: Vec<(String, String)> = set.map(of).collect();
        dimensions.sort();
        dimensions
    }

    /// The dimensions of a set, as they are for a resource.
    pub fn dimensions(
        &self,
        set: usize,
        resource: &Resource,
        region: Region,
    ) -> Vec<(String, String)> {
        let zone = |nth: usize| region.zones().nth(nth).unwrap_or_default();
        let of = |(name, pattern): &(&str, &str)| {
            // A hosted zone's id: Z and twenty letters and digits.
            let hosted = resource.id.replace('-', "").to_uppercase();
            let hosted: String = hosted.chars().take(20).collect();
            let value = pattern
                .replace("{name}", &resource.name)
                .replace("{id}", &resource.id)
                .replace("{hosted}", &hosted)
                .replace("{first}", &zone(0))
                .replace("{second}", &zone(1));
            ((*name).to_owned(), value)
        };
        let mut dimensions: Vec<(String, String)> =
            self.sets.get(set).into_iter().flat_map(|set| set.iter()).map(of).collect();
        dimensions.sort();
        dimensions
    }
}

/// What part of the bill a set of dimensions of [`web::BILLING`] stands for.
pub fn bill_share(set: usize) -> f64 {
    web::BILL_SHARES.get(set).copied().unwrap_or(0.0)
}

/// What part of a table's requests are reads (or writes), and the units a second they may take.
pub fn provisioned(write: bool) -> (f64, f64) {
    let (reads, writes) = data::PROVISIONED;
    if write { (0.3, writes) } else { (0.7, reads) }
}

/// A metric that is published each minute.
const fn minute(
    name: &'static str,
    unit: &'static str,
    stat: &'static str,
    sets: &'static [usize],
    model: Model,
) -> Metric {
    Metric {
        name,
        unit,
        stat,
        sets,
        every: Every::Minute,
        model,
        key: false,
        busy: false,
        total: false,
    }
}

impl Metric {
    /// The same, shown on the automatic dashboard.
    const fn key(self) -> Metric {
        Metric { key: true, ..self }
    }

    /// The same, left out while there are no requests.
    const fn busy(self) -> Metric {
        Metric { busy: true, ..self }
    }

    /// The same, added up over all resources where it has no dimensions.
    const fn total(self) -> Metric {
        Metric { total: true, ..self }
    }

    /// The same, published so often.
    const fn every(self, every: Every) -> Metric {
        Metric { every, ..self }
    }
}
