//! Operations of Lambda.
//!
//! Actions, resources and keys:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html>

use super::name::Named;
use super::shapes::*;
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;

/// As whom Lambda takes a role on.
pub const PRINCIPAL: &str = "lambda.amazonaws.com";

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "lambda",
    title: "AWS Lambda",
    action_prefix: "lambda",
    event_source: "lambda.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::RestJson,
    wording: Wording::denied("AccessDeniedException", 403).invalid("ValidationException"),
    throttled: ("TooManyRequestsException", "Rate exceeded"),
    global: false,
    host: "lambda.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "Marker", output: "NextMarker", limit: Some("MaxItems"), results })
}

fn on(scope: &Scope, name: &str) -> Check {
    Check::on(&Named::read(scope, name).function)
}

/// A permission is given or taken for somebody.
fn permission(scope: &Scope, input: &AddPermissionInput) -> Check {
    on(scope, &input.function_name).key("lambda:Principal", vec![input.principal.clone()])
}

/// Whoever hands Lambda a role passes it on.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html>
fn pass(role: &str) -> Check {
    let to = vec![PRINCIPAL.to_owned()];
    Check::on(role).action("iam:PassRole").key("iam:PassedToService", to)
}

fn create(scope: &Scope, input: &CreateFunctionInput) -> Vec<Check> {
    let make = on(scope, &input.function_name);
    let tags = input.tags.iter().flatten();
    let tags: Vec<(&str, &str)> = tags.map(|(key, value)| (key.as_str(), value.as_str())).collect();
    if tags.is_empty() {
        return vec![make, pass(&input.role)];
    }
    let make = make.tags(tags);
    let tag = make.clone().action("lambda:TagResource");
    vec![make, tag, pass(&input.role)]
}

fn update(scope: &Scope, input: &UpdateFunctionConfigurationInput) -> Vec<Check> {
    let change = on(scope, &input.function_name);
    [change].into_iter().chain(input.role.as_deref().map(pass)).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a function.
    CreateFunction(CreateFunctionInput) -> FunctionConfiguration {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| create(scope, input),
    }

    /// Gives a function, with where its code can be had.
    GetFunction(FunctionInput) -> GetFunctionOutput {
        access: Read, event: Management, pages: None, rate: Some(100),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Gives the settings of a function.
    GetFunctionConfiguration(FunctionInput) -> FunctionConfiguration {
        access: Read, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Lists functions, 50 a page.
    ListFunctions(ListFunctionsInput) -> ListFunctionsOutput {
        access: List, event: Management, pages: pages(&["Functions"]), rate: Some(15),
        needs: |input, scope| Check::any().shown("*"),
    }

    /// Deletes a function, and its policy with it.
    DeleteFunction(FunctionInput) -> DeleteFunctionOutput {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Changes settings of a function.
    UpdateFunctionConfiguration(UpdateFunctionConfigurationInput) -> FunctionConfiguration {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| update(scope, input),
    }

    /// Gives a function other code.
    UpdateFunctionCode(UpdateFunctionCodeInput) -> FunctionConfiguration {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Keeps a function as it is, under a number.
    PublishVersion(PublishVersionInput) -> FunctionConfiguration {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Lists the versions of a function, 50 a page.
    ListVersionsByFunction(ListVersionsInput) -> ListVersionsOutput {
        access: List, event: Management, pages: pages(&["Versions"]), rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Names a version.
    CreateAlias(CreateAliasInput) -> AliasConfiguration {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Tells which version a name means.
    GetAlias(AliasInput) -> AliasConfiguration {
        access: Read, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Lets a name mean another version.
    UpdateAlias(UpdateAliasInput) -> AliasConfiguration {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Removes a name.
    DeleteAlias(AliasInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Lists the names of a function's versions, 50 a page.
    ListAliases(ListAliasesInput) -> ListAliasesOutput {
        access: List, event: Management, pages: pages(&["Aliases"]), rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Lets a service or an account use a function.
    AddPermission(AddPermissionInput) -> AddPermissionOutput {
        access: Permissions, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| permission(scope, input),
    }

    /// Takes such a permission back.
    RemovePermission(RemovePermissionInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Gives the policy of a function.
    GetPolicy(FunctionInput) -> GetPolicyOutput {
        access: Read, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.function_name),
    }

    /// Invokes a function.
    Invoke(InvokeInput) -> InvokeOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            // A version or an alias is a resource of its own.
            // <https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html>
            let named = Named::read(scope, &input.function_name).or(input.qualifier.as_ref());
            Check::on(named.resource()).action("lambda:InvokeFunction")
        },
    }

    /// Adds tags to a function.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| {
            let tags = input.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            on(scope, &input.resource).tags(tags)
        },
    }

    /// Removes tags from a function.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| {
            on(scope, &input.resource).key("aws:TagKeys", input.keys.clone())
        },
    }

    /// Lists the tags of a function.
    ListTags(ListTagsInput) -> ListTagsOutput {
        access: Read, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(scope, &input.resource),
    }
}
