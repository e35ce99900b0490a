//! The labs by path, and the points of the exams.

use watchtrail::view::exam::{Known, standings};
use watchtrail::view::lab::paths::{self, Path, Row};
use watchtrail::view::lab::points;
use watchtrail::view::route::{LearnPage, Route};
use yew::prelude::*;

use super::own::{self, Own, Stars};
use crate::ui::ctl::{Ctl, Msg, Start, use_ctl};
use crate::ui::pages::{Shown, exam};
use crate::ui::parts::{Button, ButtonKind, IconKind, Link, PageHead, Panel};
use crate::ui::words::{Words, use_words};

/// The page of the labs by path.
pub fn page(shown: &Shown<'_>) -> Html {
    let model = paths::paths(&(shown.solved)(), shown.words);
    let open = shown.session.progress().map(|progress| progress.lab.clone());
    html! {
        <>
            <Page {model} open={open.clone()} />
            <own::Labs held={shown.make.clone()} own={Own(shown.own)}
                solved={Stars(shown.own_solved)} {open} />
        </>
    }
}

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The paths.
    pub model: Vec<Path>,
    /// The lab that is open.
    pub open: Option<String>,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let path = |path: &Path| {
        let of = path.labs.len();
        let done = words.f("study.labs.progress", &[("done", &path.done), ("of", &of)]);
        let rows = path.labs.iter().map(|row| lab(row, props.open.as_ref(), &words, &ctl));
        html! {
            <Panel key={path.id} title={path.title.clone()} note={done}>
                <p class="hint">{ path.text.clone() }</p>
                <ol class="lab-list">{ for rows }</ol>
            </Panel>
        }
    };
    html! {
        <>
            <PageHead title={words.s("study.labs.title")} note={words.s("study.labs.lead")} />
            { for props.model.iter().map(path) }
        </>
    }
}

fn lab(row: &Row, open: Option<&String>, words: &Words, ctl: &Ctl) -> Html {
    let start = {
        let (ctl, id) = (ctl.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| {
            ctl.send(Msg::Start(Start::Lab(id.clone())));
            ctl.go(Route::Lab(id.clone()));
        })
    };
    let minutes = words.f("lab.minutes", &[("n", &row.minutes)]);
    let kind = if row.next { ButtonKind::Primary } else { ButtonKind::Normal };
    let begin = if row.stars.is_some() { "study.labs.again" } else { "study.labs.begin" };
    let label = format!("{}: {}", words.t(begin), row.title);
    html! {
        <li key={row.id.clone()}>
            <h3><Link to={Route::Lab(row.id.clone())}>{ row.title.clone() }</Link></h3>
            <p class="hint">
                { minutes }
                if let Some(stars) = row.stars {
                    { " · " }{ words.t("study.labs.solved") }{ " · " }
                    { words.f("study.labs.stars", &[("n", &stars)]) }
                }
                if row.next {
                    { " · " }<strong>{ words.t("study.labs.next") }</strong>
                }
            </p>
            <p>{ row.summary.clone() }</p>
            if open == Some(&row.id) {
                <Link to={Route::Lab(row.id.clone())} class="btn btn-primary">
                    { words.t("study.labs.open") }
                </Link>
            } else {
                <Button {kind} {label} icon={IconKind::Play} onclick={start}>
                    { words.t(begin) }
                </Button>
            }
        </li>
    }
}

/// The page of the points; one of them may be looked for.
pub fn points(shown: &Shown<'_>, wanted: Option<&str>) -> Html {
    let known = standings(shown.exam, shown.words);
    html! {
        <Points model={points::sections(shown.words)} {known} wanted={wanted.map(str::to_owned)} />
    }
}

/// What [`Points`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PointsProps {
    /// The sections.
    pub model: Vec<points::Section>,
    /// How each stands, once the exam's items are there.
    pub known: Vec<Known>,
    /// The point that is looked for.
    pub wanted: Option<String>,
}

/// The points.
#[component]
pub fn Points(props: &PointsProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let found = use_node_ref();
    {
        let found = found.clone();
        use_effect_with(props.wanted.clone(), move |_| {
            if let Some(found) = found.cast::<web_sys::Element>() {
                found.scroll_into_view();
            }
        });
    }
    let section = |section: &points::Section| {
        let row = |(id, text): &(String, String)| {
            let here = props.wanted.as_ref() == Some(id);
            let node = if here { found.clone() } else { NodeRef::default() };
            let known = props.known.iter().find(|known| known.point.to_string() == *id);
            html! {
                <li key={id.clone()} ref={node} aria-current={here.then_some("true")}
                    class={known.map(exam::standing_class)}>
                    { known.map(|known| exam::standing(known, &words)) }
                    <span>
                        <strong>{ id.clone() }</strong>{ " " }{ text.clone() }{ " " }
                        if let Some((to, title)) = points::concept(id, &words) {
                            <Link {to}>{ title }</Link>
                        }
                    </span>
                    { known.map(|known| exam::practise(known, &words, &ctl)) }
                </li>
            }
        };
        html! {
            <Panel key={section.id} title={section.title.clone()}>
                <ul class="lab-points">{ for section.points.iter().map(row) }</ul>
            </Panel>
        }
    };
    html! {
        <>
            <PageHead title={words.s("study.points.title")} note={html! {
                <>
                    { words.t("study.points.lead") }{ " " }
                    <Link to={Route::Learn(LearnPage::Progress)}>
                        { words.t("study.points.progress") }
                    </Link>
                </>
            }} />
            { for props.model.iter().map(section) }
        </>
    }
}
