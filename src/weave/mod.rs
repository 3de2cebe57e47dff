//! Every version of one policy in one ordered structure, from which each version and each redline is read off.
//!
//! The words of all versions stand in one sequence, and between them the ends of blocks; every word and every end
//! carries the versions in which it stands. A version is what stands in it; the redline of any two versions is what
//! stands in either. The idea is the interleaved delta of SCCS (Rochkind, *The Source Code Control System*, 1975), on
//! words and ends of blocks in place of lines. A block that was split is an end that came, blocks that were merged are
//! an end that went.
//!
//! Invariants:
//! - the words and ends that stand in version n, in the weave's order, are the words of version n in reading order,
//!   each block's end after its words: a block is what stands between two ends;
//! - after the last end that stands in n no word stands in n;
//! - a container's parent never changes, and in one version it is one container;
//! - what is appended later changes no redline of two neighbouring versions: the redline to the latest version can be
//!   published once and for all. A redline of versions further apart may be marked otherwise.

mod align;
mod alike;
mod append;
mod bag;
mod blocks;
mod cells;
mod changes;
mod columns;
mod compare;
mod compose;
mod containers;
mod export;
mod gap;
mod incoming;
mod intern;
mod joints;
mod life;
mod limits;
mod line;
mod matching;
mod mend;
mod moves;
mod numbers;
mod ordinal;
mod passage;
mod project;
mod redline;
mod renumbered;
mod rows;
mod sentences;
mod sequence;
mod store;
mod terms;
mod tidy;
mod twins;
mod vocabulary;
mod words;

pub use export::{Export, ExportContainer, ExportLeaf, ExportMove, ExportShape, Run};
pub use limits::{LIMITS, Limits};
pub(crate) use numbers::{Listed, numbers};
pub use redline::{Change, Move, Piece, RedContainer, RedLeaf, RedText, Redline, Was};
pub use terms::{folded, terms};
pub(crate) use words::{cut, weight};

use crate::document::{ContainerKind, Content, LeafKind, Span};
use crate::model::VersionNumber;
use intern::Interner;
use life::{Life, Track};
use moves::Moved;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::Vocabulary;

/// Every version of one policy. Versions are counted from 0 inside, numbered from 1 outside.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Weave {
    leaves: Vec<LeafNode>,
    containers: Vec<ContainerNode>,
    words: Vocabulary,
    /// Whole texts of leaves.
    texts: Interner<str>,
    /// How leaves and words are set.
    settings: Interner<[Span]>,
    versions: u32,
    /// How many words are known in several leaves.
    known: u32,
    /// What moved in a version, where the words that are known do not say it.
    moves: BTreeMap<u32, Vec<Moved>>,
    /// The versions that were not compared to the last word.
    coarse: Vec<u32>,
}

/// The end of a leaf over all versions, with the words between the end before it and this one. Where the end before
/// does not stand, its words belong to this leaf too.
#[derive(Debug, Serialize, Deserialize)]
struct LeafNode {
    /// Where the end stands.
    alive: Life,
    shape: Track<Shape>,
    /// The leaf's whole text.
    text: Track<u32>,
    /// How that is set.
    setting: Track<u32>,
    /// Whether words of the latest text stand before an end that is gone.
    fed: bool,
    /// From which version on neither its end nor any of its words stands.
    gone: Option<u32>,
    /// Whether it was cut into words. A leaf whose text stands unchanged since the first version needs none.
    cut: bool,
    words: Vec<WordNode>,
    /// What it says in the latest version, if that is at hand.
    #[serde(skip)]
    content: Option<Arc<Content>>,
}

/// What a leaf is and where it stands; changes without a change of its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Shape {
    /// Among the weave's containers.
    parent: Option<usize>,
    kind: LeafKind,
    anchors: Vec<String>,
}

/// A word over all versions.
#[derive(Debug, Serialize, Deserialize)]
struct WordNode {
    text: u32,
    /// The number under which it is known in other leaves too, from 1; 0 if it is in none.
    known: u32,
    alive: Life,
    setting: Track<u32>,
}

/// A container over all versions. It stands where a leaf in it stands.
#[derive(Debug, Serialize, Deserialize)]
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
        let leaves = self.leaves.iter().filter(|node| node.alive.at(version) && version < self.versions);
        let count = |node| {
            let content = self.content_at(node, version);
            words::words(&content).iter().filter(|w| words::weight(w.text) > 0).count()
        };
        leaves.map(count).sum()
    }

    /// The number of leaves and of words that it holds, for measuring; words that never changed are not held.
    pub fn size(&self) -> (usize, usize) {
        (self.leaves.len(), self.leaves.iter().map(|l| l.words.len()).sum())
    }
}

#[cfg(test)]
mod tests;
