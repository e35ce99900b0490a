//! Shapes: the members of requests and replies, under AWS's own names.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::api::{double, when};
use crate::sim::time::Time;

/// What kind of value a member takes.
#[derive(Debug)]
pub enum ShapeDef {
    /// Text.
    String,
    /// A 32-bit whole number.
    Integer,
    /// A 64-bit whole number.
    Long,
    /// A floating-point number.
    Double,
    /// True or false.
    Boolean,
    /// An instant.
    Timestamp,
    /// A list of one kind of thing.
    List(&'static ShapeDef),
    /// Text keys to one kind of thing.
    Map(&'static ShapeDef),
    /// A structure with named members.
    Structure(&'static StructDef),
    /// Any JSON, printed as it is (structures too irregular to be worth a type).
    Document,
}

impl ShapeDef {
    /// The structure this is. Requests and replies are declared as nothing else.
    #[expect(clippy::panic, reason = "evaluated when the program is compiled")]
    pub const fn structure(&self) -> &'static StructDef {
        match self {
            ShapeDef::Structure(def) => def,
            _ => panic!("requests and replies are structures"),
        }
    }
}

/// The members of one structure.
#[derive(Debug)]
pub struct StructDef {
    /// The Rust name of the structure.
    pub name: &'static str,
    /// Members in AWS's order.
    pub members: &'static [Member],
    /// Members AWS has and this simulator refuses by name.
    pub refused: &'static [&'static str],
}

/// One member of a structure and the bounds the service model gives it.
#[derive(Debug)]
pub struct Member {
    /// AWS's name: `AlarmName`.
    pub name: &'static str,
    /// Its kind.
    pub shape: &'static ShapeDef,
    /// Whether a request without it is refused before it is sent.
    pub required: bool,
    /// Least and greatest length (text, lists) the service model states.
    pub length: Option<(usize, usize)>,
    /// Least number the service model states.
    pub least: Option<i64>,
    /// Greatest number the service model states.
    pub greatest: Option<i64>,
    /// The values an enumeration allows, in the model's order; empty when it is not one.
    pub one_of: &'static [&'static str],
    /// The bounds of each item when this is a list, of each key and text when it is a map.
    pub items: (usize, usize),
    /// Whether its numbers may be none: then the service says what it makes of NaN and infinity.
    pub any_double: bool,
}

impl Member {
    /// An optional, unbounded member.
    pub const fn new(name: &'static str, shape: &'static ShapeDef) -> Member {
        Member {
            name,
            shape,
            required: false,
            length: None,
            least: None,
            greatest: None,
            one_of: &[],
            items: (0, usize::MAX),
            any_double: false,
        }
    }

    /// A request must have it.
    pub const fn required(mut self) -> Member {
        self.required = true;
        self
    }

    /// Text or a list of `least` to `most` characters or items.
    pub const fn len(mut self, least: usize, most: usize) -> Member {
        self.length = Some((least, most));
        self
    }

    /// Each item of the list, or key and text of the map, has `least` to `most` characters.
    pub const fn items(mut self, least: usize, most: usize) -> Member {
        self.items = (least, most);
        self
    }

    /// Numbers that may be none: the operation itself says what it makes of them.
    pub const fn any_double(mut self) -> Member {
        self.any_double = true;
        self
    }

    /// A number not below `least`.
    pub const fn min(mut self, least: i64) -> Member {
        self.least = Some(least);
        self
    }

    /// A number not above `greatest`.
    pub const fn max(mut self, greatest: i64) -> Member {
        self.greatest = Some(greatest);
        self
    }

    /// One of these values. As in AWS it is the service that checks this, not the client.
    pub const fn one_of(mut self, values: &'static [&'static str]) -> Member {
        self.one_of = values;
        self
    }
}

/// A Rust type that stands for an AWS shape.
///
/// It is read and written by these two methods and not by serde's derives: those would unfold for
/// each structure and each format once more, which alone took a fifth of the page's program.
pub trait Shape: Default {
    /// The shape.
    const DEF: ShapeDef;

    /// Reads it from JSON.
    ///
    /// # Errors
    /// If the JSON is of another shape: what was expected.
    fn read(value: Value) -> Result<Self, String>;

    /// Writes it as JSON.
    fn write(&self) -> Value;

    /// Whether the member is left out when it is written.
    fn is_absent(&self) -> bool {
        false
    }

    /// What a member is that is not there; `None` if it must be.
    fn missing() -> Option<Self> {
        None
    }
}

/// The members of a structure while they are read, with the first fault found.
#[derive(Debug)]
pub struct Reader {
    members: Map<String, Value>,
    fault: Option<String>,
}

impl Reader {
    /// Begins to read a structure.
    pub fn new(value: Value) -> Reader {
        match value {
            Value::Object(members) => Reader { members, fault: None },
            other => {
                let fault = Some(format!("expected a structure, found `{other}`"));
                Reader { members: Map::new(), fault }
            }
        }
    }

    /// Takes a member. After a fault the values no longer matter.
    #[inline(never)]
    pub fn take<T: Shape>(&mut self, name: &str) -> T {
        let read = match self.members.remove(name) {
            Some(value) => T::read(value).map_err(|error| format!("`{name}`: {error}")),
            None => T::missing().ok_or_else(|| format!("missing field `{name}`")),
        };
        read.unwrap_or_else(|fault| {
            self.fault.get_or_insert(fault);
            T::default()
        })
    }

    /// Ends reading: whether all was well and nothing is left over.
    ///
    /// # Errors
    /// A member that is not one of the structure's; else the first fault.
    pub fn end(self) -> Result<(), String> {
        if let Some(name) = self.members.keys().next() {
            return Err(format!("unknown field `{name}`"));
        }
        self.fault.map_or(Ok(()), Err)
    }
}

/// Writes a member, unless it is absent.
#[inline(never)]
pub fn put<T: Shape>(members: &mut Map<String, Value>, name: &str, member: &T) {
    if !member.is_absent() {
        members.insert(name.to_owned(), member.write());
    }
}

fn expected<T>(what: &str, found: &Value) -> Result<T, String> {
    Err(format!("expected {what}, found `{found}`"))
}

macro_rules! scalar {
    ($($ty:ty = $shape:ident $what:literal $read:expr, $write:expr;)*) => { $(
        impl Shape for $ty {
            const DEF: ShapeDef = ShapeDef::$shape;

            fn read(value: Value) -> Result<$ty, String> {
                let read: fn(&Value) -> Option<$ty> = $read;
                read(&value).map_or_else(|| expected($what, &value), Ok)
            }

            fn write(&self) -> Value {
                let write: fn(&$ty) -> Value = $write;
                write(self)
            }
        }
    )* };
}

scalar! {
    i32 = Integer "a whole number" |v| v.as_i64()?.try_into().ok(), |n| Value::from(*n);
    i64 = Long "a whole number" Value::as_i64, |n| Value::from(*n);
    f64 = Double "a number" double::read, |n| double::value(*n);
    bool = Boolean "true or false" Value::as_bool, |b| Value::from(*b);
    Timestamp = Timestamp "a timestamp" Timestamp::of, |time| Value::from(time.0.cli());
}

impl Shape for String {
    const DEF: ShapeDef = ShapeDef::String;

    fn read(value: Value) -> Result<String, String> {
        match value {
            Value::String(text) => Ok(text),
            other => expected("text", &other),
        }
    }

    fn write(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Shape for Value {
    const DEF: ShapeDef = ShapeDef::Document;

    fn read(value: Value) -> Result<Value, String> {
        Ok(value)
    }

    fn write(&self) -> Value {
        self.clone()
    }
}

impl Shape for Map<String, Value> {
    const DEF: ShapeDef = ShapeDef::Document;

    fn read(value: Value) -> Result<Map<String, Value>, String> {
        match value {
            Value::Object(members) => Ok(members),
            other => expected("a document", &other),
        }
    }

    fn write(&self) -> Value {
        Value::Object(self.clone())
    }
}

impl<T: Shape + 'static> Shape for Vec<T> {
    const DEF: ShapeDef = ShapeDef::List(&T::DEF);

    fn read(value: Value) -> Result<Vec<T>, String> {
        match value {
            Value::Array(items) => items.into_iter().map(T::read).collect(),
            other => expected("a list", &other),
        }
    }

    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }
}

impl<T: Shape + 'static> Shape for BTreeMap<String, T> {
    const DEF: ShapeDef = ShapeDef::Map(&T::DEF);

    fn read(value: Value) -> Result<BTreeMap<String, T>, String> {
        let members = Map::read(value)?;
        members.into_iter().map(|(key, value)| Ok((key, T::read(value)?))).collect()
    }

    fn write(&self) -> Value {
        Value::Object(self.iter().map(|(key, item)| (key.clone(), item.write())).collect())
    }
}

/// A large structure kept apart, so that the enum of requests stays small.
impl<T: Shape> Shape for Box<T> {
    const DEF: ShapeDef = T::DEF;

    fn read(value: Value) -> Result<Box<T>, String> {
        T::read(value).map(Box::new)
    }

    fn write(&self) -> Value {
        T::write(self)
    }
}

impl<T: Shape> Shape for Option<T> {
    const DEF: ShapeDef = T::DEF;

    fn read(value: Value) -> Result<Option<T>, String> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }

    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn missing() -> Option<Option<T>> {
        Some(None)
    }
}

/// An instant in a request or reply: read in any form the CLI takes, written as the CLI prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub Time);

impl Default for Timestamp {
    fn default() -> Timestamp {
        Timestamp(Time::from_millis(0))
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.cli())
    }
}

impl Timestamp {
    fn of(value: &Value) -> Option<Timestamp> {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        when::parse(&text).map(Timestamp)
    }
}

/// Declares structures of an API: `field: Type => "AwsName" [bounds]`.
///
/// Bounds are a chain of [`Member`] methods. A member that is not `required()` must be an
/// `Option`. `refused { "Name", … }` lists members AWS has and we do not simulate.
///
/// [`Member`]: crate::api::Member
#[macro_export]
macro_rules! shape {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$doc:meta])* $field:ident: $ty:ty => $wire:literal $([$($with:tt)*])? ),* $(,)?
        }
        $(refused { $($refused:literal),* $(,)? })?
    )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[allow(missing_docs, reason = "the members are AWS's, under its names")]
        pub struct $name {
            $(
                $(#[$doc])*
                pub $field: $ty,
            )*
        }

        impl $crate::api::Shape for $name {
            const DEF: $crate::api::ShapeDef =
                $crate::api::ShapeDef::Structure(&$crate::api::StructDef {
                    name: stringify!($name),
                    members: &[$(
                        $crate::api::Member::new($wire, &<$ty as $crate::api::Shape>::DEF)
                            $(.$($with)*)?
                    ),*],
                    refused: &[$($($refused),*)?],
                });

            fn read(value: serde_json::Value) -> Result<$name, String> {
                #[allow(unused_mut, reason = "a structure may be empty")]
                let mut reader = $crate::api::shape::Reader::new(value);
                let read = $name { $($field: reader.take($wire)),* };
                reader.end().map(|()| read)
            }

            fn write(&self) -> serde_json::Value {
                #[allow(unused_mut, reason = "a structure may be empty")]
                let mut members = serde_json::Map::new();
                $( $crate::api::shape::put(&mut members, $wire, &self.$field); )*
                serde_json::Value::Object(members)
            }
        }
    )+ };
}

shape! {
    /// A request or a reply without members.
    pub struct Empty {}
}
