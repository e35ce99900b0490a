//! What happened in IAM.

use crate::sim::scope::Arn;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
#[expect(missing_docs, reason = "the members are who and what the fact speaks of")]
pub enum Fact {
    /// A user came into being.
    UserCreated { user: String },
    /// A user has another name, or another path.
    UserUpdated { user: String, name: String },
    /// A user is gone.
    UserDeleted { user: String },
    /// A user's tags changed.
    UserTagged { user: String },
    /// A managed policy gives a user permissions from now on.
    PolicyAttached { user: String, policy: Arn },
    /// It no longer does.
    PolicyDetached { user: String, policy: Arn },
    /// A user has an inline policy, new or changed.
    InlinePolicyPut { user: String, policy: String },
    /// A user's inline policy is gone.
    InlinePolicyDeleted { user: String, policy: String },
    /// A user's permissions are limited by a boundary.
    BoundarySet { user: String, policy: Arn },
    /// They no longer are.
    BoundaryRemoved { user: String },
    /// A customer managed policy came into being.
    PolicyCreated { policy: Arn },
    /// It has a new version.
    PolicyVersionCreated { policy: Arn, version: u32 },
    /// Another version of it counts.
    DefaultVersionSet { policy: Arn, version: u32 },
    /// A version of it is gone.
    PolicyVersionDeleted { policy: Arn, version: u32 },
    /// It is gone.
    PolicyDeleted { policy: Arn },
    /// A user has a new access key.
    AccessKeyCreated { user: String, key: String },
    /// An access key was switched on or off.
    AccessKeyUpdated { user: String, key: String, active: bool },
    /// An access key is gone.
    AccessKeyDeleted { user: String, key: String },
    /// A user can sign in to the console.
    LoginProfileCreated { user: String },
    /// A user's password is another, or must be changed.
    LoginProfileUpdated { user: String },
    /// A user has no password any more.
    LoginProfileDeleted { user: String },
    /// The account's rules for passwords changed, or are AWS's again.
    PasswordPolicyChanged,
    /// A virtual MFA device came into being.
    DeviceCreated { device: Arn },
    /// A user signs in with an MFA device from now on.
    DeviceEnabled { user: String, device: Arn },
    /// It no longer does.
    DeviceDeactivated { user: String, device: Arn },
    /// A virtual MFA device is gone.
    DeviceDeleted { device: Arn },
    /// An identity provider was made known, or changed.
    ProviderChanged { provider: Arn },
    /// An identity provider is forgotten.
    ProviderDeleted { provider: Arn },
    /// The tags of a policy, a profile, a device or a provider changed.
    ResourceTagged { resource: String },
    /// The account has another alias, or none.
    AliasChanged,
    /// A credential report was made.
    ReportMade,
    /// A role came into being.
    RoleCreated { role: String },
    /// What a role is changed: its description, whom it trusts, its tags.
    RoleChanged { role: String },
    /// A role is gone.
    RoleDeleted { role: String },
    /// A managed policy gives a role permissions from now on.
    RolePolicyAttached { role: String, policy: Arn },
    /// It no longer does.
    RolePolicyDetached { role: String, policy: Arn },
    /// A role has an inline policy, new or changed.
    RoleInlinePolicyPut { role: String, policy: String },
    /// A role's inline policy is gone.
    RoleInlinePolicyDeleted { role: String, policy: String },
    /// A group came into being.
    GroupCreated { group: String },
    /// A group has another name, or another path.
    GroupUpdated { group: String, name: String },
    /// A group is gone.
    GroupDeleted { group: String },
    /// A user has the permissions of a group from now on.
    GroupJoined { group: String, user: String },
    /// It no longer has.
    GroupLeft { group: String, user: String },
    /// A managed policy gives a group's users permissions from now on.
    GroupPolicyAttached { group: String, policy: Arn },
    /// It no longer does.
    GroupPolicyDetached { group: String, policy: Arn },
    /// A group has an inline policy, new or changed.
    GroupInlinePolicyPut { group: String, policy: String },
    /// A group's inline policy is gone.
    GroupInlinePolicyDeleted { group: String, policy: String },
    /// A role's permissions are limited by a boundary.
    RoleBoundarySet { role: String, policy: Arn },
    /// They no longer are.
    RoleBoundaryRemoved { role: String },
    /// An instance profile came into being.
    ProfileCreated { profile: String },
    /// An instance profile is gone.
    ProfileDeleted { profile: String },
    /// Instances with a profile act in a role from now on.
    ProfileRoleAdded { profile: String, role: String },
    /// They no longer do.
    ProfileRoleRemoved { profile: String, role: String },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here: nothing in IAM happens by
    /// itself.
    pub fn is_notable(&self) -> bool {
        false
    }
}
