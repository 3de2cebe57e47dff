//! A passage of a few sentences in place of another one on the same matter: told as old → new, for nobody can tell which of
//! its sentences came, which went, and which were only put otherwise.

use super::spoken::{Half, Spoken};
use super::standing::Standing;
use crate::model::FactKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// The most sentences of either passage.
const MOST: usize = 3;
/// How much of their words two passages on the same matter share at least, in per cent.
const ALIKE: usize = 15;

/// How much of a sentence may stand outside of the passage that took its place, for it to have gone into that, in per cent.
const SAID: usize = 45;

/// What went and what came in the changes of which something did both ways, each with its place.
pub(super) type Passages<'a> = FxHashMap<usize, [Vec<Placed<'a>>; 2]>;

/// A sentence, and where it stands.
pub(super) type Placed<'a> = ((usize, usize), Half<'a>);

/// The passages of all changes in which few sentences went and few came.
pub(super) fn passages<'a>(spoken: &[Spoken<'a>]) -> Passages<'a> {
    let mut count: FxHashMap<usize, [usize; 2]> = FxHashMap::default();
    let side = |one: &Spoken<'_>| match &one.sides {
        [Some(_), None] => Some(0),
        [None, Some(_)] => Some(1),
        _ => None,
    };
    for (one, side) in spoken.iter().filter_map(|one| Some((one, side(one)?))) {
        count.entry(one.change).or_default()[side] += 1;
    }
    count.retain(|_, count| count.iter().all(|count| (1..=MOST).contains(count)));
    let mut found = Passages::default();
    let mut few: Vec<&Spoken<'a>> = spoken.iter().filter(|one| count.contains_key(&one.change)).collect();
    few.sort_by_key(|one| one.at);
    for (one, side) in few.into_iter().filter_map(|one| Some((one, side(one)?))) {
        found.entry(one.change).or_default()[side].extend(one.sides[side].clone().map(|half| (one.at, half)));
    }
    found
}

/// Tells what is left of a passage that was written anew as the whole of it, old and new; so too one of which nothing is left,
/// since the one that took its place says much of it.
pub(super) fn rewritten<'a>(
    spoken: Vec<Spoken<'a>>,
    mut passages: Passages<'a>,
    standing: &Standing<'_>,
) -> Vec<Spoken<'a>> {
    let mut told: FxHashSet<usize> = FxHashSet::default();
    let mut rest = Vec::with_capacity(spoken.len());
    for one in spoken {
        let alone = one.sides.iter().any(Option::is_none);
        if alone && told.contains(&one.change) {
            continue;
        }
        let passage = if alone { passages.remove(&one.change) } else { None };
        let whole = passage.and_then(|sides| {
            let [old, new] = sides.map(|side| joined(side.into_iter().map(|(_, half)| half)));
            both(old?, new?, standing)
        });
        rest.push(match whole {
            Some(sides) => {
                told.insert(one.change);
                Spoken { sides, kind: FactKind::Sentence, ..one }
            }
            None => one,
        });
    }
    let told: FxHashSet<usize> = rest.iter().map(|one| one.change).collect();
    let mut left: Vec<_> = passages.into_iter().filter(|(change, _)| !told.contains(change)).collect();
    left.sort_by_key(|(change, _)| *change);
    for (change, sides) in left {
        let blocks = sides.each_ref().map(|side| side.iter().map(|((block, _), _)| *block).collect::<FxHashSet<_>>());
        let stays = |side: usize, half: &Half<'_>| {
            standing.has(1 - side, half.key) || !standing.blocks(1 - side, &half.bag, SAID).is_subset(&blocks[1 - side])
        };
        if [0, 1].into_iter().any(|side| sides[side].iter().any(|(_, half)| stays(side, half))) {
            continue;
        }
        let at = sides[1][0].0;
        let [old, new] = sides.map(|side| joined(side.into_iter().map(|(_, half)| half)));
        let whole = old.zip(new).and_then(|(old, new)| both(old, new, standing));
        let weighs = |sides: &[Option<Half<'_>>; 2]| sides.iter().flatten().any(|half| half.weight > 0);
        let spoken = |sides| Spoken { change, at, sides, kind: FactKind::Sentence, whole: false, values: 0 };
        rest.extend(whole.filter(weighs).map(spoken));
    }
    rest
}

/// Two passages, if they are on the same matter.
fn both<'a>(old: Half<'a>, new: Half<'a>, standing: &Standing<'_>) -> Option<[Option<Half<'a>>; 2]> {
    (standing.likeness(&old.bag, &new.bag) >= ALIKE).then_some([Some(old), Some(new)])
}

/// The sentences of one side as one.
fn joined<'a>(mut halves: impl Iterator<Item = Half<'a>>) -> Option<Half<'a>> {
    let mut whole = halves.next()?;
    halves.for_each(|next| whole.join(&next));
    Some(whole)
}
