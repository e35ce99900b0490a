//! Constants that only moved functions read: they move too.
//!
//! Which bytes of the program's data belong together the linker says (see [`objects`]). A constant
//! stays if a kept function, or data that stays, holds a number that may be its address; what it
//! points to stays with it.

use std::collections::BTreeSet;

use walrus::ir::{Const, Load, Store, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, FunctionId, FunctionKind, Module};

use crate::shell::Done;

/// A constant in the program's memory: one variable of the compiler's, whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Object {
    /// Its address.
    pub at: u32,
    /// How many bytes it has.
    pub size: u32,
}

impl Object {
    fn end(self) -> u32 {
        self.at + self.size
    }
}

/// The constants that the linker's map lists.
pub fn objects(map: &str) -> Vec<Object> {
    let row = |line: &str| {
        let mut words = line.split_whitespace();
        let mut number = || u32::from_str_radix(words.next()?, 16).ok();
        let (at, _, size) = (number()?, number()?, number()?);
        // What the linker has merged is many constants, of which nobody knows where they begin.
        let one = line.contains(":(.rodata") && !line.contains("<internal>");
        one.then_some(Object { at, size })
    };
    let mut objects: Vec<Object> = map.lines().filter_map(row).collect();
    objects.retain(|object| object.size > 0);
    objects.sort_unstable();
    objects.dedup_by_key(|object| object.at);
    objects
}

/// Constants next to each other, as they stand.
pub struct Embedded {
    /// Their address.
    at: u32,
    /// What they are.
    content: Vec<u8>,
}

/// So far from a number in a function that is no constant's own address a constant may lie that it
/// means: the compiler folds what is added to an index into the address.
const AROUND: u32 = 2048;
/// A constant as long as this is an embedded file. Whoever reads one begins at its start; other
/// numbers may look like a place in it by chance.
const FILE: u32 = 16 * 1024;
/// How many bytes are a file's start.
const START: u32 = 64;
/// So few bytes are not worth a place of their own.
const LEAST: usize = 16;

/// The constants that none of these functions can reach.
pub fn unread(module: &Module, by: &[FunctionId], objects: &[Object]) -> Vec<Embedded> {
    let data = Data::of(module);
    let known: Vec<Object> =
        objects.iter().copied().filter(|object| data.bytes(*object).is_some()).collect();
    let mut reach = Reach { objects: &known, stays: BTreeSet::new(), open: Vec::new() };
    for number in numbers(module, by) {
        reach.named(number);
    }
    for word in data.words_beside(&known) {
        reach.pointed(word);
    }
    while let Some(index) = reach.open.pop() {
        for word in known.get(index).map(|object| data.words(*object)).unwrap_or_default() {
            reach.pointed(word);
        }
    }
    let moved = (0..).zip(&known).filter(|(index, _)| !reach.stays.contains(index));
    let mut runs: Vec<Object> = Vec::new();
    for (_, object) in moved {
        match runs.last_mut() {
            Some(run) if run.end() == object.at => run.size += object.size,
            _ => runs.push(*object),
        }
    }
    let embedded = |run: Object| Some(Embedded { at: run.at, content: data.bytes(run)?.to_vec() });
    runs.into_iter().filter_map(embedded).filter(|e| e.content.len() >= LEAST).collect()
}

/// Which constants stay.
struct Reach<'a> {
    objects: &'a [Object],
    stays: BTreeSet<usize>,
    open: Vec<usize>,
}

impl Reach<'_> {
    fn stay(&mut self, index: usize) {
        if index < self.objects.len() && self.stays.insert(index) {
            self.open.push(index);
        }
    }

    /// The first constant that ends behind an address.
    fn first_behind(&self, at: u32) -> usize {
        self.objects.partition_point(|object| object.end() <= at)
    }

    /// A number in the data: the constant it points into, or to whose end.
    fn pointed(&mut self, number: u32) {
        for at in [number, number.wrapping_sub(1)] {
            let index = self.first_behind(at);
            let means = |object: &Object| {
                let begin = object.size < FILE || at < object.at + START || number == object.end();
                object.at <= at && begin
            };
            if self.objects.get(index).is_some_and(means) {
                self.stay(index);
            }
        }
    }

    /// A number in a function: as in the data; if no constant begins there, those around it too.
    fn named(&mut self, number: u32) {
        self.pointed(number);
        let exact = self.objects.binary_search_by_key(&number, |object| object.at).is_ok();
        let (Some(first), Some(last)) = (self.objects.first(), self.objects.last()) else { return };
        if exact || number < first.at || number > last.end() {
            return;
        }
        let mut index = self.first_behind(number);
        while self.objects.get(index).is_some_and(|object| object.at <= number + AROUND) {
            if self.objects.get(index).is_some_and(|object| object.size < FILE) {
                self.stay(index);
            }
            index += 1;
        }
    }
}

/// The program's data.
struct Data<'a> {
    parts: Vec<(u32, &'a [u8])>,
}

impl<'a> Data<'a> {
    fn of(module: &'a Module) -> Data<'a> {
        let part = |data: &'a walrus::Data| Some((start(&data.kind)?, data.value.as_slice()));
        Data { parts: module.data.iter().filter_map(part).collect() }
    }

    fn bytes(&self, object: Object) -> Option<&'a [u8]> {
        self.parts.iter().find_map(|(start, bytes)| {
            let from = object.at.checked_sub(*start)? as usize;
            bytes.get(from..from.checked_add(object.size as usize)?)
        })
    }

    /// The words of a constant; pointers stand at multiples of four.
    fn words(&self, object: Object) -> Vec<u32> {
        let skip = (object.at.wrapping_neg() % 4) as usize;
        let bytes = self.bytes(object).and_then(|bytes| bytes.get(skip..)).unwrap_or_default();
        bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
    }

    /// The words of all that is no constant: it stays, whatever it is.
    fn words_beside(&self, objects: &[Object]) -> Vec<u32> {
        let mut words = Vec::new();
        for (start, bytes) in &self.parts {
            let end = start + bytes.len() as u32;
            let mut at = *start;
            let within = objects.iter().filter(|o| o.at >= *start && o.end() <= end);
            for object in within.copied().chain([Object { at: end, size: 0 }]) {
                words.extend(self.words(Object { at, size: object.at.saturating_sub(at) }));
                at = object.end();
            }
        }
        words
    }
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

/// Takes the constants out of a module's data.
pub fn cut(module: &mut Module, files: &[Embedded]) -> Done {
    for file in files {
        let found = module.data.iter().find_map(|data| {
            let from = file.at.checked_sub(start(&data.kind)?)? as usize;
            let end = from + file.content.len();
            (data.value.get(from..end)? == file.content).then_some((data.id(), from, end))
        });
        let (id, from, end) = found.ok_or("a constant is gone")?;
        let behind = module.data.get_mut(id).value.split_off(end);
        module.data.get_mut(id).value.truncate(from);
        put(module, file.at + (end - from) as u32, behind)?;
    }
    Ok(())
}

/// Puts the constants into a module's data.
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
