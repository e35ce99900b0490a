//! `{"numeric": [">", 0, "<=", 5]}`: what stands behind the `[`.

use super::super::Fault;
use super::super::leaf::Leaf;
use super::super::tokens::Kind;
use super::Reader;
use crate::number;

const TOO_MANY: &str = "Too many elements in numeric expression";

impl Reader {
    pub(super) fn numeric(&mut self) -> Result<Leaf, Fault> {
        let first = self.next()?;
        let Kind::Text(operator) = first.kind else {
            return self.fault(format!("Invalid member in numeric match: {}", first.shown()));
        };
        // The value is read before the operator is looked at.
        let value = self.next()?;
        let name = if operator == "=" { "equals" } else { operator.as_str() };
        if !["=", "<", "<=", ">", ">="].contains(&operator.as_str()) {
            return self.fault(format!("Unrecognized numeric range operator: {operator}"));
        }
        let Kind::Number(text) = value.kind else {
            return self.fault(format!("Value of {name} must be numeric"));
        };
        let value = self.number(&text)?;
        if operator.starts_with('>') {
            return self.range((value, operator == ">="));
        }
        self.expect(&Kind::ArrayEnd, TOO_MANY)?;
        let bottom = (operator == "=").then_some((value, true));
        Ok(Leaf::Range { bottom, top: Some((value, operator != "<")) })
    }

    /// The other end of a range that has a least value, if it has one.
    fn range(&mut self, bottom: (f64, bool)) -> Result<Leaf, Fault> {
        let next = self.next()?;
        let operator = match &next.kind {
            Kind::ArrayEnd => return Ok(Leaf::Range { bottom: Some(bottom), top: None }),
            Kind::Text(operator) => operator,
            _ => return self.fault(format!("Bad value in numeric range: {}", next.shown())),
        };
        if !["<", "<="].contains(&operator.as_str()) {
            return self.fault_of_text(format!("Bad numeric range operator: {operator}"));
        }
        let Kind::Number(text) = self.next()?.kind else {
            return self.fault(format!("Value of {operator} must be numeric"));
        };
        let top = self.number(&text)?;
        self.expect(&Kind::ArrayEnd, "Too many terms in numeric range expression")?;
        if bottom.0 >= top {
            return self.fault("Bottom must be less than top");
        }
        Ok(Leaf::Range { bottom: Some(bottom), top: Some((top, operator == "<=")) })
    }

    fn number(&self, text: &str) -> Result<f64, Fault> {
        match number::parse(text).filter(|number| number.is_finite()) {
            Some(number) => Ok(number),
            None => self.fault(format!("Cannot compare number : {text}")),
        }
    }
}
