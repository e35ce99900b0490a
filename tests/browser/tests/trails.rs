//! Trails: made as in the console, delivering after five minutes, stopped.

use browser::Result;

use crate::support::Learner;

#[test]
fn h_a_trail_is_made_as_in_the_console_and_delivers_to_its_bucket() -> Result<()> {
    let learner = Learner::open("#/cloudtrail/create-trail")?;
    learner.enter("trails.form.name", "main")?;
    learner.page.click("button", learner.t("trails.create"))?;
    learner.see("trails.state.logging")?;
    learner.see("trails.deliveries")?;
    // Digests come at the full hour; until then there is nothing to check.
    learner.see("trails.check.soon")?;
    learner.see("trails.insights")?;
    learner.page.go("#/cloudtrail/insights")?;
    learner.see("unusual.off")?;
    learner.page.go("#/cloudtrail/trails")?;
    learner.main_says("aws-cloudtrail-logs-123456789012-")?;
    learner.page.quiet()
}
