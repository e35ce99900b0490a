//! The two programs over the library: the page (wasm32) and the command line (native).

fn main() {}
