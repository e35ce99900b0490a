//! The frame around every page: header, sidebar, the page, the lab's panel, terminal, clock.

mod clock_bar;
mod flashes;
mod header;
mod sidebar;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use watchtrail::save::Kind;
use watchtrail::sim::{Region, Who};
use watchtrail::view::clock::{Clock, Mark};
use watchtrail::view::frame::Group;
use watchtrail::view::organizations::switch::Seat;
use watchtrail::view::route::Route;
use web_sys::HtmlElement;
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

/// Why the clock stands, which nobody stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Halt {
    /// An alarm changed: what happened.
    Alarm(AttrValue),
    /// All goals of the lab are reached.
    Done,
    /// The lab asks something first; so many times one wanted to go on.
    Asks(u32),
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
    /// Why the clock stands, if nobody stopped it.
    pub halt: Option<Halt>,
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
                    drill={matches!(model.sitting, Sitting::Drill(_))} page={model.page.clone()}
                    asks={match model.halt { Some(Halt::Asks(times)) => times, _ => 0 }}>
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
                said={model.said.clone()} halt={model.halt.clone()} />
        </div>
    }
}

/// What [`Sheet`] is given.
#[derive(Clone, PartialEq, Properties)]
struct SheetProps {
    drill: bool,
    page: AttrValue,
    goals: Option<(u32, u32)>,
    /// How often one was sent to its question; 0 when nothing is asked.
    asks: u32,
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
    {
        let open = open.clone();
        use_effect_with(props.asks, move |asks| {
            if *asks > 0 {
                open.set(true);
            }
        });
    }
    let sheet = use_node_ref();
    {
        let sheet = sheet.clone();
        use_effect_with((props.asks, *open), move |(asks, _)| {
            if *asks > 0 {
                show_question(&sheet);
            }
        });
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
            <div id="lab-sheet" class="lab-sheet" ref={sheet}>{ props.children.clone() }</div>
        </aside>
    }
}

/// Scrolls the panel to the question that is open. Its answer gets the focus if that was at the
/// clock or nowhere: who types somewhere goes on typing.
fn show_question(sheet: &NodeRef) {
    let Some(sheet) = sheet.cast::<web_sys::Element>() else { return };
    let found = |selector: &str| sheet.query_selector(selector).ok().flatten();
    if let Some(actions) = found(".lab-ask .lab-actions")
        && let Ok(Some(question)) = actions.closest(".lab-ask")
    {
        let active = sheet.owner_document().and_then(|document| document.active_element());
        let types = |active: web_sys::Element| {
            active.tag_name() != "BODY" && !matches!(active.closest(".clock"), Ok(Some(_)))
        };
        let field = question.query_selector("input, select").ok().flatten();
        let field = field.filter(|_| !active.is_some_and(types));
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // A field that cannot take the focus leaves it where it is.
            let _ = field.focus();
        }
        question.scroll_into_view();
    }
}
