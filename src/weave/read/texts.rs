//! The texts of a weave: which version has which, and how two of them are related.

use crate::model::VersionNumber;
use crate::weave::nodes::{LeafNode, Weave, Woven};

/// Two texts of a weave, as [`sides`](Weave::sides) makes them.
#[derive(Clone, Copy)]
pub(in crate::weave) struct Sides {
    pub(in crate::weave) a: u32,
    pub(in crate::weave) b: u32,
    /// Whether one was matched with the other, or is the other.
    pub(in crate::weave) direct: bool,
}

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

    /// The text in which a leaf that does not stand now stood last.
    pub(in crate::weave) fn last_text(&self, node: &LeafNode) -> u32 {
        match node.alive.ended() {
            None => self.next_text() - 1,
            Some(end) if node.alive.is_lent() => self.woven.get(end as usize).map_or(0, |text| text.base),
            Some(end) => end - 1,
        }
    }

    /// Two texts as they are compared.
    pub(in crate::weave) fn sides(&self, a: u32, b: u32) -> Sides {
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
}
