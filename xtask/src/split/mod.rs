//! The program in two parts: what the start page runs, and the rest, which loads behind it.
//!
//! The rest's functions are taken out of the first file and put back into its table of functions
//! by what follows. Until then a stub stands in their place, which asks the page for the rest
//! and goes on. So nothing is left out; only the order of loading differs.
//!
//! The rest comes in several files when it is long: a browser does not make a program of more than
//! eight megabytes while a page stands still, as it must when what it needs is not there yet.

mod embedded;
mod halves;
mod names;
mod shape;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use walrus::{FunctionId, Module, ModuleConfig};

pub use embedded::objects;
pub use halves::split;
pub use names::shorten;
pub use watch::watched;

/// What the page offers to the program besides what `wasm-bindgen` wants.
pub const PAGE: &str = "split";

/// Functions by their number in the module's file, imported ones counted.
pub type Functions = BTreeSet<usize>;

fn parse(wasm: &[u8]) -> Result<Module, String> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).map_err(|error| format!("the program is not wasm: {error:#}"))
}

/// The module's functions by their numbers.
fn numbered(module: &Module) -> BTreeMap<usize, FunctionId> {
    module.funcs.iter().map(|function| (function.id().index(), function.id())).collect()
}
