//! The Merkle tree of RFC 6962 section 2.1, held as tiles of 256 hashes (<https://c2sp.org/tlog-tiles>).
//!
//! A tree grows from its right edge alone: what is needed to append is the last tile of each level.

use super::tiles::{HEIGHT, Tile, WIDTH};
use crate::model::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The last tile of each level, from the leaves up, as far as it is filled: all that is needed to append.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Digest>>,
}

/// A tree of which some tiles are at hand: those of its right edge, and all that were added since.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    size: u64,
    /// By level and number, as far as they are filled.
    tiles: BTreeMap<(u8, u64), Vec<Digest>>,
}

/// The hash of a leaf (RFC 6962 section 2.1).
pub fn leaf_hash(line: &[u8]) -> Digest {
    Digest::of(&[&[0], line].concat())
}

/// The hash of a node above two others.
pub(super) fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left.bytes());
    bytes[33..].copy_from_slice(right.bytes());
    Digest::of(&bytes)
}

/// The largest power of two below `count`, which is 2 or more.
pub(super) fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

impl Edge {
    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Tree {
    /// The tree that goes on from this edge.
    pub fn from_edge(edge: &Edge) -> Self {
        let filled = |level: usize| edge.size >> (level as u32 * u32::from(HEIGHT));
        let number = |level: usize| filled(level).saturating_sub(1) / WIDTH;
        let tiles = edge.levels.iter().enumerate();
        let tiles = tiles.map(|(level, hashes)| ((level as u8, number(level)), hashes.clone())).collect();
        Self { size: edge.size, tiles }
    }

    /// What is needed to go on from it.
    pub fn edge(&self) -> Edge {
        let last = |level: u8| self.tiles.range((level, 0)..=(level, u64::MAX)).next_back();
        let levels = (0..=u8::MAX).map_while(|level| last(level).map(|(_, hashes)| hashes.clone())).collect();
        Edge { size: self.size, levels }
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn append(&mut self, leaf: Digest) {
        let (mut hash, mut at) = (leaf, self.size);
        self.size += 1;
        for level in 0..=u8::MAX {
            let tile = self.tiles.entry((level, at / WIDTH)).or_default();
            tile.push(hash);
            if tile.len() < WIDTH as usize {
                return;
            }
            (hash, at) = (whole(tile), at / WIDTH);
        }
    }

    /// The hashes of a tile, if all of them are at hand.
    pub fn tile(&self, tile: Tile) -> Option<&[Digest]> {
        self.tiles.get(&(tile.level, tile.number))?.get(..tile.width as usize)
    }

    /// The root of the first `size` leaves; `None` where what it needs is not at hand.
    pub fn root(&self, size: u64) -> Option<Digest> {
        match size {
            0 => Some(Digest::of(b"")),
            _ if size <= self.size => self.subtree(0, size),
            _ => None,
        }
    }

    /// The proof that leaf `index` is in the tree of the first `size` (RFC 6962 section 2.1.1); `None` where it is not, or
    /// what it needs is not at hand.
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        let (mut low, mut high, mut proof) = (0, size, Vec::new());
        if index >= size || size > self.size {
            return None;
        }
        while high - low > 1 {
            let middle = low + split(high - low);
            let other = if index < middle { (middle, high) } else { (low, middle) };
            proof.push(self.subtree(other.0, other.1)?);
            if index < middle { high = middle } else { low = middle }
        }
        proof.reverse();
        Some(proof)
    }

    /// The proof that the tree of the first `old` leaves is the beginning of that of the first `size` (RFC 6962 section
    /// 2.1.2); `None` where it is not, or what it needs is not at hand.
    pub fn consistency(&self, old: u64, size: u64) -> Option<Vec<Digest>> {
        let (mut low, mut high, mut proof) = (0, size, Vec::new());
        if old == 0 || old > size || size > self.size {
            return None;
        }
        while high > old {
            let middle = low + split(high - low);
            if old <= middle {
                proof.push(self.subtree(middle, high)?);
                high = middle;
            } else {
                proof.push(self.subtree(low, middle)?);
                low = middle;
            }
        }
        if low > 0 {
            proof.push(self.subtree(low, high)?);
        }
        proof.reverse();
        Some(proof)
    }

    /// The hash of the leaves from `low` up to `high`, which are a subtree.
    fn subtree(&self, low: u64, high: u64) -> Option<Digest> {
        let count = high - low;
        if count.is_power_of_two() {
            return self.node(count.trailing_zeros(), low / count);
        }
        let middle = low + split(count);
        Some(node_hash(&self.subtree(low, middle)?, &self.subtree(middle, high)?))
    }

    /// The node with this number, from the left, `height` above the leaves; all leaves below it are there.
    fn node(&self, height: u32, number: u64) -> Option<Digest> {
        let (level, within) = (height / u32::from(HEIGHT), height % u32::from(HEIGHT));
        let first = number << within;
        let tile = self.tiles.get(&(u8::try_from(level).ok()?, first / WIDTH))?;
        let from = (first % WIDTH) as usize;
        Some(whole(tile.get(from..from + (1 << within))?))
    }
}

/// The hash above all of `hashes`, of which there are a power of two.
fn whole(hashes: &[Digest]) -> Digest {
    match hashes {
        [one] => *one,
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            node_hash(&whole(left), &whole(right))
        }
    }
}
