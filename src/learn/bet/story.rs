//! The world of a bet: its instance and alarm, and what happens to them at which time.

use super::{ALARM, BEFORE, BEHIND, Doing, Planned, STEP, THRESHOLD};
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::explain::Evaluation;
use crate::services::cloudwatch::alarm::slots::Place;
use crate::services::cloudwatch::api as cloudwatch;
use crate::services::cloudwatch::state::Alarm;
use crate::services::ec2::{api as ec2, shapes};
use crate::services::{Request, cloudwatch::alarm::explain};
use crate::sim::command::Resource;
use crate::sim::{
    Act, Call, Change, Command, Region, Scope, Setup, Sim, Time, Via, Watch, Who, World, noise,
};

/// What stands before the question, the same for every plan of a seed.
pub(super) struct Ground {
    sim: Sim,
    instance: String,
    /// The instant of the question.
    pub from: Time,
}

impl Ground {
    pub fn new(seed: u64) -> Ground {
        let mut sim = Sim::new(Setup { seed, ..Setup::default() });
        let from = sim.setup().start + STEP.times(BEFORE);
        sim.submit(Command::SignIn(admin()), Act::Other, 0, None);
        let reply = call(&mut sim, ec2::Request::RunInstances(Box::new(launch())));
        let instance = reply.pointer("/Instances/0/InstanceId").and_then(|id| id.as_str());
        let instance = instance.unwrap_or_default().to_owned();
        call(&mut sim, cloudwatch::Request::PutMetricAlarm(alarm(&instance)));
        for step in 0..BEFORE {
            load(&mut sim, &instance, calm(seed, step));
            sim.advance(sim.world().now() + STEP, u32::MAX, Watch::Nothing);
        }
        Ground { sim, instance, from }
    }

    /// The `attempt`-th plan of a seed: hot and calm stretches, and one in which the instance is
    /// stopped.
    pub fn plan(&self, seed: u64, attempt: u64) -> Vec<Planned> {
        let stream = noise::mix(seed ^ noise::mix(attempt + 1));
        let stopped = 1 + (noise::unit(stream, -1) * 5.0) as i64;
        let stretch = |step: i64| {
            let from = self.from + STEP.times(step);
            let hot = noise::unit(stream, step) < 0.6;
            let doing = match step {
                step if step == stopped => Doing::Stopped,
                step if hot => Doing::Load(74 + (noise::unit(stream, 100 + step) * 23.0) as u32),
                step => Doing::Load(calm(stream, 100 + step)),
            };
            Planned { from, to: from + STEP, doing }
        };
        (0..BEHIND).map(stretch).collect()
    }

    /// The world at the question, with a plan.
    pub fn story(&self, plan: Vec<Planned>) -> Story {
        Story { sim: self.sim.clone(), instance: self.instance.clone(), plan, next: 0 }
    }
}

/// A world to which what is planned happens.
#[derive(Clone, Debug)]
pub(super) struct Story {
    sim: Sim,
    instance: String,
    /// What the instance is going to do.
    pub plan: Vec<Planned>,
    /// How much of the plan has begun.
    next: usize,
}

impl Story {
    /// The world as it stands.
    pub fn world(&self) -> &World {
        self.sim.world()
    }

    /// Lets time pass; what is planned happens when its time comes.
    pub fn advance(&mut self, until: Time) {
        while let Some(planned) = self.plan.get(self.next).copied()
            && planned.from <= until
        {
            self.sim.advance(planned.from, u32::MAX, Watch::Nothing);
            self.begin(planned.doing);
            self.next += 1;
        }
        self.sim.advance(until, u32::MAX, Watch::Nothing);
    }

    fn begin(&mut self, doing: Doing) {
        let instance_ids = vec![self.instance.clone()];
        let before = self.next.checked_sub(1).and_then(|last| self.plan.get(last));
        match doing {
            Doing::Load(percent) => {
                if before.is_some_and(|before| before.doing == Doing::Stopped) {
                    let start = shapes::StartInstancesInput { instance_ids, dry_run: None };
                    call(&mut self.sim, ec2::Request::StartInstances(start));
                }
                load(&mut self.sim, &self.instance, percent);
            }
            Doing::Stopped => {
                let stop = shapes::StopInstancesInput { instance_ids, ..Default::default() };
                call(&mut self.sim, ec2::Request::StopInstances(stop));
            }
        }
    }

    fn alarm(&self) -> Option<(&Alarm, Scope)> {
        let world = self.world();
        let scope = Scope { account: world.home(), region: Region::US_EAST_1 };
        Some((world.cloudwatch().alarm(scope, ALARM)?, scope))
    }

    /// When the alarm fired for the first time.
    pub fn fired(&self, from: Time) -> Option<Time> {
        let story = explain::ribbon(self.alarm()?.0, from, self.world().now());
        let fired = story.transitions.iter().find(|change| change.to == StateValue::Alarm)?;
        Some(fired.at)
    }

    /// What the alarm saw when it was evaluated at an instant.
    pub fn evaluation(&self, at: Time) -> Option<Evaluation> {
        let (alarm, scope) = self.alarm()?;
        let sources = self.world().metrics();
        explain::explain(alarm, Place { source: &sources, scope }, at)
    }
}

fn launch() -> shapes::RunInstancesInput {
    let tag = shapes::Tag { key: Some("Name".to_owned()), value: Some("web".to_owned()) };
    let tags = shapes::TagSpecification {
        resource_type: Some("instance".to_owned()),
        tags: Some(vec![tag]),
    };
    shapes::RunInstancesInput {
        image_id: Some("ami-0c02fb55956c7d316".to_owned()),
        instance_type: Some("t3.micro".to_owned()),
        min_count: 1,
        max_count: 1,
        tag_specifications: Some(vec![tags]),
        ..Default::default()
    }
}

fn alarm(instance: &str) -> cloudwatch::PutMetricAlarmInput {
    let dimension =
        cloudwatch::Dimension { name: "InstanceId".to_owned(), value: instance.to_owned() };
    cloudwatch::PutMetricAlarmInput {
        alarm_name: ALARM.to_owned(),
        namespace: Some("AWS/EC2".to_owned()),
        metric_name: Some("CPUUtilization".to_owned()),
        dimensions: Some(vec![dimension]),
        statistic: Some("Average".to_owned()),
        period: i32::try_from(STEP.as_secs()).ok(),
        evaluation_periods: Some(4),
        datapoints_to_alarm: Some(3),
        threshold: Some(THRESHOLD),
        comparison_operator: Some("GreaterThanThreshold".to_owned()),
        ..Default::default()
    }
}

fn load(sim: &mut Sim, instance: &str, percent: u32) {
    let (instance, amount) = (instance.to_owned(), Some(f64::from(percent)));
    let change = Change::Load { instance, resource: Resource::Cpu, amount, until: None };
    sim.submit(Command::World(change), Act::Other, 0, None);
}

fn calm(stream: u64, step: i64) -> u32 {
    38 + (noise::unit(stream, 1000 + step) * 24.0) as u32
}

fn admin() -> Who {
    Who::User("admin".to_owned())
}

fn call(sim: &mut Sim, request: impl Into<Request>) -> serde_json::Value {
    let request = request.into();
    let call = Call { who: admin(), region: Region::US_EAST_1, via: Via::Cli, request };
    sim.submit(Command::Call(call), Act::Other, 0, None).reply.unwrap_or_default()
}
