//! The virtual processors that run, as EC2's quotas count them.

use crate::services::ec2::history::Run;
use crate::services::ec2::state::State;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

impl State {
    /// Each run of On-Demand Instances, or of Spot Instances, in a place, and the virtual
    /// processors of the type it ran as: a type changes only between runs.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits>
    pub fn processors(&self, scope: Scope, spot: bool) -> impl Iterator<Item = (Run, u32)> {
        let here = self.histories.values().filter(move |history| history.scope == scope);
        here.filter(move |history| history.spot == spot).flat_map(|history| {
            let of = |run: &Run| {
                let kind = history.type_before(run.to.unwrap_or(Time::from_millis(i64::MAX)))?;
                Some((*run, kind.vcpus()))
            };
            history.runs().iter().filter_map(of)
        })
    }
}
