//! A leaf on its way to a redline: its words and what happened to each.

use crate::weave::redline::{Change, RedLeaf};
use rustc_hash::FxHashMap;

/// A leaf on its way to a redline.
pub(in crate::weave) struct Line {
    pub(in crate::weave) leaf: RedLeaf,
    /// Its words, and ends of blocks within it.
    pub(in crate::weave) marks: Vec<Mark>,
    /// Whether its text is the same in both versions, and there are no marks.
    pub(in crate::weave) whole: bool,
    /// The node at whose end it ends.
    pub(in crate::weave) last: usize,
}

/// A word of a leaf, or an end of a block, and what happened to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::weave) struct Mark {
    /// Its node in the weave.
    pub(in crate::weave) node: usize,
    /// Its place among the words of the node; `None` for the end of the block.
    pub(in crate::weave) word: Option<usize>,
    /// The word of the older version, where another node stands for it there.
    pub(in crate::weave) before: Option<(usize, usize)>,
    /// The number of the word.
    pub(in crate::weave) text: u32,
    /// The number under which it is known in other leaves too, from 1; 0 if it is in none.
    pub(in crate::weave) known: u32,
    pub(in crate::weave) change: Change,
    /// Whether it stands in the other version too, elsewhere.
    pub(in crate::weave) moved: bool,
    /// Whether it is part of a passage that looks the same in both versions.
    pub(in crate::weave) alike: bool,
    /// Letters and digits; 0 for white space and punctuation.
    pub(in crate::weave) letters: u32,
    /// Characters but white space.
    pub(in crate::weave) size: u32,
    /// Whether it joins what stands before and after it.
    pub(in crate::weave) joins: bool,
}

/// Whether two texts read the same, word by word.
pub(super) fn reads_the_same(old: &[Mark], new: &[Mark]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.text == b.text)
}

/// Pairs of places of words that are the same, in order: all if the texts read the same, else those that are known to be.
pub(super) fn same_words(old: &[Mark], new: &[Mark]) -> Vec<(usize, usize)> {
    if reads_the_same(old, new) {
        return (0..old.len()).map(|k| (k, k)).collect();
    }
    let places: FxHashMap<u32, usize> = old.iter().map(|m| m.known).zip(0..).filter(|(known, _)| *known > 0).collect();
    let mut next = 0;
    let mut pairs = Vec::new();
    for (j, mark) in new.iter().enumerate().filter(|(_, m)| m.known > 0) {
        if let Some(i) = places.get(&mark.known).filter(|i| **i >= next) {
            pairs.push((*i, j));
            next = i + 1;
        }
    }
    pairs
}
