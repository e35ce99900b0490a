//! The fidelity page says what the program does.

use watchtrail::services::SERVICES;
use watchtrail::services::iam::managed;
use watchtrail::text::Lang;
use watchtrail::view::fidelity::{self, DECISIONS};

use super::denial::texts;

#[test]
fn it_has_every_operation_and_every_text() {
    for lang in Lang::ALL {
        let texts = texts(lang, &["fidelity"]);
        let model = fidelity::model(&texts);
        let ops: usize = SERVICES.iter().map(|service| service.ops.len()).sum();
        assert_eq!(model.operations(), ops);
        assert_eq!(model.decisions.len(), DECISIONS.len());
        let words = model.decisions.iter().flat_map(|one| [&one.title, &one.text]);
        let words = words.chain(model.timings.iter().map(|(what, _)| what));
        assert_eq!(model.mocks.len(), 5);
        assert!(model.mocks.iter().all(|(_, weights)| !weights.contains("fidelity.")));
        let words = words.chain(model.mocks.iter().map(|(what, _)| what));
        let bare: Vec<_> = words.filter(|text| text.starts_with("fidelity.")).collect();
        assert!(bare.is_empty(), "{bare:?}");
        assert!(model.decisions.iter().all(|one| one.link.starts_with("https://docs.aws.amazon")));
    }
}

#[test]
fn numbers_in_its_texts_are_true() {
    assert_eq!(managed::all().len(), 93);
    assert_eq!(watchtrail::sim::Region::all().count(), 17);
    let cut = managed::all().iter().filter(|policy| policy.entries.is_some());
    let cut: Vec<&str> = cut.map(|policy| policy.name.as_str()).collect();
    assert_eq!(cut, ["ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess", "AWS_ConfigRole"]);
}

#[test]
fn refused_members_are_found_wherever_they_are() {
    let model = fidelity::model(&texts(Lang::En, &["fidelity"]));
    let run =
        model.services.iter().flat_map(|s| &s.operations).find(|op| op.name == "RunInstances");
    let refused = &run.unwrap().refused;
    assert!(refused.contains(&"KernelId".to_owned()), "{refused:?}");
    assert!(refused.iter().any(|path| path.contains("[].")), "{refused:?}");
}

#[test]
fn search_wants_every_word() {
    let model = fidelity::model(&texts(Lang::En, &["fidelity"]));
    assert_eq!(model.search("  "), model);
    let found = model.search("create topic SNS");
    assert_eq!((found.operations(), found.services[0].operations[0].name), (1, "CreateTopic"));
    assert!(model.search("composite alarms").decisions.len() == 1);
    assert!(model.search("no such thing at all").is_empty());
}

/// row: Lake (closed to new customers 31 May 2026)
#[test]
fn lake_is_explained_and_has_no_operations() {
    for lang in Lang::ALL {
        let model = fidelity::model(&texts(lang, &["fidelity"]));
        let lake = model.decisions.iter().find(|one| one.link.ends_with("cloudtrail-lake.html"));
        let text = &lake.unwrap().text;
        assert!(text.contains("2026") && text.contains("SQL"), "{text}");
    }
    let trail = SERVICES.iter().filter(|service| service.cli == "cloudtrail");
    let mut all = trail.flat_map(|service| service.operations());
    assert!(all.all(|op| !op.name.contains("EventDataStore") && op.name != "StartQuery"));
}
