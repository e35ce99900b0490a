//! What is simulated, how exactly, and what is not: the page made of the very tables the program
//! runs on, so that it cannot say anything else than the program does.

mod decisions;
mod refused;

use crate::api::{AccessLevel, Event, OpSpec, ServiceSpec, names};
use crate::learn::exam::flavour::Flavour;
use crate::learn::exam::{Domain, Exam};
use crate::services::SERVICES;
use crate::sim::timing;
use crate::text::Texts;

pub use decisions::DECISIONS;
pub use refused::refused;

/// The page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Services with the operations they have here.
    pub services: Vec<Service>,
    /// Durations of ours where AWS gives no number: what it is, and how long.
    pub timings: Vec<(String, String)>,
    /// Simplifications.
    pub decisions: Vec<Decided>,
    /// The timed mocks: the exam with items and minutes, and how the field is weighed.
    pub mocks: Vec<(String, String)>,
}

/// A service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The name people use.
    pub title: &'static str,
    /// The name in the CLI.
    pub cli: &'static str,
    /// Its operations here.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// AWS's name.
    pub name: &'static str,
    /// The CLI command.
    pub cli: String,
    /// What it does, in a word.
    pub access: &'static str,
    /// What CloudTrail makes of it.
    pub event: &'static str,
    /// Request members AWS has and we refuse by name.
    pub refused: Vec<String>,
    /// AWS's page.
    pub link: String,
}

/// A simplification.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// What it is about.
    pub title: String,
    /// What we do.
    pub text: String,
    /// AWS's page.
    pub link: &'static str,
}

/// The page.
pub fn model(texts: &Texts) -> Model {
    let timing = |(key, span): &(&str, crate::sim::Span)| {
        (texts.t(&format!("fidelity.{key}")).to_owned(), span.to_string())
    };
    let decided = |(key, link): &(&str, &'static str)| Decided {
        title: texts.t(&format!("fidelity.{key}.title")).to_owned(),
        text: texts.t(&format!("fidelity.{key}.text")).to_owned(),
        link,
    };
    Model {
        services: SERVICES.iter().map(|service| self::service(service)).collect(),
        timings: timing::TABLE.iter().map(timing).collect(),
        decisions: DECISIONS.iter().map(decided).collect(),
        mocks: Exam::ALL.into_iter().map(|exam| mock(exam, texts)).collect(),
    }
}

/// What a timed mock is like, and how its domains are weighed.
fn mock(exam: Exam, texts: &Texts) -> (String, String) {
    let flavour = Flavour::of(exam);
    let (items, minutes) = (flavour.items, flavour.minutes(flavour.items));
    let measure = texts.fill(
        "fidelity.mocks.measure",
        &[("exam", &exam.code()), ("items", &items), ("minutes", &minutes)],
    );
    let weigh = |(domain, weight): &(Domain, usize)| {
        let domain = texts.t(&format!("fidelity.mocks.domain.{}", domain.word())).to_owned();
        format!("{domain} {weight} %")
    };
    let weights: Vec<String> = flavour.weights.iter().map(weigh).collect();
    (measure, weights.join(" · "))
}

fn service(spec: &'static ServiceSpec) -> Service {
    let operations = spec.operations().map(|op| operation(spec, op)).collect();
    Service { title: spec.title, cli: spec.cli, operations }
}

fn operation(service: &ServiceSpec, op: &'static OpSpec) -> Operation {
    Operation {
        name: op.name,
        cli: format!("aws {} {}", service.cli, names::kebab(op.name)),
        access: match op.access {
            AccessLevel::Read => "fidelity.access.read",
            AccessLevel::List => "fidelity.access.list",
            AccessLevel::Write => "fidelity.access.write",
            AccessLevel::Tagging => "fidelity.access.tagging",
            AccessLevel::Permissions => "fidelity.access.permissions",
        },
        event: match op.event {
            Event::Management => "fidelity.event.management",
            Event::Data => "fidelity.event.data",
        },
        refused: refused(op.input),
        link: link(service.cli, op.name),
    }
}

/// AWS's page of an operation.
fn link(service: &str, op: &str) -> String {
    let folder = match service {
        "ec2" => "AWSEC2/latest/APIReference",
        "cloudwatch" => "AmazonCloudWatch/latest/APIReference",
        "sns" => "sns/latest/api",
        "iam" => "IAM/latest/APIReference",
        "sts" => "STS/latest/APIReference",
        _ => "awscloudtrail/latest/APIReference",
    };
    format!("https://docs.aws.amazon.com/{folder}/API_{op}.html")
}

impl Model {
    /// The part of the page that has every word of a search.
    pub fn search(&self, text: &str) -> Model {
        let words: Vec<String> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
        let has = |parts: &[&str]| {
            let all = parts.join("\n").to_ascii_lowercase();
            words.iter().all(|word| all.contains(word))
        };
        let services = self.services.iter().filter_map(|service| {
            let fits =
                |op: &&Operation| has(&[service.title, op.name, &op.cli, &op.refused.join("\n")]);
            let operations: Vec<Operation> =
                service.operations.iter().filter(fits).cloned().collect();
            (!operations.is_empty()).then(|| Service { operations, ..service.clone() })
        });
        let timings = self.timings.iter().filter(|(what, span)| has(&[what, span]));
        let mocks = self.mocks.iter().filter(|(what, weights)| has(&[what, weights]));
        let decisions = self.decisions.iter().filter(|one| has(&[&one.title, &one.text]));
        Model {
            services: services.collect(),
            timings: timings.cloned().collect(),
            decisions: decisions.cloned().collect(),
            mocks: mocks.cloned().collect(),
        }
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
            && self.timings.is_empty()
            && self.decisions.is_empty()
            && self.mocks.is_empty()
    }

    /// How many operations it has.
    pub fn operations(&self) -> usize {
        self.services.iter().map(|service| service.operations.len()).sum()
    }
}
