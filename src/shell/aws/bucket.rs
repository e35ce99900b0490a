//! What the SDK says of a name that no bucket can have; nothing is sent then.
//!
//! Names and words: botocore's `handlers.py` (`validate_bucket_name`).

use serde_json::Value;

/// What a bucket may be called, or that it is named as an access point by its ARN.
const NAME: &str = r"^[a-zA-Z0-9.\-_]{1,255}$";
const ARN: &str = concat!(
    r"^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:]",
    r"[a-zA-Z0-9\-.]{1,63}$|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:]",
    r"[a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$",
);

/// What is wrong with the bucket that members name, if anything is.
pub fn fault(members: &Value) -> Option<String> {
    let bucket = members.get("Bucket")?.as_str()?;
    let letter = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let named = (1..=255).contains(&bucket.len()) && bucket.chars().all(letter);
    // Access points are not simulated, which the service says.
    (!named && !bucket.starts_with("arn:aws")).then(|| {
        format!(
            "Parameter validation failed:\nInvalid bucket name \"{bucket}\": Bucket name must \
             match the regex \"{NAME}\" or be an ARN matching the regex \"{ARN}\""
        )
    })
}
