//! A learner at the page: what several tests do.

use browser::{Look, Page, Result, Setup, Words};

/// Somebody who reads one language, with the site open.
pub struct Learner {
    /// The site.
    pub page: Page,
    /// What it says.
    pub words: Words,
}

impl Learner {
    /// Opens the site in English at a route.
    pub fn open(hash: &str) -> Result<Learner> {
        Learner::with(Look::default(), hash)
    }

    /// Opens the site at a route.
    pub fn with(look: Look, hash: &str) -> Result<Learner> {
        let page = Page::open(&Setup::from_env()?, look, hash)?;
        let words = Words::read(look.lang.split('-').next().unwrap_or("en"))?;
        Ok(Learner { page, words })
    }

    /// Opens the first lab and begins it.
    pub fn at_the_lab(look: Look) -> Result<Learner> {
        let learner = Learner::with(look, "#/labs/first-alert")?;
        learner.see("lab-first-alert.title")?;
        learner.button("lab.begin")?;
        learner.see("lab-first-alert.goal.launch.title")?;
        Ok(learner)
    }

    /// The text of a key.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.t(key)
    }

    /// Waits for the text of a key.
    pub fn see(&self, key: &str) -> Result<()> {
        self.page.see(self.t(key))
    }

    /// Clicks the button with the text of a key.
    pub fn button(&self, key: &str) -> Result<()> {
        self.page.click("button", self.t(key))
    }

    /// Clicks the link with the text of a key.
    pub fn link(&self, key: &str) -> Result<()> {
        self.page.click("link", self.t(key))
    }

    /// Puts a text into the field with the label of a key.
    pub fn enter(&self, key: &str, text: &str) -> Result<()> {
        self.page.enter(self.t(key), text)
    }

    /// Goes to a page by the sidebar.
    pub fn to(&self, page: &str) -> Result<()> {
        self.link(&format!("app.page.{page}"))
    }

    /// Signs in as somebody else by the header's menu.
    pub fn sign_in(&self, who: &str) -> Result<()> {
        self.page.click("button", &format!("{}: ", self.t("app.header.account")))?;
        self.page.click("button", &self.words.fill("app.header.sign-in", "who", who))?;
        let name = self.words.fill("app.header.who", "who", who);
        let name = name.split('{').next().unwrap_or_default().to_owned();
        let name = format!("{}: {name}", self.t("app.header.account"));
        self.page.find("button", &name).map(drop)
    }

    /// Lets the clock run at 600× until a text can be read, then stops it.
    pub fn run_until(&self, text: &str) -> Result<()> {
        self.page.click("button", &self.words.fill("app.clock.times", "n", "600"))?;
        self.page.see(text)?;
        self.button("app.clock.pause")
    }

    /// The same, looking at the page's own part alone: the lab's panel may say the word too.
    pub fn run_until_main_says(&self, text: &str) -> Result<()> {
        self.page.click("button", &self.words.fill("app.clock.times", "n", "600"))?;
        let main = "return document.querySelector('main').innerText.includes(arguments[0])";
        self.page.until(&format!("the page to say `{text}`"), || {
            Ok(self.page.session.run(main, &[text.into()])? == true)
        })?;
        self.button("app.clock.pause")
    }

    /// Types a line into the terminal and waits until it has been carried out.
    pub fn line(&self, line: &str) -> Result<()> {
        let field = self.page.find("textbox", self.t("terminal.line"))?;
        self.page.session.type_into(&field, line)?;
        let done = "return document.querySelectorAll('.terminal-exit, .terminal-entry').length";
        let before = self.page.session.run(done, &[])?;
        self.page.keys(browser::key::ENTER)?;
        self.page.until(&format!("`{line}` to end"), || {
            let running = "return !!document.querySelector('.terminal-running')";
            Ok(self.page.session.run(done, &[])? != before && !self.page.yes(running)?)
        })
    }
}
