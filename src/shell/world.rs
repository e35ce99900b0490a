//! `world`: what only the simulated world can do, load and faults and the links in mails.

use super::aws::Finished;
use super::fault::Fault;
use super::inside;
use super::resource;
use super::run::{Desk, quiet};
use super::script;
use super::verbs::listed;
use crate::number;
use crate::services::Request;
use crate::services::inbox::LinkAction;
use crate::services::lambda::state::Conduct;
use crate::services::sns::state::Subscription;
use crate::sim::command::{Login, Resource, Slip, StatusCheck};
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};
use crate::sim::{Call, Change, Command, Region, Via, Who, World};
use crate::text::Texts;

/// The verbs as they are typed; each has a text `shell.world.FIRST-WORD`.
pub const VERBS: [(&str, &str); 13] = [
    ("load", "load ID|NAME cpu|netin|netout|iops|diskops|imdsv1|requests|… AMOUNT|off [for 30m]"),
    ("resource", "resource KIND NAME [in REGION] | remove NAME"),
    ("function", "function NAME returns JSON | fails [MESSAGE]"),
    ("mem", "mem ID PERCENT|grow PERCENT-AN-HOUR|off [for 30m]"),
    ("disk", "disk ID [PATH] PERCENT|grow PERCENT-AN-HOUR|off [for 30m]"),
    ("agent", "agent ID [crash|network|clock|mend]"),
    ("fault", "fault ID system|instance|ebs [for 10m] | NAME 5xx|throttles|leak|… [for 10m]"),
    ("mend", "mend ID system|instance|ebs | NAME 5xx|throttles|leak|…"),
    ("confirm", "confirm EMAIL|SUBSCRIPTION"),
    ("unsubscribe", "unsubscribe EMAIL|SUBSCRIPTION"),
    ("sign-in", "sign-in NAME [--wrong-password|--wrong-code]"),
    ("throttling", "throttling on|off"),
    ("history-delay", "history-delay on|off"),
];

/// What `world …` asks for.
#[derive(Debug, PartialEq)]
enum Wish<'a> {
    /// A change.
    Change(Change),
    /// Somebody tries to sign in to the console.
    Login(Login),
    /// What an instance's agent needs is listed.
    Agent(&'a str),
    /// The link in a confirmation mail is followed.
    Confirm(&'a str),
    /// The link that ends a subscription is followed.
    Unsubscribe(&'a str),
}

/// Runs `world …`.
pub(super) fn run(args: &[String], desk: &mut Desk<'_>, texts: &Texts) -> Finished {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if matches!(args.as_slice(), [] | ["help"]) {
        return Finished { stdout: help(texts), ..quiet(0) };
    }
    match wish(&args, desk.sim.world().now()) {
        Ok(Wish::Change(change)) => match desk.submit(Command::World(change), desk.act).reply {
            Ok(_) => quiet(0),
            Err(error) => Finished { stderr: format!("{}\n", error.message), ..quiet(1) },
        },
        Ok(Wish::Login(attempt)) => login(attempt, desk),
        Ok(Wish::Agent(id)) => inside::needs(desk.sim.world(), id, texts),
        Ok(Wish::Confirm(of)) => follow(of, true, desk, texts),
        Ok(Wish::Unsubscribe(of)) => follow(of, false, desk, texts),
        Err(fault) => Finished { stderr: format!("{}\n", fault.say(texts)), ..quiet(2) },
    }
}

/// Tries to sign in. A failure that was asked for is no fault of the line's.
fn login(attempt: Login, desk: &mut Desk<'_>) -> Finished {
    let meant = attempt.slip.is_some();
    match desk.submit(Command::Login(attempt), desk.act).reply {
        Err(error) if !(meant && error.code == "AuthenticationFailed") => {
            Finished { stderr: format!("{}\n", error.message), ..quiet(1) }
        }
        _ => quiet(0),
    }
}

/// The line that makes an attempt to sign in.
pub fn sign_in(attempt: &Login) -> String {
    let slip = match attempt.slip {
        None => "",
        Some(Slip::Password) => " --wrong-password",
        Some(Slip::Code) => " --wrong-code",
    };
    format!("world sign-in {}{slip}", attempt.name)
}

/// The line that makes a change, but for how long it lasts.
pub fn line(change: &Change) -> String {
    let switch = |name: &str, on: bool| format!("world {name} {}", if on { "on" } else { "off" });
    match change {
        Change::Load { instance, resource, amount, .. } => {
            let what = match resource {
                Resource::Cpu => "cpu",
                Resource::NetIn => "netin",
                Resource::NetOut => "netout",
                Resource::Iops => "iops",
                Resource::DiskOps => "diskops",
                Resource::Imdsv1 => "imdsv1",
            };
            let amount = amount.map_or_else(|| "off".to_owned(), |amount| amount.to_string());
            format!("world load {instance} {what} {amount}")
        }
        Change::Fault { instance, check, failing, .. } => {
            let check = match check {
                StatusCheck::System => "system",
                StatusCheck::Instance => "instance",
                StatusCheck::Ebs => "ebs",
            };
            format!("world {} {instance} {check}", if *failing { "fault" } else { "mend" })
        }
        Change::Throttling(on) => switch("throttling", *on),
        Change::InstantHistory(instant) => switch("history-delay", !instant),
        Change::Function { name, conduct } => {
            let (verb, what) = match conduct {
                Conduct::Returns(json) => ("returns", json),
                Conduct::Fails(message) => ("fails", message),
            };
            format!("world function {name} {verb} {}", script::quote(what))
        }
        Change::Inside(change) => inside::line(change),
        other => resource::line(other).unwrap_or_default(),
    }
}

/// What `world` can do.
pub(super) fn help(texts: &Texts) -> String {
    let rows = VERBS.map(|(verb, usage)| (usage.to_owned(), format!("shell.world.{verb}")));
    format!("{}\n\n{}", texts.t("shell.help.world"), listed(&rows, texts))
}

pub(super) fn usage(verb: &str) -> Fault {
    match VERBS.iter().find(|(name, _)| *name == verb) {
        Some((_, usage)) => Fault::new("shell.world.usage").with("usage", *usage),
        None => {
            let verbs: Vec<&str> = VERBS.iter().map(|(verb, _)| *verb).collect();
            let fault = Fault::new("shell.world.unknown").with("found", verb);
            fault.with("verbs", verbs.join(", "))
        }
    }
}

fn wish<'a>(args: &[&'a str], now: Time) -> Result<Wish<'a>, Fault> {
    let (args, until) = ending(args, now)?;
    match args {
        ["load", name, what, amount] if resource::is_meant(name) => {
            if *amount == "off" && until.is_some() {
                return Err(usage("load"));
            }
            resource::demand([name, what, amount], until).map(Wish::Change)
        }
        ["resource", words @ ..] if until.is_none() => match resource::change(words)? {
            Some(change) => Ok(Wish::Change(change)),
            None => Err(usage("resource")),
        },
        ["function", name, how @ ..] if until.is_none() => {
            let name = (*name).to_owned();
            conduct(how).map(|conduct| Wish::Change(Change::Function { name, conduct }))
        }
        ["mem", id, rest @ ..] | ["load", id, "mem", rest @ ..] => {
            inside::fill(id, None, rest, until).map(Wish::Change)
        }
        ["disk", id, path, rest @ ..] if inside::is_path(path) => {
            inside::fill(id, Some(path), rest, until).map(Wish::Change)
        }
        ["disk", id, rest @ ..] | ["load", id, "disk", rest @ ..] => {
            inside::fill(id, Some(""), rest, until).map(Wish::Change)
        }
        ["agent", id] if until.is_none() => Ok(Wish::Agent(id)),
        ["agent", id, what] if until.is_none() => inside::befall(id, what).map(Wish::Change),
        ["load", id, what, amount] => {
            let resource = match *what {
                "cpu" => Resource::Cpu,
                "netin" => Resource::NetIn,
                "netout" => Resource::NetOut,
                "iops" => Resource::Iops,
                "diskops" => Resource::DiskOps,
                "imdsv1" => Resource::Imdsv1,
                _ => return Err(usage("load")),
            };
            let amount = match (*amount, until) {
                ("off", None) => None,
                ("off", Some(_)) => return Err(usage("load")),
                (text, _) => {
                    let number = number::parse(text).filter(|n| n.is_finite());
                    let wrong = || Fault::new("shell.world.not-number").with("found", text);
                    Some(number.ok_or_else(wrong)?)
                }
            };
            let instance = (*id).to_owned();
            Ok(Wish::Change(Change::Load { instance, resource, amount, until }))
        }
        ["fault", name, how] if resource::is_meant(name) => {
            resource::trouble(name, how, (true, until)).map(Wish::Change)
        }
        ["mend", name, how] if resource::is_meant(name) && until.is_none() => {
            resource::trouble(name, how, (false, None)).map(Wish::Change)
        }
        ["fault", id, check] => {
            let (instance, check) = ((*id).to_owned(), check_of(check, "fault")?);
            Ok(Wish::Change(Change::Fault { instance, check, until, failing: true }))
        }
        ["mend", id, check] if until.is_none() => {
            let (instance, check) = ((*id).to_owned(), check_of(check, "mend")?);
            Ok(Wish::Change(Change::Fault { instance, check, until: None, failing: false }))
        }
        ["confirm", of] if until.is_none() => Ok(Wish::Confirm(of)),
        ["unsubscribe", of] if until.is_none() => Ok(Wish::Unsubscribe(of)),
        ["sign-in", name] if until.is_none() => Ok(Wish::Login(attempt(name, None))),
        ["sign-in", name, "--wrong-password"] if until.is_none() => {
            Ok(Wish::Login(attempt(name, Some(Slip::Password))))
        }
        ["sign-in", name, "--wrong-code"] if until.is_none() => {
            Ok(Wish::Login(attempt(name, Some(Slip::Code))))
        }
        ["throttling", switch @ ("on" | "off")] if until.is_none() => {
            Ok(Wish::Change(Change::Throttling(*switch == "on")))
        }
        ["history-delay", switch @ ("on" | "off")] if until.is_none() => {
            Ok(Wish::Change(Change::InstantHistory(*switch == "off")))
        }
        [verb, ..] => Err(usage(verb)),
        [] => Err(usage("")),
    }
}

/// What a function is to do.
fn conduct(words: &[&str]) -> Result<Conduct, Fault> {
    match words {
        ["returns", json] => Ok(Conduct::Returns((*json).to_owned())),
        ["fails"] => Ok(Conduct::Fails("the function failed".to_owned())),
        ["fails", message] => Ok(Conduct::Fails((*message).to_owned())),
        _ => Err(usage("function")),
    }
}

fn attempt(name: &str, slip: Option<Slip>) -> Login {
    Login { name: name.to_owned(), slip }
}

/// Arguments without `for SPAN` at their end, and the instant that span leads to.
fn ending<'s, 'a>(args: &'s [&'a str], now: Time) -> Result<(&'s [&'a str], Option<Time>), Fault> {
    match args {
        [rest @ .., "for", span] => match Span::parse(span) {
            Some(span) => Ok((rest, Some(now + span))),
            None => Err(Fault::new("shell.world.not-span").with("found", *span)),
        },
        _ => Ok((args, None)),
    }
}

fn check_of(text: &str, verb: &str) -> Result<StatusCheck, Fault> {
    match text {
        "system" => Ok(StatusCheck::System),
        "instance" => Ok(StatusCheck::Instance),
        "ebs" => Ok(StatusCheck::Ebs),
        _ => Err(usage(verb)),
    }
}

/// Follows the links in the mails of every subscription meant: an ARN, or an address.
fn follow(of: &str, confirm: bool, desk: &mut Desk<'_>, texts: &Texts) -> Finished {
    let requests = meant(desk.sim.world(), of, confirm);
    if requests.is_empty() {
        let key = if confirm { "shell.world.nothing-pending" } else { "shell.world.nothing-sent" };
        let text = texts.fill(key, &[("found", &of)]);
        return Finished { stderr: format!("{text}\n"), ..quiet(1) };
    }
    let mut out = quiet(0);
    for (region, request) in requests {
        let call = Call { who: Who::Anonymous, region, via: Via::MailLink, request };
        if let Err(error) = desk.submit(Command::Call(call), desk.act).reply {
            out.stderr.push_str(&format!("{}\n", error.message));
            out.exit = 1;
        }
    }
    out
}

fn meant(world: &World, of: &str, confirm: bool) -> Vec<(Region, Request)> {
    let all = world.sns().subscriptions().iter();
    let ours = |(arn, s): &(&Arn, &Subscription)| {
        (arn.as_str() == of || s.endpoint == of) && s.is_pending() == confirm
    };
    let request = |(arn, subscription): (&Arn, &Subscription)| {
        let region = arn.region()?;
        let link = if confirm {
            LinkAction::Confirm {
                topic: subscription.topic.to_string(),
                token: subscription.token.clone(),
            }
        } else {
            LinkAction::Unsubscribe { subscription: arn.to_string() }
        };
        Some((region, link.request()))
    };
    all.filter(ours).filter_map(request).collect()
}
