//! The first load's size, as it travels.

use std::io::Write;
use std::path::Path;

use crate::dist::folder;
use crate::shell::{Done, files, name, read};

/// What the first load is to weigh, in bytes after brotli.
const GOAL: usize = 350 * 1024;

/// What it may weigh until the goal is reached: what it weighs today. Lower it with every gain;
/// never raise it.
const CEILING: usize = 920 * 1024;

/// Measures the built site; prints a table.
pub fn check() -> Done {
    let mut parts = vec![folder().join("index.html")];
    for file in files(&folder().join("assets"), "") {
        let name = name(&file);
        let ours = ["watchtrail-", "style-", "boot-", "icon-", "text-en-"];
        if ours.iter().any(|start| name.starts_with(start)) {
            parts.push(file);
        }
    }
    println!("{:>10} {:>10}  first load", "bytes", "brotli");
    let mut sum = 0;
    for part in parts {
        let content = read(&part)?;
        let small = brotli(&content).map_err(|error| error.to_string())?;
        println!("{:>10} {:>10}  {}", content.len(), small, name(Path::new(&part)));
        sum += small;
    }
    println!("{:>10} {sum:>10}  of {CEILING}; the goal is {GOAL}", "");
    if sum <= CEILING {
        Ok(())
    } else {
        Err(format!("the first load takes {sum} bytes of {CEILING}: find what grew, or cut"))
    }
}

fn brotli(content: &[u8]) -> std::io::Result<usize> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(content)?;
    writer.flush()?;
    drop(writer);
    Ok(packed.len())
}
