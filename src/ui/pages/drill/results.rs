//! What a drill came to.

use watchtrail::view::drill::{Act, Link as Found, Marked, Results};
use watchtrail::view::route::{DrillPage, LearnPage, Route};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, CopyButton, Icon, IconKind, Link, PageHead, Panel};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Results,
    /// Whether the drill's session is the one that is open.
    pub here: bool,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let (right, of) = model.score;
    let score = words.f("drill.score", &[("right", &right), ("of", &of)]);
    let hash = Route::Drills(DrillPage::Given(model.code)).hash();
    let address = format!("{}{hash}", platform::base_url().unwrap_or_default());
    let next = Act::Start(model.code.level, None);
    html! {
        <>
            <PageHead title={words.f("drill.name", &[("code", &model.code)])}
                note={score.clone()} />
            <Panel title={words.s("drill.story")}>
                <p class="exam-score">{ score }</p>
                <p>{ model.story.clone() }</p>
                <p>{ words.f("drill.used", &[("time", &model.used)]) }</p>
                <div class="exam-actions">
                    <Button kind={ButtonKind::Primary} onclick={ctl.on(Msg::Drill(next))}>
                        { words.t("drill.new") }
                    </Button>
                    if !props.here {
                        <Button onclick={ctl.on(Msg::Drill(Act::Back))}>
                            { words.t("drill.world") }
                        </Button>
                    }
                    <Link to={Route::Drills(DrillPage::Choose)} class="btn">
                        { words.t("drill.list") }
                    </Link>
                    <CopyButton text={address} label={words.s("drill.copy")} />
                </div>
            </Panel>
            { for model.marked.iter().map(|one| marked(one, &words)) }
            <Panel title={words.s("drill.points")}>
                <ul class="lab-points">
                    { for model.points.iter().map(|one| point(one, &words)) }
                </ul>
                <p class="hint">{ words.t("drill.points.hint") }{ " " }
                    <Link to={Route::Learn(LearnPage::Progress)}>
                        { words.t("app.page.progress") }
                    </Link></p>
            </Panel>
        </>
    }
}

/// A point of the exam, and whether it was known.
fn point((id, text, right): &(String, String, bool), words: &Words) -> Html {
    html! {
        <li key={id.clone()}>
            <strong>{ words.t(if *right { "drill.right" } else { "drill.wrong" }) }</strong>
            { " · " }<Link to={Route::Points(Some(id.clone()))}>{ id.clone() }</Link>
            { " " }{ text.clone() }
        </li>
    }
}

fn marked(marked: &Marked, words: &Words) -> Html {
    let (class, icon, word) = if marked.right {
        ("drill-mark drill-right", IconKind::Check, "drill.right")
    } else {
        ("drill-mark drill-wrong", IconKind::CrossCircle, "drill.wrong")
    };
    html! {
        <Panel title={marked.title.clone()}>
            <p {class}><Icon kind={icon} />{ " " }<strong>{ words.t(word) }</strong></p>
            <p>{ words.f("drill.said", &[("answer", &marked.said)]) }</p>
            if !marked.right {
                <p>{ words.f("drill.is", &[("answer", &marked.is)]) }</p>
            }
            { for marked.why.iter().map(|why| html! { <p>{ why }</p> }) }
            { evidence(&marked.evidence, words) }
        </Panel>
    }
}

/// The chain of evidence, each link of it a page.
fn evidence(found: &[Found], words: &Words) -> Html {
    if found.is_empty() {
        return Html::default();
    }
    let row = |one: &Found| {
        html! {
            <li>
                if !one.time.is_empty() {
                    <time>{ one.time.clone() }</time>{ " " }
                }
                <Link to={one.to.clone()}>{ one.text.clone() }</Link>
            </li>
        }
    };
    html! {
        <>
            <h3>{ words.t("drill.evidence") }</h3>
            <ol class="drill-evidence">{ for found.iter().map(row) }</ol>
        </>
    }
}
