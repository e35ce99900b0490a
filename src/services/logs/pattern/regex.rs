//! The regular expressions of patterns: no groups, and a fixed set of characters.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions>

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

/// The most often a repetition may be asked for.
const MAX_COUNT: u32 = 1000;

/// A regular expression: ways that begin anywhere in a text.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Regex(Vec<Vec<Piece>>);

#[derive(Clone, Debug, PartialEq, Hash)]
struct Piece {
    atom: Atom,
    least: u32,
    most: u32,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Atom {
    Start,
    End,
    Any,
    /// One of these ranges, or none of them.
    Of(Vec<(char, char)>, bool),
}

type Source<'a> = Peekable<Chars<'a>>;

impl Regex {
    /// Reads what stands between two `%`.
    pub fn parse(text: &str) -> Option<Regex> {
        let mut source = text.chars().peekable();
        let mut ways = vec![Vec::new()];
        while let Some(c) = source.next() {
            let atom = match c {
                '|' => {
                    ways.push(Vec::new());
                    continue;
                }
                '^' => Atom::Start,
                '$' => Atom::End,
                '.' => Atom::Any,
                '[' => class(&mut source)?,
                '\\' => {
                    let (ranges, not) = escape(&mut source)?;
                    Atom::Of(ranges, not)
                }
                c if is_literal(c) => Atom::Of(vec![(c, c)], false),
                _ => return None,
            };
            let (least, most) = times(&mut source)?;
            ways.last_mut()?.push(Piece { atom, least, most });
        }
        (!text.is_empty()).then_some(Regex(ways))
    }

    /// Whether it is found in a text.
    pub fn finds(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.0.iter().any(|way| {
            let mut dead = BTreeSet::new();
            (0..=text.len()).any(|at| runs(way, &text, at, &mut dead))
        })
    }
}

/// The characters that stand for themselves. A blank does, as AWS's own examples have it.
fn is_literal(c: char) -> bool {
    c.is_ascii_alphanumeric() || ":_#=@/;,- ".contains(c)
}

fn times(source: &mut Source<'_>) -> Option<(u32, u32)> {
    let found = match source.peek() {
        Some('?') => (0, 1),
        Some('*') => (0, u32::MAX),
        Some('+') => (1, u32::MAX),
        Some('{') => {
            source.next();
            return counted(source);
        }
        _ => return Some((1, 1)),
    };
    source.next();
    Some(found)
}

/// `{2}`, `{2,}` or `{2,5}`, whose brace was read.
fn counted(source: &mut Source<'_>) -> Option<(u32, u32)> {
    let mut text = String::new();
    loop {
        match source.next()? {
            '}' => break,
            c => text.push(c),
        }
    }
    let number = |text: &str| text.parse::<u32>().ok().filter(|count| *count <= MAX_COUNT);
    match text.split_once(',') {
        None => number(&text).map(|count| (count, count)),
        Some((least, "")) => Some((number(least)?, u32::MAX)),
        Some((least, most)) => Some((number(least)?, number(most)?)),
    }
}

/// What follows a backslash: ranges, and whether all but those are meant.
fn escape(source: &mut Source<'_>) -> Option<(Vec<(char, char)>, bool)> {
    let digit = vec![('0', '9')];
    let word = vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    let blank = vec![('\t', '\r'), (' ', ' ')];
    Some(match source.next()? {
        'd' => (digit, false),
        'D' => (digit, true),
        'w' => (word, false),
        'W' => (word, true),
        's' => (blank, false),
        'S' => (blank, true),
        'x' => {
            let code = source.next()?.to_digit(16)? * 16 + source.next()?.to_digit(16)?;
            let c = char::from_u32(code)?;
            (vec![(c, c)], false)
        }
        c if c.is_ascii_punctuation() => (vec![(c, c)], false),
        _ => return None,
    })
}

/// A class, whose bracket was read.
fn class(source: &mut Source<'_>) -> Option<Atom> {
    let not = source.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let from = match source.next()? {
            ']' => break,
            '\\' => {
                let (found, false) = escape(source)? else { return None };
                match found.as_slice() {
                    [(c, same)] if c == same => *c,
                    _ => {
                        ranges.extend(found);
                        continue;
                    }
                }
            }
            c if is_literal(c) || "^$?{}|*+.".contains(c) => c,
            _ => return None,
        };
        if source.next_if_eq(&'-').is_none() {
            ranges.push((from, from));
            continue;
        }
        match source.next()? {
            ']' => {
                ranges.extend([(from, from), ('-', '-')]);
                break;
            }
            to => ranges.push((from, to)),
        }
    }
    (!ranges.is_empty()).then_some(Atom::Of(ranges, not))
}

/// Whether the pieces match from a place on. Places where some rest of them is known not to match
/// are `dead`.
fn runs(pieces: &[Piece], text: &[char], at: usize, dead: &mut BTreeSet<(usize, usize)>) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return true };
    if dead.contains(&(pieces.len(), at)) {
        return false;
    }
    let found = match piece.atom {
        Atom::Start => at == 0 && runs(rest, text, at, dead),
        Atom::End => at == text.len() && runs(rest, text, at, dead),
        _ => {
            let fits = text.iter().skip(at).take_while(|c| piece.atom.takes(**c));
            let most = fits.take(piece.most as usize).count();
            let counts = (piece.least as usize..=most).rev();
            counts.into_iter().any(|count| runs(rest, text, at + count, dead))
        }
    };
    if !found {
        dead.insert((pieces.len(), at));
    }
    found
}

impl Atom {
    fn takes(&self, c: char) -> bool {
        match self {
            Atom::Start | Atom::End => false,
            Atom::Any => c != '\n',
            Atom::Of(ranges, not) => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *not
            }
        }
    }
}
