//! What the app draws: the frame, and in it the page.

use wasm_bindgen::JsCast;
use watchtrail::sim::Scope;
use watchtrail::view::clock::Clock;
use watchtrail::view::route::Route;
use watchtrail::view::{concepts, frame, lab};
use yew::prelude::*;

use super::App;
use crate::ui::ctl::Ctl;
use crate::ui::frame::{Frame, FrameModel, Sitting};
use crate::ui::pages::{self, Shown};
use crate::ui::platform;
use crate::ui::words::Words;

impl App {
    pub(super) fn draw(&self) -> Html {
        let Some(words) = &self.words else { return Html::default() };
        platform::title(&self.window_title(words));
        let shown = self.shown(words);
        let model = self.frame_model();
        html! {
            <ContextProvider<Ctl> context={self.ctl.clone()}>
                <ContextProvider<Words> context={words.clone()}>
                    <Frame {model} terminal={pages::terminal(&shown)} lab={pages::lab(&shown)}>
                        { pages::staged(&shown) }
                        { pages::page(&shown) }
                    </Frame>
                    { pages::dialogs(&shown) }
                </ContextProvider<Words>>
            </ContextProvider<Ctl>>
        }
    }

    fn shown<'a>(&'a self, words: &'a Words) -> Shown<'a> {
        let world = self.session.world();
        let region = self.session.region();
        Shown {
            session: &self.session,
            world,
            region,
            scope: Scope { account: world.account(), region },
            route: &self.route,
            drafts: &self.drafts,
            replies: &self.replies,
            brief: self.brief.as_ref(),
            opened: self.opened.as_ref(),
            evidence: &self.evidence.held,
            exam: &self.exam.held,
            drill: &self.drill.held,
            make: &self.make.held,
            own: super::shelf::own_labs,
            words,
            look: &self.look,
            runs: self.runs(),
            save: &self.keeping.id,
            saves: super::shelf::saves,
            lost: super::shelf::lost,
            solved: super::shelf::solved,
            own_solved: super::shelf::own_solved,
            share: self.share,
            screen: &self.desk.screen,
            terminal: self.terminal && self.route != Route::Terminal,
        }
    }

    fn frame_model(&self) -> FrameModel {
        let (world, region) = (self.session.world(), self.session.region());
        let (live, sim) = (self.session.live(), self.session.sim());
        FrameModel {
            sidebar: frame::sidebar(world, region, &self.route, self.read_mails),
            people: frame::people(world),
            who: self.session.who(),
            account: world.account().to_string().into(),
            seat: watchtrail::view::organizations::switch::seat(world),
            region,
            look: self.look.clone(),
            sitting: match self.drill_answered() {
                Some((code, _)) => Sitting::Drill(code.to_owned().into()),
                None => Sitting::of(self.session.kind()),
            },
            terminal: self.terminal,
            clock: Clock::of(world, sim.ground(), live.now()),
            marks: self.marks.list.clone(),
            pace: self.clock.pace,
            can_undo: self.session.can_undo(),
            can_redo: self.session.can_redo(),
            said: self.said.clone(),
            halt: self.clock.halt.clone(),
            flashes: self.flashes.list(),
            concept: concepts::of_page(&self.route),
            embed: self.asked.embed,
            page: self.route.hash().into(),
            goals: self.session.progress().map(lab::reached).or_else(|| {
                let (_, answered) = self.drill_answered()?;
                Some(answered)
            }),
        }
    }

    /// `web-cpu-high · Alarms · Watchtrail`.
    fn window_title(&self, words: &Words) -> String {
        let title = Some(words.t(self.route.title()).to_owned());
        let name = words.t("app.name").to_owned();
        let parts = [self.route.subject(), title, Some(name)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// Gives the page's heading the focus, as navigation in a browser begins a page at its top.
pub fn focus_title() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else { return };
    if let Some(main) = document.get_element_by_id("main") {
        main.set_scroll_top(0);
    }
    let title = document.get_element_by_id("page-title");
    if let Some(title) = title.and_then(|title| title.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A heading that cannot take the focus leaves it where it is.
        let _ = title.focus();
    }
}
