//! Identity providers an account trusts, as IAM keeps them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html>

use std::collections::BTreeMap;

use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// Every provider of an account.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Providers {
    /// Those of SAML by ARN.
    pub(super) saml: BTreeMap<String, SamlProvider>,
    /// Those of OpenID Connect by ARN.
    pub(super) web: BTreeMap<String, WebProvider>,
    /// How many there ever were.
    pub(super) made: u64,
}

/// An identity provider that speaks SAML 2.0.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct SamlProvider {
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id.
    pub uuid: String,
    /// Its metadata as given.
    pub metadata: String,
    /// The name it goes by in its metadata.
    pub entity: String,
    /// When it was made.
    pub created: Time,
    /// Until when its metadata counts.
    pub valid_until: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// An identity provider that speaks OpenID Connect.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct WebProvider {
    /// Its ARN.
    pub arn: Arn,
    /// Whom its tokens may be made out for.
    pub clients: Vec<String>,
    /// The fingerprints of its certificates.
    pub thumbprints: Vec<String>,
    /// When it was made.
    pub created: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

impl SamlProvider {
    /// Its name.
    pub fn name(&self) -> &str {
        self.arn.rest().split_once('/').map_or("", |(_, name)| name)
    }
}

impl WebProvider {
    /// Its address without the scheme, which is its name.
    pub fn url(&self) -> &str {
        self.arn.rest().split_once('/').map_or("", |(_, url)| url)
    }
}

impl Providers {
    /// The SAML provider with this ARN.
    pub fn saml(&self, arn: &Arn) -> Option<&SamlProvider> {
        self.saml.get(arn.as_str())
    }

    /// The OpenID Connect provider at an address without its scheme.
    pub fn web_of(&self, url: &str) -> Option<&WebProvider> {
        self.web.values().find(|provider| provider.url() == url)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.saml.len() + self.web.len()
    }

    /// Whether a provider with this ARN is there.
    pub fn has(&self, arn: &Arn) -> bool {
        self.saml.contains_key(arn.as_str()) || self.web.contains_key(arn.as_str())
    }

    /// The tags of a provider.
    pub fn tags(&self, arn: &Arn) -> Option<&BTreeMap<String, String>> {
        let saml = self.saml.get(arn.as_str()).map(|provider| &provider.tags);
        saml.or_else(|| self.web.get(arn.as_str()).map(|provider| &provider.tags))
    }
}
