//! CPU credits.

use proptest::prelude::*;
use serde_json::{Value, json};
use watchtrail::services::ec2::catalogue::types;
use watchtrail::services::ec2::credits::{Account, Terms};
use watchtrail::sim::command::Resource;
use watchtrail::sim::{AccountId, Change, Region, Scope, Span, Time};
use watchtrail::telemetry::{MetricId, MetricSource as _, Point};

use super::{change, launch_with, launched, on, refusal};
use crate::support::{Lab, vectors};

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn terms(name: &str) -> Terms {
    Terms::of(types::find(name).unwrap()).unwrap()
}

fn near(found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn types_earn_what_aws_says() {
    for (name, row) in vectors("cpu_credits")["instanceTypes"].as_object().unwrap() {
        let terms = terms(name);
        near(terms.per_hour, &row["creditsPerHour"]);
        near(terms.most(), &row["maxAccrued"]);
        // Of T8i the page gives no more than the credits.
        for (member, found) in [("vCPU", terms.vcpus), ("baselinePerVcpuPercent", terms.baseline())]
        {
            match row.get(member) {
                Some(expected) => near(found, expected),
                None => assert!(name.starts_with("t8i."), "{name} {member}"),
            }
        }
        let mode = if terms.unlimited_by_default() { "unlimited" } else { "standard" };
        assert_eq!(row["defaultMode"], mode, "{name}");
        near(terms.launch(false), &row["launchCreditsStandard"]);
    }
    assert!(types::find("m5.large").is_some_and(|kind| Terms::of(kind).is_none()));
}

/// The vectors that are sums: five minutes at the utilization that spends what the vector says.
#[test]
fn accounts_add_up() {
    let vectors = vectors("cpu_credits");
    for vector in vectors["vectors"].as_array().unwrap() {
        let id = vector["id"].as_str().unwrap();
        let of = |member: &str| vector[member].as_f64();
        let minutes = of("minutes").unwrap_or(5.0);
        if id == "c6" {
            let terms = Terms { vcpus: of("vCPU").unwrap(), per_hour: 1.0, t2: false };
            near(minutes * terms.spent(of("cpuPercent").unwrap()), &vector["expectedCredits"]);
            continue;
        }
        let Some(name) = vector["type"].as_str() else { continue };
        let terms = terms(name);
        let unlimited = vector["rule"] == "unlimited";
        let mut account = Account {
            earned: of("priorBalance").unwrap_or(0.0),
            launch: if id == "c3" { terms.launch(false) } else { 0.0 },
            surplus: of("priorSurplus").unwrap_or(0.0),
            charged: 0.0,
        };
        let minutes = of("idleHours").map_or(minutes, |hours| hours * 60.0);
        let usage = of("creditUsage").map(|used| used / minutes / terms.vcpus * 100.0);
        let demand = usage.or(of("cpuPercent")).unwrap_or(0.0);
        for _ in 0..minutes as u32 {
            assert_eq!(account.minute(&terms, unlimited, demand), demand, "{id}");
        }
        if let Some(accrued) = vector.get("expectedAccrued") {
            near(account.balance(), accrued);
        }
        let expected = &vector["expected"];
        let found = [
            ("CPUCreditBalance", account.balance()),
            ("CPUSurplusCreditBalance", account.surplus),
            ("CPUSurplusCreditsCharged", account.charged),
        ];
        for (name, found) in found {
            if let Some(expected) = expected.get(name) {
                near(found, expected);
            }
        }
    }
}

fn run(lab: &mut Lab, kind: &str, more: Value) -> String {
    let mut input = launch_with(json!({ "InstanceType": kind }));
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let id = launched(&lab.ok("ec2", "RunInstances", input));
    lab.sleep(Span::secs(20));
    id
}

fn load(lab: &mut Lab, instance: &str, percent: f64) {
    let (instance, amount) = (instance.to_owned(), Some(percent));
    change(lab, Change::Load { instance, resource: Resource::Cpu, amount, until: None });
}

fn points(lab: &Lab, metric: &str, instance: &str) -> Vec<Point> {
    let dimensions = vec![("InstanceId".to_owned(), instance.to_owned())];
    let id = MetricId::new("AWS/EC2", metric, dimensions);
    let mut found = Vec::new();
    let (from, now) = (Time::from_secs(0), lab.world.now());
    lab.world.ec2().points(HERE, &id, from, now, now, &mut |point| found.push(point));
    found
}

fn last(lab: &Lab, metric: &str, instance: &str) -> f64 {
    points(lab, metric, instance).last().unwrap().sum
}

/// Vector c3: launch credits stand outside the limit.
#[test]
fn an_idle_day_of_a_t2_micro_leaves_174_credits() {
    let mut lab = Lab::new();
    let id = run(&mut lab, "t2.micro", json!({}));
    load(&mut lab, &id, 0.0);
    lab.sleep(Span::hours(25));
    assert!((last(&lab, "CPUCreditBalance", &id) - 174.0).abs() < 1e-6);
    assert_eq!(points(&lab, "CPUSurplusCreditBalance", &id), [], "in unlimited mode only");
}

/// Vector c9 and the feature row "CPU credits: throttled to the baseline".
#[test]
fn out_of_credits_the_processor_falls_to_its_baseline() {
    let mut lab = Lab::new();
    let id = run(&mut lab, "t2.micro", json!({}));
    load(&mut lab, &id, 100.0);
    lab.sleep(Span::hours(3));
    let cpu: Vec<f64> =
        points(&lab, "CPUUtilization", &id).iter().map(|p| p.sum / p.count).collect();
    assert_eq!(cpu.first(), Some(&100.0));
    assert!((cpu.last().unwrap() - 10.0).abs() < 1e-9, "{cpu:?}");
    assert!(cpu.windows(2).all(|pair| pair[0] >= pair[1] - 1e-9), "{cpu:?}");
    assert!(cpu.iter().any(|v| *v < 99.0 && *v > 15.0), "gradually: {cpu:?}");
    let balance = points(&lab, "CPUCreditBalance", &id);
    let used = points(&lab, "CPUCreditUsage", &id);
    assert!(balance.last().unwrap().sum < 1e-9);
    // Each balance is the one before it, and what was earned, without what was spent.
    for ((before, after), used) in balance.iter().zip(&balance[1..]).zip(&used[1..]) {
        assert!((after.sum - (before.sum + 0.5 - used.sum)).abs() < 1e-9);
    }
    assert!(used.iter().all(|point| point.count == 1.0 && point.unit == "Count"));
}

#[test]
fn an_unlimited_instance_owes_and_is_charged() {
    let mut lab = Lab::new();
    let id = run(&mut lab, "t3.nano", json!({}));
    load(&mut lab, &id, 100.0);
    lab.sleep(Span::hours(2));
    assert_eq!(last(&lab, "CPUUtilization", &id), 500.0);
    assert_eq!(last(&lab, "CPUCreditBalance", &id), 0.0);
    assert!((last(&lab, "CPUSurplusCreditBalance", &id) - 144.0).abs() < 1e-6);
    assert!((last(&lab, "CPUSurplusCreditsCharged", &id) - 9.5).abs() < 1e-6, "2 - 0.1 a minute");
    load(&mut lab, &id, 0.0);
    lab.sleep(Span::hours(5));
    let owed = last(&lab, "CPUSurplusCreditBalance", &id);
    assert!(owed > 0.0 && owed < 144.0, "paid back by what is earned: {owed}");
    // Vector c10: what is owed is charged when the mode is left.
    let wish = json!({ "InstanceCreditSpecifications": [
        { "InstanceId": id, "CpuCredits": "standard" },
        { "InstanceId": "i-0123456789abcdef0", "CpuCredits": "standard" },
    ] });
    let reply = lab.ok("ec2", "ModifyInstanceCreditSpecification", wish);
    assert_eq!(reply["SuccessfulInstanceCreditSpecifications"], json!([{ "InstanceId": id }]));
    let failed = &reply["UnsuccessfulInstanceCreditSpecifications"][0]["Error"];
    assert_eq!(failed["Code"], "InvalidInstanceID.NotFound");
    lab.sleep(Span::mins(20));
    let standing = lab.world.ec2().history(&id).unwrap().standing_before(lab.world.now()).unwrap();
    assert_eq!(standing.account.surplus, 0.0);
    let described = lab.ok("ec2", "DescribeInstanceCreditSpecifications", json!({}));
    assert_eq!(described["InstanceCreditSpecifications"], json!([]), "only the unlimited ones");
    let described =
        lab.ok("ec2", "DescribeInstanceCreditSpecifications", json!({ "InstanceIds": [id] }));
    assert_eq!(
        described["InstanceCreditSpecifications"],
        json!([{ "InstanceId": id, "CpuCredits": "standard" }])
    );
}

/// Vectors c7 and c8.
#[test]
fn a_stop_costs_a_t2_its_credits_and_a_t3_keeps_them_a_week() {
    let restarted = |kind: &str, days: i64| {
        let mut lab = Lab::new();
        let id =
            run(&mut lab, kind, json!({ "CreditSpecification": { "CpuCredits": "standard" } }));
        load(&mut lab, &id, 0.0);
        lab.sleep(Span::hours(10));
        on(&mut lab, "StopInstances", &id);
        lab.sleep(Span::days(days));
        on(&mut lab, "StartInstances", &id);
        lab.sleep(Span::secs(20));
        let at = lab.world.now().floor(Span::mins(1));
        lab.sleep(Span::mins(2));
        let history = lab.world.ec2().history(&id).unwrap();
        let standing = history.standing_before(at + Span::mins(1)).unwrap();
        standing.account.balance().round()
    };
    assert_eq!(restarted("t2.micro", 1), 30.0, "launch credits alone");
    assert_eq!(restarted("t3.micro", 6), 120.0);
    assert_eq!(restarted("t3.micro", 8), 0.0);
}

#[test]
fn only_burstable_instances_take_an_option() {
    let mut lab = Lab::new();
    let input = launch_with(json!({
        "InstanceType": "m5.large", "CreditSpecification": { "CpuCredits": "unlimited" },
    }));
    assert_eq!(
        refusal(&lab.fails("ec2", "RunInstances", input), ""),
        "InvalidParameterCombination The parameter CreditSpecification is not supported for \
         instance type m5.large"
    );
    let id = run(&mut lab, "m5.large", json!({}));
    lab.sleep(Span::hours(1));
    assert_eq!(points(&lab, "CPUCreditBalance", &id), []);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..ProptestConfig::default()
    })]

    /// What is asked first, and how often, changes nothing: every answer follows from the past.
    #[test]
    fn credits_do_not_hang_on_who_asked_before(
        steps in prop::collection::vec((0usize..4, 0.0..100.0f64, 1i64..900), 1..12),
        peeks in prop::collection::vec(0i64..6000, 1..12),
    ) {
        let mut lab = Lab::new();
        let id = run(&mut lab, "t2.nano", json!({}));
        for (what, percent, minutes) in &steps {
            match what {
                0 => { lab.call("admin", "ec2", "StopInstances", json!({ "InstanceIds": [id] })); }
                1 => {
                    lab.call("admin", "ec2", "StartInstances", json!({ "InstanceIds": [id] }));
                }
                2 => load(&mut lab, &id, *percent),
                _ => {
                    let mode = if *percent > 50.0 { "unlimited" } else { "standard" };
                    let wish = json!({ "InstanceId": id, "CpuCredits": mode });
                    let wish = json!({ "InstanceCreditSpecifications": [wish] });
                    lab.ok("ec2", "ModifyInstanceCreditSpecification", wish);
                }
            }
            lab.sleep(Span::mins(*minutes));
            let history = lab.world.ec2().history(&id).unwrap();
            for peek in &peeks {
                let at = lab.world.now() - Span::mins(*peek);
                let standing = history.standing_before(at).unwrap();
                let account = standing.account;
                prop_assert!((0.0..=72.0).contains(&account.earned), "{:?}", account);
                prop_assert!((0.0..=72.0).contains(&account.surplus), "{:?}", account);
                prop_assert!((0.0..=100.0).contains(&standing.delivered));
            }
        }
        let fresh = lab.world.clone();
        for peek in &peeks {
            let at = lab.world.now() - Span::mins(*peek);
            let seen = lab.world.ec2().history(&id).unwrap().standing_before(at);
            let mut lone = fresh.ec2().history(&id).unwrap().clone();
            lone.forget();
            prop_assert_eq!(seen, lone.standing_before(at));
        }
    }
}

/// AWS: a hundred launches or starts of T2 standard instances a day get launch credits.
#[test]
fn the_hundred_and_first_t2_of_a_day_has_no_launch_credits() {
    let mut lab = Lab::new();
    let many = launch_with(json!({ "InstanceType": "t2.nano", "MinCount": 99, "MaxCount": 99 }));
    lab.ok("ec2", "RunInstances", many);
    lab.sleep(Span::secs(20));
    let launches = [("t2.nano", true), ("t2.nano", false), ("t3.nano", false)];
    let ids = launches.map(|(kind, _)| run(&mut lab, kind, json!({})));
    lab.sleep(Span::mins(15));
    for ((kind, credited), id) in launches.iter().zip(&ids) {
        let balance = last(&lab, "CPUCreditBalance", id);
        assert_eq!(balance > 20.0, *credited, "{kind} {balance}");
    }
    lab.sleep(Span::hours(24));
    let late = run(&mut lab, "t2.nano", json!({}));
    lab.sleep(Span::mins(15));
    assert!(last(&lab, "CPUCreditBalance", &late) > 20.0, "a day later there are some again");
}
