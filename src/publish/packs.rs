//! State files that share a file: the number of packs suits file systems, however many policies there are.
//!
//! A pack begins with a sealed list of its contents and the digest of each; so one state file can be read without the
//! others. A large state file has a file of its own, which the list names. A publication rewrites the packs in which
//! something changed, and they are renamed into place as all state files are.

use super::name::StateName;
use crate::model::Digest;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// How many packs there are at most.
pub const PACKS: usize = 256;
/// The most bytes of a state file that shares a file: a pack is written whole when something in it changes.
const LARGE: usize = 1 << 15;
/// The kind of the files that are packs.
const PACK: &str = "pack";

/// What of a value is kept of its SHA-256 digest: enough against damage.
pub(super) type Print = [u8; 16];
/// State files by kind and number: the length and the print of each, or nothing of one that has a file of its own.
pub(super) type Listed = BTreeMap<String, BTreeMap<usize, Option<(usize, Print)>>>;

/// What is in a pack.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) listed: Listed,
    /// Where the first value begins.
    pub(super) start: u64,
}

/// Where a state file is.
pub(super) enum Where {
    /// Within the pack, from there on.
    Within(u64, usize, Print),
    /// In a file of its own.
    Alone,
}

/// The contents of packs that were read.
pub(super) type Known = Mutex<HashMap<StateName, Arc<Contents>>>;

/// Whether so many bytes have a file of their own.
pub(super) fn is_large(length: usize) -> bool {
    length > LARGE
}

/// The name of the pack in which the state file with this number is.
pub(super) fn pack_of(number: usize) -> StateName {
    StateName::numbered(PACK, number % PACKS)
}

impl Contents {
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, usize, Where)> {
        let numbers =
            self.listed.iter().flat_map(|(kind, all)| all.iter().map(move |(n, one)| (kind.as_str(), *n, one)));
        numbers.scan(self.start, |at, (kind, number, one)| {
            let begins = *at;
            *at += one.map_or(0, |(length, _)| length as u64);
            Some((kind, number, one.map_or(Where::Alone, |(length, print)| Where::Within(begins, length, print))))
        })
    }

    pub(super) fn find(&self, kind: &str, number: usize) -> Option<Where> {
        self.listed.get(kind)?.get(&number)?;
        self.all().find(|(k, n, _)| (*k, *n) == (kind, number)).map(|(_, _, place)| place)
    }
}

/// The print of a value.
pub(super) fn of(bytes: &[u8]) -> Print {
    let mut print = Print::default();
    print.copy_from_slice(&Digest::of(bytes).bytes()[..16]);
    print
}

/// So many bytes of a file.
pub(super) fn range(file: &mut File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    // no more room than there are bytes, whatever a list says
    let mut bytes = Vec::new();
    file.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// State files of a publication that will share files, one behind the other in a staged file until then.
#[derive(Debug, Default)]
pub(super) struct Spool {
    pub(super) file: Option<File>,
    pub(super) length: u64,
    pub(super) at: HashMap<StateName, Range<u64>>,
}

impl Spool {
    /// The names of all in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &StateName> {
        self.at.keys()
    }

    /// The state file `name`, if it is in it.
    pub(super) fn read(&self, from: &mut File, name: &StateName) -> Option<io::Result<Vec<u8>>> {
        let Range { start, end } = self.at.get(name)?.clone();
        Some(range(from, start, (end - start) as usize))
    }
}
