//! Access keys.

macro_rules! keys {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes an access key, for the caller if no user is named.
            CreateAccessKey(MaybeUserInput) -> CreateAccessKeyOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Lists access keys, the caller's if no user is named.
            ListAccessKeys(ListAccessKeysInput) -> ListAccessKeysOutput {
                access: List, event: Management, pages: pages(&["AccessKeyMetadata"]), rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Deletes an access key.
            DeleteAccessKey(DeleteAccessKeyInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Tells when an access key was last used.
            GetAccessKeyLastUsed(KeyInput) -> KeyLastUsedOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Switches an access key on or off.
            UpdateAccessKey(UpdateAccessKeyInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }
        }
    };
}
