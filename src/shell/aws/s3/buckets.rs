//! `aws s3 mb`, `aws s3 rb`.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/s3/mb.html>

use serde_json::json;

use super::Run;
use super::path::End;
use crate::shell::aws::fault::Fault;
use crate::sim::Region;

impl Run<'_, '_> {
    /// The bucket a line names, and what stands behind it.
    fn named(&self, command: &str) -> Result<(String, String), Fault> {
        match End::read(self.args.path(0)) {
            End::Object { bucket, key } => Ok((bucket, key)),
            _ => {
                let usage = format!("usage: aws s3 {command} <S3Uri>");
                Err(Fault::Param(format!("{usage}\nError: Invalid argument type")))
            }
        }
    }

    /// Makes a bucket where the command is run.
    pub(super) fn mb(&mut self) -> Result<u8, Fault> {
        let (bucket, _) = self.named("mb")?;
        let region = self.config.region;
        let input = match region {
            Region::US_EAST_1 => json!({ "Bucket": bucket }),
            region => json!({
                "Bucket": bucket,
                "CreateBucketConfiguration": { "LocationConstraint": region.code() },
            }),
        };
        match self.call("CreateBucket", input) {
            Ok(_) => {
                self.print(&format!("make_bucket: {bucket}"));
                Ok(0)
            }
            Err(refused) => {
                self.complain(&format!("make_bucket failed: s3://{bucket} {}", refused.text));
                Ok(1)
            }
        }
    }

    /// Removes a bucket; with `--force` what is in it first, though not older versions.
    pub(super) fn rb(&mut self) -> Result<u8, Fault> {
        let (bucket, key) = self.named("rb")?;
        if !key.is_empty() {
            return Err(Fault::Param(format!(
                "Please specify a valid bucket name only. E.g. s3://{bucket}"
            )));
        }
        if self.args.has("force") {
            self.args.given.insert("recursive".to_owned(), String::new());
            if self.transfer("rm")? != 0 {
                let text = "remove_bucket failed: Unable to delete all objects in the bucket, \
                            bucket will not be deleted.";
                self.complain("");
                self.complain(&format!("aws: [ERROR]: {text}"));
                return Ok(255);
            }
        }
        match self.call("DeleteBucket", json!({ "Bucket": bucket })) {
            Ok(_) => {
                self.print(&format!("remove_bucket: {bucket}"));
                Ok(0)
            }
            Err(refused) => {
                self.complain(&format!("remove_bucket failed: s3://{bucket} {}", refused.text));
                Ok(1)
            }
        }
    }
}
