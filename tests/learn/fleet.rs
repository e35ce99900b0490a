//! The world that is measured is one a script makes.

use watchtrail::learn::Fleet;
use watchtrail::shell::run::{Job, Poll, Terminal};
use watchtrail::shell::script;
use watchtrail::sim::{Setup, Sim, Who};
use watchtrail::text::Lang;

use super::texts;

#[test]
fn a_fleet_is_the_world_its_script_makes() {
    let fleet = Fleet { instances: 10, alarms: 10, days: 3, period_secs: 60 };
    let outcome = fleet.run(Setup::default()).unwrap();
    assert_eq!(outcome.evaluations, 10 * 3 * 1440);
    // All get data, which is one change. Each instance is under load on one of seven days: its
    // alarm goes to ALARM and back, those of the first day begin with ALARM.
    let loaded = |day| (0..10).filter(|nth| (nth + day) % 7 == 0).count() as u64;
    let changes = 10 + loaded(0) + 2 * (1..3).map(loaded).sum::<u64>();
    assert_eq!(outcome.transitions, changes);
    let script = script::parse(&fleet.script(Setup::default()).unwrap()).unwrap();
    let mut sim = Sim::new(Setup::default());
    let mut job = Job::new(script, Terminal::new(Who::User("admin".to_owned())));
    while job.poll(&mut sim, &texts(Lang::En), u32::MAX) != Poll::Done {}
    assert_eq!(sim.world().digest(), outcome.digest);
}

#[test]
fn a_period_too_great_to_send_is_refused_and_no_alarm_left_out() {
    let fleet = Fleet { instances: 1, alarms: 1, days: 1, period_secs: u32::MAX };
    assert!(fleet.run(Setup::default()).is_err());
}
