//! The words of a block without their order and their case: how much two blocks have in common.

use super::vocabulary::Facts;

/// The words of a block, each with its weight, in ascending order of their numbers.
#[derive(Debug, Default, Clone)]
pub(super) struct Bag {
    words: Vec<(u32, u32)>,
    weight: u64,
}

impl Bag {
    /// The bag of words. They weigh what they have of letters; those without do not count.
    pub(super) fn new(words: impl Iterator<Item = Facts>) -> Self {
        let mut words: Vec<(u32, u32)> = words.filter(|w| w.letters > 0).map(|w| (w.folded, w.letters)).collect();
        words.sort_unstable();
        let weight = words.iter().map(|(_, w)| u64::from(*w)).sum();
        Self { words, weight }
    }

    /// Puts the words of another bag in.
    pub(super) fn add(&mut self, other: &Self) {
        self.words.extend_from_slice(&other.words);
        self.words.sort(); // both parts are sorted: this merges them
        self.weight += other.weight;
    }

    /// Its distinct words in ascending order, with how often each stands in it and what one weighs.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        self.words.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.len() as u32, same[0].1))
    }

    /// What its words weigh.
    pub(super) fn weight(&self) -> u64 {
        self.weight
    }

    /// How many words it holds.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The weight of what two bags have in common.
    pub(super) fn common(&self, other: &Self) -> u64 {
        let (mut a, mut b) = (self.words.as_slice(), other.words.as_slice());
        let mut common = 0;
        while let (Some((x, weight)), Some((y, _))) = (a.first(), b.first()) {
            if x == y {
                common += u64::from(*weight);
            }
            (a, b) = (&a[usize::from(x <= y)..], &b[usize::from(y <= x)..]);
        }
        common
    }
}

/// The Sørensen–Dice coefficient of two weights with `common` in common, from 0 to 1.
pub(super) fn dice(common: u64, one: u64, other: u64) -> f64 {
    if one + other == 0 { 0.0 } else { 2.0 * common as f64 / (one + other) as f64 }
}
