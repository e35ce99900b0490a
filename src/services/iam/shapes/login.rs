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

    /// Output of GetAccountSummary.
    pub struct AccountSummaryOutput {
        summary_map: BTreeMap<String, i32> => "SummaryMap",
    }
}
