//! Looking at everything again. AWS looks at a changed policy within half an hour; that it is done
//! at once is ours.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings.html>

use super::exposure::{self, Exposure, Resources};
use super::filter::{self, Found};
use super::state::{Analyzer, Finding, State};
use crate::api::Event;
use crate::api::spec::Operation as _;
use crate::services::{Request, iam};
use crate::sim::id::Ids;
use crate::sim::scope::AccountId;
use crate::sim::time::{Span, Time};

/// Whether a call may have changed who could use something.
pub fn is_due(request: &Request) -> bool {
    let spec = request.spec();
    let kind = matches!(
        request,
        Request::S3(_)
            | Request::Sns(_)
            | Request::Iam(_)
            | Request::Lambda(_)
            | Request::Sqs(_)
            | Request::DynamoDb(_)
            | Request::Kms(_)
            | Request::AccessAnalyzer(_)
    );
    kind && !spec.access.is_read_only() && spec.event == Event::Management
}

/// Brings every analyzer's findings up to date.
pub fn all(
    state: &mut State,
    (now, ids): (Time, Ids),
    iam: &iam::Accounts,
    resources: Resources<'_>,
) {
    let now = now.floor(Span::secs(1));
    let State { analyzers, found } = state;
    for ((account, region, _), analyzer) in analyzers {
        let here = exposure::all((*account, *region), iam.of(*account), resources);
        analyzer.scanned = now;
        let mut opened = Vec::new();
        for (id, finding) in &mut analyzer.findings {
            let still = here.contains(&finding.exposure);
            if still != finding.active {
                finding.updated = now;
                finding.archived = false;
                opened.extend(still.then(|| id.clone()));
            }
            if still || finding.active {
                finding.analyzed = now;
            }
            finding.active = still;
        }
        for one in here {
            let known = |finding: &Finding| finding.exposure == one;
            analyzer.last = Some((one.resource.clone(), now));
            if !analyzer.findings.values().any(known) {
                let id = ids.uuid("access-analyzer:finding", *found);
                analyzer.findings.insert(id.clone(), new(one, now, *found));
                opened.push(id);
                *found += 1;
            }
        }
        archive(analyzer, (*account, now), &opened);
    }
}

/// Archives what the rules speak of among new findings. That one which is so again counts as new is
/// ours.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-archive-rules.html>
fn archive(analyzer: &mut Analyzer, (owner, now): (AccountId, Time), opened: &[String]) {
    let Analyzer { rules, findings, .. } = analyzer;
    for id in opened {
        let Some(finding) = findings.get_mut(id) else { continue };
        let found = Found { owner, id, finding };
        if rules.values().any(|rule| filter::holds(&rule.filter, found)) {
            finding.archive(true, now);
        }
    }
}

fn new(exposure: Exposure, now: Time, number: u64) -> Finding {
    Finding {
        number,
        exposure,
        created: now,
        analyzed: now,
        updated: now,
        active: true,
        archived: false,
    }
}
