//! Counters of Performance Insights, as `DB_PERF_INSIGHTS` names them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_alarm_database_performance_insights.html>

/// A counter of a database with a statistic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The database's resource ID.
    pub resource: String,
    /// `os.cpuUtilization.user`.
    pub name: String,
    /// What is told of a period.
    pub over: Over,
}

/// What is told of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// `avg`
    Average,
    /// `min`
    Least,
    /// `max`
    Greatest,
}

/// Why there is nothing to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No database has this resource ID.
    NoDatabase,
    /// The counter is not simulated.
    NoCounter,
}

impl Counter {
    /// Reads `os.cpuUtilization.user.avg`; `None` if it ends in no statistic.
    pub fn parse(resource: &str, text: &str) -> Option<Counter> {
        let (name, over) = text.rsplit_once('.')?;
        let over = match over {
            "avg" => Over::Average,
            "min" => Over::Least,
            "max" => Over::Greatest,
            _ => return None,
        };
        Some(Counter { resource: resource.to_owned(), name: name.to_owned(), over })
    }
}
