//! Which programs can be split: a shape nobody thought of is an error, never a program that fails
//! later.

use walrus::ir::{Instr, InstrLocId, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, ExportItem, FunctionKind, GlobalKind, Module, TableId};

use crate::shell::Done;

/// Refuses a program that does what splitting it would change.
///
/// # Errors
/// What it does.
pub fn check(module: &Module, table: TableId) -> Done {
    let refusal = if module.start.is_some() {
        // The others' own start says that they are there.
        "has a function that starts by itself"
    } else if module.data.iter().any(|data| matches!(data.kind, DataKind::Passive)) {
        "puts data into its memory by itself"
    } else if module.exports.iter().any(|export| is(&export.item, table)) {
        // The page's script would find empty slots.
        "gives its table of functions away"
    } else if module.globals.iter().any(|global| holds_function(&global.kind)) {
        "holds a function in a global"
    } else if works_on(module, table) {
        "does more with its table of functions than to call"
    } else {
        return Ok(());
    };
    Err(format!("the program {refusal}: it cannot be split"))
}

fn is(item: &ExportItem, table: TableId) -> bool {
    matches!(item, ExportItem::Table(id) if *id == table)
}

fn holds_function(global: &GlobalKind) -> bool {
    matches!(global, GlobalKind::Local(ConstExpr::RefFunc(_)))
}

/// Whether a function looks into the table's slots, changes them, or jumps through them.
fn works_on(module: &Module, table: TableId) -> bool {
    struct Works {
        on: TableId,
        found: bool,
    }
    impl Visitor<'_> for Works {
        fn visit_instr(&mut self, instr: &Instr, _: &InstrLocId) {
            self.found |= match instr {
                Instr::TableGet(get) => get.table == self.on,
                Instr::TableSet(set) => set.table == self.on,
                Instr::TableGrow(grow) => grow.table == self.on,
                Instr::TableFill(fill) => fill.table == self.on,
                Instr::TableInit(init) => init.table == self.on,
                Instr::TableCopy(copy) => copy.src == self.on || copy.dst == self.on,
                Instr::ReturnCallIndirect(jump) => jump.table == self.on,
                _ => false,
            };
        }
    }
    let mut works = Works { on: table, found: false };
    for function in module.funcs.iter() {
        if let FunctionKind::Local(local) = &function.kind {
            dfs_in_order(&mut works, local, local.entry_block());
        }
    }
    works.found
}
