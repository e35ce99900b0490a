//! The page of a bucket: what is in it, how it is set up, who may get at it.

use watchtrail::view::route::{BucketQuery, BucketTab, Route};
use watchtrail::view::s3::act;
use watchtrail::view::s3::bucket::Detail;
use yew::prelude::*;

use super::empty::EmptyBucket;
use super::list::{access, take};
use super::objects::Objects;
use super::permissions::Permissions;
use super::properties::Properties as Settings;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{PageHead, Tab, Tabs};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What of it is shown.
    pub query: BucketQuery,
    /// The bucket.
    pub model: Option<Detail>,
    /// Everything in it: key and version.
    pub contents: Vec<(String, Option<String>)>,
    /// The account.
    pub account: String,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of a bucket.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let query = &props.query;
    let Some(model) = &props.model else {
        return html! {
            <Gone route={Route::Bucket(query.clone())} title={query.name.clone()}
                reads={props.reads.clone()} op="ListObjectsV2" none="s3.gone"
                others={Route::Buckets} see="s3.see" />
        };
    };
    let taking = take(&words, &ctl);
    let onselect = {
        let query = query.clone();
        Callback::from(move |id: AttrValue| {
            let tab = BucketTab::named(&id).unwrap_or_default();
            let query = BucketQuery { tab, ..BucketQuery::of(&query.name) };
            ctl.send(Msg::Go(Route::Bucket(query)));
        })
    };
    let tabs: Vec<Tab> = BucketTab::ALL
        .iter()
        .map(|tab| Tab::new(tab.word(), words.s(&format!("s3.tab.{}", tab.word()))))
        .collect();
    let body = match query.tab {
        BucketTab::Objects => html! {
            <Objects query={query.clone()} model={model.clone()} reads={props.reads.clone()} />
        },
        BucketTab::Properties => html! {
            <Settings model={model.clone()} reads={props.reads.clone()} />
        },
        BucketTab::Permissions => html! {
            <Permissions model={model.clone()} account={props.account.clone()}
                reads={props.reads.clone()} />
        },
    };
    let actions = html! {
        <>
            { taking }
            <EmptyBucket bucket={model.name.clone()} contents={props.contents.clone()} />
            <Confirm label={words.s("s3.delete")} danger=true request={act::delete(&model.name)}
                title={words.f("s3.delete.ask", &[("name", &model.name)])}
                said={words.f("s3.deleted", &[("name", &model.name)])} to={Route::Buckets}>
                <p>{ words.t("s3.delete.explain") }</p>
            </Confirm>
        </>
    };
    let public = model.public && !model.block.is_some_and(|block| block.restrict);
    html! {
        <>
            <PageHead crumbs={Route::Bucket(query.clone()).crumbs()} title={model.name.clone()}
                refresh=true status={access(&words, public)} {actions} />
            <Tabs label={words.s("s3.tab")} {tabs} current={query.tab.word()} {onselect}>
                { body }
            </Tabs>
        </>
    }
}
