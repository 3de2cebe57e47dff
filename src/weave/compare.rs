//! What two texts have in common, word by word: of all ways to mark the difference the one that is easiest to read.
//!
//! A mark costs its characters, and each insertion or deletion costs [`RUN`] more. So a short word that happens to stand
//! in both texts within a rewritten passage is marked with the passage, while a word that was left alone stays
//! unmarked. The least cost is found by alignment with affine gaps (Gotoh, *An improved algorithm for matching
//! biological sequences*, 1982), in which a deletion and an insertion in the same place stand in this order.

use super::sequence::{between, increasing};
use super::vocabulary::{BLOCK_END, WordTraits};

/// What it costs a reader to meet one more insertion or deletion, in characters.
pub(super) const RUN: i32 = 6;

/// The most pairs of words that are compared at once.
const MOST_CELLS: usize = 1 << 21;

/// How much comparing may still be done, in pairs of words: the work is bounded by counts, never by the clock.
#[derive(Debug)]
pub(super) struct Work {
    left: usize,
    /// Whether something was left uncompared, so that marks are coarser than they could be.
    pub(super) exhausted: bool,
}

impl Work {
    /// Enough for any text that people wrote.
    pub(super) fn new() -> Self {
        Self { left: 1 << 28, exhausted: false }
    }

    /// Whether `cells` more may be compared; they count as done.
    pub(super) fn take(&mut self, cells: usize) -> bool {
        let enough = cells <= self.left;
        self.left = if enough { self.left - cells } else { self.left };
        self.exhausted |= !enough;
        enough
    }
}

/// Pairs of places (in `old`, in `new`) of words that stay, in order on both sides.
pub(super) fn compare(
    old: &[u32],
    new: &[u32],
    facts: &dyn Fn(u32) -> WordTraits,
    work: &mut Work,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    Comparison { facts, work }.stretch(old, new, (0, 0), &GRAMS, &mut pairs);
    slide(&mut pairs, old, new, facts);
    pairs
}

/// How many words in a row must be unique in both texts to hold long texts together, one after the other.
const GRAMS: [usize; 3] = [8, 3, 1];

struct Comparison<'a> {
    facts: &'a dyn Fn(u32) -> WordTraits,
    work: &'a mut Work,
}

impl Comparison<'_> {
    /// Adds the pairs within `old` and `new`, which begin at the places `at`.
    fn stretch(
        &mut self,
        old: &[u32],
        new: &[u32],
        at: (usize, usize),
        grams: &[usize],
        pairs: &mut Vec<(usize, usize)>,
    ) {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
        let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
        let middle = (at.0 + head, at.1 + head);
        pairs.extend((0..head).map(|k| (at.0 + k, at.1 + k)));
        if !old_middle.is_empty() && !new_middle.is_empty() {
            self.middle(old_middle, new_middle, middle, grams, pairs);
        }
        pairs.extend((0..tail).rev().map(|k| (at.0 + old.len() - 1 - k, at.1 + new.len() - 1 - k)));
    }

    fn middle(
        &mut self,
        old: &[u32],
        new: &[u32],
        at: (usize, usize),
        grams: &[usize],
        pairs: &mut Vec<(usize, usize)>,
    ) {
        let cells = old.len().saturating_mul(new.len());
        if cells <= MOST_CELLS {
            if self.work.take(cells) {
                let found = cheapest(old, new, self.facts);
                pairs.extend(found.into_iter().map(|(i, j)| (at.0 + i, at.1 + j)));
            }
            return;
        }
        let Some((gram, grams)) = grams.split_first() else {
            self.work.exhausted = true;
            return;
        };
        for (gone, came, pair) in between(anchors(old, new, *gram), 0..old.len(), 0..new.len()) {
            let begin = (at.0 + gone.start, at.1 + came.start);
            self.stretch(&old[gone], &new[came], begin, grams, pairs);
            pairs.extend(pair.map(|(i, j)| (at.0 + i, at.1 + j)));
        }
    }
}

/// Places where `gram` words in a row are the same, and stand only once in either text; as many as stand in order.
fn anchors(old: &[u32], new: &[u32], gram: usize) -> Vec<(usize, usize)> {
    let unique = |words: &[u32]| {
        let mut grams: Vec<(u64, u32)> =
            words.windows(gram).zip(0..).map(|(window, at)| (fingerprint(window), at)).collect();
        grams.sort_unstable();
        let mut unique: Vec<(u64, u32)> = Vec::new();
        for same in grams.chunk_by(|a, b| a.0 == b.0) {
            if let [one] = same {
                unique.push(*one);
            }
        }
        unique
    };
    let (old_grams, new_grams) = (unique(old), unique(new));
    let mut found = Vec::new();
    let mut others = new_grams.into_iter().peekable();
    for (print, i) in old_grams {
        while others.next_if(|(other, _)| *other < print).is_some() {}
        if let Some((_, j)) = others.next_if(|(other, _)| *other == print) {
            let (i, j) = (i as usize, j as usize);
            if old[i..i + gram] == new[j..j + gram] {
                found.push((i, j));
            }
        }
    }
    found.sort_unstable();
    increasing(&found, |_| 1)
}

/// FNV-1a over the words' numbers.
fn fingerprint(words: &[u32]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3))
}

/// A score that no way can have.
const NEVER: i32 = i32::MIN / 2;

// where the best way to a cell comes from
const FROM_SAME: u8 = 0;
const FROM_DELETED: u8 = 1;
const FROM_INSERTED: u8 = 2;

/// The pairs that save most, when every insertion and deletion costs [`RUN`].
fn cheapest(old: &[u32], new: &[u32], facts: &dyn Fn(u32) -> WordTraits) -> Vec<(usize, usize)> {
    let columns = new.len() + 1;
    let saved: Vec<i32> = old
        .iter()
        .map(|word| {
            let facts = facts(*word);
            (2 * facts.size as i32).max(1)
        })
        .collect();
    // for every cell two bits each: whence the best way that ends in a pair, in a deletion, in an insertion
    let mut whence = vec![0u8; (old.len() + 1) * columns];
    let mut row = vec![Scores { same: NEVER, deleted: NEVER, inserted: NEVER }; columns];
    row[0].same = 0;
    for j in 1..columns {
        let (inserted, from) = insert(&row[j - 1]);
        row[j].inserted = inserted;
        whence[j] = from << 4;
    }
    for (i, word) in old.iter().enumerate() {
        let cells = &mut whence[(i + 1) * columns..(i + 2) * columns];
        let mut diagonal = row[0];
        let (deleted, from) = delete(&row[0]);
        row[0] = Scores { same: NEVER, deleted, inserted: NEVER };
        cells[0] = from << 2;
        for j in 1..columns {
            let above = row[j];
            let (deleted, from_deleted) = delete(&above);
            let (inserted, from_inserted) = insert(&row[j - 1]);
            let (mut same, mut from_same) = (NEVER, 0);
            if new[j - 1] == *word {
                let (best, from) = diagonal.best();
                (same, from_same) = (best + saved[i], from);
            }
            row[j] = Scores { same, deleted, inserted };
            cells[j] = from_same | from_deleted << 2 | from_inserted << 4;
            diagonal = above;
        }
    }
    let (mut i, mut j) = (old.len(), new.len());
    let mut state = row[j].best().1;
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        let cell = whence[i * columns + j] >> (2 * state) & 3;
        match state {
            FROM_SAME => {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j));
            }
            FROM_DELETED => i -= 1,
            _ => j -= 1,
        }
        state = cell;
    }
    pairs.reverse();
    pairs
}

/// The best that can be saved on a way to a cell, by what it ends in.
#[derive(Clone, Copy)]
struct Scores {
    same: i32,
    deleted: i32,
    inserted: i32,
}

impl Scores {
    fn best(&self) -> (i32, u8) {
        let mut best = (self.same, FROM_SAME);
        for (score, from) in [(self.deleted, FROM_DELETED), (self.inserted, FROM_INSERTED)] {
            if score > best.0 {
                best = (score, from);
            }
        }
        best
    }
}

/// A word deleted after a cell: a deletion goes on, or begins after words that stay.
fn delete(above: &Scores) -> (i32, u8) {
    if above.deleted >= above.same - RUN { (above.deleted, FROM_DELETED) } else { (above.same - RUN, FROM_SAME) }
}

/// A word inserted after a cell: an insertion goes on, or begins after words that stay or a deletion.
fn insert(before: &Scores) -> (i32, u8) {
    let (fresh, from) =
        if before.deleted > before.same { (before.deleted, FROM_DELETED) } else { (before.same, FROM_SAME) };
    if before.inserted >= fresh - RUN { (before.inserted, FROM_INSERTED) } else { (fresh - RUN, from) }
}

/// Moves insertions and deletions, where several places give the same texts, to where a phrase begins.
fn slide(pairs: &mut [(usize, usize)], old: &[u32], new: &[u32], facts: &dyn Fn(u32) -> WordTraits) {
    let mut after = 0;
    while after <= pairs.len() {
        let (i, j) = after.checked_sub(1).map_or((0, 0), |k| (pairs[k].0 + 1, pairs[k].1 + 1));
        let (next_i, next_j) = pairs.get(after).copied().unwrap_or((old.len(), new.len()));
        if i == next_i && j < next_j {
            after = slide_run(pairs, after, new, j..next_j, facts, |pair| &mut pair.1);
        } else if j == next_j && i < next_i {
            after = slide_run(pairs, after, old, i..next_i, facts, |pair| &mut pair.0);
        }
        after += 1;
    }
}

/// Moves the run of words that stand on one side only, between the pairs `after - 1` and `after`, to the best of the
/// places that it may stand in; after how many pairs it stands then.
fn slide_run(
    pairs: &mut [(usize, usize)],
    after: usize,
    words: &[u32],
    run: std::ops::Range<usize>,
    facts: &dyn Fn(u32) -> WordTraits,
    side: fn(&mut (usize, usize)) -> &mut usize,
) -> usize {
    let place = |pairs: &mut [(usize, usize)], k: usize| *side(&mut pairs[k]);
    // a good place to begin is after a pause, and with a word that joins, or just after one
    let score = |start: usize| {
        let blank = |word: u32| word != BLOCK_END && facts(word).size == 0;
        let pause = match start.checked_sub(1) {
            None => 6,
            Some(at) if at > 0 && blank(words[at]) => 1 + 2 * facts(words[at - 1]).pause.min(3),
            Some(at) => facts(words[at]).pause,
        };
        let run = &words[start..start + run.len()];
        let outer = [run.iter().find(|w| !blank(**w)), run.iter().rfind(|w| !blank(**w))];
        2 * pause + u32::from(outer.into_iter().flatten().any(|w| facts(*w).joins))
    };
    // how far to the left and to the right the words around are those of the run, turned round
    let mut left = 0;
    while left < after
        && place(pairs, after - 1 - left) + 1 + left == run.start
        && words[run.start - 1 - left] == words[run.end - 1 - left]
    {
        left += 1;
    }
    let mut right = 0;
    while after + right < pairs.len()
        && place(pairs, after + right) == run.end + right
        && words[run.start + right] == words[run.end + right]
    {
        right += 1;
    }
    let first = run.start - left;
    let best =
        (first..=run.start + right).max_by_key(|start| (score(*start), std::cmp::Reverse(start.abs_diff(run.start))));
    let start = best.unwrap_or(run.start);
    for (pair, at) in pairs[after - left..after + right].iter_mut().zip(first..) {
        *side(pair) = if at < start { at } else { at + run.len() };
    }
    after - left + (start - first)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::weave::joints;
    use crate::weave::vocabulary::Vocabulary;
    use proptest::prelude::*;

    /// The redline of two texts whose words are divided by `|`.
    pub(in crate::weave) fn show(old: &str, new: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        let mut read = |text: &str| -> Vec<u32> { text.split('|').map(|w| vocabulary.number(w)).collect() };
        let (old, new) = (read(old), read(new));
        let pairs = compare(&old, &new, &|w| vocabulary.facts(w), &mut Work::new());
        let pairs = joints::hold(pairs, &old, &new, &|w| vocabulary.facts(w));
        let mut out = String::new();
        for (gone, came, pair) in between(pairs, 0..old.len(), 0..new.len()) {
            let text = |words: &[u32]| words.iter().map(|w| vocabulary.text(*w)).collect::<String>();
            if !gone.is_empty() {
                out += &format!("[-{}-]", text(&old[gone]));
            }
            if !came.is_empty() {
                out += &format!("{{+{}+}}", text(&new[came]));
            }
            out += pair.map_or("", |(i, _)| vocabulary.text(old[i]));
        }
        out
    }

    #[test]
    fn short_words_within_a_rewritten_passage_are_part_of_it() {
        assert_eq!(
            show("we| |keep| |it| |for| |ever", "they| |erase| |it| |after| |use"),
            "[-we keep it for ever-]{+they erase it after use+}"
        );
        assert_eq!(
            show("we| |keep| |personal information| |for| |ever", "we| |erase| |personal information| |after| |use"),
            "we [-keep-]{+erase+} personal information [-for ever-]{+after use+}"
        );
        assert_eq!(show("a| |x| |b| |y| |c", "a| |b| |c"), "a [-x -]b [-y -]c");
    }

    #[test]
    fn changes_begin_where_a_phrase_begins() {
        assert_eq!(show("a|,| |b", "a|,| |c|,| |b"), "a, {+c, +}b");
        assert_eq!(show("One|.| |Two|.", "One|.| |New|.| |Two|."), "One. {+New. +}Two.");
        assert_eq!(show("x| |y", "x| |x| |y"), "{+x +}x y");
        assert_eq!(show("ก|ข้อมูล|ค", "ก|ข้อมูล|ง|และ|ข้อมูล|ค"), "ก{+ข้อมูลงและ+}ข้อมูลค");
    }

    #[test]
    fn long_texts_are_held_together_by_what_is_unique() {
        let old: Vec<u32> = (0..40_000).map(|n| n % 10_007).collect();
        let mut new = old.clone();
        new.splice(20_000..20_010, [50_000]);
        new.splice(5..9, []);
        let facts = |_| WordTraits { letters: 3, size: 3, seen: 0, folded: 0, pause: 0, joins: false };
        let mut work = Work::new();
        let pairs = compare(&old, &new, &facts, &mut work);
        assert_eq!((pairs.len(), work.exhausted), (old.len() - 14, false));
    }

    #[test]
    fn work_is_bounded_and_says_so() {
        let old: Vec<u32> = (0..5_000).map(|n| n % 2).collect();
        let new: Vec<u32> = (0..5_000).map(|n| (n / 2) % 2 + n % 3).collect();
        let facts = |_| WordTraits { letters: 3, size: 3, seen: 0, folded: 0, pause: 0, joins: false };
        let mut work = Work { left: 10, exhausted: false };
        compare(&old, &new, &facts, &mut work);
        assert!(work.exhausted);
    }

    proptest! {
        #[test]
        fn pairs_match_and_stand_in_order(
            old in proptest::collection::vec(0u32..5, 0..30),
            new in proptest::collection::vec(0u32..5, 0..30),
        ) {
            let facts = |w| WordTraits { letters: w, size: w, seen: w, folded: w, pause: w % 3, joins: w == 1 };
            let pairs = compare(&old, &new, &facts, &mut Work::new());
            prop_assert!(pairs.iter().all(|(i, j)| old[*i] == new[*j]));
            prop_assert!(pairs.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
            prop_assert_eq!(compare(&old, &old, &facts, &mut Work::new()).len(), old.len());
        }
    }
}
