//! JMESPath: what queries find, member order kept, and what is said of bad ones.

use serde_json::Value;
use watchtrail::shell::query::Query;

use crate::support::vectors;

#[test]
fn queries_find_what_they_should() {
    let vectors = vectors("queries");
    let given = &vectors["given"];
    let mut faults = Vec::new();
    for case in vectors["cases"].as_array().unwrap() {
        let text = case["query"].as_str().unwrap();
        let found = Query::parse(text).and_then(|query| query.search(given));
        let found = found.map_or_else(
            |error| serde_json::json!({ "error": error }),
            |value| serde_json::json!({ "found": value }),
        );
        let mut expected = case.clone();
        expected.as_object_mut().unwrap().shift_remove("query");
        // As texts: the order of members counts.
        let [said, wanted] = [&found, &expected].map(Value::to_string);
        if said != wanted {
            faults.push(format!("{text}\n  expected {wanted}\n  found    {said}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
