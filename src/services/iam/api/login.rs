//! Passwords for the console, and the account's summary.

macro_rules! login {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Gives a user a password for the console.
            CreateLoginProfile(LoginProfileInput) -> LoginProfileOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Tells whether a user has a password, and since when.
            GetLoginProfile(MaybeUserInput) -> LoginProfileOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Changes a user's password.
            UpdateLoginProfile(LoginProfileInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Takes the password from a user.
            DeleteLoginProfile(MaybeUserInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Changes the password of the user who calls.
            ChangePassword(ChangePasswordInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, super::needs::CALLER),
            }

            /// Gives the account's own rules for passwords.
            GetAccountPasswordPolicy(Empty) -> PasswordPolicyOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Sets the account's own rules for passwords.
            UpdateAccountPasswordPolicy(PasswordPolicyInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Leaves passwords to AWS's rules again.
            DeleteAccountPasswordPolicy(Empty) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Counts what the account has, beside its quotas.
            GetAccountSummary(Empty) -> AccountSummaryOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }
        }
    };
}
