//! A composite alarm's rule as a tree: each term with whether it holds, each alarm with its state.

use watchtrail::services::cloudwatch::composite::explain::{Kind, Node};
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::state;
use crate::ui::parts::{Link, Status, Tone};
use crate::ui::words::{Words, use_words};

/// What a [`RuleTree`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RuleTreeProps {
    /// The rule.
    pub tree: Node,
    /// Whether the times since when alarms are in their states are told.
    #[prop_or(true)]
    pub times: bool,
}

/// The tree.
#[component]
pub fn RuleTree(props: &RuleTreeProps) -> Html {
    let words = use_words();
    html! {
        <ul class="rule-tree" aria-label={words.s("alarms.rule.tree")}>
            { node(&props.tree, props.times, &words) }
        </ul>
    }
}

fn node(term: &Node, times: bool, words: &Words) -> Html {
    let (tone, said) = match term.holds {
        true => (Tone::Info, "alarms.rule.true"),
        false => (Tone::Neutral, "alarms.rule.false"),
    };
    let text = match &term.kind {
        Kind::Not => "NOT".to_owned(),
        Kind::All => "AND".to_owned(),
        Kind::Any => "OR".to_owned(),
        Kind::AtLeast { .. } => {
            term.text.split(", (").next().unwrap_or_default().to_owned() + ", …)"
        }
        Kind::Constant | Kind::Alarm(_) => term.text.clone(),
    };
    let note = match &term.kind {
        Kind::Not => words.s("alarms.rule.not"),
        Kind::All => words.s("alarms.rule.all"),
        Kind::Any => words.s("alarms.rule.any"),
        Kind::AtLeast { found, total } => {
            words.f("alarms.rule.at-least", &[("found", found), ("total", total)])
        }
        Kind::Constant | Kind::Alarm(_) => AttrValue::default(),
    };
    html! {
        <li>
            <span class="rule-term">
                <Status kind={tone} label={words.s(said)} />
                <code>{ text }</code>
                if !note.is_empty() { <span class="hint">{ note }</span> }
                { alarm(term, times, words) }
            </span>
            if !term.parts.is_empty() {
                <ul>{ for term.parts.iter().map(|part| node(part, times, words)) }</ul>
            }
        </li>
    }
}

/// The alarm of a term, its state, and whether its change decided.
fn alarm(term: &Node, times: bool, words: &Words) -> Html {
    let Kind::Alarm(seen) = &term.kind else { return Html::default() };
    let Some((value, since)) = seen.state else {
        return html! { <span class="hint">{ words.t("alarms.rule.gone") }</span> };
    };
    let since = format!("{} UTC", format::date_time(since));
    html! {
        <>
            <Link to={Route::alarm(&seen.name)}>{ seen.name.clone() }</Link>
            { state(value, words, false) }
            if times {
                <span class="hint">{ words.fill("alarms.rule.since", &[("at", &since)]) }</span>
            }
            if seen.decided {
                <strong>{ words.t("alarms.rule.decided") }</strong>
            }
        </>
    }
}
