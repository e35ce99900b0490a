//! The form that makes a budget.

use watchtrail::view::budgets::Form;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, NumberInput, Panel, Radios, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`Create`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Whose budget it will be.
    pub account: String,
}

/// The form that makes a budget.
#[component]
pub fn Create(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let form = use_state(Form::default);
    let text = |change: fn(&mut Form, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let request = form.request(&props.account);
    let onsubmit = {
        let (words, asking) = (words.clone(), asking.clone());
        let (request, name) = (request.clone(), form.name.trim().to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (words, ctl, name) = (words.clone(), ctl.clone(), name.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(words.f("budgets.made", &[("name", &name)])));
                ctl.go(Route::Budget(name.clone()));
            });
            asking.send(request, done);
        })
    };
    let kinds = ["actual", "forecast"]
        .map(|kind| Choice::new(kind, words.s(&format!("budgets.form.{kind}"))))
        .to_vec();
    html! {
        <form class="form" {onsubmit}>
            <Panel title={words.s("budgets.create")}>
                <TextInput label={words.s("budgets.name")} value={form.name.clone()}
                    required=true placeholder="monthly"
                    oninput={text(|form, text| form.name = text)} />
                <NumberInput label={words.s("budgets.form.amount")} value={form.amount.clone()}
                    required=true oninput={text(|form, text| form.amount = text)} />
                <TextInput label={words.s("budgets.form.to")} value={form.to.clone()}
                    placeholder="ops@example.com"
                    hint={html! { words.t("budgets.form.to.hint") }}
                    oninput={text(|form, text| form.to = text)} />
                <NumberInput label={words.s("budgets.form.threshold")}
                    value={form.threshold.clone()}
                    oninput={text(|form, text| form.threshold = text)} />
                <Radios label={words.s("budgets.form.kind")} options={kinds}
                    value={if form.forecast { "forecast" } else { "actual" }}
                    onchange={text(|form, text| form.forecast = text == "forecast")} />
                { asking.view() }
                <div class="form-actions">
                    <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                        { words.t("budgets.create") }
                    </Button>
                </div>
                <CliForm {request} />
            </Panel>
        </form>
    }
}
