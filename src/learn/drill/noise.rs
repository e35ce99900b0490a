//! What happens beside it: acts of no importance by innocent people, and signs that mislead.

use super::fault::{Kind, Scene};
use super::plan::{Amount, LOAD_MINUTES, Plan, READY};
use crate::learn::exam::draw::Dice;

/// Something that happens in a minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub minute: u32,
    /// A line of the terminal.
    pub line: String,
}

/// Lines that anybody types on any day.
const EVERYDAY: [&str; 12] = [
    "aws ec2 describe-instances",
    "aws cloudwatch describe-alarms",
    "aws sns list-topics",
    "aws ec2 describe-security-groups",
    "aws iam list-users",
    "aws cloudtrail lookup-events --max-results 5",
    "aws ec2 create-tags --resources $TEST --tags Key=note,Value=seen",
    "aws ec2 create-tags --resources $SG --tags Key=owner,Value=shop",
    "aws ec2 describe-volumes",
    "aws sns set-topic-attributes --topic-arn $TEAM --attribute-name DisplayName \
     --attribute-value Team",
    "aws ec2 authorize-security-group-ingress --group-id $SG --protocol tcp --port {port} \
     --cidr 10.1.0.0/16",
    "aws cloudwatch put-metric-alarm --alarm-name test-cpu-high --namespace AWS/EC2 \
     --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$TEST --statistic Average \
     --period 300 --evaluation-periods 3 --threshold {percent} \
     --comparison-operator GreaterThanThreshold --alarm-actions $TEAM",
];

/// What somebody tries who may only read.
const REFUSED: [(&str, &str); 5] = [
    ("aws ec2 stop-instances --instance-ids $WEB", "StopInstances"),
    ("aws cloudwatch disable-alarm-actions --alarm-names web-cpu-high", "DisableAlarmActions"),
    ("aws sns delete-topic --topic-arn $OPS", "DeleteTopic"),
    ("aws cloudwatch delete-alarms --alarm-names web-cpu-high", "DeleteAlarms"),
    ("aws ec2 terminate-instances --instance-ids $WEB", "TerminateInstances"),
];

/// Draws what happens beside it.
pub(super) fn acts(plan: &Plan, amount: Amount, dice: &mut Dice) -> Vec<Act> {
    let mut noise = Noise { plan, free: free(plan), acts: Vec::new() };
    dice.shuffle(&mut noise.free);
    noise.mislead(amount.signs, dice);
    for number in 0..amount.noise {
        noise.everyday(number, dice);
    }
    let mut acts = noise.acts;
    acts.sort_by_key(|act| act.minute);
    acts
}

/// The minutes in which something else may happen: none near what matters.
fn free(plan: &Plan) -> Vec<u32> {
    let near = |minute: u32| {
        [plan.breaks, plan.load].iter().any(|at| minute.abs_diff(*at) < 2)
            || minute.is_multiple_of(5)
    };
    (READY + 1..plan.end.saturating_sub(10)).filter(|minute| !near(*minute)).collect()
}

struct Noise<'a> {
    plan: &'a Plan,
    free: Vec<u32>,
    acts: Vec<Act>,
}

impl Noise<'_> {
    fn add(&mut self, minute: u32, line: String) {
        self.acts.push(Act { minute, line });
    }

    /// Somebody who did nothing of importance; the one who did does other things as well.
    fn somebody(&self, dice: &mut Dice) -> &'static str {
        let people = &self.plan.people;
        people.get(dice.below(people.len())).copied().unwrap_or(self.plan.intern)
    }

    fn innocent(&self, dice: &mut Dice) -> &'static str {
        let others = self.plan.people.get(1..).unwrap_or_default();
        others.get(dice.below(others.len())).copied().unwrap_or(self.plan.intern)
    }

    fn everyday(&mut self, number: usize, dice: &mut Dice) {
        let Some(minute) = self.free.pop() else { return };
        let line = EVERYDAY.get(dice.below(EVERYDAY.len())).copied().unwrap_or_default();
        let line = line.replace("{port}", &(8000 + number).to_string());
        let line = line.replace("{percent}", &(60 + 5 * dice.below(7)).to_string());
        let in_role = self.plan.through_role && dice.below(2) == 0 && !line.contains("iam ");
        let prefix = if in_role { "ops-" } else { "" };
        let who = self.somebody(dice);
        self.add(minute, format!("{line} --profile {prefix}{who}"));
    }

    /// Signs that point elsewhere, the cheapest kind last.
    fn mislead(&mut self, signs: usize, dice: &mut Dice) {
        let mut kinds = [Self::off_and_on, Self::drill, Self::blip, Self::stopped_other];
        dice.shuffle(&mut kinds);
        for sign in 0..signs {
            match kinds.get(sign).filter(|_| dice.below(2) == 0) {
                Some(kind) => kind(self, dice),
                None => self.refused(dice),
            }
        }
    }

    /// Somebody tries the very thing, or another, and may not: not long before it happens.
    fn refused(&mut self, dice: &mut Dice) {
        let close = |minute: &u32| {
            *minute < self.plan.breaks && self.plan.breaks - *minute < 30 && *minute > READY
        };
        let Some(at) = self.free.iter().position(close) else { return };
        let minute = self.free.swap_remove(at);
        let event = self.plan.kind.fault().call.map(|call| call.0);
        let same = REFUSED.iter().find(|row| Some(row.1) == event);
        let any = REFUSED.get(dice.below(REFUSED.len()));
        let Some((line, event)) = same.or(any) else { return };
        let who = self.plan.intern;
        self.add(minute, format!("{line} --profile {who} || expect denied {event} by {who}"));
    }

    /// The alarm's actions are switched off and on again, long before.
    fn off_and_on(&mut self, dice: &mut Dice) {
        let who = self.innocent(dice);
        let minute = READY + 3 + dice.below(20) as u32;
        let line = |verb: &str| {
            format!(
                "aws cloudwatch {verb}-alarm-actions --alarm-names web-cpu-high --profile {who}"
            )
        };
        self.add(minute, line("disable"));
        self.add(minute + 4, line("enable"));
    }

    /// Somebody tests the page: a mail arrives, and it was no incident.
    fn drill(&mut self, dice: &mut Dice) {
        let who = self.innocent(dice);
        let minute = READY + 8 + dice.below(15) as u32;
        self.add(
            minute,
            format!(
                "aws cloudwatch set-alarm-state --alarm-name web-cpu-high --state-value ALARM \
                 --state-reason test --profile {who}"
            ),
        );
    }

    /// The load is high for one period, which is too short for the alarm.
    fn blip(&mut self, dice: &mut Dice) {
        let plan = self.plan;
        let other = plan.kind == Kind::Credits || plan.kind.scales();
        if other || plan.kind.fault().scene == Scene::Down {
            return self.refused(dice);
        }
        let mut minutes: Vec<u32> = (20..plan.end.saturating_sub(20)).step_by(5).collect();
        // Two periods away from the load on either side.
        let (from, to) = (plan.load.saturating_sub(20), plan.load + LOAD_MINUTES + 20);
        minutes.retain(|minute| !(from..=to).contains(minute));
        dice.shuffle(&mut minutes);
        let Some(minute) = minutes.first().copied() else { return };
        self.add(minute, "world load $WEB cpu 86".to_owned());
        self.add(minute + 5, "world load $WEB cpu 35".to_owned());
    }

    /// Another instance is stopped for a while.
    fn stopped_other(&mut self, dice: &mut Dice) {
        let who = self.innocent(dice);
        let close =
            |minute: &u32| minute.abs_diff(self.plan.breaks) < 40 && *minute + 20 < self.plan.end;
        let Some(at) = self.free.iter().position(close) else { return };
        let minute = self.free.swap_remove(at);
        let line =
            |verb: &str| format!("aws ec2 {verb}-instances --instance-ids $TEST --profile {who}");
        self.add(minute, line("stop"));
        self.add(minute + 12, line("start"));
    }
}
