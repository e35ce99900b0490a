//! A learner at the page: what several tests do.

use browser::{Look, Page, Result, Setup, Words};

/// What the lab's user is told when she makes a topic before she may.
pub const REFUSED: &str = "User: arn:aws:iam::123456789012:user/jiwoo is not authorized to \
    perform: SNS:CreateTopic on resource: arn:aws:sns:us-east-1:123456789012:ops-alerts because \
    no identity-based policy allows the SNS:CreateTopic action";

/// Lets jiwoo make topics.
pub const ALLOW: &str = "aws iam attach-user-policy --user-name jiwoo \
    --policy-arn arn:aws:iam::aws:policy/AmazonSNSFullAccess --profile admin";
/// Makes the lab's topic.
pub const TOPIC: &str =
    "TOPIC=$(aws sns create-topic --name ops-alerts --query TopicArn --output text)";
/// Makes the lab's alarm, which tells of both states.
pub const ALARM: &str = "aws cloudwatch put-metric-alarm --alarm-name web-cpu-high \
    --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=$ID \
    --statistic Average --period 300 --evaluation-periods 4 --datapoints-to-alarm 3 \
    --threshold 70 --comparison-operator GreaterThanThreshold --alarm-actions $TOPIC \
    --ok-actions $TOPIC";
/// Subscribes an address to the topic.
pub const SUBSCRIBE: &str = "aws sns subscribe --topic-arn $TOPIC --protocol email \
    --notification-endpoint jiwoo@example.com";

/// The lab's solution in the terminal as its user types it, up to the load: a refused topic, an
/// instance, an alarm, a confirmed address.
pub const LAB: [&str; 9] = [
    "ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro \
     --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=web}]' \
     --query 'Instances[0].InstanceId' --output text)",
    "sleep 1m",
    "aws sns create-topic --name ops-alerts",
    ALLOW,
    TOPIC,
    ALARM,
    SUBSCRIBE,
    "world confirm jiwoo@example.com",
    "sleep 24m",
];

/// The subject of the lab's mail.
pub const ALARM_MAIL: &str = "ALARM: \"web-cpu-high\" in US East (N. Virginia)";

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

    /// Opens the first lab and types these lines.
    pub fn with_lines(lines: &[&str]) -> Result<Learner> {
        let learner = Learner::at_the_lab(Look::default())?;
        learner.type_lines(lines)?;
        Ok(learner)
    }

    /// Types lines into the terminal, one after the other.
    pub fn type_lines(&self, lines: &[&str]) -> Result<()> {
        self.page.go("#/terminal")?;
        lines.iter().try_for_each(|line| self.line(line))
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

    /// Lets the clock, when it runs, run on where an alarm changes its state.
    pub fn runs_on(&self) -> Result<()> {
        let pressed = "const name = arguments[0]; \
            const buttons = [...document.querySelectorAll('.clock [aria-pressed=true]')]; \
            return buttons.some((button) => button.getAttribute('aria-label') === name)";
        if self.page.session.run(pressed, &[self.t("app.clock.stops").into()])? == true {
            self.button("app.clock.stops")?;
        }
        Ok(())
    }

    /// Lets the clock run at 600×, on where an alarm changes its state, too.
    pub fn run(&self) -> Result<()> {
        self.runs_on()?;
        self.page.click("button", &self.words.fill("app.clock.times", "n", "600"))
    }

    /// Lets the clock run at 600× until a text can be read, then stops it.
    pub fn run_until(&self, text: &str) -> Result<()> {
        self.run()?;
        self.page.see(text)?;
        self.pause()
    }

    /// The same, looking at the page's own part alone: the lab's panel may say the word too.
    pub fn run_until_main_says(&self, text: &str) -> Result<()> {
        self.run()?;
        self.main_says(text)?;
        self.pause()
    }

    /// Stops the clock, unless it stands: a lab's last goal stops it, too.
    fn pause(&self) -> Result<()> {
        let runs = "const name = arguments[0]; \
            const buttons = [...document.querySelectorAll('.clock button')]; \
            return buttons.some((button) => button.getAttribute('aria-label') === name)";
        if self.page.session.run(runs, &[self.t("app.clock.pause").into()])? == true {
            self.button("app.clock.pause")?;
        }
        Ok(())
    }

    /// Waits until a text can be read in the page's own part.
    pub fn main_says(&self, text: &str) -> Result<()> {
        let main = "return document.querySelector('main').innerText.includes(arguments[0])";
        self.page.until(&format!("the page to say `{text}`"), || {
            Ok(self.page.session.run(main, &[text.into()])? == true)
        })
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

    /// Lets the administrator allow the lab's user to make topics.
    pub fn allow_topics(&self) -> Result<()> {
        self.sign_in("admin")?;
        self.to("users")?;
        self.page.click("link", "jiwoo")?;
        self.button("iam.attach.open")?;
        self.enter("iam.attach.search", "AmazonSNSFullAccess")?;
        self.page.click("radio", "AmazonSNSFullAccess")?;
        self.button("iam.attach.submit")?;
        self.page.until("the dialog to close", || Ok(!self.page.has("dialog", "")?))?;
        self.page.find("link", "AmazonSNSFullAccess")?;
        self.sign_in("jiwoo")
    }

    /// The simulated time, as the clock says it.
    pub fn time(&self) -> Result<String> {
        let time = "return document.querySelector('.reading-time').dateTime";
        Ok(self.page.session.run(time, &[])?.as_str().unwrap_or_default().to_owned())
    }
}
