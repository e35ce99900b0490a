//! How a query is read.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html>

use super::words::{Word, is_reserved, told, words};
use super::{Filter, Function, Key, MAX_SERIES, Order, Query};
use crate::telemetry::math::MathError;

/// Reads a query.
///
/// # Errors
/// What was expected and what stands there, or what is not simulated.
pub fn parse(text: &str) -> Result<Query, MathError> {
    let mut reader = Reader { words: words(text)?, next: 0 };
    let query = reader.query()?;
    match reader.peek() {
        None => Ok(query),
        found => Err(expected("the next clause or the end", found)),
    }
}

struct Reader {
    words: Vec<Word>,
    next: usize,
}

fn expected(what: &str, found: Option<&Word>) -> MathError {
    MathError::Syntax(format!("expected {what}, found {}", told(found)))
}

impl Reader {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.next)
    }

    /// Takes a keyword, in any case, if it comes next.
    fn skip(&mut self, keyword: &str) -> bool {
        let there =
            matches!(self.peek(), Some(Word::Bare(word)) if word.eq_ignore_ascii_case(keyword));
        self.next += usize::from(there);
        there
    }

    fn mark(&mut self, mark: &str) -> bool {
        let there = matches!(self.peek(), Some(Word::Mark(found)) if *found == mark);
        self.next += usize::from(there);
        there
    }

    fn want(&mut self, keyword: &str) -> Result<(), MathError> {
        if self.skip(keyword) { Ok(()) } else { Err(expected(keyword, self.peek())) }
    }

    fn want_mark(&mut self, mark: &str) -> Result<(), MathError> {
        if self.mark(mark) { Ok(()) } else { Err(expected(mark, self.peek())) }
    }

    /// The clauses, each at its place.
    fn query(&mut self) -> Result<Query, MathError> {
        self.want("SELECT")?;
        let function = self.function()?;
        self.want_mark("(")?;
        let metric = self.name("the name of a metric")?;
        self.want_mark(")")?;
        self.want("FROM")?;
        let (namespace, schema) = self.source()?;
        let filters = if self.skip("WHERE") { self.filters()? } else { Vec::new() };
        let group_by = if self.skip("GROUP") {
            self.want("BY")?;
            self.keys()?
        } else {
            Vec::new()
        };
        let order_by = if self.skip("ORDER") { Some(self.order()?) } else { None };
        let limit = if self.skip("LIMIT") { self.limit()? } else { MAX_SERIES };
        Ok(Query { function, metric, namespace, schema, filters, group_by, order_by, limit })
    }

    fn function(&mut self) -> Result<Function, MathError> {
        let found = match self.peek() {
            Some(Word::Bare(word)) => Function::named(word),
            _ => None,
        };
        let found = found.ok_or_else(|| expected("AVG, COUNT, MAX, MIN or SUM", self.peek()))?;
        self.next += 1;
        Ok(found)
    }

    /// A name: in double quotes, or bare if it is of letters, digits and underscores and no
    /// reserved keyword.
    fn name(&mut self, what: &str) -> Result<String, MathError> {
        let name = match self.peek() {
            Some(Word::Name(name)) => name.clone(),
            Some(Word::Bare(word)) if is_reserved(word) => {
                return Err(MathError::Syntax(format!(
                    "{word} is a reserved keyword: as a name it stands in double quotes"
                )));
            }
            Some(Word::Bare(word)) if word.contains('.') => {
                return Err(MathError::Syntax(format!("{word} stands in double quotes")));
            }
            Some(Word::Bare(word)) => word.clone(),
            found => return Err(expected(what, found)),
        };
        self.next += 1;
        Ok(name)
    }

    /// A dimension, a tag (`tag.NAME`, `tag."NAME"`), or the account (`AWS.AccountId`).
    fn key(&mut self) -> Result<Key, MathError> {
        if let Some(Word::Bare(word)) = self.peek()
            && let Some((family, name)) = word.split_once('.')
        {
            let (tag, name) = (family.eq_ignore_ascii_case("tag"), name.to_owned());
            if word.eq_ignore_ascii_case("AWS.AccountId") {
                self.next += 1;
                return Ok(Key::Account);
            }
            if tag {
                self.next += 1;
                let quoted = name.is_empty();
                let name = if quoted { self.name("the name of a tag")? } else { name };
                return Ok(Key::Tag(name));
            }
        }
        self.dimension().map(Key::Dimension)
    }

    fn dimension(&mut self) -> Result<String, MathError> {
        self.name("the name of a dimension")
    }

    fn dimensions(&mut self) -> Result<Vec<String>, MathError> {
        let mut names = vec![self.dimension()?];
        while self.mark(",") {
            names.push(self.dimension()?);
        }
        Ok(names)
    }

    fn keys(&mut self) -> Result<Vec<Key>, MathError> {
        let mut keys = vec![self.key()?];
        while self.mark(",") {
            keys.push(self.key()?);
        }
        Ok(keys)
    }

    /// A namespace, or `SCHEMA(namespace, dimension, …)`.
    fn source(&mut self) -> Result<(String, Option<Vec<String>>), MathError> {
        if !self.skip("SCHEMA") {
            return Ok((self.name("a namespace")?, None));
        }
        self.want_mark("(")?;
        let namespace = self.name("a namespace")?;
        let mut keys = if self.mark(",") { self.dimensions()? } else { Vec::new() };
        self.want_mark(")")?;
        keys.sort();
        Ok((namespace, Some(keys)))
    }

    fn filters(&mut self) -> Result<Vec<Filter>, MathError> {
        let mut filters = Vec::new();
        loop {
            let key = self.key()?;
            let equal = self.mark("=");
            if !equal && !self.mark("!=") {
                return Err(expected("= or !=", self.peek()));
            }
            let value = self.value(&key)?;
            filters.push(Filter { key, equal, value });
            if !self.skip("AND") {
                return Ok(filters);
            }
        }
    }

    /// A value in single quotes. AWS's page writes an account without them, too, and that of
    /// whoever asks as `CURRENT_ACCOUNT_ID()`.
    fn value(&mut self, key: &Key) -> Result<Option<String>, MathError> {
        let account = *key == Key::Account;
        if account && self.skip("CURRENT_ACCOUNT_ID") {
            self.want_mark("(")?;
            self.want_mark(")")?;
            return Ok(None);
        }
        let digits = |word: &str| account && word.chars().all(|c| c.is_ascii_digit());
        let value = match self.peek() {
            Some(Word::Value(value)) => value.clone(),
            Some(Word::Bare(word)) if digits(word) => word.clone(),
            found => return Err(expected("a value in single quotes", found)),
        };
        self.next += 1;
        Ok(Some(value))
    }

    /// `BY MAX() DESC`; ascending unless it is said.
    fn order(&mut self) -> Result<Order, MathError> {
        self.want("BY")?;
        let function = self.function()?;
        self.want_mark("(")?;
        self.want_mark(")")?;
        let descending = self.skip("DESC");
        if !descending {
            self.skip("ASC");
        }
        Ok(Order { function, descending })
    }

    fn limit(&mut self) -> Result<usize, MathError> {
        let found = match self.peek() {
            Some(Word::Bare(word)) => word.parse::<usize>().ok(),
            _ => None,
        };
        let found = found.filter(|limit| (1..=MAX_SERIES).contains(limit));
        let wrong = || expected("a number from 1 to 500", self.peek());
        let limit = found.ok_or_else(wrong)?;
        self.next += 1;
        Ok(limit)
    }
}
