//! Members of the request and the reply about an instance's console.

use serde_json::Value;

use crate::shape;

shape! {
    /// Input of GetConsoleOutput.
    pub struct GetConsoleOutputInput {
        instance_id: String => "InstanceId" [required()],
        latest: Option<bool> => "Latest",
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of GetConsoleOutput.
    pub struct GetConsoleOutputOutput {
        instance_id: String => "InstanceId",
        timestamp: Value => "Timestamp",
        output: String => "Output",
    }
}
