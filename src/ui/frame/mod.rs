//! The frame around every page: header, sidebar, the page, the lab's panel, terminal, clock.

mod clock_bar;
mod flashes;
mod header;
mod sidebar;

use std::rc::Rc;

use watchtrail::save::Kind;
use watchtrail::sim::{Region, Who};
use watchtrail::view::clock::{Clock, Mark};
use watchtrail::view::frame::Group;
use watchtrail::view::organizations::switch::Seat;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::ctl::{Flash, Pace};
use super::look::Look;
use super::parts::{Icon, IconKind};
use super::words::use_words;
use clock_bar::ClockBar;
use flashes::Flashes;
use header::Header;
use sidebar::Sidebar;

/// What the session is for, as the header names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Sitting {
    /// No goals.
    Sandbox,
    /// A lab, by its id.
    Lab(AttrValue),
    /// An incident drill, by its code.
    Drill(AttrValue),
}

impl Sitting {
    /// The sitting of a session of this kind.
    pub fn of(kind: &Kind) -> Sitting {
        match kind {
            Kind::Sandbox => Sitting::Sandbox,
            Kind::Lab(id) => Sitting::Lab(id.clone().into()),
        }
    }
}

/// What the frame shows.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameModel {
    /// The sidebar.
    pub sidebar: Vec<Group>,
    /// Whom one can sign in as.
    pub people: Vec<Who>,
    /// Who is signed in.
    pub who: Who,
    /// The account.
    pub account: AttrValue,
    /// The role that is switched to.
    pub seat: Option<Seat>,
    /// The console's Region.
    pub region: Region,
    /// How the page looks.
    pub look: Look,
    /// What the session is for.
    pub sitting: Sitting,
    /// Whether the terminal is open.
    pub terminal: bool,
    /// The clock.
    pub clock: Clock,
    /// The marks of the timeline.
    pub marks: Rc<Vec<Mark>>,
    /// How the clock runs.
    pub pace: Pace,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// What happened last.
    pub said: AttrValue,
    /// Short messages.
    pub flashes: Vec<(u64, Flash)>,
    /// Whether the page stands within one of somebody else's, with a slim bar in place of header
    /// and sidebar.
    pub embed: bool,
    /// The concept behind the page.
    pub concept: Option<Route>,
    /// The page's address.
    pub page: AttrValue,
    /// How far the lab has come: the goals reached, or questions answered, and of how many.
    pub goals: Option<(u32, u32)>,
}

/// What [`Frame`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct FrameProps {
    /// What it shows.
    pub model: FrameModel,
    /// The terminal drawer; nothing when it is closed.
    pub terminal: Html,
    /// The lab's panel; nothing without a lab.
    pub lab: Html,
    /// The page.
    pub children: Html,
}

/// The frame.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let words = use_words();
    let model = &props.model;
    let has_lab = props.lab != Html::default();
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        super::app::focus_title();
    });
    html! {
        <div class={classes!(
            "frame",
            has_lab.then_some("frame-lab"),
            model.embed.then_some("frame-embed")
        )}>
            <a class="skip" href="#page-title" onclick={skip}>{ words.t("app.skip") }</a>
            <Header model={model.clone()} />
            <Sidebar groups={model.sidebar.clone()} />
            <main id="main" tabindex="-1">
                <Flashes list={model.flashes.clone()} />
                <div class="page">{ props.children.clone() }</div>
            </main>
            if has_lab {
                // Another task begins at its top.
                <Sheet key={format!("{:?}", model.sitting)} goals={model.goals}
                    drill={matches!(model.sitting, Sitting::Drill(_))} page={model.page.clone()}>
                    { props.lab.clone() }
                </Sheet>
            }
            if props.terminal != Html::default() {
                <section class="drawer" aria-label={words.s("app.page.terminal")}>
                    { props.terminal.clone() }
                </section>
            }
            <ClockBar clock={model.clock.clone()} marks={model.marks.clone()} pace={model.pace}
                stops={model.look.stops} can_undo={model.can_undo} can_redo={model.can_redo}
                said={model.said.clone()} />
        </div>
    }
}

/// What [`Sheet`] is given.
#[derive(Clone, PartialEq, Properties)]
struct SheetProps {
    drill: bool,
    page: AttrValue,
    goals: Option<(u32, u32)>,
    children: Html,
}

/// The lab's panel: always in sight where there is room, else a sheet to unfold.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    let words = use_words();
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    {
        // Whoever goes to a page wants to see it.
        let open = open.clone();
        use_effect_with(props.page.clone(), move |_| open.set(false));
    }
    let (panel, show) = match props.drill {
        true => ("app.drill.panel", "app.drill.show"),
        false => ("app.lab.panel", "app.lab.show"),
    };
    let reached = props.goals.map(|(done, of)| format!("{done}/{of}"));
    html! {
        <aside class={classes!("lab", open.then_some("lab-open"))}
            aria-label={words.s(panel)}>
            <button type="button" class="btn btn-quiet lab-toggle" onclick={toggle}
                aria-expanded={if *open { "true" } else { "false" }} aria-controls="lab-sheet">
                <Icon kind={IconKind::Flag} />{ words.t(show) }
                <span class="lab-reached">{ reached }</span>
                <Icon kind={IconKind::Down} />
            </button>
            <div id="lab-sheet" class="lab-sheet">{ props.children.clone() }</div>
        </aside>
    }
}
