//! The archive that a spreadsheet is: unpacked only when what it holds stays within bounds.

use std::io::{self, Cursor, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::diagnostic::data::{DataMistake, Limit};

/// The most bytes that all parts of a spreadsheet together may have once they are unpacked.
const MAX_UNPACKED: u64 = 64 << 20;
/// The most parts.
const MAX_PARTS: usize = 5_000;
/// How an OLE file begins: a spreadsheet with a password, or one of before 2007.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Unpacks every part once and counts: what the archive itself says of sizes can be a lie.
pub(super) fn check(bytes: &[u8]) -> Result<(), DataMistake> {
    if bytes.starts_with(OLE) {
        return Err(DataMistake::Protected);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let too_large = || DataMistake::TooLarge { limit: Limit::Unpacked(MAX_UNPACKED >> 20) };
    if archive.len() > MAX_PARTS {
        return Err(too_large());
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink())
            .map_err(|error| DataMistake::Damaged { reason: error.to_string() })?;
        left = left.checked_sub(size).ok_or_else(too_large)?;
    }
    Ok(())
}

/// One part of an archive that was checked, as text; none when it does not exist.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<Option<String>, DataMistake> {
    part_of(Cursor::new(bytes), name)
}

/// One part of an archive as text, of which no more is read than that takes; none when it does not exist.
pub(in crate::source) fn part_of(archive: impl Read + Seek, name: &str) -> Result<Option<String>, DataMistake> {
    let mut archive = ZipArchive::new(archive).map_err(damaged)?;
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(error)),
    };
    let mut text = String::new();
    match part.take(MAX_UNPACKED).read_to_string(&mut text) {
        Ok(_) => Ok(Some(text)),
        Err(error) => Err(DataMistake::Damaged { reason: error.to_string() }),
    }
}

fn damaged(error: ZipError) -> DataMistake {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => DataMistake::Protected,
        error => DataMistake::Damaged { reason: error.to_string() },
    }
}
