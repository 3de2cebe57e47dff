//! Words that carry duty, permission, negation and exception.

use super::found::Found;
use super::lexicon::{LEXICON, any, pattern};
use crate::weave::cut;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words, and the stretches in which they mean something else.
static WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?i){}", &[&any(LEXICON.modals.keys().chain(LEXICON.list("ignore")))]));

/// Adds the words of duty of a text.
pub(super) fn find(text: &str, found: &mut Found) {
    let mut cuts: Option<BTreeSet<usize>> = None;
    let mut at = 0;
    while let Some(hit) = WORDS.find_at(text, at) {
        at = hit.end();
        let word = hit.as_str().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let Some(mut meaning) = LEXICON.modals.get(&word) else { continue };
        if !hit.as_str().is_ascii() {
            let cuts = cuts.get_or_insert_with(|| cuts_of(text));
            match whole_word(text, hit.start(), cuts) {
                Some((end, other)) => (at, meaning) = (end, other),
                None => {
                    at = hit.start() + hit.as_str().chars().next().map_or(1, char::len_utf8);
                    continue;
                }
            }
        }
        if !is_month(text, hit.start(), hit.as_str()) {
            let meaning = &LEXICON.meanings[*meaning];
            found.add(meaning.kind, meaning.value.clone(), hit.start()..at);
        }
    }
}

/// Where the words of a text begin and end.
fn cuts_of(text: &str) -> BTreeSet<usize> {
    let mut end = 0;
    std::iter::once(0).chain(cut(text).map(|word| (end += word.len(), end).1)).collect()
}

/// The end and the meaning of the longest word of duty that begins at `at` and is no part of another word.
fn whole_word(text: &str, at: usize, cuts: &BTreeSet<usize>) -> Option<(usize, &'static usize)> {
    let rest = &text[at..];
    let fits = |(word, _): &(&String, &usize)| rest.starts_with(word.as_str()) && cuts.contains(&(at + word.len()));
    let words = LEXICON.modals.iter().filter(|_| cuts.contains(&at)).filter(fits);
    words.max_by_key(|(word, _)| word.len()).map(|(word, meaning)| (at + word.len(), meaning))
}

/// Whether `word` is the month of May.
fn is_month(text: &str, at: usize, word: &str) -> bool {
    let opens = text[..at].trim_end().chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ',');
    let goes_on = text[at + word.len()..].trim_start().starts_with(|c: char| c.is_lowercase());
    word == "May" && !(opens && goes_on)
}

/// Whether words of this meaning are so common that blocks that came or went as a whole are not searched for them.
pub(super) fn is_weak(value: &str) -> bool {
    LEXICON.meanings.iter().any(|m| m.value == value && m.weak)
}
