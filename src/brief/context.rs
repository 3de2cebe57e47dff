//! A few words around a fact, cut where a word or a phrase ends.

use super::lexicon::LEXICON;
use crate::showable::plain;
use crate::weave::cut;
use std::ops::Range;

/// The most characters that are shown.
const MOST: usize = 60;
/// The most characters before and after the words themselves.
const AROUND: (usize, usize) = (18, 34);
/// The most words before and after.
const WORDS: (usize, usize) = (2, 4);

/// The words at `range` with a few around them.
pub(super) fn around(text: &str, range: &Range<usize>) -> String {
    shortened(text[shown_range(text, range)].trim())
}

/// Where the words at `range` stand with a few around them.
pub(super) fn shown_range(text: &str, range: &Range<usize>) -> Range<usize> {
    // Whoever looks for a few words need not cut all of them.
    const FAR: (usize, usize) = (160, 320);
    let mut end = ceil(text, range.start.saturating_sub(FAR.0));
    let until = ceil(text, (range.end + FAR.1).min(text.len()));
    let tokens: Vec<Range<usize>> = cut(&text[end..until])
        .map(|word| {
            (end, {
                end += word.len();
                end
            })
        })
        .map(|(a, b)| a..b)
        .collect();
    let first = tokens.partition_point(|t| t.end <= range.start);
    let last = tokens.partition_point(|t| t.start < range.end).max(first + 1);
    let to = last + reach(text, tokens[last.min(tokens.len())..].iter(), WORDS.1, AROUND.1);
    let from = first - reach(text, tokens[..first.min(tokens.len())].iter().rev(), WORDS.0, AROUND.0);
    let start = tokens.get(from).map_or(range.start, |t| t.start).min(range.start);
    let end = tokens.get(to.saturating_sub(1)).map_or(range.end, |t| t.end).max(range.end);
    start..end
}

/// The first place from `at` on where a character begins.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// How many of `tokens` are shown: up to the end of the phrase, and no weak word at the edge.
fn reach<'a>(text: &str, tokens: impl Iterator<Item = &'a Range<usize>>, words: usize, letters: usize) -> usize {
    let (mut shown, mut strong, mut count, mut size) = (0, 0, 0, 0);
    for token in tokens {
        let word = &text[token.clone()];
        let spaceless = |c: Option<char>| {
            c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
        };
        let blank = word.trim().is_empty();
        let phrase_ends = blank
            && (word.contains('\n')
                || count > 1
                    && (spaceless(text[..token.start].chars().next_back())
                        || spaceless(text[token.end..].chars().next())));
        let sign = !blank && !word.chars().any(char::is_alphanumeric);
        size += word.chars().count();
        if phrase_ends
            || (sign && !matches!(word, "-" | "%" | "'" | "’" | "/" | "“" | "”" | "\"" | "ๆ"))
            || count == words
            || size > letters
        {
            break;
        }
        shown += 1;
        if !blank && !sign {
            count += 1;
            if !LEXICON.list("weak").contains(&word.to_lowercase()) {
                strong = shown;
            }
        }
    }
    strong
}

/// The text on one line, cut where it is too long.
pub(super) fn shortened(text: &str) -> String {
    shortened_to(text, MOST)
}

/// As [`shortened`], to `most` characters.
pub(super) fn shortened_to(text: &str, most: usize) -> String {
    let line = plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if line.chars().count() <= most {
        return line;
    }
    let (mut kept, mut size) = (0, 1);
    for word in cut(&line) {
        size += word.chars().count();
        if size > most {
            break;
        }
        kept += word.len();
    }
    if kept == 0 {
        kept = line.char_indices().nth(most - 1).map_or(0, |(at, _)| at);
    }
    format!("{}…", line[..kept].trim_end())
}
