//! The Merkle tree of RFC 6962 section 2.1, held as tiles of 256 hashes (<https://c2sp.org/tlog-tiles>).
//!
//! A tree grows from its right edge alone: what is needed to append is the last tile of each level.

use super::tiles::{HEIGHT, Tile, WIDTH};
use crate::model::Digest;
use serde::{Deserialize, Serialize};

/// The last tile of each level, from the leaves up, as far as it is filled: all that is needed to append.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Digest>>,
}

/// A tree of which the right edge is at hand, and all that was added since.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    size: u64,
    /// By height above the leaves.
    rows: Vec<Row>,
}

/// Nodes of one height, next to one another up to the last.
#[derive(Debug, Clone, Default)]
struct Row {
    /// The number, from the left, of the first that is at hand.
    first: u64,
    hashes: Vec<Digest>,
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
        let mut tree = Self { size: edge.size, rows: Vec::new() };
        for (tile, hashes) in Tile::edge(edge.size).zip(&edge.levels) {
            let (mut first, mut row) = (tile.number * WIDTH, hashes.clone());
            for _ in 0..HEIGHT {
                let above = row.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
                tree.rows.push(Row { first, hashes: std::mem::replace(&mut row, above) });
                first /= 2;
            }
        }
        tree
    }

    /// What is needed to go on from it.
    pub fn edge(&self) -> Edge {
        let levels = Tile::edge(self.size).filter_map(|tile| self.tile(tile)).map(<[Digest]>::to_vec).collect();
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
        for height in 0.. {
            if self.rows.len() == height {
                self.rows.push(Row::default());
            }
            let left = at.checked_sub(1).and_then(|left| self.rows[height].get(left));
            self.rows[height].hashes.push(hash);
            match left.filter(|_| at % 2 == 1) {
                Some(left) => (hash, at) = (node_hash(&left, &hash), at / 2),
                None => return,
            }
        }
    }

    /// The tree of these lines.
    pub fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut tree = Self::default();
        lines.for_each(|line| tree.append(leaf_hash(line.as_bytes())));
        tree
    }

    /// The hashes of a tile, if all of them are at hand.
    pub fn tile(&self, tile: Tile) -> Option<&[Digest]> {
        let row = self.rows.get(usize::from(HEIGHT * tile.level))?;
        let from = usize::try_from((tile.number * WIDTH).checked_sub(row.first)?).ok()?;
        row.hashes.get(from..from + usize::from(tile.width))
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
            return self.rows.get(count.trailing_zeros() as usize)?.get(low / count);
        }
        let middle = low + split(count);
        Some(node_hash(&self.subtree(low, middle)?, &self.subtree(middle, high)?))
    }
}

impl Row {
    /// The node with this number, if it is at hand.
    fn get(&self, number: u64) -> Option<Digest> {
        self.hashes.get(usize::try_from(number.checked_sub(self.first)?).ok()?).copied()
    }
}
