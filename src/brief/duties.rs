//! Words of duty, permission, negation and exception that came, went, or stand in place of others.

use super::context::{around, shown_range};
use super::found::Fact;
use super::lexicon::LEXICON;
use super::modals::is_weak;
use super::side::Side;
use super::told::Told;
use crate::model::{FactChange, FactKind};
use crate::weave::{cut, weight};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many are told of one change, of one block that came or went as a whole, and of a redline.
const PER_CHANGE: usize = 3;
const PER_BLOCK: usize = 1;
const IN_ALL: usize = 24;
/// The most bytes that came or went in one spot for what went to be the counterpart of what came.
const SHORT: usize = 100;

/// Words of duty that stand on one side of a spot, or on both, in other words.
pub(super) struct Spoken {
    change: usize,
    /// Where it stands in its block.
    at: usize,
    old: Option<Word>,
    new: Option<Word>,
    /// Whether its block came or went as a whole.
    whole: bool,
}

struct Word {
    kind: FactKind,
    value: String,
    /// With a few words around it.
    text: String,
}

impl Spoken {
    fn main(&self) -> &Word {
        self.new.as_ref().or(self.old.as_ref()).expect("one of the two is there")
    }

    /// What is told first, when not all is: the lowest.
    fn rank(&self) -> (bool, bool, u8) {
        let rank = match self.main().kind {
            FactKind::Negation => 0,
            FactKind::Duty => 1,
            FactKind::Exception => 2,
            _ => 3,
        };
        (self.whole, self.old.is_none() || self.new.is_none(), rank)
    }
}

/// The words of duty that changed in a block of change `change`: those that the marks touch.
pub(super) fn spoken(sides: &[Side; 2], facts: &[Vec<Fact>; 2], change: usize, whole: bool) -> Vec<Spoken> {
    let mut spots: BTreeMap<usize, [Vec<&Fact>; 2]> = BTreeMap::new();
    for side in [0, 1] {
        for fact in &facts[side] {
            if let Some(spot) = sides[side].spot(&fact.range) {
                spots.entry(spot).or_default()[side].push(fact);
            }
        }
    }
    let untouched = [0, 1].map(|side| Untouched::of(&sides[side], &facts[side]));
    let mut spoken = Vec::new();
    for (spot, [mut old, mut new]) in spots {
        borrow(sides, &untouched, [&mut old, &mut new]);
        cancel(&mut old, &mut new);
        // In a whole sentence that came or went, what may be is no news.
        let short = sides.iter().all(|side| side.edited(spot) <= SHORT);
        let told = |f: &&Fact| match f.kind {
            FactKind::Permission => (short && !whole) || !is_weak(&f.value),
            _ => !(whole && is_weak(&f.value)),
        };
        old.retain(told);
        new.retain(told);
        hidden(sides, [&mut old, &mut new]);
        let half = |side: usize, fact: &Fact| Word {
            kind: fact.kind,
            value: fact.value.clone(),
            text: around(&sides[side].text, &fact.range),
        };
        let mut add = |old: Option<&Fact>, new: Option<&Fact>| {
            let at = |side: usize, fact: &Fact| sides[side].whole(fact.range.start);
            let place = new.map(|f| at(1, f)).or(old.map(|f| at(0, f))).unwrap_or(0);
            spoken.push(Spoken {
                change,
                at: place,
                old: old.map(|f| half(0, f)),
                new: new.map(|f| half(1, f)),
                whole,
            });
        };
        for fact in old {
            let other = if short { new.iter().position(|other| akin(sides, fact, other)) } else { None };
            add(Some(fact), other.map(|ix| new.remove(ix)));
        }
        new.into_iter().for_each(|fact| add(None, Some(fact)));
    }
    spoken
}

/// Whether two words say something of the same thing: a word beside the one is beside the other.
fn akin(sides: &[Side; 2], old: &Fact, new: &Fact) -> bool {
    let beside = |side: usize, fact: &Fact| -> Vec<String> {
        let text = &sides[side].text;
        let shown = shown_range(text, &fact.range);
        let parts = [&text[shown.start..fact.range.start], &text[fact.range.end..shown.end]];
        let words = parts.into_iter().flat_map(cut).filter(|word| weight(word) > 0).map(str::to_lowercase);
        words.filter(|word| !LEXICON.list("weak").contains(word)).collect()
    };
    let beside_new = beside(1, new);
    beside(0, old).iter().any(|word| beside_new.contains(word))
}

/// Words of one side that no mark touches, each with where it stands in both sides written as one; in order.
struct Untouched<'a>(Vec<(Range<usize>, &'a Fact)>);

impl<'a> Untouched<'a> {
    fn of(side: &Side, facts: &'a [Fact]) -> Self {
        let untouched = facts.iter().filter(|f| side.spot(&f.range).is_none());
        Self(untouched.map(|f| (in_whole(side, f), f)).collect())
    }

    /// Those that overlap `range`: no two of them overlap each other.
    fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &'a Fact> {
        let first = self.0.partition_point(|(own, _)| own.end <= range.start);
        self.0[first..].iter().take_while(|(own, _)| own.start < range.end).map(|(_, fact)| *fact)
    }
}

fn in_whole(side: &Side, fact: &Fact) -> Range<usize> {
    side.whole(fact.range.start)..side.whole(fact.range.end - 1) + 1
}

/// Adds the word on the other side that a word grew out of: the “must” of “must not”.
fn borrow<'a>(sides: &[Side; 2], untouched: &[Untouched<'a>; 2], touched: [&mut Vec<&'a Fact>; 2]) {
    for (side, other) in [(0, 1), (1, 0)] {
        let ranges: Vec<_> = touched[side].iter().map(|f| in_whole(&sides[side], f)).collect();
        touched[other].extend(ranges.iter().flat_map(|range| untouched[other].within(range)));
        touched[other].sort_by_key(|f| f.range.start);
        touched[other].dedup_by_key(|f| f.range.start);
    }
}

/// Takes out a word that is shown around the one before.
fn hidden(sides: &[Side; 2], words: [&mut Vec<&Fact>; 2]) {
    for (side, words) in sides.iter().zip(words) {
        let mut end = 0;
        words.retain(|f| {
            let shown = f.range.start < end;
            if !shown {
                end = shown_range(&side.text, &f.range).end;
            }
            !shown
        });
    }
}

/// Takes out what means the same on both sides.
fn cancel(old: &mut Vec<&Fact>, new: &mut Vec<&Fact>) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in &*new {
        *count.entry(&fact.value).or_default() += 1;
    }
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    let take = |count: &mut BTreeMap<&str, usize>, fact: &Fact| {
        let left = count.get_mut(fact.value.as_str()).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    };
    old.retain(|fact| {
        let same = take(&mut count, fact);
        if same {
            *shared.entry(&fact.value).or_default() += 1;
        }
        !same
    });
    new.retain(|fact| !take(&mut shared, fact));
}

/// What is told of all that was found, and how many changes are not.
pub(super) fn told(spoken: Vec<Spoken>) -> (Vec<Told>, usize) {
    let mut spoken = balanced(spoken);
    spoken.sort_by_key(|s| (s.change, s.rank(), s.at));
    let (mut told, mut count) = (Vec::new(), BTreeMap::new());
    let all = spoken.len();
    for one in spoken {
        let number: &mut usize = count.entry((one.change, one.whole)).or_default();
        *number += 1;
        if *number <= if one.whole { PER_BLOCK } else { PER_CHANGE } {
            told.push(one);
        }
    }
    told.sort_by_key(Spoken::rank);
    told.truncate(IN_ALL);
    let left_out = all - told.len();
    (told.into_iter().map(tell).collect(), left_out)
}

/// Where words of duty stand, by the change they are looked for in, if in one only, and what they say.
type Places = BTreeMap<(Option<usize>, String), Vec<usize>>;

/// Without what went in one place and came in another: the same words with the same around them, anywhere; the same
/// meaning, within one change.
fn balanced(spoken: Vec<Spoken>) -> Vec<Spoken> {
    let mut halves: [Places; 2] = Default::default();
    let mut gone = vec![false; spoken.len()];
    for by_text in [true, false] {
        for half in &mut halves {
            half.clear();
        }
        for (ix, one) in spoken.iter().enumerate().filter(|(ix, _)| !gone[*ix]).collect::<Vec<_>>() {
            let (side, word) = match (&one.old, &one.new) {
                (Some(word), None) => (0, word),
                (None, Some(word)) => (1, word),
                _ => continue,
            };
            let key = match by_text {
                true => (None, word.text.to_lowercase()),
                false => (Some(one.change), word.value.clone()),
            };
            match halves[1 - side].get_mut(&key).and_then(Vec::pop) {
                Some(other) => (gone[ix], gone[other]) = (true, true),
                None => halves[side].entry(key).or_default().push(ix),
            }
        }
    }
    spoken.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(one, _)| one).collect()
}

fn tell(spoken: Spoken) -> Told {
    let kind = spoken.main().kind;
    let Spoken { change, at, old, new, .. } = spoken;
    let text = |word: &Option<Word>| word.as_ref().map(|w| w.text.clone());
    Told {
        place: (change, usize::MAX, at),
        values: [text(&old), text(&new)],
        fact: FactChange { kind, old: text(&old), new: text(&new), change },
    }
}
