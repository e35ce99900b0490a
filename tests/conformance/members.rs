//! Replies have the members AWS documents: each stands in the shape, or on the list of those that
//! never appear, with the reason.

use std::collections::BTreeSet;

use serde_json::Value;
use watchtrail::api::names::kebab;
use watchtrail::api::{ShapeDef, StructDef};
use watchtrail::services::SERVICES;

use super::lines;

/// Members that hold names of people's own, as policies do.
const MAPS: &[&str] = &[
    "iam GetAccountSummary SummaryMap",
    "accessanalyzer GetAnalyzer analyzer.tags",
    "accessanalyzer ListAnalyzers analyzers.tags",
    "accessanalyzer GetFinding finding.principal",
    "accessanalyzer GetFinding finding.condition",
    "accessanalyzer GetArchiveRule archiveRule.filter",
    "accessanalyzer GetFindingV2 findingDetails.externalAccessDetails.condition",
    "accessanalyzer GetFindingV2 findingDetails.externalAccessDetails.principal",
    "accessanalyzer ListArchiveRules archiveRules.filter",
    "accessanalyzer ListFindings findings.principal",
    "accessanalyzer ListFindings findings.condition",
    "accessanalyzer ListTagsForResource tags",
    "budgets DescribeBudget Budget.CostFilters",
    "budgets DescribeBudgets Budgets.CostFilters",
    "dynamodb BatchGetItem Responses",
    "dynamodb DeleteItem Attributes",
    "dynamodb GetItem Item",
    "dynamodb PutItem Attributes",
    "dynamodb Query Items",
    "dynamodb Query LastEvaluatedKey",
    "dynamodb Scan Items",
    "dynamodb Scan LastEvaluatedKey",
    "dynamodb UpdateItem Attributes",
    "lambda GetFunction Tags",
    "lambda ListTags Tags",
    "logs DescribeMetricFilters metricFilters.metricTransformations.dimensions",
    "logs ListTagsForResource tags",
    "logs ListTagsLogGroup tags",
    "logs TestMetricFilter matches.extractedValues",
    "oam CreateLink Tags",
    "oam CreateSink Tags",
    "oam GetLink Tags",
    "oam GetSink Tags",
    "oam ListTagsForResource Tags",
    "oam UpdateLink Tags",
    "s3api GetObject Metadata",
    "s3api HeadObject Metadata",
    "sns GetTopicAttributes Attributes",
    "sns GetSubscriptionAttributes Attributes",
    "sqs GetQueueAttributes Attributes",
    "sqs ListQueueTags Tags",
    "sqs ReceiveMessage Messages.Attributes",
    "ssm SendCommand Command.Parameters",
    "ssm ListCommands Commands.Parameters",
];

/// `SERVICE OPERATION PATH` for each documented member.
fn documented() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in lines("documented") {
        let mut words = line.splitn(3, ' ');
        let (service, op) = (words.next().unwrap(), words.next().unwrap());
        let tree: Value = serde_json::from_str(words.next().unwrap()).unwrap();
        collect(&tree, &format!("{service} {op} "), &mut found);
    }
    found
}

fn collect(tree: &Value, path: &str, found: &mut BTreeSet<String>) {
    for (name, inner) in tree.as_object().into_iter().flatten() {
        found.insert(format!("{path}{name}"));
        collect(inner, &format!("{path}{name}."), found);
    }
}

/// The same for what the shapes hold.
fn held() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for service in SERVICES {
        for op in service.operations() {
            let path = format!("{} {} ", service.cli, op.name);
            walk(op.output, &path, &mut found);
        }
    }
    found
}

fn walk(def: &StructDef, path: &str, found: &mut BTreeSet<String>) {
    for member in def.members {
        let path = format!("{path}{}", member.name);
        if let ShapeDef::Structure(def) = inside(member.shape) {
            walk(def, &format!("{path}."), found);
        }
        found.insert(path);
    }
}

/// What lists hold.
fn inside(shape: &'static ShapeDef) -> &'static ShapeDef {
    match shape {
        ShapeDef::List(item) => inside(item),
        shape => shape,
    }
}

/// One line of the list of what never appears.
struct Never {
    service: String,
    op: String,
    path: String,
    line: String,
}

impl Never {
    fn all() -> Vec<Never> {
        let one = |line: String| {
            let (what, why) = line.split_once(": ").expect("a path and why");
            assert!(why.len() > 8, "{line}");
            let mut words = what.split(' ').map(str::to_owned);
            let mut next = || words.next().unwrap();
            Never { service: next(), op: next(), path: next(), line }
        };
        lines("never").into_iter().map(one).collect()
    }

    fn covers(&self, member: &str) -> bool {
        let words: Vec<&str> = member.split(' ').collect();
        let below = |path: &str, of: &str| {
            path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let fits = match self.path.strip_prefix("**.") {
            Some(end) => {
                let after = |(at, _)| words[2].get(at + 1..).unwrap_or_default();
                below(words[2], end)
                    || words[2].match_indices('.').map(after).any(|path| below(path, end))
            }
            None => below(words[2], &self.path),
        };
        words[0] == self.service && (self.op == "*" || self.op == words[1]) && fits
    }
}

/// The members the examples' replies were seen to have.
fn printed() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for ran in super::examples::all().0 {
        let spec = SERVICES.iter().find(|service| service.cli == ran.service);
        let mut ops = spec.into_iter().flat_map(|service| service.operations());
        let op = ops.find(|op| kebab(op.name) == ran.op);
        let whole = !ran.command.contains("--query") && !ran.command.contains("--output");
        if let (Some(op), true, Ok(reply)) = (op, whole, serde_json::from_str(&ran.stdout)) {
            seen(&reply, &format!("{} {} ", ran.service, op.name), &mut found);
        }
    }
    found
}

fn seen(reply: &Value, path: &str, found: &mut BTreeSet<String>) {
    match reply {
        Value::Object(members) => {
            // What the CLI itself adds when --max-items cuts a listing.
            let cut = path.ends_with(' ') && members.contains_key("NextToken");
            for (name, inner) in members.iter().filter(|(name, _)| !cut || *name != "NextToken") {
                found.insert(format!("{path}{name}"));
                seen(inner, &format!("{path}{name}."), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| seen(item, path, found)),
        _ => {}
    }
}

/// The member that holds this one.
fn holder(member: &str) -> &str {
    member.rsplit_once('.').map_or("", |(holder, _)| holder)
}

#[test]
fn replies_have_the_members_aws_documents() {
    let (documented, held, printed) = (documented(), held(), printed());
    let never = Never::all();
    let mut needed = vec![false; never.len()];
    let mut faults = Vec::new();
    let has = |member: &String| held.contains(member) || printed.contains(member);
    for member in documented.iter().filter(|member| !has(member)) {
        let mut covered = false;
        for (never, needed) in never.iter().zip(&mut needed) {
            if never.covers(member) {
                (covered, *needed) = (true, true);
            }
        }
        let holder = holder(member).to_owned();
        if !covered && (holder.is_empty() || has(&holder)) {
            faults.push(format!("missing: {member}"));
        }
    }
    let undocumented = held.union(&printed).filter(|member| {
        let below = |map: &&str| member.strip_prefix(*map).is_some_and(|end| end.starts_with('.'));
        let documents = ["PolicyDocument.", "Version.Document.", "VersionList.Document."];
        let policy = documents.iter().any(|document| member.contains(document));
        !documented.contains(*member) && !policy && !MAPS.iter().any(below)
    });
    faults.extend(undocumented.map(|member| format!("undocumented: {member}")));
    let idle = never.iter().zip(&needed).filter(|(_, needed)| !**needed);
    faults.extend(idle.map(|(never, _)| format!("needless: {}", never.line)));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where requests of a service have a member: `cloudwatch`, `Metrics.MetricStat.Unit`.
fn taken() -> BTreeSet<(&'static str, String)> {
    fn below(cli: &'static str, def: &StructDef, path: &str, taken: &mut BTreeSet<(&str, String)>) {
        for member in def.members {
            let path = format!("{path}{}", member.name);
            if let ShapeDef::Structure(def) = inside(member.shape) {
                below(cli, def, &format!("{path}."), taken);
            }
            taken.insert((cli, path));
        }
    }
    let mut taken = BTreeSet::new();
    for service in SERVICES {
        for op in service.operations() {
            below(service.cli, op.input, "", &mut taken);
        }
    }
    taken
}

/// What a request has under the same structure is not refused by name, whatever the list says. A
/// name without a structure above it says too little to be compared.
#[test]
fn what_is_said_to_be_refused_is_refused() {
    let taken = taken();
    let mut faults = Vec::new();
    for never in Never::all().into_iter().filter(|never| never.line.contains("refused by name")) {
        let Some(end) = never.path.strip_prefix("**.").filter(|end| end.contains('.')) else {
            continue;
        };
        let under = format!(".{end}");
        let is = |(service, path): &&(&str, String)| {
            *service == never.service && (path == end || path.ends_with(&under))
        };
        faults.extend(taken.iter().find(is).map(|(_, path)| format!("{path}: {}", never.line)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_operation_that_replies_is_compared() {
    let listed: BTreeSet<String> = documented()
        .iter()
        .map(|member| member.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    for service in SERVICES {
        for op in service.operations().filter(|op| !op.output.members.is_empty()) {
            let name = format!("{} {}", service.cli, op.name);
            assert!(listed.contains(&name), "{name} is not in documented.txt");
        }
    }
}
