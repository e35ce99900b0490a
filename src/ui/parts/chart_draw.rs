//! Draws a graph on a canvas, in the canvas's own pixels.
//!
//! Nothing of plotters that measures text is used: it would do so with a styled element, which our
//! content security policy forbids.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_canvas::CanvasBackend;
use watchtrail::sim::Time;
use watchtrail::view::chart::trace::{decimate, runs, steps, within};
use watchtrail::view::chart::{ChartModel, Dot, Fill, Mark, Series, scale, stack};
use web_sys::HtmlCanvasElement;

/// Room left of the plot, in CSS pixels; ribbons leave the same (`--chart-left`).
pub const LEFT: f64 = 56.0;
/// Room right of the plot, in CSS pixels (`--chart-right`).
pub const RIGHT: f64 = 16.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 24.0;

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Lines, one after the other.
    pub lines: Vec<RGBColor>,
    /// Labels.
    pub ink: RGBColor,
    /// The grid.
    pub grid: RGBColor,
    /// The threshold, and points beyond it.
    pub alarm: RGBColor,
    /// The band, and the moment looked at.
    pub accent: RGBColor,
}

/// Where the plot lies, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// Room right of the plot: as left of it where there is an axis.
pub fn right(model: &ChartModel) -> f64 {
    if model.series.iter().any(|series| series.right) { LEFT } else { RIGHT }
}

/// Where the plot lies on a canvas of this size.
pub fn plot(model: &ChartModel, width: f64, height: f64) -> Plot {
    Plot {
        left: LEFT,
        right: (width - right(model)).max(LEFT + 1.0),
        top: TOP,
        bottom: (height - BOTTOM).max(TOP + 1.0),
    }
}

type Area<'a> = DrawingArea<CanvasBackend, Shift>;
type Plane = DrawingArea<CanvasBackend, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

/// Where the plot lies and how large a CSS pixel is.
struct Frame {
    ratio: f64,
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

impl Frame {
    fn new(size: (u32, u32), ratio: f64, room: f64) -> Frame {
        let px = |css: f64| (css * ratio).round() as i32;
        let (width, height) = (size.0 as i32, size.1 as i32);
        Frame {
            ratio,
            left: px(LEFT),
            right: (width - px(room)).max(px(LEFT) + 1),
            top: px(TOP),
            bottom: (height - px(BOTTOM)).max(px(TOP) + 1),
        }
    }

    fn px(&self, css: f64) -> i32 {
        (css * self.ratio).round() as i32
    }

    fn columns(&self) -> u32 {
        (self.right - self.left).max(1) as u32
    }

    fn line(&self, color: &RGBColor, css: f64) -> ShapeStyle {
        color.stroke_width(self.px(css).max(1) as u32)
    }
}

/// Draws the whole graph. `ratio` is how many pixels of the canvas make one of CSS. A canvas that
/// cannot be drawn on stays empty: the table beneath tells the same.
pub fn draw(canvas: &HtmlCanvasElement, model: &ChartModel, palette: &Palette, ratio: f64) {
    if canvas.width() == 0 || canvas.height() == 0 {
        return;
    }
    let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) else { return };
    let _ = Painter::new(backend.into_drawing_area(), model, palette, ratio).paint();
}

struct Painter<'a> {
    root: Area<'a>,
    plane: Plane,
    right: Option<(Plane, scale::Axis)>,
    frame: Frame,
    model: &'a ChartModel,
    palette: &'a Palette,
    axis: scale::Axis,
}

fn x(time: Time) -> f64 {
    time.as_millis() as f64
}

impl<'a> Painter<'a> {
    fn new(root: Area<'a>, model: &'a ChartModel, palette: &'a Palette, ratio: f64) -> Painter<'a> {
        let frame = Frame::new(root.dim_in_pixel(), ratio, right(model));
        let axis = model.y_axis();
        // Values grow upwards, pixels downwards.
        let spec = |axis: &scale::Axis| {
            Cartesian2d::new(
                x(model.from)..x(model.to),
                axis.low..axis.high,
                (frame.left..frame.right, frame.bottom..frame.top),
            )
        };
        let plane = root.apply_coord_spec(spec(&axis));
        let right = model.right_axis();
        let right = right.map(|axis| (root.apply_coord_spec(spec(&axis)), axis));
        Painter { root, plane, right, frame, model, palette, axis }
    }

    fn paint(&self) -> Drawn {
        self.band()?;
        self.expected()?;
        self.y_axis()?;
        self.right_axis()?;
        self.x_axis()?;
        // Of areas that stand on each other the lower ones are drawn over the higher ones.
        let drawn = stack::tops(self.model).into_iter().zip(&self.model.series);
        let drawn = drawn.map(|(dots, series)| Series { dots, ..series.clone() });
        let mut drawn: Vec<(usize, Series)> = drawn.enumerate().collect();
        if self.model.stacked {
            drawn.reverse();
        }
        for (number, series) in &drawn {
            self.series(*number, series)?;
        }
        self.threshold()?;
        for mark in &self.model.marks {
            self.mark(mark)?;
        }
        self.moments()
    }

    fn band(&self) -> Drawn {
        let Some((from, to)) = self.model.band else { return Ok(()) };
        let (from, to) = (from.max(self.model.from), to.min(self.model.to));
        if from >= to {
            return Ok(());
        }
        let corners = [(x(from), self.axis.high), (x(to), self.axis.low)];
        self.plane.draw(&Rectangle::new(corners, self.palette.accent.mix(0.08).filled()))
    }

    /// The band of expected values: its ground and both its ends, so that it shows without colour.
    fn expected(&self) -> Drawn {
        let range = &self.model.expected;
        if range.len() < 2 {
            return Ok(());
        }
        let lower: Vec<(f64, f64)> = range.iter().map(|r| (x(r.time), r.lower)).collect();
        let upper: Vec<(f64, f64)> = range.iter().map(|r| (x(r.time), r.upper)).collect();
        let corners: Vec<(f64, f64)> = lower.iter().chain(upper.iter().rev()).copied().collect();
        self.plane.draw(&Polygon::new(corners, self.palette.ink.mix(0.12).filled()))?;
        for end in [lower, upper] {
            self.plane.draw(&PathElement::new(end, self.frame.line(&self.palette.ink, 1.0)))?;
        }
        Ok(())
    }

    fn y_axis(&self) -> Drawn {
        let (left, right) = (x(self.model.from), x(self.model.to));
        for (tick, label) in self.axis.ticks.iter().zip(scale::labels(&self.axis.ticks)) {
            let style = self.frame.line(&self.palette.grid, 1.0);
            self.plane.draw(&PathElement::new([(left, *tick), (right, *tick)], style))?;
            let y = self.plane.map_coordinate(&(left, *tick)).1;
            let at = (self.frame.left - self.frame.px(8.0), y);
            self.text(&label, at, HPos::Right, VPos::Center, &self.palette.ink)?;
        }
        let at = (self.frame.px(4.0), self.frame.px(1.0));
        self.text(&self.named(false), at, HPos::Left, VPos::Top, &self.palette.ink)
    }

    fn right_axis(&self) -> Drawn {
        let Some((plane, axis)) = &self.right else { return Ok(()) };
        for (tick, label) in axis.ticks.iter().zip(scale::labels(&axis.ticks)) {
            let y = plane.map_coordinate(&(x(self.model.to), *tick)).1;
            let at = (self.frame.right + self.frame.px(8.0), y);
            self.text(&label, at, HPos::Left, VPos::Center, &self.palette.ink)?;
        }
        let end = self.frame.right + self.frame.px(LEFT - 4.0);
        let at = (end, self.frame.px(1.0));
        self.text(&self.named(true), at, HPos::Right, VPos::Top, &self.palette.ink)
    }

    /// What stands over an axis: its label and its unit.
    fn named(&self, right: bool) -> String {
        let [left_label, right_label] = &self.model.labels;
        let [left_bare, right_bare] = self.model.bare;
        let (label, bare) = if right { (right_label, right_bare) } else { (left_label, left_bare) };
        let unit = self.model.axis_unit(right);
        let unit = if bare || unit == "None" { "" } else { unit };
        let named = [label.as_str(), unit].into_iter().filter(|text| !text.is_empty());
        named.collect::<Vec<_>>().join(" · ")
    }

    /// The plane of an axis.
    fn plane(&self, right: bool) -> &Plane {
        match &self.right {
            Some((plane, _)) if right => plane,
            _ => &self.plane,
        }
    }

    fn x_axis(&self) -> Drawn {
        let most = (f64::from(self.frame.columns()) / self.frame.ratio / 64.0) as u32;
        let floor = self.axis.low;
        for (time, label) in scale::time_ticks(self.model.from, self.model.to, most.max(2)) {
            let (px, py) = self.plane.map_coordinate(&(x(time), floor));
            let style = self.frame.line(&self.palette.grid, 1.0);
            self.root.draw(&PathElement::new([(px, py), (px, py + self.frame.px(4.0))], style))?;
            // At the very end there is room for little less than half a label.
            let middle = px.min(self.frame.right - self.frame.px(3.0));
            let at = (middle, py + self.frame.px(7.0));
            self.text(&label, at, HPos::Center, VPos::Top, &self.palette.ink)?;
        }
        Ok(())
    }

    fn series(&self, number: usize, series: &Series) -> Drawn {
        let lines = &self.palette.lines;
        let own = series.color.as_deref().and_then(super::chart::hex);
        let color = lines.get(number % lines.len().max(1)).unwrap_or(&self.palette.ink);
        let color = own.as_ref().unwrap_or(color);
        let plane = self.plane(series.right);
        let dotted = series.dots.len() <= (self.frame.columns() / 12) as usize;
        let (from, to) = (self.model.from, self.model.to);
        for run in runs(series) {
            let dots = within(run, from, to);
            let dots = if series.steps { steps(&dots) } else { dots };
            let dots = decimate(&dots, from, to, self.frame.columns());
            let path: Vec<(f64, f64)> = dots.iter().map(|dot| (x(dot.time), dot.value)).collect();
            if self.model.stacked {
                self.area(&path, color, plane)?;
            }
            plane.draw(&PathElement::new(path, self.frame.line(color, 2.0)))?;
            let single = run.len() == 1;
            for dot in run.iter().filter(|_| single || dotted) {
                self.dot(dot, color, if single { 4.0 } else { 3.0 }, plane)?;
            }
        }
        Ok(())
    }

    /// The ground of a line, down to the axis.
    fn area(&self, path: &[(f64, f64)], color: &RGBColor, plane: &Plane) -> Drawn {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { return Ok(()) };
        let floor = plane.get_y_range().start.max(0.0);
        let mut corners = path.to_vec();
        corners.extend([(last.0, floor), (first.0, floor)]);
        plane.draw(&Polygon::new(corners, color.mix(0.35).filled()))
    }

    /// A further line across.
    fn mark(&self, mark: &Mark) -> Drawn {
        let own = mark.color.as_deref().and_then(super::chart::hex);
        let color = own.unwrap_or(self.palette.alarm);
        let plane = self.plane(mark.right);
        let ends = plane.get_y_range();
        let other = match mark.fill {
            Fill::Beyond => Some(ends.end),
            Fill::Before => Some(ends.start),
            Fill::None => mark.until,
        };
        if let Some(other) = other {
            let corners = [(x(self.model.from), mark.value), (x(self.model.to), other)];
            plane.draw(&Rectangle::new(corners, color.mix(0.12).filled()))?;
        }
        let y = self.plane(mark.right).map_coordinate(&(x(self.model.from), mark.value)).1;
        self.dashes(((self.frame.left, y), (self.frame.right, y)), &color, 1.5)?;
        let at = (self.frame.left + self.frame.px(6.0), y - self.frame.px(4.0));
        self.text(&mark.label, at, HPos::Left, VPos::Bottom, &color)
    }

    fn dot(&self, dot: &Dot, color: &RGBColor, size: f64, plane: &Plane) -> Drawn {
        if dot.time < self.model.from || dot.time > self.model.to {
            return Ok(());
        }
        let at = plane.map_coordinate(&(x(dot.time), dot.value));
        self.root.draw(&Circle::new(at, self.frame.px(size), color.filled()))
    }

    fn threshold(&self) -> Drawn {
        let Some(threshold) = &self.model.threshold else { return Ok(()) };
        let y = self.plane.map_coordinate(&(x(self.model.from), threshold.value)).1;
        let ends = ((self.frame.left, y), (self.frame.right, y));
        self.dashes(ends, &self.palette.alarm, 1.5)?;
        let near_top = y < self.frame.top + self.frame.px(16.0);
        let (dy, anchor) = if near_top { (4.0, VPos::Top) } else { (-4.0, VPos::Bottom) };
        let at = (self.frame.left + self.frame.px(6.0), y + self.frame.px(dy));
        self.text(&threshold.label, at, HPos::Left, anchor, &self.palette.alarm)
    }

    fn moments(&self) -> Drawn {
        let within = |time: &Time| (self.model.from..=self.model.to).contains(time);
        let mut written = Vec::new();
        for moment in &self.model.moments {
            let own = moment.color.as_deref().and_then(super::chart::hex);
            let color = own.unwrap_or(self.palette.accent);
            let (from, to) = (self.model.from, self.model.to);
            let shaded = match (moment.fill, moment.until) {
                (Fill::Beyond, _) => Some((moment.time.max(from), to)),
                (Fill::Before, _) => Some((from, moment.time.min(to))),
                (Fill::None, until) => until.map(|until| (moment.time.max(from), until.min(to))),
            };
            if let Some((from, to)) = shaded.filter(|(from, to)| from < to) {
                let corners = [(x(from), self.axis.high), (x(to), self.axis.low)];
                self.plane.draw(&Rectangle::new(corners, color.mix(0.12).filled()))?;
            }
            for time in [Some(moment.time), moment.until].into_iter().flatten().filter(within) {
                let px = self.plane.map_coordinate(&(x(time), 0.0)).0;
                let ends = ((px, self.frame.top), (px, self.frame.bottom));
                self.dashes(ends, &color, 1.5)?;
                let at = (px + self.frame.px(4.0), self.frame.top);
                // Where there is no room for two labels the first that is drawn stands alone.
                let width = self.frame.px(moment.label.chars().count() as f64 * 7.0 + 4.0);
                let free = |(from, to): &(i32, i32)| px >= *to || px + width <= *from;
                if written.iter().all(free) {
                    written.push((px, px + width));
                    self.text(&moment.label, at, HPos::Left, VPos::Top, &color)?;
                }
            }
        }
        if let Some(now) = self.model.now.filter(within) {
            let px = self.plane.map_coordinate(&(x(now), 0.0)).0;
            let ends = ((px, self.frame.top), (px, self.frame.bottom));
            self.dashes(ends, &self.palette.ink, 1.0)?;
        }
        if let Some(at) = self.model.at.filter(within) {
            let px = self.plane.map_coordinate(&(x(at), 0.0)).0;
            let style = self.frame.line(&self.palette.accent, 2.0);
            let path = [(px, self.frame.top), (px, self.frame.bottom)];
            self.root.draw(&PathElement::new(path, style))?;
        }
        Ok(())
    }

    /// A dashed line, straight up or across.
    fn dashes(&self, ends: ((i32, i32), (i32, i32)), color: &RGBColor, css: f64) -> Drawn {
        let ((x0, y0), (x1, y1)) = ends;
        let (on, off) = (self.frame.px(6.0).max(1), self.frame.px(4.0).max(1));
        let length = (x1 - x0).abs().max((y1 - y0).abs());
        let mut begin = 0;
        while begin < length {
            let end = (begin + on).min(length);
            let along = |d: i32| if x1 != x0 { (x0 + d, y0) } else { (x0, y0 + d) };
            let style = self.frame.line(color, css);
            self.root.draw(&PathElement::new([along(begin), along(end)], style))?;
            begin = end + off;
        }
        Ok(())
    }

    fn text(&self, text: &str, at: (i32, i32), h: HPos, v: VPos, color: &RGBColor) -> Drawn {
        let font = ("system-ui, sans-serif", 12.0 * self.frame.ratio);
        let style = TextStyle::from(font).color(color).pos(Pos::new(h, v));
        self.root.draw(&Text::new(text.to_owned(), at, style))
    }
}
