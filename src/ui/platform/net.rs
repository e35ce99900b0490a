//! The site's own files, under names that say their content.

use std::collections::BTreeMap;

use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{Fault, Result, document, window};

/// Where the files are that are fetched when they are needed, relative to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Assets {
    /// Language → its texts.
    pub text: BTreeMap<String, String>,
    /// Lab → its file.
    pub labs: BTreeMap<String, String>,
    /// Language → lab → the lab's texts.
    pub lab_text: BTreeMap<String, BTreeMap<String, String>>,
    /// Language → what lists of labs and of points say.
    pub study: BTreeMap<String, String>,
    /// The exam's items.
    pub exam: String,
    /// Language → the exam's texts.
    pub exam_text: BTreeMap<String, String>,
}

impl Assets {
    /// A lab's file and its texts in a language.
    ///
    /// # Errors
    /// `Missing` if there is no such lab.
    pub fn lab(&self, lang: &str, lab: &str) -> Result<(&str, &str)> {
        let file = self.labs.get(lab).ok_or(Fault::Missing)?;
        let texts = self.lab_text.get(lang).and_then(|labs| labs.get(lab));
        Ok((file, texts.ok_or(Fault::Missing)?))
    }
}

/// What the page was built with.
///
/// # Errors
/// `Missing` if the page does not say.
pub fn assets() -> Result<Assets> {
    let place = document()?.query_selector("meta[name=watchtrail-assets]")?;
    let said = place.and_then(|place| place.get_attribute("content")).ok_or(Fault::Missing)?;
    serde_json::from_str(&said).map_err(|error| Fault::Other(error.to_string()))
}

/// The text of a file of the site.
///
/// # Errors
/// `Missing` if the site has no such file, `Unreachable` if it did not answer.
pub async fn fetch_text(path: &str) -> Result<String> {
    let unreachable = |_: JsValue| Fault::Unreachable;
    let answer = JsFuture::from(window()?.fetch_with_str(path)).await.map_err(unreachable)?;
    let answer = answer.dyn_into::<Response>().map_err(|_| Fault::Missing)?;
    if !answer.ok() {
        return Err(Fault::Missing);
    }
    let text = JsFuture::from(answer.text()?).await.map_err(unreachable)?;
    text.as_string().ok_or(Fault::Missing)
}
