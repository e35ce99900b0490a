//! What goes to the learner's machine and comes from it: clipboard, downloads, chosen files.

use std::collections::VecDeque;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
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
    offer(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?)
}

/// Offers bytes as a file to keep.
///
/// # Errors
/// What the browser says.
pub fn download_bytes(name: &str, mime: &str, bytes: &[u8]) -> Result<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    offer(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?)
}

fn offer(name: &str, blob: &Blob) -> Result<()> {
    let url = Url::create_object_url_with_blob(blob)?;
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

/// The bytes of a file the learner has chosen.
///
/// # Errors
/// `Missing` if it has gone in the meantime.
pub async fn read_bytes(file: &Blob) -> Result<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The bytes of a file from one place to another.
///
/// # Errors
/// What the browser says, when it cannot be read: it may be a folder, or gone.
pub async fn read_part(file: &Blob, from: f64, to: f64) -> Result<Vec<u8>> {
    let part = file.slice_with_f64_and_f64(from, to)?;
    let buffer = JsFuture::from(part.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// What was dropped with an event: files, and folders that are yet to be walked.
pub struct Dropped {
    files: Vec<web_sys::File>,
    /// The same as entries of the browser's file system, which folders are, too.
    entries: VecDeque<JsValue>,
}

/// So many files are taken at once.
const MOST_DROPPED: usize = 10_000;

/// What was dropped with an event. The browser tells it only while the event is handled.
pub fn dropped(event: &web_sys::Event) -> Dropped {
    let data = get(event, "dataTransfer");
    let list = data.as_ref().and_then(|data| get(data, "files"));
    let list = list.and_then(|files| files.dyn_into::<web_sys::FileList>().ok());
    let items = data.and_then(|data| get(&data, "items"));
    let items = items.map(|items| Array::from(&items)).unwrap_or_default();
    let entry = |item: JsValue| {
        let entry = method(&item, "webkitGetAsEntry")?.call0(&item).ok()?;
        Some(entry).filter(JsValue::is_object)
    };
    Dropped {
        files: list.map(|list| chosen(&list)).unwrap_or_default(),
        entries: items.iter().filter_map(entry).collect(),
    }
}

impl Dropped {
    /// The files, those in folders among them. What cannot be read is left out.
    pub async fn files(mut self) -> Vec<web_sys::File> {
        if self.entries.is_empty() {
            return self.files;
        }
        let mut found = Vec::new();
        while let Some(entry) = self.entries.pop_front()
            && found.len() < MOST_DROPPED
        {
            if get(&entry, "isDirectory").is_some_and(|is| is.is_truthy()) {
                self.entries.extend(inside(&entry).await);
            } else if let Some(file) = asked(&entry, "file").await {
                found.extend(file.dyn_into::<web_sys::File>().ok());
            }
        }
        found
    }
}

/// The entries in a folder, which are told some at a time.
async fn inside(folder: &JsValue) -> Vec<JsValue> {
    let mut all = Vec::new();
    let reader = method(folder, "createReader").and_then(|it| it.call0(folder).ok());
    let Some(reader) = reader else { return all };
    while let Some(some) = asked(&reader, "readEntries").await {
        let some = Array::from(&some);
        if some.length() == 0 {
            break;
        }
        all.extend(some.iter());
    }
    all
}

/// What a method gives to the function it is handed.
async fn asked(of: &JsValue, name: &str) -> Option<JsValue> {
    let method = method(of, name)?;
    let answer = js_sys::Promise::new(&mut |resolve, reject| {
        // One that cannot be called never answers with anything else.
        if method.call2(of, &resolve, &reject).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(answer).await.ok()
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok()
}

fn method(of: &JsValue, name: &str) -> Option<js_sys::Function> {
    get(of, name)?.dyn_into().ok()
}

/// The files of a list.
pub fn chosen(list: &web_sys::FileList) -> Vec<web_sys::File> {
    (0..list.length()).filter_map(|place| list.get(place)).collect()
}

/// Lets the browser draw, and go on after that.
pub async fn pause() {
    let done = js_sys::Promise::new(&mut |resolve, _| {
        after(0, move || drop(resolve.call0(&JsValue::NULL))).forget();
    });
    // It is never refused.
    let _ = JsFuture::from(done).await;
}
