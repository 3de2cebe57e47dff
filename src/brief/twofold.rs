//! Sentences that were removed in one place and added in another: the same, or rewritten.

use super::differ::{differ, kind};
use super::lexicon::Lexicon;
use super::modals::is_spaceless;
use super::spoken::{Half, Spoken};
use super::standing::Standing;
use super::stems::{apart, stems};
use crate::model::FactKind;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The most sentences of each side that are held against each other, in all.
const PAIRS: usize = 40_000;
/// From how much of its words on, in per cent, a sentence is the same one with other words; from how much on one of the
/// same change says something else of the same matter, and one of another change.
const SAME: usize = 60;
const NEAR: usize = 50;
const FAR: usize = 60;
/// The words by which a sentence opens, and the part of them that one of the other version has too, if both are of the same
/// matter: what follows a condition is often the same where something else depends on it.
const OPENING: usize = 10;
const ALIKE: usize = 4;
/// The same of two in different changes.
const ALIKE_FAR: usize = 2;
/// Up to how many words two sentences differ, each of which stands in both versions, that are two of a kind: one on trademarks
/// and one on copyrights.
const PARALLEL: usize = 2;

/// Without what went in one place and came in another. Two sentences that are much the same are one that was written
/// anew: it is told if its meaning turned, or if its subject weighs.
pub(super) fn matched<'a>(spoken: Vec<Spoken<'a>>, standing: &Standing<'_>, words: &Lexicon) -> Vec<Spoken<'a>> {
    let (mut rest, alone): (Vec<_>, Vec<_>) = spoken.into_iter().partition(|one| one.sides.iter().all(Option::is_some));
    let (old, new): (Vec<_>, Vec<_>) = alone.into_iter().partition(|one| one.sides[0].is_some());
    let [mut old, mut new] = [old, new].map(|side| side.into_iter().map(Some).collect::<Vec<_>>());
    let mut keys: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (ix, one) in new.iter().enumerate().rev() {
        keys.entry(one.as_ref().and_then(|one| one.sides[1].as_ref()).map_or(0, |half| half.key)).or_default().push(ix);
    }
    for one in &mut old {
        let key = one.as_ref().and_then(|one| one.sides[0].as_ref()).map_or(0, |half| half.key);
        if let Some(ix) = keys.get_mut(&key).and_then(Vec::pop) {
            (*one, new[ix]) = (None, None);
        }
    }
    let few = old.len() * new.len() <= PAIRS;
    for place in &mut old {
        let Some(one) = place else { continue };
        let least = |other: &Spoken<'_>| if other.change == one.change { NEAR } else { FAR };
        let near = |other: &&Spoken<'_>| few || other.change == one.change;
        let alike = |other: &Option<Spoken<'_>>| match (&one.sides[0], other.as_ref().filter(near)) {
            (Some(old), Some(other)) => other.sides[1]
                .as_ref()
                .map(|new: &Half<'_>| standing.likeness(&old.bag, &new.bag))
                .filter(|likeness| *likeness >= least(other))
                .filter(|_| {
                    let here = other.change == one.change;
                    other.sides[1].as_ref().is_some_and(|new| {
                        open_alike(old, new, words, if here { ALIKE } else { ALIKE_FAR })
                            && (here || !is_parallel(old, new, standing))
                    })
                }),
            _ => None,
        };
        let best = (0..new.len()).filter_map(|ix| Some((alike(&new[ix])?, Reverse(ix)))).max();
        if let Some((likeness, Reverse(ix))) = best
            && let (Some(old), Some(new)) = (place.take(), new[ix].take())
        {
            rest.extend(both(old, new, likeness >= SAME));
        }
    }
    rest.extend(old.into_iter().chain(new).flatten());
    rest
}

/// Whether two sentences differ in what either version speaks of.
fn is_parallel(old: &Half<'_>, new: &Half<'_>, standing: &Standing<'_>) -> bool {
    let lone = apart(&old.bag, &new.bag);
    lone.iter()
        .all(|lone| (1..=PARALLEL).contains(&lone.len()) && [0, 1].iter().all(|side| !standing.lacks(*side, lone)))
}

/// Whether two sentences open with some of the same words: one of so many.
fn open_alike(old: &Half<'_>, new: &Half<'_>, words: &Lexicon, share: usize) -> bool {
    let opening = |half: &Half<'_>| {
        let words_of = half.text.split_inclusive(' ').take(OPENING).collect::<String>();
        stems(if half.text.contains(is_spaceless) { &half.text } else { &words_of }, words)
    };
    let [old, new] = [old, new].map(opening);
    let both = old.iter().filter(|stem| new.binary_search(stem).is_ok()).count();
    both * share >= old.len().min(new.len())
}

/// Two sentences as one that was written anew; if they are not surely the `same`, nothing is said of what turned.
fn both<'a>(old: Spoken<'a>, new: Spoken<'a>, same: bool) -> Option<Spoken<'a>> {
    let (change, at, whole) = (new.change, new.at, new.whole);
    let ([Some(old), _], [_, Some(new)]) = (old.sides, new.sides) else { return None };
    let left = differ(&old.modals, &new.modals);
    let turned = kind(&old.modals, &new.modals, &left).filter(|_| same && old.bag == new.bag);
    let weighs = old.weight.max(new.weight) > 0 && old.bag != new.bag;
    let kind = turned.or(weighs.then_some(FactKind::Sentence))?;
    Some(Spoken { change, at, sides: [Some(old), Some(new)], kind, whole, values: 0 })
}
