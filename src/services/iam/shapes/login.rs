//! Members of the requests and replies about passwords, and of the account's summary.

use std::collections::BTreeMap;

use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of CreateLoginProfile and UpdateLoginProfile.
    pub struct LoginProfileInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
        password: Option<String> => "Password" [len(1, 128)],
        password_reset_required: Option<bool> => "PasswordResetRequired",
    }

    /// Input of ChangePassword.
    pub struct ChangePasswordInput {
        old_password: String => "OldPassword" [required().len(1, 128)],
        new_password: String => "NewPassword" [required().len(1, 128)],
    }

    /// Input of UpdateAccountPasswordPolicy.
    pub struct PasswordPolicyInput {
        minimum_password_length: Option<i32> => "MinimumPasswordLength" [min(6).max(128)],
        require_symbols: Option<bool> => "RequireSymbols",
        require_numbers: Option<bool> => "RequireNumbers",
        require_uppercase_characters: Option<bool> => "RequireUppercaseCharacters",
        require_lowercase_characters: Option<bool> => "RequireLowercaseCharacters",
        allow_users_to_change_password: Option<bool> => "AllowUsersToChangePassword",
        max_password_age: Option<i32> => "MaxPasswordAge" [min(1).max(1095)],
        password_reuse_prevention: Option<i32> => "PasswordReusePrevention" [min(1).max(24)],
        hard_expiry: Option<bool> => "HardExpiry",
    }
}

shape! {
    /// The password of a user, without the password.
    pub struct LoginProfileItem {
        user_name: String => "UserName",
        create_date: Timestamp => "CreateDate",
        password_reset_required: bool => "PasswordResetRequired",
    }

    /// Output of CreateLoginProfile and GetLoginProfile.
    pub struct LoginProfileOutput {
        login_profile: LoginProfileItem => "LoginProfile",
    }

    /// The rules for passwords.
    pub struct PasswordPolicyItem {
        minimum_password_length: i32 => "MinimumPasswordLength",
        require_symbols: bool => "RequireSymbols",
        require_numbers: bool => "RequireNumbers",
        require_uppercase_characters: bool => "RequireUppercaseCharacters",
        require_lowercase_characters: bool => "RequireLowercaseCharacters",
        allow_users_to_change_password: bool => "AllowUsersToChangePassword",
        expire_passwords: bool => "ExpirePasswords",
        max_password_age: Option<i32> => "MaxPasswordAge",
        password_reuse_prevention: Option<i32> => "PasswordReusePrevention",
        hard_expiry: Option<bool> => "HardExpiry",
    }

    /// Output of GetAccountPasswordPolicy.
    pub struct PasswordPolicyOutput {
        password_policy: PasswordPolicyItem => "PasswordPolicy",
    }

    /// Output of GetAccountSummary.
    pub struct AccountSummaryOutput {
        summary_map: BTreeMap<String, i32> => "SummaryMap",
    }
}
