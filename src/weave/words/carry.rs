//! Carries the cuts of a text over to an edited version of it, so that both are cut alike outside the edit.

use super::runs;
use super::script::clusters;
use crate::letters::is_spaceless;
use crate::weave::sequence;
use std::collections::HashMap;
use std::ops::Range;

/// Stretches of equal clusters shorter than this may be equal by accident…
const SHORTEST: usize = 6;
/// …but not as easily where both texts begin or end with them.
const SHORTEST_AT_END: usize = 2;
/// What differs is looked through for equal stretches if it has no more clusters than this on both sides together.
const LONGEST: usize = 40_000;

/// The ends of the words of `new`, cut as `old` is wherever the two are equal.
///
/// Between the first and the last cut of `old` in an equal stretch its cuts stand in `new` too; what is left between
/// such stretches is cut anew. A word of `new` may still grow over a cut: where ติด becomes ติดตาม, that is one word.
/// Outside of scripts without spaces `new_cuts` stand. Both lists of cuts are ascending and hold the text's length.
pub(super) fn carry(old: &str, old_cuts: &[usize], new: &str, new_cuts: &[usize]) -> Vec<usize> {
    if !new.chars().any(is_spaceless) || !old.chars().any(is_spaceless) {
        return new_cuts.to_vec();
    }
    let texts = Texts { old: Side::new(old, old_cuts), new: Side::new(new, new_cuts) };
    let mut zones: Vec<Vec<usize>> = vec![vec![0]];
    zones.extend(texts.stretches().iter().filter_map(|stretch| texts.zone(stretch)));
    zones.push(vec![new.len()]);
    texts.fill(zones)
}

struct Side<'a> {
    text: &'a str,
    /// Where clusters begin, and the end.
    clusters: Vec<usize>,
    cuts: &'a [usize],
}

impl<'a> Side<'a> {
    fn new(text: &'a str, cuts: &'a [usize]) -> Self {
        Self { text, clusters: clusters(text), cuts }
    }

    fn len(&self) -> usize {
        self.clusters.len() - 1
    }

    fn cluster(&self, at: usize) -> &'a str {
        &self.text[self.clusters[at]..self.clusters[at + 1]]
    }

    /// Whether a word ends before the cluster.
    fn is_cut(&self, cluster: usize) -> bool {
        self.has(self.clusters[cluster])
    }

    fn has(&self, at: usize) -> bool {
        at == 0 || self.cuts.binary_search(&at).is_ok()
    }

    /// The cuts in `range`, both ends included.
    fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.cuts.partition_point(|cut| *cut < range.start);
        let start = Some(0).filter(|_| range.start == 0);
        start.into_iter().chain(self.cuts[first..].iter().copied().take_while(move |cut| *cut <= range.end))
    }
}

/// Clusters that are equal on both sides.
#[derive(Clone, Copy)]
struct Stretch {
    old: usize,
    new: usize,
    len: usize,
}

/// How the text between two zones is cut.
#[derive(Default)]
struct Gap {
    cuts: Vec<usize>,
    /// Whether the last word of the zone before it goes on in it.
    front_grew: bool,
    /// Whether the first word of the zone after it begins in it.
    back_grew: bool,
}

struct Texts<'a> {
    old: Side<'a>,
    new: Side<'a>,
}

impl Texts<'_> {
    /// The stretches that are equal and long enough not to be so by accident.
    fn stretches(&self) -> Vec<Stretch> {
        let (old, new) = (self.old.len(), self.new.len());
        let head = (0..old.min(new)).take_while(|i| self.old.cluster(*i) == self.new.cluster(*i)).count();
        let rest = old.min(new) - head;
        let tail = (1..=rest).take_while(|i| self.old.cluster(old - i) == self.new.cluster(new - i)).count();

        let mut stretches = vec![Stretch { old: 0, new: 0, len: head }];
        stretches.extend(self.middle(head..old - tail, head..new - tail));
        stretches.push(Stretch { old: old - tail, new: new - tail, len: tail });
        self.slide(&mut stretches);
        let long = |s: &Stretch| {
            let at_end = (s.old, s.new) == (0, 0) || (s.old + s.len, s.new + s.len) == (old, new);
            s.len >= if at_end { SHORTEST_AT_END } else { SHORTEST }
        };
        stretches.retain(long);
        stretches
    }

    fn middle(&self, old: Range<usize>, new: Range<usize>) -> Vec<Stretch> {
        if old.is_empty() || new.is_empty() || old.len() + new.len() > LONGEST {
            return Vec::new();
        }
        let mut numbers = HashMap::new();
        let mut symbols = |side: &Side<'_>, range: &Range<usize>| -> Vec<u32> {
            let number = |i| {
                let next = numbers.len() as u32;
                *numbers.entry(side.cluster(i).to_owned()).or_insert(next)
            };
            range.clone().map(number).collect()
        };
        let (old_symbols, new_symbols) = (symbols(&self.old, &old), symbols(&self.new, &new));
        let mut stretches: Vec<Stretch> = Vec::new();
        for (i, j) in sequence::matches(&old_symbols, &new_symbols) {
            let (i, j) = (old.start + i, new.start + j);
            match stretches.last_mut() {
                Some(last) if (last.old + last.len, last.new + last.len) == (i, j) => last.len += 1,
                _ => stretches.push(Stretch { old: i, new: j, len: 1 }),
            }
        }
        stretches
    }

    /// Moves what was only deleted or only inserted so that it begins and ends at cuts of the old text, when the text
    /// around it leaves the choice: of "a b a c" without "b a" or without "a b" remains the same.
    fn slide(&self, stretches: &mut [Stretch]) {
        for at in 1..stretches.len() {
            let (front, back) = (stretches[at - 1], stretches[at]);
            let (old_end, new_end) = (front.old + front.len, front.new + front.len);
            let (deleted, inserted) = (old_end < back.old, new_end < back.new);
            if deleted == inserted {
                continue;
            }
            let equal = |k: usize| {
                if deleted {
                    self.old.cluster(old_end - k) == self.old.cluster(back.old - k)
                } else {
                    self.new.cluster(new_end - k) == self.new.cluster(back.new - k)
                }
            };
            let fits = |k: &usize| self.old.is_cut(old_end - k) && self.old.is_cut(back.old - k);
            let steps = (0..=front.len).take_while(|k| *k == 0 || equal(*k));
            if let Some(k) = { steps }.find(fits) {
                stretches[at - 1].len -= k;
                stretches[at] = Stretch { old: back.old - k, new: back.new - k, len: back.len + k };
            }
        }
    }

    /// From the first to the last cut of the old text in the stretch: the cuts of the new text.
    fn zone(&self, stretch: &Stretch) -> Option<Vec<usize>> {
        let old = self.old.clusters[stretch.old]..self.old.clusters[stretch.old + stretch.len];
        let start = self.new.clusters[stretch.new];
        let carried = self.old.within(old.clone()).map(|cut| start + cut - old.start);
        let mut zone: Vec<usize> = carried.filter(|cut| self.new.has(*cut) || self.may_cut(*cut)).collect();
        let (first, last) = (*zone.first()?, *zone.last()?);
        zone.extend(self.new.within(first..last).filter(|cut| !self.between_letters(*cut)));
        zone.sort_unstable();
        zone.dedup();
        Some(zone)
    }

    /// Whether the new text may be cut where it was not.
    fn may_cut(&self, at: usize) -> bool {
        self.between_letters(at) && self.new.clusters.binary_search(&at).is_ok()
    }

    /// Whether letters of scripts without spaces stand on both sides.
    fn between_letters(&self, at: usize) -> bool {
        let (before, after) = self.new.text.split_at(at);
        before.chars().next_back().is_some_and(is_spaceless) && after.chars().next().is_some_and(is_spaceless)
    }

    /// The cuts of the zones, and those in the gaps between them.
    fn fill(&self, mut zones: Vec<Vec<usize>>) -> Vec<usize> {
        let mut cuts = Vec::with_capacity(self.new.cuts.len() + 1);
        for at in 1..zones.len() {
            let (front, back) = zones.split_at_mut(at);
            let (front, back) = (&mut front[at - 1], &mut back[0]);
            let gap = self.gap(front, back);
            if gap.front_grew {
                front.pop();
            }
            if gap.back_grew {
                back.remove(0);
            }
            cuts.append(front);
            cuts.extend(gap.cuts);
        }
        cuts.extend(zones.pop().into_iter().flatten());
        cuts.dedup();
        cuts.retain(|cut| *cut > 0);
        cuts
    }

    /// How the text between two zones is cut: as it would be by itself, where that agrees with the zones.
    fn gap(&self, front: &[usize], back: &[usize]) -> Gap {
        let (Some(&start), Some(&end)) = (front.last(), back.first()) else { return Gap::default() };
        let (front_stays, back_stays) = (self.new.has(start), self.new.has(end));
        if start >= end || (front_stays && back_stays) {
            return Gap { cuts: self.new.within(start..end).collect(), ..Gap::default() };
        }
        let alone: Vec<usize> = runs::cuts(&self.new.text[start..end]).into_iter().map(|cut| start + cut).collect();
        let from = if front_stays { Some(start) } else { self.grown_after(front, end) };
        let to = if back_stays { Some(end) } else { self.grown_before(back, start) };
        if let (Some(from), Some(to)) = (from, to) {
            let cuts: Vec<usize> = self.new.within(from..to).collect();
            let grown = usize::from(!front_stays) + usize::from(!back_stays);
            // Each word that grows must save one.
            if cuts.len() - 1 + grown <= alone.len() {
                return Gap { cuts, front_grew: !front_stays, back_grew: !back_stays };
            }
        }
        Gap { cuts: alone, ..Gap::default() }
    }

    /// Where the word ends that the last word of a zone has grown to, if it has and ends in the gap.
    fn grown_after(&self, zone: &[usize], gap_end: usize) -> Option<usize> {
        let [.., word, cut] = zone else { return None };
        let next = self.new.cuts.partition_point(|c| c <= cut);
        let grown = *self.new.cuts.get(next)?;
        let before = next.checked_sub(1).map_or(0, |i| self.new.cuts[i]);
        (before == *word && (grown < gap_end || (grown == gap_end && self.new.has(gap_end)))).then_some(grown)
    }

    /// Where the word begins that the first word of a zone has grown from, if it has and begins in the gap.
    fn grown_before(&self, zone: &[usize], gap_start: usize) -> Option<usize> {
        let [cut, word, ..] = zone else { return None };
        let next = self.new.cuts.partition_point(|c| c < cut);
        let grown = next.checked_sub(1).map_or(0, |i| self.new.cuts[i]);
        (self.new.cuts.get(next) == Some(word)
            && (grown > gap_start || (grown == gap_start && self.new.has(gap_start))))
        .then_some(grown)
    }
}
