//! Identity providers.

macro_rules! providers {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes a SAML identity provider known.
            CreateSAMLProvider(CreateSamlProviderInput) -> CreateSamlProviderOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_saml(scope, input),
            }

            /// Gives a SAML provider, with its metadata.
            GetSAMLProvider(SamlProviderInput) -> SamlProviderOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.saml_provider_arn),
            }

            /// Lists SAML providers.
            ListSAMLProviders(Empty) -> ListSamlProvidersOutput {
                access: List, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Gives a SAML provider other metadata.
            UpdateSAMLProvider(UpdateSamlProviderInput) -> UpdateSamlProviderOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.saml_provider_arn),
            }

            /// Forgets a SAML provider.
            DeleteSAMLProvider(SamlProviderInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.saml_provider_arn),
            }

            /// Makes an OpenID Connect identity provider known.
            CreateOpenIDConnectProvider(CreateWebProviderInput) -> CreateWebProviderOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_web(scope, input),
            }

            /// Gives an OpenID Connect provider.
            GetOpenIDConnectProvider(WebProviderInput) -> WebProviderOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }

            /// Lists OpenID Connect providers.
            ListOpenIDConnectProviders(Empty) -> ListWebProvidersOutput {
                access: List, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Lets tokens of a provider be made out for one more.
            AddClientIDToOpenIDConnectProvider(ClientIdInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }

            /// Lets them be made out for one less.
            RemoveClientIDFromOpenIDConnectProvider(ClientIdInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }

            /// Writes the fingerprints of a provider's certificates anew.
            UpdateOpenIDConnectProviderThumbprint(ThumbprintInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }

            /// Forgets an OpenID Connect provider.
            DeleteOpenIDConnectProvider(WebProviderInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }
        }
    };
}
