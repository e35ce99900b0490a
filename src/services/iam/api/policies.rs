//! Managed policies and their versions.

macro_rules! policies {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes a customer managed policy.
            CreatePolicy(CreatePolicyInput) -> PolicyOutput {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| create_policy(scope, input),
            }

            /// Gives a managed policy, without its document.
            GetPolicy(PolicyArnInput) -> PolicyOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Gives a version of a managed policy, with its document.
            GetPolicyVersion(PolicyVersionInput) -> PolicyVersionOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Lists managed policies, the customer's and AWS's.
            ListPolicies(ListPoliciesInput) -> ListPoliciesOutput {
                access: List, event: Management, pages: pages(&["Policies"]), rate: None,
                needs: |input, scope| {
                    let path = input.path_prefix.as_deref().unwrap_or("/");
                    Check::any().shown(format!("policy path {path}"))
                },
            }

            /// Lists the versions of a managed policy, newest first.
            ListPolicyVersions(ListPolicyVersionsInput) -> ListPolicyVersionsOutput {
                access: List, event: Management, pages: pages(&["Versions"]), rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Adds a version to a customer managed policy.
            CreatePolicyVersion(CreatePolicyVersionInput) -> PolicyVersionOutput {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Makes a version of a customer managed policy the one that counts.
            SetDefaultPolicyVersion(PolicyVersionInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Deletes a version of a customer managed policy that is not the default.
            DeletePolicyVersion(PolicyVersionInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Deletes a customer managed policy that is attached to nobody.
            DeletePolicy(PolicyArnInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }

            /// Lists whom a managed policy is attached to.
            ListEntitiesForPolicy(ListEntitiesForPolicyInput) -> ListEntitiesForPolicyOutput {
                access: List, event: Management,
                pages: pages(&["PolicyGroups", "PolicyUsers", "PolicyRoles"]), rate: None,
                needs: |input, scope| policy(&input.policy_arn),
            }
        }
    };
}
