//! What was learnt as xAPI statements, for systems that collect such: a list in a file, sent
//! nowhere.
//!
//! <https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md>

use serde_json::{Value, json};

use super::route::{ExamPage, Route};
use crate::learn::kept::Learnt;

/// The statements: one for each lab that was solved, one for each answer.
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
    Value::Array(labs.chain(answers).collect()).to_string()
}
