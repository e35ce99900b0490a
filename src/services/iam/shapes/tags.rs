//! Members of the requests about tags of policies, profiles, devices and providers, and about the
//! account's alias.

use super::Tag;
use crate::shape;

shape! {
    /// Input of TagPolicy.
    pub struct TagPolicyInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagPolicy.
    pub struct UntagPolicyInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of ListPolicyTags.
    pub struct TagsOfPolicyInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of TagInstanceProfile.
    pub struct TagProfileInput {
        instance_profile_name: String => "InstanceProfileName" [required().len(1, 128)],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagInstanceProfile.
    pub struct UntagProfileInput {
        instance_profile_name: String => "InstanceProfileName" [required().len(1, 128)],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of ListInstanceProfileTags.
    pub struct TagsOfProfileInput {
        instance_profile_name: String => "InstanceProfileName" [required().len(1, 128)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of TagMFADevice.
    pub struct TagDeviceInput {
        serial_number: String => "SerialNumber" [required().len(9, 256)],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagMFADevice.
    pub struct UntagDeviceInput {
        serial_number: String => "SerialNumber" [required().len(9, 256)],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of ListMFADeviceTags.
    pub struct TagsOfDeviceInput {
        serial_number: String => "SerialNumber" [required().len(9, 256)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of TagSAMLProvider.
    pub struct TagSamlInput {
        saml_provider_arn: String => "SAMLProviderArn" [required().len(20, 2048)],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagSAMLProvider.
    pub struct UntagSamlInput {
        saml_provider_arn: String => "SAMLProviderArn" [required().len(20, 2048)],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of ListSAMLProviderTags.
    pub struct TagsOfSamlInput {
        saml_provider_arn: String => "SAMLProviderArn" [required().len(20, 2048)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of TagOpenIDConnectProvider.
    pub struct TagWebInput {
        open_id_connect_provider_arn: String => "OpenIDConnectProviderArn" [
            required().len(20, 2048)
        ],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagOpenIDConnectProvider.
    pub struct UntagWebInput {
        open_id_connect_provider_arn: String => "OpenIDConnectProviderArn" [
            required().len(20, 2048)
        ],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of ListOpenIDConnectProviderTags.
    pub struct TagsOfWebInput {
        open_id_connect_provider_arn: String => "OpenIDConnectProviderArn" [
            required().len(20, 2048)
        ],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of CreateAccountAlias and DeleteAccountAlias.
    pub struct AliasInput {
        account_alias: String => "AccountAlias" [required().len(3, 63)],
    }

    /// Input of ListAccountAliases.
    pub struct ListAliasesInput {
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }
}

shape! {
    /// Output of ListAccountAliases.
    pub struct ListAliasesOutput {
        account_aliases: Vec<String> => "AccountAliases",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}
