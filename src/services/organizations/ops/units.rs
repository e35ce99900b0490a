//! The root, and the organizational units below it.

use super::{constraint, error, owned, page, tags};
use crate::api::ApiError;
use crate::services::organizations::shapes::{
    CreateUnitInput, ForParentInput, ListChildrenInput, ListChildrenOutput, ListInput,
    ListParentsInput, ListParentsOutput, ListRootsOutput, ListUnitsOutput, PolicyType, Relative,
    RootView, UnitInput, UnitOutput, UnitView, UpdateUnitInput,
};
use crate::services::organizations::state::{Organization, State, Unit, letters};
use crate::sim::Ctx;

/// Units in an organization, and how deep they nest:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const MAX_UNITS: usize = 2_000;
const MAX_DEPTH: usize = 5;

pub fn root(of: &Organization) -> RootView {
    let scp =
        || PolicyType { kind: "SERVICE_CONTROL_POLICY".to_owned(), status: "ENABLED".to_owned() };
    RootView {
        id: of.root.clone(),
        arn: of.arn(&of.root),
        name: "Root".to_owned(),
        policy_types: of.scps.then(scp).into_iter().collect(),
    }
}

pub fn roots(of: &Organization, input: &ListInput) -> Result<ListRootsOutput, ApiError> {
    let (roots, next_token) = page(vec![root(of)], input.next_token.as_ref(), input.max_results)?;
    Ok(ListRootsOutput { roots, next_token })
}

/// That a root or unit exists.
pub fn parent(of: &Organization, id: &str) -> Result<(), ApiError> {
    if id == of.root || of.units.contains_key(id) {
        return Ok(());
    }
    Err(error("ParentNotFoundException", "You specified parent that doesn't exist."))
}

fn unit<'a>(of: &'a Organization, id: &str) -> Result<(&'a String, &'a Unit), ApiError> {
    of.units.get_key_value(id).ok_or_else(|| {
        let text = "You specified an organizational unit that doesn't exist.";
        error("OrganizationalUnitNotFoundException", text)
    })
}

/// Names of units are unique within what they are in.
fn free(of: &Organization, parent: &str, name: &str) -> Result<(), ApiError> {
    if of.units_in(parent).any(|(_, unit)| unit.name == name) {
        let text = "An OU with the same name already exists.";
        return Err(error("DuplicateOrganizationalUnitException", text));
    }
    Ok(())
}

fn view(of: &Organization, id: &str, unit: &Unit) -> UnitView {
    UnitView { id: id.to_owned(), arn: of.arn(id), name: unit.name.clone(), path: of.path(id) }
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html>
pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateUnitInput,
) -> Result<UnitOutput, ApiError> {
    let nth = state.made[1];
    let of = owned(state, ctx)?;
    parent(of, &input.parent_id)?;
    free(of, &input.parent_id, &input.name)?;
    if of.units.len() >= MAX_UNITS {
        return Err(constraint("You have exceeded the allowed number of OUs."));
    }
    // The way to the parent holds the root, too.
    if of.way(&input.parent_id).len() > MAX_DEPTH {
        return Err(constraint("You attempted to create an OU tree that is too many levels deep."));
    }
    let tags = tags::given(input.tags.as_ref())?;
    let root = of.root.trim_start_matches("r-");
    let id = format!("ou-{root}-{}", letters(ctx.ids, "organizations:unit", nth, 8));
    of.units.insert(id.clone(), Unit { name: input.name.clone() });
    of.place(id.clone(), input.parent_id.clone());
    if !tags.is_empty() {
        of.tags.insert(id.clone(), tags);
    }
    let (_, made) = unit(of, &id)?;
    let output = UnitOutput { organizational_unit: view(of, &id, made) };
    state.made[1] += 1;
    Ok(output)
}

pub fn update(of: &mut Organization, input: &UpdateUnitInput) -> Result<UnitOutput, ApiError> {
    let id = &input.organizational_unit_id;
    unit(of, id)?;
    if let Some(name) = &input.name {
        let within = of.parents.get(id).cloned().unwrap_or_default();
        free(of, &within, name)?;
        if let Some(unit) = of.units.get_mut(id) {
            unit.name.clone_from(name);
        }
    }
    let (_, found) = unit(of, id)?;
    Ok(UnitOutput { organizational_unit: view(of, id, found) })
}

pub fn describe(of: &Organization, input: &UnitInput) -> Result<UnitOutput, ApiError> {
    let (id, found) = unit(of, &input.organizational_unit_id)?;
    Ok(UnitOutput { organizational_unit: view(of, id, found) })
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html>
pub fn delete(of: &mut Organization, input: &UnitInput) -> Result<(), ApiError> {
    let id = &input.organizational_unit_id;
    unit(of, id)?;
    if of.parents.values().any(|parent| parent == id) {
        let text = "The specified OU is not empty. Move all accounts to another root or to other \
                    OUs, remove all child OUs, and try the operation again.";
        return Err(error("OrganizationalUnitNotEmptyException", text));
    }
    of.units.remove(id);
    of.parents.remove(id);
    of.attached.remove(id);
    of.tags.remove(id);
    Ok(())
}

pub fn list_in(of: &Organization, input: &ForParentInput) -> Result<ListUnitsOutput, ApiError> {
    parent(of, &input.parent_id)?;
    let all = of.units_in(&input.parent_id).map(|(id, unit)| view(of, id, unit)).collect();
    let (organizational_units, next_token) =
        page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListUnitsOutput { organizational_units, next_token })
}

pub fn children(
    of: &Organization,
    input: &ListChildrenInput,
) -> Result<ListChildrenOutput, ApiError> {
    parent(of, &input.parent_id)?;
    let child = |id: String| Relative { id, kind: input.child_type.clone() };
    let all = match input.child_type.as_str() {
        "ACCOUNT" => {
            let inside = of.accounts_in(&input.parent_id);
            inside.map(|(account, _)| child(account.to_string())).collect()
        }
        _ => of.units_in(&input.parent_id).map(|(id, _)| child(id.to_owned())).collect(),
    };
    let (children, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListChildrenOutput { children, next_token })
}

pub fn parents(of: &Organization, input: &ListParentsInput) -> Result<ListParentsOutput, ApiError> {
    let missing = || error("ChildNotFoundException", "You specified a child that doesn't exist.");
    let found = of.parents.get(&input.child_id).ok_or_else(missing)?;
    let kind = if *found == of.root { "ROOT" } else { "ORGANIZATIONAL_UNIT" };
    let all = vec![Relative { id: found.clone(), kind: kind.to_owned() }];
    let (parents, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListParentsOutput { parents, next_token })
}
