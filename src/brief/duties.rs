//! Sentences of duty, permission and negation that came, went, or turned: where a negation, a limit or a word of duty came,
//! went or gave way to another.
//!
//! What is told is the whole sentence as it stands in each version. A sentence that stands on one side only is told if it
//! binds somebody; one that stands on both, if what its words of duty and limit mean differs.

use super::align::{Group, align};
use super::clause::{sentences, shown};
use super::differ::differ;
use super::lexicon::{Lexicon, Modal};
use super::modals::{Word, words_of};
use super::norm::Sentence;
use super::plain::Plain;
use super::side::Side;
use super::standing::{Standing, key_of};
use super::told::Told;
use crate::model::{FactChange, FactKind};
use crate::weave::{Redline, cut, weight};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many sentences that came or went are told of one change, of one whose blocks came or went as a whole, and of a
/// redline. What turned is always told.
const PER_CHANGE: usize = 3;
const PER_BLOCK: usize = 2;
const IN_ALL: usize = 24;
/// The most characters that came or went around a word for it to have turned what stands on both sides. In more words
/// something is added or taken away, and it must bind somebody to be told.
const SHORT: usize = 40;
/// The most sentences of each side that are held against each other, in all.
const PAIRS: usize = 40_000;

/// What was found in the blocks of a redline.
pub(super) struct Duties<'a> {
    words: &'a Lexicon,
    standing: Standing<'a>,
    spoken: Vec<Spoken<'a>>,
}

/// A sentence that stands on one side, or on both with another meaning.
struct Spoken<'a> {
    change: usize,
    /// Where it stands in its block, and the block.
    at: (usize, usize),
    sides: [Option<Half<'a>>; 2],
    kind: FactKind,
    /// Whether its block came or went as a whole.
    whole: bool,
}

/// One side of it.
struct Half<'a> {
    text: String,
    key: u64,
    /// The words in it, in lower case and in order.
    bag: Vec<String>,
    modals: Vec<&'a Modal>,
}

/// One side of a block.
struct Text<'a, 't> {
    plain: Plain<'t>,
    spoken: Vec<Word<'a>>,
    sentences: Vec<Range<usize>>,
}

impl<'a, 't> Text<'a, 't> {
    fn of(text: &'t str, words: &'a Lexicon) -> Self {
        let plain = Plain::of(text);
        let spoken = words_of(&plain.text, words);
        let sentences = sentences(&plain.text, &spoken, words);
        Self { plain, spoken, sentences }
    }

    /// The words of duty of some sentences.
    fn within(&self, sentences: &[usize]) -> Vec<&Word<'a>> {
        let within = |w: &&Word<'_>| sentences.iter().any(|ix| self.sentences[*ix].contains(&w.range.start));
        self.spoken.iter().filter(within).collect()
    }

    /// Whether a sentence is a question.
    fn asks(&self, ix: usize) -> bool {
        self.plain.text[self.sentences[ix].clone()].ends_with('?')
    }

    /// Where a sentence stands in the text as written.
    fn place(&self, ix: usize) -> Range<usize> {
        self.plain.place(&self.sentences[ix])
    }

    fn half(&self, sentences: &[usize], core: &[Range<usize>], words: &Lexicon) -> Half<'a> {
        let (first, last) = (sentences[0], sentences[sentences.len() - 1]);
        let joined = last - first < 3;
        let range = self.sentences[first].start..self.sentences[if joined { last } else { first }].end;
        let written = self.plain.written(&range);
        let text = match shown(&self.plain.text, &range, core, &self.spoken, words) {
            text if text.contains('…') => text,
            _ => shown_as_written(written),
        };
        let mut bag: Vec<String> =
            cut(&self.plain.text[range.clone()]).filter(|w| weight(w) > 0).map(str::to_lowercase).collect();
        bag.sort_unstable();
        Half { text, key: key_of(written), bag, modals: self.within(sentences).iter().map(|w| w.meaning).collect() }
    }
}

fn shown_as_written(text: &str) -> String {
    crate::showable::plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

impl<'a> Duties<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        Self { words, standing: Standing::of(redline, words), spoken: Vec::new() }
    }

    /// Adds what block `block` of change `change` says; `whole` if it came or went as a whole.
    pub(super) fn add(&mut self, sides: &[Side; 2], change: usize, block: usize, whole: bool) {
        let texts = [0, 1].map(|side| Text::of(&sides[side].text, self.words));
        if texts.iter().all(|text| text.spoken.is_empty()) {
            return;
        }
        let places = [0, 1].map(|side| (0..texts[side].sentences.len()).map(|ix| texts[side].place(ix)).collect());
        for Group(group) in align(sides, &places) {
            let touched = [0, 1].map(|side| group[side].iter().any(|ix| sides[side].is_edited(&places[side][*ix])));
            if !touched.contains(&true) {
                continue;
            }
            let found = match group.each_ref().map(|side| side.is_empty()) {
                [false, false] => self.turned(sides, &texts, &group),
                [true, _] => self.alone(&texts[1], group[1][0]).map(|(kind, half)| (kind, [None, Some(half)])),
                [_, true] => self.alone(&texts[0], group[0][0]).map(|(kind, half)| (kind, [Some(half), None])),
            };
            let side = usize::from(!group[1].is_empty());
            let at = (block, sides[side].whole(places[side][group[side][0]].start));
            self.spoken.extend(found.map(|(kind, sides)| Spoken { change, at, sides, kind, whole }));
        }
    }

    /// A sentence that stands on both sides, if its meaning turned where it was edited.
    fn turned(
        &self,
        sides: &[Side; 2],
        texts: &[Text<'a, '_>; 2],
        group: &[Vec<usize>; 2],
    ) -> Option<(FactKind, [Option<Half<'a>>; 2])> {
        let spoken = [0, 1].map(|side| texts[side].within(&group[side]));
        let [old, new] = [0, 1].map(|side| spoken[side].iter().map(|w| w.meaning).collect::<Vec<_>>());
        let left = differ(&old, &new);
        let told = [0, 1].iter().any(|side| {
            let place = |word: &Word<'_>| texts[*side].plain.place(&word.range);
            let mut edited =
                left[*side].iter().map(|ix| spoken[*side][*ix]).filter(|w| sides[*side].is_edited(&place(w)));
            edited
                .any(|w| sides[*side].edit_around(&place(w)) <= SHORT || self.is_bound(&texts[*side], &group[*side], w))
        });
        let asks = |side: usize| group[side].iter().any(|ix| texts[side].asks(*ix));
        let kind = kind(&old, &new, &left).filter(|_| told && !asks(0) && !asks(1))?;
        let half = |side: usize| {
            let core: Vec<_> = left[side].iter().map(|ix| spoken[side][*ix].range.clone()).collect();
            Some(texts[side].half(&group[side], &core, self.words))
        };
        Some((kind, [half(0), half(1)]))
    }

    /// Whether a word binds somebody; of an exception or a limit, whether a word beside it does.
    fn is_bound(&self, text: &Text<'a, '_>, sentences: &[usize], word: &Word<'_>) -> bool {
        let common = |word: &str| self.standing.is_small(word);
        let beside = matches!(word.meaning.kind, FactKind::Exception | FactKind::Limit);
        sentences.iter().filter(|ix| text.sentences[**ix].contains(&word.range.start)).any(|ix| {
            let sentence = Sentence::of(&text.plain.text, &text.sentences[*ix], self.words, &common);
            sentence.binds(word) || beside && text.within(&[*ix]).into_iter().any(|w| sentence.binds(w))
        })
    }

    /// A sentence that stands on one side only, if it binds somebody.
    fn alone(&self, text: &Text<'a, '_>, ix: usize) -> Option<(FactKind, Half<'a>)> {
        let common = |word: &str| self.standing.is_small(word);
        let sentence = Sentence::of(&text.plain.text, &text.sentences[ix], self.words, &common);
        let binding: Vec<&Word<'_>> = text.within(&[ix]).into_iter().filter(|w| sentence.binds(w)).collect();
        let kind = binding.iter().map(|w| w.meaning.kind).min_by_key(|kind| rank(*kind))?;
        let core: Vec<_> = binding.iter().map(|w| w.range.clone()).collect();
        Some((kind, text.half(&[ix], &core, self.words)))
    }

    /// What is told of all that was found, and how many sentences are not.
    pub(super) fn told(self) -> (Vec<Told>, usize) {
        let mut spoken = matched(self.spoken);
        spoken.retain(|one| match &one.sides {
            [Some(old), None] => !self.standing.has(1, old.key),
            [None, Some(new)] => !self.standing.has(0, new.key),
            _ => true,
        });
        let (turned, mut others): (Vec<_>, Vec<_>) = spoken.into_iter().partition(Spoken::is_turned);
        others.sort_by_key(|one| (one.change, rank(one.kind), one.at));
        let all = others.len();
        let mut count: BTreeMap<(usize, bool), usize> = BTreeMap::new();
        others.retain(|one| {
            let number = count.entry((one.change, one.whole)).or_default();
            *number += 1;
            *number <= if one.whole { PER_BLOCK } else { PER_CHANGE }
        });
        others.sort_by_key(|one| (one.whole, rank(one.kind), one.change, one.at));
        others.truncate(IN_ALL);
        let left_out = all - others.len();
        (turned.into_iter().chain(others).map(Spoken::tell).collect(), left_out)
    }
}

impl Spoken<'_> {
    fn is_turned(&self) -> bool {
        self.sides.iter().all(Option::is_some)
    }

    fn tell(self) -> Told {
        // what turned comes before everything else
        let place = if self.is_turned() { (0, self.change, self.at.0) } else { (self.change, usize::MAX, self.at.0) };
        let [old, new] = self.sides.map(|side| side.map(|half| half.text));
        Told {
            place,
            values: [old.clone(), new.clone()],
            fact: FactChange { kind: self.kind, old, new, change: self.change },
        }
    }
}

/// What is told first, when not all is: the lowest.
fn rank(kind: FactKind) -> usize {
    const ORDER: [FactKind; 4] = [FactKind::Negation, FactKind::Duty, FactKind::Exception, FactKind::Limit];
    ORDER.iter().position(|own| *own == kind).unwrap_or(ORDER.len())
}

/// What the words that are `left` on the sides are about; `None` if none are.
fn kind(old: &[&Modal], new: &[&Modal], left: &[Vec<usize>; 2]) -> Option<FactKind> {
    let kinds = |side: &[&Modal], left: &[usize]| left.iter().map(|ix| side[*ix].kind).min_by_key(|kind| rank(*kind));
    let (old, new) = (kinds(old, &left[0]), kinds(new, &left[1]));
    if old == Some(FactKind::Negation) { old } else { new.or(old) }
}

/// Without what went in one place and came in another. Two sentences that are much the same are one that was written
/// anew: it is told if its meaning turned.
fn matched(spoken: Vec<Spoken<'_>>) -> Vec<Spoken<'_>> {
    let (mut rest, alone): (Vec<_>, Vec<_>) = spoken.into_iter().partition(Spoken::is_turned);
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
        let near = |other: &Spoken<'_>| few || other.change == one.change;
        let alike = |other: &Option<Spoken<'_>>| {
            other.as_ref().filter(|other| near(other)).map_or(0, |other| likeness(&one.sides[0], &other.sides[1]))
        };
        let best = (0..new.len()).map(|ix| (alike(&new[ix]), std::cmp::Reverse(ix))).max();
        if let Some((_, std::cmp::Reverse(ix))) = best.filter(|(likeness, _)| *likeness >= 60)
            && let (Some(old), Some(new)) = (place.take(), new[ix].take())
        {
            rest.extend(both(old, new));
        }
    }
    rest.extend(old.into_iter().chain(new).flatten());
    rest
}

/// Two sentences as one that was written anew, if its meaning turned.
fn both<'a>(old: Spoken<'a>, new: Spoken<'a>) -> Option<Spoken<'a>> {
    let (change, at, whole) = (new.change, new.at, new.whole);
    let ([Some(old), _], [_, Some(new)]) = (old.sides, new.sides) else { return None };
    let left = differ(&old.modals, &new.modals);
    let kind = kind(&old.modals, &new.modals, &left)?;
    Some(Spoken { change, at, sides: [Some(old), Some(new)], kind, whole })
}

/// How much of their words two sentences share, in per cent.
fn likeness(old: &Option<Half<'_>>, new: &Option<Half<'_>>) -> usize {
    let (Some(old), Some(new)) = (old, new) else { return 0 };
    let (mut a, mut b, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (old.bag.get(a), new.bag.get(b)) {
        both += usize::from(x == y);
        (a, b) = (a + usize::from(x <= y), b + usize::from(y <= x));
    }
    both * 200 / (old.bag.len() + new.bag.len()).max(1)
}
