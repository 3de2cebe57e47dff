//! What stands anywhere in either version: sentences, and words that are written small.

use super::clause::sentences;
use super::lexicon::Lexicon;
use super::modals::{is_spaceless, words_of};
use super::plain::Plain;
use super::side::sides;
use crate::weave::{RedText, Redline};
use rustc_hash::{FxHashSet, FxHasher};
use std::cell::OnceCell;
use std::hash::{Hash, Hasher};

/// Both versions of a redline, searched when it is first asked for.
pub(super) struct Standing<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    sentences: OnceCell<[FxHashSet<u64>; 2]>,
    small: OnceCell<FxHashSet<u64>>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        Self { redline, words, sentences: OnceCell::new(), small: OnceCell::new() }
    }

    /// Whether the sentence of which this is the key stands somewhere in the older version, or the newer one.
    pub(super) fn has(&self, side: usize, key: u64) -> bool {
        let sets = self.sentences.get_or_init(|| {
            let mut sets = <[FxHashSet<u64>; 2]>::default();
            self.each(&mut |side, text| {
                let plain = Plain::of(text);
                let spoken = if text.contains(is_spaceless) { words_of(&plain.text, self.words) } else { Vec::new() };
                let keys =
                    sentences(&plain.text, &spoken, self.words).into_iter().map(|range| key_of(&plain.text[range]));
                sets[side].extend(keys);
            });
            sets
        });
        sets[side].contains(&key)
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

/// What tells a sentence from others, however its letters, signs and spaces are written.
pub(super) fn key_of(sentence: &str) -> u64 {
    let letters: String = sentence.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    hash(&letters)
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
