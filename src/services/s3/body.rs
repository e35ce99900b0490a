//! What an object holds, with the sums S3 makes over it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

/// What stands before the base64 of bytes that are no text.
const MARK: &str = "\0base64,";

/// The content of an object. A copy is a reference, and its sum stands for it in digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    bytes: Arc<[u8]>,
    md5: [u8; 16],
}

impl Hash for Body {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.md5.hash(state);
        (self.bytes.len() as u64).hash(state);
    }
}

impl Body {
    /// Takes bytes.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Body {
        let bytes = bytes.into();
        let md5 = Md5::digest(&bytes).into();
        Body { bytes, md5 }
    }

    /// Reads a body as it stands in requests, replies and the log: as text, or behind a mark in
    /// base64. No text of a script begins with the mark, which is no character of any.
    pub fn from_wire(text: &str) -> Body {
        let decoded = text.strip_prefix(MARK).and_then(|base64| STANDARD.decode(base64).ok());
        Body::new(decoded.unwrap_or_else(|| text.as_bytes().to_vec()))
    }

    /// The body as it stands in requests, replies and the log.
    pub fn to_wire(&self) -> String {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) if !text.starts_with(MARK) => text.to_owned(),
            _ => format!("{MARK}{}", STANDARD.encode(&self.bytes)),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content as text; bytes that are none are shown as a terminal shows them.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The entity tag with its quotation marks: for what was put in one piece and is encrypted
    /// with keys of S3, the MD5 sum.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html>
    pub fn etag(&self) -> String {
        format!("\"{}\"", base16ct::lower::encode_string(&self.md5))
    }

    /// The checksum that clients send by default and S3 keeps, in base64.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html>
    pub fn crc64nvme(&self) -> String {
        STANDARD.encode(crc64nvme(&self.bytes).to_be_bytes())
    }
}

/// CRC-64/NVME, a bit at a time.
fn crc64nvme(bytes: &[u8]) -> u64 {
    const POLYNOMIAL: u64 = 0x9a6c_9329_ac4b_c9b5;
    let step = |crc: u64| if crc & 1 == 1 { (crc >> 1) ^ POLYNOMIAL } else { crc >> 1 };
    let add = |crc: u64, byte: &u8| (0..8).fold(crc ^ u64::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u64::MAX, add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_everybody_computes() {
        let body = Body::new(*b"123456789");
        assert_eq!(crc64nvme(body.bytes()), 0xae8b_1486_0a79_9888);
        assert_eq!(body.etag(), "\"25f9e794323b453885f5181f1b624d0b\"");
        let empty = Body::new([]);
        assert_eq!(empty.etag(), "\"d41d8cd98f00b204e9800998ecf8427e\"");
        assert!(empty.is_empty());
    }

    #[test]
    fn any_bytes_travel_as_text() {
        let cases: [&[u8]; 5] =
            [b"", b"text", &[0x1f, 0x8b, 8, 255], b"\0base64,", b"\0base64,AA=="];
        for bytes in cases {
            let body = Body::new(bytes);
            assert_eq!(Body::from_wire(&body.to_wire()), body);
        }
        assert_eq!(Body::new(*b"text").to_wire(), "text");
        assert_eq!(Body::from_wire("\0base64,?").text(), "\0base64,?");
    }
}
