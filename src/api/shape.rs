//! Shapes: the members of requests and replies, under AWS's own names.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

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
    /// The bounds of each item when this is a list.
    pub items: (usize, usize),
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

    /// Each item of the list has `least` to `most` characters.
    pub const fn items(mut self, least: usize, most: usize) -> Member {
        self.items = (least, most);
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
pub trait Shape {
    /// The shape.
    const DEF: ShapeDef;

    /// Whether the member is left out when it is written.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Whether a member is left out when it is written (for serde).
pub fn absent<T: Shape>(value: &T) -> bool {
    value.is_absent()
}

macro_rules! scalar {
    ($($ty:ty = $shape:ident),* $(,)?) => {
        $(impl Shape for $ty { const DEF: ShapeDef = ShapeDef::$shape; })*
    };
}

scalar! {
    String = String,
    i32 = Integer,
    i64 = Long,
    f64 = Double,
    bool = Boolean,
    Timestamp = Timestamp,
    Value = Document,
    Map<String, Value> = Document,
}

impl<T: Shape + 'static> Shape for Vec<T> {
    const DEF: ShapeDef = ShapeDef::List(&T::DEF);
}

impl<T: Shape + 'static> Shape for BTreeMap<String, T> {
    const DEF: ShapeDef = ShapeDef::Map(&T::DEF);
}

/// A large structure kept apart, so that the enum of requests stays small.
impl<T: Shape> Shape for Box<T> {
    const DEF: ShapeDef = T::DEF;
}

impl<T: Shape> Shape for Option<T> {
    const DEF: ShapeDef = T::DEF;

    fn is_absent(&self) -> bool {
        self.is_none()
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

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.cli())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = match Value::deserialize(deserializer)? {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let time = Time::parse(&text);
        time.map(Timestamp)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a timestamp")))
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
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs, reason = "the members are AWS's, under its names")]
        pub struct $name {
            $(
                $(#[$doc])*
                #[serde(rename = $wire, skip_serializing_if = "crate::api::absent")]
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
        }
    )+ };
}

shape! {
    /// A request or a reply without members.
    pub struct Empty {}
}
