//! What was learnt as xAPI statements, for systems that collect such: a list in a file, sent
//! nowhere.
//!
//! <https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md>

use serde_json::{Value, json};

use super::route::{DrillPage, ExamPage, Route};
use crate::learn::drill::Code;
use crate::learn::drill::sheet::Record;
use crate::learn::kept::Learnt;
use crate::sim::Time;

/// The statements: one for each lab that was solved, one for each answer, one for each drill. Of
/// labs solved before days were kept none says when.
pub fn statements(learnt: &Learnt, base: &str) -> String {
    let actor = json!({
        "objectType": "Agent",
        "account": { "homePage": base, "name": "learner" },
    });
    let statement = |verb: &str, id: String, name: &str, result: Value, day: Option<i64>| {
        let mut told = json!({
            "actor": actor,
            "verb": {
                "id": format!("http://adlnet.gov/expapi/verbs/{verb}"),
                "display": { "en": verb },
            },
            "object": { "id": id, "definition": { "name": { "en": name } } },
            "result": result,
        });
        if let (Some(day), Value::Object(told)) = (day, &mut told) {
            told.insert("timestamp".to_owned(), timestamp(day).into());
        }
        told
    };
    let labs = learnt.labs.days().map(|(lab, stars, day)| {
        let id = format!("{base}{}", Route::Lab(lab.to_owned()).hash());
        let result = json!({ "completion": true, "success": true, "score": { "raw": stars } });
        statement("completed", id, lab, result, day)
    });
    let answers = learnt.exam.records().iter().map(|record| {
        let id = format!("{base}{}/{}", Route::Exam(ExamPage::Choose).hash(), record.item);
        let response = record.said.join("[,]");
        statement(
            "answered",
            id,
            &record.item,
            json!({
                "success": record.right, "response": response,
            }),
            Some(record.day),
        )
    });
    let drills = learnt.drills.records().iter().filter_map(|record| {
        let code = Code::parse(&record.code)?;
        let id = format!("{base}{}", Route::Drills(DrillPage::Given(code)).hash());
        Some(statement("completed", id, &record.code, result(record), Some(record.day)))
    });
    Value::Array(labs.chain(answers).chain(drills).collect()).to_string()
}

/// The beginning of a day, counted from 1970: no more than the day is kept.
fn timestamp(day: i64) -> String {
    const DAY_SECS: i64 = 86_400;
    Time::from_secs(day.saturating_mul(DAY_SECS)).rfc3339()
}

/// What a drill came to. The time used is an ISO 8601 duration.
fn result(record: &Record) -> Value {
    let (right, of) = (record.score(), record.of);
    json!({
        "completion": true,
        "success": right == of,
        "score": { "raw": right, "min": 0, "max": of },
        "duration": format!("PT{}S", record.used_ms / 1000),
    })
}
