//! How clients talk to a service, and what it answers to credentials that are no good.

use super::ApiError;
use super::error::Stage;

/// The protocol of a service, as its model in botocore names it.
/// <https://smithy.io/2.0/aws/protocols/index.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `query`; and what was that once and says errors as it did (`awsQueryCompatible`).
    Query,
    /// `ec2`.
    Ec2,
    /// `rest-xml`.
    RestXml,
    /// `json`.
    Json,
    /// `rest-json`.
    RestJson,
}

/// What is wrong with the credentials of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCredentials {
    /// The key is nobody's, is inactive, or lacks the session token it goes with.
    Unknown,
    /// They were temporary, and their time is over.
    Expired,
}

const INVALID: &str = "The security token included in the request is invalid.";
const EXPIRED: &str = "The security token included in the request is expired";

impl Protocol {
    /// The refusal of a call that nobody is known to have made.
    ///
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html> (query),
    /// <https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html>,
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>,
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>
    /// and, with the texts as they were seen,
    /// <https://github.com/boto/boto3/issues/509> (DynamoDB, 400),
    /// <https://github.com/getsops/sops/issues/621> (KMS, 400),
    /// <https://github.com/cloudquery/cq-provider-aws/pull/1171> (Lambda, 403),
    /// <https://github.com/aws/aws-sdk-java/issues/1443> (EC2, 400),
    /// <https://github.com/argoproj/notifications-engine/issues/382> (SQS, 403).
    pub fn refuses(self, fault: BadCredentials) -> ApiError {
        use BadCredentials::{Expired, Unknown};
        let (code, text, http) = match (self, fault) {
            (Protocol::Query, Unknown) => ("InvalidClientTokenId", INVALID, 403),
            (Protocol::Query, Expired) => ("ExpiredToken", EXPIRED, 403),
            (Protocol::Ec2, Unknown) => {
                let text = "AWS was not able to validate the provided access credentials";
                ("AuthFailure", text, 401)
            }
            (Protocol::Ec2, Expired) => ("RequestExpired", "Request has expired.", 400),
            (Protocol::RestXml, Unknown) => {
                let text = "The AWS Access Key Id you provided does not exist in our records.";
                ("InvalidAccessKeyId", text, 403)
            }
            (Protocol::RestXml, Expired) => {
                ("ExpiredToken", "The provided token has expired.", 400)
            }
            (Protocol::Json, Unknown) => ("UnrecognizedClientException", INVALID, 400),
            (Protocol::Json, Expired) => ("ExpiredTokenException", EXPIRED, 400),
            (Protocol::RestJson, Unknown) => ("UnrecognizedClientException", INVALID, 403),
            (Protocol::RestJson, Expired) => ("ExpiredTokenException", EXPIRED, 403),
        };
        ApiError { stage: Stage::Authentication, ..ApiError::new(code, text).http(http) }
    }
}
