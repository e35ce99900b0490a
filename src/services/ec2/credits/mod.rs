//! CPU credits of burstable instances: what is earned, spent, owed and charged, minute by minute.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html>
//!
//! One credit is one virtual processor at 100 % for one minute. AWS accounts in milliseconds; a
//! minute at a time gives the same sums, since demand here is constant within a minute.

mod fold;
mod memo;

pub use fold::Standing;
pub use memo::Memo;

use super::catalogue::InstanceType;
use crate::sim::time::Span;

/// How long a stopped T3, T3a or T4g instance keeps its credits.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-standard-mode-concepts.html>
pub const KEPT: Span = Span::days(7);

/// Launch credits a virtual processor, of T2 in standard mode.
const LAUNCH: f64 = 30.0;

/// Over how many minutes an instance that runs out of credits slides to its baseline.
const SLIDE_MINUTES: f64 = 15.0;

/// What an instance type earns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Virtual processors.
    pub vcpus: f64,
    /// Credits earned an hour.
    pub per_hour: f64,
    /// Whether it is a T2.
    pub t2: bool,
}

impl Terms {
    /// The terms of a type; none when it is not burstable.
    pub fn of(kind: &InstanceType) -> Option<Terms> {
        let (_, size) = kind.name.split_once('.')?;
        let t2 = kind.family.name == "t2";
        let per_hour = match (t2, size) {
            _ if !kind.family.burstable => return None,
            (true, "nano") => 3.0,
            (true, "micro") | (false, "nano") => 6.0,
            (true, "small") | (false, "micro") => 12.0,
            (_, "medium") | (false, "small") => 24.0,
            (_, "large") => 36.0,
            (true, "xlarge") => 54.0,
            (true, "2xlarge") => 81.6,
            (false, "xlarge") => 96.0,
            (false, "2xlarge") => 192.0,
            _ => return None,
        };
        Some(Terms { vcpus: f64::from(kind.vcpus()), per_hour, t2 })
    }

    /// Whether it is launched with unlimited credits unless the launch says otherwise.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode.html>
    pub fn unlimited_by_default(&self) -> bool {
        !self.t2
    }

    /// Credits earned a minute.
    pub fn earned(&self) -> f64 {
        self.per_hour / 60.0
    }

    /// The most credits it keeps: those of a day.
    pub fn most(&self) -> f64 {
        self.per_hour * 24.0
    }

    /// The utilization that spends what is earned, in percent.
    pub fn baseline(&self) -> f64 {
        self.per_hour / 60.0 / self.vcpus * 100.0
    }

    /// Credits it is given at each start.
    pub fn launch(&self, unlimited: bool) -> f64 {
        if self.t2 && !unlimited { LAUNCH * self.vcpus } else { 0.0 }
    }

    /// Credits a minute at this utilization spends.
    pub fn spent(&self, percent: f64) -> f64 {
        self.vcpus * percent / 100.0
    }
}

/// The credits of one instance at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Account {
    /// Earned and not spent, at most those of a day.
    pub earned: f64,
    /// Launch credits left; they are spent first and stand outside the limit.
    pub launch: f64,
    /// Spent and not yet earned back: unlimited mode only.
    pub surplus: f64,
    /// Surplus credits charged so far.
    pub charged: f64,
}

impl Account {
    /// `CPUCreditBalance`.
    pub fn balance(&self) -> f64 {
        self.earned + self.launch
    }

    /// Lets a minute pass with this demand (percent of all processors); what is delivered of it.
    pub fn minute(&mut self, terms: &Terms, unlimited: bool, demand: f64) -> f64 {
        let wanted = terms.spent(demand);
        if unlimited {
            self.unlimited(terms, wanted);
            return demand;
        }
        let beyond = wanted - terms.earned();
        let balance = self.balance();
        if beyond <= 0.0 {
            self.settle(terms, wanted);
            return demand;
        }
        let spent = beyond.min(slide(balance, beyond));
        self.settle(terms, terms.earned() + spent);
        if spent < beyond { (terms.earned() + spent) / terms.vcpus * 100.0 } else { demand }
    }

    /// Standard mode: launch credits are spent first, and what is above a day's earnings is lost.
    fn settle(&mut self, terms: &Terms, spent: f64) {
        let of_launch = spent.min(self.launch);
        self.launch -= of_launch;
        let earned = self.earned + terms.earned() - (spent - of_launch);
        self.earned = earned.clamp(0.0, terms.most());
    }

    /// Unlimited mode: what is spent beyond the balance is owed, up to a day's earnings; what goes
    /// beyond that is charged.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-monitoring-cpu-credits.html>
    fn unlimited(&mut self, terms: &Terms, spent: f64) {
        let of_launch = spent.min(self.launch);
        self.launch -= of_launch;
        let adjusted = self.earned - self.surplus + terms.earned() - (spent - of_launch);
        self.earned = adjusted.clamp(0.0, terms.most());
        let owed = (-adjusted).max(0.0);
        self.surplus = owed.min(terms.most());
        self.charged += owed - self.surplus;
    }

    /// What is owed is charged: when the instance stops or leaves unlimited mode.
    pub fn charge(&mut self) {
        self.charged += self.surplus;
        self.surplus = 0.0;
    }
}

/// The most that may be spent beyond earnings in a minute with this balance, when so much is
/// wanted. AWS: with few credits left, performance goes down to the baseline gradually, over 15
/// minutes. A straight slope over that time spends half of what it began with.
fn slide(balance: f64, wanted: f64) -> f64 {
    let reserve = wanted * SLIDE_MINUTES / 2.0;
    if balance >= reserve {
        return wanted.min(balance);
    }
    (wanted * libm::sqrt(balance / reserve)).min(balance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::ec2::catalogue::types;

    fn terms(name: &str) -> Terms {
        Terms::of(types::find(name).unwrap()).unwrap()
    }

    #[test]
    fn a_standard_instance_slides_to_its_baseline_and_stays_there() {
        let terms = terms("t2.micro");
        let mut account = Account { earned: 5.0, ..Account::default() };
        let delivered: Vec<f64> = (0..40).map(|_| account.minute(&terms, false, 100.0)).collect();
        assert_eq!(delivered[0].round(), 87.0, "five credits are few for a whole processor");
        assert!(delivered.windows(2).all(|pair| pair[0] >= pair[1]), "{delivered:?}");
        assert!(delivered[5] > 11.0, "not at once: {delivered:?}");
        assert_eq!(delivered[39], terms.baseline());
        assert_eq!(account.balance(), 0.0);
    }

    #[test]
    fn credits_are_never_negative_and_never_over_the_limit() {
        for name in ["t2.nano", "t2.2xlarge", "t3.nano", "t4g.xlarge"] {
            let terms = terms(name);
            for unlimited in [false, true] {
                let mut account = Account { launch: terms.launch(unlimited), ..Account::default() };
                for minute in 0..20_000_u64 {
                    let demand = (crate::sim::noise::unit(7, (minute / 200) as i64) * 140.0 - 40.0)
                        .clamp(0.0, 100.0);
                    let delivered = account.minute(&terms, unlimited, demand);
                    assert!(delivered <= demand && delivered >= 0.0);
                    assert!((0.0..=terms.most()).contains(&account.earned), "{account:?}");
                    assert!((0.0..=terms.most()).contains(&account.surplus), "{account:?}");
                    assert!(account.launch >= 0.0 && account.charged >= 0.0, "{account:?}");
                }
            }
        }
    }
}
