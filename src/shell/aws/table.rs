//! The options of one operation: its members as the CLI spells them, what the CLI adds to all
//! operations, and the few it spells its own way.

use super::argparse::{Count, Kind, Opt};
use crate::api::names::kebab;
use crate::api::{Member, OpSpec, ServiceSpec, ShapeDef, StructDef};

/// Where an option's value goes.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// To a member.
    Member(&'static Member),
    /// A truth value to a member.
    Flag(&'static str, bool),
    /// `{"Value": true}` to a member, or what is given.
    Wrapped(&'static Member),
    /// `{"Value": false}` to a member.
    NotWrapped(&'static str),
    /// To the CLI's own paging.
    Page(Page),
    /// All members at once.
    Input(Input),
    /// A skeleton is printed instead of a call.
    Skeleton,
    /// AWS has this member and we do not.
    Refused(&'static str),
    /// The CLI makes of it what the operation needs.
    Special(Special),
}

/// The CLI's own paging options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Where to go on.
    StartingToken,
    /// How many items a call asks for.
    PageSize,
    /// How many items are wanted in all. `Some` is the member it hides.
    MaxItems(Option<&'static str>),
}

/// How all members are given at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// As JSON.
    Json,
    /// As YAML.
    Yaml,
}

/// Options that exist only in the CLI.
/// <https://docs.aws.amazon.com/cli/latest/reference/ec2/run-instances.html>,
/// <https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/put-metric-data.html>,
/// <https://docs.aws.amazon.com/cli/latest/reference/lambda/create-function.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// `--count 1` or `--count 1:3`.
    Count,
    /// Whether the first network interface gets a public address.
    PublicIp(bool),
    /// Further private addresses, which are not simulated.
    Secondary(&'static str),
    /// A part of the only permission of a security group rule.
    Rule(&'static str),
    /// A member of the only datum of `put-metric-data`.
    Datum(&'static str),
    /// The archive of a function's code.
    Zip,
}

/// One option.
#[derive(Clone, Debug)]
pub struct Arg {
    /// How it parses.
    pub opt: Opt,
    /// Where its value goes.
    pub target: Target,
}

impl Arg {
    fn new(opt: Opt, target: Target) -> Arg {
        Arg { opt, target }
    }
}

/// The options of an operation.
pub fn args(service: &ServiceSpec, op: &OpSpec) -> Vec<Arg> {
    let mut args = Vec::new();
    for member in op.input.members {
        of_member(service, member, &mut args);
    }
    for name in op.input.refused {
        refused(name, &mut args);
    }
    special(service, op, &mut args);
    args.push(Arg::new(Opt::text("cli-input-json"), Target::Input(Input::Json)));
    args.push(Arg::new(Opt::text("cli-input-yaml"), Target::Input(Input::Yaml)));
    paging(op, &mut args);
    let skeleton = Opt {
        count: Count::Maybe,
        ..Opt::choice("generate-cli-skeleton", &["input", "output", "yaml-input"])
    };
    args.push(Arg::new(skeleton, Target::Skeleton));
    args
}

fn of_member(service: &ServiceSpec, member: &'static Member, args: &mut Vec<Arg>) {
    let name = kebab(member.name);
    let opt = Opt { required: member.required, ..Opt::text(&name) };
    match member.shape {
        ShapeDef::Boolean => {
            let yes = Opt { required: false, ..Opt::switch(&name) };
            let no = Opt { dest: name.clone(), ..Opt::switch(&format!("no-{name}")) };
            args.push(Arg::new(yes, Target::Flag(member.name, true)));
            args.push(Arg::new(no, Target::Flag(member.name, false)));
        }
        ShapeDef::List(_) => {
            args.push(Arg::new(Opt { count: Count::Any, ..opt }, Target::Member(member)));
        }
        ShapeDef::Structure(def) if service.cli == "ec2" && is_wrapped_bool(def) => {
            args.push(Arg::new(Opt { count: Count::Maybe, ..opt }, Target::Wrapped(member)));
            let no = Opt::switch(&format!("no-{name}"));
            args.push(Arg::new(no, Target::NotWrapped(member.name)));
        }
        ShapeDef::Long => {
            args.push(Arg::new(Opt { kind: Kind::Int, ..opt }, Target::Member(member)));
        }
        ShapeDef::Double => {
            args.push(Arg::new(Opt { kind: Kind::Float, ..opt }, Target::Member(member)));
        }
        _ => args.push(Arg::new(opt, Target::Member(member))),
    }
}

/// EC2's `{"Value": true}` has switches like a plain truth value.
pub fn is_wrapped_bool(def: &StructDef) -> bool {
    matches!(def.members, [Member { name: "Value", shape: ShapeDef::Boolean, .. }])
}

/// We do not know what a refused member takes, so it takes anything.
fn refused(name: &'static str, args: &mut Vec<Arg>) {
    let cli = kebab(name);
    for name_of in [cli.clone(), format!("no-{cli}")] {
        let opt = Opt { count: Count::Any, ..Opt::text(&name_of) };
        args.push(Arg::new(opt, Target::Refused(name)));
    }
}

fn special(service: &ServiceSpec, op: &OpSpec, args: &mut Vec<Arg>) {
    match (service.cli, op.name) {
        ("ec2", "RunInstances") => {
            args.retain(|arg| !matches!(arg.opt.name.as_str(), "min-count" | "max-count"));
            rename(args, "no-disable-api-termination", "enable-api-termination");
            args.push(Arg::new(Opt::text("count"), Target::Special(Special::Count)));
            let dest = "associate-public-ip-address";
            let yes = Opt::switch(dest);
            let no = Opt { dest: dest.to_owned(), ..Opt::switch("no-associate-public-ip-address") };
            args.push(Arg::new(yes, Target::Special(Special::PublicIp(true))));
            args.push(Arg::new(no, Target::Special(Special::PublicIp(false))));
            for (name, member, count) in [
                ("secondary-private-ip-addresses", "PrivateIpAddresses", Count::Any),
                (
                    "secondary-private-ip-address-count",
                    "SecondaryPrivateIpAddressCount",
                    Count::One,
                ),
            ] {
                let opt = Opt { count, ..Opt::text(name) };
                args.push(Arg::new(opt, Target::Special(Special::Secondary(member))));
            }
        }
        (
            "ec2",
            "AuthorizeSecurityGroupIngress"
            | "AuthorizeSecurityGroupEgress"
            | "RevokeSecurityGroupIngress"
            | "RevokeSecurityGroupEgress",
        ) => {
            for name in ["protocol", "port", "cidr", "source-group", "group-owner"] {
                args.push(Arg::new(Opt::text(name), Target::Special(Special::Rule(name))));
            }
        }
        ("lambda", "CreateFunction") => {
            let code = args.iter_mut().find(|arg| arg.opt.name == "code");
            code.into_iter().for_each(|arg| arg.opt.required = false);
            args.push(Arg::new(Opt::text("zip-file"), Target::Special(Special::Zip)));
        }
        ("sns", "Subscribe") => rename(args, "endpoint", "notification-endpoint"),
        ("cloudwatch", "PutMetricData") => {
            for name in [
                "MetricName",
                "Timestamp",
                "Unit",
                "Value",
                "Dimensions",
                "StatisticValues",
                "StorageResolution",
            ] {
                let opt = Opt::text(&kebab(name));
                args.push(Arg::new(opt, Target::Special(Special::Datum(name))));
            }
        }
        _ => {}
    }
}

fn rename(args: &mut [Arg], from: &str, to: &str) {
    for arg in args.iter_mut().filter(|arg| arg.opt.name == from) {
        to.clone_into(&mut arg.opt.name);
    }
}

/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html>
fn paging(op: &OpSpec, args: &mut Vec<Arg>) {
    let Some(pages) = &op.pages else { return };
    let text = Opt::text("starting-token");
    args.push(Arg::new(text, Target::Page(Page::StartingToken)));
    if pages.limit.is_some() {
        let size = Opt { kind: Kind::Int, ..Opt::text("page-size") };
        args.push(Arg::new(size, Target::Page(Page::PageSize)));
    }
    let hidden = op.input.members.iter().find(|member| kebab(member.name) == "max-items");
    args.retain(|arg| arg.opt.name != "max-items");
    let most = Opt { kind: Kind::Int, ..Opt::text("max-items") };
    let target = Target::Page(Page::MaxItems(hidden.map(|member| member.name)));
    args.push(Arg::new(most, target));
}
