//! A dashboard: made, filled, arranged by keyboard, saved; its source; the metrics page's way there.

use browser::keyboard::key;
use browser::{Look, Result};

use crate::support::Learner;

/// Row A: dashboards that show the widgets, on a grid arranged by keyboard.
#[test]
fn a_dashboard_is_made_arranged_by_keyboard_and_saved() -> Result<()> {
    let learner = Learner::open("#/cloudwatch/dashboards")?;
    let page = &learner.page;
    learner.enter("dashboards.create.name", "web")?;
    learner.button("dashboards.create.go")?;
    learner.see("dashboards.bare")?;
    learner.button("dashboards.edit")?;
    learner.button("dashboards.add")?;
    page.click("radio", learner.t("dashboards.kind.text"))?;
    learner.enter("dashboards.markdown", "# Hello")?;
    page.accessible()?;
    let add = learner.page.nth("button", learner.t("dashboards.add"), 1)?;
    page.session.click(&add)?;
    learner.main_says("Hello")?;
    let name = learner.words.fill("dashboards.widget", "n", "1");
    let handle = learner.words.fill("dashboards.move", "title", &name);
    page.find("button", &handle)?;
    let focus = "document.querySelector('.dash-move').focus()";
    page.session.run(focus, &[])?;
    page.keys(key::RIGHT)?;
    page.until("the widget stands in the second column", || {
        page.yes(
            "return document.querySelector('.dash-tile').style.getPropertyValue('--x') === '2'",
        )
    })?;
    learner.main_says("aws cloudwatch put-dashboard").or_else(|_| {
        learner.button("app.cli.title")?;
        learner.main_says("aws cloudwatch put-dashboard")
    })?;
    learner.button("dashboards.save")?;
    page.see(&learner.words.fill("dashboards.saved", "name", "web"))?;
    page.accessible()?;
    page.quiet()
}

/// The graph of a metric in each view, and on its way to a dashboard.
#[test]
fn what_is_graphed_goes_to_a_dashboard() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    page.go("#/cloudwatch/metrics?metric=AWS%252FEC2%2FCPUUtilization&view=table")?;
    learner.see("dashboards.table.line")?;
    learner.button("metrics.add")?;
    learner.enter("metrics.add.name", "web")?;
    learner.enter("metrics.add.title", "CPU")?;
    page.accessible()?;
    let add = page.nth("button", learner.t("metrics.add"), 1)?;
    page.session.click(&add)?;
    page.click("link", learner.t("metrics.add.see"))?;
    learner.main_says("CPU")?;
    page.quiet()
}
