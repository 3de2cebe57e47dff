//! What stands anywhere in either version: sentences, what says much the same, and words that are written small.
//!
//! A sentence that went is gone only if no other sentence of the newer version says most of what it said. How much of a
//! sentence another one says is the weight of the words that both have, where a word counts the more the fewer sentences
//! have it (Karen Spärck Jones, “A statistical interpretation of term specificity”, Journal of Documentation 28, 1972).

use super::clause::sentences;
use super::lexicon::{Lexicon, PerList};
use super::modals::{is_spaceless, words_of};
use super::plain::Plain;
use super::side::sides;
use crate::weave::{RedText, Redline, cut, weight};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::cell::OnceCell;
use std::hash::{Hash, Hasher};

/// Up to how many letters of a word tell it from others: “disclose” and “disclosure” are one.
const STEM: usize = 6;

/// The fewest words of a sentence that is looked for in a longer one, and twice the least part of the longer one that it is.
const LEAST: usize = 3;
const WITHIN: f64 = 0.5;

/// Words that only join others, numbers and what they count.
static SILENT: PerList<FxHashSet<String>> = PerList::new(|words| {
    let lists =
        ["joining", "subordinate", "auxiliaries", "pronouns", "percent"].into_iter().flat_map(|list| words.list(list));
    lists.chain(words.units.keys()).chain(words.numbers.keys()).chain(words.currencies.keys()).cloned().collect()
});

/// The stems of words that may stand for each other, with the one that stands for all.
static SYNONYMS: PerList<FxHashMap<String, String>> = PerList::new(|words| {
    let of = |group: &String| {
        let stems: Vec<String> = group.split(' ').map(|word| stem_of(&word.to_lowercase()).to_owned()).collect();
        stems.clone().into_iter().map(|stem| (stem, stems[0].clone())).collect::<Vec<_>>()
    };
    words.list("synonyms").iter().flat_map(of).collect()
});

/// Both versions of a redline, searched when it is first asked for.
pub(super) struct Standing<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    versions: OnceCell<[Version; 2]>,
    small: OnceCell<FxHashSet<u64>>,
}

/// The sentences of a version.
#[derive(Default)]
struct Version {
    keys: FxHashSet<u64>,
    /// The stems of each sentence, and whether it is one, not a heading or a name.
    sentences: Vec<(Vec<u64>, bool)>,
    /// The sentences that have a word, by its stem.
    having: FxHashMap<u64, Vec<u32>>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        Self { redline, words, versions: OnceCell::new(), small: OnceCell::new() }
    }

    fn versions(&self) -> &[Version; 2] {
        self.versions.get_or_init(|| {
            let mut versions = <[Version; 2]>::default();
            let mut add = |sides: &[usize], text: &str| {
                let plain = Plain::of(text);
                let spoken = if text.contains(is_spaceless) { words_of(&plain.text, self.words) } else { Vec::new() };
                for range in sentences(&plain.text, &spoken, self.words) {
                    let said = plain.text[range.end..].starts_with(['.', '!', ';']) || text.contains(is_spaceless);
                    let (key, stems) = (key_of(&plain.text[range.clone()]), stems(&plain.text[range], self.words));
                    sides.iter().for_each(|side| versions[*side].add(key, stems.clone(), said));
                }
            };
            for leaf in &self.redline.leaves {
                match &leaf.text {
                    RedText::Same(content) => add(&[0, 1], &content.text),
                    RedText::Pieces(_) => {
                        sides(leaf).iter().enumerate().for_each(|(side, own)| add(&[side], &own.text))
                    }
                }
            }
            versions
        })
    }

    /// Whether the sentence of which this is the key stands somewhere in the older version, or the newer one.
    pub(super) fn has(&self, side: usize, key: u64) -> bool {
        self.versions()[side].keys.contains(&key)
    }

    /// How much of a sentence with these stems one sentence of a version says at most, in per cent; or of one of that
    /// version that says less, how much this one says.
    pub(super) fn says(&self, side: usize, stems: &[u64]) -> usize {
        let versions = self.versions();
        let (mut whole, mut shares) = (0.0, FxHashMap::<u32, f64>::default());
        for stem in stems {
            let worth = self.worth(stem);
            whole += worth;
            for sentence in versions[side].having.get(stem).into_iter().flatten() {
                *shares.entry(*sentence).or_default() += worth;
            }
        }
        let of = |(sentence, share): (u32, f64)| {
            let (other, said) = &versions[side].sentences[sentence as usize];
            // two words more or less make another sentence of a short one
            let within = *said && other.len() >= LEAST && share * 2.0 >= whole * WITHIN;
            let other = if within { other.iter().map(|stem| self.worth(stem)).sum() } else { whole };
            (share / whole).max(share / other * if within { 1.0 } else { 0.0 })
        };
        let most = shares.into_iter().map(of).fold(0.0, f64::max);
        (most * 100.0) as usize
    }

    /// How much of their words two sentences share, in per cent of both, where rare words weigh more.
    pub(super) fn likeness(&self, a: &[u64], b: &[u64]) -> usize {
        let weigh = |stems: &mut dyn Iterator<Item = &u64>| stems.map(|stem| self.worth(stem)).sum::<f64>();
        let both = weigh(&mut a.iter().filter(|stem| b.binary_search(stem).is_ok()));
        let all = weigh(&mut a.iter().chain(b));
        if all > 0.0 { (both * 200.0 / all) as usize } else { 0 }
    }

    /// How much a word weighs: the more, the fewer sentences have it.
    fn worth(&self, stem: &u64) -> f64 {
        let versions = self.versions();
        let all = versions.iter().map(|version| version.sentences.len()).sum::<usize>() as f64;
        let having = versions.iter().filter_map(|version| version.having.get(stem)).map(Vec::len).sum::<usize>();
        (1.0 + all / having.max(1) as f64).ln()
    }

    /// Whether no sentence of a version has one of these words.
    pub(super) fn lacks(&self, side: usize, stems: &[u64]) -> bool {
        stems.iter().any(|stem| !self.versions()[side].having.contains_key(stem))
    }

    /// Whether a word, given in lower case, is written small in either version.
    pub(super) fn is_small(&self, word: &str) -> bool {
        let small = self.small.get_or_init(|| {
            let mut small = FxHashSet::default();
            self.each(&mut |_, text| {
                let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_lowercase));
                small.extend(words.map(hash));
            });
            small
        });
        small.contains(&hash(word))
    }

    /// Gives each text with its side.
    fn each(&self, then: &mut dyn FnMut(usize, &str)) {
        for leaf in &self.redline.leaves {
            match &leaf.text {
                RedText::Same(content) => (0..2).for_each(|side| then(side, &content.text)),
                RedText::Pieces(_) => sides(leaf).iter().enumerate().for_each(|(side, own)| then(side, &own.text)),
            }
        }
    }
}

impl Version {
    fn add(&mut self, key: u64, stems: Vec<u64>, said: bool) {
        self.keys.insert(key);
        for stem in &stems {
            self.having.entry(*stem).or_default().push(self.sentences.len() as u32);
        }
        self.sentences.push((stems, said));
    }
}

/// What tells a sentence from others, however its letters, signs and spaces are written.
pub(super) fn key_of(sentence: &str) -> u64 {
    let letters: String = sentence.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    hash(&letters)
}

/// The stems of the words of a text that say something, in order of their digests and each once.
pub(super) fn stems(text: &str, words: &Lexicon) -> Vec<u64> {
    let mut stems: Vec<u64> = cut(text).filter_map(|word| stem(word, words)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The digest of the stem of a word; `None` for signs, for numbers and what they count, and for words that only join others.
pub(super) fn stem(word: &str, words: &Lexicon) -> Option<u64> {
    if weight(word) == 0 || word.chars().any(char::is_numeric) {
        return None;
    }
    // “authorize” and “authorise” are one
    let lower = word.to_lowercase().replace('z', "s");
    // “(ii)” numbers an item
    if lower.len() == 1 || lower.len() < 5 && lower.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) {
        return None;
    }
    let lower = singular(&lower);
    if SILENT.of(words).contains(lower) {
        return None;
    }
    let stem = stem_of(lower);
    Some(hash(SYNONYMS.of(words).get(stem).map_or(stem, String::as_str)))
}

fn singular(lower: &str) -> &str {
    lower.strip_suffix('s').filter(|bare| bare.len() > 3).unwrap_or(lower)
}

/// The letters of a word, in lower case, that tell it from others.
fn stem_of(lower: &str) -> &str {
    let bare = singular(lower);
    let end = bare.char_indices().nth(STEM).filter(|_| !bare.contains(is_spaceless));
    end.map_or(bare, |(at, _)| &bare[..at])
}

/// The stems of each of two sentences that the other has not.
pub(super) fn apart(old: &[u64], new: &[u64]) -> [Vec<u64>; 2] {
    let without =
        |own: &[u64], other: &[u64]| own.iter().copied().filter(|stem| other.binary_search(stem).is_err()).collect();
    [without(old, new), without(new, old)]
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn stems_are_of_words_that_say_something() {
        let words = Lexicon::of(&Lang::english());
        let of = |text: &str| stems(text, words);
        assert_eq!(of("We disclose names"), of("our disclosures of (ii) 30 names"));
        assert_eq!(of("authorized"), of("authorised"));
        assert_eq!(of("terms for minors"), of("terms for children"));
    }

    #[test]
    fn what_one_sentence_says_weighs_by_rare_words() {
        let words = Lexicon::of(&Lang::english());
        let redline = Redline::default();
        let mut versions = <[Version; 2]>::default();
        for text in ["We sell names", "We keep names", "We keep names in Sweden"] {
            versions[0].add(key_of(text), stems(text, words), true);
        }
        let standing = Standing::of(&redline, words);
        assert!(standing.versions.set(versions).is_ok());
        let says = |text: &str| standing.says(0, &stems(text, words));
        assert_eq!((says("keep names"), says("drive cars")), (100, 0));
        assert!(says("sell names") == 100 && says("names drive") < 50 && says("Sweden drive") < 60);
    }
}
