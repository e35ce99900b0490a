//! A lab is made by playing it, goes out as a link, and is solved in a fresh tab.

use browser::{Look, Result};

use crate::support::Learner;

fn make_topic(learner: &Learner) -> Result<()> {
    learner.page.go("#/sns/create-topic")?;
    learner.enter("sns.create.name", "team-news")?;
    learner.button("sns.topics.create")?;
    learner.page.see(&learner.words.fill("sns.create.done", "name", "team-news"))
}

/// Makes a lab whose goal is a topic; the address of its link.
fn made(learner: &Learner) -> Result<String> {
    let page = &learner.page;
    learner.link("make.own.make")?;
    learner.see("make.begin.text")?;
    page.choose(learner.t("make.begin.user"), "admin")?;
    learner.button("make.begin.mark")?;
    learner.see("make.play.text")?;
    make_topic(learner)?;
    page.go("#/labs/make")?;
    learner.button("make.goals.suggest")?;
    page.see(&learner.words.fill("make.goal.topic", "name", "team-news"))?;
    let choose = "const goals = [...document.querySelectorAll('main li')]; \
        goals.find((li) => li.innerText.includes('expect topic team-news')) \
            .querySelector('button').click(); return true;";
    page.yes(choose)?;
    learner.see("make.goals.chosen")?;
    // What is missing is said beside what is missing.
    learner.button("make.check.run")?;
    let title = learner.t("make.field.lab");
    page.see(&learner.words.fill("make.check.empty", "field", title))?;
    page.accessible()?;
    page.enter(&format!("{title} (English)"), "News for the team")?;
    let story = format!("{} (English)", learner.t("make.field.story"));
    page.enter(&story, "The team wants news.")?;
    // What was typed outlives a reload.
    page.reload()?;
    learner.see("make.play.text")?;
    learner.button("make.out.link")?;
    let link = "return [...document.querySelectorAll('pre code')].map((code) => code.innerText)
        .find((text) => text.includes('#/labs/link/')) || ''";
    let mut found = String::new();
    page.until("the link", || {
        found = page.session.run(link, &[])?.as_str().unwrap_or_default().to_owned();
        Ok(!found.is_empty())
    })?;
    page.accessible()?;
    page.quiet()?;
    Ok(found.split_once('#').map(|(_, hash)| format!("#{hash}")).unwrap_or_default())
}

#[test]
fn a_lab_is_made_by_playing_and_solved_from_its_link() -> Result<()> {
    let hash = made(&Learner::open("#/labs")?)?;
    let learner = Learner::with(Look::default(), &hash)?;
    let page = &learner.page;
    page.find("heading", "News for the team")?;
    page.see("The team wants news.")?;
    page.accessible()?;
    learner.button("lab.begin")?;
    let goal = learner.words.fill("make.goal.topic", "name", "team-news");
    page.see(&learner.words.fill("make.missing", "goal", &goal))?;
    make_topic(&learner)?;
    learner.see("lab.solved")?;
    // It is listed apart from the other labs, and goes on after a reload.
    page.go("#/labs")?;
    page.find("link", "News for the team")?;
    learner.see("study.labs.solved")?;
    page.reload()?;
    learner.see("lab.solved")?;
    page.accessible()?;
    // A link that is cut short is told, and nothing is kept of it.
    let (cut, _) = hash.split_at(hash.len() - 3);
    page.load(cut)?;
    learner.see("learn.share.damaged")?;
    page.quiet()
}
