//! DescribeManagedPrefixLists.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html>

use serde_json::json;

use crate::api::ApiError;
use crate::services::ec2::errors::dry_run;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::prefix_lists::unknown;
use crate::services::ec2::shapes::groups::{
    DescribeManagedPrefixListsInput, DescribeManagedPrefixListsOutput,
};
use crate::services::ec2::state::State;
use crate::sim::Ctx;

const FILTERS: Table = &[
    ("owner-id", "OwnerId"),
    ("prefix-list-id", "PrefixListId"),
    ("prefix-list-name", "PrefixListName"),
];

/// Describes the lists that AWS keeps; of one's own there are none.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeManagedPrefixListsInput,
) -> Result<DescribeManagedPrefixListsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.prefix_list_ids.as_deref().unwrap_or_default();
    let all = state.prefix_lists(ctx.scope);
    if let Some(other) = ids.iter().find(|id| all.iter().all(|list| list.id != **id)) {
        return Err(unknown(other));
    }
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    let asked = all.into_iter().filter(|list| ids.is_empty() || ids.contains(&list.id));
    let shown = asked.map(|list| {
        json!({
            "PrefixListId": list.id,
            "AddressFamily": "IPv4",
            "State": "create-complete",
            "PrefixListArn": format!("arn:aws:ec2:{region}:aws:prefix-list/{}", list.id),
            "PrefixListName": list.name,
            "Tags": [],
            "OwnerId": "AWS",
        })
    });
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("prefixListId", !ids.is_empty()),
        limit: 100,
    };
    let (prefix_lists, next_token) =
        page(shown.filter(|item| filters.pass(item)).collect(), &asked)?;
    Ok(DescribeManagedPrefixListsOutput { next_token, prefix_lists })
}
