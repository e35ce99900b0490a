//! Every row of the list of features (sections A to D, H, J, M and N) is held by a script or a test
//! that names it: a comment `row: NAME`, several names apart by ` | `.

use std::collections::{BTreeMap, BTreeSet};

use super::lines;
use crate::support::files;

/// The rows named by comments, each with the files that name it.
fn named() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let scripts = files("tests/scripts", ".sh").into_iter();
    for path in scripts.chain(files("tests", ".rs")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().map(str::trim) {
            let comment = line.strip_prefix("# ").or_else(|| line.strip_prefix("/// "));
            let Some(rows) = comment.and_then(|comment| comment.strip_prefix("row: ")) else {
                continue;
            };
            for row in rows.split(" | ") {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                found.entry(row.to_owned()).or_default().insert(file);
            }
        }
    }
    found
}

#[test]
fn every_row_is_named_by_a_script_or_a_test() {
    let mut named = named();
    let mut faults = Vec::new();
    for line in lines("features") {
        let (section, row) = line.split_once(' ').unwrap();
        assert!(matches!(section, "A" | "B" | "C" | "D" | "H" | "J" | "M" | "N"), "{line}");
        if named.remove(row).is_none() {
            faults.push(format!("nothing holds `{row}`"));
        }
    }
    faults.extend(named.keys().map(|row| format!("`{row}` is on no list")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
