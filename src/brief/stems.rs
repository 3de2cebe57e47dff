//! Reduces words to stems that are equal for all spellings, and makes digests of search terms.

use super::lexicon::{Lexicon, PerList};
use super::modals::is_spaceless;
use super::plain::Plain;
use crate::weave::{cut, weight};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// Up to how many letters of a word tell it from others: “disclose” and “disclosure” are one.
const STEM: usize = 6;

/// Words that only join others, numbers and what they count.
static SILENT: PerList<FxHashSet<String>> = PerList::new(|words| {
    let lists = ["joining", "subordinate", "auxiliaries", "pronouns", "percent", "filling"]
        .into_iter()
        .flat_map(|list| words.list(list));
    lists.chain(words.units.keys()).chain(words.numbers.keys()).chain(words.currencies.keys()).cloned().collect()
});

/// The stems of words that may stand for each other, with the one that stands for all.
static SYNONYMS: PerList<FxHashMap<String, String>> = PerList::new(|words| {
    let of = |group: &String| {
        let stems: Vec<String> = group.split(' ').map(|word| stem_of(&spelt(word)).to_owned()).collect();
        stems.clone().into_iter().map(|stem| (stem, stems[0].clone())).collect::<Vec<_>>()
    };
    words.list("synonyms").iter().flat_map(of).collect()
});

/// What tells a sentence from others, however its letters, signs and spaces are written.
pub(super) fn key_of(sentence: &str) -> u64 {
    let mut letters = String::with_capacity(sentence.len());
    for c in sentence.chars() {
        match c.is_ascii() {
            true if c.is_ascii_alphanumeric() => letters.push(c.to_ascii_lowercase()),
            false if c.is_alphanumeric() => letters.extend(c.to_lowercase()),
            _ => {}
        }
    }
    hash(&letters)
}

/// The stems of the words of a text that say something, in order of their digests and each once.
pub(super) fn stems(text: &str, words: &Lexicon) -> Vec<u64> {
    let mut stems: Vec<u64> = cut(&joined(text)).filter_map(|word| stem(word, words)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// A text without the hyphens after a syllable that many write without: “co-ordinate”, “e-mail”.
fn joined(text: &str) -> Cow<'_, str> {
    const BEFORE: [&str; 7] = ["co", "e", "non", "pre", "re", "sub", "multi"];
    let is_letter = |c: char| c.is_alphanumeric();
    let joins = |at: usize| {
        let word = text[..at].rsplit(|c| !is_letter(c)).next().unwrap_or_default();
        text[at + 1..].starts_with(is_letter) && BEFORE.iter().any(|own| word.eq_ignore_ascii_case(own))
    };
    let mut hyphens = text.match_indices('-').map(|(at, _)| at).filter(|at| joins(*at)).peekable();
    if hyphens.peek().is_none() {
        return text.into();
    }
    let (mut out, mut start) = (String::with_capacity(text.len()), 0);
    for at in hyphens {
        out.push_str(&text[start..at]);
        start = at + 1;
    }
    out.push_str(&text[start..]);
    out.into()
}

/// The digest of the stem of a word; `None` for signs, for numbers and what they count, and for words that only join others.
pub(super) fn stem(word: &str, words: &Lexicon) -> Option<u64> {
    if is_silent(word) {
        return None;
    }
    let lower = spelt(word);
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

/// Whether a word is a sign or has a number.
fn is_silent(word: &str) -> bool {
    if word.is_ascii() {
        !word.bytes().any(|b| b.is_ascii_alphabetic()) || word.bytes().any(|b| b.is_ascii_digit())
    } else {
        weight(word) == 0 || word.chars().any(char::is_numeric)
    }
}

/// A word in lower case; “authorize” and “authorise” are one, and “colour” and “color”.
fn spelt(word: &str) -> String {
    let mut lower = word.to_lowercase();
    if lower.contains('z') {
        lower = lower.replace('z', "s");
    }
    if lower.contains("our") {
        lower = lower.replace("our", "or");
    }
    lower
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

/// The digest of a word.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The digests of the words of a text in small letters. A letter of a script that writes no spaces is a word, for nothing
/// tells where one ends.
pub(super) fn digests(text: &str) -> Vec<u64> {
    let text = Plain::of(text).text.to_lowercase();
    let mut words: Vec<u64> = Vec::new();
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let spaceless = !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase();
        let goes_on = c.is_alphanumeric() && !spaceless;
        if !goes_on && let Some(start) = word.take() {
            words.push(hash(&text[start..at]));
        }
        if goes_on {
            word.get_or_insert(at);
        } else if spaceless {
            words.push(hash(&text[at..at + c.len_utf8()]));
        }
    }
    words.extend(word.map(|start| hash(&text[start..])));
    words
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
        assert_eq!(of("favourite colours"), of("favorite colors"));
        assert_eq!(of("terms for minors"), of("terms for children"));
        assert_eq!(of("co-ordinate real-world non-profits"), of("coordinate the real world nonprofits"));
    }
}
