//! The answer sheet beside every page of a drill's world.

use watchtrail::view::drill::{Act, Panel, Question};
use watchtrail::view::route::{DrillPage, Route};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, Choice, CopyButton, Link, Progress, Radios, WhyNot};
use crate::ui::platform;
use crate::ui::words::use_words;

/// What the sheet is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Panel,
}

/// The sheet.
#[component]
pub fn Sheet(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let (done, of) = model.done;
    let answered = words.f("drill.answered", &[("done", &done), ("of", &of)]);
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let hash = Route::Drills(DrillPage::Given(model.code)).hash();
    let address = format!("{}{hash}", platform::base_url().unwrap_or_default());
    html! {
        <div class="lab-panel drill-sheet">
            <p class="lab-progress">{ words.t("drill.sheet") }{ " · " }{ answered.clone() }</p>
            <h2 class="lab-title">{ words.f("drill.name", &[("code", &model.code)]) }</h2>
            <Progress value={small(done)} max={small(of)} label={answered} />
            <p>{ model.brief.clone() }</p>
            { for model.questions.iter().map(|one| question(one, model.over, &ctl)) }
            <p class="lab-goal-note">{ words.f("drill.used", &[("time", &model.used)]) }</p>
            <div class="lab-actions">
                if model.over {
                    <Link to={Route::Drills(DrillPage::Results)} class="btn btn-primary">
                        { words.t("drill.results") }
                    </Link>
                } else {
                    <Button kind={ButtonKind::Primary} disabled={done < of}
                        why={WhyNot::Said(words.s("drill.mark.missing"))}
                        onclick={ctl.on(Msg::Drill(Act::Mark))}>{ words.t("drill.mark") }</Button>
                }
                <CopyButton text={address} label={words.s("drill.copy")} />
            </div>
        </div>
    }
}

fn question(question: &Question, over: bool, ctl: &Ctl) -> Html {
    let options = question.choices.iter();
    let options: Vec<Choice> =
        options.map(|(value, label)| Choice::new(value.clone(), label.clone())).collect();
    let onchange = {
        let (ctl, ask) = (ctl.clone(), question.ask);
        Callback::from(move |choice: String| ctl.send(Msg::Drill(Act::Choose(ask, choice))))
    };
    html! {
        <div class="lab-ask" key={question.ask.word()}>
            <Radios label={question.title.clone()} {options} value={question.answer.clone()}
                disabled={over} {onchange} />
        </div>
    }
}
