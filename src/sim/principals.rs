//! Users and roles that go or are given another name, and the policies of resources that name them.
//!
//! IAM says of SQS and S3 that policies follow a user to another name, and of any policy of a
//! resource that it shows the unique id of one that is gone:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use super::scope::{AccountId, Arn};
use super::world::World;
use crate::access::Moved;
use crate::services::Request;
use crate::services::iam::api::Request as Iam;

/// A user or a role as it was before a call.
pub(super) struct Before {
    account: AccountId,
    arn: Arn,
    id: String,
}

impl World {
    /// Whom a call would take away or rename.
    pub(super) fn before(&self, account: AccountId, request: &Request) -> Option<Before> {
        let Request::Iam(request) = request else { return None };
        let iam = self.iam.of(account);
        let user = |name: &String| iam.users().get(name).map(|it| (&it.arn, &it.user_id));
        let role = |name: &String| iam.roles().get(name).map(|it| (&it.arn, &it.role_id));
        let (arn, id) = match request {
            Iam::DeleteUser(input) => user(&input.user_name),
            Iam::UpdateUser(input) => user(&input.user_name),
            Iam::DeleteRole(input) => role(&input.role_name),
            Iam::DeleteServiceLinkedRole(input) => role(&input.role_name),
            _ => None,
        }?;
        Some(Before { account, arn: arn.clone(), id: id.clone() })
    }

    /// Lets every policy in the world follow.
    pub(super) fn follow(&mut self, before: &Before) {
        let Before { account, arn, id } = before;
        let now = self.iam.of(*account).user_of_id(id).map(|(_, user)| user.arn.clone());
        let to = now.as_ref().map_or(id.as_str(), Arn::as_str);
        if to == arn.as_str() {
            return;
        }
        let moved = Moved { from: arn.as_str(), to };
        self.iam.follow(moved);
        self.s3.follow(moved);
        self.sqs.follow(moved);
        self.sns.follow(moved);
        self.kms.follow(moved);
        self.lambda.follow(moved);
        self.logs.follow(moved);
        self.dynamodb.follow(moved);
        self.oam.follow(moved);
    }
}
