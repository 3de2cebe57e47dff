//! Pairs the sentences of the two sides of a block: which one was edited into which.

use super::lexicon::Lexicon;
use super::side::Side;
use super::spoken::Text;
use super::stems::{apart, stems};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// Sentences of both sides, by their places, that are one: mostly one of each; nothing on one side for what came or went.
pub(super) struct Group(pub(super) [Vec<usize>; 2]);

/// How many characters two sentences have in common where they begin, if they are one that was written anew.
const OPENING: usize = 24;

/// Groups the sentences of both sides, whose ranges are those of the sides' texts, in order. Two are one if they share
/// half of the shorter one, or begin alike.
pub(super) fn align(sides: &[Side; 2], sentences: &[Vec<Range<usize>>; 2]) -> Vec<Group> {
    let shared = shared(sides, sentences);
    let half = |(old, new): &(usize, usize), weight: usize| {
        let length = [&sentences[0][*old], &sentences[1][*new]].map(|range| range.len());
        weight * 2 >= length[0].min(length[1]) || {
            let [old, new] =
                [(0, *old), (1, *new)].map(|(side, ix)| sides[side].text[sentences[side][ix].clone()].chars());
            old.zip(new).take_while(|(a, b)| a == b).count() >= OPENING
        }
    };
    let mut edges: Vec<((usize, usize), usize)> =
        shared.into_iter().filter(|(pair, weight)| half(pair, *weight)).collect();
    edges.sort_by_key(|(pair, weight)| (std::cmp::Reverse(*weight), *pair));
    let mut groups: Vec<Group> = Vec::new();
    let mut of: [Vec<Option<usize>>; 2] = [0, 1].map(|side| vec![None; sentences[side].len()]);
    for ((old, new), weight) in edges {
        match (of[0][old], of[1][new]) {
            (None, None) => {
                (of[0][old], of[1][new]) = (Some(groups.len()), Some(groups.len()));
                groups.push(Group([vec![old], vec![new]]));
            }
            // one was divided, or two were joined
            (Some(group), None) if weight * 2 >= sentences[1][new].len() && groups[group].0[0].len() == 1 => {
                of[1][new] = Some(group);
                groups[group].0[1].push(new);
            }
            (None, Some(group)) if weight * 2 >= sentences[0][old].len() && groups[group].0[1].len() == 1 => {
                of[0][old] = Some(group);
                groups[group].0[0].push(old);
            }
            _ => {}
        }
    }
    for side in [0, 1] {
        let alone = of[side].iter().enumerate().filter(|(_, group)| group.is_none());
        groups
            .extend(alone.map(|(ix, _)| if side == 0 { Group([vec![ix], vec![]]) } else { Group([vec![], vec![ix]]) }));
    }
    groups.iter_mut().for_each(|group| group.0.iter_mut().for_each(|side| side.sort_unstable()));
    groups
}

/// The fewest words with which two sentences begin alike, if the second one was divided and the first is its beginning.
const BEGINNING: usize = 3;

/// Joins to a sentence that stands on both sides the one after it on one side, if that says what the first one lost, and the
/// one before it, if that begins as the first one did: then it was divided.
pub(super) fn joined_up(groups: Vec<Group>, texts: &[Text<'_, '_>; 2], words: &Lexicon) -> Vec<Group> {
    let bag = |side: usize, own: &[usize]| {
        let text = |ix: &usize| &texts[side].plain.text[texts[side].sentences[*ix].clone()];
        stems(&own.iter().map(text).collect::<Vec<_>>().join(" "), words)
    };
    let opening = |side: usize, ix: usize| {
        let sentence = &texts[side].plain.text[texts[side].sentences[ix].clone()];
        sentence.split_whitespace().map(|word| word.trim_end_matches(',')).take(BEGINNING).collect::<Vec<_>>()
    };
    let begins = |side: usize, own: usize, other: usize| {
        let own = opening(side, own);
        own.len() == BEGINNING && own == opening(1 - side, other)
    };
    let mut alone: [FxHashSet<usize>; 2] = Default::default();
    for Group(group) in &groups {
        match group.each_ref().map(Vec::as_slice) {
            [[own], []] => _ = alone[0].insert(*own),
            [[], [own]] => _ = alone[1].insert(*own),
            _ => {}
        }
    }
    if alone.iter().all(FxHashSet::is_empty) {
        return groups;
    }
    let (mut both, rest): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|Group(group)| group.iter().all(|side| !side.is_empty()));
    for Group(group) in &mut both {
        for side in [0, 1] {
            let (first, other) = (group[side][0], group[1 - side][0]);
            let before = first.checked_sub(1).filter(|before| alone[side].contains(before));
            if let Some(before) = before.filter(|own| begins(side, *own, other) && !begins(side, first, other)) {
                alone[side].remove(&before);
                group[side].insert(0, before);
            }
            let Some(next) = group[side].last().map(|last| last + 1).filter(|next| alone[side].contains(next)) else {
                continue;
            };
            let bags = [bag(0, &group[0]), bag(1, &group[1])];
            let [lost, _] = apart(&bags[1 - side], &bags[side]);
            let next_bag = bag(side, &[next]);
            let found = lost.iter().filter(|stem| next_bag.binary_search(stem).is_ok()).count();
            if found >= 2 && found * 3 >= lost.len() {
                alone[side].remove(&next);
                group[side].push(next);
            }
        }
    }
    let left = |Group(group): &Group| match group.each_ref().map(Vec::as_slice) {
        [[own], []] => alone[0].contains(own),
        [[], [own]] => alone[1].contains(own),
        _ => true,
    };
    both.extend(rest.into_iter().filter(left));
    both
}

/// How many bytes two sentences share, for those that share some.
fn shared(sides: &[Side; 2], sentences: &[Vec<Range<usize>>; 2]) -> BTreeMap<(usize, usize), usize> {
    let [old, new] = [0, 1].map(|side| stretches(&sides[side], &sentences[side]));
    let mut weights = BTreeMap::new();
    let mut from = 0;
    for (range, old) in &old {
        while from < new.len() && new[from].0.end <= range.start {
            from += 1;
        }
        for (other, new) in new[from..].iter().take_while(|(other, _)| other.start < range.end) {
            let both = range.end.min(other.end) - range.start.max(other.start);
            *weights.entry((*old, *new)).or_default() += both;
        }
    }
    weights
}

/// What each sentence shares with the other side: where it stands in both sides written as one, and the sentence.
fn stretches(side: &Side, sentences: &[Range<usize>]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    for (range, whole) in side.shared_pieces() {
        let first = sentences.partition_point(|sentence| sentence.end <= range.start);
        for (ix, sentence) in sentences.iter().enumerate().skip(first).take_while(|(_, s)| s.start < range.end) {
            let both = range.start.max(sentence.start)..range.end.min(sentence.end);
            found.push((whole + both.start - range.start..whole + both.end - range.start, ix));
        }
    }
    found
}
