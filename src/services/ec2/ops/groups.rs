//! Making and deleting security groups, and changing their rules.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html>

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::{default_vpc, tags};
use crate::api::ApiError;
use crate::services::ec2::errors::{
    ascii, dry_run, invalid_value, missing, no_group, no_group_named,
};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::groups::{Group, Peer, Rule, revoked_rule, shown_rule};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::prefix_lists;
use crate::services::ec2::shapes::Tag;
use crate::services::ec2::shapes::groups::{
    AuthorizeInput, AuthorizeOutput, CreateSecurityGroupInput, CreateSecurityGroupOutput,
    DeleteSecurityGroupInput, DeleteSecurityGroupOutput, DescribeSecurityGroupRulesInput,
    DescribeSecurityGroupRulesOutput, IpPermission, RevokeInput, RevokeOutput,
};
use crate::services::ec2::state::State;
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// The most rules of a group in one direction.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
const MOST_RULES: usize = 60;

const FILTERS: Table = &[
    ("group-id", "GroupId"),
    ("security-group-rule-id", "SecurityGroupRuleId"),
    ("tag-key", "Tags.Key"),
];

/// Makes a security group that lets everything out and nothing in.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateSecurityGroupInput,
) -> Result<CreateSecurityGroupOutput, ApiError> {
    let name = &input.group_name;
    if name.starts_with("sg-") {
        return Err(invalid_value(format!(
            "Value ({name}) for parameter GroupName is invalid. Group names may not be in the \
             format sg-*."
        )));
    }
    ascii("GroupName", name)?;
    ascii("GroupDescription", &input.description)?;
    let vpc = match &input.vpc_id {
        Some(id) => default_vpc::known(state, ctx.scope, id).map(|()| id.clone())?,
        None => default_vpc::needed(state, ctx.scope)?,
    };
    let named =
        |id: &String| state.group_named(ctx.scope, id).is_ok_and(|(known, _)| known == *name);
    if state.group_ids(ctx.scope).iter().any(named) {
        let text = format!("The security group '{name}' already exists for VPC '{vpc}'");
        return Err(ApiError::new("InvalidGroup.Duplicate", text));
    }
    let tags = tags::of_one(input.tag_specifications.as_deref(), "security-group")?;
    dry_run(input.dry_run)?;
    // The default group is the first of its kind.
    state.made.entry((ctx.scope.region, "sg")).or_insert(1);
    let number = state.made(ctx.scope.region, "sg");
    let id = state.new_id(ctx.scope.region, "sg");
    let group = Group {
        id: id.clone(),
        scope: ctx.scope,
        number,
        name: name.clone(),
        description: input.description.clone(),
    };
    state.groups.insert(id.clone(), group);
    let shown = (!tags.is_empty()).then(|| {
        let tag = |(key, value): (&String, &String)| Tag {
            key: Some(key.clone()),
            value: Some(value.clone()),
        };
        tags.iter().map(tag).collect()
    });
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, id.clone()), tags);
    }
    ctx.fact(Fact::GroupChanged { group: id.clone() });
    let security_group_arn = ctx.scope.arn("ec2", &format!("security-group/{id}")).to_string();
    Ok(CreateSecurityGroupOutput { group_id: id, tags: shown, security_group_arn })
}

/// The group a call means, by id or by name.
fn meant(
    state: &State,
    scope: Scope,
    id: Option<&String>,
    name: Option<&String>,
) -> Result<String, ApiError> {
    if let Some(id) = id {
        if !id.starts_with("sg-") {
            let text = format!("Invalid id: \"{id}\" (expecting \"sg-...\")");
            return Err(ApiError::new("InvalidGroupId.Malformed", text));
        }
        state.group_named(scope, id)?;
        return Ok(id.clone());
    }
    let name = name.ok_or_else(|| missing("groupName or groupId"))?;
    by_name(state, scope, name)
}

/// The group with a name.
pub fn by_name(state: &State, scope: Scope, name: &str) -> Result<String, ApiError> {
    let named = |id: &String| state.group_named(scope, id).is_ok_and(|(known, _)| known == name);
    let found = state.group_ids(scope).into_iter().find(named);
    found.ok_or_else(|| no_group_named(name, &state.network(scope).vpc()))
}

/// Deletes a group that nothing uses.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteSecurityGroupInput,
) -> Result<DeleteSecurityGroupOutput, ApiError> {
    let id = meant(state, ctx.scope, input.group_id.as_ref(), input.group_name.as_ref())?;
    if id == state.network(ctx.scope).group() {
        let text =
            format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user");
        return Err(ApiError::new("CannotDelete", text));
    }
    let worn = state
        .instances
        .values()
        .any(|instance| instance.groups.contains(&id) && instance.state.name() != "terminated");
    let named = |rule: &Rule| rule.peer == Peer::Group(id.clone());
    let mut others = state.rules.iter().filter(|((_, group), _)| *group != id);
    if worn || others.any(|(_, rules)| rules.iter().any(named)) {
        let text = format!("resource {id} has a dependent object");
        return Err(ApiError::new("DependencyViolation", text));
    }
    dry_run(input.dry_run)?;
    state.groups.remove(&id);
    state.rules.remove(&(ctx.scope, id.clone()));
    state.tags.remove(&(ctx.scope, id.clone()));
    ctx.fact(Fact::GroupChanged { group: id.clone() });
    Ok(DeleteSecurityGroupOutput { done: true, group_id: id })
}

/// Adds rules; none may be there already.
pub fn authorize(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AuthorizeInput,
    egress: bool,
) -> Result<AuthorizeOutput, ApiError> {
    let group = meant(state, ctx.scope, input.group_id.as_ref(), input.group_name.as_ref())?;
    let mut rules = state.rules(ctx.scope, &group);
    let mut added = wanted(state, ctx.scope, input.ip_permissions.as_deref(), egress)?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "security-group-rule")?;
    for rule in &added {
        let twice = added.iter().filter(|other| other.is_like(rule)).count() > 1;
        if twice || rules.iter().any(|known| known.is_like(rule)) {
            return Err(duplicate(rule));
        }
    }
    if rules.iter().chain(&added).filter(|rule| rule.egress == egress).count() > MOST_RULES {
        let text = "The maximum number of rules per security group has been reached.";
        return Err(ApiError::new("RulesPerSecurityGroupLimitExceeded", text));
    }
    dry_run(input.dry_run)?;
    for rule in &mut added {
        rule.id = state.new_id(ctx.scope.region, "sgr");
        if !tags.is_empty() {
            state.tags.insert((ctx.scope, rule.id.clone()), tags.clone());
        }
    }
    let shown = |rule: &Rule| shown_rule(state, ctx.scope, &group, rule);
    let security_group_rules = added.iter().map(shown).collect();
    rules.append(&mut added);
    state.rules.insert((ctx.scope, group.clone()), rules);
    ctx.fact(Fact::GroupChanged { group });
    Ok(AuthorizeOutput { done: true, security_group_rules })
}

fn duplicate(rule: &Rule) -> ApiError {
    let protocol = match rule.protocol.as_str() {
        "-1" => "ALL".to_owned(),
        other => other.to_uppercase(),
    };
    let ports = match rule.protocol.as_str() {
        "-1" => String::new(),
        _ => format!(", from port: {}, to port: {}", rule.ports.0, rule.ports.1),
    };
    let text = format!(
        "the specified rule \"peer: {}, {protocol}{ports}, ALLOW\" already exists",
        rule.peer_text()
    );
    ApiError::new("InvalidPermission.Duplicate", text)
}

/// Takes rules away, by their ids or by what they say.
pub fn revoke(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RevokeInput,
    egress: bool,
) -> Result<RevokeOutput, ApiError> {
    let group = meant(state, ctx.scope, input.group_id.as_ref(), input.group_name.as_ref())?;
    let mut rules = state.rules(ctx.scope, &group);
    let ids = input.security_group_rule_ids.as_deref().unwrap_or_default();
    let mut gone = Vec::new();
    for id in ids {
        let known = |rule: &&Rule| rule.id == *id && rule.egress == egress;
        let rule = rules.iter().find(known).ok_or_else(|| {
            let text = format!("The security group rule ID '{id}' does not exist");
            ApiError::new("InvalidSecurityGroupRuleId.NotFound", text)
        })?;
        gone.push(rule.clone());
    }
    if ids.is_empty() {
        for wish in wanted(state, ctx.scope, input.ip_permissions.as_deref(), egress)? {
            let rule = rules.iter().find(|rule| rule.is_like(&wish)).ok_or_else(|| {
                let text = "The specified rule does not exist in this security group.";
                ApiError::new("InvalidPermission.NotFound", text)
            })?;
            gone.push(rule.clone());
        }
    }
    dry_run(input.dry_run)?;
    rules.retain(|rule| !gone.iter().any(|other| other.id == rule.id));
    let revoked_security_group_rules = gone.iter().map(|rule| revoked_rule(&group, rule)).collect();
    state.rules.insert((ctx.scope, group.clone()), rules);
    for rule in gone {
        state.tags.remove(&(ctx.scope, rule.id));
    }
    ctx.fact(Fact::GroupChanged { group });
    Ok(RevokeOutput { done: true, revoked_security_group_rules })
}

/// The rules that permissions come to, without ids.
fn wanted(
    state: &State,
    scope: Scope,
    permissions: Option<&[IpPermission]>,
    egress: bool,
) -> Result<Vec<Rule>, ApiError> {
    let permissions = permissions.filter(|list| !list.is_empty());
    let permissions = permissions.ok_or_else(|| missing("ipPermissions"))?;
    let mut rules = Vec::new();
    for permission in permissions {
        let (protocol, ports) = kind(permission)?;
        let mut add = |peer: Peer, description: Option<&String>| {
            let (id, protocol) = (String::new(), protocol.clone());
            let description = description.cloned();
            rules.push(Rule { id, egress, protocol, ports, peer, description });
        };
        for range in permission.ip_ranges.iter().flatten() {
            let cidr = range.cidr_ip.as_deref().unwrap_or_default();
            add(Peer::V4(v4(cidr)?), range.description.as_ref());
        }
        for range in permission.ipv6_ranges.iter().flatten() {
            let cidr = range.cidr_ipv6.as_deref().unwrap_or_default();
            add(Peer::V6(v6(cidr)?), range.description.as_ref());
        }
        for pair in permission.user_id_group_pairs.iter().flatten() {
            let account = scope.account.to_string();
            if let Some(other) = pair.user_id.as_ref().filter(|user| **user != account) {
                return Err(ApiError::not_simulated(format!("a group of account {other}")));
            }
            let group = meant(state, scope, pair.group_id.as_ref(), pair.group_name.as_ref())?;
            add(Peer::Group(group), pair.description.as_ref());
        }
        for list in permission.prefix_list_ids.iter().flatten() {
            let id = list.prefix_list_id.as_deref().unwrap_or_default();
            let known = state.prefix_lists(scope).into_iter().find(|known| known.id == *id);
            let known = known.ok_or_else(|| prefix_lists::unknown(id))?;
            add(Peer::List(known.id), list.description.as_ref());
        }
    }
    if rules.is_empty() {
        return Err(missing("ipRanges, ipv6Ranges, prefixListIds or groups"));
    }
    Ok(rules)
}

/// Protocol and ports of a permission.
fn kind(permission: &IpPermission) -> Result<(String, (i32, i32)), ApiError> {
    let given = permission.ip_protocol.as_deref().ok_or_else(|| missing("ipProtocol"))?;
    let protocol = match given.to_ascii_lowercase().as_str() {
        "6" | "tcp" => "tcp".to_owned(),
        "17" | "udp" => "udp".to_owned(),
        "1" | "icmp" => "icmp".to_owned(),
        "58" | "icmpv6" => "icmpv6".to_owned(),
        "-1" | "all" => return Ok(("-1".to_owned(), (-1, -1))),
        other if other.parse::<u8>().is_ok() => other.to_owned(),
        other => return Err(invalid_value(format!("Invalid value '{other}' for IP protocol."))),
    };
    let (from, to) = (permission.from_port, permission.to_port);
    let ranged = matches!(protocol.as_str(), "tcp" | "udp");
    match (from, to) {
        (Some(from), Some(to)) if ranged && !(0..=65_535).contains(&from) => {
            let _ = to;
            Err(invalid_value(format!("Invalid value '{from}' for portRange.")))
        }
        (Some(from), Some(to)) if ranged && (to < from || to > 65_535) => {
            Err(invalid_value(format!("Invalid value '{from}-{to}' for portRange.")))
        }
        (Some(from), Some(to)) => Ok((protocol, (from, to))),
        _ if ranged => Err(invalid_value(
            "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
        )),
        (from, to) => Ok((protocol, (from.unwrap_or(-1), to.unwrap_or(-1)))),
    }
}

/// A range of IPv4 addresses with its host bits cleared, as AWS keeps it.
fn v4(cidr: &str) -> Result<String, ApiError> {
    let malformed = || invalid_value(format!("CIDR block {cidr} is malformed"));
    let (address, bits) = cidr.split_once('/').ok_or_else(malformed)?;
    let address: Ipv4Addr = address.parse().map_err(|_| malformed())?;
    let bits: u32 = bits.parse().map_err(|_| malformed())?;
    if bits > 32 {
        return Err(malformed());
    }
    let mask = if bits == 0 { 0 } else { u32::MAX << (32 - bits) };
    Ok(format!("{}/{bits}", Ipv4Addr::from(u32::from(address) & mask)))
}

fn v6(cidr: &str) -> Result<String, ApiError> {
    let malformed = || invalid_value(format!("CIDR block {cidr} is malformed"));
    let (address, bits) = cidr.split_once('/').ok_or_else(malformed)?;
    let address: Ipv6Addr = address.parse().map_err(|_| malformed())?;
    let bits: u32 = bits.parse().map_err(|_| malformed())?;
    if bits > 128 {
        return Err(malformed());
    }
    let mask = if bits == 0 { 0 } else { u128::MAX << (128 - bits) };
    Ok(format!("{}/{bits}", Ipv6Addr::from(u128::from(address) & mask)))
}

/// Describes rules, group by group.
pub fn describe_rules(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeSecurityGroupRulesInput,
) -> Result<DescribeSecurityGroupRulesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.security_group_rule_ids.as_deref().unwrap_or_default();
    let mut all = Vec::new();
    for group in state.group_ids(ctx.scope) {
        let rules = state.rules(ctx.scope, &group);
        all.extend(rules.into_iter().map(|rule| (group.clone(), rule)));
    }
    if let Some(other) = ids.iter().find(|id| all.iter().all(|(_, rule)| rule.id != **id)) {
        let text = format!("The security group rule ID '{other}' does not exist");
        return Err(ApiError::new("InvalidSecurityGroupRuleId.NotFound", text));
    }
    dry_run(input.dry_run)?;
    let found: Vec<Value> = all
        .iter()
        .filter(|(_, rule)| ids.is_empty() || ids.contains(&rule.id))
        .map(|(group, rule)| shown_rule(state, ctx.scope, group, rule))
        .filter(|item| filters.pass(item))
        .collect();
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("securityGroupRuleId", !ids.is_empty()),
        limit: 1000,
    };
    let (security_group_rules, next_token) = page(found, &asked)?;
    Ok(DescribeSecurityGroupRulesOutput { security_group_rules, next_token })
}

/// The groups with these ids, or these names; the default one when none is given.
pub fn chosen(
    state: &State,
    scope: Scope,
    ids: &[String],
    names: &[String],
) -> Result<Vec<String>, ApiError> {
    let vpc = state.network(scope).vpc();
    let mut found: Vec<String> = Vec::new();
    for id in ids {
        state.group_named(scope, id).map_err(|_| {
            let text = format!("The security group '{id}' does not exist in VPC '{vpc}'");
            ApiError::new("InvalidGroup.NotFound", text)
        })?;
        found.push(id.clone());
    }
    for name in names {
        found.push(by_name(state, scope, name)?);
    }
    if found.is_empty() {
        found.push(state.network(scope).group());
    }
    found.dedup();
    Ok(found)
}

/// The groups with these ids must all be here.
pub fn all_here(state: &State, scope: Scope, ids: &[String]) -> Result<(), ApiError> {
    let missing = ids.iter().find(|id| state.group_named(scope, id).is_err());
    missing.map_or(Ok(()), |id| Err(no_group(id)))
}
