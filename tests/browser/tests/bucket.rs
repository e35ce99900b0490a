//! A bucket by mouse: made, written to, looked into, tampered with, locked against the public.

use browser::{Look, Result};

use crate::support::Learner;

#[test]
fn a_bucket_is_made_and_an_object_in_it_is_tampered_with() -> Result<()> {
    let learner = Learner::with(Look::default(), "#/s3/buckets")?;
    let page = &learner.page;
    learner.sign_in("admin")?;
    page.go("#/s3/create-bucket")?;
    learner.enter("s3.column.bucket", "shop-evidence")?;
    page.click("checkbox", learner.t("s3.create.versions"))?;
    page.accessible()?;
    learner.button("s3.create")?;
    learner.main_says(learner.t("s3.objects.none"))?;
    learner.button("s3.write")?;
    learner.enter("s3.column.key", "notes/monday.json")?;
    learner.enter("s3.write.text", "{\"opened\": 9}")?;
    page.accessible()?;
    learner.button("s3.write.save")?;
    page.click("link", "notes/")?;
    page.click("link", "monday.json")?;
    learner.button("s3.open")?;
    learner.main_says("\"opened\": 9")?;
    page.accessible()?;
    learner.button("s3.edit")?;
    learner.enter("s3.write.text", "{\"opened\": 8}")?;
    learner.button("s3.write.save")?;
    learner.main_says(&learner.words.fill("s3.versions.count", "n", "2"))?;
    page.go("#/s3/buckets/shop-evidence?prefix=notes%2F&versions=1")?;
    learner.main_says(learner.t("s3.version.older"))?;
    page.accessible()?;
    page.click("tab", learner.t("s3.tab.properties"))?;
    learner.main_says(learner.t("s3.versions.on"))?;
    page.accessible()?;
    page.click("tab", learner.t("s3.tab.permissions"))?;
    learner.main_says("RestrictPublicBuckets")?;
    learner.button("s3.policy.edit")?;
    learner.button("s3.policy.trail")?;
    page.accessible()?;
    learner.button("s3.save")?;
    learner.main_says("AWSCloudTrailAclCheck")?;
    page.quiet()
}
