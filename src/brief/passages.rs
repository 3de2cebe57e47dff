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

/// What went and what came in the changes of which something did both ways.
pub(super) type Passages<'a> = FxHashMap<usize, [Vec<Half<'a>>; 2]>;

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
        found.entry(one.change).or_default()[side].extend(one.sides[side].clone());
    }
    found
}

/// Tells what is left of a passage that was written anew as the whole of it, old and new.
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
            let [old, new] = sides.map(joined);
            let (old, new) = (old?, new?);
            (standing.likeness(&old.bag, &new.bag) >= ALIKE).then_some([Some(old), Some(new)])
        });
        rest.push(match whole {
            Some(sides) => {
                told.insert(one.change);
                Spoken { sides, kind: FactKind::Sentence, ..one }
            }
            None => one,
        });
    }
    rest
}

/// The sentences of one side as one.
fn joined(halves: Vec<Half<'_>>) -> Option<Half<'_>> {
    let mut halves = halves.into_iter();
    let mut whole = halves.next()?;
    halves.for_each(|next| whole.join(&next));
    Some(whole)
}
