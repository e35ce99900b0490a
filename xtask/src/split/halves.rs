//! One module into several that do the same together: the first, and what follows it.

use std::collections::BTreeMap;

use walrus::ir::{
    Call, Instr, InstrLocId, Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut,
};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, LocalFunction, LocalId, Module, TableId, TypeId,
    ValType, passes,
};

use crate::shell::Done;

use super::embedded::{self, Embedded, Object};
use super::{Functions, PAGE, numbered, parse, shape};

/// What the others call the first file.
const FIRST: &str = "first";
/// The flag that says that what follows is there.
const THERE: &str = "$there";

/// The files.
pub struct Halves {
    /// What the page starts with.
    pub first: Vec<u8>,
    /// What it loads behind it, all of it at once; each imports what the first exports.
    pub rest: Vec<Vec<u8>>,
}

/// Splits a module: the functions numbered in `kept` stay in the first file, and of the constants
/// those that they can reach. None of the others is much larger than `room` bytes.
///
/// # Errors
/// If the module has a shape that no Rust program has (see [`shape`]).
pub fn split(
    wasm: &[u8],
    kept: &Functions,
    objects: &[Object],
    room: usize,
) -> Result<Halves, String> {
    let module = parse(wasm)?;
    let plan = Plan::of(&module, kept, objects, |moved| parts(&module, moved, wasm.len(), room))?;
    let rest = plan.parts.iter().enumerate().map(|(nth, part)| {
        // Constants come with the first of them.
        rest(parse(wasm)?, &plan, part, nth == 0)
    });
    Ok(Halves { first: first(parse(wasm)?, &plan)?, rest: rest.collect::<Result<_, _>>()? })
}

/// The moved functions in as many parts as they need room, neighbours together.
fn parts(module: &Module, moved: &Functions, bytes: usize, room: usize) -> Vec<Functions> {
    let sizes: BTreeMap<usize, u64> =
        module.funcs.iter_local().map(|(id, function)| (id.index(), function.size())).collect();
    let all: u64 = sizes.values().sum();
    let size = |number: &usize| sizes.get(number).copied().unwrap_or_default();
    let whole: u64 = moved.iter().map(size).sum();
    let share = bytes as f64 * whole as f64 / all.max(1) as f64;
    let count = (share / room.max(1) as f64).ceil().max(1.0) as u64;
    let mut parts = vec![Functions::new(); count as usize];
    let mut before = 0;
    for number in moved {
        let nth = (before * count / whole.max(1)).min(count - 1) as usize;
        parts.get_mut(nth).into_iter().for_each(|part| part.extend([*number]));
        before += size(number);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What goes where. Functions are numbers: the same bytes parsed twice give different ids.
struct Plan {
    /// How long the table of functions gets.
    length: u64,
    /// Functions that the first file does not have.
    moved: Functions,
    /// The same, file by file.
    parts: Vec<Functions>,
    /// The moved functions that the first file names.
    stubs: Functions,
    /// Where in the table functions stand, of both files.
    places: BTreeMap<usize, Vec<u64>>,
    /// The kept and imported functions that the others refer to, with short names.
    lent: BTreeMap<usize, String>,
    /// Data of the others.
    embedded: Vec<Embedded>,
}

impl Plan {
    fn of(
        module: &Module,
        kept: &Functions,
        objects: &[Object],
        parts: impl FnOnce(&Functions) -> Vec<Functions>,
    ) -> Result<Plan, String> {
        let own: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
        let (stay, go): (Vec<FunctionId>, Vec<FunctionId>) =
            own.iter().partition(|id| kept.contains(&id.index()));
        let moved: Functions = go.iter().map(|id| id.index()).collect();
        let table = function_table(module)?;
        shape::check(module, table)?;
        let mut places = places(module, table)?;
        let exported = module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id.index()),
            _ => None,
        });
        let named: Functions = references(module, &stay).into_iter().chain(exported).collect();
        let stubs: Functions = named.intersection(&moved).copied().collect();
        let before = module.tables.get(table).initial;
        let mut after = before;
        let parts = parts(&moved);
        // What one part names of another is called through the table, as from the first file.
        let mut called = stubs.clone();
        for part in &parts {
            let own: Vec<FunctionId> =
                go.iter().copied().filter(|id| part.contains(&id.index())).collect();
            let named = references(module, &own);
            called.extend(named.intersection(&moved).filter(|it| !part.contains(it)));
        }
        for number in &called {
            places.entry(*number).or_insert_with(|| {
                after += 1;
                vec![after - 1]
            });
        }
        let lent = references(module, &go).difference(&moved).copied().collect::<Vec<_>>();
        let lent = lent.into_iter().zip(0..).map(|(id, nth)| (id, format!("${nth:x}"))).collect();
        let embedded = embedded::unread(module, &stay, objects);
        Ok(Plan { length: after, moved, parts, stubs, places, lent, embedded })
    }

    /// Puts the functions of one of the files where they stand in the table.
    fn fill(&self, module: &mut Module, has: impl Fn(&usize) -> bool) -> Done {
        let table = function_table(module)?;
        let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
        elements.into_iter().for_each(|id| module.elements.delete(id));
        let grown = module.tables.get_mut(table);
        grown.elem_segments.clear();
        grown.initial = self.length;
        grown.maximum = grown.maximum.map(|most| most.max(self.length));
        let functions = numbered(module);
        let mut fill: Vec<(u64, FunctionId)> = (self.places.iter())
            .filter(|(number, _)| has(number))
            .filter_map(|(number, places)| Some((places, *functions.get(number)?)))
            .flat_map(|(places, id)| places.iter().map(move |place| (*place, id)))
            .collect();
        fill.sort_unstable();
        for run in fill.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
            let start = run.first().map_or(0, |(place, _)| *place);
            let offset = ConstExpr::Value(Value::I32(small(start)?));
            let items = ElementItems::Functions(run.iter().map(|(_, id)| *id).collect());
            let id = module.elements.add(ElementKind::Active { table, offset }, items);
            module.tables.get_mut(table).elem_segments.insert(id);
        }
        Ok(())
    }
}

fn small(place: u64) -> Result<i32, String> {
    i32::try_from(place).map_err(|error| error.to_string())
}

fn function_table(module: &Module) -> Result<TableId, String> {
    let table = module.tables.main_function_table().map_err(|error| error.to_string())?;
    table.ok_or_else(|| "the program has no table of functions".to_owned())
}

/// Where in the table each function stands.
fn places(module: &Module, table: TableId) -> Result<BTreeMap<usize, Vec<u64>>, String> {
    let mut places: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active { table: into, offset: ConstExpr::Value(Value::I32(start)) },
                ElementItems::Functions(functions),
            ) if *into == table => {
                let start = u64::try_from(*start).map_err(|error| error.to_string())?;
                for (id, place) in functions.iter().zip(start..) {
                    places.entry(id.index()).or_default().push(place);
                }
            }
            _ => return Err(format!("the program's table is filled otherwise: {element:?}")),
        }
    }
    Ok(places)
}

/// What functions name.
fn references(module: &Module, of: &[FunctionId]) -> Functions {
    struct Named(Functions);
    impl Visitor<'_> for Named {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.insert(id.index());
        }
    }
    let mut named = Named(Functions::new());
    for id in of {
        if let FunctionKind::Local(function) = &module.funcs.get(*id).kind {
            dfs_in_order(&mut named, function, function.entry_block());
        }
    }
    named.0
}

/// The first file: stubs in place of what is moved, and all the second needs exported.
fn first(mut module: Module, plan: &Plan) -> Result<Vec<u8>, String> {
    let functions = numbered(&module);
    let (shared, table) = (shared(&module), function_table(&module)?);
    let nothing = module.types.add(&[], &[]);
    let (load, _) = module.add_import_func(PAGE, "load", nothing);
    let missing = ConstExpr::Value(Value::I32(0));
    let there = module.globals.add_local(ValType::I32, true, false, missing);
    let ask = Ask { table, load, there };
    let kept = |(number, id): (&usize, &FunctionId)| (!plan.moved.contains(number)).then_some(*id);
    ask.before_slots(&mut module, functions.iter().filter_map(kept).collect());
    for (number, id) in functions.iter().filter(|(number, _)| plan.stubs.contains(number)) {
        let slot = plan.places.get(number).and_then(|places| places.first());
        let stub = ask.stub(&mut module, *id, small(*slot.ok_or("a stub without a place")?)?);
        module.funcs.get_mut(*id).kind = FunctionKind::Local(stub);
    }
    plan.fill(&mut module, |number| !plan.moved.contains(number))?;
    embedded::cut(&mut module, &plan.embedded)?;
    for (number, id) in &functions {
        if let Some(name) = plan.lent.get(number) {
            module.exports.add(name, *id);
        }
    }
    for (name, item) in shared {
        module.exports.add(&name, item);
    }
    module.exports.add(THERE, there);
    passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// How the first file asks for the second.
struct Ask {
    table: TableId,
    load: FunctionId,
    there: GlobalId,
}

impl Ask {
    /// A function that calls what stands in a slot of the table once the others are there.
    fn stub(&self, module: &mut Module, of: FunctionId, slot: i32) -> LocalFunction {
        let ty = module.funcs.get(of).ty();
        let (mut builder, args) = signature(module, ty);
        let mut body = builder.func_body();
        body.global_get(self.there).if_else(
            None,
            |_| {},
            |missing| {
                missing.call(self.load);
            },
        );
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(slot).call_indirect(ty, self.table);
        builder.local_func(args)
    }

    /// Lets every call through the table ask for the others if the slot is still empty.
    fn before_slots(&self, module: &mut Module, functions: Vec<FunctionId>) {
        let mut types = Indirect { table: self.table, through: BTreeMap::new(), found: Vec::new() };
        for id in &functions {
            if let FunctionKind::Local(function) = &mut module.funcs.get_mut(*id).kind {
                let start = function.entry_block();
                dfs_pre_order_mut(&mut types, function, start);
            }
        }
        for ty in std::mem::take(&mut types.found) {
            types.through.entry(ty).or_insert_with(|| self.through(module, ty));
        }
        for id in functions {
            if let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
                let start = function.entry_block();
                dfs_pre_order_mut(&mut types, function, start);
            }
        }
    }

    /// A function like an indirect call of a type: the arguments, then the slot.
    fn through(&self, module: &mut Module, ty: TypeId) -> FunctionId {
        let kind = module.types.get(ty);
        let (mut params, results) = (kind.params().to_vec(), kind.results().to_vec());
        params.push(ValType::I32);
        let called = module.types.add(&params, &results);
        let (mut builder, args) = signature(module, called);
        let mut body = builder.func_body();
        if let Some(slot) = args.last() {
            body.global_get(self.there).if_else(
                None,
                |_| {},
                |missing| {
                    missing.local_get(*slot).table_get(self.table).ref_is_null().if_else(
                        None,
                        |empty| {
                            empty.call(self.load);
                        },
                        |_| {},
                    );
                },
            );
        }
        for arg in &args {
            body.local_get(*arg);
        }
        body.call_indirect(ty, self.table);
        builder.finish(args, &mut module.funcs)
    }
}

fn signature(module: &mut Module, ty: TypeId) -> (FunctionBuilder, Vec<LocalId>) {
    let kind = module.types.get(ty);
    let (params, results) = (kind.params().to_vec(), kind.results().to_vec());
    let builder = FunctionBuilder::new(&mut module.types, &params, &results);
    (builder, params.into_iter().map(|ty| module.locals.add(ty)).collect())
}

/// Finds the types of calls through the table; where it knows a function for one, puts a call of
/// that in its place.
struct Indirect {
    table: TableId,
    through: BTreeMap<TypeId, FunctionId>,
    found: Vec<TypeId>,
}

impl VisitorMut for Indirect {
    fn visit_instr_mut(&mut self, instr: &mut Instr, _: &mut InstrLocId) {
        let Instr::CallIndirect(call) = instr else { return };
        if call.table != self.table {
            return;
        }
        match self.through.get(&call.ty) {
            Some(func) => *instr = Instr::Call(Call { func: *func }),
            None => self.found.push(call.ty),
        }
    }
}

/// A part of what follows: its functions, and the constants if it brings them. All else is the
/// first's, or stands in the table by the time anything of this runs.
fn rest(
    mut module: Module,
    plan: &Plan,
    part: &Functions,
    brings: bool,
) -> Result<Vec<u8>, String> {
    let functions = numbered(&module);
    let table = function_table(&module)?;
    let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    data.into_iter().for_each(|id| module.data.delete(id));
    for (number, id) in functions.iter().filter(|(number, _)| !plan.moved.contains(number)) {
        let unused = String::new();
        borrow_function(&mut module, plan.lent.get(number).unwrap_or(&unused), *id);
    }
    for (number, id) in &functions {
        let slot = plan.places.get(number).and_then(|places| places.first());
        if plan.moved.contains(number)
            && !part.contains(number)
            && let Some(slot) = slot
        {
            let through = elsewhere(&mut module, *id, table, small(*slot)?);
            module.funcs.get_mut(*id).kind = FunctionKind::Local(through);
        }
    }
    borrow_shared(&mut module);
    module.start = Some(arrival(&mut module));
    plan.fill(&mut module, |number| part.contains(number))?;
    if brings {
        embedded::paste(&mut module, &plan.embedded)?;
    }
    passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// A function that calls what another part has put into a slot of the table.
fn elsewhere(module: &mut Module, of: FunctionId, table: TableId, slot: i32) -> LocalFunction {
    let ty = module.funcs.get(of).ty();
    let (mut builder, args) = signature(module, ty);
    let mut body = builder.func_body();
    for arg in &args {
        body.local_get(*arg);
    }
    body.i32_const(slot).call_indirect(ty, table);
    builder.local_func(args)
}

/// A function that tells the first file that the others are there.
fn arrival(module: &mut Module) -> FunctionId {
    let there = module.add_import_global(FIRST, THERE, ValType::I32, true, false).0;
    let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
    builder.func_body().i32_const(1).global_set(there);
    builder.finish(Vec::new(), &mut module.funcs)
}

fn borrow_function(module: &mut Module, name: &str, id: FunctionId) {
    let function = module.funcs.get(id);
    if let FunctionKind::Import(imported) = &function.kind {
        let import = module.imports.get_mut(imported.import);
        FIRST.clone_into(&mut import.module);
        name.clone_into(&mut import.name);
        return;
    }
    let ty = function.ty();
    let import = module.imports.add(FIRST, name, id);
    module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
}

fn borrow_shared(module: &mut Module) {
    for (name, item) in shared(module) {
        match item {
            ExportItem::Memory(id) => {
                let import = module.imports.add(FIRST, &name, id);
                let memory = module.memories.get_mut(id);
                memory.import = Some(import);
                memory.data_segments.clear();
            }
            ExportItem::Table(id) => {
                let import = module.imports.add(FIRST, &name, id);
                let table = module.tables.get_mut(id);
                table.import = Some(import);
                table.maximum = None;
            }
            ExportItem::Global(id) => {
                let import = module.imports.add(FIRST, &name, id);
                module.globals.get_mut(id).kind = GlobalKind::Import(import);
            }
            ExportItem::Function(_) | ExportItem::Tag(_) => {}
        }
    }
}

/// The memories, tables and globals of the original, which both files use, with their names.
fn shared(module: &Module) -> Vec<(String, ExportItem)> {
    let memories = module.memories.iter().map(|memory| ExportItem::Memory(memory.id()));
    let tables = module.tables.iter().map(|table| ExportItem::Table(table.id()));
    let globals = module.globals.iter().map(|global| ExportItem::Global(global.id()));
    let items = memories.chain(tables).chain(globals);
    items.enumerate().map(|(number, item)| (format!("$of{number}"), item)).collect()
}
