//! One mail, opened.

use super::{Kind, Row};
use crate::services::inbox::{Link, LinkAction};
use crate::sim::{Region, World};
use crate::view::sns::heard;

/// What the page of a mail shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Its line in the mailbox.
    pub row: Row,
    /// Its text, with the link where the link's words stand.
    pub body: Vec<Piece>,
    /// The link.
    pub link: Option<Link>,
    /// The alarm it tells of.
    pub alarm: Option<String>,
}

/// A piece of a mail's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands, line ends included.
    Text(String),
    /// The link's words.
    Link(String),
}

/// The mail with this number; nothing when there is none.
pub fn model(world: &World, number: usize) -> Option<Letter> {
    let received = world.inbox().mails().get(number)?;
    let mail = &received.mail;
    let row = super::row(world, number, received);
    let alarm = match row.kind {
        Kind::Alarm(_) => heard::alarm(world, received.cause),
        _ => None,
    };
    let body = pieces(&mail.body, mail.link.as_ref());
    Some(Letter { row, body, link: mail.link.clone(), alarm })
}

/// Cuts a text at the line that is the link.
fn pieces(body: &str, link: Option<&Link>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    for line in body.split_inclusive('\n') {
        match link.filter(|link| link.label == line.trim_end_matches('\n')) {
            Some(link) => {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Link(link.label.clone()));
                if line.ends_with('\n') {
                    text.push('\n');
                }
            }
            None => text.push_str(line),
        }
    }
    pieces.push(Piece::Text(text));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

/// The Region a link leads to.
pub fn region(action: &LinkAction) -> Option<Region> {
    let (LinkAction::Confirm { topic: arn, .. } | LinkAction::Unsubscribe { subscription: arn }) =
        action;
    crate::sim::Arn::parse(arn)?.region()
}
