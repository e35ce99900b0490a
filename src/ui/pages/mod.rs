//! The pages: a component each, over its view model. Which page a route shows is decided here.

mod addresses;
mod alarms;
mod ask;
mod asked;
mod audit;
mod autoscaling;
mod backends;
mod budgets;
mod change;
mod confirm;
mod contributors;
mod cost;
mod dashboards;
mod detectors;
mod drill;
mod ec2;
mod exam;
mod fidelity;
mod gone;
mod home;
mod iam;
mod import;
mod inbox;
mod keys;
mod lab;
mod learn;
mod load;
mod logs;
mod metrics;
mod network;
mod not_found;
mod observability;
mod organizations;
mod s3;
mod security;
mod services;
mod settings;
mod sns;
mod ssm;
mod streams;
mod tagged;
mod templates;
mod terminal;
mod trail;
mod trails;
mod volumes;

use std::rc::Rc;

use watchtrail::learn::kept::Solved;
use watchtrail::learn::lab::Lab;
use watchtrail::learn::session::{Reply, Session};
use watchtrail::save::{Drafts, Head, LoadError};
use watchtrail::sim::{Region, Scope, World};
use watchtrail::view::home::Opened;
use watchtrail::view::route::Route;
use watchtrail::view::terminal::Screen;
use yew::prelude::*;

use super::app::Held;
use super::look::Look;
use super::words::Words;

/// What pages are made of. A page's module turns it into its own model, which can be compared.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The session.
    pub session: &'a Session,
    /// The world shown: live, or a moment of its past.
    pub world: &'a World,
    /// The console's Region.
    pub region: Region,
    /// The account in that Region.
    pub scope: Scope,
    /// The page.
    pub route: &'a Route,
    /// What was typed into forms that outlive a visit to another page, by form.
    pub drafts: &'a Drafts,
    /// The answers to the page's reads.
    pub replies: &'a Rc<Vec<Reply>>,
    /// The lab whose brief is read, when it is not the one that is open.
    pub brief: Option<&'a Lab>,
    /// Where the session came from, when it was not begun here.
    pub opened: Option<&'a Opened>,
    /// Records from files.
    pub evidence: &'a Held,
    /// The exam.
    pub exam: &'a Rc<watchtrail::view::exam::Held>,
    /// Incident drills.
    pub drill: &'a Rc<watchtrail::view::drill::Held>,
    /// Labs that are made or brought in.
    pub make: &'a Rc<watchtrail::view::lab::own::Held>,
    /// Reads which labs from elsewhere are kept.
    pub own: fn() -> Vec<watchtrail::view::lab::own::Kept>,
    /// The words in force.
    pub words: &'a Words,
    /// How the page looks to this learner.
    pub look: &'a Look,
    /// Whether time passes.
    pub runs: bool,
    /// The name under which the session is kept.
    pub save: &'a str,
    /// Reads the list of kept sessions.
    pub saves: fn() -> Vec<Head>,
    /// Reads the list of kept sessions that cannot be read.
    pub lost: fn() -> Vec<(String, LoadError)>,
    /// Reads which labs were solved.
    pub solved: fn() -> Solved,
    /// Reads which labs from elsewhere were solved.
    pub own_solved: fn() -> Solved,
    /// Whether the share dialog is open.
    pub share: bool,
    /// Whether the terminal's drawer is open.
    pub terminal: bool,
    /// What stands in the terminal.
    pub screen: &'a Screen,
}

/// The page of the route.
pub fn page(shown: &Shown<'_>) -> Html {
    match shown.route {
        Route::Alarms => alarms::all(shown),
        Route::Alarm { name, at } => alarms::one(shown, name, *at),
        Route::CreateAlarm(metric) => {
            alarms::make(shown, None, metric.as_ref().map(metrics::metric).as_ref())
        }
        Route::Backtest(name) => alarms::backtest::page(shown, name),
        Route::CreateComposite => alarms::build(shown, None),
        Route::MuteRules => alarms::mutes(shown),
        Route::EditAlarm(name) => alarms::make(shown, Some(name), None),
        Route::Metrics(query) => metrics::page(shown, query),
        Route::Cost => cost::page(shown),
        Route::Detectors => detectors::page(shown),
        Route::Contributors(_) => contributors::page(shown),
        Route::Backends(kind) => backends::list(shown, *kind),
        Route::Backend { kind, name } => backends::one(shown, *kind, name),
        Route::Streams | Route::CreateStream | Route::Stream(_) => streams::page(shown),
        Route::Budgets | Route::Budget(_) => budgets::page(shown),
        Route::Observability => observability::page(shown),
        Route::LogGroups | Route::LogGroup { .. } | Route::LogsInsights(_) => logs::page(shown),
        Route::Dashboards | Route::Dashboard(_) => dashboards::page(shown),
        Route::Services(word) => services::page(shown, word.as_deref()),
        Route::Home | Route::Bet { .. } => home::page(shown),
        Route::Labs | Route::LabLink(_) => lab::list::page(shown),
        Route::MakeLab => lab::make::page(shown),
        Route::Points(id) => lab::list::points(shown, id.as_deref()),
        Route::Lab(id) | Route::SeededLab { id, .. } => lab::page(shown, id),
        Route::Exam(page) => exam::page(shown, *page),
        Route::Learn(page) => learn::page(shown, page),
        Route::Drills(page) => drill::page(shown, *page),
        Route::Terminal => terminal::of(shown, true),
        Route::Settings => settings::page(shown),
        Route::Events(_) | Route::Event(_) => trail::page(shown),
        Route::Evidence(address) => trail::evidence::page(shown, address),
        Route::Audit(query) => audit::page(shown, query),
        Route::Trails | Route::CreateTrail | Route::Trail(_) | Route::Insights(_) => {
            trails::page(shown)
        }
        Route::Fidelity => html! { <fidelity::Page /> },
        Route::Keys => html! { <keys::Page /> },
        Route::NotFound(hash) => html! { <not_found::Page hash={hash.clone()} /> },
        Route::Instances | Route::Launch | Route::Instance(_) => ec2::page(shown),
        Route::Volumes | Route::CreateVolume | Route::Volume(_) => volumes::page(shown),
        Route::SecurityGroups | Route::CreateSecurityGroup | Route::SecurityGroup(_) => {
            security::page(shown)
        }
        Route::Subnets
        | Route::CreateSubnet
        | Route::Subnet(_)
        | Route::PlacementGroups
        | Route::PrefixLists => network::page(shown),
        Route::Addresses => addresses::page(shown),
        Route::Templates | Route::CreateTemplate => templates::page(shown),
        Route::Groups | Route::Group(_) | Route::CreateGroup => autoscaling::page(shown),
        Route::Users
        | Route::User(_)
        | Route::UserGroups
        | Route::UserGroup(_)
        | Route::CredentialReport
        | Route::Roles
        | Route::Role(_)
        | Route::Policies
        | Route::Outsiders
        | Route::Policy(_) => iam::page(shown),
        Route::Topics
        | Route::CreateTopic
        | Route::Topic(_)
        | Route::Subscriptions
        | Route::CreateSubscription(_) => sns::page(shown),
        Route::Commands | Route::SendCommand | Route::Command(_) | Route::Parameters => {
            ssm::page(shown)
        }
        Route::Buckets | Route::CreateBucket | Route::Bucket(_) | Route::Object { .. } => {
            s3::page(shown)
        }
        Route::Inbox | Route::Mail(_) => inbox::page(shown),
        Route::Organizations | Route::SwitchRole(_) => organizations::page(shown),
        route => html! { <not_found::Page hash={route.hash()} /> },
    }
}

/// The terminal drawer, when it is open.
pub fn terminal(shown: &Shown<'_>) -> Html {
    if shown.terminal { terminal::of(shown, false) } else { Html::default() }
}

/// The panel beside the page: the lab's, when the session is a lab's, or a drill's answer sheet.
pub fn lab(shown: &Shown<'_>) -> Html {
    // An exam is sat without notes.
    if matches!(shown.route, Route::Exam(_)) {
        return Html::default();
    }
    match drill::panel(shown) {
        Some(panel) => panel,
        None => lab::panel(shown),
    }
}

/// Above every page, when the session shows what an option of the exam comes to: the way back.
pub fn staged(shown: &Shown<'_>) -> Html {
    let staged = shown.save.starts_with("exam-") && !matches!(shown.route, Route::Exam(_));
    if staged { exam::way_back(shown) } else { Html::default() }
}

/// The dialogs that belong to no page.
pub fn dialogs(shown: &Shown<'_>) -> Html {
    settings::dialog(shown)
}
