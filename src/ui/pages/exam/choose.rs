//! What to be asked, and how everything stands.

use watchtrail::learn::exam::Mode;
use watchtrail::view::exam::{Act, Belief, Choose, Known, Part, STANDINGS, standing_word};
use watchtrail::view::route::{ExamPage, Route};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::import::Import;
use crate::ui::parts::{Alert, AlertKind, Button, ButtonKind, Link, PageHead, Panel, WhyNot};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Choose,
}

fn act(ctl: &Ctl, act: Act) -> Callback<MouseEvent> {
    ctl.on(Msg::Exam(Box::new(act)))
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    html! {
        <>
            <PageHead title={words.s("app.page.exam")}
                note={words.t("exam-page.note")} />
            { lost(model, &words, &ctl) }
            { open(model, &words) }
            { rounds(model, &words, &ctl) }
            { mocks(model, &words, &ctl) }
            { topics(model, &words, &ctl) }
            if !model.beliefs.is_empty() {
                <Panel title={words.s("exam-page.beliefs")}>
                    { beliefs(&model.beliefs, &words) }
                </Panel>
            }
            <Panel title={words.s("exam-page.map")}>
                <p class="hint">{ words.t("exam-page.map.hint") }</p>
                { for model.map.iter().map(|one| part(one, &words, &ctl)) }
            </Panel>
            <Panel title={words.s("exam-page.progress")}>
                <p>{ words.f("exam-page.answers", &[("n", &model.answers)]) }</p>
                <div class="actions">
                    <Button disabled={model.answers == 0}
                        why={WhyNot::Said(words.s("exam-page.export.none"))}
                        onclick={act(&ctl, Act::Export)}>
                        { words.t("exam-page.export") }
                    </Button>
                </div>
                <Import label="exam-page.import"
                    onread={|text| Msg::Exam(Box::new(Act::Import(text)))} />
            </Panel>
        </>
    }
}

fn lost(model: &Choose, words: &Words, ctl: &Ctl) -> Html {
    if model.lost.is_empty() {
        return Html::default();
    }
    let actions = html! {
        <Button onclick={act(ctl, Act::Raw)}>{ words.t("exam-page.raw") }</Button>
    };
    html! {
        <Alert kind={AlertKind::Warning} title={words.s("exam-page.lost")} {actions}>
            <ul>{ for model.lost.iter().map(|why| html! { <li>{ why }</li> }) }</ul>
        </Alert>
    }
}

fn open(model: &Choose, words: &Words) -> Html {
    let Some(open) = &model.open else { return Html::default() };
    let (page, key) = if open.over {
        (ExamPage::Results, "exam-page.open.results")
    } else {
        (ExamPage::Sit, "exam-page.open.resume")
    };
    let (done, of) = open.done;
    html! {
        <Panel title={words.s("exam-page.open")}>
            <p>
                { &open.title }{ " · " }
                { words.f("exam-page.open.done", &[("done", &done), ("of", &of)]) }
            </p>
            <Link to={Route::Exam(page)} class="btn btn-primary">{ words.t(key) }</Link>
        </Panel>
    }
}

fn rounds(model: &Choose, words: &Words, ctl: &Ctl) -> Html {
    let [all, wrong, due] = model.counts;
    let button = |mode: Mode, count: usize| {
        let key = format!("exam-page.mode.{}", mode.word());
        let hint = words.f(&format!("{key}.hint"), &[("n", &count)]);
        html! {
            <li>
                <Button kind={ButtonKind::Primary} disabled={count == 0} why={WhyNot::Obvious}
                    onclick={act(ctl, Act::Begin(mode))}>{ words.t(&key) }</Button>
                <span class="hint">{ hint }</span>
            </li>
        }
    };
    html! {
        <Panel title={words.s("exam-page.rounds")}>
            <ul class="exam-list">
                { button(Mode::Due, due) }
                { button(Mode::Review, all) }
                { button(Mode::Wrong, wrong) }
            </ul>
        </Panel>
    }
}

fn mocks(model: &Choose, words: &Words, ctl: &Ctl) -> Html {
    let row = |mock: &watchtrail::view::exam::Mock| {
        let (items, full) = mock.items;
        let measure = words.f(
            "exam-page.mock.measure",
            &[("items", &items), ("full", &full), ("minutes", &mock.minutes)],
        );
        html! {
            <li>
                <Button disabled={items == 0} why={WhyNot::Obvious}
                    onclick={act(ctl, Act::Begin(Mode::Mock(mock.exam)))}>
                    { words.f("exam-page.mode.mock", &[("exam", &mock.exam.code())]) }
                </Button>
                <span class="hint">{ measure }</span>
            </li>
        }
    };
    html! {
        <Panel title={words.s("exam-page.mocks")}>
            <p class="hint">{ words.t("exam-page.mocks.hint") }</p>
            <ul class="exam-list">{ for model.mocks.iter().map(row) }</ul>
        </Panel>
    }
}

fn topics(model: &Choose, words: &Words, ctl: &Ctl) -> Html {
    let row = |(mode, title, count): &(Mode, String, usize)| {
        html! {
            <li>
                <Button onclick={act(ctl, Act::Begin(mode.clone()))}>{ title }</Button>
                <span class="hint">{ words.f("exam-page.items", &[("n", count)]) }</span>
            </li>
        }
    };
    html! {
        <Panel title={words.s("exam-page.topics")}>
            <ul class="exam-list">{ for model.topics.iter().map(row) }</ul>
        </Panel>
    }
}

/// Wrong models with what is so, the points they are about, and the lab or concept that shows it.
pub fn beliefs(list: &[Belief], words: &Words) -> Html {
    let point = |id: &String| {
        html! { <>{ " " }<Link to={Route::Points(Some(id.clone()))}>{ id }</Link></> }
    };
    let row = |belief: &Belief| {
        let (text, truth) = &belief.text;
        let key = if belief.held { "exam-page.held" } else { "exam-page.overcome" };
        html! {
            <li>
                <strong>{ words.t(key) }{ ": " }</strong>{ text }
                <p class="hint">{ truth }</p>
                if let Some((to, title)) = &belief.lab {
                    <p>{ words.t("exam-page.lab") }{ " " }
                        <Link to={to.clone()}>{ title }</Link></p>
                }
                if let Some((to, title)) = &belief.concept {
                    <p>{ words.t("exam-page.concept") }{ " " }
                        <Link to={to.clone()}>{ title }</Link></p>
                }
                <p class="hint">
                    { words.t("exam-page.about") }{ for belief.points.iter().map(point) }
                </p>
            </li>
        }
    };
    html! { <ul class="exam-beliefs">{ for list.iter().map(row) }</ul> }
}

/// The points of a domain, each with how it stands.
pub fn part(part: &Part, words: &Words, ctl: &Ctl) -> Html {
    let counts = STANDINGS.iter().zip(part.counts).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(standing, count)| {
            let word =
                words.t(&format!("exam-page.standing.{}", standing_word(*standing))).to_owned();
            format!("{word} {count}")
        })
        .collect();
    html! {
        <details class="exam-part">
            <summary>{ &part.title }{ " " }
                <span class="hint">{ counts.join(" · ") }</span></summary>
            <ul class="exam-points">
                { for part.points.iter().map(|one| point(one, words, ctl)) }
            </ul>
        </details>
    }
}

fn point(known: &Known, words: &Words, ctl: &Ctl) -> Html {
    html! {
        <li class={standing_class(known)}>
            { standing(known, words) }
            <span>
                <Link to={Route::Points(Some(known.point.to_string()))}>
                    { known.point.to_string() }
                </Link>
                { " " }{ &known.text }
            </span>
            { practise(known, words, ctl) }
        </li>
    }
}

/// The classes of a point that stands as it does.
pub fn standing_class(known: &Known) -> String {
    format!("exam-point exam-{}", standing_word(known.standing))
}

/// How a point stands, and how often it was answered rightly.
pub fn standing(known: &Known, words: &Words) -> Html {
    let word = standing_word(known.standing);
    let (right, asked) = known.score;
    let score =
        (asked > 0).then(|| words.f("exam-page.score", &[("right", &right), ("asked", &asked)]));
    html! {
        <span>
            <span class="exam-standing">{ words.t(&format!("exam-page.standing.{word}")) }</span>
            { " " }<span class="hint">{ score }</span>
        </span>
    }
}

/// The button that asks the items of a point.
pub fn practise(known: &Known, words: &Words, ctl: &Ctl) -> Html {
    html! {
        if known.asked {
            <Button small=true kind={ButtonKind::Link}
                title={words.f("exam-page.practise.label", &[("point", &known.text)])}
                onclick={act(ctl, Act::Begin(Mode::Point(known.point)))}>
                { words.t("exam-page.practise") }
            </Button>
        }
    }
}
