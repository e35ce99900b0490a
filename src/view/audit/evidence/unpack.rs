//! Unpacks what comes piece by piece, if it is packed: gzip, one member after the other.
//!
//! <https://www.rfc-editor.org/rfc/rfc1952>

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use crate::gzip::{Header, header};

/// What is unpacked at once.
const PIECE: usize = 64 * 1024;
/// What follows a member: the sum of its content, and its length.
const TRAILER: usize = 8;

/// A file on its way in.
pub struct Unpack {
    input: Vec<u8>,
    at: usize,
    stage: Stage,
    /// What the member has given so far.
    length: u32,
    out: Vec<u8>,
}

enum Stage {
    /// Its first bytes are not there yet.
    Unknown,
    /// It is not packed.
    Plain,
    /// Before the header of a member; whether it is the first.
    Header(bool),
    /// In a member.
    Member(Box<InflateState>),
    /// Behind a member's stream.
    Trailer,
    /// What follows the last member is none.
    Over,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// There is this much text more.
    Text(Vec<u8>),
    /// More bytes of the file are needed.
    More,
    /// The file is damaged.
    Damaged,
    /// It is packed in a way that is not read here.
    Zip,
}

impl Default for Unpack {
    fn default() -> Unpack {
        Unpack { input: Vec::new(), at: 0, stage: Stage::Unknown, length: 0, out: vec![0; PIECE] }
    }
}

impl Unpack {
    /// Adds the file's next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.input.drain(..self.at);
        self.at = 0;
        self.input.extend_from_slice(bytes);
    }

    /// Whether the file may end here.
    pub fn is_done(&self) -> bool {
        match self.stage {
            Stage::Unknown | Stage::Plain | Stage::Over | Stage::Header(false) => true,
            Stage::Header(true) | Stage::Member(_) | Stage::Trailer => false,
        }
    }

    /// The next piece. `last`: no more bytes come.
    pub fn step(&mut self, last: bool) -> Piece {
        loop {
            let rest = self.input.get(self.at..).unwrap_or_default();
            match &mut self.stage {
                Stage::Unknown => match rest {
                    [0x1f, 0x8b, ..] => self.stage = Stage::Header(true),
                    [b'P', b'K', ..] => return Piece::Zip,
                    [] | [_] if !last => return Piece::More,
                    _ => self.stage = Stage::Plain,
                },
                Stage::Plain | Stage::Over if rest.is_empty() => return Piece::More,
                Stage::Plain => {
                    let text: Vec<u8> = rest.iter().take(PIECE).copied().collect();
                    self.at += text.len();
                    return Piece::Text(text);
                }
                Stage::Over => {
                    self.at = self.input.len();
                    return Piece::More;
                }
                Stage::Header(first) => match header(rest) {
                    Header::Ends(length) => {
                        self.at += length;
                        self.length = 0;
                        self.stage = Stage::Member(InflateState::new_boxed(DataFormat::Raw));
                    }
                    Header::More if !last => return Piece::More,
                    _ if *first => return Piece::Damaged,
                    // Zeros or what else stands behind the last member.
                    _ => self.stage = Stage::Over,
                },
                Stage::Member(state) => {
                    let result = inflate(state, rest, &mut self.out, MZFlush::None);
                    self.at += result.bytes_consumed;
                    self.length = self.length.wrapping_add(result.bytes_written as u32);
                    match result.status {
                        Ok(MZStatus::StreamEnd) => self.stage = Stage::Trailer,
                        Ok(_) | Err(MZError::Buf) => {}
                        Err(_) => return Piece::Damaged,
                    }
                    if result.bytes_written > 0 {
                        let text = self.out.get(..result.bytes_written).unwrap_or_default();
                        return Piece::Text(text.to_vec());
                    }
                    let stuck = matches!(self.stage, Stage::Member(_));
                    if stuck && result.bytes_consumed == 0 {
                        return if last { Piece::Damaged } else { Piece::More };
                    }
                }
                Stage::Trailer => match rest.get(..TRAILER) {
                    Some([_, _, _, _, length @ ..]) => {
                        let told = length.iter().rev().fold(0, |n, byte| n << 8 | u32::from(*byte));
                        if told != self.length {
                            return Piece::Damaged;
                        }
                        self.at += TRAILER;
                        self.stage = Stage::Header(false);
                    }
                    _ if last => return Piece::Damaged,
                    _ => return Piece::More,
                },
            }
        }
    }
}
