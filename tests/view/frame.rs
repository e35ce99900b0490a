//! The frame: sidebar and sign-in menu; the keys that work everywhere.

use watchtrail::sim::Who;
use watchtrail::sim::scope::Region;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::frame;
use watchtrail::view::keys::{self, Action, ExamKey, Pressed, Where};
use watchtrail::view::route::{ExamPage, Place, Route};

use crate::support::{Lab, root};

#[test]
fn the_sidebar_marks_the_page_and_has_every_text() {
    let lab = Lab::new();
    let mut texts = Texts::new(Lang::Ko);
    let path = root().join("static/text/ko/app.json");
    texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    let groups = frame::sidebar(&lab.world, Region::US_EAST_1, &Route::alarm("web"), 0);
    for key in groups.iter().filter_map(|group| group.title) {
        assert!(texts.has(key), "{key}");
    }
    let items: Vec<_> = groups.iter().flat_map(|group| &group.items).collect();
    assert!(items.iter().all(|item| texts.has(item.text)));
    let current: Vec<Place> =
        items.iter().filter(|item| item.current).map(|item| item.place).collect();
    assert_eq!(current, [Place::Alarms]);
    assert!(items.iter().all(|item| item.badge.is_none()));
}

#[test]
fn what_one_learns_with_stands_under_a_head_of_its_own() {
    let groups = frame::sidebar(&Lab::new().world, Region::US_EAST_1, &Route::Labs, 0);
    let learn = groups.iter().find(|group| group.title == Some("app.group.learn")).unwrap();
    let places: Vec<Place> = learn.items.iter().map(|item| item.place).collect();
    for place in [Place::Labs, Place::Drills, Place::Exam, Place::Points, Place::Concepts] {
        assert!(places.contains(&place), "{place:?}");
    }
    assert!(places.contains(&Place::Glossary) && places.contains(&Place::Progress));
    // What everybody needs stands above all services.
    let titles: Vec<_> = groups.iter().take(2).map(|group| group.title).collect();
    assert_eq!(titles, [None, Some("app.group.learn")]);
    assert_eq!(
        groups[0].items.iter().map(|item| item.place).collect::<Vec<_>>(),
        [Place::Home, Place::Inbox]
    );
}

#[test]
fn one_can_sign_in_as_anybody_there_is() {
    let user = |name: &str| Who::User(name.to_owned());
    assert_eq!(frame::people(&Lab::new().world), [user("admin"), user("jiwoo"), Who::Root]);
}

#[test]
fn keys_are_found_one_after_the_other() {
    let press = |keys: &[&str]| {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys::look_up(&keys, &Route::Alarms)
    };
    assert_eq!(press(&["Space"]), Pressed::Action(Action::PlayPause));
    assert_eq!(press(&["g"]), Pressed::More);
    assert_eq!(press(&["g", "a"]), Pressed::Action(Action::Go(Place::Alarms)));
    assert_eq!(press(&["g", "x"]), Pressed::Nothing);
    assert_eq!(press(&[]), Pressed::Nothing);
    // At an exam's question a digit is an option, and the clock behind it stands.
    let sit = Route::Exam(ExamPage::Sit);
    let asked = |key: &str| keys::look_up(&[key.to_owned()], &sit);
    assert_eq!(asked("2"), Pressed::Action(Action::Exam(ExamKey::Option(1))));
    assert_eq!(press(&["2"]), Pressed::Action(Action::Pace(60)));
    assert_eq!(asked("n"), Pressed::Action(Action::Exam(ExamKey::Next)));
    for world in ["Space", "Ctrl+z", "b", "r"] {
        assert_eq!(asked(world), Pressed::Nothing, "{world}");
    }
    assert_eq!(press(&["f"]), Pressed::Nothing);
    // No row begins with the whole of another: the longer one could never be reached.
    for (page, other) in [(Where::World, Where::Exam), (Where::Exam, Where::World)] {
        let table: Vec<_> = keys::table().into_iter().filter(|key| key.at != other).collect();
        for (i, one) in table.iter().enumerate() {
            for (_, other) in table.iter().enumerate().filter(|(j, _)| *j != i) {
                assert!(!other.press.starts_with(one.press), "{page:?} {:?}", other.press);
            }
        }
    }
}
