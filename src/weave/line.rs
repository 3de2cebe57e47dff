//! A leaf on its way to a redline: its words and what happened to each.

use super::redline::{Change, RedLeaf};

/// A leaf on its way to a redline.
pub(super) struct Line {
    pub(super) leaf: RedLeaf,
    /// Its words, and ends of blocks within it.
    pub(super) marks: Vec<Mark>,
    /// Whether its text is the same in both versions, and there are no marks.
    pub(super) whole: bool,
    /// The node at whose end it ends.
    pub(super) last: usize,
}

/// A word of a leaf, or an end of a block, and what happened to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// Its node in the weave.
    pub(super) node: usize,
    /// Its place among the words of the node; `None` for the end of the block.
    pub(super) word: Option<usize>,
    /// The word of the older version, where another node stands for it there.
    pub(super) before: Option<(usize, usize)>,
    /// The number of the word.
    pub(super) text: u32,
    pub(super) change: Change,
    /// Whether it stands in the other version too, elsewhere.
    pub(super) moved: bool,
    /// Letters and digits; 0 for white space and punctuation.
    pub(super) letters: u32,
    /// Characters but white space.
    pub(super) size: u32,
}
