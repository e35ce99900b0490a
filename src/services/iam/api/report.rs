//! The credential report, and what was last used.

macro_rules! report {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Has a credential report made, unless there is one that is young enough.
            GenerateCredentialReport(Empty) -> GenerateReportOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Gives the credential report.
            GetCredentialReport(Empty) -> ReportOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Gives everybody and every policy of the account at once.
            GetAccountAuthorizationDetails(AccountDetailsInput) -> AccountDetailsOutput {
                access: List, event: Management,
                pages: pages(&[
                    "UserDetailList", "GroupDetailList", "RoleDetailList", "Policies",
                ]),
                rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Asks when the services somebody may use were last used.
            GenerateServiceLastAccessedDetails(GenerateDetailsInput) -> JobOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }

            /// Gives the answer to that.
            GetServiceLastAccessedDetails(DetailsInput) -> DetailsOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Tells who may use a service by the group or the policy that was asked about.
            GetServiceLastAccessedDetailsWithEntities(EntitiesInput) -> EntitiesOutput {
                access: Read, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::any(),
            }

            /// Lists the policies that let somebody use services.
            ListPoliciesGrantingServiceAccess(GrantingInput) -> GrantingOutput {
                access: List, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.arn),
            }
        }
    };
}
