//! What the account has, and how much of each it may have.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>

use crate::services::iam::extra::ROOT;
use crate::services::iam::shapes::login::AccountSummaryOutput;
use crate::services::iam::state::State;

/// Quotas, and what no account has here.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const FIXED: [(&str, i32); 23] = [
    ("AccessKeysPerUserQuota", 2),
    ("AccountPasswordPresent", 1),
    ("AccountSigningCertificatesPresent", 0),
    ("AssumeRolePolicySizeQuota", 2_048),
    ("AttachedPoliciesPerGroupQuota", 10),
    ("AttachedPoliciesPerRoleQuota", 10),
    ("AttachedPoliciesPerUserQuota", 10),
    ("GlobalEndpointTokenVersion", 1),
    ("GroupPolicySizeQuota", 5_120),
    ("GroupsPerUserQuota", 10),
    ("GroupsQuota", 300),
    ("InstanceProfilesQuota", 1_000),
    ("PoliciesQuota", 1_500),
    ("PolicySizeQuota", 6_144),
    ("PolicyVersionsInUseQuota", 10_000),
    ("RolePolicySizeQuota", 10_240),
    ("RolesQuota", 1_000),
    ("ServerCertificates", 0),
    ("ServerCertificatesQuota", 20),
    ("SigningCertificatesPerUserQuota", 2),
    ("UserPolicySizeQuota", 2_048),
    ("UsersQuota", 5_000),
    ("VersionsPerPolicyQuota", 5),
];

pub fn get(state: &State) -> AccountSummaryOutput {
    let versions = state.policies().values().map(|policy| policy.versions.len()).sum();
    let devices = state.devices();
    let used = devices.values().filter(|device| device.owner.is_some()).count();
    // Of the root user, who has each or has it not.
    let of_root = [!state.root_keys().is_empty(), state.devices_of(ROOT).next().is_some()];
    let [keys, mfa] = of_root.map(usize::from);
    let counted: [(&str, usize); 11] = [
        ("AccountAccessKeysPresent", keys),
        ("AccountMFAEnabled", mfa),
        ("Groups", state.groups().len()),
        ("InstanceProfiles", state.profiles().len()),
        ("MFADevices", devices.len()),
        ("MFADevicesInUse", used),
        ("Policies", state.policies().len()),
        ("PolicyVersionsInUse", versions),
        ("Providers", state.providers().count()),
        ("Roles", state.roles().len()),
        ("Users", state.users().len()),
    ];
    let counted = counted.into_iter().map(|(name, n)| (name, n as i32));
    let all = FIXED.into_iter().chain(counted);
    AccountSummaryOutput { summary_map: all.map(|(name, n)| (name.to_owned(), n)).collect() }
}
