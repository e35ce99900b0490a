//! Concepts at hand: a page each, with a small world to try it in, the labs that let one feel it
//! and the points that exams ask about it.
//!
//! [`laws`] what must hold of them · [`mini`] the small worlds · `scripts` what makes each · `read`
//! what is read off it.

pub mod laws;
pub mod mini;
mod read;
mod scripts;

use super::home::is_lab;
use super::route::{LearnPage, Place, Route};
use crate::learn::exam::Point;
use crate::learn::kept::Solved;
use crate::learn::progress::numbered;
use crate::text::Texts;

/// What a concept is tied to.
#[derive(Clone, Copy, Debug)]
pub struct Concept {
    /// Its name in addresses and keys.
    pub id: &'static str,
    /// The points that exams ask about it: ranges of their numbers.
    points: &'static [(u16, u16)],
    /// The labs that let one feel it, those that there are.
    labs: &'static [&'static str],
    /// AWS's page.
    pub link: &'static str,
}

/// The concepts, in the order in which they are best read. Every point belongs to the first that
/// names it.
pub const CONCEPTS: [Concept; 9] = [
    Concept {
        id: "services",
        points: &[(1, 3), (5, 11), (75, 75), (83, 83), (85, 85), (106, 112), (131, 140)],
        labs: &["first-alert", "who-stopped-it"],
        link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/WhatIsCloudWatch.html",
    },
    Concept {
        id: "metrics",
        points: &[(12, 29), (32, 42), (86, 100)],
        labs: &[
            "watches-nothing",
            "where-is-memory",
            "average-lies",
            "zoom-and-age",
            "one-minute-dream",
            "text-to-number",
            "count-and-rate",
            "late-arrival",
            "silence",
            "queue-grows",
            "shape-of-the-week",
        ],
        link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html",
    },
    Concept {
        id: "alarms",
        points: &[(43, 60), (63, 65), (70, 74), (76, 78)],
        labs: &[
            "two-of-three",
            "silence",
            "small-edit",
            "one-page-not-many",
            "told-once",
            "late-arrival",
            "heal-or-kill",
            "one-minute-dream",
            "queue-grows",
        ],
        link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
    },
    Concept {
        id: "notifications",
        points: &[(61, 62), (66, 69), (79, 82), (84, 84), (101, 105)],
        labs: &["first-alert", "mailbox-empty", "told-once"],
        link: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
    },
    Concept {
        id: "records",
        points: &[(119, 122), (130, 130), (147, 148)],
        labs: &["who-stopped-it", "follow-the-role", "unused-region"],
        link: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html",
    },
    Concept {
        id: "trails",
        points: &[(4, 4), (113, 118), (123, 129)],
        labs: &[
            "who-stopped-it",
            "bucket-says-no",
            "tampered-file",
            "read-the-object",
            "unused-region",
            "root-at-midnight",
            "many-accounts",
        ],
        link: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    },
    Concept {
        id: "permissions",
        points: &[(141, 146)],
        labs: &["least-for-the-auditor", "bucket-says-no", "who-stopped-it"],
        link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    },
    Concept {
        id: "costs",
        points: &[(30, 31)],
        labs: &["cost-of-watching", "wrong-region-bill", "one-minute-dream"],
        link: "https://aws.amazon.com/cloudwatch/pricing/",
    },
    Concept {
        id: "moved-on",
        points: &[],
        labs: &["unused-region", "who-stopped-it"],
        link: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html",
    },
];

impl Concept {
    /// Its page.
    pub fn route(&self) -> Route {
        Route::Learn(LearnPage::Concept(self.id.to_owned()))
    }

    /// Its points, in order.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        let own = move |point: &Point| {
            self.points.iter().any(|(from, to)| (*from..=*to).contains(&point.number()))
        };
        Point::all().filter(own)
    }

    /// A text of its own.
    pub fn key(&self, name: &str) -> String {
        format!("concepts.{}.{name}", self.id)
    }

    /// Its title.
    pub fn title(&self, texts: &Texts) -> String {
        texts.t(&self.key("title")).to_owned()
    }
}

/// The concept of this name.
pub fn named(id: &str) -> Option<&'static Concept> {
    CONCEPTS.iter().find(|concept| concept.id == id)
}

/// The concept that a point belongs to.
pub fn of_point(point: Point) -> Option<&'static Concept> {
    CONCEPTS.iter().find(|concept| concept.points().any(|own| own == point))
}

/// The concept behind a page: what its help leads to. The one place where that is decided.
pub fn of_page(route: &Route) -> Option<Route> {
    let id = match route {
        Route::CreateAlarm(_) | Route::EditAlarm(_) | Route::Backtest(_) => "alarms",
        Route::SwitchRole(_) => "permissions",
        route => match route.place()? {
            Place::Alarms | Place::MuteRules => "alarms",
            Place::Metrics
            | Place::Dashboards
            | Place::Services
            | Place::LogGroups
            | Place::LogsInsights
            | Place::Contributors
            | Place::Streams
            | Place::Detectors
            | Place::Observability => "metrics",
            Place::Cost | Place::Budgets => "costs",
            Place::Events | Place::Audit | Place::Evidence => "records",
            Place::Trails | Place::Insights | Place::Buckets => "trails",
            Place::Topics | Place::Subscriptions | Place::Inbox => "notifications",
            Place::Users
            | Place::UserGroups
            | Place::Roles
            | Place::Policies
            | Place::Outsiders
            | Place::CredentialReport
            | Place::Organizations => "permissions",
            Place::Instances
            | Place::Volumes
            | Place::SecurityGroups
            | Place::Subnets
            | Place::PlacementGroups
            | Place::PrefixLists
            | Place::Addresses
            | Place::Templates
            | Place::Groups
            | Place::Commands
            | Place::Backends(_)
            | Place::Parameters => "services",
            Place::Fidelity => "moved-on",
            _ => return None,
        },
    };
    Some(Route::Learn(LearnPage::Concept(id.to_owned())))
}

/// A concept in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its page.
    pub to: Route,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub lead: String,
}

/// The concepts there are.
pub fn cards(texts: &Texts) -> Vec<Card> {
    let card = |concept: &Concept| Card {
        to: concept.route(),
        title: concept.title(texts),
        lead: texts.t(&concept.key("lead")).to_owned(),
    };
    CONCEPTS.iter().map(card).collect()
}

/// A concept's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Its name.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub lead: String,
    /// Ways that things go: each a name and its steps.
    pub lanes: Vec<(String, Vec<String>)>,
    /// A table: its head, and its rows, whose first cell names them.
    pub table: Option<(Vec<String>, Vec<Vec<String>>)>,
    /// What there is to know: headings with their sentences.
    pub parts: Vec<(String, Vec<String>)>,
    /// The labs that let one feel it: page, title, and the stars of one that was solved.
    pub labs: Vec<(Route, String, Option<u8>)>,
    /// The points exams ask: page, number, sentence.
    pub points: Vec<(Route, String, String)>,
    /// AWS's page.
    pub link: &'static str,
    /// The concept before, and the one behind.
    pub around: [Option<(Route, String)>; 2],
}

/// The page of a concept. None if there is none of this name.
pub fn model(id: &str, solved: &Solved, texts: &Texts) -> Option<Model> {
    let at = CONCEPTS.iter().position(|concept| concept.id == id)?;
    let concept = CONCEPTS.get(at)?;
    let near = |at: Option<usize>| {
        let concept = CONCEPTS.get(at?)?;
        Some((concept.route(), concept.title(texts)))
    };
    let labs = concept.labs.iter().filter(|lab| is_lab(lab)).map(|lab| {
        let title = texts.t(&format!("home.lab.{lab}.title")).to_owned();
        (Route::Lab((*lab).to_owned()), title, solved.get(*lab).copied())
    });
    let point = |point: Point| {
        let text = texts.t(&point.key()).to_owned();
        (Route::Points(Some(point.to_string())), point.to_string(), text)
    };
    Some(Model {
        id: concept.id,
        title: concept.title(texts),
        lead: texts.t(&concept.key("lead")).to_owned(),
        lanes: headed(concept, "lane", texts),
        table: table(concept, texts),
        parts: headed(concept, "part", texts),
        labs: labs.collect(),
        points: concept.points().map(point).collect(),
        link: concept.link,
        around: [near(at.checked_sub(1)), near(Some(at + 1))],
    })
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

/// `part.1`, with its sentences `part.1.1`, `part.1.2` and so on; then `part.2`.
fn headed(concept: &Concept, name: &str, texts: &Texts) -> Vec<(String, Vec<String>)> {
    let key = concept.key(name);
    let heads = numbered(texts, &key).into_iter().zip(1..);
    heads
        .map(|(head, n): (&str, u32)| {
            (head.to_owned(), owned(numbered(texts, &format!("{key}.{n}"))))
        })
        .collect()
}

/// `table.head.1`…, and the rows `table.1.1`….
fn table(concept: &Concept, texts: &Texts) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let head = owned(numbered(texts, &concept.key("table.head")));
    let row = |n: u32| owned(numbered(texts, &concept.key(&format!("table.{n}"))));
    let rows = (1..).map(row).take_while(|row| !row.is_empty()).collect();
    (!head.is_empty()).then_some((head, rows))
}
