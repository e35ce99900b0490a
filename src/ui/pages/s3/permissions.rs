//! Who may get at a bucket: public access block, policy, ownership of objects.

use watchtrail::services::s3::state::PublicAccessBlock;
use watchtrail::view::s3::act;
use watchtrail::view::s3::bucket::Detail;
use yew::prelude::*;

use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Checkbox, CliForm, Code, Dialog, Panel, Status, TextArea,
    Tone, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Permissions`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The bucket.
    pub model: Detail,
    /// The account.
    pub account: String,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// Who may get at a bucket.
#[component]
pub fn Permissions(props: &Props) -> Html {
    let words = use_words();
    let model = &props.model;
    html! {
        <>
            { props.reads.or_refused("GetPublicAccessBlock", || html! {
                <Block bucket={model.name.clone()} block={model.block} />
            }) }
            { props.reads.or_refused("GetBucketPolicy", || html! {
                <Policy bucket={model.name.clone()} policy={model.policy.clone()}
                    public={model.public} account={props.account.clone()} />
            }) }
            { props.reads.or_refused("GetBucketAcl", || html! {
                <Panel title={words.s("s3.ownership")}>
                    if model.owner_enforced {
                        <p><code>{ "BucketOwnerEnforced" }</code></p>
                        <p>{ words.t("s3.ownership.explain") }</p>
                    } else {
                        <p>{ words.t("s3.ownership.lists") }</p>
                    }
                </Panel>
            }) }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BlockProps {
    bucket: String,
    block: Option<PublicAccessBlock>,
}

/// The four settings: AWS's name of each, its value, and how it is changed.
type Setting = (&'static str, fn(&mut PublicAccessBlock) -> &mut bool);

const SETTINGS: [Setting; 4] = [
    ("BlockPublicAcls", |block| &mut block.block_acls),
    ("IgnorePublicAcls", |block| &mut block.ignore_acls),
    ("BlockPublicPolicy", |block| &mut block.block_policy),
    ("RestrictPublicBuckets", |block| &mut block.restrict),
];

/// What keeps the public out, and the dialog that changes it.
#[component]
fn Block(props: &BlockProps) -> Html {
    const NONE: PublicAccessBlock = PublicAccessBlock {
        block_acls: false,
        ignore_acls: false,
        block_policy: false,
        restrict: false,
    };
    let (words, asking) = (use_words(), use_asking());
    let now = props.block.unwrap_or(NONE);
    let draft = use_state(|| None::<PublicAccessBlock>);
    let open = {
        let draft = draft.clone();
        Callback::from(move |_: MouseEvent| draft.set(Some(now)))
    };
    let close = {
        let (draft, asking) = (draft.clone(), asking.clone());
        Callback::from(move |()| {
            asking.clear();
            draft.set(None);
        })
    };
    let all = now == PublicAccessBlock::ALL;
    let (tone, label) = match all {
        true => (Tone::Good, "s3.block.all"),
        false => (Tone::Warning, "s3.block.some"),
    };
    let line = |(name, of): &Setting| {
        let mut block = now;
        let key = if *of(&mut block) { "s3.block.on" } else { "s3.block.off" };
        html! { <li><code>{ *name }</code>{ ": " }{ words.t(key) }</li> }
    };
    let actions = html! { <Button onclick={open}>{ words.t("s3.block.edit") }</Button> };
    html! {
        <Panel title={words.s("s3.block")} {actions}>
            <Status kind={tone} label={words.s(label)} />
            <ul>{ for SETTINGS.iter().map(line) }</ul>
            if let Some(block) = *draft {
                <BlockDialog bucket={props.bucket.clone()} {block} asking={Held(asking)}
                    onchange={Callback::from(move |block| draft.set(Some(block)))}
                    onclose={close} />
            }
        </Panel>
    }
}

/// A form's way to call AWS, handed on. It is the same for as long as the form is there.
#[derive(Clone)]
struct Held(crate::ui::pages::asked::Asking);

impl PartialEq for Held {
    fn eq(&self, _: &Held) -> bool {
        false
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BlockDialogProps {
    bucket: String,
    block: PublicAccessBlock,
    asking: Held,
    onchange: Callback<PublicAccessBlock>,
    onclose: Callback<()>,
}

#[component]
fn BlockDialog(props: &BlockDialogProps) -> Html {
    let words = use_words();
    let asking = &props.asking.0;
    let request = act::block(&props.bucket, props.block);
    let save = asking.click(request.clone(), words.s("s3.block.done"), props.onclose.clone());
    let tick = |(name, of): &Setting| {
        let (mut block, of, onchange) = (props.block, *of, props.onchange.clone());
        let checked = *of(&mut block);
        let onchange = Callback::from(move |on: bool| {
            let mut block = block;
            *of(&mut block) = on;
            onchange.emit(block);
        });
        let hint = html! { words.s(&format!("s3.block.{name}")) };
        html! { <Checkbox label={*name} {checked} {onchange} {hint} /> }
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save}>{ words.t("s3.save") }</Button>
    };
    html! {
        <Dialog open=true title={words.s("s3.block")} onclose={&props.onclose} {submit}>
            { for SETTINGS.iter().map(tick) }
            { asking.view() }
            <CliForm request={Some(request)} />
        </Dialog>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PolicyProps {
    bucket: String,
    policy: Option<String>,
    public: bool,
    account: String,
}

/// The policy of a bucket, and the dialog that changes it.
#[component]
fn Policy(props: &PolicyProps) -> Html {
    let (words, opening) = (use_words(), use_opening());
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("s3.policy.edit") }</Button>
    };
    html! {
        <Panel title={words.s("s3.policy")} {actions}>
            if props.public {
                <Alert kind={AlertKind::Warning}><p>{ words.t("s3.policy.public") }</p></Alert>
            }
            if let Some(policy) = &props.policy {
                <Code text={policy.clone()} copy=true label={words.s("s3.policy")} />
            } else {
                <p>{ words.t("s3.policy.none") }</p>
            }
            if opening.is_open {
                <PolicyDialog bucket={props.bucket.clone()} account={props.account.clone()}
                    first={props.policy.clone().unwrap_or_default()} onclose={opening.close} />
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PolicyDialogProps {
    bucket: String,
    account: String,
    first: String,
    onclose: Callback<()>,
}

/// The editor of a bucket's policy, checked while one writes.
#[component]
fn PolicyDialog(props: &PolicyDialogProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let text = use_state(|| props.first.clone());
    let oninput = {
        let text = text.clone();
        Callback::from(move |new: String| text.set(new))
    };
    let offer = {
        let (text, policy) = (text.clone(), act::trail_policy(&props.bucket, &props.account));
        Callback::from(move |_: MouseEvent| text.set(policy.clone()))
    };
    let problem = act::policy_problem(&props.bucket, &text);
    let request = act::set_policy(&props.bucket, &text);
    let save = asking.click(request.clone(), words.s("s3.policy.done"), props.onclose.clone());
    let error = problem.map(|why| AttrValue::from(format!("MalformedPolicy: {why}")));
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save}>{ words.t("s3.save") }</Button>
    };
    html! {
        <Dialog open=true wide=true title={words.s("s3.policy")} onclose={&props.onclose} {submit}>
            <TextArea label={words.s("s3.policy.text")} value={(*text).clone()} rows={16}
                mono=true {oninput} {error} hint={html! { words.t("s3.policy.hint") }} />
            <Button small=true onclick={offer}>{ words.t("s3.policy.trail") }</Button>
            { asking.view() }
            <CliForm request={Some(request)} />
        </Dialog>
    }
}
