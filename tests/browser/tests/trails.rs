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
    learner.page.go("#/cloudtrail/trails")?;
    learner.main_says("aws-cloudtrail-logs-123456789012-")?;
    learner.page.quiet()
}
