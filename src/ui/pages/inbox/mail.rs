//! One mail, opened.

use crate::ui::ctl::Reply;
use watchtrail::services::inbox::{Link as MailLink, LinkAction};
use watchtrail::view::inbox::answer::{Answer, answer};
use watchtrail::view::inbox::mail::{Letter, Piece};
use watchtrail::view::inbox::{Asked, Kind};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::answered::Answered;
use crate::ui::ctl::{Ctl, use_ctl};
use crate::ui::parts::{Alert, AlertKind, Empty, KeyValues, Link, PageHead, Panel, When};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows; nothing when there is no such mail.
    pub model: Option<Letter>,
}

/// One mail, opened.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let answered = use_state(|| None::<(String, Answer)>);
    let Some(letter) = &props.model else {
        return html! {
            <>
                <PageHead title={words.s("inbox.title")} />
                <Panel>
                    <Empty title={words.s("inbox.mail.none")}>
                        <Link to={Route::Inbox}>{ words.t("inbox.mail.back") }</Link>
                    </Empty>
                </Panel>
            </>
        };
    };
    let follow = {
        let (ctl, answered) = (ctl.clone(), answered.clone());
        Callback::from(move |link: MailLink| follow(&ctl, &answered, link.url, link.action))
    };
    let undo = {
        let answered = answered.clone();
        Callback::from(move |action: LinkAction| {
            let url = answered.as_ref().map(|(url, _)| url.clone()).unwrap_or_default();
            self::follow(&ctl, &answered, url, action);
        })
    };
    let onclose = {
        let answered = answered.clone();
        Callback::from(move |()| answered.set(None))
    };
    let row = &letter.row;
    let head = vec![
        (words.s("inbox.column.from"), html! { &row.from }),
        (words.s("inbox.column.to"), html! { &row.to }),
        (words.s("inbox.column.time"), html! { <When at={row.time} /> }),
    ];
    let piece = |piece: &Piece| match (piece, &letter.link) {
        (Piece::Link(label), Some(link)) => link_button(label, link, &follow),
        (Piece::Text(text) | Piece::Link(text), _) => html! { text },
    };
    let hint = match row.kind {
        Kind::Confirm(Asked::Open) => Some((AlertKind::Tip, "inbox.mail.asked")),
        Kind::Confirm(Asked::Confirmed) => Some((AlertKind::Success, "inbox.mail.confirmed")),
        Kind::Confirm(Asked::Gone) => Some((AlertKind::Warning, "inbox.mail.gone")),
        _ => None,
    };
    html! {
        <>
            <PageHead title={row.subject.clone()} status={super::kind(&words, &row.kind)}
                note={html! { <Link to={Route::Inbox}>{ words.t("inbox.mail.back") }</Link> }} />
            if let Some((url, answer)) = &*answered {
                <Answered url={url.clone()} answer={answer.clone()} {undo} {onclose} />
            }
            <Panel class="mail">
                <KeyValues rows={head} />
                <div class="mail-body">{ for letter.body.iter().map(piece) }</div>
            </Panel>
            if let Some((kind, key)) = hint {
                <Alert {kind}><p>{ words.t(key) }</p></Alert>
            }
            if let Some(alarm) = &letter.alarm {
                <p>
                    <Link to={Route::alarm(alarm)}>
                        { words.fill("inbox.mail.alarm", &[("name", alarm)]) }
                    </Link>
                </p>
            }
        </>
    }
}

fn follow(
    ctl: &Ctl,
    answered: &UseStateHandle<Option<(String, Answer)>>,
    url: String,
    action: LinkAction,
) {
    let answered = answered.clone();
    let asked = action.clone();
    let done = Callback::from(move |reply: Reply| {
        answered.set(Some((url.clone(), answer(&asked, &reply.result))));
    });
    ctl.follow_link(action.request(), done);
}

/// The link is a button: following it is an act in the simulated world, not a way to another page.
fn link_button(label: &str, link: &MailLink, follow: &Callback<MailLink>) -> Html {
    let (follow, to) = (follow.clone(), link.clone());
    let onclick = Callback::from(move |_: MouseEvent| follow.emit(to.clone()));
    html! {
        <button type="button" class="mail-link" title={link.url.clone()} {onclick}>
            { label }
        </button>
    }
}
