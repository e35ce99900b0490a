//! IAM of every account there is. Nothing of one account is ever found in another.

use std::collections::BTreeMap;

use super::roles::Role;
use super::state::State;
use crate::access::Moved;
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn};
use crate::sim::time::Time;

/// The account a world begins in, and those its organization made.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Accounts {
    account: AccountId,
    home: State,
    members: BTreeMap<AccountId, State>,
}

impl Accounts {
    /// The one account every world begins with.
    pub fn new(account: AccountId, start: Time, ids: Ids) -> Accounts {
        let home = State::new(account, start, ids);
        Accounts { account, home, members: BTreeMap::new() }
    }

    /// IAM of an account, if it is one of this world.
    pub fn get(&self, account: AccountId) -> Option<&State> {
        if account == self.account { Some(&self.home) } else { self.members.get(&account) }
    }

    /// IAM of an account of this world. Whoever calls is of one; of an account that is not, that
    /// of the first is given, where no ARN of another is found.
    pub fn of(&self, account: AccountId) -> &State {
        self.members.get(&account).unwrap_or(&self.home)
    }

    /// The same, to change it.
    pub(crate) fn of_mut(&mut self, account: AccountId) -> &mut State {
        self.members.get_mut(&account).unwrap_or(&mut self.home)
    }

    /// Lets the trust policies of every account follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let states = std::iter::once(&mut self.home).chain(self.members.values_mut());
        for trust in states.flat_map(|state| state.roles.values_mut()).map(|role| &mut role.trust) {
            if moved.concerns(&trust.policy) {
                let mut text = trust.text.to_string();
                moved.rewrite(&mut text, &mut trust.policy);
                trust.text = text.into();
            }
        }
    }

    /// The role with this ARN, in whatever account.
    pub fn role(&self, arn: &Arn) -> Option<&Role> {
        self.get(arn.account()?)?.role(arn)
    }

    /// A new account, with nobody in it but its root user.
    pub(crate) fn open(&mut self, account: AccountId, now: Time, ids: Ids) -> &mut State {
        let seed = ids.number("iam:account", account.number(), u64::MAX);
        self.members.entry(account).or_insert_with(|| State::empty(now, Ids::new(seed)))
    }

    /// The accounts, the first of the world first.
    pub fn iter(&self) -> impl Iterator<Item = (AccountId, &State)> {
        let members = self.members.iter().map(|(account, state)| (*account, state));
        std::iter::once((self.account, &self.home)).chain(members)
    }
}
