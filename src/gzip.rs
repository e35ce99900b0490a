//! Files in the form of gzip, as CloudTrail delivers them.
//!
//! <https://www.rfc-editor.org/rfc/rfc1952>. What is packed here enters digests, so the compressor
//! and its level are fixed and the header has no date.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use rawzip::crc32;

/// The first bytes of every file.
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The only method there is.
const DEFLATE: u8 = 8;
/// The bytes that every header has.
const FIXED: usize = 10;
/// How hard to deflate.
const LEVEL: u8 = 6;

const HEADER_SUM: u8 = 1 << 1;
const EXTRA: u8 = 1 << 2;
const NAME: u8 = 1 << 3;
const COMMENT: u8 = 1 << 4;

/// Why a file cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin as such files do.
    NotGzip,
    /// It ends too early, or its content does not have the sum it should have.
    Damaged,
    /// Its content is longer than asked for.
    TooLong,
}

/// What was in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// The content.
    pub bytes: Vec<u8>,
    /// How many bytes stand behind the end of the compressed stream.
    pub rest: usize,
}

/// Packs bytes: the same bytes always become the same file.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let deflated = compress_to_vec(bytes, LEVEL);
    let mut file = Vec::with_capacity(deflated.len() + 18);
    file.extend(MAGIC);
    // No flags, no date; the system is "unknown".
    file.extend([DEFLATE, 0, 0, 0, 0, 0, 0, 255]);
    file.extend(deflated);
    file.extend(crc32(bytes).to_le_bytes());
    file.extend((bytes.len() as u32).to_le_bytes());
    file
}

/// Unpacks a file of one member, whose content has at most `most` bytes.
///
/// # Errors
/// If it is none, or damaged, or too long.
pub fn unpack(file: &[u8], most: usize) -> Result<Unpacked, Fault> {
    let body = behind_header(file)?;
    let (bytes, used) = inflate(body, most)?;
    let trailer = body.get(used..).unwrap_or_default();
    let (sums, rest) = trailer.split_first_chunk::<8>().ok_or(Fault::Damaged)?;
    let [a, b, c, d, e, f, g, h] = *sums;
    let whole = u32::from_le_bytes([a, b, c, d]) == crc32(&bytes)
        && u32::from_le_bytes([e, f, g, h]) == bytes.len() as u32;
    if whole { Ok(Unpacked { bytes, rest: rest.len() }) } else { Err(Fault::Damaged) }
}

/// What stands behind the header.
fn behind_header(file: &[u8]) -> Result<&[u8], Fault> {
    match header(file) {
        Header::Ends(length) => file.get(length..).ok_or(Fault::Damaged),
        Header::More if file.len() >= FIXED => Err(Fault::Damaged),
        Header::More | Header::None => Err(Fault::NotGzip),
    }
}

/// What the first bytes of a file say of its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// It has this many bytes.
    Ends(usize),
    /// It does not end within these bytes.
    More,
    /// There is none.
    None,
}

/// Where the header ends with which bytes begin that need not be the whole file.
pub fn header(bytes: &[u8]) -> Header {
    let [0x1f, 0x8b, DEFLATE, flags, _, _, _, _, _, _, ..] = bytes else {
        let [first, second] = MAGIC;
        let begins = bytes.iter().zip([first, second, DEFLATE]).all(|(one, other)| *one == other);
        return if begins && bytes.len() < FIXED { Header::More } else { Header::None };
    };
    let mut at = FIXED;
    if flags & EXTRA != 0 {
        let Some([low, high]) = bytes.get(at..at + 2) else { return Header::More };
        at += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(end) = rest.iter().position(|byte| *byte == 0) else { return Header::More };
            at += end + 1;
        }
    }
    at += if flags & HEADER_SUM != 0 { 2 } else { 0 };
    if at <= bytes.len() { Header::Ends(at) } else { Header::More }
}

/// The content of a deflated stream, and how many bytes the stream took.
fn inflate(stream: &[u8], most: usize) -> Result<(Vec<u8>, usize), Fault> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; most.min(stream.len().saturating_mul(4).max(1024))];
    let (mut read, mut written) = (0, 0);
    loop {
        let input = stream.get(read..).unwrap_or_default();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, used, made) = decompress(&mut state, input, &mut out, written, flags);
        (read, written) = (read + used, written + made);
        match status {
            TINFLStatus::Done => {
                out.truncate(written);
                return Ok((out, read));
            }
            TINFLStatus::HasMoreOutput if out.len() < most => {
                let longer = out.len().saturating_mul(2).clamp(1024, most.max(1024));
                out.resize(longer.min(most), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(Fault::TooLong),
            _ => return Err(Fault::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for text in ["", "a", &"{\"Records\":[]}".repeat(5000)] {
            let file = pack(text.as_bytes());
            let unpacked = unpack(&file, 1 << 20).unwrap();
            assert_eq!(unpacked, Unpacked { bytes: text.as_bytes().to_vec(), rest: 0 });
        }
    }

    #[test]
    fn what_stands_behind_the_stream_is_counted() {
        let mut file = pack(b"text");
        file.extend(b"more");
        assert_eq!(unpack(&file, 100).unwrap().rest, 4);
    }

    #[test]
    fn headers_may_hold_a_name() {
        let mut file = pack(b"text");
        file[3] = NAME | EXTRA | COMMENT | HEADER_SUM;
        file.splice(10..10, *b"\x02\x00xxname\0comment\0ss");
        assert_eq!(unpack(&file, 100).unwrap().bytes, b"text");
    }

    #[test]
    fn faults_are_told_apart() {
        assert_eq!(unpack(b"{}", 100), Err(Fault::NotGzip));
        assert_eq!(unpack(b"{\"Records\":[]}", 100), Err(Fault::NotGzip));
        let file = pack(b"some text");
        for end in 10..file.len() {
            assert_eq!(unpack(&file[..end], 100), Err(Fault::Damaged), "{end}");
        }
        let mut other = file.clone();
        let sum = other.len() - 8;
        other[sum] ^= 1;
        assert_eq!(unpack(&other, 100), Err(Fault::Damaged));
        assert_eq!(unpack(&pack(&[0; 5000]), 4999), Err(Fault::TooLong));
        assert_eq!(unpack(&pack(&[0; 5000]), 5000).map(|it| it.bytes.len()), Ok(5000));
    }
}
