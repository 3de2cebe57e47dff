//! Which blocks of one version are which of the next: what is equal and unique holds the texts together; between that,
//! the most similar blocks in order ([`gap`](super::gap)).

use super::blocks::Block;
use super::gap::{Gap, Pair};
use crate::weave::bag::Bag;
use crate::weave::class::BlockClass;
use crate::weave::compare::Work;
use crate::weave::sequence::{self, increasing};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Blocks that are the same, perhaps edited, in order on both sides. `new_weight` gives the weight of a new block's bag.
pub(super) fn align(
    old: &[Block],
    new: &[Block],
    old_bag: &mut dyn FnMut(usize) -> Bag,
    new_bag: &mut dyn FnMut(usize) -> Bag,
    new_weight: &dyn Fn(usize) -> u64,
    work: &mut Work,
) -> Vec<Pair> {
    let head = old.iter().zip(new).take_while(|(a, b)| a.symbol == b.symbol).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a.symbol == b.symbol).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);

    let mut aligner =
        Aligner { old, new, old_bag, new_bag, new_weight, work, pairs: Vec::new(), rows: FxHashMap::default() };
    aligner.one_for_one((0..head).map(|k| (k, k)));
    let anchors = aligner.anchors(head..old_end, head..new_end);
    aligner.between(head..old_end, head..new_end, anchors, Aligner::gap);
    aligner.one_for_one((0..tail).map(|k| (old_end + k, new_end + k)));
    aligner.pairs
}

/// A block must have so many letters to hold the texts together.
const ANCHOR: u64 = 12;
/// Gaps with more pairs of blocks than this are divided at blocks that are equal first.
const MOST_PAIRS: usize = 400_000;

struct Aligner<'a> {
    old: &'a [Block],
    new: &'a [Block],
    old_bag: &'a mut dyn FnMut(usize) -> Bag,
    new_bag: &'a mut dyn FnMut(usize) -> Bag,
    new_weight: &'a dyn Fn(usize) -> u64,
    work: &'a mut Work,
    pairs: Vec<Pair>,
    /// Where the rows stand of which there is one, and an equal one, on either side; by their symbols.
    rows: FxHashMap<u32, (usize, usize)>,
}

impl Aligner<'_> {
    fn one_for_one(&mut self, pairs: impl IntoIterator<Item = (usize, usize)>) {
        self.pairs.extend(pairs.into_iter().map(|(i, j)| Pair { old: i..i + 1, new: j..j + 1 }));
    }

    /// Blocks that are equal and stand once on either side; of those that crossed, what weighs most stays in place.
    fn anchors(&mut self, old: Range<usize>, new: Range<usize>) -> Vec<(usize, usize)> {
        let mut places: FxHashMap<u32, (usize, usize, usize, usize)> = FxHashMap::default();
        for i in old {
            let (count, place, ..) = places.entry(self.old[i].symbol).or_default();
            (*count, *place) = (*count + 1, i);
        }
        for j in new {
            if let Some((_, _, count, place)) = places.get_mut(&self.new[j].symbol) {
                (*count, *place) = (*count + 1, j);
            }
        }
        let unique = places.into_values().filter(|(old, _, new, _)| (*old, *new) == (1, 1)).map(|(_, i, _, j)| (i, j));
        let mut unique: Vec<(usize, usize)> = unique.collect();
        unique.sort_unstable();
        let rows = unique.iter().filter(|(i, _)| self.old[*i].class == BlockClass::Row);
        self.rows = rows.map(|(i, j)| (self.old[*i].symbol, (*i, *j))).collect();
        let mut weights = Vec::with_capacity(unique.len());
        unique.retain(|(_, j)| {
            let weight = (self.new_weight)(*j);
            let keep = weight >= ANCHOR;
            weights.extend(keep.then_some(weight));
            keep
        });
        increasing(&unique, |ix| weights[ix])
    }

    fn gap(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        let same = |(a, b): (&Block, &Block)| (a.symbol, a.class) == (b.symbol, b.class);
        if old.len() == new.len() && self.old[old.clone()].iter().zip(&self.new[new.clone()]).all(same) {
            return self.one_for_one(old.zip(new)); // nothing can gain more
        }
        if fits(&old, &new) {
            return self.similar(old, new);
        }
        let mut equal = self.equal(&old, &new);
        // short blocks are equal by accident
        equal.retain(|(_, j)| (self.new_weight)(*j) >= ANCHOR);
        self.between(old, new, equal, |aligner, old, new| {
            let rows = if fits(&old, &new) { Vec::new() } else { aligner.by_cells(&old, &new) };
            aligner.between(old, new, rows, Self::similar_if_few);
        });
    }

    /// Blocks that are equal, in order.
    fn equal(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let symbols = |blocks: &[Block]| -> Vec<u32> { blocks.iter().map(|b| b.symbol).collect() };
        let equal = sequence::matches(&symbols(&self.old[old.clone()]), &symbols(&self.new[new.clone()]));
        equal.into_iter().map(|(i, j)| (old.start + i, new.start + j)).collect()
    }

    /// Rows that are the same by cells that stand once on either side: as many cells as can be, in order. So a long table
    /// that gains a column keeps its rows.
    fn by_cells(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let mut places: FxHashMap<u32, [(usize, usize); 2]> = FxHashMap::default();
        for (side, (blocks, range)) in [(self.old, old), (self.new, new)].into_iter().enumerate() {
            for (row, cell) in range.clone().flat_map(|row| blocks[row].cells.iter().map(move |cell| (row, *cell))) {
                let found = &mut places.entry(cell).or_default()[side];
                *found = (found.0 + 1, row);
            }
        }
        let mut votes: FxHashMap<(usize, usize), u64> = FxHashMap::default();
        for [(_, i), (_, j)] in places.into_values().filter(|[old, new]| (old.0, new.0) == (1, 1)) {
            *votes.entry((i, j)).or_default() += 1;
        }
        let mut pairs: Vec<(usize, usize)> = votes.keys().copied().collect();
        pairs.sort_unstable();
        increasing(&pairs, |ix| votes[&pairs[ix]])
    }

    /// Takes the blocks of `pairs` as the same, and tells `gap` what is between them.
    fn between(
        &mut self,
        old: Range<usize>,
        new: Range<usize>,
        pairs: Vec<(usize, usize)>,
        gap: impl Fn(&mut Self, Range<usize>, Range<usize>),
    ) {
        for (gone, came, pair) in sequence::between(pairs, old, new) {
            gap(self, gone, came);
            self.one_for_one(pair);
        }
    }

    fn similar_if_few(&mut self, old: Range<usize>, new: Range<usize>) {
        if fits(&old, &new) { self.similar(old, new) } else { self.work.exhausted = true }
    }

    fn similar(&mut self, old: Range<usize>, new: Range<usize>) {
        // a row that stands elsewhere as it stood here has moved: no other is the same
        let elsewhere = |block: &Block, here: &dyn Fn(&(usize, usize)) -> bool| {
            block.class == BlockClass::Row && self.rows.get(&block.symbol).is_some_and(|places| !here(places))
        };
        let old_places: Vec<usize> =
            old.clone().filter(|i| !elsewhere(&self.old[*i], &|(_, j)| new.contains(j))).collect();
        let new_places: Vec<usize> = new.filter(|j| !elsewhere(&self.new[*j], &|(i, _)| old.contains(i))).collect();
        if old_places.is_empty() || new_places.is_empty() {
            return;
        }
        let gap = Gap {
            old: old_places.iter().map(|i| (self.old_bag)(*i)).collect(),
            new: new_places.iter().map(|j| (self.new_bag)(*j)).collect(),
            old_blocks: old_places.iter().map(|i| &self.old[*i]).collect(),
            new_blocks: new_places.iter().map(|j| &self.new[*j]).collect(),
        };
        if self.work.take(gap.words_to_read()) {
            let range = |places: &[usize], range: &Range<usize>| places[range.start]..places[range.end - 1] + 1;
            let pair = |p: &Pair| Pair { old: range(&old_places, &p.old), new: range(&new_places, &p.new) };
            // what a row that moved stands in is not one block
            let whole =
                |(found, pair): &(&Pair, Pair)| (found.old.len(), found.new.len()) == (pair.old.len(), pair.new.len());
            let pairs = gap.pairs();
            self.pairs.extend(pairs.iter().map(|p| (p, pair(p))).filter(whole).map(|(_, pair)| pair));
        }
    }
}

/// Whether there are so few pairs of blocks that all can be looked at.
fn fits(old: &Range<usize>, new: &Range<usize>) -> bool {
    old.len().saturating_mul(new.len()) <= MOST_PAIRS
}
