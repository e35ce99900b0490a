//! The members of a request that are refused by name, wherever in it they are.

use crate::api::{ShapeDef, StructDef};

/// Paths of refused members: `Metrics`, `NetworkInterfaces[].Ipv6Addresses`.
pub fn refused(shape: &'static StructDef) -> Vec<String> {
    let mut found = Vec::new();
    collect(shape, "", &[], &mut found);
    found
}

fn collect(shape: &'static StructDef, path: &str, around: &[&str], found: &mut Vec<String>) {
    if around.contains(&shape.name) {
        return;
    }
    let around = [around, &[shape.name]].concat();
    found.extend(shape.refused.iter().map(|name| format!("{path}{name}")));
    for member in shape.members {
        if let Some((inner, marks)) = structure(member.shape) {
            collect(inner, &format!("{path}{}{marks}.", member.name), &around, found);
        }
    }
}

/// The structure a member holds, alone or in lists and maps.
fn structure(shape: &'static ShapeDef) -> Option<(&'static StructDef, String)> {
    match shape {
        ShapeDef::Structure(def) => Some((def, String::new())),
        ShapeDef::List(item) => structure(item).map(|(def, marks)| (def, format!("[]{marks}"))),
        ShapeDef::Map(item) => structure(item).map(|(def, marks)| (def, format!("{{}}{marks}"))),
        _ => None,
    }
}
