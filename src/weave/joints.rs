//! Words that join what stands before and after them: “and” between two words of which each became another.

use super::sequence::between;
use super::vocabulary::{BLOCK_END, WordTraits};
use std::ops::Range;

/// The most words on either side of one that joins, for it to be held.
pub(super) const JOINED: u32 = 3;

/// The pairs, and those of a word that joins what stands before and after it, with the spaces around it: “and” between two
/// words of which each became another stays. A passage that was written anew has more words, or other ones that join.
pub(super) fn hold(
    pairs: Vec<(usize, usize)>,
    old: &[u32],
    new: &[u32],
    facts: &dyn Fn(u32) -> WordTraits,
) -> Vec<(usize, usize)> {
    let joint = |words: &[u32], range: Range<usize>| {
        let lettered = || range.clone().filter(|at| facts(words[*at]).letters > 0);
        let mut joints = lettered().filter(|at| facts(words[*at]).joins);
        let at = joints.next().filter(|_| joints.next().is_none() && !words[range.clone()].contains(&BLOCK_END))?;
        let before = lettered().filter(|other| *other < at).count() as u32;
        let after = lettered().count() as u32 - before - 1;
        [before, after].iter().all(|count| (1..=JOINED).contains(count)).then_some(at)
    };
    let mut all = Vec::with_capacity(pairs.len());
    for (gone, came, pair) in between(pairs, 0..old.len(), 0..new.len()) {
        if let Some((a, b)) = joint(old, gone).zip(joint(new, came)).filter(|(a, b)| old[*a] == new[*b]) {
            let blank = |(a, b): &(usize, usize)| old[*a] == new[*b] && facts(old[*a]).size == 0;
            // there is a word before it and one after it
            all.extend(Some((a - 1, b - 1)).filter(blank));
            all.push((a, b));
            all.extend(Some((a + 1, b + 1)).filter(blank));
        }
        all.extend(pair);
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::weave::compare::tests::show;

    #[test]
    fn a_word_that_joins_stays_between_few_words_that_are_others() {
        assert_eq!(show("x|แพลทฟอร์ม|และ|แอป|y", "x|แพลตฟอร์ม|และ|เว็บ|y"), "x[-แพลทฟอร์ม-]{+แพลตฟอร์ม+}และ[-แอป-]{+เว็บ+}y");
        assert_eq!(show("cats| |and| |mice", "dogs| |and| |birds"), "[-cats-]{+dogs+} and [-mice-]{+birds+}");
        assert_eq!(show("a|,| |or| |b", "c| |and| |d"), "[-a, or b-]{+c and d+}");
        assert_eq!(show("a|และ|b|และ|c", "d|และ|e|และ|f"), "[-aและbและc-]{+dและeและf+}");
        assert_eq!(
            show("one| |two| |six| |ten| |and| |b", "c| |d| |e| |f| |and| |g"),
            "[-one two six ten and b-]{+c d e f and g+}"
        );
    }
}
