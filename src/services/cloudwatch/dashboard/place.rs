//! Where widgets stand on the grid of 24 columns.
//!
//! A widget without `x` and `y` takes the next free place. AWS does not say how it looks for one;
//! ours goes through the rows from above, each from the left, after those that say their place.

use super::body::Widget;

/// The columns of the grid.
pub const COLUMNS: u32 = 24;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its column.
    pub x: u32,
    /// Its row.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Rect {
    /// The row beneath it.
    pub fn bottom(&self) -> u32 {
        self.y.saturating_add(self.height)
    }

    /// Whether two share a cell.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// The place of each widget, in their order.
pub fn places(widgets: &[Widget]) -> Vec<Rect> {
    let mut taken: Vec<Rect> = widgets.iter().filter_map(said).collect();
    let mut all = Vec::with_capacity(widgets.len());
    for widget in widgets {
        all.push(match said(widget) {
            Some(rect) => rect,
            None => {
                let rect = free(widget, &taken);
                taken.push(rect);
                rect
            }
        });
    }
    all
}

/// The place a widget says.
fn said(widget: &Widget) -> Option<Rect> {
    let (width, height) = widget.size();
    let x = widget.x?.min(COLUMNS - width);
    Some(Rect { x, y: widget.y?, width, height })
}

/// The next free place for a widget that leaves `x`, `y` or both out.
fn free(widget: &Widget, taken: &[Rect]) -> Rect {
    let (width, height) = widget.size();
    let last = COLUMNS - width;
    let columns = match widget.x {
        Some(x) => x.min(last)..=x.min(last),
        None => 0..=last,
    };
    // Beneath everything there is room; only rows where something ends or begins can be the first.
    let mut rows: Vec<u32> = taken.iter().flat_map(|rect| [rect.bottom(), rect.y]).collect();
    rows.push(0);
    rows.sort_unstable();
    rows.dedup();
    if let Some(y) = widget.y {
        rows = vec![y];
    }
    let is_free = |rect: &Rect| taken.iter().all(|other| !rect.overlaps(other));
    let spot = |y: u32| {
        let at = |x| Rect { x, y, width, height };
        columns.clone().map(at).find(is_free)
    };
    let bottom = taken.iter().map(Rect::bottom).max().unwrap_or(0);
    let beneath = Rect { x: *columns.start(), y: widget.y.unwrap_or(bottom), width, height };
    rows.iter().find_map(|y| spot(*y)).unwrap_or(beneath)
}
