//! Changes of a body: widgets added, moved, resized, changed and removed.

use crate::services::cloudwatch::dashboard::body::{
    Alarms, Annotations, Body, Kind, Metric, Text, Widget,
};
use crate::services::cloudwatch::dashboard::place::{self, COLUMNS, Rect};
use crate::view::route::DashboardQuery;

/// The greatest height of a widget.
const MOST_ROWS: u32 = 1000;

/// A step of the keyboard or the mouse, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Columns to the right and rows down.
    Move(i32, i32),
    /// Columns wider and rows higher.
    Size(i32, i32),
}

/// The place of a widget after a step: within the grid, one cell at least.
pub fn stepped(rect: Rect, step: Step) -> Rect {
    let add = |value: u32, by: i32| value.saturating_add_signed(by);
    match step {
        Step::Move(x, y) => Rect {
            x: add(rect.x, x).min(COLUMNS.saturating_sub(rect.width)),
            y: add(rect.y, y),
            ..rect
        },
        Step::Size(width, height) => Rect {
            width: add(rect.width, width).clamp(1, COLUMNS.saturating_sub(rect.x).max(1)),
            height: add(rect.height, height).clamp(1, MOST_ROWS),
            ..rect
        },
    }
}

/// The body with a widget at another place. What stands there moves down, as in the console.
pub fn put(body: &Body, which: usize, rect: Rect) -> Body {
    let mut rects = place::places(&body.widgets);
    if let Some(own) = rects.get_mut(which) {
        *own = rect;
    }
    settle(&mut rects, which);
    let mut body = body.clone();
    for (widget, rect) in body.widgets.iter_mut().zip(rects) {
        (widget.x, widget.y) = (Some(rect.x), Some(rect.y));
        (widget.width, widget.height) = (Some(rect.width), Some(rect.height));
    }
    body
}

/// Moves down what overlaps: first what overlaps the widget that was put, then what that overlaps.
fn settle(rects: &mut [Rect], fixed: usize) {
    let Some(first) = rects.get(fixed).copied() else { return };
    let mut order: Vec<usize> = (0..rects.len()).filter(|place| *place != fixed).collect();
    order.sort_by_key(|place| rects.get(*place).map(|rect| (rect.y, rect.x)));
    let mut settled = vec![first];
    for place in order {
        let Some(rect) = rects.get_mut(place) else { continue };
        while let Some(other) = settled.iter().find(|other| other.overlaps(rect)) {
            rect.y = other.bottom();
        }
        settled.push(*rect);
    }
}

/// The body with what its page shows in place of what it says.
pub fn looking(body: &Body, query: &DashboardQuery) -> Body {
    let mut body = body.clone();
    if let Some(range) = query.range {
        let (start, end) = range.members();
        (body.start, body.end) = (Some(start), end);
    }
    if let Some(period) = &query.period {
        body.period_override = Some(period.clone());
    }
    body
}

/// The body with one more widget, in the next free place.
pub fn add(body: &Body, kind: Kind, size: (u32, u32)) -> Body {
    let mut body = body.clone();
    let mut widget = Widget::new(kind);
    (widget.width, widget.height) = (Some(size.0), Some(size.1));
    body.widgets.push(widget);
    let rects = place::places(&body.widgets);
    if let (Some(widget), Some(rect)) = (body.widgets.last_mut(), rects.last()) {
        (widget.x, widget.y) = (Some(rect.x), Some(rect.y));
    }
    body
}

/// The body without a widget.
pub fn remove(body: &Body, which: usize) -> Body {
    let mut body = body.clone();
    if which < body.widgets.len() {
        body.widgets.remove(which);
    }
    body
}

/// The body with a widget that shows something else. One that has too little room for it gets more.
pub fn change(body: &Body, which: usize, kind: Kind) -> Body {
    let least = least_height(&kind);
    let mut body = body.clone();
    if let Some(widget) = body.widgets.get_mut(which) {
        widget.kind = kind;
    }
    let rect = place::places(&body.widgets).get(which).copied();
    match rect.zip(least).filter(|(rect, least)| rect.height < *least) {
        Some((rect, height)) => put(&body, which, Rect { height, ..rect }),
        None => body,
    }
}

/// How many rows what a widget shows needs; `None` where it makes do with any.
pub fn least_height(kind: &Kind) -> Option<u32> {
    // An alarm takes two lines where it is narrow, which is a row of the grid; the title takes one.
    let rows = |alarms: &Alarms| 1 + u32::try_from(alarms.alarms.len()).unwrap_or(MOST_ROWS);
    match kind {
        Kind::Alarm(alarms) => Some(rows(alarms).clamp(3, MOST_ROWS)),
        _ => None,
    }
}

/// A new widget with the graph of an alarm, by its ARN; one on alarms alone has no graph, so its
/// state is shown.
pub fn alarm(arn: String, graph: bool) -> Kind {
    // `arn:aws:cloudwatch:us-east-1:…`: a widget names the Region it reads.
    let region = arn.split(':').nth(3).map(str::to_owned);
    let alarms = vec![arn];
    match graph {
        true => metric(Metric {
            region,
            annotations: Annotations { alarms, ..Annotations::default() },
            view: Some("timeSeries".to_owned()),
            ..Metric::default()
        }),
        false => Kind::Alarm(Alarms { alarms, ..Alarms::default() }),
    }
}

/// The same widget with a title.
pub fn titled(kind: Kind, title: &str) -> Kind {
    let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    match kind {
        Kind::Metric(metric) => Kind::Metric(Box::new(Metric { title, ..*metric })),
        Kind::Alarm(alarms) => Kind::Alarm(Alarms { title, ..alarms }),
        other => other,
    }
}

/// A new text widget.
pub fn text(markdown: &str) -> Kind {
    Kind::Text(Text { markdown: markdown.to_owned(), ..Text::default() })
}

/// A new metric widget.
pub fn metric(metric: Metric) -> Kind {
    Kind::Metric(Box::new(metric))
}
