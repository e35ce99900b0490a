//! EC2.
use crate::support::Lab;
use serde_json::json;
use watchtrail::sim::Span;
#[test]
fn look() {
    let mut lab = Lab::new();
    let r = lab.ok("ec2", "RunInstances", json!({"ImageId":"ami-0c02fb55956c7d316","InstanceType":"t3.micro","MinCount":1,"MaxCount":1,"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"web-1"}]}]}));
    println!("{}", serde_json::to_string_pretty(&r).unwrap());
    lab.sleep(Span::mins(5));
    let r = lab.ok("ec2", "DescribeInstances", json!({}));
    println!("{}", serde_json::to_string_pretty(&r).unwrap());
    let r = lab.ok("ec2", "DescribeInstanceStatus", json!({}));
    println!("{}", serde_json::to_string_pretty(&r).unwrap());
    for r in lab.world.cloudtrail().records().iter() {
        println!("{}", r.json());
        println!("{:?}", r.resources);
    }
    for f in lab.world.facts().iter() {
        println!("{f:?}");
    }
}
