//! Short names between the program and the script that `wasm-bindgen` wrote for it: the long ones
//! carry hashes, which no compression makes smaller.

use super::parse;

/// The script as the program's imports name it.
const SCRIPT: &str = "./watchtrail_bg.js";

/// Renames what the program imports from its script, in both.
///
/// # Errors
/// If the script does not define what the program imports.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String), String> {
    let mut module = parse(wasm)?;
    let mut script = script.to_owned();
    let imports = module.imports.iter_mut().filter(|import| import.module == SCRIPT);
    for (number, import) in imports.enumerate() {
        let (long, short) = (format!(" {}: ", import.name), format!("i{number}"));
        if script.matches(&long).count() != 1 {
            return Err(format!("wasm-bindgen writes its script otherwise: no `{long}`"));
        }
        script = script.replacen(&long, &format!(" {short}: "), 1);
        import.name = short;
    }
    Ok((module.emit_wasm(), script))
}
