//! What led to a composite alarm's change of state, and what held its actions back.

use super::{Chain, Hop, Teller, Went};
use crate::services::ServiceFact;
use crate::services::cloudwatch::composite::Composite;
use crate::services::cloudwatch::composite::reason::Trigger;
use crate::services::cloudwatch::composite::state::Change;
use crate::services::cloudwatch::composite::suppress::SuppressedBy;
use crate::services::cloudwatch::facts::Held;
use crate::sim::World;
use crate::sim::fact;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::text::Texts;
use crate::view::alarms::words::last_part;
use crate::view::format;

/// Who heard of the last change of a composite alarm at or before an instant.
pub fn of_composite(
    world: &World,
    scope: Scope,
    composite: &Composite,
    at: Time,
    texts: &Texts,
) -> Option<Chain> {
    let changes = composite.changes.iter().rev();
    let mut before = changes.skip_while(|change| change.condition.since > at);
    let change = before.next()?;
    let from = before.next().map(|change| change.condition.value);
    let to = &change.condition;
    let config = composite.config_at(to.since);
    let teller = Teller { world, scope, arn: &config.arn, alarm: None, texts, unit: "" };
    let acts = !config.actions(to.value).is_empty();
    Some(Chain {
        at: to.since,
        from,
        to: to.value,
        before: teller.decided(change, from.is_some()),
        branches: teller.branches(to, acts, to.since),
        silence: None,
    })
}

impl Teller<'_> {
    /// The child that decided, and the change.
    fn decided(&self, change: &Change, changed: bool) -> Vec<Hop> {
        let to = &change.condition;
        let mut hops = Vec::new();
        let child = |title: String, key: &str, at: Time| {
            self.hop(Went::Well, title, self.texts.t(key).to_owned(), Some(at))
        };
        match &change.trigger {
            Trigger::Child(seen) => {
                let title = format!("{} → {}", last_part(seen.arn.as_str()), seen.state.name());
                hops.push(child(title, "alarms.chain.child", seen.since));
            }
            Trigger::Set => hops.push(self.hop(
                Went::Well,
                "SetAlarmState".to_owned(),
                self.caller("SetAlarmState", to.since),
                Some(to.since),
            )),
            Trigger::Created | Trigger::Updated if changed => hops.push(self.hop(
                Went::Well,
                "PutCompositeAlarm".to_owned(),
                self.caller("PutCompositeAlarm", to.since),
                Some(to.since),
            )),
            Trigger::Created | Trigger::Updated => {}
        }
        let key = if changed { "alarms.chain.changed" } else { "alarms.chain.created" };
        hops.push(child(to.value.name().to_owned(), key, to.since));
        hops
    }

    /// The alarm that suppressed this one at an instant, named as such.
    fn suppressor(&self, at: Time) -> String {
        let name = last_part(self.arn.as_str());
        let alarm = self.world.cloudwatch().composite(self.scope, name);
        let config = alarm.map(|alarm| alarm.config_at(at));
        let suppressor = config.as_ref().and_then(|config| config.suppressor.as_ref());
        let name = suppressor.map_or("", |suppressor| suppressor.name.as_str());
        self.texts.fill("alarms.chain.suppressor", &[("name", &name)])
    }

    /// Actions that were held back, and those that ran after all.
    pub(super) fn held(&self, fact: &fact::Fact, by: &Held, branches: &mut Vec<Vec<Hop>>) {
        let (title, detail) = match by {
            Held::Muted(window) => {
                let until = format::date_time(window.end);
                let rule = last_part(window.rule.as_str()).to_owned();
                (rule, self.texts.fill("alarms.chain.muted", &[("until", &until)]))
            }
            Held::Suppressed(by) => {
                let key = match by {
                    SuppressedBy::Alarm => "alarms.chain.suppressed",
                    SuppressedBy::WaitPeriod => "alarms.chain.waits",
                    SuppressedBy::ExtensionPeriod => "alarms.chain.extended",
                };
                (self.suppressor(fact.time), self.texts.t(key).to_owned())
            }
        };
        let mut later = Vec::new();
        for next in self.consequences(fact.id) {
            if let ServiceFact::CloudWatch(what) = &next.what {
                self.action(next, what, &mut later);
            }
        }
        let went = if later.is_empty() { Went::Ended } else { Went::Held };
        let hop = self.hop(went, title, detail, Some(fact.time));
        if later.is_empty() {
            branches.push(vec![hop]);
            return;
        }
        for mut branch in later {
            branch.insert(0, hop.clone());
            branches.push(branch);
        }
    }
}
