//! Replies in every format.

use watchtrail::shell::output::{Format, format};

use crate::support::vectors;

#[test]
fn values_print_as_the_cli_prints_them() {
    let mut faults = Vec::new();
    for case in vectors("output").as_array().unwrap() {
        for name in ["json", "text", "table", "yaml"] {
            let Some(expected) = case[name].as_str() else { continue };
            let found = format(Format::named(name).unwrap(), "Op", &case["value"]);
            if found != expected {
                let (found, expected) = (found.replace(' ', "·"), expected.replace(' ', "·"));
                faults.push(format!("{name}\nexpected\n{expected}\nfound\n{found}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
