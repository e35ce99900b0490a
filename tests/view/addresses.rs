//! The page of Elastic IP addresses.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{AccountId, Region, Scope, Span};
use watchtrail::view::addresses::{self, act};
use watchtrail::view::route::Route;

use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn send(lab: &mut Lab, request: &Request) -> Value {
    use watchtrail::api::spec::Operation as _;
    lab.ok("ec2", request.spec().name, request.input())
}

#[test]
fn an_address_is_allocated_used_and_released_from_its_page() {
    let mut lab = Lab::new();
    let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1 });
    lab.ok("ec2", "RunInstances", launch);
    assert!(addresses::takers(&lab.world, HERE).is_empty(), "it is pending");
    lab.sleep(Span::mins(1));
    let takers = addresses::takers(&lab.world, HERE);
    let instance = &takers[0].0;
    send(&mut lab, &act::allocate());
    let row = addresses::list(&lab.world, HERE).remove(0);
    assert!(row.used.is_none() && row.name.is_empty());
    assert_eq!(act::associate(&row.id, ""), None);
    send(&mut lab, &act::associate(&row.id, instance).unwrap());
    let used = addresses::list(&lab.world, HERE).remove(0).used.unwrap();
    assert_eq!(&used.instance, instance);
    send(&mut lab, &act::disassociate(&used.association));
    send(&mut lab, &act::release(&row.id));
    assert!(addresses::list(&lab.world, HERE).is_empty());
    for request in Route::Addresses.reads(&lab.world, Region::US_EAST_1) {
        send(&mut lab, &request);
    }
}
