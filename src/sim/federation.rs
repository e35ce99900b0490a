//! People whom no account keeps: those an identity provider vouches for, and those a user lets act
//! in a part of its own permissions.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html>

use std::rc::Rc;

use super::passed::Passed;
use super::scope::{AccountId, Arn};
use super::time::Time;

/// Whom an identity provider vouches for, as its assertion or token says.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Federation {
    /// The provider as policies name it: its ARN, or the domain of one that need not be made known.
    pub provider: String,
    /// Who it is.
    pub subject: String,
    /// For whom the assertion or token was made out.
    pub audience: String,
    /// What else the provider says.
    pub vouched: Vouched,
    /// The condition keys that come of it, in small letters.
    pub keys: Vec<(String, Vec<String>)>,
    /// The tags and the source identity it passes on to the session.
    pub passed: Option<Rc<Passed>>,
}

/// What a provider says beyond who it is.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Vouched {
    /// In an assertion of SAML.
    Saml(Assertion),
    /// In a token of OpenID Connect.
    Web,
}

/// An assertion of SAML.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Assertion {
    /// Who made it out.
    pub issuer: String,
    /// The format of the subject: `persistent`.
    pub format: String,
    /// What tells subjects of one provider from those of another.
    pub qualifier: String,
    /// The name of the session.
    pub session: String,
}

impl Federation {
    /// The principal's id in records.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html#STS-API-SAML-WIF>
    pub fn principal_id(&self) -> String {
        match &self.vouched {
            Vouched::Saml(assertion) => format!("{}:{}", assertion.qualifier, self.subject),
            Vouched::Web => format!("{}:{}:{}", self.provider, self.audience, self.subject),
        }
    }

    /// The provider's name in records.
    pub fn identity_provider(&self) -> &str {
        match &self.vouched {
            Vouched::Saml(assertion) => &assertion.qualifier,
            Vouched::Web => &self.provider,
        }
    }

    /// The type of identity in records.
    pub fn kind(&self) -> &'static str {
        match &self.vouched {
            Vouched::Saml(_) => "SAMLUser",
            Vouched::Web => "WebIdentityUser",
        }
    }

    /// The values of a condition key.
    pub fn key(&self, key: &str) -> Option<&[String]> {
        if key == "aws:federatedprovider" {
            return Some(std::slice::from_ref(&self.provider));
        }
        let found = self.keys.iter().find(|(name, _)| name == key);
        found.map(|(_, values)| values.as_slice())
    }
}

/// Who acts with the credentials of GetFederationToken.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct FederatedUser {
    /// The name the user gave it.
    pub name: String,
    /// The ARN of the user whose permissions it acts in a part of; it may be the root user.
    pub issuer: Arn,
    /// That user's unique id.
    pub issuer_id: String,
    /// The temporary key that signs.
    pub access_key: String,
    /// When the session began.
    pub since: Time,
    /// The tags of the session.
    pub passed: Passed,
}

impl FederatedUser {
    /// The session's ARN.
    pub fn arn(&self, account: AccountId) -> String {
        format!("arn:aws:sts::{account}:federated-user/{}", self.name)
    }

    /// Whether it comes from the root user.
    pub fn is_of_root(&self) -> bool {
        self.issuer.rest() == "root"
    }

    /// The name of the user it comes from.
    pub fn issuer_name(&self) -> &str {
        self.issuer.rest().rsplit('/').next().unwrap_or_default()
    }
}
