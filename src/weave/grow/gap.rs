//! The most similar blocks of a gap, in order: one for one, or one that was split, or several that were merged.

use super::blocks::Block;
use crate::weave::bag::{Bag, dice};
use crate::weave::class::BlockClass;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Blocks of one version and the blocks of the next that they are; one on one side at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// What is on either side before each of `pairs`, with that pair; and at last what is left after all of them, up to the ends.
pub(super) fn between(
    pairs: &[Pair],
    old_end: usize,
    new_end: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>, Option<&Pair>)> {
    let (mut i, mut j) = (0, 0);
    pairs.iter().map(Some).chain([None]).map(move |pair| {
        let next = pair.map_or((old_end, new_end), |pair| (pair.old.start, pair.new.start));
        let before = (i..next.0, j..next.1, pair);
        (i, j) = pair.map_or(next, |pair| (pair.old.end, pair.new.end));
        before
    })
}

/// Blocks are the same if they share this much (Sørensen–Dice, by letters)…
const SIMILAR: f64 = 0.4;
/// …headings, which are short, if they share this much…
const SIMILAR_HEADING: f64 = 0.24;
/// …a block that stands alone between the same neighbours if it shares this much…
const STAND_IN: f64 = 0.15;
/// …and several are parts of one if they share this much with it all together…
const SIMILAR_PARTS: f64 = 0.6;
/// …and each of them has this much of its own in it.
const PART: f64 = 0.55;
/// Into how many parts a block may be split.
const MOST_PARTS: u8 = 40;

/// Blocks between two that hold the texts together.
pub(super) struct Gap<'a> {
    pub(super) old: Vec<Bag>,
    pub(super) new: Vec<Bag>,
    pub(super) old_blocks: Vec<&'a Block>,
    pub(super) new_blocks: Vec<&'a Block>,
}

/// What the blocks of a gap have in common: each word is counted in a table, not searched for.
struct Commons {
    /// For every block the words that stand on both sides: their number among these, how often, and what one weighs.
    old: Vec<Vec<(u32, u32, u32)>>,
    new: Vec<Vec<(u32, u32, u32)>>,
    words: usize,
}

impl Commons {
    fn new(old: &[Bag], new: &[Bag]) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        for (word, ..) in old.iter().flat_map(Bag::counts) {
            let next = numbers.len() as u32;
            numbers.entry(word).or_insert(next);
        }
        let side = |bags: &[Bag]| -> Vec<Vec<(u32, u32, u32)>> {
            let known = |(word, count, weight)| Some((*numbers.get(&word)?, count, weight));
            bags.iter().map(|bag| bag.counts().filter_map(known).collect()).collect()
        };
        Self { old: side(old), new: side(new), words: numbers.len() }
    }

    /// A table of how often each word stands in one of the old blocks; empty.
    fn row(&self) -> (Vec<u32>, usize) {
        (vec![0; self.words], usize::MAX)
    }

    /// Makes the table that of the old block `i`.
    fn fill(&self, (counts, filled): &mut (Vec<u32>, usize), i: usize) {
        for (word, ..) in self.old.get(*filled).into_iter().flatten() {
            counts[*word as usize] = 0;
        }
        for (word, count, _) in &self.old[i] {
            counts[*word as usize] = *count;
        }
        *filled = i;
    }

    /// What the new block `j` has in common with the one in the table.
    fn common(&self, (counts, _): &(Vec<u32>, usize), j: usize) -> u64 {
        let shared = self.new[j].iter().map(|(word, count, weight)| (*count).min(counts[*word as usize]) * weight);
        shared.map(u64::from).sum()
    }
}

/// What is gained by the best way from a pair of places on, and its first step.
#[derive(Clone, Copy, Default)]
struct Best {
    gain: f64,
    /// How many blocks of either side the first step takes.
    step: (u8, u8),
    /// Whether it takes them as the same.
    same: bool,
}

impl Gap<'_> {
    /// The pairs in order whose gains add up to most.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let (rows, columns) = (self.old.len(), self.new.len());
        let width = columns + 1;
        let mut best = vec![Best::default(); (rows + 1) * width];
        let commons = Commons::new(&self.old, &self.new);
        let mut row = commons.row();
        for i in (0..rows).rev() {
            commons.fill(&mut row, i);
            for j in (0..columns).rev() {
                let rest = |(i_step, j_step): (u8, u8)| best[(i + i_step as usize) * width + j + j_step as usize].gain;
                let mut here = Best { gain: rest((1, 0)), step: (1, 0), same: false };
                let mut consider = |step: (u8, u8), gain: f64, same: bool| {
                    let gain = gain + rest(step);
                    if gain > here.gain {
                        here = Best { gain, step, same };
                    }
                };
                consider((0, 1), 0.0, false);
                let pairs = self.old_blocks[i].class.pairs_with(self.new_blocks[j].class);
                let common = if pairs { commons.common(&row, j) } else { 0 };
                if let Some(gain) = self.gain(i, j, common) {
                    consider((1, 1), gain, true);
                }
                self.parts(i, j, common, &mut |step, gain| consider(step, gain, true));
                best[i * width + j] = here;
            }
        }
        let mut pairs = Vec::new();
        let (mut i, mut j) = (0, 0);
        while i < rows && j < columns {
            let Best { step, same, .. } = best[i * width + j];
            let (next_i, next_j) = (i + step.0 as usize, j + step.1 as usize);
            if same {
                pairs.push(Pair { old: i..next_i, new: j..next_j });
            }
            (i, j) = (next_i, next_j);
        }
        self.with_stand_ins(pairs)
    }

    /// The pairs, and between them blocks that are left alone on both sides and have a little in common.
    fn with_stand_ins(&self, pairs: Vec<Pair>) -> Vec<Pair> {
        let mut all = Vec::with_capacity(pairs.len());
        for (gone, came, pair) in between(&pairs, self.old.len(), self.new.len()) {
            if gone.len() == 1 && came.len() == 1 && self.stand_in(gone.start, came.start) {
                all.push(Pair { old: gone, new: came });
            }
            all.extend(pair.cloned());
        }
        all
    }

    /// Whether one block stands where the other stood, between blocks that stayed, and has a little of it.
    fn stand_in(&self, i: usize, j: usize) -> bool {
        self.old_blocks[i].class == self.new_blocks[j].class
            && dice(self.old[i].common(&self.new[j]), self.old[i].weight(), self.new[j].weight()) >= STAND_IN
    }

    /// How many words are looked at.
    pub(super) fn words_to_read(&self) -> usize {
        let words = |side: &[Bag]| side.iter().map(Bag::len).sum::<usize>();
        words(&self.old).saturating_mul(self.new.len()).saturating_add(words(&self.new).saturating_mul(self.old.len()))
    }

    /// What is gained by taking two blocks as the same; `None` for blocks that are not.
    fn gain(&self, i: usize, j: usize, common: u64) -> Option<f64> {
        let (old, new) = (self.old_blocks[i], self.new_blocks[j]);
        let equal = old.symbol == new.symbol;
        if equal && common == 0 {
            return Some(0.5); // rules, blocks of signs
        }
        let headings = old.class == BlockClass::Heading && new.class == BlockClass::Heading;
        let least = if headings { SIMILAR_HEADING } else { SIMILAR };
        let dice = dice(common, self.old[i].weight(), self.new[j].weight());
        let alike = if old.class == new.class { 1.0 } else { 0.9 };
        (dice >= least).then(|| alike * common as f64 * dice.sqrt() + if equal { 0.5 } else { 0.0 })
    }

    /// Tells `found` of the ways to take a block as several of the other side.
    fn parts(&self, i: usize, j: usize, common: u64, found: &mut dyn FnMut((u8, u8), f64)) {
        let (old, new) = (self.old[i].weight(), self.new[j].weight());
        let is_part = |common: u64, part: u64| part > 0 && common as f64 >= PART * part as f64;
        if is_part(common, new) && new < old && self.old_blocks[i].whole {
            let part = |k: usize| self.new.get(j + k).map(|bag| (bag, self.new_blocks[j + k]));
            parts_of(&self.old[i], &part, &mut |count, gain| found((1, count), gain));
        }
        if is_part(common, old) && old < new && self.new_blocks[j].whole {
            let part = |k: usize| self.old.get(i + k).map(|bag| (bag, self.old_blocks[i + k]));
            parts_of(&self.new[j], &part, &mut |count, gain| found((count, 1), gain));
        }
    }
}

/// Tells `found` how many parts, from the first on, may be the whole together, and what is gained.
fn parts_of<'b>(whole: &Bag, part: &dyn Fn(usize) -> Option<(&'b Bag, &'b Block)>, found: &mut dyn FnMut(u8, f64)) {
    let mut all = Bag::default();
    let mut after_heading = true;
    for count in 1..=MOST_PARTS {
        let Some((bag, block)) = part(usize::from(count) - 1) else { return };
        let heading = block.class == BlockClass::Heading && !after_heading;
        after_heading = heading;
        if heading {
            continue; // it may have come, or gone, between two parts
        }
        let own = whole.common(bag) as f64 >= PART * bag.weight() as f64;
        if !block.part || bag.weight() == 0 || !own {
            return;
        }
        all.add(bag);
        // more than all of it can't be in common
        if count > 1 && dice(all.weight(), whole.weight(), all.weight()) >= SIMILAR_PARTS {
            let common = whole.common(&all);
            let dice = dice(common, whole.weight(), all.weight());
            if dice >= SIMILAR_PARTS {
                found(count, common as f64 * dice.sqrt());
            }
        }
    }
}
