//! The exam: a whole mock, kept over a reload; an option seen to happen, and the way back.

use browser::{Look, Result};

use crate::support::Learner;

/// Answers the question shown, rightly or not.
const ANSWER: &str = "const box = document.querySelector('.exam-options'); \
    const input = box.querySelector('input'); const select = box.querySelector('select'); \
    if (input) { input.click(); } \
    else if (select) { select.selectedIndex = 1; \
        select.dispatchEvent(new Event('change', { bubbles: true })); } \
    else { box.querySelector('button:not(:disabled)').click(); } \
    return true;";
/// Chooses as many options as the question wants, if it is one to choose in.
const CHOOSE: &str = "const boxes = [...document.querySelectorAll('.exam-options input')]; \
    const many = boxes[0]?.type === 'checkbox' ? 2 : 1; \
    boxes.slice(0, many).forEach(box => box.checked || box.click()); return boxes.length > 0;";

impl Learner {
    fn question(&self, n: usize, of: usize) -> Result<()> {
        let text = self.words.fill("exam-page.question", "n", &n.to_string());
        self.page.see(&text.replace("{of}", &of.to_string()))
    }
}

#[test]
fn a_whole_mock_is_sat_left_resumed_and_told() -> Result<()> {
    let learner = Learner::with(Look::default(), "#/exam")?;
    let page = &learner.page;
    learner.see("exam-page.mocks")?;
    page.accessible()?;
    page.click("button", &learner.words.fill("exam-page.mode.mock", "exam", "CLF-C02"))?;
    learner.question(1, 15)?;
    page.accessible()?;
    learner.button("exam-page.flag")?;
    // Keys are the question's here: the clock of the world behind it stands.
    let time = learner.time()?;
    page.keys("3")?;
    page.keys("n")?;
    learner.question(2, 15)?;
    page.keys("p")?;
    learner.question(1, 15)?;
    assert_eq!(learner.time()?, time);
    for n in 1..=15 {
        learner.question(n, 15)?;
        page.yes(ANSWER)?;
        if n == 8 {
            // The tab is closed in the middle, and goes on at the same question.
            page.reload()?;
            learner.question(8, 15)?;
            learner.button("exam-page.pause")?;
            learner.see("exam-page.paused")?;
            learner.button("exam-page.go-on")?;
            learner.question(8, 15)?;
        }
        if n < 15 {
            learner.button("exam-page.next")?;
        }
    }
    learner.button("exam-page.finish")?;
    page.find("dialog", learner.t("exam-page.finish.title"))?;
    page.see(&learner.words.fill("exam-page.finish.text", "n", "0"))?;
    page.until("the dialog's button to end it", || {
        page.yes(
            "const button = document.querySelector('dialog[open] .btn-primary'); \
             button?.click(); return !!button;",
        )
    })?;
    learner.see("exam-page.result.domains")?;
    page.accessible()?;
    page.yes("document.querySelector('.exam-spot').click(); return true;")?;
    learner.question(1, 15)?;
    learner.see("exam-page.points")?;
    page.quiet()
}

#[test]
fn an_option_is_seen_to_happen_and_the_question_is_still_there() -> Result<()> {
    let learner = Learner::with(Look::default(), "#/exam")?;
    let page = &learner.page;
    page.click("button", learner.t("exam-alarms.title"))?;
    page.until("an option that can be seen to happen", || {
        if page.yes("return !!document.querySelector('.exam-why button')")? {
            return Ok(true);
        }
        if page.yes(CHOOSE)? && page.has("button", learner.t("exam-page.show"))? {
            learner.button("exam-page.show")?;
        } else {
            learner.button("exam-page.next")?;
        }
        Ok(false)
    })?;
    page.yes("document.querySelector('.exam-why button').click(); return true;")?;
    learner.see("app.exam.staged")?;
    learner.button("app.exam.back")?;
    learner.see("exam-page.points")?;
    page.quiet()
}
