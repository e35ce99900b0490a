//! Acts, undo, and going on from the past.

use serde_json::json;
use watchtrail::learn::Session;
use watchtrail::save::Saved;
use watchtrail::sim::{Act, Span, Who};
use watchtrail::text::Lang;
use watchtrail::view::clock;

use super::{create_topic, request, sandbox, sleep, texts};

fn topics(session: &Session) -> Vec<String> {
    session.world().sns().topics().keys().map(|arn| arn.rest().to_owned()).collect()
}

#[test]
fn undo_takes_back_acts_and_steps_over_reads_and_the_clock() {
    let mut session = sandbox();
    assert!(!session.can_undo() && !session.undo(), "the ground cannot be taken back");
    session.call(create_topic("one"));
    sleep(&mut session, 5);
    session.call(create_topic("two"));
    sleep(&mut session, 5);
    let before = session.live().digest();
    session.open(vec![request("sns", "ListTopics", json!({}))]);
    assert_ne!(session.live().digest(), before, "a page's read is recorded");
    assert!(session.undo());
    assert_eq!(topics(&session), ["one"]);
    assert_eq!(session.live().now(), session.sim().setup().start + Span::mins(5));
    assert!(session.undo() && !session.undo());
    assert_eq!((topics(&session), session.who().profile()), (vec![], "admin"));
    assert!(session.redo() && session.redo() && !session.redo());
    assert_eq!(topics(&session), ["one", "two"]);
}

#[test]
fn acting_from_the_past_goes_on_from_there() {
    let mut session = sandbox();
    session.call(create_topic("one"));
    sleep(&mut session, 10);
    session.call(create_topic("two"));
    let start = session.sim().setup().start;
    session.view(Some(start + Span::mins(3)));
    assert_eq!(session.viewing(), Some(start + Span::mins(3)));
    assert_eq!(topics(&session), ["one"]);
    let entries = session.sim().log().len();
    let reply = session.open(vec![request("sns", "ListTopics", json!({}))]).remove(0);
    assert_eq!((reply.record, session.sim().log().len()), (None, entries), "no trace");
    assert_eq!(reply.result.unwrap()["Topics"].as_array().unwrap().len(), 1);
    session.call(create_topic("three"));
    assert_eq!((session.viewing(), topics(&session)), (None, vec!["one".into(), "three".into()]));
    assert_eq!(session.live().now(), start + Span::mins(3));
    session.view(Some(start + Span::hours(1)));
    assert_eq!(session.viewing(), None, "the future is not past");
}

#[test]
fn everybody_acts_as_who_is_signed_in() {
    let mut session = sandbox();
    session.sign_in(Who::User("jiwoo".to_owned())).unwrap();
    session.sign_in(Who::User("jiwoo".to_owned())).unwrap();
    let reply = session.call(create_topic("ops"));
    assert_eq!(reply.result.unwrap_err().code, "AuthorizationError");
    let record = session.live().cloudtrail().records().get(reply.record.unwrap()).unwrap();
    assert_eq!((record.event_name, record.user_name()), ("CreateTopic", Some("jiwoo".into())));
    assert!(session.sign_in(Who::User("nobody".to_owned())).is_err());
    assert_eq!(session.who().profile(), "jiwoo");
    let acts: Vec<Act> = session.sim().log().iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [Act::Other, Act::Do, Act::Do, Act::Do]);
}

#[test]
fn a_cut_does_not_go_below_the_ground() {
    let mut session = sandbox();
    sleep(&mut session, 10);
    session.view(Some(session.sim().setup().start - Span::hours(1)));
    session.cut();
    assert_eq!(session.live().now(), session.sim().ground());
    assert_eq!(session.live().console().map(|session| session.who.profile()), Some("admin"));
    assert!(session.redo(), "what a cut sets aside can be taken up again");
    assert_eq!(session.live().now(), session.sim().setup().start + Span::mins(10));
}

/// What others had planned before the learner came is theirs to find out: no mark, no word in the
/// terminal. What the learner plans is told.
#[test]
fn plans_of_others_are_not_given_away() {
    let texts = texts(Lang::En);
    let staged = "aws iam create-user --user-name deploy-bot\n\
                  at 01:00 deploy-bot: aws sns create-topic --name x\n\
                  sleep 1m\n";
    let mut session = Session::staged(staged, &texts).unwrap();
    let mut type_line = |line: &str| {
        session.submit(line).unwrap();
        let mut said = String::new();
        while session.busy() {
            said.extend(session.poll(&texts, 1000).map(|printed| printed.stderr));
        }
        let marks = clock::marks(session.live(), &session.sim().secrets());
        let marks: Vec<String> = marks.iter().map(|mark| mark.text(&texts)).collect();
        (said, marks)
    };
    let nothing = (String::new(), Vec::<String>::new());
    assert_eq!(type_line("sleep 2h"), nothing);
    // A plan of one's own is told, even if it says what a secret one said.
    assert_eq!(type_line("at 03:00 deploy-bot: aws sns create-topic --name x"), nothing);
    let (said, marks) = type_line("sleep 2h");
    assert!(said.contains("deploy-bot: aws sns create-topic --name x"), "{said}");
    assert_eq!(marks, ["deploy-bot: CreateTopic denied"]);
}

/// What made the world is no news, not even at the instant the learner begins; what the learner
/// does at that instant is.
#[test]
fn what_made_the_world_leaves_no_mark() {
    let texts = texts(Lang::En);
    let staged = "sleep 1h\n\
                  ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type \
                  m5.large --query 'Instances[0].InstanceId' --output text)\n\
                  sleep 1m\n\
                  world load $ID cpu 90\n\
                  aws iam create-user --user-name hana\n";
    let mut session = Session::staged(staged, &texts).unwrap();
    let marks = |session: &Session| -> Vec<String> {
        let marks = clock::marks(session.live(), &session.sim().secrets());
        marks.iter().map(|mark| mark.text(&texts)).collect()
    };
    assert_eq!(marks(&session), Vec::<String>::new());
    session.submit("aws sns create-topic --name x").unwrap();
    while session.busy() {
        session.poll(&texts, 1000);
    }
    assert_eq!(session.live().now(), session.sim().ground());
    assert_eq!(marks(&session), ["admin: CreateTopic"]);
    // It is so in a session that is taken up again.
    let saved = Saved::parse(&session.saved("x").to_string()).unwrap();
    let resumed = Session::resume(saved, None).unwrap().session;
    assert_eq!(marks(&resumed), ["admin: CreateTopic"]);
}
