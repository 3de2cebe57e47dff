//! Decides whether two values occur in one edited sentence; if so, one replaced the other.

use crate::weave::{cut, weight};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::ops::Range;

/// How far around a value its sentence is read, in bytes.
const FARTHEST: usize = 600;
/// Up to how many words a line says nothing that could tell it from another.
const FEW: usize = 2;

/// The words of a sentence but for its numbers; in order of their digests, with how often each stands there.
#[derive(Default, Clone)]
pub(super) struct Sentence(Vec<u64>);

impl Sentence {
    /// The sentence in which `range` of a text stands, without what stands there.
    pub(super) fn around(text: &str, range: &Range<usize>) -> Self {
        let (before, after) = (start(text, range.start), end(text, range.end));
        let parts = [&text[before..range.start], &text[range.end..after]];
        let words = parts.into_iter().flat_map(cut).filter(|word| weight(word) > 0);
        let words = words.filter(|word| !word.chars().any(char::is_numeric));
        let mut digests: Vec<u64> = words.map(digest).collect();
        digests.sort_unstable();
        Self(digests)
    }

    /// Whether the other is this one, edited: most of their words are the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (self.0.len(), other.0.len());
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while i < a && j < b {
            match self.0[i].cmp(&other.0[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
            }
        }
        (a <= FEW && b <= FEW) || shared * 10 >= (a + b) * 3
    }
}

/// The sentence in which `range` of a text stands.
pub(super) fn sentence<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    &text[start(text, range.start)..end(text, range.end)]
}

fn digest(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.chars().flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(c as u32));
    hasher.finish()
}

/// Where the sentence begins in which `at` stands.
fn start(text: &str, at: usize) -> usize {
    let from = (at.saturating_sub(FARTHEST)..=at).find(|at| text.is_char_boundary(*at)).unwrap_or(at);
    text[from..at]
        .char_indices()
        .rev()
        .map(|(ix, c)| (from + ix, c))
        .find(|(ix, c)| ends(text, *ix, *c))
        .map_or(from, |(ix, c)| ix + c.len_utf8())
}

/// Where the sentence ends in which `at` stands.
fn end(text: &str, at: usize) -> usize {
    let to = (at..=(at + FARTHEST).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(at);
    text[at..to].char_indices().map(|(ix, c)| (at + ix, c)).find(|(ix, c)| ends(text, *ix, *c)).map_or(to, |(ix, _)| ix)
}

/// Whether a sentence ends with the character `c` at `at`: the dot of an abbreviation or of a day (“1. Mai”) ends none.
fn ends(text: &str, at: usize, c: char) -> bool {
    let rest = text[at + c.len_utf8()..].trim_start_matches(['”', '"', ')', '’', '\'']);
    let opens = || {
        let mut next = rest.chars();
        next.next().is_some_and(char::is_whitespace)
            && rest.trim_start().starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_punctuation())
    };
    match c {
        '\n' | '。' => true,
        '?' | '!' | ';' => opens(),
        '.' => {
            let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let day = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
            let short = word.chars().count() <= 3 && word.starts_with(char::is_uppercase);
            !day && !short && opens()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        let text = "Ab 1. Mai 2026 gilt dies. We keep 30 days, as Acme Inc. said. Then 5 more! So.";
        let sentence = |value: &str| {
            let at = text.find(value).expect("there");
            &text[start(text, at)..end(text, at)]
        };
        assert_eq!(sentence("2026"), "Ab 1. Mai 2026 gilt dies");
        assert_eq!(sentence("30"), " We keep 30 days, as Acme Inc. said");
        assert_eq!(sentence("5 more"), " Then 5 more");
    }

    #[test]
    fn an_edited_sentence_is_like_itself() {
        let around = |text: &str, value: &str| {
            let at = text.find(value).expect("there");
            Sentence::around(text, &(at..at + value.len()))
        };
        let old = around("We keep logs for 30 days after that.", "30 days");
        assert!(old.is_like(&around("We keep all logs for 60 days.", "60 days")));
        assert!(!old.is_like(&around("You may object within 14 days.", "14 days")));
    }
}
