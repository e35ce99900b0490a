//! The frame around every page: header and sidebar.

use super::backends::Kind;
use super::route::{Place, Route};
use crate::services::cloudwatch::alarm::StateValue;
use crate::sim::{Region, Scope, Who, World};

/// A group of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The key of its heading; the first group has none.
    pub title: Option<&'static str>,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The page.
    pub place: Place,
    /// The key of what it says.
    pub text: &'static str,
    /// Whether it is the page shown.
    pub current: bool,
    /// A count beside it, and the key of what it counts.
    pub badge: Option<(usize, &'static str)>,
}

/// The pages of EC2.
const EC2: [Place; 9] = [
    Place::Instances,
    Place::Volumes,
    Place::SecurityGroups,
    Place::Subnets,
    Place::PlacementGroups,
    Place::PrefixLists,
    Place::Addresses,
    Place::Templates,
    Place::Groups,
];

/// The pages of CloudWatch.
const CLOUDWATCH: [Place; 13] = [
    Place::Alarms,
    Place::MuteRules,
    Place::Metrics,
    Place::Dashboards,
    Place::Services,
    Place::Detectors,
    Place::Streams,
    Place::LogGroups,
    Place::LogsInsights,
    Place::Contributors,
    Place::Observability,
    Place::Cost,
    Place::Budgets,
];

/// The sidebar beside a page.
pub fn sidebar(world: &World, region: Region, route: &Route, read: usize) -> Vec<Group> {
    let current = route.place();
    let group = |title, places: &[Place]| {
        let item = |place: &Place| Item {
            place: *place,
            text: place.route().title(),
            current: current == Some(*place),
            badge: badge(world, region, *place, read),
        };
        Group { title, items: places.iter().map(item).collect() }
    };
    vec![
        group(None, &[Place::Home, Place::Inbox]),
        group(
            Some("app.group.learn"),
            &[
                Place::Labs,
                Place::Drills,
                Place::Exam,
                Place::Points,
                Place::Concepts,
                Place::Glossary,
                Place::Progress,
            ],
        ),
        group(Some("app.service.cloudwatch"), &CLOUDWATCH),
        group(
            Some("app.service.cloudtrail"),
            &[Place::Events, Place::Insights, Place::Trails, Place::Audit, Place::Evidence],
        ),
        group(Some("app.service.ec2"), &EC2),
        group(Some("app.service.sns"), &[Place::Topics, Place::Subscriptions]),
        group(Some("app.service.ssm"), &[Place::Commands, Place::Parameters]),
        group(Some("app.service.s3"), &[Place::Buckets]),
        group(Some("app.group.backends"), &Kind::ALL.map(Place::Backends)),
        group(
            Some("app.service.iam"),
            &[
                Place::Users,
                Place::UserGroups,
                Place::Roles,
                Place::Policies,
                Place::Outsiders,
                Place::CredentialReport,
            ],
        ),
        group(Some("app.service.organizations"), &[Place::Organizations]),
        group(Some("app.group.app"), &[Place::Fidelity, Place::Settings, Place::Keys]),
    ]
}

fn badge(
    world: &World,
    region: Region,
    place: Place,
    read: usize,
) -> Option<(usize, &'static str)> {
    let (n, text) = match place {
        Place::Alarms => {
            let scope = Scope { account: world.account(), region };
            let firing = |state: &StateValue| *state == StateValue::Alarm;
            let states = world.cloudwatch().region(scope).into_iter().flat_map(|region| {
                let metric = region.alarms().values().map(|alarm| alarm.value());
                metric.chain(region.composites().values().map(|alarm| alarm.value()))
            });
            (states.filter(firing).count(), "app.nav.alarms")
        }
        Place::Inbox => (world.inbox().mails().len().saturating_sub(read), "app.nav.unread"),
        _ => return None,
    };
    (n > 0).then_some((n, text))
}

/// Whom one can sign in as: every user there is, then root.
pub fn people(world: &World) -> Vec<Who> {
    let home = world.accounts().of(world.home());
    let users = home.users().keys().map(|name| Who::User(name.clone()));
    users.chain([Who::Root]).chain(elsewhere(world)).collect()
}

/// Whom one can sign in as in other accounts.
fn elsewhere(world: &World) -> Vec<Who> {
    let mut found = Vec::new();
    for (account, iam) in world.accounts().iter().filter(|(one, _)| *one != world.home()) {
        found.extend(iam.users().keys().map(|name| Who::Of(format!("{name}@{account}"))));
        found.push(Who::Of(format!("root@{account}")));
    }
    found
}
