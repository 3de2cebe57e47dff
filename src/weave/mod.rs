//! Every version of one policy in one ordered structure, from which each version and each redline is read off.
//!
//! The leaves of all versions stand in one order, and in each leaf its words; every leaf and word carries the versions
//! in which it stands. A version is what stands in it; the redline of any two versions is what stands in either. The
//! idea is the interleaved delta of SCCS (Rochkind, *The Source Code Control System*, 1975), on a document's blocks and
//! words in place of lines.
//!
//! Invariants:
//! - the leaves that stand in version n, in the weave's order, are the leaves of version n in reading order; the same
//!   for the words of a leaf;
//! - a word stands only where its leaf stands;
//! - a container's parent never changes, and in one version it is one container.

mod align;
mod append;
mod containers;
mod intern;
mod life;
mod project;
mod redline;
mod sequence;
mod tidy;
mod words;

pub use redline::{Change, Piece, RedContainer, RedLeaf, Redline};

use crate::document::{ContainerKind, LeafKind, Span};
use crate::model::VersionNumber;
use intern::Interner;
use life::{Life, Track};

/// Every version of one policy. Versions are counted from 0 inside, numbered from 1 outside.
#[derive(Debug, Default)]
pub struct Weave {
    leaves: Vec<LeafNode>,
    containers: Vec<ContainerNode>,
    /// Texts of words, white space and punctuation.
    words: Interner<str>,
    /// Whole texts of leaves.
    texts: Interner<str>,
    /// How leaves and words are set.
    settings: Interner<[Span]>,
    versions: u32,
}

/// A leaf over all versions.
#[derive(Debug)]
struct LeafNode {
    alive: Life,
    shape: Track<Shape>,
    /// The whole text.
    text: Track<u32>,
    /// How the latest text is set.
    setting: u32,
    words: Vec<WordNode>,
}

/// What a leaf is and where it stands; changes without a change of its words.
#[derive(Debug, Clone, PartialEq)]
struct Shape {
    /// Among the weave's containers.
    parent: Option<usize>,
    kind: LeafKind,
    anchors: Vec<String>,
}

/// A word of a leaf over all versions.
#[derive(Debug)]
struct WordNode {
    text: u32,
    alive: Life,
    setting: Track<u32>,
}

/// A container over all versions. It stands where a leaf in it stands.
#[derive(Debug)]
struct ContainerNode {
    parent: Option<usize>,
    kind: Track<ContainerKind>,
}

impl Weave {
    /// The number of versions in it.
    pub fn versions(&self) -> usize {
        self.versions as usize
    }

    /// The number of words of version `n`.
    pub fn words(&self, n: VersionNumber) -> usize {
        let version = n.index() as u32;
        let words = self.leaves.iter().flat_map(|l| &l.words).filter(|w| w.alive.at(version));
        words.filter(|w| words::weight(self.words.value(w.text)) > 0).count()
    }

    /// The number of leaves and of words that it holds, for measuring.
    pub fn size(&self) -> (usize, usize) {
        (self.leaves.len(), self.leaves.iter().map(|l| l.words.len()).sum())
    }
}

#[cfg(test)]
mod tests;
