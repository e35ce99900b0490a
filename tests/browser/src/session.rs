//! A browser window, in the words of WebDriver.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::{Result, Setup, http};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page.
#[derive(Clone, Debug)]
pub struct Element(String);

impl Element {
    /// The element a script gave.
    pub fn of(value: &Value) -> Option<Element> {
        value.get(ELEMENT).and_then(Value::as_str).map(|id| Element(id.to_owned()))
    }
}

/// A browser of its own, with nothing stored in it; closed with this value.
#[derive(Debug)]
pub struct Session {
    driver: String,
    path: String,
}

impl Session {
    /// Starts a browser that asks for a language.
    ///
    /// # Errors
    /// If it does not start.
    pub fn start(setup: &Setup, lang: &str) -> Result<Session> {
        let mut args = vec![
            "--headless=new".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-gpu".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--window-size=1440,900".to_owned(),
            format!("--lang={lang}"),
            format!("--accept-lang={lang}"),
        ];
        // Chromium's sandbox refuses to run as root, as in most containers.
        if std::fs::metadata("/root").is_ok_and(|_| std::fs::read_dir("/root").is_ok()) {
            args.push("--no-sandbox".to_owned());
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": {
                "binary": setup.chrome, "args": args,
                "prefs": { "intl.accept_languages": lang },
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        } } });
        let made = http::send(&setup.driver, "POST", "/session", Some(&wanted))?;
        let id = made.get("sessionId").and_then(Value::as_str).ok_or("no session")?;
        Ok(Session { driver: setup.driver.clone(), path: format!("/session/{id}") })
    }

    /// Sends a command.
    ///
    /// # Errors
    /// What the driver says.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        http::send(&self.driver, "POST", &format!("{}/{path}", self.path), Some(body))
    }

    /// Asks something.
    ///
    /// # Errors
    /// What the driver says.
    pub fn get(&self, path: &str) -> Result<Value> {
        http::send(&self.driver, "GET", &format!("{}/{path}", self.path), None)
    }

    /// A command of the browser's own protocol.
    ///
    /// # Errors
    /// What the browser says.
    pub fn cdp(&self, name: &str, params: &Value) -> Result<Value> {
        self.post("goog/cdp/execute", &json!({ "cmd": name, "params": params }))
    }

    /// Runs a function body in the page.
    ///
    /// # Errors
    /// What it throws.
    pub fn run(&self, script: &str, args: &[Value]) -> Result<Value> {
        self.post("execute/sync", &json!({ "script": script, "args": args }))
    }

    /// Runs a function body that calls its last argument when it is done.
    ///
    /// # Errors
    /// What it throws, or that it took too long.
    pub fn run_async(&self, script: &str, args: &[Value]) -> Result<Value> {
        self.post("execute/async", &json!({ "script": script, "args": args }))
    }

    /// Runs a function body that gives an element or null.
    ///
    /// # Errors
    /// What it throws.
    pub fn element(&self, script: &str, args: &[Value]) -> Result<Option<Element>> {
        let found = self.run(script, args)?;
        Ok(Element::of(&found))
    }

    /// An element as an argument of a script.
    pub fn argument(element: &Element) -> Value {
        json!({ ELEMENT: element.0 })
    }

    /// Clicks with the mouse.
    ///
    /// # Errors
    /// If something else is in the way.
    pub fn click(&self, element: &Element) -> Result<()> {
        self.post(&format!("element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Empties a field.
    ///
    /// # Errors
    /// If it is not one.
    pub fn clear(&self, element: &Element) -> Result<()> {
        self.post(&format!("element/{}/clear", element.0), &json!({})).map(drop)
    }

    /// Types into an element.
    ///
    /// # Errors
    /// If it takes no keys.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<()> {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// Presses keys one after another wherever the focus is; `modifier` is held meanwhile.
    ///
    /// # Errors
    /// What the driver says.
    pub fn keys(&self, modifier: Option<char>, keys: &str) -> Result<()> {
        let down = |key: char| json!({ "type": "keyDown", "value": key });
        let up = |key: char| json!({ "type": "keyUp", "value": key });
        let pressed = keys.chars().flat_map(|key| [down(key), up(key)]);
        let actions: Vec<Value> =
            modifier.map(down).into_iter().chain(pressed).chain(modifier.map(up)).collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// A picture of what the window shows, as PNG.
    ///
    /// # Errors
    /// What the driver says.
    pub fn picture(&self) -> Result<Vec<u8>> {
        let picture = self.get("screenshot")?;
        BASE64_STANDARD.decode(picture.as_str().unwrap_or_default()).map_err(|e| e.to_string())
    }

    /// What has been logged since the last look: `browser` or `performance`.
    ///
    /// # Errors
    /// What the driver says.
    pub fn log(&self, kind: &str) -> Result<Vec<Value>> {
        let log = self.post("se/log", &json!({ "type": kind }))?;
        Ok(log.as_array().cloned().unwrap_or_default())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver closes what is left when it ends.
        let _ = http::send(&self.driver, "DELETE", &self.path, None);
    }
}
