//! Recognises sentences about matters that nobody should overlook: courts that may not be called on, the sale of data,
//! costs.

use super::lexicon::{Lexicon, PerList, pattern};
use super::phrases::Phrases;
use super::stems::stems;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words of what weighs most, then of what weighs less.
static LISTS: [(PerList<Subjects>, usize); 2] = [
    (PerList::new(|words| Subjects::of(words.list("grave"))), 2),
    (PerList::new(|words| Subjects::of(words.list("subjects"))), 1),
];

/// How much what a sentence is about weighs; 0 if it is about nothing that is looked for.
pub(super) fn weight(sentence: &str, words: &Lexicon) -> usize {
    let mut weight = 0;
    for (list, own) in &LISTS {
        let seen: BTreeSet<String> = list.of(words).hits(sentence).iter().map(|hit| hit.to_lowercase()).collect();
        weight += own * seen.len();
    }
    weight
}

/// The stems of the words of a sentence that weigh most.
pub(super) fn grave(sentence: &str, words: &Lexicon) -> Vec<u64> {
    LISTS[0].0.of(words).hits(sentence).into_iter().flat_map(|hit| stems(hit, words)).collect()
}

/// The words of a list, of which “sell*” stands for all that begin so. How a word goes on is no part of the pattern: a search
/// that follows many words at once through letters of all scripts is many times slower.
struct Subjects {
    begins: Option<Phrases>,
    /// Each as its letters, and whether it stands for all that begin so.
    words: Vec<(String, bool)>,
}

/// The letters of a word that goes on.
static REST: LazyLock<Regex> = LazyLock::new(|| pattern(r"\w*", &[]));

impl Subjects {
    fn of(list: &[String]) -> Self {
        let bare = |word: &String| word.strip_suffix('*').map_or((word.clone(), false), |bare| (bare.to_owned(), true));
        let words: Vec<(String, bool)> = list.iter().map(bare).collect();
        let edge = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
        let word = |(bare, open): &(String, bool)| {
            let end = if *open { "" } else { edge(bare.chars().next_back()) };
            format!("{}{}{end}", edge(bare.chars().next()), regex::escape(bare).replace(' ', r"\s+"))
        };
        let pattern = format!("(?i)(?:{})", words.iter().map(word).collect::<Vec<_>>().join("|"));
        let own = || words.iter().map(|(bare, open)| (bare.as_str(), *open));
        let begins = (!words.is_empty()).then(|| Phrases::new(pattern, own()));
        let words = words.into_iter().map(|(bare, open)| (folded(&bare), open)).collect();
        Self { begins, words }
    }

    /// What stands in a sentence of the list, in order.
    fn hits<'t>(&self, sentence: &'t str) -> Vec<&'t str> {
        let (mut hits, mut at) = (Vec::new(), 0);
        let Some(begins) = &self.begins else { return hits };
        let begins = begins.within(sentence);
        while let Some(hit) = begins.find_at(at) {
            let text = folded(&sentence[hit.clone()]);
            let goes_on = sentence[hit.end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let ends = |word: &str| !(goes_on && word.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let own = self.words.iter().find(|(word, open)| *word == text && (*open || ends(word)));
            let rest = REST.find_at(sentence, hit.end).filter(|_| own.is_none_or(|(_, open)| *open));
            at = rest.map_or(hit.end, |rest| rest.end());
            hits.push(&sentence[hit.start..at]);
        }
        hits
    }
}

/// In small letters and with single spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn what_weighs_is_found() {
        let words = Lexicon::of(&Lang::english());
        let weight = |text: &str| weight(text, words);
        assert!(weight("We do not sell your data") >= 2);
        assert!(weight("Disputes go to arbitration") >= 2);
        assert_eq!(weight("The weather is fine"), 0);
    }

    #[test]
    fn words_are_found_as_the_list_has_them() {
        let list = ["waive*", "sell", "third part*", "accès", "ads"].map(str::to_owned);
        let subjects = Subjects::of(&list);
        for (sentence, expected) in [
            ("Third  parties' WAIVERé, and waives", &["Third  parties", "WAIVERé", "waives"][..]),
            ("A seller sells; we sell_ to ads", &["ads"]),
            ("L'accès et l'accèst, sell", &["accès", "sell"]),
        ] {
            assert_eq!(subjects.hits(sentence), expected, "{sentence}");
        }
    }
}
