//! Blocks that were deleted in one place and inserted in another: they moved, perhaps edited on the way. A row of a table is
//! one block; its cells move with it.
//!
//! Which words moved is found once, when a version is added (`grow/twins.rs`), and then read off.

use super::line::{Line, same_words};
use super::rows::{is_cell, whole};
use crate::document::LeafKind;
use crate::weave::bag::{Bag, dice};
use crate::weave::compare::{Work, compare};
use crate::weave::nodes::Moved;
use crate::weave::redline::{Change, Move, RedContainer};
use crate::weave::vocabulary::{BLOCK_END, WordTraits};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A block that moved alone has so many letters at least; a shorter one may go along with a neighbour. A row that reads as it
/// did, and stays in its table, has one.
pub(super) const LEAST: u64 = 30;
/// A block that moved is so much the same (Sørensen–Dice, by letters)…
const SAME: f64 = 0.7;
/// …and so much beside one that moved.
const SAME_BESIDE: f64 = 0.5;
/// A block that moved has so much in words that are known to be the same.
pub(super) const KNOWN: f64 = 0.3;
/// The most pairs of blocks that are looked at.
const MOST_PAIRS: usize = 250_000;

/// The blocks that moved, in the order in which they stand now, found by comparing their words.
pub(in crate::weave) fn find(
    lines: &[Line],
    containers: &[RedContainer],
    facts: &dyn Fn(u32) -> WordTraits,
) -> Vec<Moved> {
    let sides = [Change::Deleted, Change::Inserted].map(|change| whole(lines, change));
    if sides.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let bag = |block: &Range<usize>| {
        let words = lines[block.clone()].iter().flat_map(|line| &line.marks);
        (block.start, Bag::new(words.map(|m| facts(m.text))))
    };
    let bags: HashMap<usize, Bag> = sides.iter().flatten().map(bag).collect();
    let common = |from: usize, to: usize| bags[&from].common(&bags[&to]);
    let pairs = Search::new(lines, containers, sides, (SAME, SAME_BESIDE), &common).pairs(|_| None);
    let texts = |line: &Line| -> Vec<u32> { line.marks.iter().map(|m| m.text).collect() };
    let moved = |(from, to): (usize, usize)| {
        let words = compare(&texts(&lines[from]), &texts(&lines[to]), facts, &mut Work::new());
        Moved { from, to, words }
    };
    pairs.into_iter().map(moved).collect()
}

/// The blocks that moved, in the order in which they stand now, by the words that are known to be the same.
pub(in crate::weave) fn known(lines: &[Line], containers: &[RedContainer]) -> Vec<Moved> {
    let sides = [Change::Deleted, Change::Inserted].map(|change| whole(lines, change));
    if sides.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let moved = |(from, to): (usize, usize)| {
        let words = same_words(&lines[from].marks, &lines[to].marks);
        Moved { from, to, words }
    };
    known_pairs(lines, containers, sides).into_iter().map(moved).collect()
}

/// Marks the moves, in both places, and which words moved.
pub(super) fn mark(lines: &mut [Line], moves: &[Moved]) {
    let [gone, came] = [Change::Deleted, Change::Inserted]
        .map(|change| whole(lines, change).into_iter().flatten().collect::<Vec<usize>>());
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

/// Pairs of lines of blocks that moved, by the words that are known to be the same.
fn known_pairs(lines: &[Line], containers: &[RedContainer], sides: [Vec<Range<usize>>; 2]) -> Vec<(usize, usize)> {
    let marks = |block: &Range<usize>| lines[block.clone()].iter().flat_map(|line| &line.marks).filter(|m| m.known > 0);
    let ends: HashMap<usize, usize> = sides.iter().flatten().map(|block| (block.start, block.end)).collect();
    let block = |start: usize| start..ends[&start];
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (from, block) in sides[0].iter().enumerate() {
        marks(block).for_each(|m| places.entry(m.known).or_default().push(from));
    }
    let shared = |from: usize, to: usize| -> u64 {
        let words: HashSet<u32> = marks(&block(from)).map(|m| m.known).collect();
        marks(&block(to)).filter(|m| words.contains(&m.known)).map(|m| u64::from(m.letters)).sum()
    };
    Search::new(lines, containers, sides, (KNOWN, KNOWN), &shared).pairs(|to| {
        let known = marks(&block(to)).filter_map(|m| places.get(&m.known));
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
    /// Its lines: one, or the cells of a row.
    at: Range<usize>,
    kind: &'a LeafKind,
    /// What holds the row, if it is one.
    table: Option<usize>,
    letters: u64,
    texts: Vec<u32>,
}

impl Candidate<'_> {
    /// Which others it is for sure if they read the same: short rows those of the same table. `None` for a short block.
    fn key(&self) -> Option<(&[u32], Option<usize>)> {
        let short = self.letters < LEAST;
        let may = !short || (self.table.is_some() && self.letters > 0);
        may.then_some((&self.texts, self.table.filter(|_| short)))
    }
}

impl<'a> Search<'a> {
    /// Among the blocks that went and those that came.
    fn new(
        lines: &'a [Line],
        containers: &[RedContainer],
        sides: [Vec<Range<usize>>; 2],
        least: (f64, f64),
        common: &'a dyn Fn(usize, usize) -> u64,
    ) -> Self {
        let candidate = |at: Range<usize>| {
            let first = &lines[at.start].leaf;
            let table = first.parent.filter(|_| is_cell(&lines[at.start])).and_then(|row| containers[row].parent);
            let cells = || lines[at.clone()].iter().map(|line| &line.marks);
            let letters = cells().flatten().map(|m| u64::from(m.letters)).sum();
            let texts = cells().flat_map(|marks| marks.iter().map(|m| m.text).chain([BLOCK_END])).collect();
            Candidate { kind: &first.kind, table, letters, texts, at }
        };
        let [gone, came]: [Vec<Candidate<'_>>; 2] = sides.map(|side| side.into_iter().map(candidate).collect());
        let (from, taken) = (vec![None; came.len()], vec![false; gone.len()]);
        Self { gone, came, least, common, from, taken }
    }

    /// Pairs of lines of blocks that moved, in the order in which they stand now. `near` says for a line that came which
    /// of those that went it may be, if it is known.
    fn pairs(mut self, near: impl Fn(usize) -> Option<Vec<usize>>) -> Vec<(usize, usize)> {
        self.equal();
        self.similar(near);
        let pairs = self.from.iter().zip(&self.came).filter_map(|(from, to)| Some((&self.gone[(*from)?].at, &to.at)));
        pairs.flat_map(|(from, to)| from.clone().zip(to.clone())).collect()
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
            let beside = |a: &Range<usize>, b: &Range<usize>| a.end == b.start || b.end == a.start;
            let near = beside(&old.at, &self.gone[from].at) && beside(&new.at, &self.came[to].at);
            let free = !self.taken[next_from] && self.from[next_to].is_none();
            // rows are much alike: one that reads otherwise may stand elsewhere
            let alike = |moves: &Self| old.table.is_none() && moves.alike(next_from, next_to) >= moves.least.1;
            if !near || !free || !(old.texts == new.texts || alike(self)) {
                return;
            }
            (from, to) = (next_from, next_to);
            self.from[to] = Some(from);
            self.taken[from] = true;
        }
    }

    fn equal(&mut self) {
        let mut groups: HashMap<_, usize> = HashMap::new();
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (ix, key) in self.gone.iter().enumerate().rev().filter_map(|(ix, c)| Some((ix, c.key()?))) {
            let group = *groups.entry(key).or_insert(places.len());
            if group == places.len() {
                places.push(Vec::new());
            }
            places[group].push(ix);
        }
        let found: Vec<Option<usize>> = self.came.iter().map(|c| groups.get(&c.key()?).copied()).collect();
        for (to, group) in found.into_iter().enumerate() {
            let Some(group) = group.filter(|_| self.from[to].is_none()) else { continue };
            while let Some(from) = places[group].pop() {
                if !self.taken[from] {
                    self.pair(from, to);
                    break;
                }
            }
        }
    }

    fn similar(&mut self, near: impl Fn(usize) -> Option<Vec<usize>>) {
        for to in 0..self.came.len() {
            if self.from[to].is_some() || self.came[to].letters < LEAST {
                continue;
            }
            let near = match near(self.came[to].at.start) {
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
        let other = code(old.kind) != code(new.kind) || old.table.is_some() != new.table.is_some();
        if other || old.at.len() != new.at.len() || dice(less, less, more) < self.least.1 {
            return 0.0;
        }
        dice((self.common)(old.at.start, new.at.start), old.letters, new.letters)
    }
}
