//! Graphs: axes, gaps, decimation, reading.

use watchtrail::sim::{Span, Time};
use watchtrail::view::chart::read::{self, Step};
use watchtrail::view::chart::scale::{Axis, labels, plain, short, time_ticks, with_unit};
use watchtrail::view::chart::trace::{decimate, runs, steps, within};
use watchtrail::view::chart::{ChartModel, Dot, Series, Threshold};

fn start() -> Time {
    Time::from_secs(1_736_121_600)
}

fn minute(minutes: i64) -> Time {
    start() + Span::mins(minutes)
}

fn series(label: &str, period: i64, dots: &[(i64, f64)]) -> Series {
    let dots = dots.iter().map(|(at, value)| Dot { time: minute(*at), value: *value }).collect();
    Series { label: label.to_owned(), period: Span::mins(period), dots, ..Series::default() }
}

fn model(series: Vec<Series>) -> ChartModel {
    let mut model = ChartModel::new("CPUUtilization".to_owned(), minute(0), minute(60));
    model.unit = "Percent".to_owned();
    model.series = series;
    model
}

#[test]
fn a_missing_point_parts_the_line() {
    let line = series("a", 5, &[(0, 1.0), (5, 2.0), (15, 3.0), (25, 4.0), (30, 5.0)]);
    let found: Vec<Vec<f64>> =
        runs(&line).iter().map(|run| run.iter().map(|dot| dot.value).collect()).collect();
    assert_eq!(found, [vec![1.0, 2.0], vec![3.0], vec![4.0, 5.0]]);
    assert!(runs(&series("a", 5, &[])).is_empty());
}

#[test]
fn a_line_is_cut_at_the_edges_and_may_go_in_steps() {
    let plain = |dots: &[Dot]| -> Vec<(i64, f64)> {
        dots.iter().map(|dot| ((dot.time - start()).as_millis() / 1000, dot.value)).collect()
    };
    let line = series("a", 5, &[(-5, 0.0), (5, 10.0), (10, 10.0), (15, 4.0)]);
    let cut = within(&line.dots, minute(0), minute(12));
    assert_eq!(plain(&cut), [(0, 5.0), (300, 10.0), (600, 10.0), (720, 7.6)]);
    assert_eq!(plain(&within(&line.dots, minute(5), minute(15))), plain(&line.dots[1..]));
    let stepped = [(-300, 0.0), (300, 0.0), (300, 10.0), (600, 10.0), (900, 10.0), (900, 4.0)];
    assert_eq!(plain(&steps(&line.dots)), stepped);
    assert!(steps(&[]).is_empty() && within(&[], minute(0), minute(1)).is_empty());
}

#[test]
fn the_ticks_of_an_axis_share_a_unit() {
    let cases: [(&[f64], &[&str]); 3] = [
        (&[0.0, 5_000.0, 10_000.0, 20_000.0], &["0", "5 k", "10 k", "20 k"]),
        (&[0.0, 250_000.0, 1_000_000.0], &["0", "0.25 M", "1 M"]),
        (&[0.0, 2_500.0, 5_000.0], &["0", "2500", "5000"]),
    ];
    for (ticks, expected) in cases {
        assert_eq!(labels(ticks), expected);
    }
}

#[test]
fn few_points_stay_and_of_many_each_pixel_keeps_its_extremes() {
    let few = series("a", 1, &[(0, 1.0), (30, 2.0)]);
    assert_eq!(decimate(&few.dots, minute(0), minute(60), 1), few.dots);
    let values = [5.0, 9.0, 1.0, 6.0, 7.0, 7.0, 7.0];
    let dots: Vec<Dot> = (0_i32..7)
        .map(|i| Dot { time: minute(0) + Span::secs(i.into()), value: values[i as usize] })
        .collect();
    let kept: Vec<f64> =
        decimate(&dots, minute(0), minute(60), 2).iter().map(|dot| dot.value).collect();
    assert_eq!(kept, [5.0, 9.0, 1.0, 7.0]);
    let many: Vec<Dot> = (0..100_000)
        .map(|i| Dot { time: minute(0) + Span::millis(36 * i), value: (i % 97) as f64 })
        .collect();
    let kept = decimate(&many, minute(0), minute(60), 500);
    assert!(kept.len() <= 2000, "{}", kept.len());
    assert!(kept.windows(2).all(|pair| pair[0].time < pair[1].time));
    assert_eq!((kept[0], kept[kept.len() - 1]), (many[0], many[99_999]));
}

#[test]
fn the_y_axis_has_round_ticks_and_reaches_everything() {
    let cases: [(&[f64], &str, &[f64]); 8] = [
        (&[], "Percent", &[0.0, 0.25, 0.5, 0.75, 1.0, 1.25]),
        (&[17.0, 88.0], "Percent", &[0.0, 25.0, 50.0, 75.0, 100.0]),
        (&[100.0], "Percent", &[0.0, 25.0, 50.0, 75.0, 100.0]),
        (&[3.9, 4.0], "Percent", &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        (&[120.0], "Percent", &[0.0, 50.0, 100.0, 150.0]),
        (&[88.0], "Count", &[0.0, 25.0, 50.0, 75.0, 100.0]),
        (&[-4.0, 6.0], "None", &[-5.0, -2.5, 0.0, 2.5, 5.0, 7.5]),
        (&[1_300_000.0], "Bytes", &[0.0, 500_000.0, 1_000_000.0, 1_500_000.0]),
    ];
    for (values, unit, ticks) in cases {
        let axis = Axis::around(values.iter().copied(), unit);
        assert_eq!(axis.ticks, ticks, "{values:?}");
        assert_eq!((axis.low, axis.high), (ticks[0], ticks[ticks.len() - 1]));
        assert!(values.iter().all(|v| (0.0..=1.0).contains(&axis.share(*v))), "{values:?}");
    }
}

#[test]
fn the_time_axis_has_round_ticks() {
    let labels = |from: Time, to: Time, most: u32| -> Vec<String> {
        time_ticks(from, to, most).into_iter().map(|tick| tick.1).collect()
    };
    assert_eq!(labels(minute(0), minute(60), 6), ["01-06", "00:15", "00:30", "00:45", "01:00"]);
    assert_eq!(labels(minute(7), minute(67), 3), ["00:30", "01:00"]);
    assert_eq!(labels(minute(-180), minute(180), 5), ["22:00", "01-06", "02:00"]);
    assert_eq!(labels(minute(0), minute(3 * 1440), 4), ["01-06", "01-07", "01-08", "01-09"]);
}

#[test]
fn numbers_are_short() {
    let cases = [
        (0.0, "0"),
        (91.25, "91.25"),
        (91.256, "91.26"),
        (70.0, "70"),
        (123.45, "123.5"),
        (9999.0, "9999"),
        (15_300.0, "15.3 k"),
        (1_000_000.0, "1 M"),
        (2_500_000_000.0, "2.5 G"),
        (0.0042, "0.0042"),
        (-0.001, "-0.001"),
    ];
    for (value, text) in cases {
        assert_eq!(short(value), text);
    }
    assert_eq!(plain(2.0, 2), "2");
    assert_eq!(with_unit(91.3, "Percent"), "91.3 %");
    assert_eq!(with_unit(20_000.0, "Bytes"), "20 k Bytes");
    assert_eq!(with_unit(3.0, "None"), "3");
}

#[test]
fn the_pointer_and_the_keys_find_points() {
    let model = model(vec![
        series("a", 5, &[(0, 1.0), (5, 2.0), (20, 3.0)]),
        series("b", 5, &[(5, 7.5), (99, 9.0)]),
    ]);
    assert_eq!(read::times(&model), [minute(0), minute(5), minute(20)]);
    assert_eq!(read::nearest(&model, minute(11)), Some(minute(5)));
    assert_eq!(read::nearest(&model, minute(13)), Some(minute(20)));
    let steps = [
        (None, Step::Back, 20),
        (None, Step::First, 0),
        (Some(20), Step::Back, 5),
        (Some(0), Step::Back, 0),
        (Some(7), Step::On, 20),
        (Some(20), Step::On, 20),
        (Some(5), Step::First, 0),
        (Some(5), Step::Last, 20),
    ];
    for (from, step, to) in steps {
        assert_eq!(read::step(&model, from.map(minute), step), Some(minute(to)), "{from:?}");
    }
    let reading = read::at(&model, minute(5));
    let values = [("a", Some("2 %")), ("b", Some("7.5 %"))];
    let values = values.map(|(label, value)| (label.to_owned(), value.map(str::to_owned)));
    assert_eq!(reading.values, values);
    assert_eq!(read::at(&model, minute(0)).values[1].1, None);
}

#[test]
fn the_axis_reaches_the_threshold_and_shares_are_times() {
    let mut model = model(vec![series("a", 5, &[(0, 1.0)])]);
    model.threshold = Some(Threshold { value: 70.0, label: "70".to_owned() });
    assert!(model.y_axis().high >= 70.0);
    assert_eq!(model.share(minute(15)), 0.25);
    assert_eq!(model.time_at(0.25), minute(15));
    assert_eq!(model.time_at(7.0), minute(60));
}
