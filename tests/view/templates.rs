//! The pages of launch templates: made, given a new version, its default moved, deleted.

use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Region, Scope, Via, Who};
use watchtrail::view::autoscaling::act::Group;
use watchtrail::view::route::Route;
use watchtrail::view::templates::{self, Form};

use crate::support::Lab;

fn send(lab: &mut Lab, request: Request) {
    let (who, region) = (Who::User("admin".to_owned()), Region::US_EAST_1);
    let call = Call { who, region, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
}

#[test]
fn a_template_has_versions_of_which_one_is_the_default() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    let mut form = Form::new("ami-0c02fb55956c7d316".to_owned());
    form.name = "w".to_owned();
    assert_eq!(form.create(), None, "AWS asks for three letters");
    (form.name, form.tag) = ("web".to_owned(), "web".to_owned());
    send(&mut lab, form.create().unwrap());
    for route in [Route::Templates, Route::CreateTemplate] {
        for read in route.reads(&lab.world, Region::US_EAST_1) {
            send(&mut lab, read);
        }
    }
    let row = templates::list(&lab.world, scope).remove(0);
    assert_eq!((row.default, row.versions.len(), row.versions[0].detailed), (1, 1, true));
    (form.kind, form.detailed) = ("t3.small".to_owned(), false);
    send(&mut lab, form.version_of(&row.id));
    send(&mut lab, templates::set_default(&row.id, 2));
    let group = Group {
        name: "web".to_owned(),
        template: "web".to_owned(),
        sizes: ("1".to_owned(), "1".to_owned(), "2".to_owned()),
        zones: vec!["us-east-1a".to_owned()],
        mixed: None,
    };
    send(&mut lab, group.request().unwrap());
    let row = templates::list(&lab.world, scope).remove(0);
    let kinds: Vec<_> = row.versions.iter().map(|v| (v.number, v.kind.as_str())).collect();
    assert_eq!(kinds, [(2, "t3.small"), (1, "t3.micro")]);
    assert_eq!((row.default, row.groups), (2, vec!["web".to_owned()]));
    send(&mut lab, templates::delete(&row.id));
    assert_eq!(templates::list(&lab.world, scope), []);
}
