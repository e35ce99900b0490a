//! The form that makes a metric stream, and with the quick set-up all it needs.

use watchtrail::services::Request;
use watchtrail::sim::Scope;
use watchtrail::view::route::Route;
use watchtrail::view::streams::act::{FORMATS, Form};
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, PageHead, Panel, Radios, Select, TextInput,
    edited,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What stands in it when it is opened.
    pub begin: Form,
    /// Where the stream will be.
    pub scope: Scope,
}

/// The form that makes a stream.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let form = use_state(|| props.begin.clone());
    let text = |change: fn(&mut Form, String)| edited(&form, change);
    let flag = |change: fn(&mut Form, bool)| edited(&form, change);
    let requests = form.requests(props.scope);
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let (requests, name) = (requests.clone(), form.name.trim().to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (words, ctl, name) = (words.clone(), ctl.clone(), name.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(words.f("streams.created.said", &[("name", &name)])));
                ctl.go(Route::Stream(name.clone()));
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let formats = FORMATS.map(|format| Choice::new(format, format)).to_vec();
    let disabled = requests.is_empty();
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateStream.crumbs()} title={words.s("streams.create")}
                note={html! { words.t("streams.form.note") }} />
            <Panel title={words.s("streams.form.what")}>
                <TextInput label={words.s("streams.name")} value={form.name.clone()}
                    required=true placeholder="shop-metrics"
                    oninput={text(|form, text| form.name = text)} />
                <TextInput label={words.s("streams.form.namespaces")}
                    value={form.namespaces.clone()} placeholder="AWS/EC2, Shop"
                    hint={html! { words.t("streams.form.namespaces.hint") }}
                    oninput={text(|form, text| form.namespaces = text)} />
                <Checkbox label={words.s("streams.form.but")} checked={form.but}
                    onchange={flag(|form, on| form.but = on)} />
                <Checkbox label={words.s("streams.linked")} checked={form.linked}
                    onchange={flag(|form, on| form.linked = on)} />
                <Select label={words.s("streams.format")} options={formats}
                    value={form.format.clone()}
                    onchange={text(|form, text| form.format = text)} />
            </Panel>
            { target(&form, &words) }
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Streams))}>
                    { words.t("app.cancel") }
                </Button>
                <Button kind={ButtonKind::Primary} submit=true {disabled}>
                    { words.t("streams.create") }
                </Button>
            </div>
            // Of their own element: else their coming would make the fields above anew.
            <div>{ for requests.into_iter().map(sent) }</div>
        </form>
    }
}

/// Where it sends to.
fn target(form: &UseStateHandle<Form>, words: &Words) -> Html {
    let text = |change: fn(&mut Form, String)| edited(form, change);
    html! {
        <Panel title={words.s("streams.form.where")}>
            <Radios label={words.s("streams.form.set-up")} options={ways(words)}
                value={if form.quick { "quick" } else { "own" }}
                onchange={text(|form, text| form.quick = text == "quick")} />
            if form.quick {
                <TextInput label={words.s("streams.bucket")} value={form.bucket.clone()}
                    required=true oninput={text(|form, text| form.bucket = text)} />
            } else {
                <TextInput label={words.s("streams.form.firehose")} mono=true required=true
                    value={form.firehose.clone()}
                    oninput={text(|form, text| form.firehose = text)} />
                <TextInput label={words.s("streams.form.role")} mono=true required=true
                    value={form.role.clone()}
                    hint={html! { words.t("streams.form.role.hint") }}
                    oninput={text(|form, text| form.role = text)} />
            }
        </Panel>
    }
}

/// The quick set-up, or what is there already.
fn ways(words: &Words) -> Vec<Choice> {
    ["quick", "own"]
        .map(|which| {
            let key = format!("streams.form.{which}");
            Choice::new(which, words.s(&key)).note(words.s(&format!("{key}.note")))
        })
        .to_vec()
}

/// One of the calls as the AWS CLI writes it.
fn sent(request: Request) -> Html {
    html! { <CliForm request={Some(request)} /> }
}
