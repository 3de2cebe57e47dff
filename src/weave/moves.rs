//! Blocks that were deleted in one place and inserted in another: they moved, perhaps edited on the way.
//!
//! Which words moved is found once, when a version is added ([`twins`](super::twins)), and then read off.

use super::bag::{Bag, dice};
use super::compare::{Work, compare};
use super::line::{Line, same_words};
use super::redline::{Change, Move};
use super::vocabulary::Facts;
use crate::document::LeafKind;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A block that moved alone has so many letters at least; a shorter one may go along with a neighbour.
pub(super) const LEAST: u64 = 30;
/// A block that moved is so much the same (Sørensen–Dice, by letters)…
const SAME: f64 = 0.7;
/// …and so much beside one that moved.
const SAME_BESIDE: f64 = 0.5;
/// A block that moved has so much in words that are known to be the same.
pub(super) const KNOWN: f64 = 0.3;
/// The most pairs of blocks that are looked at.
const MOST_PAIRS: usize = 250_000;

/// A block that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Moved {
    /// The line that was deleted.
    pub(super) from: usize,
    /// The line that was inserted.
    pub(super) to: usize,
    /// Which of its words stand in both places: their places there and here.
    pub(super) words: Vec<(usize, usize)>,
}

/// The blocks that moved, in the order in which they stand now, found by comparing their words.
pub(super) fn find(lines: &[Line], facts: &dyn Fn(u32) -> Facts) -> Vec<Moved> {
    let (gone, came) = (side(lines, Change::Deleted), side(lines, Change::Inserted));
    if gone.is_empty() || came.is_empty() {
        return Vec::new();
    }
    let bag = |ix: usize| (ix, Bag::new(lines[ix].marks.iter().map(|m| facts(m.text))));
    let bags: HashMap<usize, Bag> = gone.into_iter().chain(came).map(bag).collect();
    let common = |from: usize, to: usize| bags[&from].common(&bags[&to]);
    let pairs = Search::new(lines, (SAME, SAME_BESIDE), &common).pairs(|_| None);
    let texts = |line: &Line| -> Vec<u32> { line.marks.iter().map(|m| m.text).collect() };
    let moved = |(from, to): (usize, usize)| {
        let words = compare(&texts(&lines[from]), &texts(&lines[to]), facts, &mut Work::new());
        Moved { from, to, words }
    };
    pairs.into_iter().map(moved).collect()
}

/// The blocks that moved, in the order in which they stand now, by the words that are known to be the same.
pub(super) fn known(lines: &[Line]) -> Vec<Moved> {
    let gone = side(lines, Change::Deleted);
    if gone.is_empty() || side(lines, Change::Inserted).is_empty() {
        return Vec::new();
    }
    let moved = |(from, to): (usize, usize)| {
        let words = same_words(&lines[from].marks, &lines[to].marks);
        Moved { from, to, words }
    };
    known_pairs(lines, &gone).into_iter().map(moved).collect()
}

/// Marks the moves, in both places, and which words moved.
pub(super) fn mark(lines: &mut [Line], moves: &[Moved]) {
    let (gone, came) = (side(lines, Change::Deleted), side(lines, Change::Inserted));
    let mut number = 0;
    let mut before: Option<(usize, usize)> = None;
    let place = |side: &[usize], at: usize| side.binary_search(&at).unwrap_or_default();
    for Moved { from, to, words } in moves {
        let (from, to) = (*from, *to);
        // blocks that stand side by side in both places moved together; a block that stays parts two moves
        let together = |(a, b): (usize, usize)| {
            let stays = |range: std::ops::Range<usize>| lines[range].iter().any(|l| l.leaf.change == Change::Same);
            let next = |side: &[usize], a: usize, b: usize| place(side, b) == place(side, a) + 1;
            next(&gone, a, from) && next(&came, b, to) && !stays(a..from) && !stays(b..to)
        };
        let first = !before.is_some_and(together);
        number += usize::from(first);
        let edited = words.len() < lines[from].marks.len().max(lines[to].marks.len());
        for (i, j) in words {
            lines[from].marks[*i].moved = true;
            lines[to].marks[*j].moved = true;
        }
        for ix in [from, to] {
            lines[ix].leaf.moved = Some(Move { number, first, edited });
        }
        before = Some((from, to));
    }
    spread_edits(lines);
}

/// The places of whole blocks to which `change` happened.
fn side(lines: &[Line], change: Change) -> Vec<usize> {
    let fits = |line: &Line| line.leaf.change == change && !matches!(line.leaf.kind, LeafKind::Cell(_));
    (0..lines.len()).filter(|ix| fits(&lines[*ix])).collect()
}

/// Pairs of lines of blocks that moved, by the words that are known to be the same.
fn known_pairs(lines: &[Line], gone: &[usize]) -> Vec<(usize, usize)> {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (from, ix) in gone.iter().enumerate() {
        let known = lines[*ix].marks.iter().filter(|m| m.known > 0);
        known.for_each(|m| places.entry(m.known).or_default().push(from));
    }
    let shared = |from: usize, to: usize| -> u64 {
        let words: HashSet<u32> = lines[from].marks.iter().map(|m| m.known).collect();
        let shared = lines[to].marks.iter().filter(|m| m.known > 0 && words.contains(&m.known));
        shared.map(|m| u64::from(m.letters)).sum()
    };
    Search::new(lines, (KNOWN, KNOWN), &shared).pairs(|to| {
        let known = lines[to].marks.iter().filter_map(|m| places.get(&m.known));
        let mut near: Vec<usize> = known.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        Some(near)
    })
}

/// A move is edited if one of its blocks is.
fn spread_edits(lines: &mut [Line]) {
    let moved = |line: &Line| line.leaf.moved.filter(|m| m.edited).map(|m| m.number);
    let edited: HashSet<usize> = lines.iter().filter_map(moved).collect();
    for moved in lines.iter_mut().filter_map(|l| l.leaf.moved.as_mut()) {
        moved.edited = edited.contains(&moved.number);
    }
}

struct Search<'a> {
    gone: Vec<Candidate<'a>>,
    came: Vec<Candidate<'a>>,
    /// How much two blocks must have in common, and how much beside two that moved.
    least: (f64, f64),
    /// The letters that two lines have in common.
    common: &'a dyn Fn(usize, usize) -> u64,
    /// For every block that came, where it was.
    from: Vec<Option<usize>>,
    taken: Vec<bool>,
}

struct Candidate<'a> {
    /// Its place among all leaves.
    at: usize,
    kind: &'a LeafKind,
    letters: u64,
    texts: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(lines: &'a [Line], least: (f64, f64), common: &'a dyn Fn(usize, usize) -> u64) -> Self {
        let candidates = |change: Change| -> Vec<Candidate<'a>> {
            let candidate = |at: usize| {
                let marks = &lines[at].marks;
                let letters = marks.iter().map(|m| u64::from(m.letters)).sum();
                Candidate { at, kind: &lines[at].leaf.kind, letters, texts: marks.iter().map(|m| m.text).collect() }
            };
            side(lines, change).into_iter().map(candidate).collect()
        };
        let (gone, came) = (candidates(Change::Deleted), candidates(Change::Inserted));
        let (from, taken) = (vec![None; came.len()], vec![false; gone.len()]);
        Self { gone, came, least, common, from, taken }
    }

    /// Pairs of lines of blocks that moved, in the order in which they stand now. `near` says for a line that came which
    /// of those that went it may be, if it is known.
    fn pairs(mut self, near: impl Fn(usize) -> Option<Vec<usize>>) -> Vec<(usize, usize)> {
        self.equal();
        self.similar(near);
        let pairs = self.from.iter().zip(&self.came);
        pairs.filter_map(|(from, to)| Some((self.gone[(*from)?].at, to.at))).collect()
    }

    fn pair(&mut self, from: usize, to: usize) {
        self.from[to] = Some(from);
        self.taken[from] = true;
        self.beside(from, to, |k| k.checked_add(1));
        self.beside(from, to, |k| k.checked_sub(1));
    }

    /// Goes on, from a pair, with the neighbours of both.
    fn beside(&mut self, from: usize, to: usize, step: fn(usize) -> Option<usize>) {
        let (mut from, mut to) = (from, to);
        while let (Some(next_from), Some(next_to)) = (step(from), step(to)) {
            let (Some(old), Some(new)) = (self.gone.get(next_from), self.came.get(next_to)) else { return };
            let near = old.at.abs_diff(self.gone[from].at) == 1 && new.at.abs_diff(self.came[to].at) == 1;
            let free = !self.taken[next_from] && self.from[next_to].is_none();
            if !near || !free || !(old.texts == new.texts || self.alike(next_from, next_to) >= self.least.1) {
                return;
            }
            (from, to) = (next_from, next_to);
            self.from[to] = Some(from);
            self.taken[from] = true;
        }
    }

    fn equal(&mut self) {
        let mut places: HashMap<&[u32], Vec<usize>> = HashMap::new();
        for (ix, old) in self.gone.iter().enumerate().rev().filter(|(_, c)| c.letters >= LEAST) {
            places.entry(&old.texts).or_default().push(ix);
        }
        let found = |new: &Candidate<'_>| places.get(new.texts.as_slice()).cloned().unwrap_or_default();
        let found: Vec<Vec<usize>> = self.came.iter().map(found).collect();
        for (to, from) in found.into_iter().enumerate() {
            let free = from.into_iter().rev().find(|from| !self.taken[*from]);
            if let Some(from) = free.filter(|_| self.from[to].is_none()) {
                self.pair(from, to);
            }
        }
    }

    fn similar(&mut self, near: impl Fn(usize) -> Option<Vec<usize>>) {
        for to in 0..self.came.len() {
            if self.from[to].is_some() || self.came[to].letters < LEAST {
                continue;
            }
            let near = match near(self.came[to].at) {
                Some(near) => near,
                None if self.gone.len().saturating_mul(self.came.len()) > MOST_PAIRS => return,
                None => (0..self.gone.len()).collect(),
            };
            let free = near.into_iter().filter(|from| !self.taken[*from]);
            let alike = free.map(|from| (self.alike(from, to), from)).filter(|(alike, _)| *alike >= self.least.0);
            let best = alike.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, from)) = best {
                self.pair(from, to);
            }
        }
    }

    /// How much two blocks have in common, from 0 to 1.
    fn alike(&self, from: usize, to: usize) -> f64 {
        let (old, new) = (&self.gone[from], &self.came[to]);
        let (less, more) = (old.letters.min(new.letters), old.letters.max(new.letters));
        let code = |kind: &LeafKind| matches!(kind, LeafKind::Code(_));
        if code(old.kind) != code(new.kind) || dice(less, less, more) < self.least.1 {
            return 0.0;
        }
        dice((self.common)(old.at, new.at), old.letters, new.letters)
    }
}
