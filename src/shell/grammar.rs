//! How a script is read: small parsers over the text, none of which goes back.

use winnow::Parser;
use winnow::error::ParserError;
use winnow::token::{any, literal, take_while};

use super::fault::Fault;
use super::script::{
    Chain, Command, Into, Link, MAX_BYTES, MAX_DEPTH, MAX_LINES, Part, Script, ScriptError,
    Statement, Word,
};
use super::unfold::{Lines, Unfolded, unescaped_end, unfold};

/// A fault, and how much of the text was left where it lies.
#[derive(Debug)]
struct Found {
    left: usize,
    fault: Fault,
}

impl<'a> ParserError<&'a str> for Found {
    type Inner = Found;

    fn from_input(input: &&'a str) -> Found {
        unexpected(input)
    }

    fn into_inner(self) -> Result<Found, Found> {
        Ok(self)
    }
}

type Parsed<T> = Result<T, Found>;

/// Where a word stands.
#[derive(Clone, Copy)]
struct Place {
    /// In how many `$(…)`.
    depth: usize,
    /// Whether `<` and `>` are plain characters, as in `expect`.
    compares: bool,
}

const TOP: Place = Place { depth: 0, compares: false };

/// Words that begin what a shell has and this one has not.
const CONTROL: [&str; 14] = [
    "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac",
    "function", "{",
];

/// Reads a script whole.
pub(super) fn script(text: &str) -> Result<Script, ScriptError> {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    if lines > MAX_LINES || text.len() > MAX_BYTES {
        let fault = Fault::new("shell.parse.long").with("lines", MAX_LINES.to_string());
        return Err(ScriptError { line: MAX_LINES.min(lines) + 1, column: 1, fault });
    }
    let unfolded = unfold(text);
    let mut rest = unfolded.text.as_str();
    let (mut script, mut lines) = (Script::default(), unfolded.lines());
    loop {
        let statement = statement(&mut rest, &unfolded.text, &mut lines);
        match statement.map_err(|found| locate(&unfolded, found))? {
            Some(statement) => script.statements.push(statement),
            None => return Ok(script),
        }
    }
}

fn locate(script: &Unfolded<'_>, found: Found) -> ScriptError {
    let (line, column) = script.place(script.text.len().saturating_sub(found.left));
    ScriptError { line, column, fault: found.fault }
}

fn fault(input: &str, key: &'static str) -> Found {
    Found { left: input.len(), fault: Fault::new(key) }
}

/// Something that cannot stand here.
fn unexpected(input: &str) -> Found {
    let found = match input.chars().next() {
        None => return fault(input, "shell.parse.end"),
        Some('\n') => return fault(input, "shell.parse.line-end"),
        Some(c) => c,
    };
    let operator = ["&&", "||", ">>", "<<"].iter().find(|text| input.starts_with(**text));
    let found = operator.map_or_else(|| found.to_string(), |text| (*text).to_owned());
    let mut fault = fault(input, "shell.parse.unexpected");
    fault.fault = fault.fault.with("found", found);
    fault
}

fn statement(input: &mut &str, script: &str, lines: &mut Lines<'_>) -> Parsed<Option<Statement>> {
    blank(input, true)?;
    if input.is_empty() {
        return Ok(None);
    }
    let start = *input;
    let line = lines.at(script.len() - start.len());
    let chain = chain(input, TOP)?;
    let written = start.get(..start.len() - input.len()).unwrap_or_default();
    let text = written_out(written);
    end(input)?;
    Ok(Some(Statement { line, text, chain }))
}

/// What may follow a statement: `;`, the end of the line, a comment, the end of the text.
fn end(input: &mut &str) -> Parsed<()> {
    blank(input, false)?;
    match input.chars().next() {
        None => Ok(()),
        Some(';') if !input.starts_with(";;") => any.void().parse_next(input),
        Some('\n') => any.void().parse_next(input),
        Some(_) => Err(unexpected(input)),
    }
}

/// Blanks and comments; ends of lines too where `lines` says so.
fn blank(input: &mut &str, lines: bool) -> Parsed<()> {
    loop {
        let before = input.len();
        let space = |c: char| c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n');
        take_while(0.., space).void().parse_next(input)?;
        if input.starts_with('#') {
            take_while(0.., |c| c != '\n').void().parse_next(input)?;
        }
        if input.len() == before {
            return Ok(());
        }
    }
}

fn chain(input: &mut &str, place: Place) -> Parsed<Chain> {
    let first = command(input, place)?;
    let mut rest = Vec::new();
    loop {
        let written = *input;
        blank(input, false)?;
        let link = match *input {
            text if text.starts_with("&&") => Link::And,
            text if text.starts_with("||") => Link::Or,
            _ => {
                *input = written;
                return Ok(Chain { first, rest });
            }
        };
        let joint = if link == Link::And { "&&" } else { "||" };
        literal(joint).void().parse_next(input)?;
        blank(input, true)?;
        rest.push((link, command(input, place)?));
    }
}

/// Whether a command ends here.
fn is_end(input: &str, place: Place) -> bool {
    match input.chars().next() {
        None | Some('\n' | ';' | '&' | '|') => true,
        Some(')') => place.depth > 0,
        Some(_) => false,
    }
}

fn command(input: &mut &str, place: Place) -> Parsed<Command> {
    let start = *input;
    let (mut assigned, mut written) = (Vec::new(), start);
    while let Some(name) = assignment(input) {
        let value = if is_blank(input) || is_end(input, place) {
            Word::default()
        } else {
            word(input, place)?
        };
        assigned.push((name, value));
        written = *input;
        blank(input, false)?;
    }
    if !assigned.is_empty() {
        if !is_end(input, place) {
            return Err(fault(start, "shell.parse.prefix"));
        }
        *input = written;
        return Ok(Command::Assign(assigned));
    }
    if is_end(input, place) {
        return Err(match input.chars().next() {
            None | Some('\n') => fault(input, "shell.parse.command"),
            Some(_) => unexpected(input),
        });
    }
    let verb = word(input, place)?;
    if verb.bare().is_some_and(|verb| CONTROL.contains(&verb)) {
        let mut found = fault(start, "shell.parse.control");
        found.fault = found.fault.with("found", verb.bare().unwrap_or_default());
        return Err(found);
    }
    if verb.bare() == Some("at") && place.depth == 0 {
        return at(input, start);
    }
    let compares = verb.bare() == Some("expect");
    words(input, Place { compares, ..place }, verb)
}

/// The words that follow a verb, and the commands and the file that read what it prints.
fn words(input: &mut &str, place: Place, verb: Word) -> Parsed<Command> {
    let mut stages = vec![stage(input, place, verb)?];
    let mut into = None;
    while !place.compares && into.is_none() {
        let written = *input;
        blank(input, false)?;
        if input.starts_with('|') && !input.starts_with("||") {
            any.void().parse_next(input)?;
            blank(input, true)?;
            if input.is_empty() {
                return Err(fault(input, "shell.parse.command"));
            }
            if is_end(input, place) {
                return Err(unexpected(input));
            }
            let verb = word(input, place)?;
            stages.push(stage(input, place, verb)?);
        } else if input.starts_with('>') {
            let on = input.starts_with(">>");
            take_while(1..=1 + usize::from(on), |c| c == '>').void().parse_next(input)?;
            blank(input, false)?;
            if is_end(input, place) {
                return Err(unexpected(input));
            }
            into = Some(Into { file: word(input, place)?, on });
        } else {
            // What stands behind the last word is no part of the command.
            *input = written;
            break;
        }
    }
    if into.is_some() || stages.len() > 1 {
        return Ok(Command::Piped { stages, into });
    }
    Ok(Command::Run(stages.pop().unwrap_or_default()))
}

/// A verb with the words behind it.
fn stage(input: &mut &str, place: Place, verb: Word) -> Parsed<Vec<Word>> {
    let mut words = vec![verb];
    loop {
        let written = *input;
        blank(input, false)?;
        if is_end(input, place) || (!place.compares && input.starts_with('>')) {
            *input = written;
            return Ok(words);
        }
        words.push(word(input, place)?);
    }
}

/// `NAME=` at the start of a word.
fn assignment(input: &mut &str) -> Option<String> {
    let end = input.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, rest) = input.split_at_checked(end)?;
    let rest = rest.strip_prefix('=')?;
    is_name(name).then(|| {
        *input = rest;
        name.to_owned()
    })
}

fn is_blank(input: &str) -> bool {
    input.starts_with([' ', '\t', '\r'])
}

/// `at TIME WHO: …`, of which `at` is read.
fn at(input: &mut &str, start: &str) -> Parsed<Command> {
    let mut next = |ends: bool| -> Parsed<Word> {
        blank(input, false)?;
        if is_end(input, TOP) || (ends && input.is_empty()) {
            return Err(fault(start, "shell.parse.at"));
        }
        word(input, TOP)
    };
    let (time, mut who) = (next(false)?, next(true)?);
    let named = match who.0.last_mut() {
        Some(Part::Text(text)) => text.pop() == Some(':'),
        _ => false,
    };
    who.0.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    if !named || who.0.is_empty() {
        return Err(fault(start, "shell.parse.at"));
    }
    blank(input, false)?;
    let from = *input;
    let first = command(input, TOP)?;
    if !takes_no_time(&first) {
        return Err(fault(from, "shell.parse.at-command"));
    }
    let written = from.get(..from.len() - input.len()).unwrap_or_default();
    Ok(Command::At { time, who, text: written_out(written) })
}

/// Whether it is commands alone, and none that moves the clock.
fn takes_no_time(command: &Command) -> bool {
    match command {
        Command::Run(words) => !is_clock(words),
        Command::Piped { stages, .. } => !stages.iter().any(|words| is_clock(words)),
        Command::Assign(_) | Command::At { .. } => false,
    }
}

/// Whether a command moves the clock or asks about it, which only the script itself may do.
fn is_clock(words: &[Word]) -> bool {
    let verb = words.first().and_then(Word::bare);
    matches!(verb, Some("at" | "sleep" | "expect" | "set"))
}

fn word(input: &mut &str, place: Place) -> Parsed<Word> {
    let mut parts: Vec<Part> = Vec::new();
    loop {
        match input.chars().next() {
            None | Some(' ' | '\t' | '\r' | '\n' | ';') => break,
            Some('&') if input.starts_with("&&") => break,
            Some('|') if input.starts_with("||") => break,
            Some(')') if place.depth > 0 => break,
            Some('|') if !place.compares => break,
            Some('>') if !place.compares && !is_stream(&parts) => break,
            Some('<' | '>') if place.compares => plain(input, &mut parts)?,
            Some('|' | '&' | '<' | '>' | '(' | ')' | '`') => return Err(unexpected(input)),
            Some('\'') => parts.push(Part::Quoted(single(input)?)),
            Some('"') => double(input, place, &mut parts)?,
            Some('$') => parts.push(dollar(input, place, false)?),
            Some('\\') => {
                any.void().parse_next(input)?;
                plain(input, &mut parts)?;
            }
            Some(_) => plain(input, &mut parts)?,
        }
    }
    if parts.is_empty() { Err(unexpected(input)) } else { Ok(Word(merged(parts))) }
}

/// Whether a number stands before `>`: streams other than the first are not simulated.
fn is_stream(parts: &[Part]) -> bool {
    let number = |text: &String| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    matches!(parts, [Part::Text(text)] if number(text))
}

/// One character as itself.
fn plain(input: &mut &str, parts: &mut Vec<Part>) -> Parsed<()> {
    let Ok(c) = any::<&str, Found>.parse_next(input) else {
        return Err(fault(input, "shell.parse.end"));
    };
    match parts.last_mut() {
        Some(Part::Text(text)) => text.push(c),
        _ => parts.push(Part::Text(c.to_string())),
    }
    Ok(())
}

/// `'…'`
fn single(input: &mut &str) -> Parsed<String> {
    let start = *input;
    any.void().parse_next(input)?;
    let text: &str = take_while(0.., |c| c != '\'').parse_next(input)?;
    let text = text.to_owned();
    let closed: Result<char, Found> = any.parse_next(input);
    closed.map_err(|_| fault(start, "shell.parse.quote"))?;
    Ok(text)
}

/// `"…"`, in which `$` and `\` keep their meaning.
fn double(input: &mut &str, place: Place, parts: &mut Vec<Part>) -> Parsed<()> {
    let start = *input;
    any.void().parse_next(input)?;
    let mut text = String::new();
    let mut made = false;
    loop {
        match input.chars().next() {
            None => return Err(fault(start, "shell.parse.quote")),
            Some('"') => {
                any.void().parse_next(input)?;
                if !text.is_empty() || !made {
                    parts.push(Part::Quoted(text));
                }
                return Ok(());
            }
            Some('`') => return Err(unexpected(input)),
            Some('$') => match dollar(input, place, true)? {
                Part::Text(plain) => text.push_str(&plain),
                part => {
                    if !text.is_empty() {
                        parts.push(Part::Quoted(std::mem::take(&mut text)));
                    }
                    parts.push(part);
                    made = true;
                }
            },
            Some('\\') => {
                any.void().parse_next(input)?;
                let escaped = input.chars().next().filter(|c| "$`\"\\".contains(*c));
                text.push(escaped.unwrap_or('\\'));
                if escaped.is_some() {
                    any.void().parse_next(input)?;
                }
            }
            Some(c) => {
                any.void().parse_next(input)?;
                text.push(c);
            }
        }
    }
}

/// What begins with `$`: a variable, the output of commands, or just the character.
fn dollar(input: &mut &str, place: Place, quoted: bool) -> Parsed<Part> {
    let start = *input;
    any.void().parse_next(input)?;
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match input.chars().next() {
        Some('?') => {
            any.void().parse_next(input)?;
            Ok(Part::Variable { name: "?".to_owned(), quoted })
        }
        Some('{') => {
            any.void().parse_next(input)?;
            let name: &str = take_while(0.., |c| letter(c) || c == '?').parse_next(input)?;
            let name = name.to_owned();
            let closed: Result<&str, Found> = literal("}").parse_next(input);
            let good = name == "?" || is_name(&name);
            match closed {
                Ok(_) if good => Ok(Part::Variable { name, quoted }),
                _ => Err(fault(start, "shell.parse.variable")),
            }
        }
        Some('(') => output(input, start, place, quoted),
        Some(c) if c.is_ascii_alphabetic() || c == '_' => {
            let name: &str = take_while(1.., letter).parse_next(input)?;
            Ok(Part::Variable { name: name.to_owned(), quoted })
        }
        Some('0'..='9' | '@' | '*' | '#' | '$' | '!') => Err(fault(start, "shell.parse.variable")),
        Some('\'' | '"') if !quoted => Err(fault(start, "shell.parse.variable")),
        _ => Ok(Part::Text("$".to_owned())),
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !text.contains('?')
}

/// `$(…)`, of which `$` is read.
fn output(input: &mut &str, start: &str, place: Place, quoted: bool) -> Parsed<Part> {
    if input.starts_with("((") {
        return Err(fault(start, "shell.parse.variable"));
    }
    if place.depth >= MAX_DEPTH {
        return Err(fault(start, "shell.parse.depth"));
    }
    any.void().parse_next(input)?;
    let inner = Place { depth: place.depth + 1, compares: false };
    let mut chains = Vec::new();
    loop {
        blank(input, true)?;
        match input.chars().next() {
            None => return Err(fault(start, "shell.parse.open")),
            Some(')') => {
                any.void().parse_next(input)?;
                return Ok(Part::Output { chains, quoted });
            }
            Some(_) => {}
        }
        let from = *input;
        let chain = chain(input, inner)?;
        let commands = (0..chain.len()).filter_map(|i| chain.get(i));
        let mut commands = commands.map(|(_, command)| command);
        if commands.any(|command| !takes_no_time(command)) {
            return Err(fault(from, "shell.parse.inner-command"));
        }
        chains.push(chain);
        blank(input, false)?;
        match input.chars().next() {
            Some(';' | '\n') => any.void().parse_next(input)?,
            Some(')') | None => {}
            Some(_) => return Err(unexpected(input)),
        }
    }
}

/// Neighbouring texts as one.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match (merged.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (_, part) => merged.push(part),
        }
    }
    merged
}

/// A statement's text, without the blanks behind it.
fn written_out(text: &str) -> String {
    text.get(..unescaped_end(text)).unwrap_or_default().to_owned()
}
