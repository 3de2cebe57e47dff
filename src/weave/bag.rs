//! The words of a block without their order and their case: how much two blocks have in common.

use super::vocabulary::WordTraits;

/// The words of a block, each with its weight, in ascending order of their numbers.
#[derive(Debug, Default, Clone)]
pub(super) struct Bag {
    words: Vec<(u32, u32)>,
    weight: u64,
}

impl Bag {
    /// The bag of words. They weigh what they have of letters; those without do not count.
    pub(super) fn new(words: impl Iterator<Item = WordTraits>) -> Self {
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

    /// The weight of what two bags have in common. The words of one that is much smaller are looked up in the other.
    pub(super) fn common(&self, other: &Self) -> u64 {
        const MUCH: usize = 16;
        let (small, large) = if self.len() < other.len() { (self, other) } else { (other, self) };
        if small.len() * MUCH < large.len() {
            let stand = |word: u32| {
                let from = large.words.partition_point(|(w, _)| *w < word);
                large.words[from..].partition_point(|(w, _)| *w == word) as u32
            };
            let shared = small.counts().map(|(word, count, weight)| u64::from(count.min(stand(word)) * weight));
            return shared.sum();
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_is_merged() {
        let bag = |words: &[u32]| {
            let mut words: Vec<(u32, u32)> = words.iter().map(|word| (*word, word % 7 + 1)).collect();
            words.sort_unstable();
            Bag { weight: words.iter().map(|(_, w)| u64::from(*w)).sum(), words }
        };
        let large: Vec<u32> = (0..400).map(|n| n * n % 90).collect();
        let small = [0, 4, 4, 4, 9, 1000];
        let merged: u64 = {
            let own = |word: &u32| large.iter().filter(|w| *w == word).count();
            [0u32, 4, 9]
                .iter()
                .map(|w| own(w).min(small.iter().filter(|s| *s == w).count()) as u64 * u64::from(w % 7 + 1))
                .sum()
        };
        assert_eq!(bag(&large).common(&bag(&small)), merged);
        assert_eq!(bag(&small).common(&bag(&large)), merged);
    }
}
