//! How many columns of a terminal a text takes.

/// Ranges of characters two columns wide: East Asian wide, full-width and (as the CLI counts them)
/// ambiguous ones, as far as they occur in names and messages.
///
/// <https://www.unicode.org/reports/tr11/>
const WIDE: &[(char, char)] = &[
    ('\u{a1}', '\u{a1}'),
    ('\u{a4}', '\u{a4}'),
    ('\u{a7}', '\u{a8}'),
    ('\u{aa}', '\u{aa}'),
    ('\u{ad}', '\u{ae}'),
    ('\u{b0}', '\u{b4}'),
    ('\u{b6}', '\u{ba}'),
    ('\u{bc}', '\u{bf}'),
    ('\u{c6}', '\u{c6}'),
    ('\u{d0}', '\u{d0}'),
    ('\u{d7}', '\u{d8}'),
    ('\u{de}', '\u{e1}'),
    ('\u{e6}', '\u{e6}'),
    ('\u{e8}', '\u{ea}'),
    ('\u{ec}', '\u{ed}'),
    ('\u{f0}', '\u{f0}'),
    ('\u{f2}', '\u{f3}'),
    ('\u{f7}', '\u{fa}'),
    ('\u{fc}', '\u{fc}'),
    ('\u{fe}', '\u{fe}'),
    ('\u{391}', '\u{3c9}'),
    ('\u{401}', '\u{451}'),
    ('\u{1100}', '\u{115f}'),
    ('\u{2010}', '\u{2010}'),
    ('\u{2013}', '\u{2016}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{201c}', '\u{201d}'),
    ('\u{2020}', '\u{2022}'),
    ('\u{2024}', '\u{2027}'),
    ('\u{2030}', '\u{2030}'),
    ('\u{2160}', '\u{216b}'),
    ('\u{2190}', '\u{2199}'),
    ('\u{2460}', '\u{254b}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{4dbf}'),
    ('\u{4e00}', '\u{a4c6}'),
    ('\u{a960}', '\u{a97c}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{e000}', '\u{fa6d}'),
    ('\u{fe30}', '\u{fe6b}'),
    ('\u{ff01}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{fffd}', '\u{fffd}'),
    ('\u{1f300}', '\u{1f64f}'),
    ('\u{1f680}', '\u{1f6fc}'),
    ('\u{1f90c}', '\u{1faf8}'),
    ('\u{20000}', '\u{3fffd}'),
];

/// The columns of a text.
pub fn of(text: &str) -> usize {
    let wide = |c: char| WIDE.iter().any(|(first, last)| (*first..=*last).contains(&c));
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}
