//! From the options of a line to the members of a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::argparse::{Given, Parsed};
use super::fault::Fault;
use super::pages::Paging;
use super::table::{Arg, Input, Page, Special, Target};
use super::{blob, bucket, json, python, rules, values};
use crate::api::{OpSpec, ServiceSpec, ShapeDef, StructDef, double, validate};
use crate::text::Texts;

/// What a line asks an operation.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The members.
    pub members: Map<String, Value>,
    /// The CLI's own paging.
    pub paging: Paging,
    /// Whether all pages are fetched.
    pub paginate: bool,
    /// Which skeleton is asked for.
    pub skeleton: Option<String>,
}

/// Reads the options of one operation.
pub struct Reader<'a> {
    /// The service.
    pub service: &'static ServiceSpec,
    /// The operation.
    pub op: &'static OpSpec,
    /// Its options.
    pub args: &'a [Arg],
    /// What we say ourselves.
    pub texts: &'a Texts,
}

impl Reader<'_> {
    /// Reads them.
    pub fn read(&self, parsed: &Parsed, paginate: bool) -> Result<Asked, Fault> {
        let mut asked = Asked { paginate, ..Asked::default() };
        self.turn_paging_off(parsed, &mut asked)?;
        self.exclusive(parsed)?;
        let mut inputs = Vec::new();
        // In the order of the table, as the CLI does, so that the first complaint is the same.
        for (index, arg) in self.args.iter().enumerate() {
            let found = parsed.given.iter().find(|(i, _)| *i == index);
            let Some((_, given)) = found else { continue };
            if let Target::Input(kind) = arg.target {
                inputs.push((kind, given.first().unwrap_or_default().to_owned()));
            } else {
                self.take(arg, given, &mut asked)?;
            }
        }
        self.take_inputs(&inputs, &mut asked)?;
        if blob::encodes_user_data(self.op)
            && let Some(Value::String(text)) = asked.members.get_mut("UserData")
        {
            *text = STANDARD.encode(&text);
        }
        if let Some(pages) = &self.op.pages {
            let by_hand = |name: &str| asked.members.contains_key(name);
            asked.paginate &= !pages.inputs().any(by_hand) && !pages.limit.is_some_and(by_hand);
        }
        Ok(asked)
    }

    /// A member of the service's own paging turns the CLI's off.
    fn turn_paging_off(&self, parsed: &Parsed, asked: &mut Asked) -> Result<(), Fault> {
        let Some(pages) = &self.op.pages else { return Ok(()) };
        let given = || parsed.given.iter().filter_map(|(i, _)| self.args.get(*i));
        let by_hand = given().any(|arg| match arg.target {
            Target::Member(member) => {
                pages.inputs().chain(pages.limit).any(|name| name == member.name)
            }
            _ => false,
        });
        asked.paginate &= !by_hand;
        let own = |arg: &&Arg| match arg.target {
            Target::Page(Page::MaxItems(hidden)) => hidden.is_none(),
            Target::Page(_) => true,
            _ => false,
        };
        let mut own: Vec<String> =
            given().filter(own).map(|arg| format!("--{}", arg.opt.name)).collect();
        if asked.paginate || own.is_empty() {
            return Ok(());
        }
        let order = ["--starting-token", "--page-size", "--max-items"];
        own.sort_by_key(|name| order.iter().position(|other| other == name));
        let own = own.join(", ");
        Err(Fault::Param(format!(
            "Cannot specify --no-paginate along with pagination arguments: {own}"
        )))
    }

    /// `put-metric-data` takes either data or the members of one datum.
    fn exclusive(&self, parsed: &Parsed) -> Result<(), Fault> {
        const DATUM: [&str; 6] =
            ["metric_name", "timestamp", "unit", "value", "dimensions", "statistic_values"];
        let given = || parsed.given.iter().filter_map(|(i, _)| self.args.get(*i));
        let data = given().any(|arg| arg.opt.name == "metric-data");
        let mut keys = given()
            .filter(|arg| matches!(arg.target, Target::Special(Special::Datum(_))))
            .map(|arg| arg.opt.name.replace('-', "_"))
            .filter(|key| DATUM.contains(&key.as_str()));
        match keys.next() {
            Some(key) if data && self.op.name == "PutMetricData" => Err(Fault::Param(format!(
                "The key \"{key}\" cannot be specified when one of the following keys are also \
                 specified: metric_data"
            ))),
            _ => self.one_of_each_pair(parsed),
        }
    }

    fn one_of_each_pair(&self, parsed: &Parsed) -> Result<(), Fault> {
        let given = |name: &str| {
            let named = |i: &usize| self.args.get(*i).is_some_and(|arg| arg.opt.name == name);
            parsed.given.iter().any(|(i, _)| named(i))
        };
        for arg in self.args.iter().filter(|arg| matches!(arg.target, Target::Wrapped(_))) {
            let (yes, no) = (arg.opt.name.clone(), format!("no-{}", arg.opt.name));
            if given(&yes) && given(&no) {
                return Err(Fault::Param(format!(
                    "Cannot specify both the \"--{yes}\" option and the \"--{no}\" option."
                )));
            }
        }
        Ok(())
    }

    fn take(&self, arg: &Arg, given: &Given, asked: &mut Asked) -> Result<(), Fault> {
        let option = format!("--{}", arg.opt.name);
        let (name, value) = match arg.target {
            Target::Member(member) => (member.name, values::unpack(member.shape, given, &option)?),
            Target::Flag(name, value) => (name, Value::Bool(value)),
            Target::Wrapped(member) if *given == Given::Switch => {
                (member.name, json!({ "Value": true }))
            }
            Target::Wrapped(member) => (member.name, values::unpack(member.shape, given, &option)?),
            Target::NotWrapped(name) => (name, json!({ "Value": false })),
            Target::Page(page) => {
                self.page(page, given, asked);
                return Ok(());
            }
            Target::Skeleton => {
                asked.skeleton = Some(given.first().unwrap_or("input").to_owned());
                return Ok(());
            }
            Target::Refused(name) => return Err(self.refused(name)),
            Target::Special(special) => return self.special(special, given, asked),
            Target::Input(_) => return Ok(()),
        };
        asked.members.insert(name.to_owned(), value);
        Ok(())
    }

    /// AWS has this member and we do not.
    fn refused(&self, name: &str) -> Fault {
        let what = format!("{name} ({} {})", self.service.cli, self.op.name);
        Fault::NotSimulated(self.texts.fill("aws.not-simulated", &[("what", &what)]))
    }

    fn page(&self, page: Page, given: &Given, asked: &mut Asked) {
        let text = given.first().unwrap_or_default();
        let number = python::int(text);
        match page {
            Page::MaxItems(Some(hidden)) if !asked.paginate => {
                if let Some(number) = number {
                    asked.members.insert(hidden.to_owned(), Value::from(number));
                }
            }
            Page::StartingToken => asked.paging.token = Some(text.to_owned()),
            Page::PageSize => asked.paging.size = number,
            Page::MaxItems(_) => asked.paging.most = number,
        }
    }

    fn special(&self, special: Special, given: &Given, asked: &mut Asked) -> Result<(), Fault> {
        let text = given.first().unwrap_or_default();
        match special {
            Special::Count => count(text, &mut asked.members),
            Special::PublicIp(yes) => {
                if asked.members.contains_key("NetworkInterfaces") {
                    let message = "Mixing the --network-interfaces option with the simple, scalar \
                                   options is not supported.";
                    return Err(Fault::Param(message.to_owned()));
                }
                let interface = json!([{ "DeviceIndex": 0, "AssociatePublicIpAddress": yes }]);
                asked.members.insert("NetworkInterfaces".to_owned(), interface);
                Ok(())
            }
            Special::Secondary(name) => Err(self.refused(name)),
            Special::Datum(name) => datum(name, text, &mut asked.members),
            Special::Rule(part) => rules::set(part, text, &mut asked.members),
            Special::Zip => {
                let code = asked.members.entry("Code").or_insert_with(|| json!({}));
                if let Some(members) = code.as_object_mut() {
                    members.insert("ZipFile".to_owned(), json!(text));
                }
                Ok(())
            }
        }
    }

    /// Options win over what is given all at once.
    fn take_inputs(&self, inputs: &[(Input, String)], asked: &mut Asked) -> Result<(), Fault> {
        let [(kind, text)] = inputs else {
            let more = "Only one --cli-input- parameter may be specified.";
            return if inputs.is_empty() { Ok(()) } else { Err(Fault::Param(more.to_owned())) };
        };
        let name = match kind {
            Input::Json => "cli-input-json",
            Input::Yaml => {
                let what = "--cli-input-yaml";
                let text = self.texts.fill("aws.not-simulated", &[("what", &what)]);
                return Err(Fault::NotSimulated(text));
            }
        };
        values::no_file(&Given::One(text.clone()), &format!("--{name}"))?;
        let value = json::parse(text).map_err(|why| match why.as_str() {
            json::TOO_DEEP => values::param(name, json::TOO_DEEP),
            _ => values::param(name, "Invalid JSON received."),
        })?;
        let class = validate::class(&value);
        let Some(given) = value.as_object().filter(|_| class == "dict") else {
            let why = format!("Invalid type: expecting map, received <class '{class}'>");
            return Err(values::param(&format!("--{name}"), &why));
        };
        for (key, value) in given {
            asked.members.entry(key).or_insert_with(|| value.clone());
        }
        Ok(())
    }

    /// Completes the members and checks them as the SDK does before it sends anything.
    pub fn check(&self, members: &mut Map<String, Value>) -> Result<(), Fault> {
        if self.op.name == "RunInstances" {
            for name in ["MaxCount", "MinCount"] {
                members.entry(name).or_insert(Value::from(1));
            }
            into_interface(members);
        }
        if let Some(name) = refused_within(self.op.input, members) {
            return Err(self.refused(name));
        }
        let given = Value::Object(members.clone());
        if let Some(fault) = bucket::fault(&given).filter(|_| self.service.cli == "s3api") {
            return Err(Fault::Param(fault));
        }
        let faults = validate::client(self.op.input, &given);
        if faults.is_empty() {
            return Ok(());
        }
        Err(Fault::Param(format!("Parameter validation failed:\n{}", faults.join("\n"))))
    }
}

/// `--count 1` or `--count 1:3`. The message for anything else is a slip of the CLI's own.
fn count(text: &str, members: &mut Map<String, Value>) -> Result<(), Fault> {
    let (least, most) = text.split_once(':').unwrap_or((text, text));
    let (Some(least), Some(most)) = (python::int(least), python::int(most)) else {
        return Err(Fault::General("name 'ParamValidationError' is not defined".to_owned()));
    };
    members.insert("MinCount".to_owned(), Value::from(least));
    members.insert("MaxCount".to_owned(), Value::from(most));
    Ok(())
}

/// With an interface of its own, subnet and groups belong to it.
fn into_interface(members: &mut Map<String, Value>) {
    let has_address = members
        .get("NetworkInterfaces")
        .and_then(|list| list.get(0))
        .is_some_and(|first| first.get("AssociatePublicIpAddress").is_some());
    if !has_address {
        return;
    }
    for (from, to) in [("SubnetId", "SubnetId"), ("SecurityGroupIds", "Groups")] {
        let Some(value) = members.shift_remove(from) else { continue };
        let first = members.get_mut("NetworkInterfaces").and_then(|list| list.get_mut(0));
        if let Some(Value::Object(first)) = first {
            first.insert(to.to_owned(), value);
        }
    }
}

/// Sets a member of the only datum of `put-metric-data`.
fn datum(name: &str, text: &str, members: &mut Map<String, Value>) -> Result<(), Fault> {
    let value = match name {
        "Value" => decimal(text)?,
        "StorageResolution" => python::int(text)
            .map(Value::from)
            .ok_or_else(|| Fault::General(super::shorthand::not_an_int(text)))?,
        "Dimensions" => pairs(text)?
            .into_iter()
            .map(|(name, value)| json!({ "Name": name, "Value": value }))
            .collect(),
        "StatisticValues" => {
            let mut set = Map::new();
            for (name, value) in pairs(text)? {
                set.insert(name, decimal(&value)?);
            }
            Value::Object(set)
        }
        _ => Value::String(text.to_owned()),
    };
    let data = members.entry("MetricData").or_insert_with(|| json!([{}]));
    if let Some(Value::Object(first)) = data.get_mut(0) {
        first.insert(name.to_owned(), value);
    }
    Ok(())
}

fn decimal(text: &str) -> Result<Value, Fault> {
    let message = "[<class 'decimal.ConversionSyntax'>]";
    python::float(text).map(double::value).ok_or_else(|| Fault::General(message.to_owned()))
}

/// `a=1,b=2`.
fn pairs(text: &str) -> Result<Vec<(String, String)>, Fault> {
    let pair = |part: &str| {
        let mut pieces = part.split('=');
        match (pieces.next(), pieces.next(), pieces.next()) {
            (Some(name), Some(value), None) => Ok((name.to_owned(), value.to_owned())),
            (Some(_), None, _) => {
                Err(Fault::General("not enough values to unpack (expected 2, got 1)".to_owned()))
            }
            _ => Err(Fault::General("too many values to unpack (expected 2)".to_owned())),
        }
    };
    text.split(',').map(pair).collect()
}

/// The first member given, however deep, that AWS has and we do not.
fn refused_within(def: &StructDef, members: &Map<String, Value>) -> Option<&'static str> {
    let own = def.refused.iter().find(|name| members.contains_key(**name)).copied();
    own.or_else(|| {
        def.members.iter().find_map(|member| {
            members.get(member.name).and_then(|value| refused_in(member.shape, value))
        })
    })
}

fn refused_in(shape: &ShapeDef, value: &Value) -> Option<&'static str> {
    match (shape, value) {
        (ShapeDef::Structure(def), Value::Object(members)) => refused_within(def, members),
        (ShapeDef::List(item), Value::Array(values)) => {
            values.iter().find_map(|value| refused_in(item, value))
        }
        (ShapeDef::Map(item), Value::Object(members)) => {
            members.values().find_map(|value| refused_in(item, value))
        }
        _ => None,
    }
}
