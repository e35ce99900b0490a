//! How CloudTrail writes Lambda's calls: names with the version of the API, and who invoked what as
//! data events.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html>

use serde_json::{Value, json};

use super::api::Request;
use super::name::{LATEST, Named};
use super::shapes::UpdateFunctionCodeInput;
use super::state::State;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};

const FUNCTION: &str = "AWS::Lambda::Function";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    shape.name = Some(event_name(request));
    if let Request::CreateFunction(_) = request
        && let Some(code) = shape.request.get_mut("code")
    {
        // What was uploaded is not written.
        *code = json!({});
    }
    if let Some(members) = shape.response.as_object_mut() {
        // Recorded events of new and changed functions have none.
        members.shift_remove("loggingConfig");
    }
    if let Request::DeleteFunction(_) = request {
        shape.response = Value::Null;
    }
    match request {
        Request::ListFunctions(_) | Request::Invoke(_) => shape,
        _ => match name(request) {
            Some(name) => shape.resource(FUNCTION, name),
            None => shape,
        },
    }
}

/// Writes what needs the place of the call: an invocation names the function by its ARN, and the
/// version that ran.
pub fn complete(
    state: &State,
    scope: Scope,
    (request, done): (&Request, bool),
    shape: &mut RecordShape,
) {
    if let Request::UpdateFunctionCode(input) = request {
        return recoded(scope, input, shape);
    }
    let Request::Invoke(input) = request else { return };
    let named = Named::read(&scope, &input.function_name).or(input.qualifier.as_ref());
    let function = named.function;
    let kind = input.invocation_type.as_deref().unwrap_or("RequestResponse");
    shape.version = Some("1.11");
    // The version that a name means ran.
    let found = state.functions().get(&function);
    let at = found.and_then(|found| found.at(named.qualifier.as_deref()));
    let version = at.map_or_else(|| LATEST.to_owned(), |(version, _)| version);
    shape.request = json!({ "functionName": function.as_str(), "invocationType": kind });
    shape.response = Value::Null;
    shape.additional = done.then(
        || json!({ "customerEciId": null, "functionVersion": format!("{function}:{version}") }),
    );
    shape.resources.push((FUNCTION.to_owned(), function.to_string()));
    shape.listed.extend(Arn::parse(function.as_str()).map(|arn| (FUNCTION, arn)));
}

/// The request of UpdateFunctionCode: the function part by part, what it did not say, and nothing
/// of the code. Seen in records of <https://github.com/invictus-ir/aws_dataset>.
fn recoded(scope: Scope, input: &UpdateFunctionCodeInput, shape: &mut RecordShape) {
    let named = Named::read(&scope, &input.function_name);
    let (region, account) = (named.function.region(), named.function.account());
    let mut request = json!({
        "fullyQualifiedArn": {
            "arnPrefix": {
                "partition": "aws",
                "region": region.unwrap_or(scope.region).code(),
                "account": account.unwrap_or(scope.account).to_string(),
            },
            "relativeId": { "functionName": named.name() },
            "functionQualifier": {},
        },
        "functionName": input.function_name,
        "publish": input.publish.unwrap_or(false),
        "dryRun": false,
    });
    if let (Value::Object(members), Value::Object(given)) = (&mut request, &mut shape.request) {
        given.shift_remove("zipFile");
        members.extend(std::mem::take(given));
    }
    shape.request = request;
}

/// What the events are called: operations have the date of the API behind them, some with `v2`.
fn event_name(request: &Request) -> &'static str {
    match request {
        Request::CreateFunction(_) => "CreateFunction20150331",
        Request::GetFunction(_) => "GetFunction20150331v2",
        Request::GetFunctionConfiguration(_) => "GetFunctionConfiguration20150331v2",
        Request::ListFunctions(_) => "ListFunctions20150331",
        Request::DeleteFunction(_) => "DeleteFunction20150331",
        Request::UpdateFunctionConfiguration(_) => "UpdateFunctionConfiguration20150331v2",
        Request::UpdateFunctionCode(_) => "UpdateFunctionCode20150331v2",
        Request::PublishVersion(_) => "PublishVersion20150331",
        Request::ListVersionsByFunction(_) => "ListVersionsByFunction20150331",
        Request::CreateAlias(_) => "CreateAlias20150331",
        Request::GetAlias(_) => "GetAlias20150331",
        Request::UpdateAlias(_) => "UpdateAlias20150331",
        Request::DeleteAlias(_) => "DeleteAlias20150331",
        Request::ListAliases(_) => "ListAliases20150331",
        Request::AddPermission(_) => "AddPermission20150331v2",
        Request::RemovePermission(_) => "RemovePermission20150331v2",
        Request::GetPolicy(_) => "GetPolicy20150331v2",
        Request::Invoke(_) => "Invoke",
        Request::TagResource(_) => "TagResource20170331v2",
        Request::UntagResource(_) => "UntagResource20170331v2",
        Request::ListTags(_) => "ListTags20170331",
    }
}

/// The function as the request names it.
fn name(request: &Request) -> Option<&str> {
    Some(match request {
        Request::CreateFunction(input) => &input.function_name,
        Request::GetFunction(input)
        | Request::GetFunctionConfiguration(input)
        | Request::DeleteFunction(input)
        | Request::GetPolicy(input) => &input.function_name,
        Request::UpdateFunctionConfiguration(input) => &input.function_name,
        Request::UpdateFunctionCode(input) => &input.function_name,
        Request::PublishVersion(input) => &input.function_name,
        Request::ListVersionsByFunction(input) => &input.function_name,
        Request::CreateAlias(input) => &input.function_name,
        Request::GetAlias(input) | Request::DeleteAlias(input) => &input.function_name,
        Request::UpdateAlias(input) => &input.function_name,
        Request::ListAliases(input) => &input.function_name,
        Request::AddPermission(input) => &input.function_name,
        Request::RemovePermission(input) => &input.function_name,
        Request::Invoke(input) => &input.function_name,
        Request::TagResource(input) => &input.resource,
        Request::UntagResource(input) => &input.resource,
        Request::ListTags(input) => &input.resource,
        Request::ListFunctions(_) => return None,
    })
}
