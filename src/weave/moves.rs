//! Blocks that were deleted in one place and inserted in another: they moved, perhaps edited on the way.

use super::bag::{Bag, dice};
use super::compare::{Work, compare};
use super::line::Line;
use super::redline::{Change, Move};
use super::vocabulary::Facts;
use crate::document::LeafKind;
use std::collections::HashMap;

/// A block that moved alone has so many letters at least; a shorter one may go along with a neighbour.
const LEAST: u64 = 30;
/// A block that moved is so much the same (Sørensen–Dice, by letters)…
const SAME: f64 = 0.7;
/// …and so much beside one that moved.
const SAME_BESIDE: f64 = 0.5;
/// The most pairs of blocks that are looked at.
const MOST_PAIRS: usize = 250_000;

/// Finds the moves among whole blocks that are deleted and whole blocks that are inserted, and marks in both places
/// which words moved.
pub(super) fn find(lines: &mut [Line], facts: &dyn Fn(u32) -> Facts) {
    let side = |change: Change| -> Vec<usize> {
        let fits = |line: &Line| line.leaf.change == change && !matches!(line.leaf.kind, LeafKind::Cell(_));
        (0..lines.len()).filter(|ix| fits(&lines[*ix])).collect()
    };
    let (gone, came) = (side(Change::Deleted), side(Change::Inserted));
    if gone.is_empty() || came.is_empty() {
        return;
    }
    let pairs = Search::new(lines, &gone, &came, facts).pairs();
    let mut number = 0;
    let mut before: Option<(usize, usize)> = None;
    for (from, to) in pairs {
        // blocks that stand side by side in both places moved together; a block that stays parts two moves
        let together = |(a, b): (usize, usize)| {
            let stays = |range: std::ops::Range<usize>| lines[range].iter().any(|l| l.leaf.change == Change::Same);
            (from, to) == (a + 1, b + 1) && !stays(gone[a]..gone[from]) && !stays(came[b]..came[to])
        };
        let first = !before.is_some_and(together);
        number += usize::from(first);
        let edited = edited(lines, (gone[from], came[to]), facts);
        for ix in [gone[from], came[to]] {
            lines[ix].leaf.moved = Some(Move { number, first, edited });
        }
        before = Some((from, to));
    }
    spread_edits(lines);
}

/// A move is edited if one of its blocks is.
fn spread_edits(lines: &mut [Line]) {
    let moved = |line: &Line| line.leaf.moved.filter(|m| m.edited).map(|m| m.number);
    let edited: std::collections::HashSet<usize> = lines.iter().filter_map(moved).collect();
    for moved in lines.iter_mut().filter_map(|l| l.leaf.moved.as_mut()) {
        moved.edited = edited.contains(&moved.number);
    }
}

/// Marks the words that moved in both places; whether there are others.
fn edited(lines: &mut [Line], (from, to): (usize, usize), facts: &dyn Fn(u32) -> Facts) -> bool {
    let texts = |line: &Line| -> Vec<u32> { line.marks.iter().map(|m| m.text).collect() };
    let (old, new) = (texts(&lines[from]), texts(&lines[to]));
    let pairs = compare(&old, &new, facts, &mut Work::new());
    let edited = pairs.len() < old.len().max(new.len());
    for (i, j) in pairs {
        lines[from].marks[i].moved = true;
        lines[to].marks[j].moved = true;
    }
    edited
}

struct Search<'a> {
    gone: Vec<Candidate<'a>>,
    came: Vec<Candidate<'a>>,
    /// For every block that came, where it was.
    from: Vec<Option<usize>>,
    taken: Vec<bool>,
}

struct Candidate<'a> {
    /// Its place among all leaves.
    at: usize,
    kind: &'a LeafKind,
    bag: Bag,
    texts: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(lines: &'a [Line], gone: &[usize], came: &[usize], facts: &dyn Fn(u32) -> Facts) -> Self {
        let candidates = |side: &[usize]| -> Vec<Candidate<'a>> {
            let candidate = |ix: &usize| {
                let texts: Vec<u32> = lines[*ix].marks.iter().map(|m| m.text).collect();
                let bag = Bag::new(texts.iter().map(|t| facts(*t)));
                Candidate { at: *ix, kind: &lines[*ix].leaf.kind, bag, texts }
            };
            side.iter().map(candidate).collect()
        };
        let (gone, came) = (candidates(gone), candidates(came));
        let (from, taken) = (vec![None; came.len()], vec![false; gone.len()]);
        Self { gone, came, from, taken }
    }

    /// Pairs of places (among the blocks that went, among those that came) of blocks that moved, in the order in which
    /// they stand now.
    fn pairs(mut self) -> Vec<(usize, usize)> {
        self.equal();
        self.similar();
        self.from.iter().enumerate().filter_map(|(to, from)| Some(((*from)?, to))).collect()
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
            if !near || !free || !(old.texts == new.texts || self.alike(next_from, next_to) >= SAME_BESIDE) {
                return;
            }
            (from, to) = (next_from, next_to);
            self.from[to] = Some(from);
            self.taken[from] = true;
        }
    }

    fn equal(&mut self) {
        let mut places: HashMap<&[u32], Vec<usize>> = HashMap::new();
        for (ix, old) in self.gone.iter().enumerate().rev().filter(|(_, c)| c.bag.weight() >= LEAST) {
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

    fn similar(&mut self) {
        if self.gone.len().saturating_mul(self.came.len()) > MOST_PAIRS {
            return;
        }
        for to in 0..self.came.len() {
            if self.from[to].is_some() || self.came[to].bag.weight() < LEAST {
                continue;
            }
            let free = (0..self.gone.len()).filter(|from| !self.taken[*from]);
            let alike = free.map(|from| (self.alike(from, to), from)).filter(|(alike, _)| *alike >= SAME);
            let best = alike.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, from)) = best {
                self.pair(from, to);
            }
        }
    }

    /// How much two blocks have in common, from 0 to 1.
    fn alike(&self, from: usize, to: usize) -> f64 {
        let (old, new) = (&self.gone[from], &self.came[to]);
        let (less, more) = (old.bag.weight().min(new.bag.weight()), old.bag.weight().max(new.bag.weight()));
        let code = |kind: &LeafKind| matches!(kind, LeafKind::Code(_));
        if code(old.kind) != code(new.kind) || dice(less, less, more) < SAME_BESIDE {
            return 0.0;
        }
        dice(old.bag.common(&new.bag), old.bag.weight(), new.bag.weight())
    }
}
