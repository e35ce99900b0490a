//! The budgets of the account.

use std::collections::BTreeMap;

use super::api;
use crate::sim::real::Real;
use crate::sim::scope::AccountId;
use crate::sim::time::Time;

/// The budgets of each account.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Accounts(BTreeMap<AccountId, State>);

impl Accounts {
    /// Those of one account, if it ever had any.
    pub fn of(&self, account: AccountId) -> Option<&State> {
        self.0.get(&account)
    }

    /// Those of one account.
    pub(crate) fn of_mut(&mut self, account: AccountId) -> &mut State {
        self.0.entry(account).or_default()
    }
}

/// Every budget of an account, by name.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) budgets: BTreeMap<String, Budget>,
    /// Whether somebody wakes to look at them.
    pub(super) awake: bool,
}

/// A budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// As it was given.
    pub given: api::Budget,
    /// Its limit in dollars.
    pub limit: Real,
    /// When it was made.
    pub created: Time,
    /// Its alerts.
    pub alerts: Vec<Alert>,
}

/// An alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// When it tells, as it was given.
    pub given: api::Notification,
    /// Whom.
    pub subscribers: Vec<api::Subscriber>,
    /// The month in which it told, counted from year 0; it tells once a month.
    pub told: Option<i32>,
    /// Whether its threshold is crossed now.
    pub crossed: bool,
}

impl std::hash::Hash for Budget {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        use crate::api::Shape as _;
        (self.given.write(), self.limit, self.created).hash(state);
        for alert in &self.alerts {
            (alert.given.write(), alert.told, alert.crossed).hash(state);
            alert.subscribers.iter().for_each(|one| one.write().hash(state));
        }
    }
}

impl State {
    /// Every budget, by name.
    pub fn budgets(&self) -> &BTreeMap<String, Budget> {
        &self.budgets
    }
}
