//! The form that makes a trail, with its bucket, and starts it.

use watchtrail::services::Request;
use watchtrail::services::cloudtrail::insights::Kind;
use watchtrail::services::cloudtrail::ops::check_name;
use watchtrail::sim::Scope;
use watchtrail::view::route::Route;
use watchtrail::view::trails::act::Form;
use yew::prelude::*;

use super::insights::switched;
use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, PageHead, Panel, Radios, TextInput, edited,
    use_wrong,
};
use crate::ui::words::{Words, use_words};

/// Errors that are about the name.
const NAMED: [&str; 2] = ["InvalidTrailNameException", "TrailAlreadyExistsException"];

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What stands in it when it is opened.
    pub begin: Form,
    /// Where the trail will be.
    pub scope: Scope,
}

/// The form that makes a trail.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let form = use_state(|| props.begin.clone());
    let tries = use_state(|| 0_u32);
    let fields = use_wrong(*tries);
    // The bucket comes before the trail: a name that no trail can have is said before either.
    let wrong = check_name(form.name.trim()).err().map(|error| AttrValue::from(error.message));
    let text = |change: fn(&mut Form, String)| edited(&form, change);
    let flag = |change: fn(&mut Form, bool)| edited(&form, change);
    let cancel = ctl.on(Msg::Go(Route::Trails));
    let requests = form.requests(props.scope);
    let place = format!("trail/{}", form.name.trim());
    let arn = form.home(props.scope).arn("cloudtrail", &place).to_string();
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let (requests, name) = (requests.clone(), form.name.trim().to_owned());
        let (tries, wrong) = (tries.clone(), wrong.is_some());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            if wrong {
                return;
            }
            let (words, ctl) = (words.clone(), ctl.clone());
            let (name, arn) = (name.clone(), arn.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(words.f("trails.created", &[("name", &name)])));
                ctl.go(Route::Trail(arn.clone()));
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let fault = asking.fault(|error| NAMED.contains(&error.code.as_str()));
    html! {
        <form class="form" ref={fields} {onsubmit}>
            <PageHead crumbs={Route::CreateTrail.crumbs()} title={words.s("trails.create")}
                note={html! { words.t("trails.form.note") }} />
            <Panel title={words.s("trails.form.general")}>
                <TextInput label={words.s("trails.form.name")} value={form.name.clone()}
                    required=true placeholder="management-events"
                    error={wrong.filter(|_| *tries > 0).or_else(|| fault.clone())}
                    hint={html! { words.t("trails.form.name.hint") }}
                    oninput={text(|form, text| form.name = text)} />
                <Checkbox label={words.s("trails.form.multi")} checked={form.multi}
                    hint={html! { words.t("trails.form.multi.hint") }}
                    onchange={flag(|form, on| form.multi = on)} />
                if form.may.is_some() {
                    <Checkbox label={words.s("trails.form.organization")}
                        checked={form.organization}
                        hint={html! { words.t("trails.form.organization.hint") }}
                        onchange={flag(|form, on| form.organization = on)} />
                }
                <Checkbox label={words.s("trails.form.validation")} checked={form.validation}
                    hint={html! { words.t("trails.form.validation.hint") }}
                    onchange={flag(|form, on| form.validation = on)} />
            </Panel>
            { bucket(&words, &form) }
            <Panel title={words.s("trails.form.insights")}>
                { for Kind::ALL.map(|kind| insight(&words, &form, kind)) }
            </Panel>
            { asking.view_unless(fault.is_some()) }
            { actions(&words, cancel, requests.is_empty()) }
            // Of their own element: else their coming would make the fields above anew.
            <div>{ for requests.into_iter().map(sent) }</div>
        </form>
    }
}

/// Where the files go.
fn bucket(words: &Words, form: &UseStateHandle<Form>) -> Html {
    let text = |change: fn(&mut Form, String)| edited(form, change);
    html! {
        <Panel title={words.s("trails.form.bucket")}>
            <Radios label={words.s("trails.form.bucket.which")} options={places(words)}
                value={if form.existing { "existing" } else { "new" }}
                onchange={text(|form, text| form.existing = text == "existing")} />
            <TextInput label={words.s("trails.form.bucket.name")} value={form.bucket.clone()}
                required=true oninput={text(|form, text| form.bucket = text)} />
            <TextInput label={words.s("trails.form.prefix")} value={form.prefix.clone()}
                hint={html! { words.t("trails.form.prefix.hint") }}
                oninput={text(|form, text| form.prefix = text)} />
            <TextInput label={words.s("trails.form.topic")} value={form.topic.clone()}
                hint={html! { words.t("trails.form.topic.hint") }}
                oninput={text(|form, text| form.topic = text)} />
        </Panel>
    }
}

/// Whether the trail looks for one kind of unusual activity.
fn insight(words: &Words, form: &UseStateHandle<Form>, kind: Kind) -> Html {
    let label = words.s(&format!("unusual.kind.{}", kind.name()));
    let hint = words.s(&format!("unusual.hint.{}", kind.name()));
    let edited = form.clone();
    let onchange = Callback::from(move |on: bool| {
        let insights = switched(&edited.insights, kind, on);
        edited.set(Form { insights, ..(*edited).clone() });
    });
    let checked = form.insights.contains(&kind);
    html! { <Checkbox {label} {checked} hint={html! { hint }} {onchange} /> }
}

/// A bucket made for the trail, or one that is there.
fn places(words: &Words) -> Vec<Choice> {
    ["new", "existing"]
        .map(|which| {
            let key = format!("trails.form.bucket.{which}");
            Choice::new(which, words.s(&key)).note(words.s(&format!("{key}.note")))
        })
        .to_vec()
}

fn actions(words: &Words, cancel: Callback<MouseEvent>, disabled: bool) -> Html {
    html! {
        <div class="form-actions">
            <Button onclick={cancel}>{ words.t("app.cancel") }</Button>
            <Button kind={ButtonKind::Primary} submit=true {disabled}>
                { words.t("trails.create") }
            </Button>
        </div>
    }
}

/// One of the calls as the AWS CLI writes it.
fn sent(request: Request) -> Html {
    html! { <CliForm request={Some(request)} /> }
}
