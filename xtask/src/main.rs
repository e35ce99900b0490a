//! `cargo xtask …`: everything that is done to the project besides compiling it.
//!
//! Whatever a command needs and a fresh machine lacks is installed into `target/tools`, or said.

mod assets;
mod browsing;
mod budget;
mod dist;
mod fleet;
mod shell;
mod split;
mod test;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [--release] [--port N]   build, serve at http://127.0.0.1:8080, rebuild on change
cargo xtask test                           everything that must hold, in a browser too
cargo xtask dist                           the static site, in dist/
cargo xtask browser [FILTER]               the browser tests alone, with dist/ as it is
cargo xtask screenshots DIR [FILTER]       every page, large and small, light and dark, en and ko
cargo xtask fleet                          how long the large world takes in a browser
cargo xtask assets                         (trunk's hook) name and join the files of a built site";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["serve", options @ ..] => dist::serve(options),
        ["test"] => test::all(),
        ["dist"] => dist::build().and_then(|()| budget::print().map(drop)),
        ["browser"] => browsing::tests(""),
        ["browser", filter] => browsing::tests(filter),
        ["screenshots", folder] => browsing::screenshots(folder, ""),
        ["screenshots", folder, filter] => browsing::screenshots(folder, filter),
        ["fleet"] => fleet::measure(),
        ["assets"] => assets::hook(),
        _ => Err(HELP.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
