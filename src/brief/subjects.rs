//! What a sentence is about, where that is something which nobody should overlook: whom a court may not be asked, whose data is
//! sold, what costs money.

use super::lexicon::{Lexicon, PerList, pattern};
use super::standing::stems;
use regex::Regex;
use std::collections::BTreeSet;

/// The words of what weighs most, then of what weighs less.
static LISTS: [(PerList<Regex>, usize); 2] =
    [(PerList::new(|words| of(words.list("grave"))), 2), (PerList::new(|words| of(words.list("subjects"))), 1)];

/// How much what a sentence is about weighs; 0 if it is about nothing that is looked for.
pub(super) fn weight(sentence: &str, words: &Lexicon) -> usize {
    let mut weight = 0;
    for (regex, own) in &LISTS {
        let seen: BTreeSet<String> =
            regex.of(words).find_iter(sentence).map(|hit| hit.as_str().to_lowercase()).collect();
        weight += own * seen.len();
    }
    weight
}

/// The stems of the words of a sentence that weigh most.
pub(super) fn grave(sentence: &str, words: &Lexicon) -> Vec<u64> {
    LISTS[0].0.of(words).find_iter(sentence).flat_map(|hit| stems(hit.as_str(), words)).collect()
}

/// A pattern for words of a list, of which “sell*” stands for all that begin so.
fn of(list: &[String]) -> Regex {
    if list.is_empty() {
        return pattern(r"[^\s\S]", &[]);
    }
    let edge = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    let word = |word: &String| {
        let (bare, open) = word.strip_suffix('*').map_or((word.as_str(), false), |bare| (bare, true));
        let end = if open { r"\w*" } else { edge(bare.chars().next_back()) };
        format!("{}{}{end}", edge(bare.chars().next()), regex::escape(bare).replace(' ', r"\s+"))
    };
    pattern("(?i)(?:{})", &[&list.iter().map(word).collect::<Vec<_>>().join("|")])
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
}
