//! A small program, whole and split, run side by side.

use walrus::ir::{BinaryOp, ExtendedLoad, Instr, LoadKind, MemArg, TableGet, Value};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, FunctionBuilder, FunctionId, GlobalId,
    InstrSeqBuilder, LocalId, MemoryId, Module, RefType, TableId, ValType,
};
use wasmi::{AsContext, Caller, Engine, Error, Extern, Instance, Linker, Store, TypedFunc};

use super::embedded::{Object, objects};
use super::halves::Halves;
use super::{Functions, parse, split};
use crate::shell::{read, root};

/// Where the program's data begins, and a file in it.
const DATA: i32 = 1 << 20;
const FILE: &str = "src/shell/aws/known.txt";
const BEFORE: &[u8] = b"before";

/// The file in the data.
fn file_object() -> Object {
    let size = read(&root().join(FILE)).unwrap().len() as u32;
    Object { at: DATA as u32 + BEFORE.len() as u32, size }
}

/// What stays in the first file.
const KEPT: [&str; 6] = ["plus_one", "less", "direct", "through", "through_wide", "counted"];

/// A program being made, with what its functions use.
struct Making {
    module: Module,
    memory: MemoryId,
    table: TableId,
    counter: GlobalId,
}

impl Making {
    fn new() -> Making {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 32, None, None);
        let table = module.tables.add_local(false, 4, Some(4), RefType::FUNCREF);
        let zero = ConstExpr::Value(Value::I32(0));
        let counter = module.globals.add_local(ValType::I32, true, false, zero);
        module.exports.add("memory", memory);
        Making { module, memory, table, counter }
    }

    /// A function of so many parameters, all of a type as its result is.
    fn function(
        &mut self,
        name: &str,
        params: &[ValType],
        body: impl FnOnce(&mut InstrSeqBuilder<'_>, &[LocalId]),
    ) -> FunctionId {
        let result = params.first().copied().unwrap_or(ValType::I32);
        let mut builder = FunctionBuilder::new(&mut self.module.types, params, &[result]);
        builder.name(name.to_owned());
        let args: Vec<LocalId> = params.iter().map(|ty| self.module.locals.add(*ty)).collect();
        body(&mut builder.func_body(), &args);
        builder.finish(args, &mut self.module.funcs)
    }

    fn data(&mut self) {
        let file = read(&root().join(FILE)).unwrap();
        let content = [BEFORE, file.as_slice(), b"behind"].concat();
        let memory = self.memory;
        let offset = ConstExpr::Value(Value::I32(DATA));
        let id = self.module.data.add(DataKind::Active { memory, offset }, content);
        self.module.memories.get_mut(memory).data_segments.insert(id);
    }

    fn slots(&mut self, functions: Vec<FunctionId>) {
        let table = self.table;
        let offset = ConstExpr::Value(Value::I32(1));
        let items = ElementItems::Functions(functions);
        let id = self.module.elements.add(ElementKind::Active { table, offset }, items);
        self.module.tables.get_mut(table).elem_segments.insert(id);
    }
}

/// A program that does all that is treated in some way: calls between what stays and what goes, by
/// name, through the table and from outside, with data, a global and an import that both share.
fn program() -> Making {
    use ValType::{I32, I64};
    let mut making = Making::new();
    let (memory, table, counter) = (making.memory, making.table, making.counter);
    let ty = making.module.types.add(&[I32], &[]);
    let (note, _) = making.module.add_import_func("host", "note", ty);
    let one = making.function("plus_one", &[I32], |body, args| {
        body.local_get(args[0]).i32_const(1).binop(BinaryOp::I32Add);
    });
    let less = making.function("less", &[I32], |body, args| {
        body.local_get(args[0]).i32_const(1).binop(BinaryOp::I32Sub);
    });
    let twice = making.function("twice", &[I32], |body, args| {
        body.local_get(args[0]).call(one).i32_const(2).binop(BinaryOp::I32Mul);
    });
    let count = making.function("count", &[I32], |body, args| {
        body.local_get(args[0]).call(note);
        body.global_get(counter).local_get(args[0]).binop(BinaryOp::I32Add).global_set(counter);
        body.global_get(counter);
    });
    let wide = making.function("wide", &[I64], |body, args| {
        body.local_get(args[0]).i64_const(1 << 40).binop(BinaryOp::I64Add);
    });
    let byte = making.function("byte", &[I32], |body, args| {
        let start = DATA + i32::try_from(BEFORE.len()).unwrap();
        let kind = LoadKind::I32_8 { kind: ExtendedLoad::ZeroExtend };
        body.local_get(args[0]).i32_const(start).binop(BinaryOp::I32Add);
        body.load(memory, kind, MemArg { align: 1, offset: 0 });
    });
    let direct = making.function("direct", &[I32], |body, args| {
        body.local_get(args[0]).call(twice);
    });
    let narrow = making.module.types.add(&[I32], &[I32]);
    let through = making.function("through", &[I32, I32], |body, args| {
        body.local_get(args[0]).local_get(args[1]).call_indirect(narrow, table);
    });
    let broad = making.module.types.add(&[I64], &[I64]);
    let through_wide = making.function("through_wide", &[I64], |body, args| {
        body.local_get(args[0]).i32_const(3).call_indirect(broad, table);
    });
    let counted = making.function("counted", &[], |body, _| {
        body.global_get(counter);
    });
    for (name, id) in [
        ("direct", direct),
        ("through", through),
        ("through_wide", through_wide),
        ("byte", byte),
        ("counted", counted),
    ] {
        making.module.exports.add(name, id);
    }
    making.slots(vec![less, count, wide]);
    making.data();
    making
}

/// The numbers of the functions of these names.
fn numbers(wasm: &[u8], names: &[&str]) -> Functions {
    let module = parse(wasm).unwrap();
    names.iter().map(|name| module.funcs.by_name(name).unwrap().index()).collect()
}

/// What the page has: the second file, and what happened.
struct Around {
    rest: Vec<Vec<u8>>,
    first: Option<Instance>,
    noted: Vec<i32>,
    loads: usize,
}

/// A program that runs.
struct Running {
    store: Store<Around>,
    instance: Instance,
}

impl Running {
    fn start(first: &[u8], rest: &[Vec<u8>]) -> Running {
        let engine = Engine::default();
        let around = Around { rest: rest.to_owned(), first: None, noted: Vec::new(), loads: 0 };
        let mut store = Store::new(&engine, around);
        let mut linker = Linker::new(&engine);
        let note = |mut caller: Caller<'_, Around>, n: i32| caller.data_mut().noted.push(n);
        linker.func_wrap("host", "note", note).unwrap();
        linker.func_wrap("split", "load", load).unwrap();
        let module = wasmi::Module::new(&engine, first).unwrap();
        let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
        store.data_mut().first = Some(instance);
        Running { store, instance }
    }

    /// Calls an export; `None` if it traps.
    fn call(&mut self, what: Call) -> Option<i64> {
        let name = what.name();
        match what {
            Call::Direct(n) | Call::Byte(n) => self.narrow(name)?.call(&mut self.store, n).ok(),
            Call::Through(n, slot) => {
                let through: TypedFunc<(i32, i32), i32> =
                    self.instance.get_typed_func(&self.store, name).unwrap();
                through.call(&mut self.store, (n, slot)).ok()
            }
            Call::Counted => {
                let counted: TypedFunc<(), i32> =
                    self.instance.get_typed_func(&self.store, name).unwrap();
                counted.call(&mut self.store, ()).ok()
            }
            Call::Wide(n) => {
                let wide: TypedFunc<i64, i64> =
                    self.instance.get_typed_func(&self.store, name).unwrap();
                return wide.call(&mut self.store, n).ok();
            }
        }
        .map(i64::from)
    }

    fn narrow(&self, name: &str) -> Option<TypedFunc<i32, i32>> {
        self.instance.get_typed_func(&self.store, name).ok()
    }
}

/// Brings the others in, as the boot script does.
fn load(mut caller: Caller<'_, Around>) -> Result<(), Error> {
    caller.data_mut().loads += 1;
    let first = caller.data().first.ok_or_else(|| Error::new("too soon"))?;
    let mut linker = Linker::new(caller.engine());
    let exports: Vec<(String, Extern)> = first
        .exports(caller.as_context())
        .map(|export| (export.name().to_owned(), export.into_extern()))
        .collect();
    for (name, item) in exports {
        linker.define("first", &name, item)?;
    }
    for part in caller.data().rest.clone() {
        let module = wasmi::Module::new(caller.engine(), &part)?;
        linker.instantiate_and_start(&mut caller, &module)?;
    }
    Ok(())
}

/// A call from outside.
#[derive(Clone, Copy, Debug)]
enum Call {
    Direct(i32),
    Through(i32, i32),
    Wide(i64),
    Byte(i32),
    Counted,
}

impl Call {
    fn name(self) -> &'static str {
        match self {
            Call::Direct(_) => "direct",
            Call::Through(..) => "through",
            Call::Wide(_) => "through_wide",
            Call::Byte(_) => "byte",
            Call::Counted => "counted",
        }
    }
}

#[test]
fn both_files_do_together_what_the_whole_does() {
    let wasm = program().module.emit_wasm();
    let kept = numbers(&wasm, &KEPT);
    let one = split(&wasm, &kept, &[file_object()], usize::MAX).unwrap();
    assert_eq!(one.rest.len(), 1);
    // Each moved function in a file of its own: all they call of each other is elsewhere.
    let many = split(&wasm, &kept, &[file_object()], 1).unwrap();
    assert!(many.rest.len() > 2);
    let mut rest = many.rest.clone();
    rest.reverse();
    same(&wasm, &one);
    same(&wasm, &many);
    same(&wasm, &Halves { first: many.first, rest });
}

/// The files do what the whole does.
fn same(wasm: &[u8], halves: &Halves) {
    // What needs the others, each once the first to do so.
    let needs = [
        Call::Direct(20),
        Call::Through(7, 2),
        Call::Wide(3),
        Call::Byte(100),
        // No function stands there, nor beyond: nobody can know before the file is there.
        Call::Through(1, 0),
    ];
    for first in needs {
        let mut whole = Running::start(wasm, &[]);
        let mut parts = Running::start(&halves.first, &halves.rest);
        for without in [Call::Through(5, 1), Call::Counted, Call::Through(1, 99)] {
            assert_eq!(parts.call(without), whole.call(without), "{without:?}");
        }
        assert_eq!(parts.store.data().loads, 0, "{first:?}");
        for call in [first].into_iter().chain(needs).chain([Call::Through(5, 1), Call::Counted]) {
            assert_eq!(parts.call(call), whole.call(call), "{first:?}: {call:?}");
        }
        assert_eq!(parts.store.data().noted, whole.store.data().noted);
        assert_eq!(parts.store.data().loads, 1, "{first:?}");
    }
}

#[test]
fn what_only_moved_functions_read_moves() {
    let wasm = program().module.emit_wasm();
    let file = read(&root().join(FILE)).unwrap();
    let holds = |wasm: &[u8]| wasm.windows(file.len()).any(|window| window == file);
    let halves = split(&wasm, &numbers(&wasm, &KEPT), &[file_object()], 1).unwrap();
    assert!(!holds(&halves.first) && halves.rest.iter().filter(|part| holds(part)).count() == 1);
    let readers: Vec<&str> = KEPT.into_iter().chain(["byte"]).collect();
    let halves = split(&wasm, &numbers(&wasm, &readers), &[file_object()], 1).unwrap();
    assert!(holds(&halves.first) && !halves.rest.iter().any(|part| holds(part)));
}

#[test]
fn a_file_that_does_not_come_stops_what_needs_it_alone() {
    let wasm = program().module.emit_wasm();
    let halves = split(&wasm, &numbers(&wasm, &KEPT), &[file_object()], usize::MAX).unwrap();
    let mut parts = Running::start(&halves.first, &[b"not found".to_vec()]);
    assert_eq!(parts.call(Call::Direct(1)), None);
    assert_eq!(parts.call(Call::Through(5, 1)), Some(4));
    // It may come another time.
    parts.store.data_mut().rest = halves.rest;
    assert_eq!(parts.call(Call::Direct(1)), Some(4));
    assert_eq!(parts.store.data().loads, 2);
}

/// What is done to a program.
type Change = fn(&mut Making);

#[test]
fn a_shape_that_cannot_be_split_is_refused() {
    let cases: [(&str, Change); 5] = [
        ("starts by itself", |making| {
            let mut builder = FunctionBuilder::new(&mut making.module.types, &[], &[]);
            builder.func_body().i32_const(1).global_set(making.counter);
            making.module.start = Some(builder.finish(Vec::new(), &mut making.module.funcs));
        }),
        ("puts data into", |making| {
            making.module.data.add(DataKind::Passive, vec![1]);
        }),
        ("gives its table", |making| {
            making.module.exports.add("slots", making.table);
        }),
        ("in a global", |making| {
            let id = making.module.funcs.by_name("less").unwrap();
            let held = ConstExpr::RefFunc(id);
            let ty = ValType::Ref(RefType::FUNCREF);
            let global = making.module.globals.add_local(ty, false, false, held);
            making.module.exports.add("held", global);
        }),
        ("more with its table", |making| {
            let table = making.table;
            let id = making.function("looks", &[ValType::I32], |body, args| {
                body.local_get(args[0]).instr(Instr::TableGet(TableGet { table })).ref_is_null();
            });
            making.module.exports.add("looks", id);
        }),
    ];
    for (expected, change) in cases {
        let mut making = program();
        change(&mut making);
        let wasm = making.module.emit_wasm();
        let refused =
            split(&wasm, &numbers(&wasm, &KEPT), &[file_object()], 1).map(drop).unwrap_err();
        assert!(refused.contains(expected), "{refused}");
    }
}

#[test]
fn the_linker_says_what_belongs_together() {
    let map = "    Addr      Off     Size Out     In      Symbol
       -        8       3f TYPE
  100000    2a3f0     1f4b8 .rodata
  100000    2a3f0        48         /tmp/lto.o:(.rodata..Lanon.abc.1)
  100000    2a3f0        48                 .Lanon.abc.1
  100048    2a438        10         /tmp/lto.o:(.rodata.cst16)
  100058    2a448       100         <internal>:(.rodata)
  11f4b8    498b0        20         /tmp/lto.o:(.data.counter)
";
    let expected = [Object { at: 0x10_0000, size: 0x48 }, Object { at: 0x10_0048, size: 0x10 }];
    assert_eq!(objects(map), expected);
}
