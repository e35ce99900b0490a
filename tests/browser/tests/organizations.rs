//! An organization is made, an account in it, and the console switched into that account and back.

use browser::Result;

use crate::support::Learner;

#[test]
fn a_role_of_a_member_account_is_switched_to_and_back() -> Result<()> {
    let learner = Learner::with_lines(&[
        "aws organizations create-organization --profile admin",
        "aws organizations create-account --email shop@example.com --account-name Shop \
         --profile admin",
        "sleep 2m",
    ])?;
    let page = &learner.page;
    learner.sign_in("admin")?;
    page.go("#/organizations")?;
    learner.main_says("shop@example.com")?;
    learner.main_says("FullAWSAccess")?;
    page.go("#/switch-role")?;
    let choose = learner.t("organizations.switch.choose.of").split('{').next().unwrap_or_default();
    page.click("button", choose)?;
    page.click("button", learner.t("app.page.switch-role"))?;
    // The form says where one is now, and so does the header.
    let back = learner.words.fill("app.header.switch-back", "who", "admin");
    page.find("button", &back)?;
    page.go("#/iam/roles")?;
    learner.main_says("OrganizationAccountAccessRole")?;
    page.go("#/switch-role")?;
    page.click("button", &back)?;
    page.go("#/iam/users")?;
    learner.main_says("jiwoo")?;
    page.quiet()
}
