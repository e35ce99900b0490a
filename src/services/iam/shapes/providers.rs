//! Members of the requests and replies about identity providers.

use super::Tag;
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of CreateSAMLProvider.
    pub struct CreateSamlProviderInput {
        saml_metadata_document: String
            => "SAMLMetadataDocument" [required().len(1_000, 10_000_000)],
        name: String => "Name" [required().len(1, 128)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }
    refused { "AssertionEncryptionMode", "AddPrivateKey" }

    /// Output of CreateSAMLProvider.
    pub struct CreateSamlProviderOutput {
        saml_provider_arn: String => "SAMLProviderArn",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Input of operations on a SAML provider.
    pub struct SamlProviderInput {
        saml_provider_arn: String => "SAMLProviderArn" [required().len(20, 2048)],
    }

    /// Output of GetSAMLProvider.
    pub struct SamlProviderOutput {
        saml_provider_uuid: String => "SAMLProviderUUID",
        saml_metadata_document: String => "SAMLMetadataDocument",
        create_date: Timestamp => "CreateDate",
        valid_until: Timestamp => "ValidUntil",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Input of UpdateSAMLProvider.
    pub struct UpdateSamlProviderInput {
        saml_metadata_document: Option<String>
            => "SAMLMetadataDocument" [len(1_000, 10_000_000)],
        saml_provider_arn: String => "SAMLProviderArn" [required().len(20, 2048)],
    }
    refused { "AssertionEncryptionMode", "AddPrivateKey", "RemovePrivateKey" }

    /// Output of UpdateSAMLProvider.
    pub struct UpdateSamlProviderOutput {
        saml_provider_arn: String => "SAMLProviderArn",
    }

    /// A SAML provider in a listing.
    pub struct SamlProviderItem {
        arn: String => "Arn",
        valid_until: Timestamp => "ValidUntil",
        create_date: Timestamp => "CreateDate",
    }

    /// Output of ListSAMLProviders.
    pub struct ListSamlProvidersOutput {
        saml_provider_list: Vec<SamlProviderItem> => "SAMLProviderList",
    }
}

shape! {
    /// Input of CreateOpenIDConnectProvider.
    pub struct CreateWebProviderInput {
        url: String => "Url" [required().len(1, 255)],
        client_id_list: Option<Vec<String>> => "ClientIDList" [items(1, 255)],
        thumbprint_list: Option<Vec<String>> => "ThumbprintList" [items(40, 40)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// Output of CreateOpenIDConnectProvider.
    pub struct CreateWebProviderOutput {
        arn: String => "OpenIDConnectProviderArn",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Input of operations on an OpenID Connect provider.
    pub struct WebProviderInput {
        arn: String => "OpenIDConnectProviderArn" [required().len(20, 2048)],
    }

    /// Output of GetOpenIDConnectProvider.
    pub struct WebProviderOutput {
        url: String => "Url",
        client_id_list: Vec<String> => "ClientIDList",
        thumbprint_list: Vec<String> => "ThumbprintList",
        create_date: Timestamp => "CreateDate",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Input of AddClientIDToOpenIDConnectProvider and RemoveClientIDFromOpenIDConnectProvider.
    pub struct ClientIdInput {
        arn: String => "OpenIDConnectProviderArn" [required().len(20, 2048)],
        client_id: String => "ClientID" [required().len(1, 255)],
    }

    /// Input of UpdateOpenIDConnectProviderThumbprint.
    pub struct ThumbprintInput {
        arn: String => "OpenIDConnectProviderArn" [required().len(20, 2048)],
        thumbprint_list: Vec<String> => "ThumbprintList" [required().items(40, 40)],
    }

    /// An OpenID Connect provider in a listing.
    pub struct WebProviderItem {
        arn: String => "Arn",
    }

    /// Output of ListOpenIDConnectProviders.
    pub struct ListWebProvidersOutput {
        list: Vec<WebProviderItem> => "OpenIDConnectProviderList",
    }
}
