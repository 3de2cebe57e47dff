//! Which block of one version is which block of the next: equal blocks first, then similar ones in the gaps.

use super::sequence;

/// A block as far as alignment cares: a leaf, or a whole row of a table.
pub(super) struct Block {
    /// Equal exactly for blocks with the same texts that may be the same.
    pub(super) symbol: u32,
    pub(super) class: BlockClass,
}

/// What may be paired with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BlockClass {
    /// Paragraphs, headings, lines, terms, cells.
    Text,
    Heading,
    Code,
    Rule,
    Row,
}

impl BlockClass {
    /// A heading may have been a paragraph.
    fn pairs_with(self, other: Self) -> bool {
        let text = |c| matches!(c, Self::Text | Self::Heading);
        self == other || (text(self) && text(other))
    }
}

/// The words of a block, each with its weight, in ascending order of their numbers.
pub(super) struct Bag {
    words: Vec<(u32, u32)>,
    weight: u64,
}

impl Bag {
    /// The bag of `words`, given as (number, weight). Words without weight do not count.
    pub(super) fn new(words: impl Iterator<Item = (u32, usize)>) -> Self {
        let mut words: Vec<(u32, u32)> = words.filter(|(_, w)| *w > 0).map(|(n, w)| (n, w as u32)).collect();
        words.sort_unstable();
        let weight = words.iter().map(|(_, w)| u64::from(*w)).sum();
        Self { words, weight }
    }

    /// The weight of what two bags have in common.
    fn common(&self, other: &Self) -> u64 {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0;
        while let (Some((x, weight)), Some((y, _))) = (a.peek(), b.peek()) {
            if x == y {
                common += u64::from(*weight);
            }
            if x <= y {
                a.next();
            }
            if y <= x {
                b.next();
            }
        }
        common
    }
}

/// Pairs of places (in `old`, in `new`) of blocks that are the same block, perhaps edited; in order on both sides.
pub(super) fn align(
    old: &[Block],
    new: &[Block],
    old_bag: &mut dyn FnMut(usize) -> Bag,
    new_bag: &mut dyn FnMut(usize) -> Bag,
) -> Vec<(usize, usize)> {
    let symbols = |blocks: &[Block]| -> Vec<u32> { blocks.iter().map(|b| b.symbol).collect() };
    let equal = sequence::matches(&symbols(old), &symbols(new));
    let mut pairs = Vec::with_capacity(equal.len());
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in equal.into_iter().chain([(old.len(), new.len())]) {
        if i < next_i && j < next_j {
            let gap = Gap {
                old: (i..next_i).map(|k| (old[k].class, old_bag(k))).collect(),
                new: (j..next_j).map(|k| (new[k].class, new_bag(k))).collect(),
            };
            pairs.extend(gap.pairs().into_iter().map(|(a, b)| (i + a, j + b)));
        }
        pairs.push((next_i, next_j));
        (i, j) = (next_i + 1, next_j + 1);
    }
    pairs.pop(); // the ends
    pairs
}

/// Blocks between two pairs of equal blocks.
struct Gap {
    old: Vec<(BlockClass, Bag)>,
    new: Vec<(BlockClass, Bag)>,
}

/// Gaps with more pairs of blocks than this are not searched for similar blocks.
const MOST_PAIRS: usize = 400_000;
/// Nor are gaps in which looking at all pairs would look at more words than this.
const MOST_WORDS: usize = 200_000_000;
/// Blocks are the same if they share this much (Sørensen–Dice, by weight)…
const SIMILAR: f64 = 0.4;
/// …and headings, which are short, if they share this much.
const SIMILAR_HEADING: f64 = 0.24;

impl Gap {
    /// The pairs in order whose gains add up to most.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let (rows, columns) = (self.old.len(), self.new.len());
        if rows.saturating_mul(columns) > MOST_PAIRS || self.words_to_read() > MOST_WORDS {
            return Vec::new();
        }
        let width = columns + 1;
        let mut gains = vec![0.0f64; rows * columns];
        let mut best = vec![0.0f64; (rows + 1) * width];
        for i in (0..rows).rev() {
            for j in (0..columns).rev() {
                let gain = self.gain(i, j);
                gains[i * columns + j] = gain;
                let paired = if gain > 0.0 { gain + best[(i + 1) * width + j + 1] } else { 0.0 };
                best[i * width + j] = paired.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
            }
        }
        let mut pairs = Vec::new();
        let (mut i, mut j) = (0, 0);
        while i < rows && j < columns {
            let gain = gains[i * columns + j];
            let here = best[i * width + j];
            if gain > 0.0 && here == gain + best[(i + 1) * width + j + 1] {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if here == best[(i + 1) * width + j] {
                i += 1;
            } else {
                j += 1;
            }
        }
        pairs
    }

    fn words_to_read(&self) -> usize {
        let words = |side: &[(BlockClass, Bag)]| side.iter().map(|(_, b)| b.words.len()).sum::<usize>();
        words(&self.old).saturating_mul(self.new.len()).saturating_add(words(&self.new).saturating_mul(self.old.len()))
    }

    fn gain(&self, i: usize, j: usize) -> f64 {
        let ((old_class, old), (new_class, new)) = (&self.old[i], &self.new[j]);
        let sum = (old.weight + new.weight) as f64;
        if !old_class.pairs_with(*new_class) || sum == 0.0 {
            return 0.0;
        }
        let headings = *old_class == BlockClass::Heading && *new_class == BlockClass::Heading;
        let least = if headings { SIMILAR_HEADING } else { SIMILAR };
        if 2.0 * old.weight.min(new.weight) as f64 / sum < least {
            return 0.0;
        }
        let common = old.common(new) as f64;
        let dice = 2.0 * common / sum;
        if dice < least { 0.0 } else { common * dice.sqrt() }
    }
}
