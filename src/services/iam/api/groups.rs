//! Groups.

macro_rules! groups {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Gives a group and the users in it.
            GetGroup(ListOfGroupInput) -> GetGroupOutput {
                access: Read, event: Management, pages: pages(&["Users"]), rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Lists groups by name.
            ListGroups(ListByPathInput) -> ListGroupsOutput {
                access: List, event: Management, pages: pages(&["Groups"]), rate: None,
                needs: |input, scope| under(scope, "group", input.path_prefix.as_ref()),
            }

            /// Lists the groups a user is in.
            ListGroupsForUser(ListOfUserInput) -> ListGroupsOutput {
                access: List, event: Management, pages: pages(&["Groups"]), rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Deletes a group without users and policies.
            DeleteGroup(GroupInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Gives a group another name or path.
            UpdateGroup(UpdateGroupInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| update_group(scope, input),
            }

            /// Puts a user into a group.
            AddUserToGroup(MembershipInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Takes a user out of a group.
            RemoveUserFromGroup(MembershipInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Attaches a managed policy to a group.
            AttachGroupPolicy(GroupPolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| attach_to_group(scope, input),
            }

            /// Detaches a managed policy from a group.
            DetachGroupPolicy(GroupPolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| attach_to_group(scope, input),
            }

            /// Lists the managed policies attached to a group.
            ListAttachedGroupPolicies(
                ListAttachedGroupPoliciesInput
            ) -> ListAttachedGroupPoliciesOutput {
                access: List, event: Management, pages: pages(&["AttachedPolicies"]), rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Writes an inline policy of a group, new or in place of the one of that name.
            PutGroupPolicy(PutGroupPolicyInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Gives an inline policy of a group.
            GetGroupPolicy(GroupPolicyNameInput) -> GetGroupPolicyOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Deletes an inline policy of a group.
            DeleteGroupPolicy(GroupPolicyNameInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }

            /// Lists the names of a group's inline policies.
            ListGroupPolicies(ListOfGroupInput) -> ListGroupPoliciesOutput {
                access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
                needs: |input, scope| group(scope, &input.group_name),
            }
        }
    };
}
