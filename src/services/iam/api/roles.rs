//! Roles, those linked to services among them, and instance profiles.

macro_rules! roles {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes a role without any permission.
            CreateRole(CreateRoleInput) -> RoleOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_role(scope, input),
            }

            /// Gives a role, with whom it trusts.
            GetRole(RoleInput) -> RoleOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Lists roles by name.
            ListRoles(ListByPathInput) -> ListRolesOutput {
                access: List, event: Management, pages: pages(&["Roles"]), rate: None,
                needs: |input, scope| under(scope, "role", input.path_prefix.as_ref()),
            }

            /// Changes description and session length of a role.
            UpdateRole(UpdateRoleInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Changes the description of a role, as was done before UpdateRole.
            UpdateRoleDescription(UpdateRoleDescriptionInput) -> RoleOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Changes whom a role trusts.
            UpdateAssumeRolePolicy(UpdateAssumeRolePolicyInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Deletes a role that has no policies and is in no instance profile.
            DeleteRole(RoleInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Attaches a managed policy to a role.
            AttachRolePolicy(RolePolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| attach_to_role(scope, input),
            }

            /// Detaches a managed policy from a role.
            DetachRolePolicy(RolePolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| attach_to_role(scope, input),
            }

            /// Lists the managed policies attached to a role.
            ListAttachedRolePolicies(
                ListAttachedRolePoliciesInput
            ) -> ListAttachedRolePoliciesOutput {
                access: List, event: Management, pages: pages(&["AttachedPolicies"]), rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Writes an inline policy of a role, new or in place of the one of that name.
            PutRolePolicy(PutRolePolicyInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Gives an inline policy of a role.
            GetRolePolicy(RolePolicyNameInput) -> GetRolePolicyOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Deletes an inline policy of a role.
            DeleteRolePolicy(RolePolicyNameInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Lists the names of a role's inline policies.
            ListRolePolicies(ListOfRoleInput) -> ListRolePoliciesOutput {
                access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Makes a managed policy the permissions boundary of a role.
            PutRolePermissionsBoundary(PutRolePermissionsBoundaryInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name)
                    .key("iam:PermissionsBoundary", vec![input.permissions_boundary.clone()]),
            }

            /// Takes the permissions boundary from a role.
            DeleteRolePermissionsBoundary(RoleInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Adds tags to a role.
            TagRole(TagRoleInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name).tags(pairs(&input.tags)),
            }

            /// Removes tags from a role.
            UntagRole(UntagRoleInput) -> Empty {
                access: Tagging, event: Management, pages: None, rate: None,
                needs: |input, scope| role(scope, &input.role_name)
                    .key("aws:TagKeys", input.tag_keys.clone()),
            }

            /// Lists the tags of a role by key.
            ListRoleTags(ListOfRoleInput) -> ListRoleTagsOutput {
                access: List, event: Management, pages: pages(&["Tags"]), rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Makes an instance profile without a role.
            CreateInstanceProfile(CreateInstanceProfileInput) -> InstanceProfileOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_profile(scope, input),
            }

            /// Gives an instance profile, with its role.
            GetInstanceProfile(InstanceProfileInput) -> InstanceProfileOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| profile(scope, &input.instance_profile_name),
            }

            /// Lists instance profiles by name.
            ListInstanceProfiles(ListByPathInput) -> ListInstanceProfilesOutput {
                access: List, event: Management, pages: pages(&["InstanceProfiles"]), rate: None,
                needs: |input, scope| under(scope, "instance-profile", input.path_prefix.as_ref()),
            }

            /// Lists the instance profiles a role is in.
            ListInstanceProfilesForRole(ListOfRoleInput) -> ListInstanceProfilesOutput {
                access: List, event: Management, pages: pages(&["InstanceProfiles"]), rate: None,
                needs: |input, scope| role(scope, &input.role_name),
            }

            /// Puts a role into an instance profile.
            AddRoleToInstanceProfile(InstanceProfileRoleInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| add_role(scope, input),
            }

            /// Takes the role out of an instance profile.
            RemoveRoleFromInstanceProfile(InstanceProfileRoleInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| profile(scope, &input.instance_profile_name),
            }

            /// Deletes an instance profile without a role.
            DeleteInstanceProfile(InstanceProfileInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| profile(scope, &input.instance_profile_name),
            }

            /// Makes the role in which a service acts for the account.
            CreateServiceLinkedRole(CreateServiceLinkedRoleInput) -> RoleOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| linked::permission(scope.account, &input.aws_service_name),
            }

            /// Deletes the role in which a service acts for the account.
            DeleteServiceLinkedRole(DeleteServiceLinkedRoleInput) -> DeleteServiceLinkedRoleOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| linked::deletion_permission(scope, &input.role_name),
            }

            /// Tells how the deletion of a service-linked role went.
            GetServiceLinkedRoleDeletionStatus(DeletionStatusInput) -> DeletionStatusOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| linked::status_permission(scope, &input.deletion_task_id),
            }
            /// Decides what policies given as texts would allow.
            SimulateCustomPolicy(SimulateCustomPolicyInput) -> SimulatePolicyOutput {
                access: Read, event: Management, pages: pages(&["EvaluationResults"]), rate: None,
                needs: |input, scope| Check::any(),
            }
        }
    };
}
