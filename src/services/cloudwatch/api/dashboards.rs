//! The structures of dashboard operations.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html>

use super::alarms::Tag;
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of PutDashboard.
    pub struct PutDashboardInput {
        dashboard_name: String => "DashboardName" [required()],
        dashboard_body: String => "DashboardBody" [required()],
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// A remark about a body.
    pub struct DashboardValidationMessage {
        data_path: String => "DataPath",
        message: String => "Message",
    }

    /// Output of PutDashboard.
    pub struct PutDashboardOutput {
        messages: Vec<DashboardValidationMessage> => "DashboardValidationMessages",
    }

    /// Input of GetDashboard.
    pub struct GetDashboardInput {
        dashboard_name: String => "DashboardName" [required()],
    }

    /// Output of GetDashboard.
    pub struct GetDashboardOutput {
        dashboard_arn: String => "DashboardArn",
        dashboard_body: String => "DashboardBody",
        dashboard_name: String => "DashboardName",
    }

    /// Input of ListDashboards.
    pub struct ListDashboardsInput {
        prefix: Option<String> => "DashboardNamePrefix",
        next_token: Option<String> => "NextToken",
    }

    /// A dashboard in a listing.
    pub struct DashboardEntry {
        dashboard_name: String => "DashboardName",
        dashboard_arn: String => "DashboardArn",
        last_modified: Timestamp => "LastModified",
        size: i64 => "Size",
    }

    /// Output of ListDashboards.
    pub struct ListDashboardsOutput {
        entries: Vec<DashboardEntry> => "DashboardEntries",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DeleteDashboards.
    pub struct DeleteDashboardsInput {
        dashboard_names: Vec<String> => "DashboardNames" [required()],
    }
}
