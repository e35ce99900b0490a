//! The mailbox: mails, missed mails, links and their answers.

use watchtrail::services::inbox::LinkAction;
use watchtrail::services::sns::facts::Undelivered;
use watchtrail::sim::Span;
use watchtrail::view::inbox::answer::answer;
use watchtrail::view::inbox::mail::{self, Piece};
use watchtrail::view::inbox::{self, Asked, Kind};
use watchtrail::view::sns::act;

use super::sns::{TOPIC, asked, follow, send};
use crate::support::Lab;

fn kinds(lab: &Lab) -> Vec<(Option<usize>, Kind)> {
    inbox::model(&lab.world).rows.into_iter().map(|row| (row.number, row.kind)).collect()
}

#[test]
fn the_mailbox_shows_what_came_and_what_did_not() {
    let mut lab = asked();
    assert_eq!(kinds(&lab), [(Some(0), Kind::Confirm(Asked::Open))]);
    send(&mut lab, &act::publish(TOPIC, "too early", "nobody hears"));
    lab.sleep(Span::mins(1));
    let missed = Kind::Missed(Undelivered::PendingConfirmation);
    assert_eq!(kinds(&lab), [(None, missed.clone()), (Some(0), Kind::Confirm(Asked::Open))]);
    assert_eq!(inbox::model(&lab.world).rows[0].subject, "too early");

    follow(&mut lab, 0).unwrap();
    send(&mut lab, &act::publish(TOPIC, "hello", "now"));
    lab.sleep(Span::mins(1));
    let confirmed = (Some(0), Kind::Confirm(Asked::Confirmed));
    assert_eq!(kinds(&lab), [(Some(1), Kind::Message), (None, missed), confirmed]);
}

#[test]
fn a_mail_s_link_stands_where_its_words_stand() {
    let lab = asked();
    let letter = mail::model(&lab.world, 0).unwrap();
    let [before, link, after] = letter.body.as_slice() else { panic!("{:?}", letter.body) };
    let Piece::Text(before) = before else { panic!() };
    assert!(before.ends_with("(If this was in error no action is necessary): \n"), "{before}");
    assert_eq!(*link, Piece::Link("Confirm subscription".to_owned()));
    let Piece::Text(after) = after else { panic!() };
    assert!(after.starts_with("\n\nPlease do not reply"), "{after}");
    assert_eq!(letter.row.from, "AWS Notifications <no-reply@sns.amazonaws.com>");
    assert!(mail::model(&lab.world, 1).is_none());
}

#[test]
fn links_are_answered_in_aws_s_words() {
    let mut lab = asked();
    let action = mail::model(&lab.world, 0).unwrap().link.unwrap().action;
    let reply = follow(&mut lab, 0);
    let page = answer(&action, &reply);
    let arn = reply.unwrap()["SubscriptionArn"].as_str().unwrap().to_owned();
    let lines = ["You have successfully subscribed.", "Your subscription's id is:", &arn];
    assert_eq!((page.done, page.title.as_str()), (true, "Subscription confirmed!"));
    assert_eq!(page.lines, lines);
    let undo = page.undo.unwrap();
    assert_eq!(undo.action, LinkAction::Unsubscribe { subscription: arn.clone() });

    send(&mut lab, &act::publish(TOPIC, "hello", "now"));
    lab.sleep(Span::mins(1));
    let action = mail::model(&lab.world, 1).unwrap().link.unwrap().action;
    let page = answer(&action, &follow(&mut lab, 1));
    assert_eq!(
        (page.title.as_str(), page.lines[1].as_str()),
        ("Subscription removed!", arn.as_str())
    );

    let action = mail::model(&lab.world, 0).unwrap().link.unwrap().action;
    let page = answer(&action, &follow(&mut lab, 0));
    assert_eq!((page.done, page.title.as_str()), (false, "InvalidParameter"));
    assert_eq!(kinds(&lab).last().unwrap().1, Kind::Confirm(Asked::Gone));
}
