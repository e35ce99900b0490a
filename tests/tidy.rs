//! House rules that can be checked: length of lines, files and functions.

use crate::support::{files, root};

/// A source file may have this many lines.
const FILE_MAX: usize = 600;

#[test]
fn lines_and_files_are_short() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        for path in files(folder, ".rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            if text.lines().count() > FILE_MAX {
                faults.push(format!("{name}: {} lines", text.lines().count()));
            }
            for (i, line) in text.lines().enumerate() {
                if line.chars().count() > 100 && !line.contains("http") {
                    faults.push(format!("{name}:{}: {} columns", i + 1, line.chars().count()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_is_left_lying_about() {
    let marks = ["dbg!(", "todo!(", "unimplemented!(", "#[ignore", concat!("FIX", "ME")];
    for folder in ["src", "xtask/src"] {
        for path in files(folder, ".rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let left: Vec<_> = marks.iter().filter(|mark| text.contains(**mark)).collect();
            assert!(left.is_empty(), "{}: {left:?}", path.display());
        }
    }
}
