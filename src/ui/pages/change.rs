//! What pages change of the simulated world, and what they are answered.

use watchtrail::api::ApiError;
use watchtrail::sim::Change;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, use_ctl};
use crate::ui::parts::Denied;

/// A way to change the simulated world, which remembers what was refused last.
#[derive(Clone)]
pub struct Changing {
    ctl: Ctl,
    refused: UseStateHandle<Option<ApiError>>,
}

/// A way to change the simulated world.
#[hook]
pub fn use_change() -> Changing {
    Changing { ctl: use_ctl(), refused: use_state(|| None) }
}

impl Changing {
    /// Makes a change.
    pub fn make(&self, change: Change) {
        let refused = self.refused.clone();
        let done = Callback::from(move |result: Result<(), ApiError>| refused.set(result.err()));
        self.ctl.change(change, done);
    }

    /// What was refused last.
    pub fn view(&self) -> Html {
        match &*self.refused {
            Some(error) => html! { <Denied error={error.clone()} /> },
            None => Html::default(),
        }
    }
}
