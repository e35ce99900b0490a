//! The first load's size, as it travels.

use std::io::Write;

use crate::dist::folder;
use crate::shell::{Done, files, name, read};

/// What the first load's page, scripts, style and program may weigh, in bytes after brotli.
const LIMIT: usize = 350 * 1024;

/// What the first visit to the start page waits for.
const FIRST: [&str; 5] = ["index.html", "boot-", "style-", "icon-", "watchtrail-"];
/// What it needs besides: the texts of one language, and then, behind the page that already runs,
/// the look of other pages and the other files of the program.
const BESIDE: [&str; 3] = ["text-en-", "pages-", "rest-"];

/// Measures the built site and prints a table; the first load must keep its limit.
pub fn check() -> Done {
    let sum = print()?;
    if sum <= LIMIT {
        Ok(())
    } else {
        Err(format!("the first load takes {sum} bytes of {LIMIT}: find what grew, or cut"))
    }
}

/// Measures the built site and prints a table; gives what the first load weighs.
pub fn print() -> Result<usize, String> {
    println!("{:>10} {:>10}  first load", "bytes", "brotli");
    let sum = table(&FIRST)?;
    println!("{:>10} {sum:>10}  of {LIMIT}", "");
    println!("{:>10} {:>10}  beside it", "", "");
    table(&BESIDE)?;
    Ok(sum)
}

/// Prints the files whose names begin so; gives their weight.
fn table(starts: &[&str]) -> Result<usize, String> {
    let page = folder().join("index.html");
    let mut sum = 0;
    for file in std::iter::once(page).chain(files(&folder().join("assets"), "")) {
        let name = name(&file);
        if starts.iter().any(|start| name.starts_with(start)) {
            let content = read(&file)?;
            let small = brotli(&content).map_err(|error| error.to_string())?;
            println!("{:>10} {small:>10}  {name}", content.len());
            sum += small;
        }
    }
    Ok(sum)
}

fn brotli(content: &[u8]) -> std::io::Result<usize> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(content)?;
    writer.flush()?;
    drop(writer);
    Ok(packed.len())
}
