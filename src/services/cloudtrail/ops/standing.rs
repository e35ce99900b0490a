//! Who may make trails of an organization.

use super::find::not_management;
use crate::api::ApiError;
use crate::sim::scope::{AccountId, Scope};

/// What the caller's account is in an organization, as far as CloudTrail asks.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is in none.
    #[default]
    Outside,
    /// It is a member like others.
    Member,
    /// The organization shares bills alone.
    Bills,
    /// CloudTrail has no access to the organization.
    Untrusted,
    /// It manages the organization, or administers CloudTrail there.
    Open {
        /// `o-…`.
        id: String,
        /// The management account, whose all trails of the organization are.
        management: AccountId,
    },
}

impl Standing {
    /// The organization whose trail the caller may make, and the account that will own it.
    ///
    /// The text about trusted access is AWS's, for it has been reported; the others are ours.
    pub fn open(&self, scope: Scope) -> Result<(String, AccountId), ApiError> {
        let (code, text) = match self {
            Standing::Open { id, management } => return Ok((id.clone(), *management)),
            Standing::Member => return Err(not_management(scope)),
            Standing::Outside => (
                "OrganizationsNotInUseException",
                "The request could not be processed because your account is not a member of an \
                 organization.",
            ),
            Standing::Bills => (
                "OrganizationNotInAllFeaturesModeException",
                "The request could not be processed because your organization does not support \
                 all features.",
            ),
            Standing::Untrusted => (
                "CloudTrailAccessNotEnabledException",
                "The request could not be processed because your organization hasn\u{2019}t \
                 enabled CloudTrail service access. Enable service access for CloudTrail, and \
                 then try again.",
            ),
        };
        Err(ApiError::new(code, text))
    }

    /// Whether the caller may say who administers CloudTrail: the management account alone, and of
    /// others. Where AWS documents only what an error means, the text is ours.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RegisterOrganizationDelegatedAdmin.html>
    pub fn delegates(&self, scope: Scope, account: &str) -> Result<(), ApiError> {
        let fails = |code: &str, text: &str| Err(ApiError::new(code, text));
        match self.open(scope) {
            Ok((_, management)) if management == scope.account => {}
            Err(error) if *self != Standing::Member => return Err(error),
            _ => {
                let text = "The account making the request is not the organization's management \
                            account.";
                return fails("NotOrganizationManagementAccountException", text);
            }
        }
        if account == scope.account.to_string() {
            let text = "The management account cannot be a delegated administrator.";
            return fails("CannotDelegateManagementAccountException", text);
        }
        Ok(())
    }
}
