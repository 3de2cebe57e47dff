//! What two sequences have in common.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Longer sequences than this are compared at their ends only: the work stays bounded by counts, never by the clock.
const LONGEST: usize = 100_000;
/// Sequences longer than this are divided first, at what stands once in either.
const LONG: usize = 4_000;

/// Pairs of places (in `old`, in `new`) that match, in order on both sides.
pub(super) fn matches(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let old_middle = &old_rest[..old_rest.len() - tail];
    let new_middle = &new_rest[..new_rest.len() - tail];

    let mut pairs: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    if !old_middle.is_empty() && !new_middle.is_empty() && old_middle.len() + new_middle.len() <= LONGEST {
        for (old, new) in parts(old_middle, new_middle) {
            for op in capture_diff_slices(Algorithm::Histogram, &old_middle[old.clone()], &new_middle[new.clone()]) {
                if let DiffOp::Equal { old_index, new_index, len } = op {
                    let (i, j) = (head + old.start + old_index, head + new.start + new_index);
                    pairs.extend((0..len).map(|k| (i + k, j + k)));
                }
            }
        }
    }
    pairs.extend((0..tail).rev().map(|i| (old.len() - 1 - i, new.len() - 1 - i)));
    pairs
}

/// Two long sequences in parts that are compared each by itself: what stands once on either side divides them, as many as
/// are in order (patience diff, Bram Cohen). The histogram looks at all that is left for each of them.
fn parts(old: &[u32], new: &[u32]) -> Vec<(Range<usize>, Range<usize>)> {
    if old.len() + new.len() <= LONG {
        return vec![(0..old.len(), 0..new.len())];
    }
    let mut places: FxHashMap<u32, [(usize, usize); 2]> = FxHashMap::default();
    for (side, sequence) in [old, new].into_iter().enumerate() {
        for (place, symbol) in sequence.iter().enumerate() {
            let found = &mut places.entry(*symbol).or_default()[side];
            *found = (found.0 + 1, place);
        }
    }
    let unique = places.into_values().filter(|[a, b]| (a.0, b.0) == (1, 1)).map(|[a, b]| (a.1, b.1));
    let mut unique: Vec<(usize, usize)> = unique.collect();
    unique.sort_unstable();
    let mut parts = Vec::new();
    let mut from = (0, 0);
    for (i, j) in increasing(&unique, |_| 1) {
        // the one itself begins the next part
        parts.push((from.0..i, from.1..j));
        from = (i, j);
    }
    parts.push((from.0..old.len(), from.1..new.len()));
    parts
}

/// What is on either side before each of `pairs`, since the pair before, with that pair; and at last what is left in `old` and
/// in `new` after all of them, with none. The pairs are in order on both sides.
pub(super) fn between(
    pairs: impl IntoIterator<Item = (usize, usize)>,
    old: Range<usize>,
    new: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Range<usize>, Option<(usize, usize)>)> {
    let (mut i, mut j) = (old.start, new.start);
    pairs.into_iter().map(Some).chain([None]).map(move |pair| {
        let (next_i, next_j) = pair.unwrap_or((old.end, new.end));
        let before = (i..next_i, j..next_j, pair);
        (i, j) = (next_i + 1, next_j + 1);
        before
    })
}

/// Of `pairs`, in order of their first places, those that are in order of their second places too and weigh most.
///
/// The heaviest increasing subsequence, by a Fenwick tree of the best weights so far (O(n log n)).
pub(super) fn increasing(pairs: &[(usize, usize)], weight: impl Fn(usize) -> u64) -> Vec<(usize, usize)> {
    let mut places: Vec<usize> = pairs.iter().map(|(_, j)| *j).collect();
    places.sort_unstable();
    places.dedup();
    // for every range of ends the heaviest chain that ends there: its weight and its last pair
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); places.len() + 1];
    let mut before = vec![None; pairs.len()];
    for same_start in pairs.iter().enumerate().collect::<Vec<_>>().chunk_by(|a, b| a.1.0 == b.1.0) {
        let mut found = Vec::with_capacity(same_start.len());
        for (ix, (_, j)) in same_start {
            let mut place = places.partition_point(|p| p < j);
            let mut best = (0, None);
            while place > 0 {
                best = best.max(tree[place]);
                place &= place - 1;
            }
            before[*ix] = best.1;
            found.push((*ix, *j, best.0 + weight(*ix).max(1)));
        }
        for (ix, j, total) in found {
            let mut place = places.partition_point(|p| *p < j) + 1;
            while place < tree.len() {
                if total > tree[place].0 {
                    tree[place] = (total, Some(ix));
                }
                place += place & place.wrapping_neg();
            }
        }
    }
    let mut last = tree.iter().max_by_key(|(total, ix)| (*total, std::cmp::Reverse(*ix))).and_then(|best| best.1);
    let mut chain = Vec::new();
    while let Some(ix) = last {
        chain.push(pairs[ix]);
        last = before[ix];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_pairs_is_all_that_is_in_none() {
        let all: Vec<_> = between([(1, 0), (2, 3)], 0..5, 0..4).collect();
        assert_eq!(all, [(0..1, 0..0, Some((1, 0))), (2..2, 1..3, Some((2, 3))), (3..5, 4..4, None)]);
        assert_eq!(between([], 2..3, 4..4).collect::<Vec<_>>(), [(2..3, 4..4, None)]);
    }
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_match_and_stand_in_order(
            old in proptest::collection::vec(0u32..6, 0..40),
            new in proptest::collection::vec(0u32..6, 0..40),
        ) {
            let pairs = matches(&old, &new);
            prop_assert!(pairs.iter().all(|(i, j)| old[*i] == new[*j]));
            prop_assert!(pairs.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
            prop_assert_eq!(matches(&old, &old).len(), old.len());
        }

        #[test]
        fn increasing_chains_are_the_heaviest(items in proptest::collection::vec((0usize..8, 0usize..8, 1u64..9), 0..9)) {
            let mut items = items;
            items.sort_unstable();
            let pairs: Vec<(usize, usize)> = items.iter().map(|(i, j, _)| (*i, *j)).collect();
            let found = increasing(&pairs, |ix| items[ix].2);
            prop_assert!(found.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
            let heaviest = (0u32..1 << items.len())
                .filter_map(|set| {
                    let chosen: Vec<_> = (0..items.len()).filter(|k| set >> k & 1 == 1).map(|k| items[k]).collect();
                    let fits = chosen.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1);
                    fits.then(|| chosen.iter().map(|c| c.2).sum::<u64>())
                })
                .max();
            let weigh = |pair: &(usize, usize)| {
                items.iter().filter(|(i, j, _)| (*i, *j) == *pair).map(|c| c.2).max().unwrap_or(0)
            };
            prop_assert_eq!(Some(found.iter().map(weigh).sum()), heaviest);
        }
    }

    #[test]
    fn long_sequences_are_compared_in_parts() {
        // every third stays, and one in the middle stands for many
        let old: Vec<u32> = (0..9000).map(|n| if n % 3 == 0 { n } else { 100_000 + n }).collect();
        let new: Vec<u32> = (0..9000).map(|n| if n % 3 == 0 { n } else { 200_000 + n }).collect();
        let expected: Vec<(usize, usize)> = (0..9000).step_by(3).map(|n| (n, n)).collect();
        assert_eq!(matches(&old, &new), expected);
        assert_eq!(parts(&old, &new).len(), 3001);
        let twice = [&old[..], &old[..]].concat();
        assert_eq!(parts(&twice, &twice), [(0..18_000, 0..18_000)]);
    }

    #[test]
    fn work_is_bounded() {
        let old: Vec<u32> = (0..LONGEST as u32).collect();
        let mut new: Vec<u32> = old.iter().rev().copied().collect();
        new.insert(0, 0);
        assert_eq!(matches(&old, &new), vec![(0, 0)]);
    }
}
