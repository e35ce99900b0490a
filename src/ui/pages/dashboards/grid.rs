//! The grid of 24 columns: widgets in their places, moved and resized by mouse and by keyboard.

use watchtrail::services::cloudwatch::dashboard::body::Body;
use watchtrail::services::cloudwatch::dashboard::place::{COLUMNS, Rect};
use watchtrail::view::dashboards::edit::{self, Step};
use watchtrail::view::dashboards::{Model, Tile};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::tile::Inside;
use crate::ui::parts::{Button, ButtonKind, Icon, IconKind};
use crate::ui::words::use_words;

/// A row with the gap beneath it, in CSS pixels; the style sheet has the same.
const ROW: f64 = 56.0;

/// The properties of [`Grid`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The dashboard.
    pub model: Model,
    /// Whether its widgets can be moved.
    pub editing: bool,
    /// Called with the body as it is after a change.
    pub onchange: Callback<Body>,
    /// Called with the place of a widget whose form is wanted.
    pub onwidget: Callback<usize>,
}

/// A widget under the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Drag {
    which: usize,
    sizing: bool,
    from: (i32, i32),
    start: Rect,
    now: Rect,
}

/// The grid.
#[component]
pub fn Grid(props: &Props) -> Html {
    let words = use_words();
    let node = use_node_ref();
    let drag = use_state(|| None::<Drag>);
    let said = use_state(AttrValue::default);
    // The body before a widget was moved by keyboard: what stands in its way on the way to where it
    // goes is back in its place when it has passed, as it is under the mouse.
    let before = use_state(|| None::<(usize, Body)>);
    let put = {
        let (own, onchange, before) =
            (props.model.body.clone(), props.onchange.clone(), before.clone());
        let (said, words, model) = (said.clone(), words.clone(), props.model.clone());
        Callback::from(move |(which, rect, by_key): (usize, Rect, bool)| {
            let held = before.as_ref().filter(|(held, _)| by_key && *held == which);
            let body = held.map_or_else(|| own.clone(), |(_, body)| body.clone());
            before.set(by_key.then(|| (which, body.clone())));
            let title = model.tiles.get(which).map(|tile| tile.title.clone()).unwrap_or_default();
            let (column, row) = (rect.x + 1, rect.y + 1);
            said.set(words.f(
                "dashboards.placed",
                &[
                    ("title", &title),
                    ("x", &column),
                    ("y", &row),
                    ("width", &rect.width),
                    ("height", &rect.height),
                ],
            ));
            onchange.emit(edit::put(&body, which, rect));
        })
    };
    let onleave = Callback::from(move |_: FocusEvent| before.set(None));
    let tile = |(which, tile): (usize, &Tile)| {
        let rect = drag.filter(|drag| drag.which == which).map_or(tile.rect, |drag| drag.now);
        let remove = {
            let (body, onchange) = (props.model.body.clone(), props.onchange.clone());
            Callback::from(move |_: MouseEvent| onchange.emit(edit::remove(&body, which)))
        };
        let onedit = props.onwidget.reform(move |_: MouseEvent| which);
        html! {
            <Placed key={which} {which} tile={tile.clone()} {rect} editing={props.editing}
                grid={node.clone()} drag={drag.clone()} put={put.clone()} {remove} {onedit}
                onleave={onleave.clone()} />
        }
    };
    html! {
        <>
            <div class={classes!("dash-grid", props.editing.then_some("dash-editing"))} ref={&node}>
                { for props.model.tiles.iter().enumerate().map(tile) }
            </div>
            <p class="sr-only" aria-live="polite">{ (*said).clone() }</p>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlacedProps {
    which: usize,
    tile: Tile,
    rect: Rect,
    editing: bool,
    grid: NodeRef,
    drag: UseStateHandle<Option<Drag>>,
    put: Callback<(usize, Rect, bool)>,
    onleave: Callback<FocusEvent>,
    remove: Callback<MouseEvent>,
    onedit: Callback<MouseEvent>,
}

/// A widget in its place.
#[component]
fn Placed(props: &PlacedProps) -> Html {
    let words = use_words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.rect, move |rect| {
            // Set as properties: the content security policy allows no style attribute.
            let Some(element) = node.cast::<HtmlElement>() else { return };
            let style = element.style();
            for (name, value) in [
                ("--x", rect.x + 1),
                ("--y", rect.y + 1),
                ("--w", rect.width),
                ("--h", rect.height),
            ] {
                // A browser without custom properties shows the widgets one beneath the other.
                let _ = style.set_property(name, &value.to_string());
            }
        });
    }
    let named = match props.tile.title.as_str() {
        "" => words.f("dashboards.widget", &[("n", &(props.which + 1))]),
        title => AttrValue::from(title.to_owned()),
    };
    html! {
        <section class="dash-tile" ref={node} aria-label={named.clone()}>
            if props.editing || !props.tile.title.is_empty() {
                <header class="dash-head">
                    if props.tile.title.is_empty() {
                        <span class="dash-space" />
                    } else {
                        <h2>{ props.tile.title.clone() }</h2>
                    }
                    if props.editing { { tools(props, &named, &words) } }
                </header>
            }
            <div class="dash-inside"><Inside content={props.tile.content.clone()}
                title={named} /></div>
            if props.editing { { grip(props) } }
        </section>
    }
}

fn tools(props: &PlacedProps, named: &str, words: &crate::ui::words::Words) -> Html {
    let label = words.f("dashboards.move", &[("title", &named)]);
    let (onpointerdown, onpointermove, onpointerup) = pointer(props, false);
    html! {
        <div class="dash-tools">
            <button type="button" class="btn btn-quiet btn-icon btn-small dash-move"
                aria-label={label.clone()} title={label} onkeydown={keys(props)}
                onblur={&props.onleave}
                {onpointerdown} {onpointermove} {onpointerup}>
                <Icon kind={IconKind::Bars} />
            </button>
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Gear}
                label={words.f("dashboards.widget.edit", &[("title", &named)])}
                onclick={&props.onedit} />
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross}
                label={words.f("dashboards.widget.remove", &[("title", &named)])}
                onclick={&props.remove} />
        </div>
    }
}

/// The corner that is dragged to resize; by keyboard the same button moves and resizes.
fn grip(props: &PlacedProps) -> Html {
    let (onpointerdown, onpointermove, onpointerup) = pointer(props, true);
    html! {
        <span class="dash-grip" aria-hidden="true" {onpointerdown} {onpointermove} {onpointerup} />
    }
}

/// Arrow keys move, with Shift they resize.
fn keys(props: &PlacedProps) -> Callback<KeyboardEvent> {
    let (put, which, rect) = (props.put.clone(), props.which, props.rect);
    Callback::from(move |event: KeyboardEvent| {
        let (x, y) = match event.key().as_str() {
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            _ => return,
        };
        event.prevent_default();
        let step = if event.shift_key() { Step::Size(x, y) } else { Step::Move(x, y) };
        put.emit((which, edit::stepped(rect, step), true));
    })
}

type Pointer = Callback<PointerEvent>;

/// What a pointer does from the time it goes down until it goes up.
fn pointer(props: &PlacedProps, sizing: bool) -> (Pointer, Pointer, Pointer) {
    let (which, start, drag) = (props.which, props.tile.rect, props.drag.clone());
    let down = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            let element: HtmlElement = event.target_unchecked_into();
            // The browser lets an element keep a pointer that is down.
            let _ = element.set_pointer_capture(event.pointer_id());
            let from = (event.client_x(), event.client_y());
            drag.set(Some(Drag { which, sizing, from, start, now: start }));
        })
    };
    let over = {
        let (drag, grid) = (drag.clone(), props.grid.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(held) = drag.filter(|held| held.which == which && held.sizing == sizing)
            else {
                return;
            };
            let width = grid.cast::<HtmlElement>().map_or(1, |grid| grid.client_width().max(1));
            let cell = f64::from(width) / f64::from(COLUMNS);
            let cells =
                |now: i32, from: i32, size: f64| (f64::from(now - from) / size).round() as i32;
            let x = cells(event.client_x(), held.from.0, cell);
            let y = cells(event.client_y(), held.from.1, ROW);
            let step = if sizing { Step::Size(x, y) } else { Step::Move(x, y) };
            let now = edit::stepped(held.start, step);
            if now != held.now {
                drag.set(Some(Drag { now, ..held }));
            }
        })
    };
    let up = {
        let (drag, put) = (drag, props.put.clone());
        Callback::from(move |_: PointerEvent| {
            if let Some(held) = drag.filter(|held| held.now != held.start) {
                put.emit((held.which, held.now, false));
            }
            drag.set(None);
        })
    };
    (down, over, up)
}
