//! What two sequences have in common.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Longer sequences than this are compared at their ends only: the work stays bounded by counts, never by the clock.
const LONGEST: usize = 400_000;

/// Pairs of places (in `old`, in `new`) that match, in order on both sides.
pub(super) fn matches(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let old_middle = &old_rest[..old_rest.len() - tail];
    let new_middle = &new_rest[..new_rest.len() - tail];

    let mut pairs: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    if !old_middle.is_empty() && !new_middle.is_empty() && old_middle.len() + new_middle.len() <= LONGEST {
        for op in capture_diff_slices(Algorithm::Histogram, old_middle, new_middle) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                pairs.extend((0..len).map(|i| (head + old_index + i, head + new_index + i)));
            }
        }
    }
    pairs.extend((0..tail).rev().map(|i| (old.len() - 1 - i, new.len() - 1 - i)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
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
    }

    #[test]
    fn work_is_bounded() {
        let old: Vec<u32> = (0..LONGEST as u32).collect();
        let mut new: Vec<u32> = old.iter().rev().copied().collect();
        new.insert(0, 0);
        assert_eq!(matches(&old, &new), vec![(0, 0)]);
    }
}
