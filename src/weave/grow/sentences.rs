//! Sentences that were written anew: what happens to stand in both is no reason to cut them into crumbs.

use crate::weave::read::tidy::FIRM;
use crate::weave::sequence::between;
use crate::weave::vocabulary::{BLOCK_END, WordTraits};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A sentence is written anew if what stays of it is less than this part of what went, and of what came…
const SURVIVES: (u32, u32) = (7, 10);
/// …and if words came or went in so many places of it.
const CRUMBS: usize = 3;

/// The pairs of words that stay, without those of sentences that were written anew, but for long stretches of these.
pub(super) fn keep(
    pairs: Vec<(usize, usize)>,
    old: &[u32],
    new: &[u32],
    facts: &dyn Fn(u32) -> WordTraits,
) -> Vec<(usize, usize)> {
    let [old_ends, new_ends] = [old, new].map(|words| ends(words, facts));
    if old_ends.len() + new_ends.len() < 3 {
        return pairs; // the block is one sentence: see `tidy`
    }
    let sentence = |ends: &[usize], word: usize| ends.partition_point(|end| *end <= word);
    let letters = |words: &[u32]| words.iter().map(|word| facts(*word).letters).sum::<u32>();
    let places: Vec<(usize, usize)> =
        pairs.iter().map(|(i, j)| (sentence(&old_ends, *i), sentence(&new_ends, *j))).collect();
    let range = |ends: &[usize], n: usize| n.checked_sub(1).map_or(0, |before| ends[before])..ends[n];
    let mut same: FxHashMap<(usize, usize), Vec<(usize, usize)>> = FxHashMap::default();
    for (pair, place) in pairs.iter().zip(&places) {
        same.entry(*place).or_default().push(*pair);
    }
    let rewritten = |place: &(usize, usize)| {
        let (old_range, new_range) = (range(&old_ends, place.0), range(&new_ends, place.1));
        let stays: u32 = same[place].iter().map(|(i, _)| facts(old[*i]).letters).sum();
        let (gone, came) = (
            letters(&old[old_range.clone()]).saturating_sub(stays),
            letters(&new[new_range.clone()]).saturating_sub(stays),
        );
        SURVIVES.1 * stays < SURVIVES.0 * gone.min(came)
            && stays > 0
            && edits(&same[place], (old, old_range), (new, new_range), &letters) >= CRUMBS
    };
    let rewritten: FxHashMap<(usize, usize), bool> = same.keys().map(|place| (*place, rewritten(place))).collect();
    // how many letters stand in the stretch of pairs in a row in which each is
    let mut stretch = vec![0u32; pairs.len()];
    let mut from = 0;
    for at in 1..=pairs.len() {
        if at == pairs.len() || pairs[at] != (pairs[at - 1].0 + 1, pairs[at - 1].1 + 1) || places[at] != places[from] {
            let sum = pairs[from..at].iter().map(|(i, _)| facts(old[*i]).letters).sum();
            stretch[from..at].fill(sum);
            from = at;
        }
    }
    let kept = pairs.iter().zip(&places).zip(stretch).filter(|((_, place), sum)| !rewritten[*place] || *sum >= FIRM);
    kept.map(|((pair, _), _)| *pair).collect()
}

/// Where sentences end, and the text.
fn ends(words: &[u32], facts: &dyn Fn(u32) -> WordTraits) -> Vec<usize> {
    const STOP: u32 = 3;
    let blank = |word: &u32| *word != BLOCK_END && facts(*word).size == 0;
    let ends = |at: &usize| {
        let stops = words[at - 1] == BLOCK_END || facts(words[at - 1]).pause == STOP;
        *at == words.len() || (stops && words.get(*at).is_none_or(blank))
    };
    (1..=words.len()).filter(ends).collect()
}

/// In how many places words came or went between those that stay.
fn edits(
    same: &[(usize, usize)],
    (old, old_range): (&[u32], Range<usize>),
    (new, new_range): (&[u32], Range<usize>),
    letters: &dyn Fn(&[u32]) -> u32,
) -> usize {
    let between = between(same.iter().copied(), old_range, new_range);
    between.filter(|(gone, came, _)| letters(&old[gone.clone()]) + letters(&new[came.clone()]) > 0).count()
}
