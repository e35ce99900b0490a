//! Which requests may ask about accounts that are linked to the caller's.

use super::Request;
use crate::telemetry::insights;

impl Request {
    /// Whether the call asks about linked accounts.
    pub fn reaches_linked_accounts(&self) -> bool {
        match self {
            Request::ListMetrics(input) => input.linked == Some(true),
            Request::GetMetricData(input) => {
                // A query in a monitoring account looks at the linked ones, too.
                input.metric_data_queries.iter().any(|query| {
                    query.account_id.is_some()
                        || query.expression.as_deref().is_some_and(insights::is_query)
                })
            }
            Request::PutMetricAlarm(input) => {
                input.metrics.iter().flatten().any(|query| query.account_id.is_some())
            }
            _ => false,
        }
    }
}
