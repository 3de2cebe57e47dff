//! The texts of a weave: which version has which, what a new one goes on from, and how two of them are related.

use super::compose::Sides;
use super::incoming::Incoming;
use super::passage::feed;
use super::words::REPEAT;
use super::{LeafNode, Weave, Woven};
use crate::document::{Document, without_pictures};
use crate::letters::is_invisible;
use crate::model::{Class, Digest, VersionNumber};
use crate::store;
use crate::tally::{Work, count};
use std::iter::Peekable;
use unicode_normalization::UnicodeNormalization;

impl Weave {
    /// The number of distinct texts in it.
    pub fn texts(&self) -> usize {
        self.woven.len()
    }

    /// The number of the text of version `n`, from 0; `None` for a version that is not in the weave.
    pub fn text(&self, n: VersionNumber) -> Option<usize> {
        self.text_of(n).map(|text| text as usize)
    }

    /// The first version in which the text of version `n`, which is in the weave, followed that of the version before it: `n`
    /// itself, unless texts flip back and forth.
    pub fn first_step(&self, n: VersionNumber) -> VersionNumber {
        let Some(before) = n.index().checked_sub(1) else { return n };
        let first = self.versions.windows(2).position(|pair| *pair == self.versions[before..=n.index()]);
        first.map_or(n, |at| VersionNumber::at(at + 1))
    }

    /// Adds a version with the text of this number, which is there; what kind of change it is. Nothing is compared.
    ///
    /// # Panics
    /// If there is no such text.
    pub fn repeat(&mut self, text: usize) -> Class {
        assert!(text < self.woven.len(), "a text of the weave");
        let (before, now) = (self.versions.last().copied(), text as u32);
        self.versions.push(now);
        match before {
            None => Class::Text,
            Some(before) if before == now => Class::None,
            Some(before) if self.same_words(&self.leaf_texts(before), &self.leaf_texts(now)) => Class::Formatting,
            Some(_) => Class::Text,
        }
    }

    pub(super) fn text_of(&self, n: VersionNumber) -> Option<u32> {
        self.versions.get(n.index()).copied()
    }

    /// The number that the next text gets.
    pub(super) fn next_text(&self) -> u32 {
        self.woven.len() as u32
    }

    /// The text with this digest.
    pub(super) fn known_text(&self, print: Digest) -> Option<usize> {
        self.woven.iter().position(|text| text.print == print)
    }

    /// Makes the next text, so far, what `base` is: what comes is matched with that.
    pub(super) fn go_on_from(&mut self, base: u32) {
        let now = self.next_text();
        if base + 1 == now {
            return;
        }
        let mut stand = vec![false; self.containers.len()];
        for node in &mut self.leaves {
            if node.alive.at(base) {
                node.shape.copy(base, now);
                node.text.copy(base, now);
                node.setting.copy(base, now);
                let mut around = node.shape.now().parent;
                while let Some(at) = around.filter(|at| !std::mem::replace(&mut stand[*at], true)) {
                    self.containers[at].kind.copy(base, now);
                    around = self.containers[at].parent;
                }
            }
            node.alive.copy(base, now);
            for word in &mut node.words {
                if word.alive.at(base) {
                    word.setting.copy(base, now);
                }
                word.alive.copy(base, now);
            }
            node.note_whether_gone(now);
        }
        feed(&mut self.leaves);
    }

    /// The text in which a leaf that does not stand now stood last.
    pub(super) fn last_text(&self, node: &LeafNode) -> u32 {
        match node.alive.ended() {
            None => self.next_text() - 1,
            Some(end) if node.alive.is_lent() => self.woven.get(end as usize).map_or(0, |text| text.base),
            Some(end) => end - 1,
        }
    }

    /// Two texts as they are compared.
    pub(super) fn sides(&self, a: u32, b: u32) -> Sides {
        Sides { a, b, direct: a == b || self.woven[a.max(b) as usize].base == a.min(b) }
    }

    /// Whether on the way from one text to the other, by their bases, one was not compared to the last word.
    pub(super) fn is_coarse(&self, Sides { a, b, .. }: Sides) -> bool {
        let (mut low, mut high) = (a.min(b), a.max(b));
        while low != high {
            let Woven { base, coarse, .. } = &self.woven[high as usize];
            if *coarse {
                return true;
            }
            (low, high) = (low.min(*base), low.max(*base));
        }
        false
    }

    /// The texts of the leaves that stand in a text.
    pub(super) fn leaf_texts(&self, text: u32) -> Vec<u32> {
        count(Work::NodesVisited, self.leaves.len());
        let leaves = self.leaves.iter().filter(|node| node.alive.at(text));
        leaves.map(|node| *node.text.at(text)).collect()
    }

    /// Whether two lists of texts read the same when it does not matter where blocks begin and end.
    pub(super) fn same_words(&self, old: &[u32], new: &[u32]) -> bool {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[head..], &new[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        same_text(self.characters(old), self.characters(new))
    }

    /// The texts with these numbers, an end after each.
    fn characters<'a>(&'a self, texts: &'a [u32]) -> Peekable<impl Iterator<Item = char> + 'a> {
        let read = |text: &'a u32| without_pictures(self.texts.value(*text)).nfc().chain([END]).collect::<Vec<char>>();
        texts.iter().flat_map(read).peekable()
    }
}

/// A digest of all that a reader sees of a document.
pub(super) fn print(document: &Document, incoming: &[Incoming<'_>]) -> Digest {
    let leaves = document.leaves.iter().zip(incoming);
    let leaves: Vec<_> =
        leaves.map(|(leaf, new)| (new.text, new.setting, leaf.parent, &leaf.kind, &leaf.anchors)).collect();
    let containers: Vec<_> = document.containers.iter().map(|container| (container.parent, &container.kind)).collect();
    store::key(&(leaves, containers))
}

/// Stands where a block ends; no text has it, since controls are not shown.
const END: char = '\u{1}';

/// Whether two texts read the same when an end of a block equals no space or any.
fn same_text<T: Iterator<Item = char>>(mut old: Peekable<T>, mut new: Peekable<T>) -> bool {
    loop {
        let (old_gap, new_gap) = (gap(&mut old), gap(&mut new));
        let next = [old.next(), new.next()];
        let free = old_gap == Gap::End || new_gap == Gap::End || next == [Some(REPEAT); 2];
        if !free && old_gap != new_gap {
            return false;
        }
        match next {
            [None, None] => return true,
            [a, b] if a == b => {}
            _ => return false,
        }
    }
}

/// What stands between two characters that are seen.
#[derive(PartialEq)]
enum Gap {
    None,
    Space,
    /// The end of a block, perhaps with space.
    End,
}

/// Skips a gap.
fn gap(text: &mut Peekable<impl Iterator<Item = char>>) -> Gap {
    let mut gap = Gap::None;
    while let Some(c) = text.next_if(|c| *c == END || c.is_whitespace() || is_invisible(*c)) {
        gap = match c {
            END => Gap::End,
            _ if gap == Gap::End || is_invisible(c) => gap,
            _ => Gap::Space,
        };
    }
    gap
}
