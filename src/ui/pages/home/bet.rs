//! The bet: a small world of its own, a question, and what became of it.

use watchtrail::learn::bet::{Bet, Judged};
use watchtrail::sim::{Span, Time};
use watchtrail::view::format;
use watchtrail::view::home::{BEFORE, BetModel, bet};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg as Ask};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Chart, Choice, CopyButton, IconKind, Segmented, Status,
    Tone, WhyNot,
};
use crate::ui::platform::{self, Interval, Timeout};
use crate::ui::words::Words;

/// A simulated minute every so many milliseconds.
const MINUTE_MS: u32 = 160;
/// People who want little motion.
const STILL: &str = "(prefers-reduced-motion: reduce)";
/// The page is painted before the bet is worked out. It runs a world of its own, so it waits for
/// the whole program and leaves the first load to the page.
const SOON_MS: u32 = 40;

/// What the board is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which bet.
    pub seed: u64,
    /// The minute somebody else said.
    pub friend: Option<i64>,
    /// The words in force.
    pub words: Words,
    /// The app's handle.
    pub ctl: Ctl,
}

/// What happens on the board.
pub enum Msg {
    /// Work the bet out.
    Make,
    /// The whole program is there.
    Whole,
    /// A minute is chosen.
    Choose(String),
    /// The bet is placed.
    Place,
    /// A minute passes.
    Tick,
    /// Begin the bet anew.
    Again,
}

/// The board.
pub struct BetBoard {
    bet: Option<Bet>,
    failed: bool,
    chosen: Option<Time>,
    judged: Option<Judged>,
    /// How far what came before the question has played, until it has.
    played: Option<Time>,
    clock: Option<Interval>,
    _soon: Option<Timeout>,
}

impl Component for BetBoard {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> BetBoard {
        let link = ctx.link().clone();
        // A page outside a window has no bet.
        let _ = platform::when_whole(move || link.send_message(Msg::Whole));
        let (bet, chosen, judged, played, clock) = (None, None, None, None, None);
        BetBoard { bet, failed: false, chosen, judged, played, clock, _soon: None }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Make => {
                self.bet = Bet::new(ctx.props().seed);
                self.failed = self.bet.is_none();
                self.warm_up(ctx);
            }
            Msg::Whole => self._soon = Some(soon(ctx)),
            Msg::Choose(secs) => {
                self.chosen =
                    secs.parse().ok().map(Time::from_secs).filter(|_| self.judged.is_none());
            }
            Msg::Place => {
                self.judged = self.bet.as_ref().zip(self.chosen).map(|(bet, at)| bet.judge(at));
                self.played = None;
                self.clock = Some(clock(ctx));
            }
            Msg::Tick => self.tick(),
            Msg::Again => {
                (self.bet, self.chosen, self.judged, self.clock) = (None, None, None, None);
                self.played = None;
                self._soon = Some(soon(ctx));
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let words = &ctx.props().words;
        html! {
            <section class="bet" aria-labelledby="page-title">
                <div class="bet-text">
                    <h1 id="page-title" tabindex="-1">{ words.t("learn.bet.question") }</h1>
                    <p>{ words.t("home.lead") }</p>
                    { self.ask(ctx) }
                </div>
                { self.graph(words) }
            </section>
        }
    }
}

fn soon(ctx: &Context<BetBoard>) -> Timeout {
    let link = ctx.link().clone();
    platform::after(SOON_MS, move || link.send_message(Msg::Make))
}

fn clock(ctx: &Context<BetBoard>) -> Interval {
    let link = ctx.link().clone();
    platform::every(MINUTE_MS, move || link.send_message(Msg::Tick))
}

impl BetBoard {
    /// The instance is alive when the page opens: what its CPU did before the question plays first.
    fn warm_up(&mut self, ctx: &Context<Self>) {
        let Some(bet) = &self.bet else { return };
        if !platform::media(STILL) {
            self.played = Some(bet.from - BEFORE);
            self.clock = Some(clock(ctx));
        }
    }

    fn tick(&mut self) {
        if let (Some(played), Some(bet)) = (self.played, &self.bet) {
            let next = played + Span::mins(1);
            self.played = (next < bet.from).then_some(next);
            if self.played.is_none() {
                self.clock = None;
            }
            return;
        }
        let (Some(bet), Some(judged)) = (&mut self.bet, &self.judged) else { return };
        let end = judged.fired.max(judged.guess) + Span::mins(1);
        let until = bet.world().now() + Span::mins(1);
        bet.advance(until);
        if until >= end {
            self.clock = None;
        }
    }

    fn model(&self, words: &Words) -> Option<BetModel> {
        self.bet.as_ref().map(|made| bet(made, self.judged.as_ref(), self.played, words))
    }

    fn graph(&self, words: &Words) -> Html {
        let Some(model) = self.model(words) else {
            return html! { <div class="bet-chart panel"><p>{ words.t(self.waiting()) }</p></div> };
        };
        let tone = match model.state {
            "ALARM" => Tone::Bad,
            "OK" => Tone::Good,
            _ => Tone::Unknown,
        };
        html! {
            <div class="bet-chart panel">
                <p class="bet-head"><strong>{ watchtrail::learn::bet::ALARM }</strong>
                    <Status kind={tone} label={model.state} pill=true />
                    <span class="bet-now">{ format::clock(model.now) }{ " UTC" }</span></p>
                <Chart model={model.chart} small=true />
            </div>
        }
    }

    fn waiting(&self) -> &'static str {
        if self.failed { "home.bet.failed" } else { "home.bet.waiting" }
    }

    fn ask(&self, ctx: &Context<Self>) -> Html {
        let Props { words, friend, .. } = ctx.props();
        let Some(model) = self.model(words) else { return Html::default() };
        let option =
            |(time, text): &(Time, String)| Choice::new(time.as_secs().to_string(), text.clone());
        let value = self.chosen.map(|at| at.as_secs().to_string()).unwrap_or_default();
        let options: Vec<Choice> = model.options.iter().map(option).collect();
        let (placed, over) = (self.judged.is_some(), !model.lines.is_empty());
        let friend = friend.and_then(|minutes| self.bet.as_ref()?.guess(minutes));
        html! {
            <>
                <p>{ model.rule.clone() }</p>
                <details class="bet-plan" open={true}>
                    <summary>{ words.t("home.bet.plan") }</summary>
                    <ul>{ for model.plan.iter().map(|line| html! {
                        <li>{ line.clone() }</li>
                    }) }</ul>
                </details>
                if let Some(friend) = friend {
                    <p>{ words.f("home.bet.friend", &[("time", &format::minute(friend))]) }</p>
                }
                <Segmented label={words.s("home.bet.choose")} {options} {value} disabled={placed}
                    onchange={ctx.link().callback(Msg::Choose)} />
                <div class="actions bet-actions">
                    if !placed {
                        <Button kind={ButtonKind::Primary} disabled={self.chosen.is_none()}
                            why={WhyNot::Said(words.s("home.bet.none"))}
                            onclick={ctx.link().callback(|_| Msg::Place)}>
                            { words.t("home.bet.place") }
                        </Button>
                    } else {
                        <Button icon={IconKind::Refresh}
                            onclick={ctx.link().callback(|_| Msg::Again)}>
                            { words.t("home.bet.again") }
                        </Button>
                    }
                    if over { { self.share(&model, ctx) } }
                </div>
                <div role="status">
                    if over { { result(&model) } }
                    else if placed { <p>{ words.t("home.bet.running") }</p> }
                </div>
            </>
        }
    }

    /// A link to this bet with what was said, to send to somebody.
    fn share(&self, model: &BetModel, ctx: &Context<Self>) -> Html {
        let (Some(bet), Some(judged)) = (&self.bet, &self.judged) else { return Html::default() };
        let base = platform::base_url().unwrap_or_default();
        let text = format!("{}\n{base}#{}", model.boast, bet.fragment(judged.guess));
        let Props { words, ctl, .. } = ctx.props();
        html! {
            <>
                <CopyButton {text} label={words.s("home.bet.share")} />
                <Button kind={ButtonKind::Link} onclick={ctl.on(Ask::Go(Route::Fidelity))}>
                    { words.t("home.bet.exact") }
                </Button>
            </>
        }
    }
}

fn result(model: &BetModel) -> Html {
    let kind = if model.right { AlertKind::Success } else { AlertKind::Info };
    let (first, rest) = match model.lines.split_first() {
        Some((first, rest)) => (first.clone(), rest),
        None => return Html::default(),
    };
    html! {
        <Alert {kind} title={first}>
            <ol class="bet-lines">
                { for rest.iter().map(|line| html! { <li>{ line.clone() }</li> }) }
            </ol>
        </Alert>
    }
}
