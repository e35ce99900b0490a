//! The pages of AWS Budgets.

use watchtrail::api::spec::Operation as _;
use watchtrail::services::generators::{Kind, Lever};
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Command, Region, Span};
use watchtrail::view::budgets::{Form, delete, detail, list, list_reads, one_reads};

use crate::support::Lab;

fn change(lab: &mut Lab, change: Change) {
    lab.world.apply(&Command::World(change)).reply.unwrap();
}

#[test]
fn a_budget_shows_the_bill_its_forecast_and_its_alerts() {
    let mut lab = Lab::new();
    let (name, region) = ("bill".to_owned(), Region::US_EAST_1);
    change(&mut lab, Change::Bring { kind: Kind::Billing, name: name.clone(), region });
    let demand = Demand { name, lever: Lever::Dollars, amount: Some(12.0), until: None };
    change(&mut lab, Change::Demand(demand));
    let account = lab.world.account().to_string();
    let mut form = Form { name: "monthly".to_owned(), ..Form::default() };
    assert!(form.request(&account).is_none(), "it has no amount");
    (form.amount, form.to, form.forecast) = ("100".to_owned(), "a@example.com".to_owned(), true);
    let request = form.request(&account).unwrap();
    lab.ok("budgets", request.spec().name, request.input());
    lab.sleep(Span::days(2));
    let row = list(&lab.world).remove(0);
    assert!(row.actual > 10.0 && row.forecast > 100.0, "{row:?}");
    assert_eq!(row.alerts, (1, 1));
    let found = detail(&lab.world, "monthly").unwrap();
    assert!(found.alerts[0].told && found.alerts[0].forecast && !found.tagged);
    assert_eq!(found.alerts[0].dollars, 80.0);
    let reads = list_reads(&lab.world).into_iter().chain(one_reads(&lab.world, "monthly"));
    for request in reads {
        lab.ok("budgets", request.spec().name, request.input());
    }
    let request = delete(&account, "monthly").unwrap();
    lab.ok("budgets", request.spec().name, request.input());
    assert!(detail(&lab.world, "monthly").is_none());
}
