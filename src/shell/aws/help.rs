//! `aws help`, `aws SERVICE help`, `aws SERVICE OPERATION help`: from the operation tables, in the
//! layout of the CLI's own pages; the sentences are ours.

use super::argparse::Opt;
use super::globals;
use super::known;
use super::table::{self, Arg, Input, Page, Special, Target};
use super::wait;
use crate::api::names::kebab;
use crate::api::{Member, OpSpec, ServiceSpec, ShapeDef, StructDef};
use crate::services::SERVICES;
use crate::text::Texts;

/// Lines are this wide.
const WIDTH: usize = 78;

/// The key of an operation's line of text.
pub fn key(service: &ServiceSpec, op: &OpSpec) -> String {
    format!("aws.op.{}.{}", service.cli, op.name)
}

/// The key of a service's line of text.
pub fn service_key(service: &ServiceSpec) -> String {
    format!("aws.service.{}", service.cli)
}

/// A page.
struct Sheet {
    name: String,
    body: String,
}

impl Sheet {
    fn new(name: &str) -> Sheet {
        Sheet { name: format!("{}()", name.to_ascii_uppercase()), body: String::new() }
    }

    fn section(&mut self, title: &str) {
        self.body.push_str(&format!("\n{title}\n"));
    }

    fn line(&mut self, text: &str) {
        self.body.push_str(&format!("       {text}\n"));
    }

    fn text(&mut self, indent: usize, text: &str) {
        for line in wrap(text, WIDTH - 7 - indent) {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn gap(&mut self) {
        self.body.push('\n');
    }

    fn bullets<'a>(&mut self, items: impl Iterator<Item = &'a str>) {
        for item in items {
            self.line(&format!("o {item}"));
        }
    }

    fn finish(self) -> String {
        format!("{}\n{}", self.name, self.body)
    }
}

/// Breaks a text at spaces; wide characters count two.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let long = crate::shell::output::width::of(&line) + 1;
        if !line.is_empty() && long + crate::shell::output::width::of(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// `aws help`.
pub fn top(texts: &Texts) -> String {
    let mut page = Sheet::new("aws");
    page.section("NAME");
    page.line("aws -");
    page.section("DESCRIPTION");
    page.text(0, texts.t("aws.help.aws"));
    page.section("SYNOPSIS");
    page.line("   aws [options] <command> <subcommand> [parameters]");
    globals_section(&mut page, texts);
    page.section("AVAILABLE SERVICES");
    page.bullets(SERVICES.iter().map(|service| service.cli));
    page.gap();
    page.text(0, texts.t("aws.help.only-these"));
    page.bullets(["configure", "help"].into_iter());
    page.finish()
}

/// `aws SERVICE help`.
pub fn service(service: &ServiceSpec, texts: &Texts) -> String {
    let mut page = Sheet::new(service.cli);
    page.section("NAME");
    page.line(&format!("{} -", service.cli));
    page.section("DESCRIPTION");
    page.text(0, &format!("{}. {}", service.title, texts.t(&service_key(service))));
    page.section("AVAILABLE COMMANDS");
    let mut names: Vec<(String, &OpSpec)> =
        service.operations().map(|op| (kebab(op.name), op)).collect();
    names.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, op) in names {
        page.line(&format!("o {name}"));
        page.text(4, texts.t(&key(service, op)));
    }
    for name in own(service) {
        page.line(&format!("o {name}"));
        page.text(4, texts.t(&format!("aws.help.{name}")));
    }
    page.line("o help");
    page.gap();
    page.text(0, texts.t("aws.help.only-these"));
    page.finish()
}

/// `aws SERVICE wait help`: what can be waited for, and how often it is asked.
pub fn waits(service: &ServiceSpec, texts: &Texts) -> String {
    let mut page = Sheet::new(wait::NAME);
    page.section("NAME");
    page.line("wait -");
    page.section("DESCRIPTION");
    page.text(0, texts.t("aws.help.wait"));
    page.section("AVAILABLE COMMANDS");
    for (name, op, every, times) in wait::offered(service) {
        page.line(&format!("o {name}"));
        let args: [(&str, &dyn std::fmt::Display); 3] =
            [("op", &kebab(op)), ("every", &every), ("times", &times)];
        page.text(4, &texts.fill("aws.help.wait.one", &args));
    }
    page.line("o help");
    page.gap();
    page.text(0, texts.t("aws.help.only-these"));
    page.finish()
}

/// `aws SERVICE OPERATION help`.
pub fn operation(service: &ServiceSpec, op: &OpSpec, texts: &Texts) -> String {
    let name = kebab(op.name);
    let args = shown(service, op);
    let mut page = Sheet::new(&name);
    page.section("NAME");
    page.line(&format!("{name} -"));
    page.section("DESCRIPTION");
    page.text(0, texts.t(&key(service, op)));
    if op.pages.is_some() {
        page.gap();
        page.text(0, &texts.fill("aws.help.paged", &[("op", &name)]));
    }
    page.section("SYNOPSIS");
    page.line(&format!("     {name}"));
    synopsis(&args, &mut page);
    page.section("OPTIONS");
    for arg in args.iter().filter(|arg| !is_second(arg)) {
        describe(arg, texts, &mut page);
    }
    globals_section(&mut page, texts);
    page.section("OUTPUT");
    if op.output.members.is_empty() {
        page.line("None");
    }
    for member in op.output.members {
        members(member, 0, 3, &mut page);
    }
    page.finish()
}

/// The options a page shows: not those that are refused, nor the service's own paging.
fn shown(service: &ServiceSpec, op: &OpSpec) -> Vec<Arg> {
    let hidden = |name: &str| {
        op.pages
            .as_ref()
            .is_some_and(|pages| pages.inputs().chain(pages.limit).any(|hidden| hidden == name))
    };
    let keep = |arg: &Arg| match arg.target {
        Target::Refused(_) | Target::Special(Special::Secondary(_)) => false,
        Target::Member(member) => !hidden(member.name),
        _ => true,
    };
    table::args(service, op).into_iter().filter(keep).collect()
}

/// Whether it stands behind another in the synopsis: `--x | --no-x`.
fn is_second(arg: &Arg) -> bool {
    matches!(
        arg.target,
        Target::Flag(_, false)
            | Target::NotWrapped(_)
            | Target::Special(Special::PublicIp(false))
            | Target::Input(Input::Yaml)
    )
}

fn partner<'a>(arg: &Arg, args: &'a [Arg]) -> Option<&'a Arg> {
    args.iter().find(|other| match (arg.target, other.target) {
        (Target::Flag(a, true), Target::Flag(b, false)) => a == b,
        (Target::Wrapped(a), Target::NotWrapped(b)) => a.name == b,
        (Target::Special(Special::PublicIp(true)), Target::Special(Special::PublicIp(false)))
        | (Target::Input(Input::Json), Target::Input(Input::Yaml)) => true,
        _ => false,
    })
}

fn synopsis(args: &[Arg], page: &mut Sheet) {
    for arg in args.iter().filter(|arg| !is_second(arg)) {
        let name = &arg.opt.name;
        page.line(&format!(
            "   {}",
            match partner(arg, args) {
                Some(other) => format!("[--{name} | --{}]", other.opt.name),
                None if arg.opt.required => format!("--{name} <value>"),
                None => format!("[--{name} <value>]"),
            }
        ));
    }
    for opt in offered() {
        let value = if opt.count == super::argparse::Count::Zero { "" } else { " <value>" };
        page.line(&format!("   [--{}{value}]", opt.name));
    }
}

/// The options for every command that work here.
fn offered() -> Vec<Opt> {
    let keep = |opt: &Opt| !globals::REFUSED.contains(&opt.name.as_str());
    globals::options().into_iter().filter(keep).collect()
}

fn describe(arg: &Arg, texts: &Texts, page: &mut Sheet) {
    let name = &arg.opt.name;
    let required = if arg.opt.required { " [required]" } else { "" };
    let (kind, member) = match arg.target {
        Target::Member(member) => (kind(member.shape), Some(member)),
        Target::Wrapped(member) => ("structure", Some(member)),
        Target::Flag(..) | Target::NotWrapped(_) => ("boolean", None),
        Target::Special(Special::PublicIp(_)) => ("boolean", None),
        Target::Page(Page::PageSize | Page::MaxItems(_)) => ("integer", None),
        _ => ("string", None),
    };
    page.line(&format!("--{name} ({kind}){required}"));
    let own = format!("aws.help.option.{name}");
    if texts.has(&own) && member.is_none() {
        page.text(3, texts.t(&own));
    }
    if let Some(member) = member {
        limits(member, 3, page);
        inner(member.shape, 3, page);
    }
    page.gap();
}

fn kind(shape: &ShapeDef) -> &'static str {
    match shape {
        ShapeDef::String => "string",
        ShapeDef::Integer => "integer",
        ShapeDef::Long => "long",
        ShapeDef::Double => "double",
        ShapeDef::Boolean => "boolean",
        ShapeDef::Timestamp => "timestamp",
        ShapeDef::List(_) => "list",
        ShapeDef::Map(_) => "map",
        ShapeDef::Structure(_) => "structure",
        ShapeDef::Document => "document",
    }
}

fn limits(member: &Member, indent: usize, page: &mut Sheet) {
    let pad = " ".repeat(indent);
    let least = member.least.or_else(|| member.length.map(|(least, _)| least as i64));
    let most = member.greatest.or_else(|| {
        member.length.filter(|(_, most)| *most != usize::MAX).map(|(_, most)| most as i64)
    });
    let bounds = [("min", least.filter(|n| *n > 0)), ("max", most)];
    for (name, bound) in bounds.iter().filter_map(|(name, bound)| bound.map(|b| (name, b))) {
        page.line(&format!("{pad}o {name}: {bound}"));
    }
    if !member.one_of.is_empty() {
        page.text(indent, &format!("Possible values: {}", member.one_of.join(", ")));
    }
}

fn inner(shape: &ShapeDef, indent: usize, page: &mut Sheet) {
    let structure = |def: &StructDef, page: &mut Sheet| {
        def.members.iter().for_each(|member| members(member, indent, 3, page));
    };
    match shape {
        ShapeDef::Structure(def) | ShapeDef::List(ShapeDef::Structure(def)) => structure(def, page),
        ShapeDef::Map(item) => {
            page.line(&format!("{}key -> (string), value -> ({})", " ".repeat(indent), kind(item)));
        }
        _ => {}
    }
}

/// A member with those it holds, to a depth.
fn members(member: &Member, indent: usize, depth: usize, page: &mut Sheet) {
    let required = if member.required { " [required]" } else { "" };
    let pad = " ".repeat(indent);
    page.line(&format!("{pad}{} -> ({}){required}", member.name, kind(member.shape)));
    let (ShapeDef::Structure(def) | ShapeDef::List(ShapeDef::Structure(def))) = member.shape else {
        return;
    };
    if depth > 0 {
        def.members.iter().for_each(|inner| members(inner, indent + 3, depth - 1, page));
    }
}

fn globals_section(page: &mut Sheet, texts: &Texts) {
    page.section("GLOBAL OPTIONS");
    for opt in offered() {
        let kind = if opt.count == super::argparse::Count::Zero { "boolean" } else { "string" };
        page.line(&format!("--{} ({kind})", opt.name));
        let key = format!("aws.help.option.{}", opt.name);
        page.text(3, texts.t(&key));
        if !opt.choices.is_empty() {
            page.text(3, &opt.choices.join(", "));
        }
        page.gap();
    }
}

/// The names a service's page would list, for completion.
pub fn operations(service: &ServiceSpec) -> Vec<String> {
    let mut names: Vec<String> = service.operations().map(|op| kebab(op.name)).collect();
    names.extend(own(service).map(str::to_owned));
    names.sort();
    names
}

/// Commands of the CLI's own, which are no operations of the service.
fn own(service: &ServiceSpec) -> impl Iterator<Item = &'static str> {
    let validates = (service.cli == "cloudtrail").then_some(super::validate_logs::NAME);
    let waits = (!wait::names(service).is_empty()).then_some(wait::NAME);
    validates.into_iter().chain(waits)
}

/// Whether a word is a command of AWS's at all.
pub fn is_known(command: &str) -> bool {
    known::services().any(|name| name == command)
}
