//! The two sides of a leaf: the older and the newer text, each with what was removed or added.

use crate::document::Mark;
use crate::weave::{Change, RedLeaf};
use std::ops::Range;

/// One side of a leaf.
#[derive(Default)]
pub(super) struct Side {
    pub(super) text: String,
    /// What stands on this side only, in order.
    pub(super) edits: Vec<Edit>,
    /// Where each piece stands: where it begins on this side, and where in both sides written as one.
    places: Vec<(usize, usize)>,
    /// The letters that stand on both sides.
    pub(super) shared: usize,
}

/// A stretch that stands on one side only.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    /// The spot of the leaf: stretches with no text of both sides between them are one spot.
    pub(super) spot: usize,
    /// Whether it stands elsewhere on the other side.
    pub(super) moved: bool,
}

impl Side {
    fn push(&mut self, text: &str, whole: usize) {
        self.places.push((self.text.len(), whole));
        self.text.push_str(text);
    }

    /// The spot in which the first edit that touches `range` stands; `None` if none does or its text was moved.
    pub(super) fn spot(&self, range: &Range<usize>) -> Option<usize> {
        let first = self.edits.partition_point(|e| e.range.end <= range.start);
        self.edits.get(first).filter(|e| e.range.start < range.end && !e.moved).map(|e| e.spot)
    }

    /// Whether what came or went in `range` stands in no other's place: the `other` side has nothing of its own there.
    pub(super) fn is_added(&self, range: &Range<usize>, other: &Self) -> bool {
        let first = self.edits.partition_point(|e| e.range.end <= range.start);
        let mut within = self.edits[first..].iter().take_while(|e| e.range.start < range.end);
        within.all(|e| other.edits.iter().all(|o| o.spot != e.spot || o.moved))
    }

    /// The longest stretch that stands on this side only and touches `range`, in characters.
    pub(super) fn edit_around(&self, range: &Range<usize>) -> usize {
        let touches = |e: &&Edit| e.range.start < range.end && e.range.end > range.start && !e.moved;
        // a link within makes it several edits, one after the other
        let grown = |own: &Range<usize>| {
            let before = self.edits.iter().rev().filter(|e| e.range.end <= own.start && !e.moved);
            let start = before.fold(own.start, |start, e| if e.range.end == start { e.range.start } else { start });
            let after = self.edits.iter().filter(|e| e.range.start >= own.end && !e.moved);
            start..after.fold(own.end, |end, e| if e.range.start == end { e.range.end } else { end })
        };
        let within = self.edits.iter().filter(touches).map(|e| grown(&e.range));
        within.filter_map(|own| self.text.get(own)).map(|text| text.chars().count()).max().unwrap_or(0)
    }

    /// Whether words in `range` stand on this side only.
    pub(super) fn is_edited(&self, range: &Range<usize>) -> bool {
        let first = self.edits.partition_point(|e| e.range.end <= range.start);
        let within = self.edits[first..].iter().take_while(|e| e.range.start < range.end);
        let words = |e: &Edit| {
            let both = e.range.start.max(range.start)..e.range.end.min(range.end);
            self.text.get(both).is_none_or(|text| text.contains(char::is_alphanumeric))
        };
        within.filter(|e| !e.moved).any(words)
    }

    /// Whether words in `range` stand on both sides.
    pub(super) fn shares(&self, range: &Range<usize>) -> bool {
        let words = |own: Range<usize>| {
            let both = own.start.max(range.start)..own.end.min(range.end);
            self.text.get(both).is_some_and(|text| text.contains(char::is_alphanumeric))
        };
        self.shared_pieces().any(|(own, _)| words(own))
    }

    /// The pieces that stand on both sides: where on this one, and where in both sides written as one.
    pub(super) fn shared_pieces(&self) -> impl Iterator<Item = (Range<usize>, usize)> {
        let ends = self.places.iter().skip(1).map(|(start, _)| *start).chain([self.text.len()]);
        let pieces = self.places.iter().zip(ends).map(|((start, whole), end)| (*start..end, *whole));
        pieces.filter(|(range, _)| {
            let next = self.edits.partition_point(|e| e.range.end <= range.start);
            self.edits.get(next).is_none_or(|e| e.range.start >= range.end)
        })
    }

    /// Where `at` stands in both sides written as one.
    pub(super) fn whole(&self, at: usize) -> usize {
        let piece = self.places.partition_point(|(start, _)| *start <= at);
        piece.checked_sub(1).map_or(at, |ix| self.places[ix].1 + at - self.places[ix].0)
    }
}

/// The older and the newer side of a leaf.
pub(super) fn sides(leaf: &RedLeaf) -> [Side; 2] {
    let [mut old, mut new] = <[Side; 2]>::default();
    let (mut spot, mut edited, mut whole) = (0, false, 0);
    for piece in leaf.marked_pieces() {
        let text = if piece.block_end { "\n" } else { &piece.text };
        // A reference to a footnote is no part of what a text says.
        let note = piece.marks.iter().any(|m| matches!(m, Mark::Footnote(_)));
        let text = if note { " " } else { text };
        for (side, change) in [(&mut old, Change::Deleted), (&mut new, Change::Inserted)] {
            let other = if change == Change::Deleted { Change::Inserted } else { Change::Deleted };
            if piece.change == other {
                continue;
            }
            let start = side.text.len();
            side.push(text, whole);
            if piece.change == change {
                side.edits.push(Edit { range: start..side.text.len(), spot, moved: piece.moved });
            }
        }
        let both = !matches!(piece.change, Change::Deleted | Change::Inserted);
        if both && piece.text.chars().any(char::is_alphanumeric) {
            spot += usize::from(std::mem::take(&mut edited));
            old.shared += piece.text.len();
            new.shared += piece.text.len();
        }
        edited |= !both;
        whole += text.len();
    }
    [old, new]
}
