//! Words that carry duty, permission, negation, exception and limit.

use super::found::Found;
use super::lexicon::{Lexicon, PerList};
use super::phrases::Phrases;
use crate::languages::Modal;
use crate::model::FactKind;
use crate::weave::cut;
use std::collections::BTreeSet;
use std::ops::Range;

/// The words, and the stretches in which they mean something else.
static WORDS: PerList<Phrases> = PerList::new(|words| Phrases::of(words.modals.keys().chain(words.list("ignore"))));

/// A word of duty in a text.
pub(super) struct Word<'w> {
    pub(super) meaning: &'w Modal,
    pub(super) range: Range<usize>,
}

/// Adds the words of duty of a text, but for limits, which are nothing by themselves.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    for word in words_of(text, found.words).into_iter().filter(|word| word.meaning.kind != FactKind::Limit) {
        found.add(word.meaning.kind, word.meaning.value.clone(), word.range);
    }
}

/// The words of duty of a text, in order; no two overlap.
pub(super) fn words_of<'w>(text: &str, words: &'w Lexicon) -> Vec<Word<'w>> {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut cuts: Option<BTreeSet<usize>> = None;
    let next = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
    let within = WORDS.of(words).within(text);
    while let Some(hit) = within.find_at(at) {
        let (start, mut end, hit) = (hit.start, hit.end, &text[hit]);
        let mut meanings = words.modals.get(&folded(hit));
        if hit.contains(is_spaceless) {
            let cuts = cuts.get_or_insert_with(|| cuts_of(text));
            match meanings.and_then(|_| whole_word(text, start, cuts, words)) {
                Some((longest, own)) => (end, meanings) = (longest, Some(own)),
                None if meanings.is_some() => end = next(start),
                None => {}
            }
            meanings = meanings.filter(|_| cuts.contains(&start) && cuts.contains(&end));
        } else if goes_on(text, &(start..end)) {
            at = next(start);
            continue;
        }
        at = end;
        let fits = |ix: &usize| follows(&text[end..], &words.meanings[*ix]);
        let meaning = meanings.and_then(|meanings| meanings.iter().copied().find(fits));
        let Some(meaning) = meaning.map(|ix| &words.meanings[ix]) else { continue };
        let titled = meaning.kind == FactKind::Negation && !words.free_order && is_title(text, start, hit);
        if !titled && !is_month(text, start, hit) {
            found.push(Word { meaning, range: start..end });
        }
    }
    found
}

/// In small letters and with single spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a letter is of a script that writes no spaces between words.
pub(super) fn is_spaceless(c: char) -> bool {
    ('\u{e00}'..='\u{e7f}').contains(&c)
}

/// Whether a word has a capital in the middle of a sentence, as in the name “Do Not Track”.
fn is_title(text: &str, at: usize, word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_lowercase);
    let before = text[..at].strip_suffix(' ').and_then(|text| text.chars().next_back());
    capital && before.is_some_and(char::is_alphanumeric)
}

/// Whether letters or a hyphen go on before or after `range`, so that it is part of another word.
fn goes_on(text: &str, range: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_spaceless(c));
    let joined = |mut chars: Box<dyn Iterator<Item = char> + '_>| match chars.next() {
        Some('-') => letter(chars.next()),
        c => letter(c),
    };
    let after = !text[range.clone()].ends_with('\'') && joined(Box::new(text[range.end..].chars()));
    after || joined(Box::new(text[..range.start].chars().rev()))
}

/// Whether what the meaning needs stands in the rest of the sentence.
fn follows(rest: &str, meaning: &Modal) -> bool {
    const FAR: usize = 9;
    if meaning.with.is_empty() {
        return true;
    }
    let sentence = rest.split(['.', ';', '\n']).next().unwrap_or(rest).to_lowercase();
    let part = meaning.unless.iter().any(|other| sentence.contains(other.as_str()));
    let mut near = sentence.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).take(FAR);
    !part && near.any(|word| meaning.with.iter().any(|own| own == word || own.ends_with('\'') && word.starts_with(own)))
}

/// Where the words of a text begin and end.
fn cuts_of(text: &str) -> BTreeSet<usize> {
    let mut end = 0;
    std::iter::once(0).chain(cut(text).map(|word| (end += word.len(), end).1)).collect()
}

/// The end and the meanings of the longest word of duty that begins at `at` and is no part of another word.
fn whole_word<'w>(
    text: &str,
    at: usize,
    cuts: &BTreeSet<usize>,
    words: &'w Lexicon,
) -> Option<(usize, &'w Vec<usize>)> {
    let rest = &text[at..];
    let fits =
        |(word, _): &(&String, &Vec<usize>)| rest.starts_with(word.as_str()) && cuts.contains(&(at + word.len()));
    let words = words.modals.iter().filter(|_| cuts.contains(&at)).filter(fits);
    words.max_by_key(|(word, _)| word.len()).map(|(word, meanings)| (at + word.len(), meanings))
}

/// Whether `word` is the month of May.
fn is_month(text: &str, at: usize, word: &str) -> bool {
    let opens = text[..at].trim_end().chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ',');
    let goes_on = text[at + word.len()..].trim_start().starts_with(|c: char| c.is_lowercase());
    word == "May" && !(opens && goes_on)
}
