//! What a weave is made of: leaves, containers and words, each with the texts in which it stands.

use super::intern::Interner;
use super::life::{Life, Track};
use super::vocabulary::Vocabulary;
use crate::document::{ContainerKind, Content, LeafKind, Span};
use crate::model::{Digest, VersionNumber};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Every version of one policy. Versions and texts are counted from 0 inside.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Weave {
    pub(super) leaves: Vec<LeafNode>,
    pub(super) containers: Vec<ContainerNode>,
    pub(super) words: Vocabulary,
    /// Whole texts of leaves.
    pub(super) texts: Interner<str>,
    /// How leaves and words are set.
    pub(super) settings: Interner<[Span]>,
    /// The text of each version.
    pub(super) versions: Vec<u32>,
    /// The texts, by number.
    pub(super) woven: Vec<Woven>,
    /// How many words are known in several leaves.
    pub(super) known: u32,
}

/// A text, but for what stands in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Woven {
    /// The text of the version before the first that has it, with which it was matched; its own number for the first text.
    pub(super) base: u32,
    /// A digest of all that a reader sees of it.
    pub(super) print: Digest,
    /// Whether it was not compared with its base to the last word.
    pub(super) coarse: bool,
    /// What moved since the base, where the words that are known do not say it.
    pub(super) moves: Option<Vec<Moved>>,
}

/// The end of a leaf over all texts, with the words between the end before it and this one. Where the end before
/// does not stand, its words belong to this leaf too.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct LeafNode {
    /// Where the end stands.
    pub(super) alive: Life,
    pub(super) shape: Track<Shape>,
    /// The leaf's whole text.
    pub(super) text: Track<u32>,
    /// How that is set.
    pub(super) setting: Track<u32>,
    /// Whether words of the latest text stand before an end that is gone.
    pub(super) fed: bool,
    /// From which text on neither its end nor any of its words stands.
    pub(super) gone: Option<u32>,
    /// Whether it was cut into words. A leaf whose words stand unchanged in all texts needs none.
    pub(super) cut: bool,
    pub(super) words: Vec<WordNode>,
    /// What it says in the latest of the texts, if it stands there and that is at hand.
    #[serde(skip)]
    pub(super) content: Option<Arc<Content>>,
}

/// What a leaf is and where it stands; changes without a change of its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Shape {
    /// Among the weave's containers.
    pub(super) parent: Option<usize>,
    pub(super) kind: LeafKind,
    pub(super) anchors: Vec<String>,
}

/// A word over all texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WordNode {
    pub(super) text: u32,
    /// The number under which it is known in other leaves too, from 1; 0 if it is in none.
    pub(super) known: u32,
    pub(super) alive: Life,
    pub(super) setting: Track<u32>,
}

/// A container over all texts. It stands where a leaf in it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ContainerNode {
    pub(super) parent: Option<usize>,
    pub(super) kind: Track<ContainerKind>,
}

/// A block that moved, or a cell of a row that did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Moved {
    /// The line that was deleted.
    pub(super) from: usize,
    /// The line that was inserted.
    pub(super) to: usize,
    /// Which of its words stand in both places: their places there and here.
    pub(super) words: Vec<(usize, usize)>,
}

impl Weave {
    /// The number of versions in it.
    pub fn versions(&self) -> usize {
        self.versions.len()
    }

    /// The number of leaves and of words that it holds, for measuring; words that never changed are not held.
    pub fn size(&self) -> (usize, usize) {
        (self.leaves.len(), self.leaves.iter().map(|l| l.words.len()).sum())
    }

    pub(super) fn text_of(&self, n: VersionNumber) -> Option<u32> {
        self.versions.get(n.index()).copied()
    }

    /// The number that the next text gets.
    pub(super) fn next_text(&self) -> u32 {
        self.woven.len() as u32
    }
}

impl LeafNode {
    /// Stands for a node that is elsewhere.
    pub(super) fn nothing() -> Self {
        Self {
            alive: Life::born(0),
            shape: Track::new(Shape { parent: None, kind: LeafKind::Rule, anchors: Vec::new() }),
            text: Track::new(0),
            setting: Track::new(0),
            fed: false,
            gone: None,
            cut: false,
            words: Vec::new(),
            content: None,
        }
    }

    /// Ends it and its words; whether anything of it stood.
    pub(super) fn end(&mut self, now: u32) -> bool {
        let mut stood = self.alive.now();
        if stood {
            self.alive.end(now);
        }
        for word in self.words.iter_mut().filter(|w| w.alive.now()) {
            word.alive.end(now);
            stood = true;
        }
        self.note_whether_gone(now);
        stood
    }

    /// Whether its words stand, and no others, in every text up to `last`.
    pub(super) fn is_steady(&self, last: u32) -> bool {
        let fits = |word: &WordNode| word.alive.is_steady(last) || word.alive.birth() > last;
        self.alive.is_steady(last) && self.words.iter().all(fits)
    }

    pub(super) fn note_whether_gone(&mut self, now: u32) {
        let stands = self.alive.now() || self.words.iter().any(|w| w.alive.now());
        self.gone = if stands { None } else { self.gone.or(Some(now)) };
    }
}
