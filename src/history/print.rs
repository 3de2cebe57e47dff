//! Fingerprints of texts: what they have in common, without their content.

use super::repository::LARGEST_TEXT;
use super::{BlobId, Repository};
use crate::error::Result;
use git2::Oid;
use std::collections::HashMap;
use std::rc::Rc;

/// How many bytes of texts, in all, are kept as prints; they take about as much memory.
pub(super) const KEPT: usize = 256 << 20;
/// How many pieces a sketch has. Two texts of which one piece in three is the same share some forty of them.
const SKETCH: usize = 128;

/// A text's pieces by their hash, with count and length, and the length of all.
#[derive(Default)]
pub(super) struct Print {
    pieces: HashMap<u64, (u64, u64)>,
    length: u64,
}

/// The smallest hashes of a text's pieces: of two texts they are the same as often as the pieces are (Broder, "On the
/// resemblance and containment of documents", 1997).
pub(super) type Sketch = Vec<u64>;

/// What is needed to compare texts, made once for each as long as there is room.
pub(super) struct Prints<'a> {
    repository: &'a Repository,
    of: HashMap<Oid, Rc<Print>>,
    /// In bytes; `None` of texts that are too large.
    sizes: HashMap<Oid, Option<usize>>,
    kept: usize,
    /// How many pairs of texts were compared.
    pub(super) compared: usize,
}

impl<'a> Prints<'a> {
    pub(super) fn new(repository: &'a Repository) -> Self {
        Self { repository, of: HashMap::new(), sizes: HashMap::new(), kept: 0, compared: 0 }
    }

    /// How many bytes the text has; `None` if it is too large to be compared.
    pub(super) fn size(&mut self, oid: Oid) -> Result<Option<usize>> {
        if let Some(size) = self.sizes.get(&oid) {
            return Ok(*size);
        }
        let size = Some(self.repository.size(oid)?).filter(|size| *size <= LARGEST_TEXT);
        self.sizes.insert(oid, size);
        Ok(size)
    }

    /// The part of the longer text that both share, in percent; not known, so 0, where that would be less than `least` by
    /// their lengths alone.
    pub(super) fn score(&mut self, old: Oid, new: Oid, least: u64) -> Result<u64> {
        let (Some(a), Some(b)) = (self.size(old)?, self.size(new)?) else { return Ok(0) };
        let (shorter, longer) = (a.min(b) as u64, a.max(b) as u64);
        if longer == 0 || shorter * 100 < longer * least {
            return Ok(0);
        }
        self.compared += 1;
        let (old, new) = (self.print(old)?, self.print(new)?);
        let (few, many) = if old.pieces.len() <= new.pieces.len() { (&old, &new) } else { (&new, &old) };
        let shared = few
            .pieces
            .iter()
            .filter_map(|(hash, (count, length))| many.pieces.get(hash).map(|(other, _)| count.min(other) * length));
        Ok(shared.sum::<u64>() * 100 / old.length.max(new.length))
    }

    fn print(&mut self, oid: Oid) -> Result<Rc<Print>> {
        if let Some(print) = self.of.get(&oid) {
            return Ok(Rc::clone(print));
        }
        let print = Rc::new(Print::of(&self.repository.blob(&BlobId(oid))?));
        self.kept += print.length as usize;
        if self.kept > KEPT {
            self.of.clear();
            self.kept = print.length as usize;
        }
        self.of.insert(oid, Rc::clone(&print));
        Ok(print)
    }

    pub(super) fn sketch(&self, oid: Oid) -> Result<Sketch> {
        let print = Print::of(&self.repository.blob(&BlobId(oid))?);
        let mut hashes: Vec<u64> = print.pieces.into_keys().map(mixed).collect();
        if hashes.len() > SKETCH {
            hashes.select_nth_unstable(SKETCH);
            hashes.truncate(SKETCH);
        }
        Ok(hashes)
    }
}

/// A hash whose order has nothing to do with the text (the finalizer of MurmurHash3, in public domain).
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

impl Print {
    /// Cuts the text at line ends and, so that long lines without spaces compare too, where its own bytes say so.
    fn of(text: &[u8]) -> Self {
        let mut print = Self { pieces: HashMap::new(), length: text.len() as u64 };
        let (mut start, mut window, mut hash) = (0, 0u32, FNV);
        for (at, byte) in text.iter().enumerate() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            window = window << 8 | u32::from(*byte);
            if *byte == b'\n' || window.wrapping_mul(0x9e37_79b1) >> 27 == 0 || at + 1 == text.len() {
                let piece = print.pieces.entry(hash).or_insert((0, (at + 1 - start) as u64));
                piece.0 += 1;
                (start, hash) = (at + 1, FNV);
            }
        }
        print
    }
}

/// Where the hash of Fowler, Noll and Vo (FNV-1a, 64 bits) begins.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;
