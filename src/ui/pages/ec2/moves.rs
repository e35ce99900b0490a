//! The menu that starts, stops, reboots and terminates, with its question and its refusals.

use watchtrail::services::ec2::InstanceState;
use watchtrail::view::ec2::act::Move;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Alert, AlertKind, Button, ButtonKind, CliForm, Dialog, Menu, MenuItem};
use crate::ui::words::use_words;

/// An instance something is to be done with.
#[derive(Clone, PartialEq)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Its name; empty when it has none.
    pub name: String,
    /// Its state.
    pub state: InstanceState,
}

/// The menu, and what belongs beneath the page's head.
pub struct Moves {
    /// The menu.
    pub menu: Html,
    /// The question before an instance is ended, and what AWS refused.
    pub below: Html,
}

/// The menu for some instances.
#[hook]
pub fn use_moves(targets: Vec<Target>) -> Moves {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let question = use_state(|| None::<Move>);
    let ids: Vec<String> = targets.iter().map(|target| target.id.clone()).collect();
    let run = {
        let (words, asking, ids) = (words.clone(), asking.clone(), ids.clone());
        Callback::from(move |act: Move| {
            let (ctl, names) = (ctl.clone(), ids.join(", "));
            let text = words.f(&format!("ec2.move.{}.done", act.key()), &[("ids", &names)]);
            let done = Callback::from(move |_| ctl.flash(Flash::success(text.clone())));
            asking.send(act.request(ids.clone()), done);
        })
    };
    let item = |act: Move| {
        let (run, question) = (run.clone(), question.clone());
        let onclick = Callback::from(move |()| match act {
            Move::Terminate | Move::Stop => question.set(Some(act)),
            Move::Start | Move::Reboot => run.emit(act),
        });
        let fits = !targets.is_empty() && targets.iter().all(|target| act.fits(target.state));
        MenuItem::new(words.s(&format!("ec2.move.{}", act.key())), onclick).disabled(!fits)
    };
    let items: Vec<MenuItem> = Move::ALL.into_iter().map(item).collect();
    let menu = html! {
        <Menu label={words.s("ec2.move")} {items} disabled={targets.is_empty()}
            title={targets.is_empty().then(|| words.s("ec2.move.none"))} />
    };
    let close = {
        let question = question.clone();
        Callback::from(move |()| question.set(None))
    };
    let dialog = match *question {
        None => Html::default(),
        Some(act) => {
            let key = act.key();
            let sure = {
                let (run, question) = (run.clone(), question.clone());
                Callback::from(move |_: MouseEvent| {
                    question.set(None);
                    run.emit(act);
                })
            };
            let kind =
                if act == Move::Terminate { ButtonKind::Danger } else { ButtonKind::Primary };
            let submit = html! {
                <Button {kind} onclick={sure}>{ words.s(&format!("ec2.move.{key}")) }</Button>
            };
            html! {
                <Dialog open=true title={words.s(&format!("ec2.move.{key}.ask"))} onclose={close}
                    {submit}>
                    <ul class="plain">
                        { for targets.iter().map(|target| html! {
                            <li key={target.id.clone()}>
                                <code>{ &target.id }</code>{ " " }{ &target.name }
                            </li>
                        }) }
                    </ul>
                    <Alert kind={AlertKind::Warning}>
                        <p>{ words.s(&format!("ec2.move.{key}.warning")) }</p>
                    </Alert>
                    <CliForm request={Some(act.request(ids.clone()))} />
                </Dialog>
            }
        }
    };
    Moves { menu, below: html! { <>{ asking.view() }{ dialog }</> } }
}
