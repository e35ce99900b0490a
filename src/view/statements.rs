//! What was learnt as xAPI statements, for systems that collect such: a list in a file, sent
//! nowhere.
//!
//! <https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md>

use serde_json::{Value, json};

use super::route::{DrillPage, ExamPage, Route};
use crate::learn::drill::Code;
use crate::learn::drill::sheet::Record;
use crate::learn::kept::Learnt;

/// The statements: one for each lab that was solved, one for each answer, one for each drill.
pub fn statements(learnt: &Learnt, base: &str) -> String {
    let actor = json!({
        "objectType": "Agent",
        "account": { "homePage": base, "name": "learner" },
    });
    let statement = |verb: &str, id: String, name: &str, result: Value| {
        json!({
            "actor": actor,
            "verb": {
                "id": format!("http://adlnet.gov/expapi/verbs/{verb}"),
                "display": { "en": verb },
            },
            "object": { "id": id, "definition": { "name": { "en": name } } },
            "result": result,
        })
    };
    let labs = learnt.labs.solved().into_iter().map(|(lab, stars)| {
        let id = format!("{base}{}", Route::Lab(lab.clone()).hash());
        let result = json!({ "completion": true, "success": true, "score": { "raw": stars } });
        statement("completed", id, &lab, result)
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
        )
    });
    let drills = learnt.drills.records().iter().filter_map(|record| {
        let code = Code::parse(&record.code)?;
        let id = format!("{base}{}", Route::Drills(DrillPage::Given(code)).hash());
        Some(statement("completed", id, &record.code, result(record)))
    });
    Value::Array(labs.chain(answers).chain(drills).collect()).to_string()
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
