//! Switching to a role of another account: what the header shows, and what the form offers.

use crate::sim::{AccountId, Arn, Who, World};
use crate::view::format;

/// The role the console is switched to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The role's name.
    pub role: String,
    /// The account, as the header shows it.
    pub account: String,
    /// The account's name in the organization.
    pub name: Option<String>,
    /// Who switched: the name of the profile.
    pub from: String,
}

/// The role the console is switched to, if it is.
pub fn seat(world: &World) -> Option<Seat> {
    let seat = world.seat()?;
    let account = seat.role.account()?;
    let of = world.organizations().of(account);
    let member = of.and_then(|of| of.members.get(&account));
    Some(Seat {
        role: last(&seat.role).to_owned(),
        account: format::account(&account.to_string()),
        name: member.map(|member| member.name.clone()),
        from: seat.from.profile().to_owned(),
    })
}

fn last(role: &Arn) -> &str {
    role.rest().rsplit('/').next().unwrap_or_default()
}

/// What the form offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Roles people may be let into: of whose account, its name, the role's name.
    pub roles: Vec<Known>,
    /// The role that is switched to now.
    pub seat: Option<Seat>,
    /// Whether the root user is signed in, who cannot switch.
    pub root: bool,
}

/// A role that trusts the account one comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The account.
    pub account: String,
    /// Its name.
    pub name: String,
    /// The role's name.
    pub role: String,
}

/// What the form offers.
pub fn form(world: &World) -> Form {
    let who = world.seat().map(|seat| seat.from);
    let who = who.or_else(|| world.console().map(|session| session.who.clone()));
    let root = matches!(who, Some(Who::Root) | None)
        || who.as_ref().and_then(Who::elsewhere).is_some_and(|(_, user)| user.is_none());
    let mut roles = Vec::new();
    for (account, iam) in world.accounts().iter().filter(|(one, _)| *one != world.home()) {
        let of = world.organizations().of(account);
        let member = of.and_then(|of| of.members.get(&account));
        let trusting = iam.roles().values().filter(|role| {
            let trusts = crate::view::iam::roles::trusted(&role.trust.json());
            trusts.iter().any(|whom| whom.contains(&world.home().to_string()))
        });
        roles.extend(trusting.map(|role| Known {
            account: account.to_string(),
            name: member.map(|member| member.name.clone()).unwrap_or_default(),
            role: role.name().to_owned(),
        }));
    }
    Form { roles, seat: seat(world), root }
}

/// The ARN of a role by the account's number and the role's name, as they are typed: the number
/// with or without dashes, the role with or without its path.
pub fn role(account: &str, name: &str) -> Option<String> {
    let digits: String = account.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let account = AccountId::parse(&digits)?;
    let name = name.trim().trim_start_matches('/');
    (!name.is_empty()).then(|| format!("arn:aws:iam::{account}:role/{name}"))
}

/// The role with which the management account gets into an account: the one Organizations made,
/// else another that trusts it.
pub fn way_in(world: &World, account: AccountId) -> Option<String> {
    let roles = form(world).roles.into_iter().filter(|one| one.account == account.to_string());
    let mut roles: Vec<Known> = roles.collect();
    roles.sort_by_key(|one| one.role != "OrganizationAccountAccessRole");
    roles.first().map(|one| one.role.clone())
}
