//! Users: themselves, their policies, boundaries and tags.

macro_rules! users {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes a user without any permission.
            CreateUser(CreateUserInput) -> UserOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_user(scope, input),
            }

            /// Gives a user, the caller if none is named.
            GetUser(MaybeUserInput) -> UserOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Lists users by name.
            ListUsers(ListUsersInput) -> ListUsersOutput {
                access: List, event: Management, pages: pages(&["Users"]), rate: None,
                needs: |input, scope| {
                    let path = input.path_prefix.as_deref().unwrap_or("/");
                    Check::on(scope.global_arn("iam", &format!("user{path}")))
                },
            }

            /// Gives a user another name or path.
            UpdateUser(UpdateUserInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| update_user(scope, input),
            }

            /// Deletes a user that has no policies and no access keys any more.
            DeleteUser(UserInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Attaches a managed policy to a user.
            AttachUserPolicy(UserPolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| attach(scope, input),
            }

            /// Detaches a managed policy from a user.
            DetachUserPolicy(UserPolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| attach(scope, input),
            }

            /// Lists the managed policies attached to a user.
            ListAttachedUserPolicies(
                ListAttachedUserPoliciesInput
            ) -> ListAttachedUserPoliciesOutput {
                access: List, event: Management, pages: pages(&["AttachedPolicies"]), rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Writes an inline policy of a user, new or in place of the one of that name.
            PutUserPolicy(PutUserPolicyInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Gives an inline policy of a user.
            GetUserPolicy(UserPolicyNameInput) -> GetUserPolicyOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Deletes an inline policy of a user.
            DeleteUserPolicy(UserPolicyNameInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Lists the names of a user's inline policies.
            ListUserPolicies(ListOfUserInput) -> ListUserPoliciesOutput {
                access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Makes a managed policy the permissions boundary of a user.
            PutUserPermissionsBoundary(PutUserPermissionsBoundaryInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name)
                    .key("iam:PermissionsBoundary", vec![input.permissions_boundary.clone()]),
            }

            /// Takes the permissions boundary from a user.
            DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Adds tags to a user.
            TagUser(TagUserInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name).tags(pairs(&input.tags)),
            }

            /// Removes tags from a user.
            UntagUser(UntagUserInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of a user by key.
            ListUserTags(ListOfUserInput) -> ListUserTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }
        }
    };
}
