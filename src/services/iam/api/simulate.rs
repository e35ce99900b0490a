//! The policy simulator.

macro_rules! simulate {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Decides what the policies of a user or a role allow.
            SimulatePrincipalPolicy(SimulatePrincipalPolicyInput) -> SimulatePolicyOutput {
                access: Read, event: Management, pages: pages(&["EvaluationResults"]), rate: None,
                needs: |input, scope| Check::on(&input.policy_source_arn),
            }

            /// Lists the condition keys policies given as texts ask about.
            GetContextKeysForCustomPolicy(ContextKeysOfCustomInput) -> ContextKeysOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Lists the condition keys the policies of a user or a role ask about.
            GetContextKeysForPrincipalPolicy(ContextKeysOfPrincipalInput) -> ContextKeysOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.policy_source_arn),
            }
            /// Makes a group without users or policies.
            CreateGroup(CreateGroupInput) -> GroupOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_group(scope, input),
            }
        }
    };
}
