//! The pages of S3: buckets, one bucket, one object, the forms on them.

mod bucket;
mod create;
mod empty;
mod list;
mod object;
mod objects;
mod permissions;
mod properties;
mod put;
mod rules;

use watchtrail::view::route::Route;
use watchtrail::view::s3;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of S3.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::CreateBucket => html! { <create::Page region={shown.region} /> },
        Route::Bucket(query) => {
            let model = s3::bucket::detail(world, query);
            let contents = s3::bucket::contents(world, &query.name);
            let account = scope.account.to_string();
            html! {
                <bucket::Page key={query.name.clone()} query={query.clone()} {model} {contents}
                    {account} {reads} />
            }
        }
        Route::Object { bucket, key, version } => {
            let model = s3::object::detail(world, bucket, key, version.as_deref());
            let id = format!("{bucket}/{key}?{}", version.as_deref().unwrap_or_default());
            html! { <object::Page key={id} route={shown.route.clone()} {model} {reads} /> }
        }
        _ => html! { <list::Page rows={s3::list(world, scope)} {reads} /> },
    }
}
