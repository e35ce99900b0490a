//! What an object holds, made readable.

use serde_json::Value;

use crate::gzip;
use crate::services::s3::Body;

/// The most bytes that are laid out; the rest is left to a download.
pub const MOST: usize = 512 * 1024;

/// The most bytes a packed object may hold to be opened.
const MAX_UNPACKED: usize = 16 << 20;

/// What an object holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: Kind,
    /// Whether it was packed.
    pub packed: bool,
    /// The text, laid out; of bytes, their numbers.
    pub text: String,
    /// Whether the text was cut.
    pub cut: bool,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON, laid out.
    Json,
    /// Text.
    Text,
    /// Something else.
    Bytes,
}

impl Kind {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Json => "s3.content.json",
            Kind::Text => "s3.content.text",
            Kind::Bytes => "s3.content.bytes",
        }
    }
}

/// Makes a body readable: unpacked, laid out.
pub fn content(body: &Body) -> Content {
    let unpacked = gzip::unpack(body.bytes(), MAX_UNPACKED).ok();
    let packed = unpacked.is_some();
    let bytes = unpacked.map_or_else(|| body.bytes().to_vec(), |unpacked| unpacked.bytes);
    let (kind, text) = match String::from_utf8(bytes) {
        Ok(text) => match serde_json::from_str::<Value>(&text) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) => (Kind::Json, format!("{value:#}")),
            _ => (Kind::Text, text),
        },
        Err(error) => (Kind::Bytes, numbers(error.as_bytes())),
    };
    let end = (0..=MOST.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let cut = text.len() > MOST;
    let text = text.get(..end.unwrap_or_default()).unwrap_or_default().to_owned();
    Content { kind, packed, text, cut }
}

/// What an editor is given: the text as it is, unpacked; nothing if it is none.
pub fn editable(body: &Body) -> Option<(String, bool)> {
    let unpacked = gzip::unpack(body.bytes(), MAX_UNPACKED).ok();
    let packed = unpacked.is_some();
    let bytes = unpacked.map_or_else(|| body.bytes().to_vec(), |unpacked| unpacked.bytes);
    let text = String::from_utf8(bytes).ok().filter(|text| text.len() <= MOST)?;
    Some((text, packed))
}

/// The bytes of an edited text, packed again if they were.
pub fn edited(text: &str, packed: bool) -> Body {
    if packed {
        Body::new(gzip::pack(text.as_bytes()))
    } else {
        Body::new(text.as_bytes().to_vec())
    }
}

/// Sixteen bytes a line, of the first lines.
fn numbers(bytes: &[u8]) -> String {
    let line = |(at, chunk): (usize, &[u8])| {
        let hex: Vec<String> = chunk.iter().map(|byte| format!("{byte:02x}")).collect();
        let shown: String = chunk
            .iter()
            .map(|byte| if (32..127).contains(byte) { char::from(*byte) } else { '.' })
            .collect();
        format!("{:08x}  {:<47}  {shown}", at * 16, hex.join(" "))
    };
    let lines: Vec<String> = bytes.chunks(16).take(256).enumerate().map(line).collect();
    lines.join("\n")
}
