//! The pages of the default VPC.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{AccountId, Region, Scope};
use watchtrail::view::network::{self, act};
use watchtrail::view::route::Route;

use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn send(lab: &mut Lab, request: &Request) -> Value {
    use watchtrail::api::spec::Operation as _;
    lab.ok("ec2", request.spec().name, request.input())
}

#[test]
fn a_subnet_is_made_changed_and_deleted_from_its_pages() {
    let mut lab = Lab::new();
    let vpc = network::vpc(&lab.world, HERE);
    assert_eq!((vpc.first.as_str(), vpc.free_v6.as_str()), ("172.31.0.0/16", ""));
    assert_eq!(network::list(&lab.world, HERE).len(), vpc.zones.len());

    send(&mut lab, &act::provide_v6(&vpc.id));
    send(&mut lab, &act::add_range(&vpc.id, " 100.64.0.0/16 ").unwrap());
    assert_eq!(act::add_range(&vpc.id, " "), None);
    let vpc = network::vpc(&lab.world, HERE);
    assert!(vpc.v6.is_some() && vpc.free_v6.ends_with("::/64"), "{vpc:?}");
    assert_eq!(vpc.further[0].1, "100.64.0.0/16");

    let form = act::SubnetForm { zone: "us-east-1b".to_owned(), ..Default::default() };
    assert_eq!(form.create(&vpc.id), None, "no range");
    let v4 = "100.64.7.0/24".to_owned();
    let form = act::SubnetForm { name: "attic".to_owned(), v4, v6: vpc.free_v6.clone(), ..form };
    let made = send(&mut lab, &form.create(&vpc.id).unwrap());
    let id = act::made_subnet(&made).unwrap();
    let row = network::one(&lab.world, HERE, &id).unwrap();
    assert_eq!((row.name.as_str(), row.zone.as_str(), row.free), ("attic", "us-east-1b", 251));
    assert_eq!(row.v6.as_ref().map(|(_, range)| range), Some(&vpc.free_v6));
    assert_ne!(network::vpc(&lab.world, HERE).free_v6, vpc.free_v6, "the next one");
    assert!(!row.public && !row.assigns_v6);
    send(&mut lab, &act::give(&id, act::Gift::Public, true));
    send(&mut lab, &act::give(&id, act::Gift::Ipv6, true));
    let row = network::one(&lab.world, HERE, &id).unwrap();
    assert!(row.public && row.assigns_v6);
    let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "SubnetId": id, "MinCount": 1, "MaxCount": 1 });
    lab.ok("ec2", "RunInstances", launch);
    assert_eq!(network::one(&lab.world, HERE, &id).unwrap().instances.len(), 1);
    assert_eq!(network::one(&lab.world, HERE, "subnet-0"), None);

    let native = act::SubnetForm { v6: network::vpc(&lab.world, HERE).free_v6, ..form };
    let native = act::SubnetForm { v4: String::new(), ..native };
    let made = send(&mut lab, &native.create(&vpc.id).unwrap());
    assert_eq!(made["Subnet"]["Ipv6Native"], true);
    send(&mut lab, &act::delete_subnet(&act::made_subnet(&made).unwrap()));
}

#[test]
fn placement_groups_are_made_and_deleted() {
    let mut lab = Lab::new();
    assert_eq!(act::create_group(" ", "cluster", ""), None);
    assert_eq!(act::create_group("parts", "partition", "many"), None);
    send(&mut lab, &act::create_group("parts", "partition", "3").unwrap());
    send(&mut lab, &act::create_group("apart", "spread", "").unwrap());
    let groups = network::groups(&lab.world, HERE);
    let shown: Vec<_> =
        groups.iter().map(|one| (one.name.as_str(), one.strategy, one.partitions)).collect();
    assert_eq!(shown, [("apart", "spread", None), ("parts", "partition", Some(3))]);
    send(&mut lab, &act::delete_group("apart"));
    assert_eq!(network::groups(&lab.world, HERE).len(), 1);
}

/// A page asks only what is answered.
#[test]
fn the_reads_of_the_pages_are_answered() {
    let mut lab = Lab::new();
    let id = network::list(&lab.world, HERE)[0].id.clone();
    let routes = [
        Route::Subnets,
        Route::CreateSubnet,
        Route::Subnet(id),
        Route::PlacementGroups,
        Route::PrefixLists,
    ];
    for route in routes {
        for read in route.reads(&lab.world, Region::US_EAST_1) {
            send(&mut lab, &read);
        }
    }
    assert_eq!(network::lists(&lab.world, HERE).len(), 2);
}

/// What the page of the default VPC offers takes it away, and makes it anew.
#[test]
fn the_default_vpc_is_deleted_and_made_anew_from_its_page() {
    let mut lab = Lab::new();
    let first = network::vpc(&lab.world, HERE);
    assert!(first.there && first.bare.is_empty() && first.gateways.loose.is_empty());
    let gateway = first.gateways.attached.clone().unwrap();
    send(&mut lab, &act::gateway(&gateway, &first.id, false));
    send(&mut lab, &act::gateway(&gateway, &first.id, true));
    send(&mut lab, &act::gateway(&gateway, &first.id, false));
    assert_eq!(network::vpc(&lab.world, HERE).gateways.loose, std::slice::from_ref(&gateway));
    send(&mut lab, &act::delete_gateway(&gateway));
    let subnets = network::list(&lab.world, HERE);
    send(&mut lab, &act::delete_subnet(&subnets[0].id));
    assert_eq!(network::vpc(&lab.world, HERE).bare, ["us-east-1a"]);
    send(&mut lab, &act::create_default_subnet("us-east-1a"));
    let again = network::list(&lab.world, HERE);
    assert_eq!((&again[0].v4, again[0].default), (&subnets[0].v4, true));
    assert_ne!(again[0].id, subnets[0].id);
    again.iter().for_each(|row| drop(send(&mut lab, &act::delete_subnet(&row.id))));
    send(&mut lab, &act::delete_vpc(&first.id));
    assert!(!network::vpc(&lab.world, HERE).there && network::list(&lab.world, HERE).is_empty());
    send(&mut lab, &act::create_default_vpc());
    let second = network::vpc(&lab.world, HERE);
    assert!(second.there && second.bare.is_empty() && second.id != first.id);
    assert!(second.gateways.attached.is_some_and(|id| id != gateway));
    assert_eq!(network::list(&lab.world, HERE).len(), subnets.len());
}
