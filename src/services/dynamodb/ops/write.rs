//! Items: put, changed, deleted.

use super::super::expression::{Condition, Kind, Names, Update, projection};
use super::super::shapes::{DeleteItemInput, PutItemInput, UpdateItemInput, WriteOutput};
use super::super::state::{Key, State, Table};
use super::super::value::{self, Item};
use super::capacity::{Spent, consumed, writes};
use super::keys::{of_item, of_key};
use super::{invalid, to_change, usable};
use crate::api::ApiError;
use crate::sim::Ctx;

/// The greatest item, in bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
pub(super) const GREATEST: usize = 400 * 1_024;

/// What is to become of one item.
struct Change<'a> {
    operation: &'static str,
    table: &'a str,
    key: Key,
    old: Option<Item>,
    new: Option<Item>,
    capacity: Option<&'a str>,
}

pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutItemInput,
) -> Result<WriteOutput, ApiError> {
    let given = [("ConditionExpression", input.condition.is_some())];
    let new = value::item(&input.item).map_err(invalid)?;
    let mut names =
        Names::read(input.names.as_ref(), input.values.as_ref(), &given).map_err(invalid)?;
    old_or_none(input.returned.as_deref())?;
    if value::size(&new) > GREATEST {
        return Err(invalid("Item size has exceeded the maximum allowed size"));
    }
    let condition = condition(input.condition.as_deref(), &mut names)?;
    names.end().map_err(invalid)?;
    let table = usable(state, ctx, &input.table)?;
    let key = of_item(table, &new)?;
    let old = checked(table, &key, condition.as_ref())?;
    let change = Change {
        operation: "PutItem",
        table: &input.table,
        key,
        old,
        new: Some(new),
        capacity: input.capacity.as_deref(),
    };
    let shown = input.returned.as_deref() == Some("ALL_OLD");
    let attributes = change.old.clone().filter(|_| shown);
    change.carry_out(state, ctx, attributes)
}

pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteItemInput,
) -> Result<WriteOutput, ApiError> {
    let given = [("ConditionExpression", input.condition.is_some())];
    let key = value::item(&input.key).map_err(invalid)?;
    let mut names =
        Names::read(input.names.as_ref(), input.values.as_ref(), &given).map_err(invalid)?;
    old_or_none(input.returned.as_deref())?;
    let condition = condition(input.condition.as_deref(), &mut names)?;
    names.end().map_err(invalid)?;
    let table = usable(state, ctx, &input.table)?;
    let key = of_key(&table.schema, &key)?;
    let old = checked(table, &key, condition.as_ref())?;
    let change = Change {
        operation: "DeleteItem",
        table: &input.table,
        key,
        old,
        new: None,
        capacity: input.capacity.as_deref(),
    };
    let shown = input.returned.as_deref() == Some("ALL_OLD");
    let attributes = change.old.clone().filter(|_| shown);
    change.carry_out(state, ctx, attributes)
}

pub fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UpdateItemInput,
) -> Result<WriteOutput, ApiError> {
    let given = [
        ("UpdateExpression", input.update.is_some()),
        ("ConditionExpression", input.condition.is_some()),
    ];
    let attributes = value::item(&input.key).map_err(invalid)?;
    let mut names =
        Names::read(input.names.as_ref(), input.values.as_ref(), &given).map_err(invalid)?;
    let update = input.update.as_deref().map(|text| Update::read(text, &mut names));
    let update = update.transpose().map_err(invalid)?.unwrap_or(Update { changes: Vec::new() });
    let condition = condition(input.condition.as_deref(), &mut names)?;
    names.end().map_err(invalid)?;
    let table = usable(state, ctx, &input.table)?;
    let key = of_key(&table.schema, &attributes)?;
    let part_of_key =
        |part: &&super::super::state::Part| update.paths().any(|path| path.head() == part.name);
    if let Some(part) = table.schema.parts().find(part_of_key) {
        return Err(invalid(format!(
            "One or more parameter values were invalid: Cannot update attribute {}. This attribute \
             is part of the key",
            part.name
        )));
    }
    let old = checked(table, &key, condition.as_ref())?;
    let before = old.clone().unwrap_or(attributes);
    let new = update.apply(&before).map_err(invalid)?;
    if value::size(&new) > GREATEST {
        return Err(invalid("Item size to update has exceeded the maximum allowed size"));
    }
    let shown = match input.returned.as_deref() {
        Some("ALL_OLD") => old.clone(),
        Some("ALL_NEW") => Some(new.clone()),
        Some("UPDATED_OLD") => old.as_ref().map(|item| projection::of_paths(update.paths(), item)),
        Some("UPDATED_NEW") => Some(projection::of_paths(update.paths(), &new)),
        _ => None,
    };
    let change = Change {
        operation: "UpdateItem",
        table: &input.table,
        key,
        old,
        new: Some(new),
        capacity: input.capacity.as_deref(),
    };
    change.carry_out(state, ctx, shown.filter(|item| !item.is_empty()))
}

fn old_or_none(returned: Option<&str>) -> Result<(), ApiError> {
    match returned {
        None | Some("ALL_OLD" | "NONE") => Ok(()),
        Some(_) => Err(invalid("ReturnValues can only be ALL_OLD or NONE")),
    }
}

fn condition(text: Option<&str>, names: &mut Names) -> Result<Option<Condition>, ApiError> {
    let read = text.map(|text| Condition::read(Kind::Condition, text, names));
    read.transpose().map_err(invalid)
}

/// The item of a key, if the condition holds of it.
fn checked(
    table: &Table,
    key: &Key,
    condition: Option<&Condition>,
) -> Result<Option<Item>, ApiError> {
    let old = table.items.get(key);
    let nothing = Item::new();
    if condition.is_some_and(|condition| !condition.holds(old.unwrap_or(&nothing))) {
        let text = "The conditional request failed";
        return Err(ApiError::new("ConditionalCheckFailedException", text));
    }
    Ok(old.cloned())
}

impl Change<'_> {
    fn carry_out(
        self,
        state: &mut State,
        ctx: &Ctx<'_>,
        shown: Option<Item>,
    ) -> Result<WriteOutput, ApiError> {
        let arn = usable(state, ctx, self.table)?.arn.clone();
        let spent = Spent {
            operation: self.operation,
            half_reads: 0,
            writes: writes(self.old.as_ref(), self.new.as_ref()),
            returned: None,
        };
        let table = to_change(state, &arn)?;
        let capacity = consumed(self.capacity, &table.name, spent.units());
        table.put(ctx.now, self.key, self.new);
        spent.keep(state, ctx, &arn);
        Ok(WriteOutput { attributes: shown.as_ref().map(value::written), capacity })
    }
}
