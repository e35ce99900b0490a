//! Long files in the program's data that only moved functions read: they move too.

use walrus::ir::{Const, Load, Store, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, FunctionId, FunctionKind, Module};

use crate::shell::{Done, read, root};

/// The files, embedded whole as they stand.
const FILES: [&str; 2] = ["src/shell/aws/known.txt", "src/services/iam/managed.json"];

/// How many bytes are a file's start.
const START: u32 = 64;

/// A file in the program's memory.
pub struct Embedded {
    /// Its address.
    at: u32,
    /// What it is.
    content: Vec<u8>,
}

/// The embedded files into which none of these functions points, and no pointer in the data.
pub fn unread(module: &Module, by: &[FunctionId]) -> Result<Vec<Embedded>, String> {
    let (numbers, pointers) = (numbers(module, by), pointers(module));
    let mut unread = Vec::new();
    for file in FILES {
        let content = read(&root().join(file))?;
        let Some(at) = address(module, &content) else { continue };
        let length = u32::try_from(content.len()).map_err(|error| error.to_string())?;
        // Whoever reads a file begins at its start; other numbers may look like a place in it by
        // chance.
        let near = |number: &u32| (at..at + START).contains(number) || *number == at + length;
        if numbers.iter().any(near) || pointers.contains(&at) {
            eprintln!("note: {file} stays in the first file: what the start page runs reads it");
        } else {
            unread.push(Embedded { at, content });
        }
    }
    Ok(unread)
}

/// Where a content stands in memory.
fn address(module: &Module, content: &[u8]) -> Option<u32> {
    module.data.iter().find_map(|data| {
        let start = start(&data.kind)?;
        let at = data.value.windows(content.len()).position(|window| window == content)?;
        start.checked_add(u32::try_from(at).ok()?)
    })
}

fn start(kind: &DataKind) -> Option<u32> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => {
            Some(at.cast_unsigned())
        }
        _ => None,
    }
}

/// Every number in functions that may be an address.
fn numbers(module: &Module, of: &[FunctionId]) -> Vec<u32> {
    struct Found(Vec<u32>);
    impl Visitor<'_> for Found {
        fn visit_const(&mut self, constant: &Const) {
            if let Value::I32(number) = constant.value {
                self.0.push(number.cast_unsigned());
            }
        }
        fn visit_load(&mut self, load: &Load) {
            self.0.extend(u32::try_from(load.arg.offset));
        }
        fn visit_store(&mut self, store: &Store) {
            self.0.extend(u32::try_from(store.arg.offset));
        }
    }
    let mut found = Found(Vec::new());
    for id in of {
        if let FunctionKind::Local(function) = &module.funcs.get(*id).kind {
            dfs_in_order(&mut found, function, function.entry_block());
        }
    }
    found.0
}

/// Every number in the data that may be an address; such ones stand at multiples of four.
fn pointers(module: &Module) -> Vec<u32> {
    let mut pointers = Vec::new();
    for data in module.data.iter() {
        let skip = start(&data.kind).map_or(0, |start| start.wrapping_neg() as usize % 4);
        let words = data.value.get(skip..).unwrap_or_default().as_chunks::<4>().0;
        pointers.extend(words.iter().map(|bytes| u32::from_le_bytes(*bytes)));
    }
    pointers
}

/// Takes the files out of a module's data.
pub fn cut(module: &mut Module, files: &[Embedded]) -> Done {
    for file in files {
        let found = module.data.iter().find_map(|data| {
            let from = file.at.checked_sub(start(&data.kind)?)? as usize;
            let end = from + file.content.len();
            (data.value.get(from..end)? == file.content).then_some((data.id(), from, end))
        });
        let (id, from, end) = found.ok_or("an embedded file is gone")?;
        let behind = module.data.get_mut(id).value.split_off(end);
        module.data.get_mut(id).value.truncate(from);
        put(module, file.at + (end - from) as u32, behind)?;
    }
    Ok(())
}

/// Puts the files into a module's data.
pub fn paste(module: &mut Module, files: &[Embedded]) -> Done {
    files.iter().try_for_each(|file| put(module, file.at, file.content.clone()))
}

fn put(module: &mut Module, at: u32, content: Vec<u8>) -> Done {
    let memory = module.memories.iter().next().ok_or("the program has no memory")?.id();
    let offset = ConstExpr::Value(Value::I32(at.cast_signed()));
    let id = module.data.add(DataKind::Active { memory, offset }, content);
    module.memories.get_mut(memory).data_segments.insert(id);
    Ok(())
}
