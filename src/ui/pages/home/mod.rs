//! The start page: the bet, what there is to learn, where one was.

mod bet;

use watchtrail::save::{Head, Kind};
use watchtrail::view::home::{self, Card, Holds, Model};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::{Ctl, Msg, Start, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, IconKind, Link, Panel, Progress, When,
};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};
use bet::BetBoard;

/// The start page of what is shown; a link to a bet leads to that bet.
pub fn page(shown: &Shown<'_>) -> Html {
    let progress = shown.session.progress();
    let kind = shown.session.kind();
    let (solved, begun) = ((shown.solved)(), shown.session.can_undo());
    let model = home::model(shown.world, kind, (progress, &solved), begun, shown.words);
    let (seed, friend) = match shown.route {
        Route::Bet { seed, minutes } => (Some(*seed), Some(*minutes)),
        _ => (None, None),
    };
    let opened = shown.opened.map(|opened| home::holds(shown.session, opened, shown.words));
    html! {
        <Page {model} {seed} {friend} {opened} saves={Saves(shown.saves)}
            open={shown.save.to_owned()} />
    }
}

/// Reads the list of kept sessions.
#[derive(Clone, Copy)]
pub struct Saves(pub fn() -> Vec<Head>);

impl PartialEq for Saves {
    /// There is one way to read the list.
    fn eq(&self, _: &Saves) -> bool {
        true
    }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
    /// The bet, when a link leads to one.
    pub seed: Option<u64>,
    /// What whoever sent the link said.
    pub friend: Option<i64>,
    /// What the session holds, when it came from a link or a file.
    pub opened: Option<Holds>,
    /// The kept sessions.
    pub saves: Saves,
    /// The name of the session that is open.
    pub open: String,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let today = use_memo((), |()| {
        let day = (platform::now_ms() / 86_400_000.0) as u64;
        watchtrail::learn::bet::seed_of_day(day)
    });
    let seed = props.seed.unwrap_or(*today);
    let (saves, open) = (props.saves, props.open.clone());
    let kept = use_memo((props.open.clone(), words.clone()), move |(_, words)| {
        home::kept(&(saves.0)(), &open, words)
    });
    let model = &props.model;
    let tool = |key: &str, to: Option<Route>| {
        let (name, text) =
            (words.s(&format!("home.tool.{key}")), words.s(&format!("home.tool.{key}.text")));
        html! {
            <li class="home-tool">
                <h3>{ match to {
                    Some(to) => html! { <Link {to}>{ name }</Link> },
                    None => html! { { name } },
                } }</h3>
                <p>{ text }</p>
            </li>
        }
    };
    let own = kept.iter().find(|session| session.open && !session.name.is_empty());
    let name = own.map_or_else(|| model.here.name.clone(), |session| session.name.clone());
    let here = if model.here.begun { "home.here.begun" } else { "home.here.fresh" };
    html! {
        <div class="home">
            if let Some(opened) = &props.opened {
                { holds(opened, &words, &ctl) }
            }
            <BetBoard key={seed} {seed} friend={props.friend} words={words.clone()}
                ctl={ctl.clone()} />
            <Panel title={words.s("home.learn")}>
                <ul class="home-cards">
                    { for model.labs.iter().map(|card| lab(card, &words, &ctl)) }
                    { sandbox(model, &words, &ctl) }
                </ul>
                <p><Link to={Route::Labs}>{ words.t("home.labs") }</Link></p>
            </Panel>
            <div class="home-pair">
                <Panel title={words.s("home.continue")} note={words.s("home.continue.note")}>
                    <p><strong>{ name }</strong>{ " · " }
                        <When at={model.here.now} /></p>
                    <p class="hint">{ words.t(here) }</p>
                    <ul class="home-kept">
                        { for kept.iter().filter(|one| !one.open).take(5).map(|one| html! {
                            <li key={one.id.clone()}>
                                <Button small=true onclick={ctl.on(Msg::OpenSave(one.id.clone()))}>
                                    { one.title.clone() }
                                </Button>
                            </li>
                        }) }
                    </ul>
                    <p><Link to={Route::Settings}>{ words.t("home.saves") }</Link></p>
                </Panel>
                <Panel title={words.s("home.tools")}>
                    <ul class="home-tools">
                        { tool("cloudwatch", Some(Route::Alarms)) }
                        { tool("cloudtrail", Some(Route::events())) }
                        { tool("config", None) }
                    </ul>
                </Panel>
            </div>
            <p class="hint">{ words.t("home.unaffiliated") }{ " " }
                <Link to={Route::Fidelity}>{ words.t("home.fidelity") }</Link></p>
        </div>
    }
}

/// What a link or a file held, and the way back.
fn holds(opened: &Holds, words: &Words, ctl: &Ctl) -> Html {
    let kind = if opened.warnings.is_empty() { AlertKind::Info } else { AlertKind::Warning };
    let back = opened.back.clone().map(|id| {
        html! {
            <Button small=true onclick={ctl.on(Msg::OpenSave(id))}>
                { words.t("home.opened.back") }
            </Button>
        }
    });
    let actions = html! {
        <>
            { back.unwrap_or_default() }
            <Button kind={ButtonKind::Quiet} icon={IconKind::Cross} label={words.s("app.dismiss")}
                onclick={ctl.on(Msg::OpenedSeen)} />
        </>
    };
    html! {
        <Alert {kind} title={opened.title.clone()} {actions}>
            { for opened.lines.iter().map(|line| html! { <p>{ line.clone() }</p> }) }
            { for opened.warnings.iter().map(|line| html! { <p>{ line.clone() }</p> }) }
        </Alert>
    }
}

fn lab(card: &Card, words: &Words, ctl: &Ctl) -> Html {
    let id = card.id.clone();
    let minutes = words.f("lab.minutes", &[("n", &card.minutes)]);
    let bar = card.progress.map(|(done, of)| {
        let label = words.f("lab.progress", &[("done", &done), ("of", &of)]);
        html! { <><Progress value={done} max={of} label={label.clone()} />
        <p class="hint">{ label }</p></> }
    });
    let button = if card.progress.is_some() {
        html! {
            <Link to={Route::Lab(id.clone())} class="btn btn-primary">
                { words.t("home.resume") }
            </Link>
        }
    } else {
        let start = Callback::from({
            let ctl = ctl.clone();
            let id = id.clone();
            move |_: MouseEvent| {
                ctl.send(Msg::Start(Start::Lab(id.clone())));
                ctl.go(Route::Lab(id.clone()));
            }
        });
        html! {
            <Button kind={ButtonKind::Primary} icon={IconKind::Play} onclick={start}>
                { words.t("home.begin") }
            </Button>
        }
    };
    html! {
        <li class="home-card" key={card.id.clone()}>
            <p class="home-card-kind">{ minutes }</p>
            <h3><Link to={Route::Lab(id)}>{ card.title.clone() }</Link></h3>
            if let Some(stars) = card.stars {
                <p><strong>{ words.f("home.lab.solved", &[("n", &stars)]) }</strong></p>
            }
            <p>{ card.summary.clone() }</p>
            if card.path.0 > 0 {
                <p class="hint">
                    { words.f("home.path", &[("done", &card.path.0), ("of", &card.path.1)]) }
                </p>
            }
            { bar }
            <div class="actions">{ button }</div>
        </li>
    }
}

fn sandbox(model: &Model, words: &Words, ctl: &Ctl) -> Html {
    let open = model.here.kind == Kind::Sandbox;
    let start = {
        let ctl = ctl.clone();
        Callback::from(move |_: MouseEvent| {
            if !open {
                ctl.send(Msg::Start(Start::Sandbox));
            }
            ctl.go(Route::Instances);
        })
    };
    html! {
        <li class="home-card" key="sandbox">
            <p class="home-card-kind">{ words.t("home.free") }</p>
            <h3>{ words.t("home.sandbox") }</h3>
            <p>{ words.t("home.sandbox.text") }</p>
            <div class="actions">
                <Button onclick={start}>{ words.t("home.sandbox.open") }</Button>
            </div>
        </li>
    }
}
