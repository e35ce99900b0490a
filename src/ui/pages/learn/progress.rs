//! What was learnt so far: labs, points and beliefs on a map, and all of it as one file.

use std::rc::Rc;

use watchtrail::view::drill;
use watchtrail::view::exam::{Choose, Held, choose};
use watchtrail::view::lab::paths::{Path, paths};
use watchtrail::view::route::{DrillPage, Route};
use yew::prelude::*;

use super::super::{Shown, exam};
use crate::ui::ctl::{Learnt, Msg, use_ctl};
use crate::ui::pages::import::Import;
use crate::ui::parts::{Button, Link, PageHead, Panel};
use crate::ui::words::{Words, use_words};

/// The page. The map waits for the exam's items.
pub fn page(shown: &Shown<'_>) -> Html {
    let held: &Rc<Held> = shown.exam;
    let labs = paths(&(shown.solved)(), shown.words);
    let drills = drill::choose(shown.drill, None, shown.words).counts;
    html! { <Page {labs} {drills} exam={choose(held, shown.words)} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    labs: Vec<Path>,
    /// Drills done, answers right, answers.
    drills: [usize; 3],
    exam: Option<Choose>,
}

#[component]
fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    html! {
        <>
            <PageHead title={words.s("app.page.progress")}
                note={words.t("concepts.progress.note")} />
            { labs(&props.labs, &words) }
            { drills(props.drills, &words) }
            if let Some(model) = &props.exam {
                if !model.beliefs.is_empty() {
                    <Panel title={words.s("exam-page.beliefs")}>
                        { exam::beliefs(&model.beliefs, &words) }
                    </Panel>
                }
                <Panel title={words.s("exam-page.map")}>
                    <p class="hint">
                        { words.t("exam-page.map.hint") }{ " " }
                        <Link to={Route::Points(None)}>{ words.t("app.page.points") }</Link>
                    </p>
                    { for model.map.iter().map(|one| exam::part(one, &words, &ctl)) }
                </Panel>
            } else {
                <p role="status">{ words.t("app.exam.coming") }</p>
            }
            <Panel title={words.s("concepts.progress.file")}>
                <p>{ words.t("concepts.progress.file.text") }</p>
                <div class="actions">
                    <Button onclick={ctl.on(Msg::Learnt(Learnt::Export))}>
                        { words.t("concepts.progress.export") }
                    </Button>
                    <Button onclick={ctl.on(Msg::Learnt(Learnt::Statements))}>
                        { words.t("concepts.progress.statements") }
                    </Button>
                    <Button onclick={ctl.on(Msg::Learnt(Learnt::Print))}>
                        { words.t("concepts.progress.print") }
                    </Button>
                </div>
                <Import label="concepts.progress.import"
                    onread={|text| Msg::Learnt(Learnt::Import(text))} />
            </Panel>
        </>
    }
}

fn drills([done, right, of]: [usize; 3], words: &Words) -> Html {
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("drills", &done), ("right", &right), ("of", &of)];
    let told = match done {
        0 => words.s("drill.done.none"),
        _ => words.f("drill.done.summary", &args),
    };
    html! {
        <Panel title={words.s("app.page.drills")}>
            <p>{ told }</p>
            <p><Link to={Route::Drills(DrillPage::Choose)}>{ words.t("drill.list") }</Link></p>
        </Panel>
    }
}

fn labs(paths: &[Path], words: &Words) -> Html {
    let all = paths.iter().flat_map(|path| &path.labs);
    let stars: u32 = all.clone().filter_map(|row| row.stars).map(u32::from).sum();
    let done = all.clone().filter(|row| row.stars.is_some()).count();
    let path = |path: &Path| {
        let row = |row: &watchtrail::view::lab::paths::Row| {
            let state = match row.stars {
                Some(stars) => words.f("study.labs.stars", &[("n", &stars)]),
                None => words.s("concepts.progress.open"),
            };
            html! {
                <li key={row.id.clone()}>
                    <Link to={Route::Lab(row.id.clone())}>{ &row.title }</Link>
                    { " · " }{ state }
                </li>
            }
        };
        html! {
            <>
                <h3>{ &path.title }</h3>
                <ul class="concept-text">{ for path.labs.iter().map(row) }</ul>
            </>
        }
    };
    let of = all.count();
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("done", &done), ("of", &of), ("stars", &stars)];
    let told = words.f("concepts.progress.labs", &args);
    html! {
        <Panel title={words.s("app.page.labs")}>
            <p>{ told }</p>
            { for paths.iter().map(path) }
        </Panel>
    }
}
