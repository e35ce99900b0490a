//! IAM's shapes and operations.

use crate::api::{Check, ServiceSpec, Timestamp};
use crate::{api, shape};

/// What IAM's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "iam",
    title: "AWS Identity and Access Management",
    action_prefix: "iam",
    event_source: "iam.amazonaws.com",
    event_version: "1.09",
    api_version: None,
    denied: ("AccessDenied", 403),
    throttled: ("Throttling", "Rate exceeded"),
    global: true,
    host: "iam.amazonaws.com",
    ops: OPS,
};

shape! {
    /// Input of ListUsers.
    pub struct ListUsersInput {
        path_prefix: Option<String> => "PathPrefix",
    }

    /// A user.
    pub struct UserItem {
        path: String => "Path",
        user_name: String => "UserName",
        user_id: String => "UserId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
    }

    /// Output of ListUsers.
    pub struct ListUsersOutput {
        users: Vec<UserItem> => "Users",
    }
}

api! {
    pub enum Request of &SERVICE;

    /// Lists users.
    ListUsers(ListUsersInput) -> ListUsersOutput {
        access: List, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(scope.global_arn("iam", "user/")),
    }
}
