//! The CPU credits of an instance, and its credit mode.

use watchtrail::view::ec2::act;
use watchtrail::view::ec2::credits::Credits;
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Alert, Checkbox, KeyValues, Panel};
use crate::ui::words::{Words, use_words};

/// The properties of [`CreditsPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The instance.
    pub id: String,
    /// Where it stands.
    pub model: Credits,
    /// Whether it is over for the instance.
    pub gone: bool,
}

/// The panel.
#[component]
pub fn CreditsPanel(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let onchange = {
        let (words, asking, id) = (words.clone(), asking.clone(), props.id.clone());
        Callback::from(move |on: bool| {
            let ctl = ctl.clone();
            let key = if on { "ec2.credits.set.unlimited" } else { "ec2.credits.set.standard" };
            let text = words.s(key);
            let done = Callback::from(move |_| ctl.flash(Flash::success(text.clone())));
            asking.send(act::credit_mode(&id, on), done);
        })
    };
    html! {
        <Panel title={words.s("ec2.credits.title")}>
            if model.throttled {
                <Alert><p>{ words.t("ec2.credits.throttled") }</p></Alert>
            }
            <KeyValues rows={rows(&words, model)} />
            <Checkbox label={words.s("ec2.credits.unlimited")} checked={model.unlimited}
                disabled={props.gone} {onchange}
                hint={html! { words.t("ec2.credits.unlimited.hint") }} />
            { asking.view() }
        </Panel>
    }
}

fn rows(words: &Words, model: &Credits) -> Vec<(AttrValue, Html)> {
    let number = |value: f64| format::number(value, 1);
    let (balance, most) = (number(model.balance), number(model.most));
    let (per_hour, baseline) = (number(model.per_hour), number(model.baseline));
    let of = words.fill("ec2.credits.of", &[("balance", &balance), ("most", &most)]);
    let earns =
        words.fill("ec2.credits.earns.value", &[("credits", &per_hour), ("baseline", &baseline)]);
    vec![
        (words.s("ec2.credits.balance"), html! { of }),
        (words.s("ec2.credits.earns"), html! { earns }),
        (words.s("ec2.credits.surplus"), html! { number(model.surplus) }),
        (words.s("ec2.credits.charged"), html! { number(model.charged) }),
    ]
}
