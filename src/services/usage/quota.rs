//! The service quotas on what is used: AWS's defaults, as an account has them that never asked for
//! more.

use super::{CALLS, COUNTED, NAMESPACE, of_calls, of_processors};
use crate::telemetry::{MetricId, Quota};

/// Virtual processors of standard instances (A, C, D, H, I, M, R, T, Z) that may run at once,
/// On-Demand, and as many as Spot Instances. Every type that is here is a standard one.
/// <https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html>
const PROCESSORS: f64 = 5.0;

/// The quota on what a metric counts, if there is one.
///
/// Calls a second: <https://docs.aws.amazon.com/general/latest/gr/cw_region.html>,
/// <https://docs.aws.amazon.com/general/latest/gr/cwl_region.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html>
pub fn of(id: &MetricId) -> Option<Quota> {
    if id.namespace != NAMESPACE {
        return None;
    }
    if [false, true].into_iter().any(|spot| of_processors(spot) == *id) {
        return Some(Quota::AtOnce(PROCESSORS));
    }
    if id.name != CALLS {
        return None;
    }
    let with_quotas = COUNTED.iter().filter(|one| one.quotas);
    let operations = with_quotas.flat_map(|one| one.service.ops.iter().map(move |op| (one, op())));
    let mut found = operations.filter(|(one, op)| of_calls(one.name, op.name) == *id);
    let rate = found.find_map(|(_, op)| op.rate)?;
    Some(Quota::ASecond(f64::from(rate)))
}
