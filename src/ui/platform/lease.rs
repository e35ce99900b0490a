//! One tab at a time writes a saved session: who holds its lease.
//!
//! Stands on the Web Locks API, where the browser itself frees a closed or crashed tab's locks. A
//! browser without it (only on an insecure origin, today) lets every tab write.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Fault, Result, after, method, window};

/// How often a lease that is held is asked for again, a tenth of a second apart.
const PATIENCE: u32 = 4;

/// The right to write one saved session, until it is dropped.
#[derive(Debug)]
pub struct Lease {
    /// Called to let the lock go.
    free: Option<Function>,
}

/// Whether one got it.
#[derive(Debug)]
pub enum Leased {
    /// This tab may write.
    Ours(Lease),
    /// Another tab has the session open: work on a copy.
    Elsewhere,
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(free) = &self.free {
            // The lock goes with the tab at the latest.
            let _ = free.call0(&JsValue::NULL);
        }
    }
}

impl Lease {
    /// Asks for the lease of a saved session, without waiting for it.
    pub async fn take(session: &str) -> Leased {
        let mut leased = Lease::ask(session).await;
        // A lease just dropped, here or by the page before a reload, takes a moment to be free.
        for _ in 0..PATIENCE {
            if !matches!(leased, Ok(Leased::Elsewhere)) {
                break;
            }
            pause(100).await;
            leased = Lease::ask(session).await;
        }
        // Better two tabs writing than a learner who cannot save.
        leased.unwrap_or(Leased::Ours(Lease { free: None }))
    }

    async fn ask(session: &str) -> Result<Leased> {
        let navigator = window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into())?;
        if locks.is_undefined() {
            return Err(Fault::Missing);
        }
        let request = method(&locks, "request")?;
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE)?;
        let answer = answer(&locks, &request, &format!("watchtrail.{session}"), &options);
        let free = JsFuture::from(answer).await?;
        Ok(match free.dyn_into::<Function>() {
            Ok(free) => Leased::Ours(Lease { free: Some(free) }),
            Err(_) => Leased::Elsewhere,
        })
    }
}

async fn pause(ms: u32) {
    let waited = Promise::new(&mut |done, _| {
        after(ms, move || drop(done.call0(&JsValue::NULL))).forget();
    });
    // It never fails.
    let _ = JsFuture::from(waited).await;
}

/// A promise of the function that frees the lock, or of null if another tab holds it. The lock is
/// held until the promise that its callback gives is kept, so that promise waits for the function.
fn answer(locks: &JsValue, request: &Function, name: &str, options: &Object) -> Promise {
    Promise::new(&mut |told, failed| {
        let telling = told.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = telling.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            let free = Rc::new(RefCell::new(None));
            let kept = Rc::clone(&free);
            let held = Promise::new(&mut move |done, _| {
                kept.replace(Some(done));
            });
            let free = free.borrow_mut().take().map_or(JsValue::NULL, JsValue::from);
            let _ = telling.call1(&JsValue::NULL, &free);
            held.into()
        });
        let asked = request.call3(locks, &name.into(), options, &granted);
        if let Err(error) = asked {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    })
}
