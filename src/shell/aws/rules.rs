//! The CLI's short forms of a security group rule: `--protocol tcp --port 22 --cidr 10.0.0.0/8`.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/ec2/authorize-security-group-ingress.html>

use serde_json::{Map, Value, json};

use super::python;
use crate::shell::aws::fault::Fault;

/// Sets a part of the only permission there is.
pub(super) fn set(part: &str, text: &str, members: &mut Map<String, Value>) -> Result<(), Fault> {
    let list = members.entry("IpPermissions").or_insert_with(|| json!([{}]));
    let Some(Value::Object(permission)) = list.get_mut(0) else { return Ok(()) };
    match part {
        "protocol" => {
            permission.insert("IpProtocol".to_owned(), Value::from(protocol(text)?));
        }
        "port" => {
            let (from, to) = ports(text)?;
            permission.insert("FromPort".to_owned(), Value::from(from));
            permission.insert("ToPort".to_owned(), Value::from(to));
        }
        "cidr" => {
            permission.insert("IpRanges".to_owned(), json!([{ "CidrIp": text }]));
        }
        "group-owner" => {
            pair(permission).insert("UserId".to_owned(), Value::from(text));
        }
        _ => {
            let name = if text.starts_with("sg-") { "GroupId" } else { "GroupName" };
            pair(permission).insert(name.to_owned(), Value::from(text));
        }
    }
    Ok(())
}

/// The only group of the permission.
fn pair(permission: &mut Map<String, Value>) -> &mut Map<String, Value> {
    let list = permission.entry("UserIdGroupPairs").or_insert_with(|| json!([{}]));
    if !list.get(0).is_some_and(Value::is_object) {
        *list = json!([{}]);
    }
    match list.get_mut(0) {
        Some(Value::Object(first)) => first,
        _ => unreachable!("it was just made a structure"),
    }
}

fn protocol(text: &str) -> Result<String, Fault> {
    match python::int(text) {
        Some(number) if number == -1 || (0..=255).contains(&number) => Ok(number.to_string()),
        Some(_) => Err(Fault::General("protocol must be in range 0-255".to_owned())),
        None if text == "all" => Ok("-1".to_owned()),
        None if ["tcp", "udp", "icmp"].contains(&text) => Ok(text.to_owned()),
        None => {
            let text = "protocol parameter should be one of: tcp|udp|icmp|all or any valid \
                        protocol number.";
            Err(Fault::General(text.to_owned()))
        }
    }
}

fn ports(text: &str) -> Result<(i64, i64), Fault> {
    if matches!(text, "-1" | "all") {
        return Ok((-1, -1));
    }
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let wrong = || {
        let text = "port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)";
        Fault::General(text.to_owned())
    };
    Ok((python::int(from).ok_or_else(wrong)?, python::int(to).ok_or_else(wrong)?))
}
