//! A value as it travels: a structure that holds itself.

use serde_json::{Map, Value};

use crate::api::{Member, Shape, ShapeDef, StructDef};

static TEXTS: ShapeDef = ShapeDef::List(&ShapeDef::String);
static MAP: ShapeDef = ShapeDef::Map(&ITSELF);
static LIST: ShapeDef = ShapeDef::List(&ITSELF);
static ITSELF: ShapeDef = ShapeDef::Structure(&DEF);

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>
static DEF: StructDef = StructDef {
    name: "AttributeValue",
    members: &[
        Member::new("S", &ShapeDef::String),
        Member::new("N", &ShapeDef::String),
        Member::new("B", &ShapeDef::String),
        Member::new("SS", &TEXTS),
        Member::new("NS", &TEXTS),
        Member::new("BS", &TEXTS),
        Member::new("M", &MAP),
        Member::new("L", &LIST),
        Member::new("NULL", &ShapeDef::Boolean),
        Member::new("BOOL", &ShapeDef::Boolean),
    ],
    refused: &[],
};

/// A value as it was given: what is wrong with it the service says.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeValue(pub Value);

impl Default for AttributeValue {
    fn default() -> AttributeValue {
        AttributeValue(Value::Object(Map::new()))
    }
}

impl Shape for AttributeValue {
    const DEF: ShapeDef = ShapeDef::Structure(&DEF);

    fn read(value: Value) -> Result<AttributeValue, String> {
        match value {
            Value::Object(_) => Ok(AttributeValue(value)),
            other => Err(format!("expected a structure, found `{other}`")),
        }
    }

    fn write(&self) -> Value {
        self.0.clone()
    }
}
