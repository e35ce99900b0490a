//! A large world for measuring: many instances, many alarms, many days.
//!
//! It is built by the same commands that a learner's script would be made of ([`Fleet::script`] is
//! that script), and run by the same clock.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::cloudwatch::alarm::window::Grid;
use crate::sim::command::Resource;
use crate::sim::{Call, Change, Command, Region, Scope, Setup, Span, Time, Via, Who, World};

/// The image and the type of its instances: one without burst credits.
const IMAGE: &str = "ami-0c02fb55956c7d316";
const KIND: &str = "m5.large";
/// The load that breaches, and how long it lasts.
const LOAD: f64 = 95.0;
const LOAD_MINUTES: i64 = 30;
/// Each instance is under load on one day of so many.
const EVERY_DAYS: u32 = 7;

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fleet {
    /// How many instances with detailed monitoring.
    pub instances: u32,
    /// How many alarms, spread over the instances.
    pub alarms: u32,
    /// How many days pass.
    pub days: u32,
    /// The alarms' period in seconds.
    pub period_secs: u32,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How many evaluations the alarms have behind them.
    pub evaluations: u64,
    /// How often an alarm changed its state.
    pub transitions: u64,
    /// The digest of the world.
    pub digest: String,
}

impl Fleet {
    /// Builds the world and lets its days pass; an error is what a call answered.
    ///
    /// # Errors
    /// The first refusal of a call, in AWS's words.
    pub fn run(&self, setup: Setup) -> Result<Outcome, String> {
        let mut world = World::new(setup);
        let ids = self.launch(&mut world)?;
        for request in self.alarms(&ids) {
            call(&mut world, request?)?;
        }
        for day in 0..self.days {
            for id in self.loaded(&ids, day) {
                let until = Some(world.now() + Span::mins(LOAD_MINUTES));
                let (instance, resource, amount) = (id.to_owned(), Resource::Cpu, Some(LOAD));
                let load = Change::Load { instance, resource, amount, until };
                world.apply(&Command::World(load)).reply.map_err(|error| error.message)?;
            }
            let until = world.now() + Span::days(1);
            world.apply(&Command::Advance { until });
            if let Some(full) = world.full() {
                return Err(full.message);
            }
        }
        Ok(outcome(&world))
    }

    /// The same world as a script; the ids of its instances follow from the seed.
    ///
    /// # Errors
    /// As [`Fleet::run`].
    pub fn script(&self, setup: Setup) -> Result<String, String> {
        let ids = self.launch(&mut World::new(setup))?;
        let mut script = format!(
            "aws ec2 run-instances --image-id {IMAGE} --instance-type {KIND} --count {} \
             --monitoring Enabled=true\n",
            self.instances
        );
        for (name, id) in self.watched(&ids) {
            let _infallible = writeln!(
                script,
                "aws cloudwatch put-metric-alarm --alarm-name {name} --namespace AWS/EC2 \
                 --metric-name CPUUtilization --dimensions Name=InstanceId,Value={id} \
                 --statistic Average --period {} --evaluation-periods 3 --threshold 80 \
                 --comparison-operator GreaterThanThreshold",
                self.period_secs
            );
        }
        for day in 0..self.days {
            for id in self.loaded(&ids, day) {
                let _infallible =
                    writeln!(script, "world load {id} cpu {LOAD} for {LOAD_MINUTES}m");
            }
            script.push_str("sleep 24h\n");
        }
        Ok(script)
    }

    fn launch(&self, world: &mut World) -> Result<Vec<String>, String> {
        let input = json!({
            "ImageId": IMAGE, "InstanceType": KIND,
            "MinCount": self.instances, "MaxCount": self.instances,
            "Monitoring": { "Enabled": true },
        });
        let reply = call(world, Request::decode("ec2", "RunInstances", input)?)?;
        let instances = reply.get("Instances").and_then(Value::as_array);
        let id = |instance: &Value| Some(instance.get("InstanceId")?.as_str()?.to_owned());
        Ok(instances.into_iter().flatten().filter_map(id).collect())
    }

    fn alarms(&self, ids: &[String]) -> Vec<Result<Request, String>> {
        let put = |(name, id): (String, &str)| {
            let input = json!({
                "AlarmName": name, "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
                "Dimensions": [{ "Name": "InstanceId", "Value": id }],
                "Statistic": "Average", "Period": self.period_secs, "EvaluationPeriods": 3,
                "Threshold": 80.0, "ComparisonOperator": "GreaterThanThreshold",
            });
            Request::decode("cloudwatch", "PutMetricAlarm", input)
        };
        self.watched(ids).map(put).collect()
    }

    /// The alarms' names with the instances they watch.
    fn watched<'a>(&self, ids: &'a [String]) -> impl Iterator<Item = (String, &'a str)> {
        let ids = ids.iter().cycle().map(String::as_str);
        (0..self.alarms).zip(ids).map(|(nth, id)| (format!("fleet-{nth:05}"), id))
    }

    /// The instances under load on a day.
    fn loaded<'a>(&self, ids: &'a [String], day: u32) -> impl Iterator<Item = &'a str> {
        let numbered = (0..).zip(ids);
        let loaded = move |(nth, _): &(u32, &String)| (nth + day).is_multiple_of(EVERY_DAYS);
        numbered.filter(loaded).map(|(_, id)| id.as_str())
    }
}

/// A call by `admin` from the command line.
fn call(world: &mut World, request: Request) -> Result<Value, String> {
    let who = Who::User("admin".to_owned());
    let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
    world
        .apply(&Command::Call(call))
        .reply
        .map_err(|error| format!("{}: {}", error.code, error.message))
}

fn outcome(world: &World) -> Outcome {
    let scope = Scope { account: world.home(), region: Region::US_EAST_1 };
    let (mut evaluations, mut transitions) = (0, 0);
    for alarm in world.cloudwatch().region(scope).into_iter().flat_map(|r| r.alarms().values()) {
        let grid = Grid::of(alarm.config());
        evaluations += passed(grid, alarm.created, world.now());
        transitions += alarm.conditions.len() as u64 - 1;
    }
    Outcome { evaluations, transitions, digest: world.digest() }
}

/// How many evaluations of a grid lie after one instant and up to another.
fn passed(grid: Grid, after: Time, to: Time) -> u64 {
    let span = grid.at_or_before(to) - grid.at_or_before(after);
    (span.as_millis() / grid.every().as_millis()).unsigned_abs()
}
