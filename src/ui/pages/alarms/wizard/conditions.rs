//! Step 2: which threshold, how many datapoints, what missing data means.

use watchtrail::services::cloudwatch::alarm::Treat;
use watchtrail::view::alarms::draft::Field;
use watchtrail::view::alarms::words as named;
use watchtrail::view::format;
use yew::prelude::*;

use super::StepProps;
use super::metric::preview;
use crate::ui::pages::alarms::backtest::scores;
use crate::ui::parts::{Choice, NumberInput, Panel, Radios, Segmented, Strip};
use crate::ui::words::{Words, use_words};

/// AWS's names of the comparisons, with the keys of the console's words.
pub const OPERATORS: [(&str, &str); 4] = [
    ("GreaterThanThreshold", "alarms.op.greater"),
    ("GreaterThanOrEqualToThreshold", "alarms.op.greater-equal"),
    ("LessThanOrEqualToThreshold", "alarms.op.less-equal"),
    ("LessThanThreshold", "alarms.op.less"),
];

/// The same for a band.
pub const BAND_OPERATORS: [(&str, &str); 3] = [
    ("LessThanLowerOrGreaterThanUpperThreshold", "alarms.op.outside"),
    ("GreaterThanUpperThreshold", "alarms.op.above"),
    ("LessThanLowerThreshold", "alarms.op.below"),
];

/// The step.
#[component]
pub fn Conditions(props: &StepProps) -> Html {
    let words = use_words();
    let draft = &props.model.draft;
    let band = draft.kind == "band";
    let returns = draft.rows.iter().find(|row| row.returns).map(|row| row.id.as_str());
    let named = draft.metric.as_ref().map(|metric| metric.name.as_str());
    let metric = if draft.kind == "math" { returns } else { named }.unwrap_or_default();
    let whenever = words.f("alarms.whenever", &[("metric", &metric)]);
    let operators = if band { BAND_OPERATORS.as_slice() } else { OPERATORS.as_slice() };
    let operators: Vec<Choice> =
        operators.iter().map(|(name, key)| Choice::new(*name, words.s(key))).collect();
    let typed = !draft.threshold.trim().is_empty();
    html! {
        <>
            <Panel title={words.s("alarms.step.conditions")}
                note={props.model.condition.clone().unwrap_or_default()}>
                <Segmented label={whenever} options={operators}
                    value={draft.comparison().name()}
                    onchange={props.edit(|draft, name: String| draft.comparison = name)} />
                if band {
                    <NumberInput label={words.s("alarms.band.width")}
                        hint={words.t("alarms.band.hint")} value={draft.width.clone()}
                        required=true error={props.error(Field::Threshold, true, &words)}
                        oninput={props.edit(|draft, text: String| draft.width = text)} />
                } else {
                    <NumberInput label={words.s("alarms.than")} hint={words.t("alarms.than.hint")}
                        value={draft.threshold.clone()} required=true
                        error={props.error(Field::Threshold, typed, &words)}
                        oninput={props.edit(|draft, text: String| draft.threshold = text)} />
                }
                { points(props, &words) }
                { treatments(props, &words) }
            </Panel>
            { preview(props, &words) }
            { tried(props, &words) }
        </>
    }
}

fn points(props: &StepProps, words: &Words) -> Html {
    let draft = &props.model.draft;
    html! {
        <fieldset class="field">
            <legend>{ words.t("alarms.m-of-n") }</legend>
            <p class="hint">{ words.t("alarms.m-of-n.hint") }</p>
            <div class="wizard-two">
                <NumberInput label={words.s("alarms.m-of-n.m")} value={draft.m.clone()}
                    error={props.error(Field::Points, true, words)}
                    oninput={props.edit(|draft, m: String| draft.m = m)} />
                <NumberInput label={words.s("alarms.m-of-n.n")} value={draft.n.clone()}
                    oninput={props.edit(|draft, n: String| draft.n = n)} />
            </div>
        </fieldset>
    }
}

fn treatments(props: &StepProps, words: &Words) -> Html {
    let order = [Treat::Missing, Treat::NotBreaching, Treat::Ignore, Treat::Breaching];
    let options = order.map(|treat| {
        let label = words.s(named::treat(treat));
        Choice::new(treat.name(), label).note(words.s(named::treat_means(treat)))
    });
    html! {
        <Radios label={words.s("alarms.treat")} options={options.to_vec()}
            value={props.model.draft.treat.clone()}
            onchange={props.edit(|draft, name: String| draft.treat = name)} />
    }
}

/// What these settings would have made of the history.
pub fn tried(props: &StepProps, words: &Words) -> Html {
    let Some(tried) = &props.model.tried else {
        let fit = props.error(Field::Threshold, true, words).is_none();
        let why = if fit { "alarms.tried.none" } else { "alarms.tried.threshold" };
        return html! {
            <Panel title={words.s("alarms.tried.title")}>
                <p class="hint">{ words.t(why) }</p>
            </Panel>
        };
    };
    let judged = props.model.sketch.as_ref().is_some_and(|sketch| sketch.judged);
    let said = if judged { "backtest.sketch" } else { "backtest.sketch.band" };
    let (from, to) =
        props.model.preview.as_ref().map_or((tried.from, tried.to), |chart| (chart.from, chart.to));
    html! {
        <Panel title={words.s("alarms.tried.title")}>
            <p aria-live="polite">{ tried.words(words) }</p>
            <Strip label={words.s("alarms.ribbon.own")} ribbon={tried.ribbon.clone()} {from} {to} />
            if let Some(sketch) = &props.model.sketch {
                <p class="hint">
                    { words.fill(said, &[("from", &format::date_time(sketch.from))]) }
                </p>
                { scores((None, Some(&sketch.own), &sketch.treatments), sketch.judged, words) }
            }
        </Panel>
    }
}
