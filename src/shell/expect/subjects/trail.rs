//! `trail`: CloudTrail trails, and how their deliveries stand.

use super::{named, one, text, yes};
use crate::services::cloudtrail::trail::Trail;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::World;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "trail",
    attributes: &[
        "name",
        "logging",
        "bucket",
        "prefix",
        "multi-region",
        "organization",
        "global",
        "validation",
        "data",
        "management",
        "topic",
        "error",
        "region",
    ],
    value: "logging",
    happens: false,
    rows,
};

struct TrailRow<'a>(&'a Trail);

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let trails = world.cloudtrail().trails().values();
    trails.map(|trail| Box::new(TrailRow(trail)) as Box<dyn Row + 'a>).collect()
}

impl Row for TrailRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let trail = self.0;
        let settings = &trail.settings;
        match attribute {
            "name" => one(&trail.name),
            "logging" => yes(trail.logging),
            "bucket" => one(&settings.bucket),
            "prefix" => text(settings.prefix.as_deref().unwrap_or_default()),
            "multi-region" => yes(settings.multi),
            "organization" => yes(settings.organization.is_some()),
            "global" => yes(settings.global),
            "validation" => yes(settings.validation),
            "data" => yes(trail.selectors.have_data()),
            "management" => yes(trail.selectors.have_management()),
            "topic" => settings.topic.iter().flat_map(|(_, arn)| named(arn.as_str())).collect(),
            // Any Region's: the page of the trail shows each.
            "error" => trail.places.values().filter_map(|place| place.error.clone()).collect(),
            _ => one(trail.home.region.code()),
        }
    }
}
