//! Every version of one policy in one ordered structure, from which each version and each redline is read off.
//!
//! The weave is over *texts*. A text is what one or several versions say, numbered from 0 in the order of first appearance; a
//! version points to its text. A version whose text is there already adds a pointer and nothing else: real policies flip
//! back and forth between few texts.
//!
//! The words of all texts stand in one sequence, and between them the ends of blocks; every word and every end carries
//! the texts in which it stands. A text is what stands in it; the redline of any two texts is what stands in either. The
//! idea is the interleaved delta of SCCS (Rochkind, *The Source Code Control System*, 1975), on words and ends of blocks in
//! place of lines. A block that was split is an end that came, blocks that were merged are an end that went.
//!
//! A new text is matched with its *base*, the text of the version before. So texts are a tree, as in RCS (Tichy, 1985), and
//! the redline between a text and its base shows what was matched; any other one is put together from what is known.
//!
//! Invariants:
//! - no two texts are equal, and the base of a text has a lower number;
//! - the words and ends that stand in a text, in the weave's order, are its words in reading order, each block's end after
//!   its words: a block is what stands between two ends;
//! - after the last end that stands in a text no word stands in it;
//! - a container's parent never changes, and in one text it is one container;
//! - what is appended later changes no redline of two texts that are there: the redline to the latest version can be
//!   published once and for all.

mod align;
mod alike;
mod append;
mod bag;
mod blocks;
mod cells;
mod changes;
pub mod clauses;
mod columns;
mod compare;
mod compose;
mod containers;
mod export;
mod gap;
mod incoming;
mod intern;
mod joints;
mod left;
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
mod texts;
mod tidy;
mod twins;
mod vocabulary;
mod words;

pub use export::{Export, ExportContainer, ExportLeaf, ExportMove, ExportShape, Run};
pub use limits::{LIMITS, Limits};
pub(crate) use numbers::{Listed, numbers};
pub use redline::{Change, Move, Piece, RedContainer, RedLeaf, RedText, Redline, Was};
pub use terms::{folded, parts, terms};
pub(crate) use words::{cut, weight};

use crate::document::{ContainerKind, Content, LeafKind, Span};
use crate::model::{Digest, VersionNumber};
use crate::tally;
use intern::Interner;
use life::{Life, Track};
use moves::Moved;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use vocabulary::Vocabulary;

/// Every version of one policy. Versions and texts are counted from 0 inside.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Weave {
    leaves: Vec<LeafNode>,
    containers: Vec<ContainerNode>,
    words: Vocabulary,
    /// Whole texts of leaves.
    texts: Interner<str>,
    /// How leaves and words are set.
    settings: Interner<[Span]>,
    /// The text of each version.
    versions: Vec<u32>,
    /// The texts, by number.
    woven: Vec<Woven>,
    /// How many words are known in several leaves.
    known: u32,
}

/// A text, but for what stands in it.
#[derive(Debug, Serialize, Deserialize)]
struct Woven {
    /// The text of the version before the first that has it, with which it was matched; its own number for the first text.
    base: u32,
    /// A digest of all that a reader sees of it.
    print: Digest,
    /// Whether it was not compared with its base to the last word.
    coarse: bool,
    /// What moved since the base, where the words that are known do not say it.
    moves: Option<Vec<Moved>>,
}

/// The end of a leaf over all texts, with the words between the end before it and this one. Where the end before
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
    /// From which text on neither its end nor any of its words stands.
    gone: Option<u32>,
    /// Whether it was cut into words. A leaf whose words stand unchanged in all texts needs none.
    cut: bool,
    words: Vec<WordNode>,
    /// What it says in the latest of the texts, if it stands there and that is at hand.
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

/// A word over all texts.
#[derive(Debug, Serialize, Deserialize)]
struct WordNode {
    text: u32,
    /// The number under which it is known in other leaves too, from 1; 0 if it is in none.
    known: u32,
    alive: Life,
    setting: Track<u32>,
}

/// A container over all texts. It stands where a leaf in it stands.
#[derive(Debug, Serialize, Deserialize)]
struct ContainerNode {
    parent: Option<usize>,
    kind: Track<ContainerKind>,
}

impl Weave {
    /// The number of versions in it.
    pub fn versions(&self) -> usize {
        self.versions.len()
    }

    /// The number of words of version `n`.
    pub fn words(&self, n: VersionNumber) -> usize {
        let Some(text) = self.text_of(n) else { return 0 };
        tally::count(tally::Work::NodesVisited, self.leaves.len());
        let leaves = self.leaves.iter().filter(|node| node.alive.at(text));
        let count = |node| {
            let content = self.content_at(node, text);
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
