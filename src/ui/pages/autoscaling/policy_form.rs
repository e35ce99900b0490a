//! The form that makes a scaling policy.

use watchtrail::services::Request;
use watchtrail::view::autoscaling::policy::{
    CUSTOMIZED, Kind, PREDEFINED, REQUESTS, STATISTICS, Typed,
};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Flash, use_ctl};
use crate::ui::pages::asked::{Asking, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Dialog, NumberInput, Radios, Select, TextInput,
};
use crate::ui::words::{Words, use_words};

/// What the form is given.
#[derive(Clone, PartialEq, Properties)]
pub struct FormProps {
    /// The group.
    pub group: String,
    /// The ResourceLabels it can track.
    pub labels: Vec<String>,
    /// Called when it is done with.
    pub onclose: Callback<()>,
}

/// What is typed, and how it changes.
struct Form<'a> {
    typed: &'a Typed,
    set: UseStateHandle<Typed>,
    words: &'a Words,
}

impl Form<'_> {
    fn edit<E: 'static>(&self, change: fn(&mut Typed, E)) -> Callback<E> {
        let (typed, set) = (self.typed.clone(), self.set.clone());
        Callback::from(move |given: E| {
            let mut new = typed.clone();
            change(&mut new, given);
            set.set(new);
        })
    }
}

/// The form.
#[component]
pub fn PolicyForm(props: &FormProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let set = use_state(Typed::default);
    let mut typed = (*set).clone();
    if typed.label.is_empty() {
        typed.label = props.labels.first().cloned().unwrap_or_default();
    }
    let form = Form { typed: &typed, set, words: &words };
    let request = typed.request(&props.group);
    let kinds = [("target", Kind::Target), ("step", Kind::Step), ("simple", Kind::Simple)];
    let chosen = kinds.iter().find(|(_, one)| *one == typed.kind).map_or("target", |(key, _)| *key);
    let options: Vec<Choice> = kinds
        .iter()
        .map(|(key, _)| Choice::new(*key, words.s(&format!("autoscaling.policy.{key}"))))
        .collect();
    let onchange = form.edit(|typed, key: String| {
        (typed.kind, typed.value) = match key.as_str() {
            "step" => (Kind::Step, "1".to_owned()),
            "simple" => (Kind::Simple, "1".to_owned()),
            _ => (Kind::Target, "50".to_owned()),
        };
    });
    let save = save(&words, &ctl, &asking, (request.clone(), &typed.name, props.onclose.clone()));
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("autoscaling.policy.create") }
        </Button>
    };
    let target = typed.kind == Kind::Target;
    let (label, hint) = match target {
        true => ("autoscaling.policy.value", "autoscaling.policy.hint.target"),
        false => ("autoscaling.policy.amount", "autoscaling.policy.hint.other"),
    };
    html! {
        <Dialog open=true title={words.s("autoscaling.policy.create")}
            onclose={props.onclose.clone()} {submit}>
            <TextInput label={words.s("autoscaling.policy.name")} value={typed.name.clone()}
                required=true oninput={form.edit(|typed, text| typed.name = text)} />
            <Radios label={words.s("autoscaling.policy.kind")} {options} value={chosen}
                {onchange} />
            if target { { metric(&form, &props.labels) } }
            <NumberInput label={words.s(label)} value={typed.value.clone()} required=true
                hint={html! { words.t(hint) }}
                oninput={form.edit(|typed, text| typed.value = text)} />
            if typed.kind != Kind::Simple { { warm_up(&form) } }
            if target {
                <Checkbox label={words.s("autoscaling.policy.no-scale-in")}
                    checked={typed.disable_scale_in}
                    onchange={form.edit(|typed, on| typed.disable_scale_in = on)} />
            }
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}

/// Which metric is tracked, and what has to be said of it.
fn metric(form: &Form<'_>, labels: &[String]) -> Html {
    let Form { typed, words, .. } = form;
    let mut metrics: Vec<Choice> = PREDEFINED.map(|one| Choice::new(one, one)).to_vec();
    metrics.push(Choice::new(CUSTOMIZED, words.s("autoscaling.policy.customized")));
    html! {
        <>
            <Select label={words.s("autoscaling.policy.metric")} options={metrics}
                value={typed.metric.clone()}
                onchange={form.edit(|typed, text| typed.metric = text)} />
            { match typed.metric.as_str() {
                REQUESTS => label(form, labels),
                CUSTOMIZED => customized(form),
                _ => Html::default(),
            } }
        </>
    }
}

/// The load balancer and its target group.
fn label(form: &Form<'_>, labels: &[String]) -> Html {
    let Form { typed, words, .. } = form;
    let (label, value) = (words.s("autoscaling.policy.label"), typed.label.clone());
    let onchange = form.edit(|typed: &mut Typed, text| typed.label = text);
    if labels.is_empty() {
        return html! {
            <TextInput {label} {value} mono=true required=true
                hint={words.t("autoscaling.policy.label.none").to_owned()} oninput={onchange} />
        };
    }
    let options: Vec<Choice> =
        labels.iter().map(|one| Choice::new(one.clone(), one.clone())).collect();
    html! { <Select {label} {options} {value} {onchange} /> }
}

/// A metric of one's own.
fn customized(form: &Form<'_>) -> Html {
    let Form { typed, words, .. } = form;
    let statistics: Vec<Choice> = STATISTICS.map(|one| Choice::new(one, one)).to_vec();
    let wrong = typed.dimensions().is_none();
    html! {
        <>
            <TextInput label={words.s("autoscaling.policy.namespace")} required=true
                value={typed.namespace.clone()}
                oninput={form.edit(|typed, text| typed.namespace = text)} />
            <TextInput label={words.s("autoscaling.policy.metric-name")} required=true
                value={typed.metric_name.clone()}
                oninput={form.edit(|typed, text| typed.metric_name = text)} />
            <Select label={words.s("autoscaling.policy.statistic")} options={statistics}
                value={typed.statistic.clone()}
                onchange={form.edit(|typed, text| typed.statistic = text)} />
            <TextInput label={words.s("autoscaling.policy.dimensions")} mono=true
                value={typed.dimensions.clone()} placeholder="Name=Value, Name=Value"
                hint={words.t("autoscaling.policy.dimensions.hint").to_owned()}
                error={wrong.then(|| words.s("autoscaling.policy.dimensions.problem"))}
                oninput={form.edit(|typed, text| typed.dimensions = text)} />
        </>
    }
}

/// How long a new instance does not count.
fn warm_up(form: &Form<'_>) -> Html {
    let Form { typed, words, .. } = form;
    let wrong = typed.warm_up().is_none();
    html! {
        <NumberInput label={words.s("autoscaling.policy.warm-up")} value={typed.warm_up.clone()}
            hint={html! { words.t("autoscaling.policy.warm-up.hint") }}
            error={wrong.then(|| words.s("autoscaling.policy.warm-up.problem"))}
            oninput={form.edit(|typed, text| typed.warm_up = text)} />
    }
}

/// Makes the policy and closes the form.
fn save(
    words: &Words,
    ctl: &Ctl,
    asking: &Asking,
    (request, name, close): (Option<Request>, &str, Callback<()>),
) -> Callback<MouseEvent> {
    let said = words.f("autoscaling.policy.done", &[("name", &name)]);
    let (ctl, asking) = (ctl.clone(), asking.clone());
    Callback::from(move |_: MouseEvent| {
        let Some(request) = request.clone() else { return };
        let (said, ctl, close) = (said.clone(), ctl.clone(), close.clone());
        let done = Callback::from(move |_| {
            ctl.flash(Flash::success(said.clone()));
            close.emit(());
        });
        asking.send(request, done);
    })
}
