//! Tags of policies, profiles, devices and providers, and the account's alias.

macro_rules! tags {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Adds tags to a managed policy of your own.
            TagPolicy(TagPolicyInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn).tags(pairs(&input.tags)),
            }

            /// Removes tags from a managed policy of your own.
            UntagPolicy(UntagPolicyInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of a managed policy of your own by key.
            ListPolicyTags(TagsOfPolicyInput) -> ListUserTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Adds tags to an instance profile.
            TagInstanceProfile(TagProfileInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| profile(scope, &input.instance_profile_name)
                    .tags(pairs(&input.tags)),
            }

            /// Removes tags from an instance profile.
            UntagInstanceProfile(UntagProfileInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| profile(scope, &input.instance_profile_name)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of an instance profile by key.
            ListInstanceProfileTags(TagsOfProfileInput) -> ListUserTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| profile(scope, &input.instance_profile_name),
            }

            /// Adds tags to a virtual MFA device.
            TagMFADevice(TagDeviceInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.serial_number).tags(pairs(&input.tags)),
            }

            /// Removes tags from a virtual MFA device.
            UntagMFADevice(UntagDeviceInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.serial_number)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of a virtual MFA device by key.
            ListMFADeviceTags(TagsOfDeviceInput) -> ListUserTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| Check::on(&input.serial_number),
            }

            /// Adds tags to a SAML provider.
            TagSAMLProvider(TagSamlInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.saml_provider_arn).tags(pairs(&input.tags)),
            }

            /// Removes tags from a SAML provider.
            UntagSAMLProvider(UntagSamlInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.saml_provider_arn)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of a SAML provider by key.
            ListSAMLProviderTags(TagsOfSamlInput) -> ListUserTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| Check::on(&input.saml_provider_arn),
            }

            /// Adds tags to an OpenID Connect provider.
            TagOpenIDConnectProvider(TagWebInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.open_id_connect_provider_arn)
                    .tags(pairs(&input.tags)),
            }

            /// Removes tags from an OpenID Connect provider.
            UntagOpenIDConnectProvider(UntagWebInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.open_id_connect_provider_arn)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of an OpenID Connect provider by key.
            ListOpenIDConnectProviderTags(TagsOfWebInput) -> ListUserTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| Check::on(&input.open_id_connect_provider_arn),
            }

            /// Gives the account an alias for its sign-in address.
            CreateAccountAlias(AliasInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Takes the account's alias away.
            DeleteAccountAlias(AliasInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Lists the account's alias, of which there is one at most.
            ListAccountAliases(ListAliasesInput) -> ListAliasesOutput {
                access: List, event: Management, pages: pages(&["AccountAliases"]), rate: None,
                needs: |input, scope| Check::any(),
            }
        }
    };
}
