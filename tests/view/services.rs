//! Automatic dashboards, and the resources that are there for their metrics alone.

use watchtrail::api::spec::Operation as _;
use watchtrail::services::generators::{Kind, Lever};
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Command, Region, Scope, Span};
use watchtrail::view::services::{model, reads, told};

use crate::support::Lab;

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn change(lab: &mut Lab, change: Change) {
    lab.world.apply(&Command::World(change)).reply.unwrap();
}

#[test]
fn each_service_has_its_key_graphs_or_says_how_to_get_them() {
    let mut lab = Lab::new();
    let here = scope(&lab);
    let empty = model(&lab.world, here, Some("rds"));
    assert_eq!(empty.entries.len(), 14);
    assert!(empty.entries.iter().all(|entry| entry.graphs == 0) && empty.rows.is_empty());
    let board = empty.board.unwrap();
    assert_eq!(board.line.as_deref(), Some("world resource rds my-app"));
    assert!(board.graphs.is_empty());
    for kind in Kind::ALL {
        let (name, region) = (format!("my-{}", kind.word()), here.region);
        change(&mut lab, Change::Bring { kind, name, region });
    }
    lab.sleep(Span::days(2));
    let all = model(&lab.world, here, None);
    assert_eq!(all.board, None);
    for entry in all.entries.iter().filter(|entry| !["ec2", "ebs"].contains(&entry.word)) {
        assert!(entry.graphs > 0, "{}", entry.word);
        let board = model(&lab.world, here, Some(entry.word)).board.unwrap();
        assert_eq!(board.graphs.len(), entry.graphs, "{}", entry.word);
        for graph in &board.graphs {
            let dots: usize = graph.chart.series.iter().map(|series| series.dots.len()).sum();
            assert!(dots > 0, "{} {}", entry.word, graph.metric);
        }
        // What the page asks AWS for is answered.
        for request in reads(Some(entry.word), lab.world.now()) {
            lab.ok("cloudwatch", request.spec().name, request.input());
        }
    }
    assert!(reads(None, lab.world.now()).is_empty());
    let seoul = Scope { region: "ap-northeast-2".parse().unwrap(), ..here };
    assert!(model(&lab.world, seoul, Some("billing")).board.unwrap().elsewhere);
    assert!(model(&lab.world, seoul, Some("nonsense")).board.is_none());
}

#[test]
fn what_is_set_of_a_resource_is_told() {
    let mut lab = Lab::new();
    let (name, region) = ("web".to_owned(), Region::US_EAST_1);
    change(&mut lab, Change::Bring { kind: Kind::Alb, name: name.clone(), region });
    let until = Some(lab.world.now() + Span::mins(30));
    let demand = Demand { name, lever: Lever::Requests, amount: Some(600.0), until };
    change(&mut lab, Change::Demand(demand));
    let rows = model(&lab.world, scope(&lab), None).rows;
    let expected = (Lever::Requests, "600 → 2025-01-06T00:30:00Z".to_owned());
    assert_eq!(told(&rows[0]), [expected]);
    lab.sleep(Span::mins(31));
    assert!(told(&model(&lab.world, scope(&lab), None).rows[0]).is_empty());
}
