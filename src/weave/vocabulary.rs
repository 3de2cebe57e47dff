//! The words of a policy, each with what comparing needs to know of it.

use super::intern::Interner;
use super::words::{seen, weight};
use crate::languages::joins;
use crate::letters::{is_direction_mark, is_invisible, is_joiner};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The number that stands for the end of a block among the words of a text.
pub(super) const BLOCK_END: u32 = u32::MAX;

/// Every word, stretch of white space and punctuation mark that ever stood in the policy.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    texts: Interner<str>,
    facts: Vec<WordTraits>,
}

/// What a word is, for comparing.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordTraits {
    /// Letters and digits; 0 for white space and punctuation.
    pub(super) letters: u32,
    /// Characters that are seen.
    pub(super) size: u32,
    /// The number of the word as it is seen.
    pub(super) seen: u32,
    /// The number of the word as it is seen, in lower case.
    pub(super) folded: u32,
    /// How well a change may begin right after it, from 0.
    pub(super) pause: u32,
    /// Whether it joins what stands before and after it.
    pub(super) joins: bool,
}

impl Vocabulary {
    /// The number of a word; never [`BLOCK_END`].
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let number = self.texts.number(text);
        if number as usize == self.facts.len() {
            self.facts.push(facts(text, number));
            let seen = seen(text);
            if seen != text {
                self.facts[number as usize].seen = self.number(&seen);
            }
            let folded = seen.to_lowercase();
            if folded != text {
                self.facts[number as usize].folded = self.number(&folded);
            }
        }
        number
    }

    /// The word with this number, if there is one.
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        self.texts.get(number)
    }

    /// The word with this number.
    pub(super) fn text(&self, number: u32) -> &str {
        self.texts.value(number)
    }

    /// What a word is equal to when marks are looked for: one that looks the same is the same, or the words around it would
    /// be taken for rewritten.
    pub(super) fn symbol(&self, number: u32) -> u32 {
        self.facts(number).seen
    }

    /// What the word is.
    pub(super) fn facts(&self, number: u32) -> WordTraits {
        match number {
            BLOCK_END => WordTraits { letters: 0, size: 4, seen: BLOCK_END, folded: BLOCK_END, pause: 6, joins: false },
            word => self.facts[word as usize],
        }
    }
}

/// As its words alone.
impl Serialize for Vocabulary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.texts.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Vocabulary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut vocabulary = Self::default();
        for (text, number) in Vec::<&str>::deserialize(deserializer)?.into_iter().zip(0..) {
            if vocabulary.number(text) != number {
                return Err(D::Error::custom("words in another order than that in which they come"));
            }
        }
        Ok(vocabulary)
    }
}

fn facts(text: &str, number: u32) -> WordTraits {
    let pause = match text.chars().next_back() {
        Some('.' | '!' | '?' | ';' | ':' | '。' | '！' | '？' | '；' | '\n') => 3,
        Some(',' | '、' | '，' | ')' | '）') => 2,
        Some(c) if c.is_whitespace() => 1,
        _ => 0,
    };
    let unseen = |c: char| c.is_whitespace() || is_invisible(c) || is_joiner(c) || is_direction_mark(c);
    let size = text.chars().filter(|c| !unseen(*c)).count() as u32;
    WordTraits {
        letters: weight(text) as u32,
        size,
        seen: number,
        folded: number,
        pause,
        joins: joins().contains(text),
    }
}
