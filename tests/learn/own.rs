//! A lab somebody wrote: the example holds, and a session of it needs nothing else.

use watchtrail::learn::Session;
use watchtrail::learn::check::check_own;
use watchtrail::learn::lab::own;
use watchtrail::save::{Kind, Saved};
use watchtrail::share;
use watchtrail::text::Lang;

use super::texts;

#[test]
fn the_example_holds_in_each_language() {
    for lang in Lang::ALL {
        let texts = texts(lang);
        let own = own::read(texts.t("concepts.build.example")).unwrap();
        let broken = check_own(&own, &texts);
        let told: Vec<String> = broken.iter().map(|law| law.say(&texts)).collect();
        assert!(told.is_empty(), "{lang:?}: {told:?}");
        assert!(!own.title().is_empty());
    }
}

#[test]
fn what_it_breaks_is_told() {
    let texts = texts(Lang::En);
    let example = texts.t("concepts.build.example").to_owned();
    let solved = example.replace("--- start\n", "--- start\naws sns create-topic --name day\n");
    let solved = solved.replace("topic night\n--- goal mail", "topic day\n--- goal mail");
    let own = own::read(&solved).unwrap();
    let told = check_own(&own, &texts).iter().map(|law| law.key).collect::<Vec<_>>();
    assert_eq!(told, ["check.not-required", "check.wrong-fails"]);
}

#[test]
fn a_session_of_it_comes_back_without_a_file() {
    let texts = texts(Lang::En);
    let source = texts.t("concepts.build.example").to_owned();
    let mut session = Session::own(&source, &texts).unwrap();
    session.submit("aws sns create-topic --name night").unwrap();
    while session.busy() {
        session.poll(&texts, 1000);
    }
    let reached = |session: &Session| {
        let goals = session.progress().unwrap().goals.iter();
        goals.filter(|goal| goal.reached.is_some()).map(|goal| goal.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(reached(&session), ["topic"]);
    let saved = Saved::parse(&session.saved("lab-own").to_string()).unwrap();
    assert_eq!(saved.head.kind, Kind::Own(source));
    let again = Session::resume(saved, None).unwrap();
    assert_eq!((again.differs, reached(&again.session)), (None, vec!["topic".to_owned()]));
    // A link holds it, too.
    let link = session.link().unwrap();
    let shared = share::open(&link).unwrap();
    assert_eq!(reached(&Session::resume(shared.saved, None).unwrap().session), ["topic"]);
}
