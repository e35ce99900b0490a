//! What pages ask of AWS and are answered: reads that were denied, calls that were refused.

use std::collections::VecDeque;
use std::rc::Rc;

use watchtrail::api::ApiError;
use watchtrail::api::error::Stage;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::view::advice;
use yew::prelude::*;

use super::Shown;
use crate::ui::ctl::{Ctl, Flash, Reply, use_ctl};
use crate::ui::parts::Denied;
use crate::ui::words::use_words;

/// What a page asked when it was opened, and what it was answered.
#[derive(Clone, Default)]
pub struct Reads(Rc<Vec<Reply>>);

impl PartialEq for Reads {
    fn eq(&self, other: &Reads) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Reads {
    /// The replies to a page's reads.
    pub fn of(shown: &Shown<'_>) -> Reads {
        Reads(shown.replies.clone())
    }

    /// The refusal of the read by this operation; nothing if it was answered or not asked. What the
    /// service itself found fault with (there is no such thing) the page says in its own words.
    pub fn refused(&self, op: &str) -> Option<&Reply> {
        let refused = |reply: &&Reply| {
            let error = reply.result.as_ref().err();
            error.is_some_and(|error| error.stage != Stage::Service)
        };
        self.0.iter().find(|reply| reply.request.spec().name == op && refused(reply))
    }

    /// What stands where the data of an operation would be: the data, or its refusal.
    pub fn or_refused(&self, op: &str, data: impl FnOnce() -> Html) -> Html {
        match self.refused(op) {
            Some(reply) => html! { <Refused reply={reply.clone()} /> },
            None => data(),
        }
    }
}

/// The properties of [`Refused`].
#[derive(Clone, PartialEq, Properties)]
pub struct RefusedProps {
    /// The refused call.
    pub reply: Reply,
}

/// A refused call: AWS's error and, for a denial, why; beneath it what can be done about it, where
/// AWS's words leave that open.
#[component]
pub fn Refused(props: &RefusedProps) -> Html {
    let words = use_words();
    let Err(error) = &props.reply.result else { return Html::default() };
    let advice = advice::of(props.reply.request.spec().name, &error.code);
    html! {
        <>
            <Denied error={error.clone()} />
            if let Some(key) = advice { <p class="hint">{ words.t(key) }</p> }
        </>
    }
}

/// A form's way to call AWS: it remembers what was refused last.
#[derive(Clone)]
pub struct Asking {
    ctl: Ctl,
    refused: UseStateHandle<Option<Reply>>,
}

/// A form's way to call AWS.
#[hook]
pub fn use_asking() -> Asking {
    Asking { ctl: use_ctl(), refused: use_state(|| None) }
}

impl Asking {
    /// Makes a call; `done` runs if it was not refused.
    pub fn send(&self, request: Request, done: Callback<Reply>) {
        self.send_all(vec![request], done);
    }

    /// A click that makes a call and, if it was not refused, says so and goes on.
    pub fn click(
        &self,
        request: Request,
        said: AttrValue,
        then: Callback<()>,
    ) -> Callback<MouseEvent> {
        let asking = self.clone();
        Callback::from(move |_: MouseEvent| {
            let (ctl, said, then) = (asking.ctl.clone(), said.clone(), then.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                then.emit(());
            });
            asking.send(request.clone(), done);
        })
    }

    /// Makes calls one after the other, up to the first refusal; `done` runs after the last.
    pub fn send_all(&self, requests: Vec<Request>, done: Callback<Reply>) {
        self.refused.set(None);
        self.next(requests.into(), done);
    }

    fn next(&self, mut requests: VecDeque<Request>, done: Callback<Reply>) {
        let Some(request) = requests.pop_front() else { return };
        let (asking, ctl) = (self.clone(), self.ctl.clone());
        let answered = Callback::from(move |reply: Reply| match reply.result {
            Err(_) => asking.refused.set(Some(reply)),
            Ok(_) if requests.is_empty() => done.emit(reply),
            Ok(_) => asking.next(requests.clone(), done.clone()),
        });
        ctl.call(request, answered);
    }

    /// Forgets what was refused.
    pub fn clear(&self) {
        self.refused.set(None);
    }

    /// What AWS found fault with in one field, known by the code of its error, to stand at it.
    pub fn fault(&self, is_of_field: impl Fn(&ApiError) -> bool) -> Option<AttrValue> {
        let error = self.refused.as_ref()?.result.as_ref().err()?;
        is_of_field(error).then(|| error.message.clone().into())
    }

    /// What was refused last, to stand beneath the form, unless it stands at a field.
    pub fn view_unless(&self, at_field: bool) -> Html {
        if at_field { Html::default() } else { self.view() }
    }

    /// What was refused last, to stand beneath the form.
    pub fn view(&self) -> Html {
        match &*self.refused {
            Some(reply) => html! { <Refused reply={reply.clone()} /> },
            None => Html::default(),
        }
    }
}
