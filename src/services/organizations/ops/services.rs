//! Services that may act in the whole organization, and the accounts that administer them.

use super::accounts::{member, view};
use super::{constraint, error, invalid, page};
use crate::api::{ApiError, Timestamp};
use crate::services::organizations::shapes::{
    Administrator, DelegationInput, EnabledService, ListAdministratorsInput,
    ListAdministratorsOutput, ListInput, ListServicesOutput, ServiceInput,
};
use crate::services::organizations::state::Organization;
use crate::sim::scope::AccountId;
use crate::sim::time::Time;

/// Services that work with Organizations, of those simulated here and some more:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html>
const SERVICES: &[&str] = &[
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "guardduty.amazonaws.com",
    "iam.amazonaws.com",
    "observabilityadmin.amazonaws.com",
    "ram.amazonaws.com",
    "securityhub.amazonaws.com",
    "ssm.amazonaws.com",
    "sso.amazonaws.com",
];

fn known(principal: &str) -> Result<(), ApiError> {
    if SERVICES.contains(&principal) {
        return Ok(());
    }
    Err(invalid("You specified an unrecognized service principal."))
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html>
pub fn enable(of: &mut Organization, now: Time, input: &ServiceInput) -> Result<(), ApiError> {
    known(&input.service_principal)?;
    if !of.all_features {
        let text = "The operation is not supported by the organization's feature set.";
        return Err(constraint(text));
    }
    of.services.entry(input.service_principal.clone()).or_insert(now);
    Ok(())
}

pub fn disable(of: &mut Organization, input: &ServiceInput) -> Result<(), ApiError> {
    known(&input.service_principal)?;
    of.services.remove(&input.service_principal);
    of.delegated.retain(|(_, service), _| *service != input.service_principal);
    Ok(())
}

pub fn list(of: &Organization, input: &ListInput) -> Result<ListServicesOutput, ApiError> {
    let item = |(name, since): (&String, &Time)| EnabledService {
        service_principal: name.clone(),
        date_enabled: Timestamp(*since),
    };
    let all = of.services.iter().map(item).collect();
    let (enabled_service_principals, next_token) =
        page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListServicesOutput { enabled_service_principals, next_token })
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html>
pub fn register(of: &mut Organization, now: Time, input: &DelegationInput) -> Result<(), ApiError> {
    let account = member(of, &input.account_id)?.0;
    known(&input.service_principal)?;
    if account == of.management {
        let text = "You cannot register master account/yourself as delegated administrator for \
                    your organization.";
        return Err(constraint(text));
    }
    if !of.services.contains_key(&input.service_principal) {
        let text = "You cannot register a delegated administrator before you enable the service.";
        return Err(constraint(text));
    }
    let key = (account, input.service_principal.clone());
    if of.delegated.contains_key(&key) {
        let text = "The provided account is already a delegated administrator for your \
                    organization.";
        return Err(error("AccountAlreadyRegisteredException", text));
    }
    of.delegated.insert(key, now);
    Ok(())
}

pub fn deregister(of: &mut Organization, input: &DelegationInput) -> Result<(), ApiError> {
    let account = member(of, &input.account_id)?.0;
    let key = (account, input.service_principal.clone());
    if of.delegated.remove(&key).is_none() {
        let text = "The provided account is not a registered delegated administrator for your \
                    organization.";
        return Err(error("AccountNotRegisteredException", text));
    }
    Ok(())
}

pub fn administrators(
    of: &Organization,
    input: &ListAdministratorsInput,
) -> Result<ListAdministratorsOutput, ApiError> {
    let wanted =
        |service: &String| input.service_principal.as_ref().is_none_or(|wanted| wanted == service);
    let mut first: Vec<(AccountId, Time)> = Vec::new();
    for ((account, service), since) in &of.delegated {
        if !wanted(service) {
            continue;
        }
        match first.iter_mut().find(|(of, _)| of == account) {
            Some((_, earliest)) => *earliest = (*earliest).min(*since),
            None => first.push((*account, *since)),
        }
    }
    let item = |(account, since): (AccountId, Time)| {
        let member = of.members.get(&account)?;
        let seen = view(of, account, member);
        Some(Administrator {
            id: seen.id,
            arn: seen.arn,
            email: seen.email,
            name: seen.name,
            status: seen.status,
            state: seen.state,
            joined_method: seen.joined_method,
            joined_timestamp: seen.joined_timestamp,
            delegation_enabled_date: Timestamp(since),
        })
    };
    let all = first.into_iter().filter_map(item).collect();
    let (delegated_administrators, next_token) =
        page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListAdministratorsOutput { delegated_administrators, next_token })
}
