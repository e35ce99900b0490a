//! A dashboard: made, filled, arranged by keyboard and saved; and the metrics page's way to one.

use browser::{Look, Result, key};

use crate::support::Learner;

/// A grid arranged by keyboard.
///
/// row: Dashboards that show the widgets
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
    // The dialog's own button: what lies beneath a dialog is out of reach.
    learner.button("dashboards.add")?;
    learner.main_says("Hello")?;
    let name = learner.words.fill("dashboards.widget", "n", "1");
    page.tab_to("button", &learner.words.fill("dashboards.move", "title", &name))?;
    page.keys(key::RIGHT)?;
    page.until("the widget stands in the second column", || {
        let place = "document.querySelector('.dash-tile').style.getPropertyValue('--x')";
        page.yes(&format!("return {place} === '2'"))
    })?;
    learner.button("app.cli.title")?;
    learner.main_says("aws cloudwatch put-dashboard")?;
    learner.button("dashboards.save")?;
    page.see(&learner.words.fill("dashboards.saved", "name", "web"))?;
    page.click("radio", learner.t("chart.range.3d"))?;
    page.until("the range stands in the address", || Ok(page.hash()?.contains("range=3d")))?;
    page.accessible()?;
    page.quiet()
}

/// The graph of a metric in another view, and on its way to a dashboard.
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
    learner.button("metrics.add")?;
    page.click("link", learner.t("metrics.add.see"))?;
    learner.main_says("CPU")?;
    page.quiet()
}
