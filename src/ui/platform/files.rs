//! What goes to the learner's machine and comes from it: clipboard, downloads, chosen files.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{Fault, Result, after, document, window};

/// Puts a text on the clipboard.
///
/// # Errors
/// `Blocked` if the browser or the person does not want it, `Missing` if there is no clipboard.
pub async fn copy(text: &str) -> Result<()> {
    let clipboard = js_sys::Reflect::get(&window()?.navigator(), &"clipboard".into())?;
    // There is none on an insecure origin, and the bindings believe there always is.
    let clipboard = clipboard.dyn_into::<web_sys::Clipboard>().map_err(|_| Fault::Missing)?;
    JsFuture::from(clipboard.write_text(text)).await?;
    Ok(())
}

/// Offers a text as a file to keep.
///
/// # Errors
/// What the browser says.
pub fn download(name: &str, mime: &str, text: &str) -> Result<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link = document()?.create_element("a")?;
    let link = link.dyn_into::<HtmlAnchorElement>().map_err(|_| Fault::Missing)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads it a moment later.
    after(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}

/// The content of a file the learner has chosen.
///
/// # Errors
/// `Missing` if it has gone in the meantime.
pub async fn read_file(file: &Blob) -> Result<String> {
    let text = JsFuture::from(file.text()).await?;
    text.as_string().ok_or(Fault::Missing)
}
