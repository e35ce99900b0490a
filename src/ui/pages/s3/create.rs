//! The form that makes a bucket.

use watchtrail::sim::Region;
use watchtrail::view::route::{BucketQuery, Route};
use watchtrail::view::s3::act;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, CliForm, KeyValues, PageHead, Panel, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Where it will be.
    pub region: Region,
}

/// The form that makes a bucket.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = use_state(String::new);
    let (versions, lock) = (use_state(|| false), use_state(|| false));
    let oninput = {
        let name = name.clone();
        Callback::from(move |text: String| name.set(text))
    };
    let tick = |box_: &UseStateHandle<bool>| {
        let box_ = box_.clone();
        Callback::from(move |on| box_.set(on))
    };
    let requests = act::create(name.trim(), props.region, *versions, *lock);
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let (requests, name) = (requests.clone(), name.trim().to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (words, ctl, name) = (words.clone(), ctl.clone(), name.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(words.f("s3.created", &[("name", &name)])));
                ctl.go(Route::Bucket(BucketQuery::of(&name)));
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let place = vec![(words.s("s3.column.region"), html! { <code>{ props.region.code() }</code> })];
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateBucket.crumbs()} title={words.s("s3.create")} />
            <Panel title={words.s("s3.create.general")}>
                <TextInput label={words.s("s3.column.bucket")} value={(*name).clone()}
                    required=true mono=true placeholder="trail-logs-123456789012" {oninput}
                    hint={html! { words.t("s3.create.name.hint") }} />
                <KeyValues rows={place} />
            </Panel>
            <Panel title={words.s("s3.create.protect")}>
                <Checkbox label={words.s("s3.create.versions")} checked={*versions || *lock}
                    disabled={*lock} onchange={tick(&versions)}
                    hint={html! { words.t("s3.create.versions.hint") }} />
                <Checkbox label={words.s("s3.create.lock")} checked={*lock}
                    onchange={tick(&lock)} hint={html! { words.t("s3.create.lock.hint") }} />
            </Panel>
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Buckets))}>
                    { words.t("app.cancel") }
                </Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={name.trim().is_empty()}>
                    { words.t("s3.create") }
                </Button>
            </div>
            <CliForm request={requests.into_iter().next()} />
        </form>
    }
}
