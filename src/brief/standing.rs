//! Finds what either version says anywhere: sentences, near-equal statements, and words that are written in lower
//! case.
//!
//! A removed sentence counts as removed only if no other sentence of the newer version says most of it. How much of a
//! sentence another one says is measured by the weight of the words that both share, where rarer words weigh more
//! (Karen Spärck Jones, “A statistical interpretation of term specificity”, Journal of Documentation 28, 1972).

use super::lexicon::Lexicon;
use super::said::{Said, Sentence, sentences_of, small_in};
use super::side::sides;
use super::stems::hash;
use crate::weave::{RedText, Redline};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

/// The fewest words of a sentence that is looked for in a longer one, and twice the least part of the longer one that it is.
const LEAST: usize = 3;
const WITHIN: f64 = 0.5;

/// Both versions of a redline, searched when it is first asked for.
pub(super) struct Standing<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    all: OnceCell<All<'a>>,
    small: OnceCell<FxHashSet<u64>>,
}

/// The sentences of both versions.
#[derive(Default)]
struct All<'a> {
    /// The keys of sentences, and in which version they stand.
    keys: FxHashMap<u64, [bool; 2]>,
    /// Each sentence, and in which version it stands.
    sentences: Vec<(Cow<'a, Sentence>, [bool; 2])>,
    /// The block of each.
    blocks: Vec<usize>,
    /// The number of each stem, and what is known of it.
    numbers: FxHashMap<u64, u32>,
    stems: Vec<Stem>,
    /// The numbers of the stems of all sentences, side by side, and where those of each end.
    of: Vec<u32>,
    ends: Vec<usize>,
    /// The sentences that have a stem, side by side.
    having: Vec<u32>,
    /// Whether a sentence stands in both versions, though maybe in two places.
    stays: Vec<bool>,
    /// How much a word weighs that no sentence has.
    rare: f64,
    /// For each sentence 0, but while one is looked for.
    shares: RefCell<Vec<f64>>,
}

/// A stem, over all sentences.
struct Stem {
    /// How many sentences of each version have it.
    count: [u32; 2],
    /// The sentences that have it, in [`All::having`].
    sentences: Range<u32>,
    /// How much it weighs: the more, the fewer sentences have it.
    worth: f64,
}

impl<'a> Standing<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        Self { redline, words, all: OnceCell::new(), small: OnceCell::new() }
    }

    fn all(&self) -> &All<'a> {
        self.all.get_or_init(|| {
            let mut all: Vec<(Cow<'a, Sentence>, [bool; 2])> = Vec::new();
            let mut blocks = Vec::new();
            for (ix, leaf) in self.redline.leaves.iter().enumerate() {
                match &leaf.text {
                    RedText::Same(content) => {
                        let kept = Said::sentences(content, self.words).iter();
                        all.extend(kept.map(|sentence| (Cow::Borrowed(sentence), [true; 2])));
                    }
                    RedText::Pieces(_) => {
                        for (side, own) in sides(leaf).iter().enumerate() {
                            let own = sentences_of(&own.text, self.words).into_iter();
                            all.extend(own.map(|sentence| (Cow::Owned(sentence), [side == 0, side == 1])));
                        }
                    }
                }
                blocks.resize(all.len(), ix);
            }
            All::new(all, blocks)
        })
    }

    /// Whether the sentence of which this is the key stands somewhere in the older version, or the newer one.
    pub(super) fn has(&self, side: usize, key: u64) -> bool {
        self.all().keys.get(&key).is_some_and(|stands| stands[side])
    }

    /// How much of a sentence with these stems one sentence of a version says at most, in per cent; or of one of that
    /// version that says less, how much this one says.
    pub(super) fn says(&self, side: usize, stems: &[u64]) -> usize {
        let [own, both] = self.says_each(side, stems);
        own.max(both)
    }

    /// As [`Self::says`], of the sentences that stand in that version only, then of those that stand in both.
    pub(super) fn says_each(&self, side: usize, stems: &[u64]) -> [usize; 2] {
        let stays = &self.all().stays;
        let mut most = [0; 2];
        for (ix, says) in self.shares(side, stems) {
            let own = &mut most[usize::from(stays[ix])];
            *own = says.max(*own);
        }
        most
    }

    /// The blocks with sentences of a version that say at least so much of a sentence with these stems, in per cent.
    pub(super) fn blocks(&self, side: usize, stems: &[u64], least: usize) -> FxHashSet<usize> {
        let alike = self.shares(side, stems).into_iter().filter(|(_, says)| *says >= least);
        alike.map(|(ix, _)| self.all().blocks[ix]).collect()
    }

    /// The sentences of a version that have one of these stems, and how much they say, in per cent.
    fn shares(&self, side: usize, stems: &[u64]) -> Vec<(usize, usize)> {
        let all = self.all();
        let (mut whole, mut touched) = (0.0, Vec::new());
        let mut shares = all.shares.borrow_mut();
        for stem in stems {
            let worth = all.worth(stem);
            whole += worth;
            for sentence in all.having(stem) {
                let share = &mut shares[*sentence as usize];
                if *share == 0.0 {
                    touched.push(*sentence as usize);
                }
                *share += worth;
            }
        }
        let mut of = |ix: usize| {
            let (share, (other, stands)) = (std::mem::take(&mut shares[ix]), &all.sentences[ix]);
            if !stands[side] {
                return 0.0;
            }
            // two words more or less make another sentence of a short one
            let within = other.said && other.stems.len() >= LEAST && share * 2.0 >= whole * WITHIN;
            let other =
                if within { all.of(ix).iter().map(|stem| all.stems[*stem as usize].worth).sum() } else { whole };
            (share / whole).max(share / other * if within { 1.0 } else { 0.0 })
        };
        touched.into_iter().map(|ix| (ix, (of(ix) * 100.0) as usize)).collect()
    }

    /// How much of their words two sentences share, in per cent of both, where rare words weigh more.
    pub(super) fn likeness(&self, a: &[u64], b: &[u64]) -> usize {
        let weigh = |stems: &mut dyn Iterator<Item = &u64>| stems.map(|stem| self.all().worth(stem)).sum::<f64>();
        let both = weigh(&mut a.iter().filter(|stem| b.binary_search(stem).is_ok()));
        let all = weigh(&mut a.iter().chain(b));
        if all > 0.0 { (both * 200.0 / all) as usize } else { 0 }
    }

    /// Whether no sentence of a version has one of these words.
    pub(super) fn lacks(&self, side: usize, stems: &[u64]) -> bool {
        let all = self.all();
        stems.iter().any(|stem| all.stem(stem).is_none_or(|stem| stem.count[side] == 0))
    }

    /// Whether a word, given in lower case, is written small in either version.
    pub(super) fn is_small(&self, word: &str) -> bool {
        let small = self.small.get_or_init(|| {
            let mut small = FxHashSet::default();
            for leaf in &self.redline.leaves {
                match &leaf.text {
                    RedText::Same(content) => small.extend(Said::small(content, self.words)),
                    RedText::Pieces(_) => sides(leaf).iter().for_each(|own| small.extend(small_in(&own.text))),
                }
            }
            small
        });
        small.contains(&hash(word))
    }
}

impl<'a> All<'a> {
    fn new(sentences: Vec<(Cow<'a, Sentence>, [bool; 2])>, blocks: Vec<usize>) -> Self {
        let all: usize = sentences.iter().map(|(sentence, _)| sentence.stems.len()).sum();
        let mut keys = FxHashMap::<u64, [bool; 2]>::default();
        let mut numbers = FxHashMap::<u64, u32>::default();
        let (mut stems, mut of, mut ends) = (Vec::new(), Vec::with_capacity(all), Vec::with_capacity(sentences.len()));
        let mut number = 0;
        for (sentence, stands) in &sentences {
            let key = keys.entry(sentence.key).or_default();
            for side in [0, 1].into_iter().filter(|side| stands[*side]) {
                key[side] = true;
                number += 1;
            }
            for stem in &sentence.stems {
                let ix = *numbers.entry(*stem).or_insert_with(|| {
                    stems.push(Stem { count: [0; 2], sentences: 0..0, worth: 0.0 });
                    stems.len() as u32 - 1
                });
                let stem = &mut stems[ix as usize];
                stem.sentences.end += 1;
                [0, 1].into_iter().for_each(|side| stem.count[side] += u32::from(stands[side]));
                of.push(ix);
            }
            ends.push(of.len());
        }
        let number = f64::from(number);
        let mut start = 0;
        for stem in &mut stems {
            stem.worth = (1.0 + number / f64::from(stem.count[0] + stem.count[1])).ln();
            let end = start + stem.sentences.end;
            stem.sentences = start..start; // those that have it are put there one by one
            start = end;
        }
        let shares = vec![0.0; sentences.len()].into();
        let stays = sentences.iter().map(|(sentence, _)| keys[&sentence.key] == [true; 2]).collect();
        let having = vec![0; start as usize];
        let mut all = Self {
            keys,
            sentences,
            blocks,
            numbers,
            stems,
            of,
            ends,
            having,
            stays,
            rare: (1.0 + number).ln(),
            shares,
        };
        for ix in 0..all.sentences.len() {
            for place in all.places(ix) {
                let own = &mut all.stems[all.of[place] as usize].sentences;
                all.having[own.end as usize] = ix as u32;
                own.end += 1;
            }
        }
        all
    }

    /// Where the stems of a sentence are among those of all.
    fn places(&self, ix: usize) -> Range<usize> {
        ix.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[ix]
    }

    /// The numbers of the stems of a sentence.
    fn of(&self, ix: usize) -> &[u32] {
        &self.of[self.places(ix)]
    }

    fn stem(&self, stem: &u64) -> Option<&Stem> {
        self.numbers.get(stem).map(|number| &self.stems[*number as usize])
    }

    fn worth(&self, stem: &u64) -> f64 {
        self.stem(stem).map_or(self.rare, |stem| stem.worth)
    }

    /// The sentences that have a stem.
    fn having(&self, stem: &u64) -> &[u32] {
        self.stem(stem).map_or(&[], |stem| &self.having[stem.sentences.start as usize..stem.sentences.end as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::super::stems::stems;
    use super::*;
    use crate::model::Lang;

    #[test]
    fn what_one_sentence_says_weighs_by_rare_words() {
        let words = Lexicon::of(&Lang::english());
        let redline = Redline::default();
        let texts = ["We sell names.", "We keep names.", "We keep names in Sweden."];
        let sentences = texts.iter().flat_map(|text| sentences_of(text, words));
        let sentences: Vec<_> = sentences.map(|s| (Cow::Owned(s), [true, false])).collect();
        let standing = Standing::of(&redline, words);
        assert!(standing.all.set(All::new(sentences, vec![0, 1, 2])).is_ok());
        let says = |text: &str| standing.says(0, &stems(text, words));
        assert_eq!((says("keep names"), says("drive cars")), (100, 0));
        assert!(says("sell names") == 100 && says("names drive") < 50 && says("Sweden drive") < 60);
    }
}
