//! The little of the shell's grammar that scripts may use: commands in a row or behind each other's
//! back, quotes, output thrown away, and the loops that keep a processor busy.

/// A command, or commands in a loop.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// One command.
    Simple {
        /// Its words.
        words: Vec<String>,
        /// Whether what it prints is thrown away.
        quiet: bool,
        /// Whether the script goes on beside it.
        background: bool,
        /// Whether it runs only if what stands before `&&` succeeded.
        depends: bool,
    },
    /// `while true; do …; done`
    Endless {
        /// What is done.
        body: Vec<Statement>,
        /// Whether the script goes on beside it.
        background: bool,
    },
    /// `for i in 1 2 3; do …; done`
    Times {
        /// How often.
        times: usize,
        /// What is done.
        body: Vec<Statement>,
    },
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Quiet,
    Background,
    And,
    End,
}

/// How often a loop may be gone through.
const MOST: usize = 128;

/// The statements of a script; the line that cannot be read otherwise.
pub fn parse(text: &str, vcpus: u32) -> Result<Vec<Statement>, String> {
    let mut tokens = Vec::new();
    for line in text.lines() {
        split(line.trim(), vcpus, &mut tokens).ok_or_else(|| line.trim().to_owned())?;
        tokens.push(Token::End);
    }
    let mut rest = tokens.as_slice();
    let found = statements(&mut rest, None);
    found.filter(|_| rest.is_empty()).ok_or_else(|| text.trim().to_owned())
}

/// Splits a line into words and what stands between them.
fn split(line: &str, vcpus: u32, tokens: &mut Vec<Token>) -> Option<()> {
    // How many processors there are, and counting, are all that is looked up.
    let line = line.replace("$(nproc)", &vcpus.to_string()).replace("`nproc`", &vcpus.to_string());
    let mut rest = line.as_str();
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Some(()) };
        if first == '#' {
            return Some(());
        }
        if let Some(after) = rest.strip_prefix("&>").filter(|after| after.trim_start() != "") {
            rest = away(after)?;
            tokens.push(Token::Quiet);
        } else if let Some(after) = rest.strip_prefix("2>&1") {
            rest = after;
        } else if let Some(after) = rest.strip_prefix("2>") {
            rest = away(after)?;
        } else if let Some(after) = rest.strip_prefix("1>").or_else(|| rest.strip_prefix('>')) {
            rest = away(after)?;
            tokens.push(Token::Quiet);
        } else if let Some(after) = rest.strip_prefix("&&") {
            rest = after;
            tokens.push(Token::And);
        } else if let Some(after) = rest.strip_prefix('&') {
            rest = after;
            tokens.push(Token::Background);
        } else if let Some(after) = rest.strip_prefix(';') {
            rest = after;
            tokens.push(Token::End);
        } else {
            let (word, after) = word(rest)?;
            tokens.push(Token::Word(word));
            rest = after;
        }
    }
}

/// What stands behind `> /dev/null`.
fn away(after: &str) -> Option<&str> {
    after.trim_start_matches('>').trim_start().strip_prefix("/dev/null")
}

/// A word with its quotes taken off, and what follows.
fn word(text: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut quote = None;
    // `$(seq 4)` is a word that holds spaces.
    if let Some((counted, after)) = text.strip_prefix("$(seq ").and_then(|t| t.split_once(')')) {
        return Some((format!("$(seq {})", counted.trim()), after));
    }
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('\''), c) => word.push(c),
            (None, '\'' | '"') => quote = Some(c),
            (_, '$' | '`' | '\\') => return None,
            (Some(_), c) => word.push(c),
            (None, '|' | '<' | '(' | ')') => return None,
            (None, c) if c.is_whitespace() || matches!(c, ';' | '&' | '>') => {
                return Some((word, text.get(at..)?));
            }
            (None, c) => word.push(c),
        }
    }
    quote.is_none().then_some((word, ""))
}

/// Statements up to a word that closes them.
fn statements(rest: &mut &[Token], close: Option<&str>) -> Option<Vec<Statement>> {
    let mut found = Vec::new();
    loop {
        match rest.first() {
            None => return close.is_none().then_some(found),
            Some(Token::End) => *rest = rest.get(1..)?,
            Some(Token::Word(word)) if Some(word.as_str()) == close => {
                *rest = rest.get(1..)?;
                return Some(found);
            }
            Some(Token::Word(word)) if word == "while" => found.push(endless(rest)?),
            Some(Token::Word(word)) if word == "for" => found.push(times(rest)?),
            Some(Token::Word(_)) => found.extend(chain(rest)?),
            Some(Token::Quiet | Token::Background | Token::And) => return None,
        }
    }
}

/// Simple commands joined by `&&`. To run all of them beside the script, as a shell does where a
/// `&` follows, is not known here.
fn chain(rest: &mut &[Token]) -> Option<Vec<Statement>> {
    let mut found = vec![simple(rest, false)];
    while rest.first() == Some(&Token::And) {
        *rest = rest.get(1..)?;
        while rest.first() == Some(&Token::End) {
            *rest = rest.get(1..)?;
        }
        if !matches!(rest.first(), Some(Token::Word(word)) if word != "while" && word != "for") {
            return None;
        }
        match simple(rest, true) {
            Statement::Simple { background: true, .. } => return None,
            one => found.push(one),
        }
    }
    Some(found)
}

fn simple(rest: &mut &[Token], depends: bool) -> Statement {
    let (mut words, mut quiet, mut background) = (Vec::new(), false, false);
    while let Some((token, after)) = rest.split_first().filter(|(token, _)| **token != Token::And) {
        *rest = after;
        match token {
            Token::Word(word) => words.push(word.clone()),
            Token::Quiet => quiet = true,
            Token::Background => {
                background = true;
                break;
            }
            Token::End | Token::And => break,
        }
    }
    Statement::Simple { words, quiet, background, depends }
}

/// The words up to the end of a line, behind the one that begins it.
fn heading(rest: &mut &[Token]) -> Option<Vec<String>> {
    *rest = rest.get(1..)?;
    match simple(rest, false) {
        Statement::Simple { words, quiet: false, background: false, .. } => Some(words),
        _ => None,
    }
}

/// What stands between `do` and `done`.
fn body(rest: &mut &[Token]) -> Option<Vec<Statement>> {
    while rest.first() == Some(&Token::End) {
        *rest = rest.get(1..)?;
    }
    match rest.first() {
        Some(Token::Word(word)) if word == "do" => *rest = rest.get(1..)?,
        _ => return None,
    }
    statements(rest, Some("done"))
}

fn endless(rest: &mut &[Token]) -> Option<Statement> {
    let condition = heading(rest)?;
    if !matches!(condition.as_slice(), [word] if word == "true" || word == ":") {
        return None;
    }
    let body = body(rest)?;
    let Statement::Simple { words, background, .. } = simple(rest, false) else { return None };
    words.is_empty().then_some(Statement::Endless { body, background })
}

fn times(rest: &mut &[Token]) -> Option<Statement> {
    let words = heading(rest)?;
    let [_, keyword, list @ ..] = words.as_slice() else { return None };
    let times = match list {
        [one] => counted(one).unwrap_or(1),
        list => list.len(),
    };
    let body = body(rest)?;
    let Statement::Simple { words, background: false, .. } = simple(rest, false) else {
        return None;
    };
    let fits = keyword == "in" && words.is_empty() && times <= MOST;
    fits.then_some(Statement::Times { times, body })
}

/// `$(seq 4)`, `$(seq 1 4)`, `{1..4}`
fn counted(text: &str) -> Option<usize> {
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let between = |from: usize, to: usize| (to + 1).saturating_sub(from);
    if let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        let (from, to) = inner.split_once("..")?;
        return Some(between(number(from)?, number(to)?));
    }
    let inner = text.strip_prefix("$(seq ")?.strip_suffix(')')?;
    match inner.split_once(' ') {
        Some((from, to)) => Some(between(number(from)?, number(to)?)),
        None => number(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match parse(text, 2) {
            Ok(found) => found.iter().map(show).collect::<Vec<_>>().join(" / "),
            Err(line) => format!("no: {line}"),
        }
    }

    fn show(one: &Statement) -> String {
        let all = |body: &[Statement]| body.iter().map(show).collect::<Vec<_>>().join(", ");
        match one {
            Statement::Simple { words, quiet, background, depends } => {
                let quiet = if *quiet { " quiet" } else { "" };
                let beside = if *background { " beside" } else { "" };
                let then = if *depends { "then " } else { "" };
                format!("{then}{}{quiet}{beside}", words.join("|"))
            }
            Statement::Endless { body, background } => {
                format!("endless({}){}", all(body), if *background { " beside" } else { "" })
            }
            Statement::Times { times, body } => format!("{times}({})", all(body)),
        }
    }

    #[test]
    fn scripts_are_read() {
        let cases = [
            ("echo 'go  on' # why", "echo|go  on"),
            ("yes > /dev/null &", "yes quiet beside"),
            ("yes >/dev/null 2>&1 & sleep 1", "yes quiet beside / sleep|1"),
            ("yes &> /dev/null; true", "yes quiet / true"),
            ("while true; do :; done &", "endless(:) beside"),
            ("while :\ndo\n  true\ndone", "endless(true)"),
            ("for i in 1 2 3; do yes > /dev/null & done", "3(yes quiet beside)"),
            ("for i in $(seq 4); do yes >/dev/null & done", "4(yes quiet beside)"),
            ("for i in {2..5}; do :; done", "4(:)"),
            ("for i in $(seq 1 $(nproc)); do :; done", "2(:)"),
            ("sh -c \"while true; do :; done\"", "sh|-c|while true; do :; done"),
            ("echo a | wc", "no: echo a | wc"),
            ("echo $HOME", "no: echo $HOME"),
            ("true && false&&echo a; :", "true / then false / then echo|a / :"),
            ("yes > /dev/null &&\n\n echo a", "yes quiet / then echo|a"),
            ("true && yes > /dev/null &", "no: true && yes > /dev/null &"),
            ("true &&", "no: true &&"),
            ("&& true", "no: && true"),
            ("true || false", "no: true || false"),
            ("while true && false; do :; done", "no: while true && false; do :; done"),
            ("while true; do :; done && true", "no: while true; do :; done && true"),
            ("yes > /tmp/out", "no: yes > /tmp/out"),
            ("while true; do :", "no: while true; do :"),
            ("while read x; do :; done", "no: while read x; do :; done"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
