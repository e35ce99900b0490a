//! The site in a browser, as a person uses it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::finder::{FIND, TEXT};
use crate::{Element, Result, Server, Session, Setup};

/// How long something may take to appear. Nothing waits that long unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a page that computes may be silent.
const VISIT: Duration = Duration::from_secs(600);

/// How the browser presents itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language it asks for.
    pub lang: &'static str,
    /// Whether it prefers dark pages.
    pub dark: bool,
    /// The window's size.
    pub size: (u32, u32),
}

impl Default for Look {
    fn default() -> Look {
        Look { lang: "en-US", dark: false, size: (1440, 900) }
    }
}

/// The site in a browser of its own.
#[derive(Debug)]
pub struct Page {
    /// The browser.
    pub session: Session,
    /// The server it was loaded from.
    pub server: Server,
    axe: Option<std::path::PathBuf>,
}

impl Page {
    /// Opens the site at a route.
    ///
    /// # Errors
    /// If the program does not start.
    pub fn open(setup: &Setup, look: Look, hash: &str) -> Result<Page> {
        let page = Page::blank(setup, look)?;
        page.load(hash)?;
        Ok(page)
    }

    /// A browser with nothing loaded yet.
    ///
    /// # Errors
    /// If it does not start.
    pub fn blank(setup: &Setup, look: Look) -> Result<Page> {
        let server = Server::start(&setup.site)?;
        let session = Session::start(setup, look.lang)?;
        let page = Page { session, server, axe: setup.axe.clone() };
        page.size(look.size)?;
        page.dark(look.dark)?;
        Ok(page)
    }

    /// Loads the site's page anew at a route and waits until the program runs.
    ///
    /// # Errors
    /// If it does not start.
    pub fn load(&self, hash: &str) -> Result<()> {
        let url = format!("{}{hash}", self.server.site());
        self.session.post("url", &json!({ "url": "about:blank" }))?;
        self.session.post("url", &json!({ "url": url }))?;
        self.started()
    }

    /// Loads a page that is not the program's and waits, for minutes, until it says something;
    /// gives that and the seconds it took.
    ///
    /// # Errors
    /// If it stays empty.
    pub fn answer(&self) -> Result<(String, f64)> {
        self.session.post("timeouts", &json!({ "pageLoad": 600_000, "script": 600_000 }))?;
        let begun = Instant::now();
        self.visit("")?;
        let read = "return document.body.innerText";
        while begun.elapsed() < VISIT {
            let said = self.session.run(read, &[])?;
            if let Some(said) = said.as_str().filter(|said| !said.is_empty()) {
                return Ok((said.to_owned(), begun.elapsed().as_secs_f64()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err("the page says nothing".to_owned())
    }

    /// Loads again.
    ///
    /// # Errors
    /// If the program does not start.
    pub fn reload(&self) -> Result<()> {
        self.session.post("refresh", &json!({}))?;
        self.started()
    }

    fn started(&self) -> Result<()> {
        self.until("the program runs", || {
            self.yes(
                "return document.getElementById('boot').hidden && \
                      !!document.querySelector('h1')?.innerText",
            )
        })
    }

    /// Goes to a route as a link would.
    ///
    /// # Errors
    /// What the page throws.
    pub fn go(&self, hash: &str) -> Result<()> {
        self.session.run("location.hash = arguments[0]", &[hash.into()]).map(drop)
    }

    /// The route the page is at.
    ///
    /// # Errors
    /// What the page throws.
    pub fn hash(&self) -> Result<String> {
        let hash = self.session.run("return location.hash", &[])?;
        Ok(hash.as_str().unwrap_or_default().to_owned())
    }

    /// Sets the window's inner size.
    ///
    /// # Errors
    /// What the browser says.
    pub fn size(&self, (width, height): (u32, u32)) -> Result<()> {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600
        });
        self.session.cdp("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
    }

    /// Sets the browser's time zone.
    ///
    /// # Errors
    /// What the browser says.
    pub fn zone(&self, name: &str) -> Result<()> {
        let zone = json!({ "timezoneId": name });
        self.session.cdp("Emulation.setTimezoneOverride", &zone).map(drop)
    }

    /// Runs a script in every page before any of the page's own.
    ///
    /// # Errors
    /// What the browser says.
    pub fn before(&self, script: &str) -> Result<()> {
        let params = json!({ "source": script });
        self.session.cdp("Page.addScriptToEvaluateOnNewDocument", &params).map(drop)
    }

    /// Lets requests for such addresses fail, and no others.
    ///
    /// # Errors
    /// What the browser says.
    pub fn block(&self, addresses: &[&str]) -> Result<()> {
        self.session.cdp("Network.enable", &json!({}))?;
        self.session.cdp("Network.setBlockedURLs", &json!({ "urls": addresses })).map(drop)
    }

    /// Loads a route without expecting the program to start.
    ///
    /// # Errors
    /// What the driver says.
    pub fn visit(&self, hash: &str) -> Result<()> {
        let url = format!("{}{hash}", self.server.site());
        self.session.post("url", &json!({ "url": url })).map(drop)
    }

    /// Lets the browser prefer dark or light pages, and no motion.
    ///
    /// # Errors
    /// What the browser says.
    pub fn dark(&self, dark: bool) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.session.cdp("Emulation.setEmulatedMedia", &features).map(drop)
    }

    /// Whether a function body gives true.
    ///
    /// # Errors
    /// What it throws.
    pub fn yes(&self, script: &str) -> Result<bool> {
        Ok(self.session.run(script, &[])?.as_bool().unwrap_or(false))
    }

    /// Waits until something is so.
    ///
    /// # Errors
    /// That it never was, with what the page says instead.
    pub fn until(&self, what: &str, mut so: impl FnMut() -> Result<bool>) -> Result<()> {
        let start = Instant::now();
        let mut last = String::new();
        while start.elapsed() < PATIENCE {
            match so() {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                // The page may just be changing under us.
                Err(error) => last = error,
            }
            std::thread::sleep(Duration::from_millis(40));
        }
        let logged = self.session.log("browser").unwrap_or_default();
        let text = self.text().unwrap_or_default();
        Err(format!("waited in vain: {what} {last}\nlogged: {logged:?}\nthe page says:\n{text}"))
    }

    /// All that can be read.
    ///
    /// # Errors
    /// What the page throws.
    pub fn text(&self) -> Result<String> {
        Ok(self.session.run(TEXT, &[])?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a text can be read somewhere.
    ///
    /// # Errors
    /// That it never could.
    pub fn see(&self, text: &str) -> Result<()> {
        self.until(&format!("to see `{text}`"), || Ok(self.text()?.contains(text)))
    }

    /// Waits until a text can no longer be read.
    ///
    /// # Errors
    /// That it always could.
    pub fn gone(&self, text: &str) -> Result<()> {
        self.until(&format!("`{text}` to go away"), || Ok(!self.text()?.contains(text)))
    }

    /// Waits for what has a role and a name.
    ///
    /// # Errors
    /// That there never was such a thing.
    pub fn find(&self, role: &str, name: &str) -> Result<Element> {
        self.nth(role, name, 0)
    }

    /// The same, the n-th of several.
    ///
    /// # Errors
    /// That there never was such a thing.
    pub fn nth(&self, role: &str, name: &str, number: usize) -> Result<Element> {
        let args = [role.into(), name.into(), number.into()];
        let mut found = None;
        self.until(&format!("to find the {role} `{name}`"), || {
            found = self.session.element(FIND, &args)?;
            Ok(found.is_some())
        })?;
        found.ok_or_else(|| name.to_owned())
    }

    /// Whether there is such a thing now.
    ///
    /// # Errors
    /// What the page throws.
    pub fn has(&self, role: &str, name: &str) -> Result<bool> {
        let args = [role.into(), name.into(), 0.into()];
        Ok(self.session.element(FIND, &args)?.is_some())
    }

    /// Clicks with the mouse; tries again while something else is in the way or the page changes.
    ///
    /// # Errors
    /// That it never could.
    pub fn click(&self, role: &str, name: &str) -> Result<()> {
        let args = [role.into(), name.into(), 0.into()];
        self.until(&format!("to click the {role} `{name}`"), || {
            match self.session.element(FIND, &args)? {
                Some(element) => {
                    let enabled = "return !arguments[0].disabled && \
                        arguments[0].getAttribute('aria-disabled') !== 'true'";
                    let enabled = self.session.run(enabled, &[Session::argument(&element)])?;
                    if enabled != Value::Bool(true) {
                        return Ok(false);
                    }
                    self.session.click(&element).map(|()| true)
                }
                None => Ok(false),
            }
        })
    }

    /// Puts a text into a field, in place of what stands there.
    ///
    /// # Errors
    /// If there is no such field.
    pub fn enter(&self, label: &str, text: &str) -> Result<()> {
        let field = self.find("textbox", label)?;
        self.session.clear(&field)?;
        self.session.type_into(&field, text)
    }

    /// Chooses an option of a list by its text.
    ///
    /// # Errors
    /// If there is no such list or option.
    pub fn choose(&self, label: &str, option: &str) -> Result<()> {
        let list = self.find("combobox", label)?;
        let pick = "const found = [...arguments[0].options]; \
            return found.find((o) => o.text.trim() === arguments[1]) || \
            found.find((o) => o.text.includes(arguments[1])) || null";
        let args = [Session::argument(&list), option.into()];
        match self.session.element(pick, &args)? {
            Some(option) => self.session.click(&option),
            None => Err(format!("the list `{label}` has no `{option}`")),
        }
    }

    /// Drags what can be dragged with the mouse, from one share of its width to another.
    ///
    /// # Errors
    /// If there is no such thing.
    pub fn drag(&self, role: &str, name: &str, from: f64, to: f64) -> Result<()> {
        let element = self.find(role, name)?;
        let origin = Session::argument(&element);
        let width = "arguments[0].scrollIntoView({ block: 'center' }); \
            return arguments[0].getBoundingClientRect().width";
        let width = self.session.run(width, std::slice::from_ref(&origin))?;
        let width = width.as_f64().unwrap_or_default();
        // A place is told from the middle of the element.
        let move_to = |share: f64| {
            let x = ((share - 0.5) * width) as i64;
            json!({ "type": "pointerMove", "duration": 60, "origin": origin, "x": x, "y": 0 })
        };
        let down = json!({ "type": "pointerDown", "button": 0 });
        let up = json!({ "type": "pointerUp", "button": 0 });
        let mouse = json!({
            "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
            "actions": [move_to(from), down, move_to((from + to) / 2.0), move_to(to), up],
        });
        self.session.post("actions", &json!({ "actions": [mouse] })).map(drop)
    }

    /// Waits until the clipboard holds a text that contains this one; gives all of it.
    ///
    /// # Errors
    /// That it never does.
    pub fn copied(&self, part: &str) -> Result<String> {
        let grant = json!({ "descriptor": { "name": "clipboard-read" }, "state": "granted" });
        self.session.post("permissions", &grant)?;
        let read = "const done = arguments[0]; \
            navigator.clipboard.readText().then(done, (error) => done('' + error))";
        let mut held = String::new();
        let wanted = format!("the clipboard to hold `{part}`");
        self.until(&wanted, || {
            held = self.session.run_async(read, &[])?.as_str().unwrap_or_default().to_owned();
            Ok(held.contains(part))
        })?;
        Ok(held)
    }

    /// Writes a picture of the window.
    ///
    /// # Errors
    /// If it cannot be taken or written.
    pub fn picture(&self, file: &std::path::Path) -> Result<()> {
        let picture = self.session.picture()?;
        std::fs::write(file, picture).map_err(|error| format!("{}: {error}", file.display()))
    }

    /// Checks that nothing was complained about and nothing was asked of another origin.
    ///
    /// # Errors
    /// What was.
    pub fn quiet(&self) -> Result<()> {
        let logged = self.session.log("browser")?;
        let bad: Vec<String> = logged
            .iter()
            .filter(|entry| {
                let level = entry.get("level").and_then(Value::as_str);
                matches!(level, Some("SEVERE" | "WARNING"))
            })
            .map(|entry| entry.get("message").map(Value::to_string).unwrap_or_default())
            // A file that is used later than the browser likes says how busy the machine is.
            .filter(|message| !message.contains("but not used within a few seconds"))
            .collect();
        let strange: Vec<String> = self.requests()?;
        if bad.is_empty() && strange.is_empty() {
            Ok(())
        } else {
            Err(format!("console: {bad:#?}\nrequests to others: {strange:#?}"))
        }
    }

    /// Requests to other origins since the last look.
    fn requests(&self) -> Result<Vec<String>> {
        let site = self.server.site();
        let log = self.session.log("performance")?;
        let urls = log.iter().filter_map(|entry| {
            let message: Value = serde_json::from_str(entry.get("message")?.as_str()?).ok()?;
            let message = message.get("message")?;
            let sent = message.get("method")? == "Network.requestWillBeSent";
            let url = message.pointer("/params/request/url")?.as_str()?.to_owned();
            sent.then_some(url)
        });
        // What never leaves the browser, and what asks nobody.
        let inner = ["data:", "blob:", "chrome:", "about:"];
        let ours = |url: &String| {
            url.starts_with(&site) || inner.iter().any(|scheme| url.starts_with(scheme))
        };
        Ok(urls.filter(|url| !ours(url)).collect())
    }

    /// Checks accessibility: nothing serious may be found.
    ///
    /// # Errors
    /// What was found and where.
    pub fn accessible(&self) -> Result<()> {
        let axe = self.axe.as_ref().ok_or("no accessibility checker was given")?;
        let axe = std::fs::read_to_string(axe).map_err(|error| error.to_string())?;
        if !self.yes("return !!window.axe")? {
            self.session.run(&axe, &[])?;
        }
        let found = self.session.run_async(
            "const done = arguments[0]; \
             const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', \
               'best-practice']; \
             axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then((found) => \
               done(found.violations \
                 .filter((v) => v.impact === 'serious' || v.impact === 'critical') \
                 .map((v) => v.id + ': ' + v.help + '\\n  ' + v.nodes.slice(0, 5).map((n) => \
                   [n.target, n.html.slice(0, 160), n.failureSummary].join(' ')) \
                   .join('\\n  '))), \
               (error) => done(['' + error]))",
            &[],
        )?;
        let found: Vec<&str> =
            found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let at = self.hash()?;
        if found.is_empty() { Ok(()) } else { Err(format!("at {at}: {}", found.join("\n"))) }
    }
}
