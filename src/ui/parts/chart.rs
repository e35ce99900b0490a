//! A graph: drawn on a canvas, read by pointer and by keyboard, told as a table.

use std::rc::Rc;

use plotters::style::RGBColor;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use watchtrail::sim::Time as Instant;
use watchtrail::view::chart::read::{self, Step};
use watchtrail::view::chart::{ChartModel, Legend, Series, scale, stack};
use watchtrail::view::format;
use web_sys::{HtmlCanvasElement, HtmlDetailsElement, HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::chart_draw::{self, LEFT, Palette};
use crate::ui::words::{Words, use_words};

/// What a [`Chart`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ChartProps {
    /// What it shows.
    pub model: ChartModel,
    /// Called with the moment that is clicked, or chosen by Enter.
    #[prop_or_default]
    pub onpick: Option<Callback<Instant>>,
    /// Whether it is small: a preview among others.
    #[prop_or_default]
    pub small: bool,
}

/// Size of the canvas in CSS pixels, and how many of its own pixels one of these is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Size {
    width: f64,
    height: f64,
    ratio: f64,
}

/// A graph.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let words = use_words();
    let canvas = use_node_ref();
    let size = use_size(&canvas);
    let theme = use_theme();
    let cursor = use_state(|| None::<Instant>);
    {
        let canvas = canvas.clone();
        use_effect_with((props.model.clone(), size, theme), move |(model, size, _)| {
            paint(&canvas, model, *size);
        });
    }
    let model = &props.model;
    let at = (*cursor).filter(|time| (model.from..=model.to).contains(time));
    let reading = at.map(|time| read::at(model, time));
    let beside = (model.legend == Legend::Right).then_some("chart-beside");
    let class = classes!("chart", props.small.then_some("chart-small"), beside);
    html! {
        <figure {class}>
            <Plane model={model.clone()} {canvas} {size} cursor={at} onpick={props.onpick.clone()}
                onmove={move |to| cursor.set(to)} />
            <figcaption class="chart-foot">
                <p class="chart-read" aria-live="polite">
                    { reading.map_or_else(|| legend(model, &words), |r| told(model, &r, &words)) }
                </p>
                if !props.small { <DataTable model={model.clone()} /> }
            </figcaption>
        </figure>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlaneProps {
    model: ChartModel,
    canvas: NodeRef,
    size: Size,
    cursor: Option<Instant>,
    onmove: Callback<Option<Instant>>,
    onpick: Option<Callback<Instant>>,
}

/// The canvas with what lies over it, and the keys and pointers that read it.
#[component]
fn Plane(props: &PlaneProps) -> Html {
    let words = use_words();
    let PlaneProps { model, size, cursor, onmove, onpick, .. } = props;
    let time_at = {
        let (model, width) = (model.clone(), size.width);
        move |event: &MouseEvent| {
            let plot = (width - LEFT - chart_draw::right(&model)).max(1.0);
            model.time_at((f64::from(event.offset_x()) - LEFT) / plot)
        }
    };
    let onpointermove = {
        let (model, onmove, time_at) = (model.clone(), onmove.clone(), time_at.clone());
        move |event: PointerEvent| onmove.emit(read::nearest(&model, time_at(&event)))
    };
    let onpointerleave = onmove.reform(|_: PointerEvent| None);
    let onclick = onpick.clone().map(|pick| {
        let time_at = time_at.clone();
        Callback::from(move |event: MouseEvent| pick.emit(time_at(&event)))
    });
    let onkeydown = keys(model, *cursor, onmove, onpick.as_ref());
    let times = read::times(model);
    let place = cursor.and_then(|at| times.iter().position(|time| *time == at));
    let last = times.len().saturating_sub(1);
    let said = cursor.map(|at| spoken(&read::at(model, at), &words));
    let said = said.unwrap_or_else(|| words.t("chart.hint").to_owned());
    let pick = onpick.as_ref().map(|_| "chart-picks");
    html! {
        <div class={classes!("chart-plane", pick)} tabindex="0" role="slider"
            aria-label={model.label.clone()} aria-valuemin="0" aria-valuemax={last.to_string()}
            aria-valuenow={place.unwrap_or(last).to_string()} aria-valuetext={said}
            {onkeydown} {onpointermove} {onpointerleave} {onclick}>
            <canvas class="chart-canvas" ref={props.canvas.clone()} />
            { over(model, *size, *cursor) }
            if !model.has_data() {
                <p class="chart-empty">{ words.t("chart.empty") }</p>
            }
        </div>
    }
}

fn keys(
    model: &ChartModel,
    cursor: Option<Instant>,
    onmove: &Callback<Option<Instant>>,
    onpick: Option<&Callback<Instant>>,
) -> Callback<KeyboardEvent> {
    let (model, onmove, onpick) = (model.clone(), onmove.clone(), onpick.cloned());
    Callback::from(move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => Step::Back,
            "ArrowRight" | "ArrowUp" => Step::On,
            "Home" => Step::First,
            "End" => Step::Last,
            "Enter" | " " => {
                if let (Some(at), Some(pick)) = (cursor, &onpick) {
                    event.prevent_default();
                    pick.emit(at);
                }
                return;
            }
            "Escape" => {
                onmove.emit(None);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        onmove.emit(read::step(&model, cursor, step));
    })
}

/// The line under the pointer and the points on it.
fn over(model: &ChartModel, size: Size, cursor: Option<Instant>) -> Html {
    let Some(at) = cursor else { return Html::default() };
    let plot = chart_draw::plot(model, size.width, size.height);
    let x = format!("{:.1}", plot.left + model.share(at) * (plot.right - plot.left));
    let axis = model.y_axis();
    let right = model.right_axis();
    let dots = stack::tops(model).into_iter().zip(&model.series).filter_map(|(dots, series)| {
        let dot = dots.iter().find(|dot| dot.time == at)?;
        let axis = right.as_ref().filter(|_| series.right).unwrap_or(&axis);
        let y = plot.bottom - axis.share(dot.value) * (plot.bottom - plot.top);
        Some(html! { <circle cx={x.clone()} cy={format!("{y:.1}")} r="5" /> })
    });
    html! {
        <svg class="chart-over" aria-hidden="true">
            <line x1={x.clone()} x2={x.clone()} y1={plot.top.to_string()}
                y2={plot.bottom.to_string()} />
            { for dots }
        </svg>
    }
}

/// `10:30 UTC · 19:30 KST`.
fn when(at: Instant, words: &Words) -> String {
    let time = format::date_time(at);
    match words.local(at) {
        Some(local) => words.fill("chart.read.local", &[("time", &time), ("local", &local)]),
        None => words.fill("chart.read", &[("time", &time)]),
    }
}

fn spoken(reading: &read::Reading, words: &Words) -> String {
    let missing = words.t("chart.missing");
    let value = |(label, value): &(String, Option<String>)| {
        let value = value.as_deref().unwrap_or(missing);
        words.fill("chart.value", &[("label", label), ("value", &value)])
    };
    let values: Vec<String> = reading.values.iter().map(value).collect();
    format!("{}. {}", when(reading.time, words), values.join(", "))
}

fn told(model: &ChartModel, reading: &read::Reading, words: &Words) -> Html {
    let missing = words.t("chart.missing").to_owned();
    let value = |(number, (label, value)): (usize, &(String, Option<String>))| {
        let value = value.clone().unwrap_or_else(|| missing.clone());
        html! {
            <span class="chart-value">
                { key(number, model.series.get(number)) }{ label }{ " " }<b>{ value }</b>
            </span>
        }
    };
    html! {
        <>
            <span class="chart-time">{ when(reading.time, words) }</span>
            { for reading.values.iter().enumerate().map(value) }
        </>
    }
}

/// A dash in the colour of a line.
fn key(number: usize, series: Option<&Series>) -> Html {
    let own = series.and_then(|series| series.color.clone());
    // A class would win over an attribute.
    let class = match own {
        Some(_) => "chart-key-own".to_owned(),
        None => format!("chart-key chart-key-{}", number % LINES),
    };
    html! {
        <svg {class} width="14" height="4" aria-hidden="true">
            <path d="M0 2H14" stroke={own} stroke-width="2.5" />
        </svg>
    }
}

fn legend(model: &ChartModel, words: &Words) -> Html {
    if model.legend == Legend::Hidden {
        return Html::default();
    }
    let series = model.series.iter().enumerate().map(|(number, series)| {
        html! {
            <span class="chart-value">
                { key(number, Some(series)) }{ series.label.clone() }
            </span>
        }
    });
    let threshold = model.threshold.as_ref().map(|threshold| {
        let value = scale::with_unit(threshold.value, &model.unit);
        let text = words.fill("chart.legend.threshold", &[("value", &value)]);
        let class = "chart-key chart-key-threshold";
        html! {
            <span class="chart-value">
                <svg {class} width="14" height="4" aria-hidden="true"><path d="M0 2H14" /></svg>
                { text }
            </span>
        }
    });
    let band = model.band.map(|_| {
        let text = words.t("chart.legend.band").to_owned();
        let class = "chart-key chart-key-band";
        html! {
            <span class="chart-value">
                <svg {class} width="14" height="10" aria-hidden="true">
                    <rect width="14" height="10" />
                </svg>
                { text }
            </span>
        }
    });
    let expected = (!model.expected.is_empty()).then(|| {
        let text = words.t("chart.legend.expected").to_owned();
        let class = "chart-key chart-key-expected";
        html! {
            <span class="chart-value">
                <svg {class} width="14" height="10" aria-hidden="true">
                    <rect width="14" height="10" />
                </svg>
                { text }
            </span>
        }
    });
    html! { <>{ for series }{ for threshold }{ for expected }{ for band }</> }
}

#[derive(Clone, PartialEq, Properties)]
struct DataTableProps {
    model: ChartModel,
}

/// The newest points in the table.
const ROWS: usize = 200;

/// The graph as a table, filled when it is unfolded.
#[component]
fn DataTable(props: &DataTableProps) -> Html {
    let words = use_words();
    let open = use_state(|| false);
    let ontoggle = {
        let open = open.clone();
        move |event: Event| {
            open.set(event.target_unchecked_into::<HtmlDetailsElement>().open());
        }
    };
    html! {
        <details class="expand chart-table" {ontoggle}>
            <summary>{ words.t("chart.table") }</summary>
            if *open { { rows(&props.model, &words) } }
        </details>
    }
}

fn rows(model: &ChartModel, words: &Words) -> Html {
    let times = read::times(model);
    let row = |time: &Instant| {
        let reading = read::at(model, *time);
        let cells = reading.values.into_iter().map(|(_, value)| {
            html! { <td class="number">{ value.unwrap_or_else(|| "–".to_owned()) }</td> }
        });
        html! { <tr><th scope="row">{ format::date_time(*time) }</th>{ for cells }</tr> }
    };
    let (shown, all) = (times.len().min(ROWS), times.len());
    let more = words.fill("chart.table.more", &[("n", &shown), ("all", &all)]);
    let heads = model.series.iter().map(|series| {
        html! { <th scope="col" class="number">{ series.label.clone() }</th> }
    });
    html! {
        <div class="expand-body">
            <div class="table-wrap" tabindex="0" role="region" aria-label={model.label.clone()}>
                <table class="table">
                    <caption class="sr-only">{ model.label.clone() }</caption>
                    <thead>
                        <tr><th scope="col">{ words.t("chart.table.time") }</th>{ for heads }</tr>
                    </thead>
                    <tbody>{ for times.iter().rev().take(ROWS).map(row) }</tbody>
                </table>
            </div>
            <p class="hint">{ more }</p>
        </div>
    }
}

/// How many colours lines have.
const LINES: usize = 6;

fn paint(canvas: &NodeRef, model: &ChartModel, size: Size) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
    let pixels = |css: f64| (css * size.ratio).round().max(0.0) as u32;
    // Setting a size also clears the canvas.
    canvas.set_width(pixels(size.width));
    canvas.set_height(pixels(size.height));
    chart_draw::draw(&canvas, model, &palette(&canvas), size.ratio);
}

/// The colours the style sheet gives.
fn palette(canvas: &HtmlCanvasElement) -> Palette {
    let style = web_sys::window().and_then(|window| window.get_computed_style(canvas).ok()?);
    let color = |name: &str| {
        let text = style.as_ref().and_then(|style| style.get_property_value(name).ok());
        text.as_deref().and_then(hex).unwrap_or(RGBColor(107, 118, 134))
    };
    Palette {
        lines: (0..LINES).map(|number| color(&format!("--chart-{number}"))).collect(),
        ink: color("--chart-ink"),
        grid: color("--chart-grid"),
        alarm: color("--chart-alarm"),
        accent: color("--chart-accent"),
    }
}

/// `#0b63ce` or `#06c`.
pub(super) fn hex(text: &str) -> Option<RGBColor> {
    let digits = text.trim().strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let byte = |shift: u32| (value >> shift & 0xff) as u8;
    let nibble = |shift: u32| (value >> shift & 0xf) as u8 * 17;
    match digits.len() {
        6 => Some(RGBColor(byte(16), byte(8), byte(0))),
        3 => Some(RGBColor(nibble(8), nibble(4), nibble(0))),
        _ => None,
    }
}

/// The size of the canvas, as it changes.
#[hook]
fn use_size(canvas: &NodeRef) -> Size {
    let size = use_state(Size::default);
    let (canvas, set) = (canvas.clone(), size.setter());
    use_effect_with((), move |()| {
        let measured = canvas.clone();
        let measure = move || {
            let Some(element) = measured.cast::<HtmlElement>() else { return };
            let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
            set.set(Size {
                width: f64::from(element.client_width()),
                height: f64::from(element.client_height()),
                ratio,
            });
        };
        measure();
        let closure = Closure::<dyn FnMut()>::new(measure);
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, canvas.cast::<HtmlElement>()) {
            observer.observe(&element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(closure);
        }
    });
    *size
}

/// A number that changes when the colours may have: the root's attributes or the system's scheme.
#[hook]
fn use_theme() -> u32 {
    let count = use_state(|| 0_u32);
    let latest = use_mut_ref(|| 0_u32);
    let set = count.setter();
    use_effect_with((), move |()| {
        let changed: Rc<dyn Fn()> = Rc::new(move || {
            let mut latest = latest.borrow_mut();
            *latest += 1;
            set.set(*latest);
        });
        let closure = Closure::<dyn FnMut()>::new(move || changed());
        let window = web_sys::window();
        let root = window.as_ref().and_then(|window| window.document()?.document_element());
        let observer = web_sys::MutationObserver::new(closure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(root)) = (&observer, &root) {
            let options = web_sys::MutationObserverInit::new();
            options.set_attributes(true);
            // A root that cannot be observed keeps the colours it has.
            let _ = observer.observe_with_options(root, &options);
        }
        let dark = window.and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok()?);
        if let Some(dark) = &dark {
            dark.set_onchange(Some(closure.as_ref().unchecked_ref()));
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            if let Some(dark) = dark {
                dark.set_onchange(None);
            }
            drop(closure);
        }
    });
    *count
}
