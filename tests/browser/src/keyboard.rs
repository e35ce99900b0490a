//! The site by keyboard alone: Tab and Shift+Tab, arrows, Enter, Space and what one types.

use crate::finder::FIND;
use crate::{Element, Page, Result, Session};

/// Keys that are no characters, as WebDriver names them.
pub mod key {
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Space.
    pub const SPACE: &str = " ";
    /// The arrow down.
    pub const DOWN: &str = "\u{e015}";
    /// The arrow up.
    pub const UP: &str = "\u{e013}";
    /// The arrow right.
    pub const RIGHT: &str = "\u{e014}";
    /// The arrow left.
    pub const LEFT: &str = "\u{e012}";
    /// Control, to be held.
    pub const CONTROL: char = '\u{e009}';
    /// Shift, to be held.
    pub const SHIFT: char = '\u{e008}';
}

/// A function body: how many times Tab (negative: Shift+Tab) leads from the focus to an element;
/// null if Tab does not stop at it. It is an estimate: only the browser knows all its stops.
const WAY: &str = r#"
const [wanted] = arguments;
const here = document.activeElement;
if (here === wanted) return 0;
const kinds = 'a[href], button, input, select, textarea, summary, [tabindex]';
const place = [...document.querySelectorAll('dialog:modal')].pop() || document;
const stop = (element) => {
  if (element.tabIndex < 0 || element.disabled) return false;
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.type !== 'radio') return true;
  const group = [...place.querySelectorAll('input[type=radio]')]
    .filter((radio) => radio.name === element.name && radio.form === element.form);
  return element === (group.find((radio) => radio.checked) || group[0]);
};
const stops = [...place.querySelectorAll(kinds)].filter(stop);
const to = stops.indexOf(wanted);
if (to < 0) return null;
const from = stops.indexOf(here);
if (from >= 0) return to - from;
const before = stops.filter((element) =>
  here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING).length;
return to < before ? to - before : to - before + 1;
"#;

/// A function body: the radios one goes through by arrows from the one that Tab stops at to the
/// one wanted: the stop, and how many steps down (negative: up).
const RADIO: &str = r#"
const [wanted] = arguments;
const group = [...document.querySelectorAll('input[type=radio]')]
  .filter((radio) => radio.name === wanted.name && radio.form === wanted.form);
const stop = group.find((radio) => radio.checked) || group[0];
return [stop, group.indexOf(wanted) - group.indexOf(stop)];
"#;

/// A function body: how many steps down a list's option is from the one chosen; null if there is
/// none of this text.
const OPTION: &str = r#"
const [list, text] = arguments;
const options = [...list.options].filter((option) => !option.disabled);
const found = options.find((option) => option.text.trim() === text) ||
  options.find((option) => option.text.includes(text));
return found ? options.indexOf(found) - options.findIndex((option) => option.selected) : null;
"#;

/// A function body: from now on whatever gets the focus and shows no sign of it is written down.
const WATCH: &str = r#"
window.unseen = [];
window.stops = 0;
window.watch = ({ target }) => {
  window.stops += 1;
  const style = getComputedStyle(target);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  if (!outlined && style.boxShadow === 'none') {
    window.unseen.push(target.outerHTML.slice(0, 160));
  }
};
document.getElementById('page-title').focus();
document.addEventListener('focusin', window.watch);
"#;

/// A function body: ends the watch; gives how often the focus moved and what showed no sign.
const WATCHED: &str = "document.removeEventListener('focusin', window.watch); \
    return [window.stops, ...window.unseen]";

/// How many stops of a page are looked at.
const STOPS: usize = 60;

/// How often the way to an element is estimated anew.
const ROUNDS: usize = 12;

impl Page {
    /// Types wherever the focus is.
    ///
    /// # Errors
    /// What the driver says.
    pub fn keys(&self, keys: &str) -> Result<()> {
        self.session.keys(None, keys)
    }

    /// Moves the focus with Tab or Shift+Tab until it is on what is called so.
    ///
    /// # Errors
    /// That it never gets there.
    pub fn tab_to(&self, role: &str, name: &str) -> Result<()> {
        self.until(&format!("Tab to reach the {role} `{name}`"), || {
            match self.session.element(FIND, &[role.into(), name.into(), 0.into()])? {
                Some(wanted) => self.tab_on(&wanted),
                None => Ok(false),
            }
        })
    }

    /// Moves the focus to an element; whether it gets there.
    fn tab_on(&self, wanted: &Element) -> Result<bool> {
        for _ in 0..ROUNDS {
            let way = self.session.run(WAY, &[Session::argument(wanted)])?;
            let Some(way) = way.as_i64() else { return Ok(false) };
            if way == 0 {
                return Ok(true);
            }
            let shift = (way < 0).then_some(key::SHIFT);
            self.session.keys(shift, &key::TAB.repeat(way.unsigned_abs().min(200) as usize))?;
        }
        Ok(false)
    }

    /// Uses a button, a link or what unfolds, with Enter.
    ///
    /// # Errors
    /// That Tab does not reach it, or that the focus is lost with what it does.
    pub fn press(&self, role: &str, name: &str) -> Result<()> {
        self.tab_to(role, name)?;
        self.keys(key::ENTER)?;
        self.focused().map_err(|error| format!("{error} after the {role} `{name}`"))
    }

    /// Ticks a checkbox, or unticks it.
    ///
    /// # Errors
    /// That Tab does not reach it, or that the focus is lost with it.
    pub fn tick(&self, name: &str) -> Result<()> {
        self.tab_to("checkbox", name)?;
        self.keys(key::SPACE)?;
        self.focused().map_err(|error| format!("{error} after the checkbox `{name}`"))
    }

    /// Types a text into a field, in place of what stands there.
    ///
    /// # Errors
    /// That Tab does not reach it.
    pub fn type_in(&self, label: &str, text: &str) -> Result<()> {
        self.tab_to("textbox", label)?;
        self.session.keys(Some(key::CONTROL), "a")?;
        self.keys(text)
    }

    /// Chooses an option of a list by arrows.
    ///
    /// # Errors
    /// That Tab does not reach the list, or that it has no such option.
    pub fn arrow_to(&self, label: &str, option: &str) -> Result<()> {
        self.tab_to("combobox", label)?;
        let list = self.find("combobox", label)?;
        let args = [Session::argument(&list), option.into()];
        let none = || format!("the list `{label}` has no `{option}`");
        let steps = self.session.run(OPTION, &args)?.as_i64().ok_or_else(none)?;
        self.arrows(steps)?;
        self.until(&format!("`{option}` to be chosen"), || {
            Ok(self.session.run(OPTION, &args)? == 0)
        })?;
        self.focused().map_err(|error| format!("{error} after the list `{label}`"))
    }

    /// Chooses a radio: Tab to its group, then arrows or Space.
    ///
    /// # Errors
    /// That it cannot be chosen so.
    pub fn arrow_to_radio(&self, name: &str) -> Result<()> {
        let wanted = self.find("radio", name)?;
        let args = [Session::argument(&wanted)];
        let found = self.session.run(RADIO, &args)?;
        let part = |at: usize| found.get(at).cloned().unwrap_or_default();
        let stop = Element::of(&part(0)).ok_or("a radio without a group")?;
        if !self.tab_on(&stop)? {
            return Err(format!("Tab does not reach the group of the radio `{name}`"));
        }
        match part(1).as_i64().unwrap_or_default() {
            0 => self.keys(key::SPACE)?,
            steps => self.arrows(steps)?,
        }
        self.until(&format!("the radio `{name}` to be chosen"), || {
            Ok(self.session.run("return arguments[0].checked", &args)? == true)
        })?;
        self.focused().map_err(|error| format!("{error} after the radio `{name}`"))
    }

    /// Opens a menu and chooses an item by arrows.
    ///
    /// # Errors
    /// That it has no such item, or that the focus is lost with it.
    pub fn menu(&self, menu: &str, item: &str) -> Result<()> {
        self.press("button", menu)?;
        let wanted = self.find("button", item)?;
        let here = "return document.activeElement === arguments[0]";
        let mut steps = 0;
        while self.session.run(here, &[Session::argument(&wanted)])? != true {
            if steps == 40 {
                return Err(format!("no arrow leads to the item `{item}` of `{menu}`"));
            }
            self.keys(key::DOWN)?;
            steps += 1;
        }
        self.keys(key::ENTER)?;
        self.focused().map_err(|error| format!("{error} after the item `{item}`"))
    }

    /// Presses the arrow down, or up for a negative number.
    fn arrows(&self, steps: i64) -> Result<()> {
        let arrow = if steps < 0 { key::UP } else { key::DOWN };
        self.keys(&arrow.repeat(steps.unsigned_abs() as usize))
    }

    /// Goes through a page by Tab and checks that wherever the focus is, that can be seen.
    ///
    /// The browser passes its stops in a burst and now and then gives one its outline late, so
    /// what showed no sign is gone to a second time: what has no sign of focus never has one.
    ///
    /// # Errors
    /// Where it cannot, or that Tab leads nowhere.
    pub fn focus_is_seen(&self) -> Result<()> {
        let (stops, mut unseen) = self.tabs()?;
        if !unseen.is_empty() {
            let again = self.tabs()?.1;
            unseen.retain(|stop| again.contains(stop));
        }
        if stops < 10 || !unseen.is_empty() {
            return Err(format!("the focus is not seen, or goes nowhere: {stops} {unseen:?}"));
        }
        Ok(())
    }

    /// Goes through a page by Tab: how often the focus moved, and where it was without a sign.
    fn tabs(&self) -> Result<(u64, Vec<serde_json::Value>)> {
        self.session.run(WATCH, &[])?;
        self.keys(&key::TAB.repeat(STOPS))?;
        let watched = self.session.run(WATCHED, &[])?;
        let (stops, unseen) = watched.as_array().and_then(|all| all.split_first()).unzip();
        let stops = stops.and_then(serde_json::Value::as_u64).unwrap_or_default();
        Ok((stops, unseen.unwrap_or_default().to_vec()))
    }

    /// Checks that the focus is somewhere: who has no mouse would have to begin at the top again.
    ///
    /// # Errors
    /// That it is not.
    pub fn focused(&self) -> Result<()> {
        self.settled()?;
        let lost = "return !document.activeElement || document.activeElement === document.body";
        if self.yes(lost)? { Err("the focus is lost".to_owned()) } else { Ok(()) }
    }
}
